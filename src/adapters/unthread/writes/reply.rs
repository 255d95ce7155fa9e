//! Messages to the customer, and those that only the team may read.

use serde_json::{Map, Value};

use crate::adapters::paging::FromSource as _;
use crate::adapters::unthread::endpoints::{GetConversation, Post, SendMessage, SendNote};
use crate::adapters::unthread::map::{self, Members};
use crate::adapters::unthread::{Unthread, tables, wire};
use crate::model::command::{AddNote, ConversationChange, Reply};
use crate::model::{ChannelKind, Conversation, Id, Related, Thread};
use crate::provider::{Refusal, WriteError, WriteResult, Written};
use crate::transport::{CallContext, WithRaw};

use super::{author, body};

/// A message to the customer, as it is sent.
pub(super) fn message(reply: &Reply) -> Result<Value, Refusal> {
    let Reply {
        conversation,
        body,
        author,
        cc,
        bcc,
        uploads,
        // Set next, by a call of its own.
        status_after: _,
        send_at,
        is_autoresponse,
    } = reply;
    if conversation.hint() == Some(tables::TRIAGE) {
        let explanation = "A triage conversation is internal: nobody outside could read a reply.";
        return Err(Refusal::unsupported(explanation).at(&["input", "conversationId"]));
    }
    for (is_given, field) in [
        (!cc.is_empty(), "cc"),
        (!bcc.is_empty(), "bcc"),
        (send_at.is_some(), "sendAt"),
    ] {
        if is_given {
            let explanation = "Unthread sends at once, and to the people of the conversation.";
            return Err(Refusal::unsupported(explanation).at(&["input", field]));
        }
    }
    body::files(uploads)?;
    let mut message = with_author(body::message(body)?, author)?;
    if *is_autoresponse {
        message.insert("isAutoresponse".to_owned(), true.into());
    }
    Ok(message.into())
}

/// An internal message, without what keeps it internal: that depends on the conversation.
pub(super) fn note(note: &AddNote) -> Result<Map<String, Value>, Refusal> {
    let AddNote {
        conversation: _,
        thread: _,
        body,
        author,
        uploads,
    } = note;
    body::files(uploads)?;
    with_author(body::message(body)?, author)
}

fn with_author(
    mut message: Map<String, Value>,
    author: &crate::model::command::MessageAuthor,
) -> Result<Map<String, Value>, Refusal> {
    if let Some(person) = author::on_behalf_of(author)? {
        message.insert("onBehalfOf".to_owned(), person);
    }
    Ok(message)
}

impl Unthread {
    /// Sends a message to the customer, with its files in the same call.
    pub(super) async fn reply(&self, context: &CallContext, reply: &Reply) -> WriteResult {
        let post = Post {
            conversation: reply.conversation.native(),
            message: message(reply)?,
            files: &reply.uploads,
        };
        let sent = self.client.send(context, &SendMessage(post)).await;
        let sent = sent.from_source(&self.key)?;
        let status = reply.status_after.clone();
        let status = status.map(|to| ConversationChange::Status { to, actor: None });
        Ok(Written {
            left_over: status.into_iter().collect(),
            ..self.sent(&reply.conversation, sent, reply.uploads.is_empty())
        })
    }

    /// Adds an internal message where the service keeps it internal, which is not the same place everywhere.
    pub(super) async fn add_note(&self, context: &CallContext, note: &AddNote) -> WriteResult {
        let mut message = self::note(note)?;
        let current = self.current(context, &note.conversation).await?;
        let is_main = |thread: &&Id<Thread>| thread.native() == note.conversation.native();
        let side = note.thread.as_ref().filter(|thread| !is_main(thread));
        let wants_main = note.thread.is_some() && side.is_none();
        let mut conversation = note.conversation.clone();
        match map::channel(&current).kind {
            ChannelKind::Internal if side.is_none() => {
                conversation = conversation.with_hint(tables::TRIAGE);
            }
            ChannelKind::Email | ChannelKind::Chat if side.is_none() => {
                message.insert("isPrivateNote".to_owned(), true.into());
            }
            _ if wants_main => return Err(everybody_reads_it().into()),
            // The flag would be passed over here, and the message would be public.
            _ => {
                let ts = self.triage_ts(context, &conversation, side).await?;
                message.insert("triageThreadTs".to_owned(), ts.into());
            }
        }
        let post = Post {
            conversation: conversation.native(),
            message: message.into(),
            files: &note.uploads,
        };
        let sent = self.client.send(context, &SendNote(post)).await;
        let sent = sent.from_source(&self.key)?;
        Ok(self.sent(&conversation, sent, note.uploads.is_empty()))
    }

    /// What the answer tells of a message that was sent. One with files may come before they are stored.
    pub(super) fn sent(
        &self,
        conversation: &Id<Conversation>,
        row: WithRaw<wire::Message>,
        is_whole: bool,
    ) -> Written {
        let value = &row.value;
        let is_named = value.id.is_some()
            || (value.ts.is_some() && value.channel_id.is_some() && value.team_id.is_some());
        if !is_named {
            return Written::default();
        }
        let has_words = value.text.is_some() || value.content.is_some();
        let is_told =
            is_whole && has_words && value.timestamp.is_some() && map::undecided(value).is_none();
        let mut related = Related::default();
        let members = Members::new();
        let message = map::message(self.scope(&members), conversation, row, &mut related);
        let id = message.id.clone();
        related.messages.push(message);
        Written {
            message: Some(id),
            related: if is_told { related } else { Related::default() },
            ..Written::default()
        }
    }

    /// The conversation as it is now.
    pub(super) async fn current(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
    ) -> Result<wire::Conversation, WriteError> {
        let current = self
            .client
            .send(context, &GetConversation(id.native()))
            .await;
        Ok(current.from_source(&self.key)?.value)
    }
}

fn everybody_reads_it() -> Refusal {
    let explanation = "Everybody in the channel reads this thread: a note needs a side thread.";
    Refusal::unsupported(explanation).at(&["input", "threadId"])
}
