//! Conversations, and the ticket that is another view of one.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{
    Actor, Agent, ChannelKind, Contact, ConversationLinkKind, ConversationParts,
    ConversationStatus, Id, Inbox, Message, NodeKind, Noun, Organization, Priority, RatingValue,
    Raw, Tag, Team,
};

/// One matter with one customer side: the row of an inbox. Exactly one upstream object stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Identity; the hint is what reads it again without side effects.
    pub id: Id<Conversation>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: ConversationParts,
    /// Number people quote.
    pub number: Option<String>,
    /// Link into the provider's application.
    pub web_url: Option<String>,
    /// Title or e-mail subject.
    pub subject: Option<String>,
    /// Plain text of the latest visible message, not yet shortened.
    pub preview: Option<String>,
    /// Summary written by the provider.
    pub summary: Option<String>,
    /// Unified status.
    pub status: ConversationStatus,
    /// Status as the provider spells it.
    pub native_status: String,
    /// When the status last changed.
    pub status_changed_at: Option<Timestamp>,
    /// True for trashed or unpublished ones.
    pub is_archived: bool,
    /// Unified priority.
    pub priority: Priority,
    /// Priority as the provider spells it.
    pub native_priority: Option<String>,
    /// Where it takes place.
    pub channel: Channel,
    /// Where it arrived.
    pub inbox: Option<Id<Inbox>>,
    /// The person the team is talking to.
    pub contact: Option<Id<Contact>>,
    /// The company of the case.
    pub organization: Option<Id<Organization>>,
    /// Assigned teammate.
    pub assignee: Option<Id<Agent>>,
    /// Assigned team.
    pub team: Option<Id<Team>>,
    /// Tags; `None` where the provider has none.
    pub tags: Option<Vec<Id<Tag>>>,
    /// Set while it is snoozed.
    pub snooze: Option<Snooze>,
    /// Everyone who took part; `None` where the provider does not say.
    pub participants: Option<Vec<Actor>>,
    /// Who follows it; `None` where the provider has no such thing.
    pub followers: Option<Vec<Actor>>,
    /// Messages the team has not read; `None` where the provider does not track it.
    pub unread_count: Option<u32>,
    /// Number of messages without activity records.
    pub message_count: Option<u32>,
    /// First message, if the provider sent it along.
    pub first_message: Option<Arc<Message>>,
    /// Latest message, if the provider sent it along.
    pub last_message: Option<Arc<Message>>,
    /// Facts of the work-item view; `None` where the provider has no tickets or has not numbered this one yet.
    pub ticket: Option<TicketFacts>,
    /// Satisfaction rating.
    pub rating: Option<Rating>,
    /// Times measured by the provider.
    pub metrics: Option<Metrics>,
    /// Linked conversations; `None` where the provider does not say.
    pub links: Option<Vec<ConversationLink>>,
    /// Custom fields that have a value; `None` where the provider has none.
    pub custom_fields: Option<Vec<CustomField>>,
    /// When it started.
    pub created_at: Option<Timestamp>,
    /// When the record last changed.
    pub updated_at: Option<Timestamp>,
    /// Sort key of the inbox.
    pub last_activity_at: Option<Timestamp>,
    /// When it was resolved.
    pub closed_at: Option<Timestamp>,
    /// Since when the contact has been waiting.
    pub waiting_since: Option<Timestamp>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Conversation {
    /// A conversation of which only this is known; the adapter fills in the rest.
    #[must_use]
    pub fn new(
        id: Id<Self>,
        status: ConversationStatus,
        native_status: impl Into<String>,
        channel: Channel,
    ) -> Self {
        Self {
            id,
            known: ConversationParts::SUMMARY,
            number: None,
            web_url: None,
            subject: None,
            preview: None,
            summary: None,
            status,
            native_status: native_status.into(),
            status_changed_at: None,
            is_archived: false,
            priority: Priority::None,
            native_priority: None,
            channel,
            inbox: None,
            contact: None,
            organization: None,
            assignee: None,
            team: None,
            tags: None,
            snooze: None,
            participants: None,
            followers: None,
            unread_count: None,
            message_count: None,
            first_message: None,
            last_message: None,
            ticket: None,
            rating: None,
            metrics: None,
            links: None,
            custom_fields: None,
            created_at: None,
            updated_at: None,
            last_activity_at: None,
            closed_at: None,
            waiting_since: None,
            raw: None,
        }
    }
}

impl Noun for Conversation {
    const KIND: NodeKind = NodeKind::Conversation;
}

/// Stands for the ticket view in ids; the record is the conversation.
#[derive(Debug)]
pub struct Ticket;

impl Noun for Ticket {
    const KIND: NodeKind = NodeKind::Ticket;
}

/// What a conversation is when looked at as numbered work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFacts {
    /// Number people quote.
    pub number: String,
    /// Deadline of the service level.
    pub sla_due_at: Option<Timestamp>,
    /// Whether AI solved it; `None` where the provider does not say.
    pub is_ai_resolved: Option<bool>,
    /// Why it was escalated.
    pub escalation_reason: Option<String>,
    /// Messages the contact has not seen.
    pub unread_contact_count: Option<u32>,
}

/// Channel of a conversation or an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Unified channel.
    pub kind: ChannelKind,
    /// Value used by the provider.
    pub native: String,
    /// Finer native value.
    pub detail: Option<String>,
}

/// State of a snooze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// When it was snoozed.
    pub since: Option<Timestamp>,
    /// When it wakes up; `None` means with the next customer message.
    pub until: Option<Timestamp>,
    /// Whether a customer message ends it.
    pub wakes_on_reply: bool,
}

/// Satisfaction rating given by a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Unified rating.
    pub value: RatingValue,
    /// Rating as the provider spells it.
    pub native: String,
    /// Comment of the contact.
    pub comment: Option<String>,
}

/// Times measured by the provider, in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Until the first answer.
    pub first_response_seconds: Option<i64>,
    /// Until the first answer, counting working hours only.
    pub first_response_working_seconds: Option<i64>,
    /// Until it was resolved.
    pub resolution_seconds: Option<i64>,
    /// Until it was resolved, counting working hours only.
    pub resolution_working_seconds: Option<i64>,
}

/// The value of a custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// Key of the field.
    pub key: String,
    /// Its values as text: one, or several where the field takes several. Never empty.
    pub values: Vec<String>,
}

/// Relation to another conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationLink {
    /// Kind of relation.
    pub kind: ConversationLinkKind,
    /// The other conversation.
    pub conversation: Id<Conversation>,
}
