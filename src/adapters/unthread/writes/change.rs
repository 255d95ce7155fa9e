//! Changes of a conversation: one PATCH for its fields, one call for each tag and each follower.

mod wishes;

use serde_json::{Map, Value};

use crate::adapters::paging::FromSource as _;
use crate::adapters::unthread::endpoints::{AddFollower, RemoveFollower, UpdateConversation};
use crate::adapters::unthread::map::{self, Members, Reading};
use crate::adapters::unthread::{Unthread, wire};
use crate::model::command::ConversationChange as Change;
use crate::model::{Conversation, ConversationParts, Id, Related};
use crate::provider::{WriteError, WriteResult};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

use super::steps::Steps;

use wishes::Follower;
pub(super) use wishes::{Wishes, filled, form, member, priority, status};

impl Unthread {
    pub(super) async fn change(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        changes: &[Change],
    ) -> WriteResult {
        let mut steps = Steps::default();
        let outcome = self.change_by_steps(context, id, changes, &mut steps).await;
        steps.end(outcome)
    }

    async fn change_by_steps(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        changes: &[Change],
        steps: &mut Steps,
    ) -> Result<(), WriteError> {
        let wishes = Wishes::sort(changes, self.clock.now())?;
        let current = match wishes.needs_current() {
            true => Some(self.current(context, id).await?),
            false => None,
        };
        let tags = current.as_ref().and_then(|current| current.tags.as_deref());
        let links = self
            .links(context, &wishes.tags, tags.unwrap_or_default())
            .await?;
        let patch = wishes.patch(current.as_ref());
        if !patch.is_empty() {
            let shown = self.update(context, id, patch).await?;
            steps.done();
            if links.is_empty() && wishes.followers.is_empty() {
                steps.written.related = shown;
            }
        }
        self.link(context, id, links, steps).await?;
        for follower in &wishes.followers {
            self.follow(context, id, follower).await?;
            steps.done();
        }
        Ok(())
    }

    /// Changes fields. Tells the conversation as it is after that, if the answer does.
    pub(super) async fn update(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        changes: Map<String, Value>,
    ) -> Result<Related, WriteError> {
        let endpoint = UpdateConversation {
            conversation: id.native(),
            changes: changes.into(),
        };
        let answer = self.client.act(context, &endpoint).await;
        let answer = answer.from_source(&self.key)?;
        let row = answer.decode(UpdateConversation::OPERATION.id);
        Ok(row.ok().and_then(|row| self.shown(row)).unwrap_or_default())
    }

    /// A conversation that the answer to a write shows in full; `None` if it lacks what the one by id has.
    pub(super) fn shown(&self, row: WithRaw<wire::Conversation>) -> Option<Related> {
        let value = &row.value;
        let is_whole = value.friendly_id.is_some()
            && value.tags.is_some()
            && value.followers.is_some()
            && value.initial_message.is_some();
        let wanted = ConversationParts::CONTACT;
        if !is_whole || map::undecided_in(value, wanted).next().is_some() {
            return None;
        }
        let reading = Reading {
            wanted,
            known: ConversationParts::all(),
        };
        let mut related = Related::default();
        let members = Members::new();
        let shown = map::conversation(self.scope(&members), reading, row, &mut related);
        related.conversations.push(shown);
        Some(related)
    }

    async fn follow(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        follower: &Follower<'_>,
    ) -> Result<(), WriteError> {
        let conversation = id.native();
        let Follower {
            id: follower,
            kind,
            is_added,
        } = *follower;
        let answer = if is_added {
            let endpoint = AddFollower {
                conversation,
                follower,
                kind,
            };
            self.client.act(context, &endpoint).await
        } else {
            let endpoint = RemoveFollower {
                conversation,
                follower,
            };
            self.client.act(context, &endpoint).await
        };
        answer.from_source(&self.key)?;
        Ok(())
    }
}
