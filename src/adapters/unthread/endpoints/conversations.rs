//! Operations that change conversations, and those that send messages.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::unthread::wire;
use crate::model::command::Upload;
use crate::transport::{Endpoint, File, Form, Method, Operation, SideEffect, WithRaw};

/// Opens a conversation with its first message. Files can come along, but clients found that unreliable.
pub(in crate::adapters::unthread) struct CreateConversation(pub Value);

impl Endpoint for CreateConversation {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.conversations.create",
        "/conversations",
        "Create a conversation",
    )
    .with_effects(&[SideEffect::CreatesContact]);
    type Response = WithRaw<wire::Conversation>;

    fn body(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

/// Changes the fields that are named; both maps are replaced whole.
pub(in crate::adapters::unthread) struct UpdateConversation<'a> {
    pub conversation: &'a str,
    pub changes: Value,
}

impl Endpoint for UpdateConversation<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "unthread.conversations.update",
        "/conversations/{conversationId}",
        "Change a conversation",
    );
    /// See `Client::act`: nobody has written down whether the answer has a body.
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(self.changes.clone())
    }
}

/// What is posted into a conversation.
pub(in crate::adapters::unthread) struct Post<'a> {
    pub conversation: &'a str,
    pub message: Value,
    pub files: &'a [Upload],
}

impl Post<'_> {
    fn body(&self) -> Option<Value> {
        self.files.is_empty().then(|| self.message.clone())
    }

    /// With files, the body is a field of a form.
    fn form(&self) -> Option<Form> {
        let add = |form: Form, file: &Upload| {
            let Upload {
                filename,
                mime_type,
                content,
            } = file.clone();
            let file = File {
                filename,
                mime_type,
                content,
            };
            form.file("attachments", file)
        };
        let form = Form::default().text("json", self.message.to_string());
        (!self.files.is_empty()).then(|| self.files.iter().fold(form, add))
    }
}

/// Sends a message that the customer reads.
pub(in crate::adapters::unthread) struct SendMessage<'a>(pub Post<'a>);

impl Endpoint for SendMessage<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.messages.create",
        "/conversations/{conversationId}/messages",
        "Send a message",
    )
    .with_effects(&[SideEffect::NotifiesContact]);
    type Response = WithRaw<wire::Message>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0.conversation]
    }

    fn body(&self) -> Option<Value> {
        self.0.body()
    }

    fn form(&self) -> Option<Form> {
        self.0.form()
    }
}

/// The same operation, for what only the team reads.
pub(in crate::adapters::unthread) struct SendNote<'a>(pub Post<'a>);

impl Endpoint for SendNote<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.notes.create",
        "/conversations/{conversationId}/messages",
        "Add a private note, or a message in a triage thread",
    );
    type Response = WithRaw<wire::Message>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0.conversation]
    }

    fn body(&self) -> Option<Value> {
        self.0.body()
    }

    fn form(&self) -> Option<Form> {
        self.0.form()
    }
}

/// Lets a user or a group follow a conversation.
pub(in crate::adapters::unthread) struct AddFollower<'a> {
    pub conversation: &'a str,
    pub follower: &'a str,
    pub kind: &'static str,
}

impl Endpoint for AddFollower<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.followers.add",
        "/conversations/{conversationId}/add-follower",
        "Add a follower",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"entityId": self.follower, "entityType": self.kind}))
    }
}

/// Lets a user or a group no longer follow it.
pub(in crate::adapters::unthread) struct RemoveFollower<'a> {
    pub conversation: &'a str,
    pub follower: &'a str,
}

impl Endpoint for RemoveFollower<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.followers.remove",
        "/conversations/{conversationId}/remove-follower",
        "Remove a follower",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"entityId": self.follower}))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Post, SendMessage, SendNote};
    use crate::model::command::Upload;
    use crate::transport::Endpoint as _;

    #[test]
    fn files_make_a_form_of_the_body() {
        let post = |files| Post {
            conversation: "c",
            message: json!({"markdown": "Hi"}),
            files,
        };
        let plain = SendMessage(post(&[]));
        assert_eq!(plain.body(), Some(json!({"markdown": "Hi"})));
        assert!(plain.form().is_none());
        let files = [Upload {
            filename: "a.txt".to_owned(),
            mime_type: "text/plain".to_owned(),
            content: "one".into(),
        }];
        let note = SendNote(post(&files));
        assert_eq!(note.body(), None);
        let form = format!("{:?}", note.form().unwrap());
        assert!(
            form.contains(r#"("json", Text("{\"markdown\":\"Hi\"}"))"#),
            "{form}"
        );
        assert!(
            form.contains(r#"("attachments", File(File(3 bytes)))"#),
            "{form}"
        );
    }
}
