//! What the provider keeps.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

/// A free JSON object.
pub(super) type Properties = Map<String, Value>;

/// The comments that are the messages of tickets.
pub(super) const MESSAGE_SCOPE: &str = "conversations_ticket";

/// Everything of one project, and of the organization that has it.
pub(super) struct Project {
    /// Oldest member first.
    pub users: Vec<User>,
    pub roles: Vec<Role>,
    /// Newest first.
    pub persons: Vec<Person>,
    /// By number.
    pub tickets: Vec<Ticket>,
    /// By creation, oldest first.
    pub comments: Vec<Comment>,
    /// Oldest first.
    pub views: Vec<View>,
    pub files: Vec<StoredFile>,
    /// Oldest first.
    pub email_channels: Vec<EmailChannel>,
    /// How many ids were made since the start.
    pub made: u64,
    /// When something was last written.
    pub written_at: Timestamp,
    /// The sum of what is unread, and until what uptime it is told again.
    pub unread: Option<(usize, Duration)>,
}

/// A user together with the membership in the organization.
pub(super) struct User {
    pub id: u32,
    pub uuid: String,
    pub distinct_id: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub is_email_verified: Option<bool>,
    pub hedgehog_config: Option<Value>,
    pub role_at_organization: Option<&'static str>,
    pub membership_id: String,
    /// 1 for members, 8 for administrators, 15 for the owner.
    pub level: u8,
    pub joined_at: Timestamp,
}

pub(super) struct Role {
    pub id: String,
    pub name: String,
    pub created_at: Timestamp,
    pub created_by: Option<u32>,
    pub members: Vec<RoleMember>,
    pub is_default: bool,
}

pub(super) struct RoleMember {
    pub id: String,
    pub user_id: u32,
    pub joined_at: Timestamp,
}

pub(super) struct Person {
    pub uuid: String,
    pub distinct_ids: Vec<String>,
    pub properties: Properties,
    pub created_at: Timestamp,
    pub is_identified: bool,
}

impl Person {
    /// The e-mail address among the properties.
    pub(super) fn email(&self) -> Option<&str> {
        self.properties.get("email").and_then(Value::as_str)
    }
}

pub(super) struct Ticket {
    pub id: String,
    pub number: u32,
    pub channel_source: &'static str,
    pub channel_detail: Option<&'static str>,
    pub distinct_id: String,
    pub status: &'static str,
    /// May be the empty text, which is neither `None` nor a priority.
    pub priority: Option<&'static str>,
    pub assignee: Option<Assignee>,
    pub anonymous_traits: Properties,
    pub ai_resolved: bool,
    pub escalation_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Without private notes.
    pub message_count: usize,
    /// Without private notes.
    pub last_message: Option<LastMessage>,
    /// Messages of the customer that the team has not seen.
    pub unread_team_count: usize,
    /// Messages of the team that the customer has not seen.
    pub unread_customer_count: usize,
    pub session_id: Option<String>,
    pub session_context: Properties,
    pub sla_due_at: Option<Timestamp>,
    pub snoozed_until: Option<Timestamp>,
    pub slack: Option<SlackThread>,
    pub mail: Option<Mail>,
    pub cc_participants: Vec<String>,
    pub tags: Vec<String>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Assignee {
    User(u32),
    Role(String),
}

pub(super) struct LastMessage {
    pub at: Timestamp,
    /// The first 500 characters.
    pub text: String,
}

/// As much of a message as a ticket shows.
pub(super) fn excerpt(content: &str) -> String {
    content.chars().take(500).collect()
}

pub(super) struct SlackThread {
    pub channel_id: String,
    pub thread_ts: String,
    pub team_id: String,
}

pub(super) struct Mail {
    pub subject: String,
    /// The customer's address.
    pub from: String,
    /// The address of the project's own channel.
    pub to: String,
}

pub(super) struct Comment {
    pub id: String,
    /// `None` for messages of customers and of the assistant.
    pub created_by: Option<u32>,
    pub deleted: bool,
    pub content: String,
    pub rich_content: Option<Value>,
    pub version: u32,
    pub created_at: Timestamp,
    pub item_id: String,
    pub item_context: Properties,
    pub scope: String,
    pub source_comment: Option<String>,
}

/// A saved set of ticket filters.
pub(super) struct View {
    pub id: String,
    pub short_id: String,
    pub name: &'static str,
    pub filters: Value,
    pub created_at: Timestamp,
    pub created_by: u32,
}

/// An address that the project sends mail from.
pub(super) struct EmailChannel {
    pub id: &'static str,
    pub from_email: &'static str,
    pub is_domain_verified: bool,
}

/// A file that a message links to.
pub(super) struct StoredFile {
    pub id: String,
    pub mime_type: &'static str,
    pub content: Vec<u8>,
}

impl Project {
    /// A time for what is written now: later than all that was written before, as times have six digits and two things
    /// never happen at once.
    pub(super) fn tick(&mut self, now: Timestamp) -> Timestamp {
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let next = self.written_at + SignedDuration::from_micros(1);
        self.written_at = now.max(next);
        self.written_at
    }

    /// An id that nothing has yet.
    pub(super) fn new_id(&mut self, at: Timestamp) -> String {
        self.made += 1;
        super::ids::uuid(&format!("made {}", self.made), at)
    }

    /// Wakes the tickets whose snooze is over.
    pub(super) fn wake(&mut self, now: Timestamp) {
        for ticket in &mut self.tickets {
            let Some(until) = ticket.snoozed_until.filter(|until| *until <= now) else {
                continue;
            };
            ticket.snoozed_until = None;
            ticket.status = "open";
            ticket.updated_at = ticket.updated_at.max(until);
        }
    }

    /// The user with this id.
    pub(super) fn user(&self, id: u32) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// Where the ticket with this path value is: a UUID is tried first, then a number.
    pub(super) fn ticket_position(&self, id: &str) -> Option<usize> {
        if let Some(uuid) = super::ids::parse_uuid(id) {
            return self.tickets.iter().position(|ticket| ticket.id == uuid);
        }
        let number: u32 = id.trim().parse().ok()?;
        self.tickets
            .iter()
            .position(|ticket| ticket.number == number)
    }

    /// The person of a ticket: by distinct id, and for e-mail also by address.
    pub(super) fn person_of(&self, ticket: &Ticket) -> Option<&Person> {
        if ticket.distinct_id.is_empty() {
            return None;
        }
        let by_distinct_id = |person: &&Person| person.distinct_ids.contains(&ticket.distinct_id);
        if let Some(person) = self.persons.iter().find(by_distinct_id) {
            return Some(person);
        }
        let from = &ticket.mail.as_ref()?.from;
        let has_address = |person: &&Person| {
            let email = person.email();
            email.is_some_and(|email| email.eq_ignore_ascii_case(from))
        };
        self.persons.iter().find(has_address)
    }
}
