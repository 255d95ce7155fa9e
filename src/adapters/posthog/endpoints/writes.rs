//! The operations that change something.

use serde_json::{Map, Value, json};

use crate::adapters::posthog::wire;
use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect, WithRaw};

use super::MESSAGES;

/// Reads one ticket, and marks it as read by the team; there is no other way to do that.
pub(in crate::adapters::posthog) struct ReadTicket<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
}

impl Endpoint for ReadTicket<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.tickets.read",
        "/api/projects/{project_id}/conversations/tickets/{id}/",
        "Read a ticket and mark it as read by the team",
    )
    .with_effects(&[SideEffect::MarksRead]);
    type Response = WithRaw<wire::Ticket>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.ticket]
    }
}

/// Changes what the body names. Everything else is saved already when the assignee turns out to be wrong.
pub(in crate::adapters::posthog) struct UpdateTicket<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
    pub fields: Map<String, Value>,
}

impl Endpoint for UpdateTicket<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "posthog.tickets.update",
        "/api/projects/{project_id}/conversations/tickets/{id}/",
        "Update a ticket",
    );
    type Response = WithRaw<wire::Ticket>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.ticket]
    }

    fn body(&self) -> Option<Value> {
        Some(Value::Object(self.fields.clone()))
    }
}

/// Removes a ticket for good; its comments stay behind.
pub(in crate::adapters::posthog) struct DeleteTicket<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
}

impl Endpoint for DeleteTicket<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "posthog.tickets.delete",
        "/api/projects/{project_id}/conversations/tickets/{id}/",
        "Delete a ticket",
    );
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.ticket]
    }
}

/// Makes a ticket and sends its first message by mail. Refuses personal API keys on older servers.
pub(in crate::adapters::posthog) struct ComposeTicket<'a> {
    pub project: &'a str,
    pub body: Value,
}

impl Endpoint for ComposeTicket<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "posthog.tickets.compose",
        "/api/projects/{project_id}/conversations/tickets/compose/",
        "Create a ticket and write to the customer",
    )
    .with_effects(&[SideEffect::NotifiesContact]);
    type Response = wire::Composed;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Drafts a reply and changes nothing. Refuses personal API keys, and is gone from newer servers.
pub(in crate::adapters::posthog) struct SuggestReply<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
}

impl Endpoint for SuggestReply<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "posthog.tickets.suggest_reply",
        "/api/projects/{project_id}/conversations/tickets/{id}/suggest_reply/",
        "Draft a reply to a ticket",
    );
    type Response = wire::Suggestion;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.ticket]
    }
}

const COMMENTS: &str = "/api/projects/{project_id}/comments/";

/// Adds a message that is sent to the customer.
pub(in crate::adapters::posthog) struct CreateReply<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
    /// `content`, and perhaps `rich_content`.
    pub text: Map<String, Value>,
}

impl Endpoint for CreateReply<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "posthog.comments.create",
        COMMENTS,
        "Add a message that is sent to the customer",
    )
    .known_by(Documentation::PublicReference)
    .with_effects(&[SideEffect::NotifiesContact]);
    type Response = WithRaw<wire::Comment>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn body(&self) -> Option<Value> {
        Some(comment(self.ticket, &self.text, false))
    }
}

/// Adds a note that the customer never sees.
pub(in crate::adapters::posthog) struct CreateNote<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
    /// `content`, and perhaps `rich_content`.
    pub text: Map<String, Value>,
}

impl Endpoint for CreateNote<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "posthog.comments.create_note",
        COMMENTS,
        "Add a note that only the team sees",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Comment>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn body(&self) -> Option<Value> {
        Some(comment(self.ticket, &self.text, true))
    }
}

/// A comment on a ticket. What is not private is sent to the customer.
fn comment(ticket: &str, text: &Map<String, Value>, is_private: bool) -> Value {
    let mut body = text.clone();
    body.insert("scope".to_owned(), json!(MESSAGES));
    body.insert("item_id".to_owned(), json!(ticket));
    let context = json!({"author_type": "support", "is_private": is_private});
    body.insert("item_context".to_owned(), context);
    Value::Object(body)
}

/// Changes the text of a comment, or marks it as deleted. Only its author may.
pub(in crate::adapters::posthog) struct UpdateComment<'a> {
    pub project: &'a str,
    pub comment: &'a str,
    pub fields: Map<String, Value>,
}

impl Endpoint for UpdateComment<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "posthog.comments.update",
        "/api/projects/{project_id}/comments/{id}/",
        "Edit or delete a comment",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Comment>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.comment]
    }

    fn body(&self) -> Option<Value> {
        Some(Value::Object(self.fields.clone()))
    }
}
