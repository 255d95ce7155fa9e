//! Sending and deleting a message.

use serde_json::{Value, json};

use crate::model::command::Upload;
use crate::model::{Conversation, Id, Message};
use crate::provider::{Result, WriteResult};
use crate::transport::{CallContext, Endpoint as _, File, Form};

use crate::adapters::nimchat::Nimchat;
use crate::adapters::nimchat::endpoints::{CreateMessage, DeleteMessage, Outgoing};

use super::done;

/// A message to be sent.
pub(super) struct Draft<'a> {
    pub content: String,
    /// `outgoing`, or `incoming` for the record of what the contact wrote.
    pub message_type: &'static str,
    pub is_private: bool,
    pub cc: &'a [String],
    pub bcc: &'a [String],
    pub uploads: &'a [Upload],
    /// Echoed in the events of the message; the server does not look for it.
    pub echo_id: &'a str,
}

impl Draft<'_> {
    /// JSON, or a form if there are files.
    fn outgoing(&self) -> Outgoing {
        let addresses = |list: &[String]| (!list.is_empty()).then(|| list.join(","));
        let (cc, bcc) = (addresses(self.cc), addresses(self.bcc));
        if self.uploads.is_empty() {
            let mut body = self.json();
            for (key, list) in [("cc_emails", cc), ("bcc_emails", bcc)] {
                if let Some(list) = list {
                    body[key] = json!(list);
                }
            }
            return Outgoing::Json(body);
        }
        let form = Form::default()
            .text("content", &self.content)
            .text("message_type", self.message_type)
            .text("private", self.is_private.to_string())
            .text("echo_id", self.echo_id)
            .optional("cc_emails", cc)
            .optional("bcc_emails", bcc);
        let attach = |form: Form, upload: &Upload| form.file("attachments[]", file(upload));
        Outgoing::Form(self.uploads.iter().fold(form, attach))
    }

    /// The message as it also stands inside a new conversation.
    pub(super) fn json(&self) -> Value {
        json!({
            "content": self.content,
            "message_type": self.message_type,
            "private": self.is_private,
            "echo_id": self.echo_id,
        })
    }
}

fn file(upload: &Upload) -> File {
    let Upload {
        filename,
        mime_type,
        content,
    } = upload.clone();
    File {
        filename,
        mime_type,
        content,
    }
}

impl Nimchat {
    pub(super) async fn send_message(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        draft: &Draft<'_>,
    ) -> Result<Id<Message>> {
        let endpoint = CreateMessage {
            account: &self.account,
            conversation: conversation.native(),
            message: &draft.outgoing(),
        };
        let sent = self.ask(call, &endpoint).await?;
        Ok(Id::within(conversation, sent.id))
    }

    pub(super) async fn delete_message(
        &self,
        call: &CallContext,
        message: &Id<Message>,
    ) -> WriteResult {
        let operation = DeleteMessage::OPERATION.id;
        let conversation: Option<Id<Conversation>> = message.parent();
        let conversation = conversation.ok_or_else(|| self.missing(operation))?;
        let endpoint = DeleteMessage {
            account: &self.account,
            conversation: self.path_of(&conversation, operation)?,
            message: self.path_of(message, operation)?,
        };
        self.act(call, &endpoint).await?;
        Ok(done())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Draft, Outgoing};

    #[test]
    fn copies_are_texts_with_commas_and_a_note_says_that_it_is_one() {
        let cc = ["a@b.test".to_owned(), "c@d.test".to_owned()];
        let draft = Draft {
            content: "Hi".to_owned(),
            message_type: "outgoing",
            is_private: true,
            cc: &cc,
            bcc: &[],
            uploads: &[],
            echo_id: "e1",
        };
        let Outgoing::Json(body) = draft.outgoing() else {
            panic!("without files it is JSON");
        };
        let expected = json!({"content": "Hi", "message_type": "outgoing", "private": true, "echo_id": "e1",
            "cc_emails": "a@b.test,c@d.test"});
        assert_eq!(body, expected);
    }
}
