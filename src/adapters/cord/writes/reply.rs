//! Messages of a thread: new ones, edits, and the end of them.

use serde_json::{Value, json};

use crate::adapters::cord::endpoints::{CreateFile, CreateMessage, DeleteMessage, UpdateMessage};
use crate::adapters::cord::{Cord, wire};
use crate::adapters::paging::FromSource as _;
use crate::model::command::{ConversationChange, EditMessage, Reply, Upload};
use crate::model::{Conversation, Id, Message};
use crate::provider::{Error, Refusal, WriteContext, WriteError, WriteResult, Written};
use crate::transport::{CallContext, File, Form};

use super::{body, is_chosen, people};

/// A file must be smaller than this, as the server's source has it.
const MAX_FILE: usize = 100 * 1024 * 1024;

/// Says what speaks against a reply.
pub(super) fn admit(reply: &Reply) -> Result<(), Refusal> {
    let Reply {
        conversation,
        body,
        author,
        cc,
        bcc,
        uploads,
        status_after: _,
        send_at,
        is_autoresponse,
    } = reply;
    let refuse =
        |explanation: &str, field| Err(Refusal::unsupported(explanation).at(&["input", field]));
    if !cc.is_empty() {
        return refuse("Cord sends no mail, so there are no copies.", "cc");
    }
    if !bcc.is_empty() {
        return refuse("Cord sends no mail, so there are no copies.", "bcc");
    }
    if send_at.is_some() {
        return refuse("Cord sends at once.", "sendAt");
    }
    if *is_autoresponse {
        return refuse("Cord does not tell automatic messages.", "isAutoresponse");
    }
    admit_thread(conversation.native())?;
    people::author(author)?;
    admit_uploads(uploads)?;
    body::admit(body)
}

fn admit_thread(native: &str) -> Result<(), Refusal> {
    if is_chosen(native) {
        return Ok(());
    }
    Err(Refusal::unsupported(
        "Cord takes messages only in threads whose id was chosen by the customer.",
    ))
}

/// Says what speaks against files.
pub(super) fn admit_uploads(uploads: &[Upload]) -> Result<(), Refusal> {
    if uploads.iter().all(|upload| upload.content.len() < MAX_FILE) {
        return Ok(());
    }
    let field = ["input", "attachmentIds"];
    Err(Refusal::bad_input(
        &field,
        "Cord takes files of less than 100 MB.",
    ))
}

/// Says what speaks against an edit.
pub(super) fn admit_edit(edit: &EditMessage) -> Result<(), Refusal> {
    let EditMessage { message, body } = edit;
    let mut ids = message.parents().chain([message.native()]);
    if !ids.all(is_chosen) {
        return Err(Refusal::unsupported(
            "Cord edits only messages whose id was chosen by the customer.",
        ));
    }
    body::admit(body)
}

/// The body of a new message, without a thread that may come with it.
pub(super) fn message_json(id: &str, author: &str, content: Value, files: &[String]) -> Value {
    let mut body = json!({"id": id, "authorID": author, "content": content});
    if !files.is_empty() {
        let attached = files.iter().map(|id| json!({"type": "file", "id": id}));
        body["addAttachments"] = attached.collect();
    }
    body
}

impl Cord {
    pub(super) async fn reply(&self, context: &WriteContext, reply: &Reply) -> WriteResult {
        let author = people::author(&reply.author)?;
        let files = self.upload(&context.call, author, &reply.uploads).await?;
        let content = body::nodes(&reply.body);
        let message = message_json(&context.token, author, content, &files);
        self.say(&context.call, reply.conversation.native(), message)
            .await?;
        let status = reply.status_after.clone();
        let status = status.map(|to| ConversationChange::Status {
            to,
            actor: people::author_person(&reply.author),
        });
        Ok(Written {
            message: Some(Id::within(&reply.conversation, context.token.as_str())),
            left_over: status.into_iter().collect(),
            ..Written::default()
        })
    }

    /// Makes a message. Its id is our own, so one that is there already is the one that was to be made.
    pub(super) async fn say(
        &self,
        context: &CallContext,
        thread: &str,
        body: Value,
    ) -> Result<(), Error> {
        let made = self
            .client
            .send(context, &CreateMessage { thread, body })
            .await;
        match made {
            Err(error) if error.upstream_code.as_deref() == Some("message_already_exists") => {
                Ok(())
            }
            made => made.from_source(&self.key).map(drop),
        }
    }

    /// Uploads files in the author's name, since nobody can attach the files of others.
    pub(super) async fn upload(
        &self,
        context: &CallContext,
        owner: &str,
        uploads: &[Upload],
    ) -> Result<Vec<String>, Error> {
        let mut ids = Vec::new();
        for upload in uploads {
            let Upload {
                filename,
                mime_type,
                content,
            } = upload.clone();
            let file = File {
                filename: filename.clone(),
                mime_type,
                content,
            };
            let form = Form::default().text("ownerID", owner);
            let form = form.text("name", filename).file("file", file);
            let created = self.client.send(context, &CreateFile { form }).await;
            let wire::CreatedFile { file_id } = created.from_source(&self.key)?;
            ids.push(file_id);
        }
        Ok(ids)
    }

    pub(super) async fn edit(&self, context: &WriteContext, edit: &EditMessage) -> WriteResult {
        let endpoint = UpdateMessage {
            thread: thread_of(&edit.message)?,
            message: edit.message.native(),
            body: json!({"content": body::nodes(&edit.body)}),
        };
        let edited = self.client.send(&context.call, &endpoint).await;
        edited.from_source(&self.key)?;
        Ok(Written::default())
    }

    pub(super) async fn delete_message(
        &self,
        context: &WriteContext,
        message: &Id<Message>,
    ) -> WriteResult {
        let endpoint = DeleteMessage {
            thread: thread_of(message)?,
            message: message.native(),
        };
        let deleted = self.client.send(&context.call, &endpoint).await;
        deleted.from_source(&self.key)?;
        Ok(Written::default())
    }
}

fn thread_of(message: &Id<Message>) -> Result<&str, WriteError> {
    let mut parents = message.parents();
    parents.next().ok_or_else(|| {
        let field = ["input", "messageId"];
        Refusal::not_found(&field, "A message is found in its conversation alone.").into()
    })
}

/// The conversation that a thread is.
pub(super) fn conversation(cord: &Cord, thread: &str) -> Id<Conversation> {
    Id::new(&cord.key, thread)
}
