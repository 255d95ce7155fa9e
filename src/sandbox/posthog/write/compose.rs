//! A new ticket that begins with a message to the customer.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::posthog::error::Failure;
use crate::sandbox::posthog::fields::{Fields, TextRule};
use crate::sandbox::posthog::state::{
    Comment, MESSAGE_SCOPE, Mail, Person, Project, Properties, Ticket,
};

use super::comments;

/// How long a message may be, and its rich form as JSON.
const MAX_MESSAGE: usize = 5000;
const MAX_RICH: usize = 100_000;

/// What the body says.
struct Letter {
    to: String,
    distinct_id: Option<String>,
    subject: Option<String>,
    channel_id: String,
    message: String,
    rich_content: Option<Value>,
}

impl Letter {
    fn read(fields: &Fields) -> Result<Self, Failure> {
        let optional = |name: &str, max| {
            let rule = TextRule {
                max: Some(max),
                ..TextRule::default()
            };
            fields.text(name, rule).map(Option::flatten)
        };
        Ok(Self {
            to: address(fields)?,
            distinct_id: optional("recipient_distinct_id", 400)?,
            subject: optional("email_subject", 500)?,
            channel_id: fields.required_uuid("email_config_id")?,
            message: fields.required_text("message", Some(MAX_MESSAGE))?,
            rich_content: rich_content(fields)?,
        })
    }
}

fn address(fields: &Fields) -> Result<String, Failure> {
    let address = fields.required_text("recipient_email", None)?;
    let is_good = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !address.contains(char::is_whitespace)
    });
    if is_good {
        return Ok(address);
    }
    let detail = "Enter a valid email address.";
    Err(Failure::invalid("recipient_email", "invalid_input", detail))
}

fn rich_content(fields: &Fields) -> Result<Option<Value>, Failure> {
    let Some(rich) = fields.get("rich_content").filter(|rich| !rich.is_null()) else {
        return Ok(None);
    };
    if rich.to_string().len() > MAX_RICH {
        let detail = "Rich content too large (max 100KB).";
        return Err(Failure::invalid("rich_content", "invalid_input", detail));
    }
    Ok(Some(rich.clone()))
}

/// Makes the ticket with its first message, which is sent.
pub(in crate::sandbox::posthog) fn create(
    project: &mut Project,
    user_id: u32,
    fields: &Fields,
    now: Timestamp,
) -> Result<Value, Failure> {
    let letter = Letter::read(fields)?;
    let mut channels = project.email_channels.iter();
    let channel = channels.find(|one| one.id == letter.channel_id && one.is_domain_verified);
    let Some(channel) = channel else {
        let detail = "Email configuration not found or domain not verified.";
        return Err(Failure::detail(detail));
    };
    let mail = Mail {
        subject: letter.subject.clone().unwrap_or_default(),
        from: letter.to.clone(),
        to: channel.from_email.to_owned(),
    };
    let highest = project.tickets.iter().map(|ticket| ticket.number).max();
    let number = highest.unwrap_or_default() + 1;
    let ticket = Ticket {
        distinct_id: distinct_id(project, &letter),
        mail: Some(mail),
        ..empty_ticket(project.new_id(now), number, now)
    };
    let answer = json!({"id": ticket.id, "ticket_number": number});
    let comment = Comment {
        id: project.new_id(now),
        created_by: Some(user_id),
        deleted: false,
        content: letter.message,
        rich_content: letter.rich_content,
        version: 0,
        created_at: now,
        item_id: ticket.id.clone(),
        item_context: by_hand(),
        scope: MESSAGE_SCOPE.to_owned(),
        source_comment: None,
    };
    project.tickets.push(ticket);
    comments::add(project, comment);
    Ok(answer)
}

/// As given, else that of the person with the address, else the address.
fn distinct_id(project: &Project, letter: &Letter) -> String {
    if let Some(id) = &letter.distinct_id {
        return id.clone();
    }
    let has_id = |person: &&Person| person.distinct_ids.contains(&letter.to);
    let has_address = |person: &&Person| {
        let email = person.email();
        email.is_some_and(|email| email.eq_ignore_ascii_case(&letter.to))
    };
    if project.persons.iter().any(|person| has_id(&person)) {
        return letter.to.clone();
    }
    let person = project.persons.iter().find(has_address);
    let first = person.and_then(|person| person.distinct_ids.first());
    first.unwrap_or(&letter.to).clone()
}

fn by_hand() -> Properties {
    let mut context = Properties::new();
    context.insert("author_type".to_owned(), json!("human"));
    context.insert("is_private".to_owned(), json!(false));
    context
}

fn empty_ticket(id: String, number: u32, now: Timestamp) -> Ticket {
    Ticket {
        id,
        number,
        channel_source: "email",
        channel_detail: None,
        distinct_id: String::new(),
        status: "open",
        priority: None,
        assignee: None,
        anonymous_traits: Properties::new(),
        ai_resolved: false,
        escalation_reason: None,
        created_at: now,
        updated_at: now,
        message_count: 0,
        last_message: None,
        unread_team_count: 0,
        unread_customer_count: 0,
        session_id: None,
        session_context: Properties::new(),
        sla_due_at: None,
        snoozed_until: None,
        slack: None,
        mail: None,
        cc_participants: Vec::new(),
        tags: Vec::new(),
    }
}
