//! Changes of a conversation: one call each, but for tags and custom fields, which go together.

use std::future::Future;

use serde_json::Value;

use crate::model::command::{ConversationChange, FieldValue, StatusTarget};
use crate::model::{Assignee, Conversation, Id};
use crate::provider::{Error, Result, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::super::endpoints::{
    DeleteConversation, DeleteSnooze, PatchConversation, PutFields, PutSnooze, PutTags,
};
use super::super::{HelpScout, wire};
use super::body::{status, whole_seconds};
use super::tags::TagEdit;
use super::{done, fields};

const OPERATION: &str = PatchConversation::OPERATION.id;

/// What is done on its own.
enum Step<'a> {
    Tags(TagEdit),
    Fields(Vec<FieldValue>),
    Other(&'a ConversationChange),
}

/// A conversation on the way through its changes.
struct Walk<'a> {
    context: &'a CallContext,
    /// The one that another may have been merged into.
    conversation: Id<Conversation>,
    /// As it is now, once somebody looked.
    seen: Option<wire::Conversation>,
    /// Whether something was changed.
    has_begun: bool,
}

impl HelpScout {
    pub(super) async fn change(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        changes: &[ConversationChange],
    ) -> WriteResult {
        self.number(conversation, OPERATION)?;
        let mut walk = Walk {
            context,
            conversation: conversation.clone(),
            seen: None,
            has_begun: false,
        };
        for step in steps(changes) {
            match self.step(&mut walk, step).await {
                Ok(()) => {}
                Err(error) if walk.has_begun => return Ok(done().stopped_by(error)),
                Err(error) => return Err(error),
            }
        }
        Ok(Written::default())
    }

    async fn step(
        &self,
        walk: &mut Walk<'_>,
        step: Step<'_>,
    ) -> std::result::Result<(), WriteError> {
        match step {
            Step::Tags(edit) => self.tag(walk, &edit).await?,
            Step::Fields(wished) => self.fill_in(walk, &wished).await?,
            Step::Other(change) => self.other(walk, change).await?,
        }
        Ok(())
    }

    async fn other(&self, walk: &mut Walk<'_>, change: &ConversationChange) -> Result<()> {
        let replace = |path, value: Value| ("replace", path, Some(value));
        let patch = match change {
            ConversationChange::Subject(subject) => {
                replace("/subject", subject.as_deref().unwrap_or_default().into())
            }
            ConversationChange::Status { to, actor: _ } => return self.turn(walk, to).await,
            ConversationChange::Assign(assignee) => replace("/assignTo", self.whom(assignee)?),
            ConversationChange::Unassign { keeps_team } => {
                return self.unassign(walk, *keeps_team).await;
            }
            // With a dot.
            ConversationChange::Contact(contact) => replace(
                "/primaryCustomer.id",
                self.figure(contact, OPERATION)?.into(),
            ),
            ConversationChange::Inbox(inbox) => {
                let inbox = self.figure(inbox, OPERATION)?;
                ("move", "/mailboxId", Some(inbox.into()))
            }
            ConversationChange::Snooze(Some(until)) => {
                return self.sleep(walk, &whole_seconds(*until)).await;
            }
            ConversationChange::Unsnooze => return self.wake(walk).await.map(|_| ()),
            ConversationChange::Snooze(None)
            | ConversationChange::AddTags { .. }
            | ConversationChange::RemoveTags(_)
            | ConversationChange::SetTags(_)
            | ConversationChange::CustomFields(_)
            | ConversationChange::Priority(_)
            | ConversationChange::Metadata(_)
            | ConversationChange::Organization(_)
            | ConversationChange::Follow(_)
            | ConversationChange::Unfollow(_)
            | ConversationChange::MarkRead
            | ConversationChange::Typing(_)
            | ConversationChange::TicketType(_)
            | ConversationChange::SlaDueAt(_)
            | ConversationChange::EscalationReason(_)
            | ConversationChange::IsAiResolved(_)
            | ConversationChange::RequesterTraits(_) => {
                return Err(Error::unsupported(&self.key, "write"));
            }
        };
        self.patch_conversation(walk, patch).await
    }

    fn whom(&self, assignee: &Assignee) -> Result<Value> {
        let number = match assignee {
            Assignee::Agent(agent) => self.figure(agent, OPERATION)?,
            Assignee::Team(team) => self.figure(team, OPERATION)?,
        };
        Ok(number.into())
    }

    /// Sets a status. Who sleeps is woken first: a status alone would not show.
    async fn turn(&self, walk: &mut Walk<'_>, target: &StatusTarget) -> Result<()> {
        self.wake(walk).await?;
        let value = Some(status(target).into());
        self.patch_conversation(walk, ("replace", "/status", value))
            .await
    }

    /// There is one assignee, a user or a team: who keeps the team lets only a user go.
    async fn unassign(&self, walk: &mut Walk<'_>, keeps_team: bool) -> Result<()> {
        let assignee = self.look(walk).await?.assignee.as_ref();
        let assignee = assignee.filter(|one| one.id.is_some_and(|id| id > 0));
        let is_team = assignee.is_some_and(|one| one.kind.as_deref() == Some("team"));
        if assignee.is_none() || (is_team && keeps_team) {
            return Ok(());
        }
        self.patch_conversation(walk, ("remove", "/assignTo", None))
            .await
    }

