//! What a desk collects beside its cases.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::sandbox::posthog::ids::uuid;
use crate::sandbox::posthog::state::{
    Comment, EmailChannel, MESSAGE_SCOPE, Project, Properties, Ticket, User, View,
};

use super::{FOUNDED, days, tickets};

/// What the team says about a ticket rather than in it.
const DISCUSSION_SCOPE: &str = "Ticket";
/// The ticket that has the other comments.
const DISCUSSED: u32 = 4;

/// The saved views.
pub(super) fn views(users: &[User]) -> Vec<View> {
    let (Some(first), Some(second)) = (users.first(), users.get(1)) else {
        return Vec::new();
    };
    let mine = json!({"assignee": format!("user:{}", first.id), "status": ["open"]});
    let battery =
        json!({"status": ["new", "open"], "priority": ["high"], "tags": ["battery-recall"]});
    let at_risk = json!({"sla": "at-risk", "sorting": "sla_due_at"});
    vec![
        view("Kx9PqL2a", "Urgent batteries", battery, first),
        view("Zt81Rw0b", "My open", mine, first),
        view("aB3dE5fG", "SLA at risk", at_risk, second),
    ]
}

/// The addresses of the desk; the second one is not verified yet.
pub(super) fn email_channels() -> Vec<EmailChannel> {
    vec![
        EmailChannel {
            id: "01920000-1111-7222-8333-abcdefabcdef",
            from_email: tickets::DESK_ADDRESS,
            is_domain_verified: true,
        },
        EmailChannel {
            id: "01920000-1111-7222-8333-abcdefabcde0",
            from_email: "sales@kestrelbikes.example",
            is_domain_verified: false,
        },
    ]
}

fn view(short_id: &str, name: &'static str, filters: Value, by: &User) -> View {
    let created_at = FOUNDED + days(500);
    View {
        id: uuid(&format!("view {short_id}"), created_at),
        short_id: short_id.to_owned(),
        name,
        filters,
        created_at,
        created_by: by.id,
    }
}

/// Makes the first missing priority the empty text, which happens too.
pub(super) fn leave_a_priority_empty(tickets: &mut [Ticket]) {
    let mut tickets = tickets.iter_mut();
    if let Some(ticket) = tickets.find(|ticket| ticket.priority.is_none()) {
        ticket.priority = Some("");
    }
}

/// Adds a deleted note, and a discussion of the team with an answer in it.
pub(super) fn add_other_comments(project: &mut Project) {
    let mut tickets = project.tickets.iter();
    let Some(ticket) = tickets.find(|ticket| ticket.number == DISCUSSED) else {
        return;
    };
    let Some(author) = project.users.get(1).map(|user| user.id) else {
        return;
    };
    let after = |seconds| ticket.created_at + SignedDuration::from_secs(seconds);
    let deleted = Comment {
        deleted: true,
        item_context: note(),
        ..comment(ticket, author, "Wrong ticket, sorry.", after(5))
    };
    let question = Comment {
        scope: DISCUSSION_SCOPE.to_owned(),
        ..comment(
            ticket,
            author,
            "Do we have a help page for this?",
            after(10),
        )
    };
    let answer = Comment {
        scope: DISCUSSION_SCOPE.to_owned(),
        source_comment: Some(question.id.clone()),
        ..comment(ticket, author, "Yes, since Monday.", after(15))
    };
    project.comments.extend([deleted, question, answer]);
}

fn note() -> Properties {
    let mut context = Properties::new();
    context.insert("author_type".to_owned(), json!("support"));
    context.insert("is_private".to_owned(), json!(true));
    context
}

fn comment(ticket: &Ticket, author: u32, text: &str, at: Timestamp) -> Comment {
    Comment {
        id: uuid(&format!("comment {} {text}", ticket.number), at),
        created_by: Some(author),
        deleted: false,
        content: text.to_owned(),
        rich_content: None,
        version: 0,
        created_at: at,
        item_id: ticket.id.clone(),
        item_context: Properties::new(),
        scope: MESSAGE_SCOPE.to_owned(),
        source_comment: None,
    }
}
