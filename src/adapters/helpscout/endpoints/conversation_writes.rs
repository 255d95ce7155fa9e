//! Writes to a conversation as a whole. Their answers are empty; what was made is named in a header.

use serde_json::{Value, json};

use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect};

/// Opens a conversation.
pub(crate) struct CreateConversation {
    pub body: Value,
}

impl Endpoint for CreateConversation {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.conversations.create",
        "/v2/conversations",
        "Create a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Makes one change: several are several calls.
pub(crate) struct PatchConversation<'a> {
    pub conversation: &'a str,
    pub op: &'static str,
    pub path: &'static str,
    /// Left out to remove.
    pub value: Option<Value>,
}

impl Endpoint for PatchConversation<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "helpscout.conversations.update",
        "/v2/conversations/{conversationId}",
        "Change one field of a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({"op": self.op, "path": self.path});
        if let Some(value) = &self.value {
            body["value"] = value.clone();
        }
        Some(body)
    }
}

/// Deletes a conversation.
pub(crate) struct DeleteConversation<'a> {
    pub conversation: &'a str,
}

impl Endpoint for DeleteConversation<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "helpscout.conversations.delete",
        "/v2/conversations/{conversationId}",
        "Delete a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }
}

/// Sets all tags, by name.
pub(crate) struct PutTags<'a> {
    pub conversation: &'a str,
    pub tags: &'a [String],
}

impl Endpoint for PutTags<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "helpscout.conversations.tags",
        "/v2/conversations/{conversationId}/tags",
        "Replace the tags of a conversation",
    )
    .known_by(Documentation::PublicReference)
    .with_effects(&[SideEffect::ReplacesList]);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"tags": self.tags}))
    }
}

/// Sets all custom fields, by number.
pub(crate) struct PutFields<'a> {
    pub conversation: &'a str,
    pub fields: Value,
}

impl Endpoint for PutFields<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "helpscout.conversations.fields",
        "/v2/conversations/{conversationId}/fields",
        "Replace the custom fields of a conversation",
    )
    .known_by(Documentation::PublicReference)
    .with_effects(&[SideEffect::ReplacesList]);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"fields": self.fields}))
    }
}

/// Lets a conversation sleep. An earlier sleep is overwritten.
pub(crate) struct PutSnooze<'a> {
    pub conversation: &'a str,
    /// In whole seconds: fractions are refused.
    pub until: String,
}

impl Endpoint for PutSnooze<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "helpscout.conversations.snooze",
        "/v2/conversations/{conversationId}/snooze",
        "Snooze a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        // As the product proposes it, and as our word for it means.
        Some(json!({"snoozedUntil": self.until, "unsnoozeOnCustomerReply": true}))
    }
}

/// Wakes a conversation.
pub(crate) struct DeleteSnooze<'a> {
    pub conversation: &'a str,
}

impl Endpoint for DeleteSnooze<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "helpscout.conversations.unsnooze",
        "/v2/conversations/{conversationId}/snooze",
        "Unsnooze a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }
}