    async fn patch_conversation(
        &self,
        walk: &mut Walk<'_>,
        (op, path, value): (&'static str, &'static str, Option<Value>),
    ) -> Result<()> {
        let (context, value) = (walk.context, &value);
        let patch = |conversation: Id<Conversation>| async move {
            let endpoint = PatchConversation {
                conversation: conversation.native(),
                op,
                path,
                value: value.clone(),
            };
            self.act(context, &endpoint).await?;
            Ok(conversation)
        };
        self.go(walk, patch).await
    }

    async fn sleep(&self, walk: &mut Walk<'_>, until: &str) -> Result<()> {
        let context = walk.context;
        let put = |conversation: Id<Conversation>| async move {
            let endpoint = PutSnooze {
                conversation: conversation.native(),
                until: until.to_owned(),
            };
            self.act(context, &endpoint).await?;
            Ok(conversation)
        };
        self.go(walk, put).await
    }

    /// Makes a call, below the conversation that this one was merged into if it was.
    async fn go<F>(&self, walk: &mut Walk<'_>, send: impl Fn(Id<Conversation>) -> F) -> Result<()>
    where
        F: Future<Output = Result<Id<Conversation>>>,
    {
        let now = self.follow(walk.context, &walk.conversation, send).await?;
        walk.changed(now);
        Ok(())
    }

    /// Ends a sleep, if there is one.
    async fn wake(&self, walk: &mut Walk<'_>) -> Result<()> {
        if self.look(walk).await?.snooze.is_none() {
            return Ok(());
        }
        let endpoint = DeleteSnooze {
            conversation: walk.conversation.native(),
        };
        self.act(walk.context, &endpoint).await?;
        walk.changed(walk.conversation.clone());
        Ok(())
    }

    async fn tag(&self, walk: &mut Walk<'_>, edit: &TagEdit) -> Result<()> {
        let mut there = Vec::new();
        if edit.starts_from_what_is_there() {
            let tags = self.look(walk).await?.tags.as_deref().unwrap_or_default();
            there.extend(tags.iter().filter_map(|one| one.tag.clone()));
        }
        let Some(tags) = edit.apply(there) else {
            return Ok(());
        };
        let (context, tags) = (walk.context, tags.as_slice());
        let put = |conversation: Id<Conversation>| async move {
            let endpoint = PutTags {
                conversation: conversation.native(),
                tags,
            };
            self.act(context, &endpoint).await?;
            Ok(conversation)
        };
        self.go(walk, put).await
    }

    async fn fill_in(
        &self,
        walk: &mut Walk<'_>,
        wished: &[FieldValue],
    ) -> std::result::Result<(), WriteError> {
        let context = walk.context;
        let found = self.look(walk).await?;
        let mailbox = found.mailbox_id.unwrap_or_default().to_string();
        let known = self.fields_of(context, &mailbox).await?;
        let changes = fields::resolve(&known, wished)?;
        let there = found.custom_fields.as_deref().unwrap_or_default();
        let Some(filled) = fields::merge(there, changes) else {
            return Ok(());
        };
        let endpoint = PutFields {
            conversation: walk.conversation.native(),
            fields: fields::body(&filled),
        };
        self.act(context, &endpoint).await?;
        walk.changed(walk.conversation.clone());
        Ok(())
    }

    /// The conversation as it is now.
    async fn look<'a>(&self, walk: &'a mut Walk<'_>) -> Result<&'a wire::Conversation> {
        let seen = match walk.seen.take() {
            Some(seen) => seen,
            None => {
                let found = self.wire_conversation(walk.context, &walk.conversation, false);
                let found = found.await?.value;
                walk.conversation = Id::new(&self.key, found.id.to_string());
                found
            }
        };
        Ok(walk.seen.insert(seen))
    }

    /// Deletes a conversation. One that was merged into another is not there any more: the other one stays.
    pub(super) async fn remove(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> WriteResult {
        let operation = DeleteConversation::OPERATION.id;
        let conversation = self.number(conversation, operation)?;
        self.act(context, &DeleteConversation { conversation })
            .await?;
        Ok(done())
    }
}

impl Walk<'_> {
    /// What was seen is old now.
    fn changed(&mut self, conversation: Id<Conversation>) {
        self.conversation = conversation;
        self.seen = None;
        self.has_begun = true;
    }
}

/// The changes in their order; those of tags as one, and those of custom fields.
fn steps(changes: &[ConversationChange]) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    for change in changes {
        let is_taken = steps.iter_mut().any(|step| match (step, change) {
            (Step::Tags(edit), _) => edit.take(change),
            (Step::Fields(all), ConversationChange::CustomFields(more)) => {
                all.extend(more.iter().cloned());
                true
            }
            _ => false,
        });
        if is_taken {
            continue;
        }
        let mut edit = TagEdit::default();
        steps.push(match change {
            ConversationChange::CustomFields(wished) => Step::Fields(wished.clone()),
            change if edit.take(change) => Step::Tags(edit),
            change => Step::Other(change),
        });
    }
    steps
}
