//! Replies, notes, edits of both, and the end of them.

use serde_json::{Map, Value, json};

use crate::adapters::paging::FromSource as _;
use crate::adapters::posthog::endpoints::{CreateNote, CreateReply, UpdateComment};
use crate::adapters::posthog::map::{self, Mapped};
use crate::adapters::posthog::native::number;
use crate::adapters::posthog::requesters::Requester;
use crate::adapters::posthog::{PostHog, wire};
use crate::model::command::{
    AddNote, ConversationChange, EditMessage, MessageAuthor, Reply, Upload,
};
use crate::model::{Conversation, Id, Message, Related};
use crate::provider::{Error, Refusal, WriteContext, WriteResult, Written};
use crate::transport::{CallContext, WithRaw};

use super::body;

/// Says what speaks against a reply.
pub(super) fn admit_reply(reply: &Reply) -> Result<(), Refusal> {
    let Reply {
        conversation: _,
        body,
        author,
        cc,
        bcc,
        uploads,
        status_after: _,
        send_at,
        is_autoresponse,
    } = reply;
    let wishes = [
        (!cc.is_empty(), "cc"),
        (!bcc.is_empty(), "bcc"),
        (send_at.is_some(), "sendAt"),
        (*is_autoresponse, "isAutoresponse"),
    ];
    if let Some((_, field)) = wishes.into_iter().find(|(is_wished, _)| *is_wished) {
        let refusal = Refusal::unsupported(
            "PostHog sends a reply at once to those whom the ticket knows, and marks none as automatic.",
        );
        return Err(refusal.at(&["input", field]));
    }
    admit_author(author)?;
    admit_uploads(uploads)?;
    body::admit(body)
}

/// Says what speaks against a note.
pub(super) fn admit_note(note: &AddNote) -> Result<(), Refusal> {
    let AddNote {
        conversation: _,
        thread,
        body,
        author,
        uploads,
    } = note;
    if thread.is_some() {
        let refusal = Refusal::unsupported("A ticket of PostHog has no side threads.");
        return Err(refusal.at(&["input", "threadId"]));
    }
    admit_author(author)?;
    admit_uploads(uploads)?;
    body::admit(body)
}

/// Says what speaks against an author.
pub(super) fn admit_author(author: &MessageAuthor) -> Result<(), Refusal> {
    if *author == MessageAuthor::default() {
        return Ok(());
    }
    let refusal = Refusal::unsupported("Everything is written in the name of the key's own user.");
    Err(refusal.at(&["input", "author"]))
}

/// Says what speaks against files.
pub(super) fn admit_uploads(uploads: &[Upload]) -> Result<(), Refusal> {
    if uploads.is_empty() {
        return Ok(());
    }
    let refusal = Refusal::unsupported("PostHog takes no files; put a link into the text.");
    Err(refusal.at(&["input", "attachmentIds"]))
}

impl PostHog {
    pub(super) async fn reply(&self, context: &WriteContext, reply: &Reply) -> WriteResult {
        let conversation = &reply.conversation;
        self.must_exist(&context.call, conversation).await?;
        let endpoint = CreateReply {
            project: &self.project,
            ticket: conversation.native(),
            text: body::new_fields(&reply.body),
        };
        let comment = self.client.send(&context.call, &endpoint).await;
        let status = reply.status_after.clone();
        let status = status.map(|to| ConversationChange::Status { to, actor: None });
        Ok(Written {
            left_over: status.into_iter().collect(),
            ..said(conversation, comment.from_source(&self.key)?)
        })
    }

    pub(super) async fn note(&self, context: &WriteContext, note: &AddNote) -> WriteResult {
        let conversation = &note.conversation;
        self.must_exist(&context.call, conversation).await?;
        let endpoint = CreateNote {
            project: &self.project,
            ticket: conversation.native(),
            text: body::new_fields(&note.body),
        };
        let comment = self.client.send(&context.call, &endpoint).await;
        Ok(said(conversation, comment.from_source(&self.key)?))
    }

    /// Looks for the ticket: the server takes a comment on one that does not exist, and nobody ever sees it. An id
    /// without a number is trusted.
    async fn must_exist(&self, call: &CallContext, id: &Id<Conversation>) -> Result<(), Error> {
        self.uuid(id)?;
        match number(id) {
            Some(number) => self.numbered(call, id, number).await.map(drop),
            None => Ok(()),
        }
    }

    pub(super) async fn edit(&self, context: &WriteContext, edit: &EditMessage) -> WriteResult {
        let fields = body::edited_fields(&edit.body);
        self.change_comment(context, &edit.message, fields).await
    }

    pub(super) async fn delete_message(
        &self,
        context: &WriteContext,
        message: &Id<Message>,
    ) -> WriteResult {
        let mut fields = Map::new();
        fields.insert("deleted".to_owned(), json!(true));
        self.change_comment(context, message, fields).await
    }

    async fn change_comment(
        &self,
        context: &WriteContext,
        message: &Id<Message>,
        fields: Map<String, Value>,
    ) -> WriteResult {
        // Comments on other things, such as dashboards, have the same path.
        self.message(&context.call, message).await?;
        let endpoint = UpdateComment {
            project: &self.project,
            comment: message.native(),
            fields,
        };
        let changed = self.client.send(&context.call, &endpoint).await;
        changed.from_source(&self.key)?;
        Ok(Written::default())
    }
}

/// What is known of a comment that was just made: all of it, and who wrote it.
fn said(conversation: &Id<Conversation>, comment: WithRaw<wire::Comment>) -> Written {
    // Written by a teammate, so it does not matter who the customer is.
    let Mapped { message, agent } = map::message(conversation, &Requester::default(), comment);
    Written {
        message: Some(message.id.clone()),
        related: Related {
            messages: vec![message],
            agents: agent.into_iter().collect(),
            ..Related::default()
        },
        ..Written::default()
    }
}
