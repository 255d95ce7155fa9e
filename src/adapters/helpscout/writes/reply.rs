//! Replies and notes.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::model::command::{AddNote, ConversationChange, Reply};
use crate::model::{Conversation, Id, Message};
use crate::provider::{Refusal, Result, SideEffect, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::super::endpoints::{
    CreateCustomerThread, CreateDraft, CreateNote, CreateReply, PutSchedule,
};
use super::super::{HelpScout, wire};
use super::body::{ThreadText, status, thread, whole_seconds};

const OPERATION: &str = CreateReply::OPERATION.id;

impl HelpScout {
    pub(super) async fn reply(&self, context: &CallContext, reply: &Reply) -> WriteResult {
        if reply.author.contact.is_some() {
            return self.record(context, reply).await;
        }
        // The reply has to name its customer, and only the conversation itself says where it was merged to.
        self.number(&reply.conversation, OPERATION)?;
        let found = self
            .wire_conversation(context, &reply.conversation, false)
            .await?
            .value;
        let customer = found.primary_customer.as_ref().and_then(|one| one.id);
        // 0 stands for nobody.
        let Some(customer) = customer.filter(|id| *id > 0) else {
            let refusal = Refusal::unsupported("The conversation has nobody to reply to.");
            return Err(refusal.into());
        };
        let conversation: Id<Conversation> = Id::new(&self.key, found.id.to_string());
        let mut body = thread(&ThreadText {
            body: &reply.body,
            uploads: &reply.uploads,
            user: self.author(&reply.author, OPERATION)?,
            customer: Some(json!({"id": customer})),
            cc: &reply.cc,
            bcc: &reply.bcc,
        });
        if let Some(target) = &reply.status_after {
            body.insert("status".to_owned(), status(target).into());
        }
        if let Some(at) = reply.send_at {
            let wish = (body.into(), at);
            return self.send_later(context, &conversation, wish).await;
        }
        let endpoint = CreateReply {
            conversation: conversation.native(),
            body: body.into(),
        };
        let thread = self.produce(context, &endpoint).await?;
        Ok(Written {
            side_effects: reactivation(&found, reply),
            left_over: hidden_status(&found, reply).into_iter().collect(),
            ..written(&conversation, thread)
        })
    }

    /// Writes a draft and plans when it is sent.
    async fn send_later(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        (mut body, at): (Value, Timestamp),
    ) -> WriteResult {
        body["draft"] = true.into();
        let endpoint = CreateDraft {
            conversation: conversation.native(),
            body,
        };
        let thread = self.produce(context, &endpoint).await?;
        let written = written(conversation, thread.clone());
        let endpoint = PutSchedule {
            conversation: conversation.native(),
            thread: &thread,
            at: whole_seconds(at),
            is_sent_as_creator: true,
        };
        Ok(match self.act(context, &endpoint).await {
            Ok(_) => written,
            Err(error) => written.stopped_by(error),
        })
    }

    /// Records what a contact wrote elsewhere. That endpoint knows no status.
    async fn record(&self, context: &CallContext, reply: &Reply) -> WriteResult {
        let contact = reply.author.contact.as_ref();
        let contact = contact
            .map(|contact| self.figure(contact, OPERATION))
            .transpose()?;
        let body: Value = thread(&ThreadText {
            body: &reply.body,
            uploads: &reply.uploads,
            user: None,
            customer: contact.map(|id| json!({"id": id})),
            cc: &reply.cc,
            bcc: &reply.bcc,
        })
        .into();
        let post = |conversation: Id<Conversation>| {
            let body = body.clone();
            async move {
                let endpoint = CreateCustomerThread {
                    conversation: self.number(&conversation, OPERATION)?,
                    body,
                };
                let thread = self.produce(context, &endpoint).await?;
                Ok(written(&conversation, thread))
            }
        };
        let written: Result<Written> = self.follow(context, &reply.conversation, post).await;
        let to = reply.status_after.clone();
        let left_over = to.map(|to| ConversationChange::Status { to, actor: None });
        Ok(Written {
            left_over: left_over.into_iter().collect(),
            ..written?
        })
    }

    pub(super) async fn add_note(&self, context: &CallContext, note: &AddNote) -> WriteResult {
        let body: Value = thread(&ThreadText {
            body: &note.body,
            uploads: &note.uploads,
            user: self.author(&note.author, CreateNote::OPERATION.id)?,
            customer: None,
            cc: &[],
            bcc: &[],
        })
        .into();
        let post = |conversation: Id<Conversation>| {
            let body = body.clone();
            async move {
                let endpoint = CreateNote {
                    conversation: self.number(&conversation, CreateNote::OPERATION.id)?,
                    body,
                };
                let thread = self.produce(context, &endpoint).await?;
                Ok(written(&conversation, thread))
            }
        };
        Ok(self.follow(context, &note.conversation, post).await?)
    }
}

fn written(conversation: &Id<Conversation>, thread: String) -> Written {
    Written {
        message: Some(Id::<Message>::within(conversation, thread)),
        ..Written::default()
    }
}

/// A status does not show while the conversation sleeps: it is set again, which wakes it.
fn hidden_status(found: &wire::Conversation, reply: &Reply) -> Option<ConversationChange> {
    found.snooze.as_ref()?;
    let to = reply.status_after.clone()?;
    Some(ConversationChange::Status { to, actor: None })
}

/// A reply that says no status makes a conversation active.
fn reactivation(found: &wire::Conversation, reply: &Reply) -> Vec<SideEffect> {
    let is_active = found.status.as_deref() == Some("active");
    let changes = reply.status_after.is_none() && !is_active;
    changes
        .then_some(SideEffect::ChangesStatus)
        .into_iter()
        .collect()
}
