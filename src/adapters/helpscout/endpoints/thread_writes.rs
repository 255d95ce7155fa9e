//! Writes of threads. They are read under other names: `reply` as `message`, `text` as `body`.

use serde_json::{Value, json};

use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect};

/// Sends a reply to the customer.
pub(crate) struct CreateReply<'a> {
    pub conversation: &'a str,
    pub body: Value,
}

impl Endpoint for CreateReply<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.threads.reply",
        "/v2/conversations/{conversationId}/reply",
        "Create a reply",
    )
    .known_by(Documentation::PublicReference)
    .with_effects(&[SideEffect::NotifiesContact]);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Writes a reply that is not sent: the same call, with a flag in the body.
pub(crate) struct CreateDraft<'a> {
    pub conversation: &'a str,
    pub body: Value,
}

impl Endpoint for CreateDraft<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.threads.draft",
        "/v2/conversations/{conversationId}/reply",
        "Create a draft of a reply",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Records a message of a customer. The path is in the singular, unlike those beside it.
pub(crate) struct CreateCustomerThread<'a> {
    pub conversation: &'a str,
    pub body: Value,
}

impl Endpoint for CreateCustomerThread<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.threads.customer",
        "/v2/conversations/{conversationId}/customer",
        "Create a thread of the customer",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Writes a note, which the customer never sees.
pub(crate) struct CreateNote<'a> {
    pub conversation: &'a str,
    pub body: Value,
}

impl Endpoint for CreateNote<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.threads.note",
        "/v2/conversations/{conversationId}/notes",
        "Create a note",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Changes the text of a thread, or hides it.
pub(crate) struct PatchThread<'a> {
    pub conversation: &'a str,
    pub thread: &'a str,
    /// `/text` or `/hidden`.
    pub path: &'static str,
    pub value: Value,
}

impl Endpoint for PatchThread<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "helpscout.threads.update",
        "/v2/conversations/{conversationId}/threads/{threadId}",
        "Change the text of a thread, or hide it",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation, self.thread]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"op": "replace", "path": self.path, "value": self.value}))
    }
}

/// Plans when a draft is sent.
pub(crate) struct PutSchedule<'a> {
    pub conversation: &'a str,
    pub thread: &'a str,
    /// In whole seconds: fractions are refused.
    pub at: String,
    /// Whether it is sent in the name of who wrote it, and not of who plans it.
    pub is_sent_as_creator: bool,
}

impl Endpoint for PutSchedule<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "helpscout.threads.schedule",
        "/v2/conversations/{conversationId}/threads/{threadId}/schedule",
        "Schedule a draft",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation, self.thread]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({
            "scheduledFor": self.at,
            // It was asked for without conditions.
            "unscheduleOnCustomerReply": false,
            "sendAsCreator": self.is_sent_as_creator,
        }))
    }
}
