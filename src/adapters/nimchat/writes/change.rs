//! Changing a conversation: a call for each property.

use crate::model::command::{ConversationChange, Person};
use crate::model::{Agent, Conversation, Id};
use crate::provider::{Refusal, WriteError, WriteResult};
use crate::transport::{CallContext, Endpoint as _};

use crate::adapters::nimchat::endpoints::{
    AddParticipant, Assignment, ListParticipants, MarkRead, RemoveParticipant, SetPriority,
    SetStatus, SetTyping,
};
use crate::adapters::nimchat::reads::number_of;
use crate::adapters::nimchat::{Nimchat, tables};

use super::{admit, done, native_priority, native_status};

type Changed = Result<(), WriteError>;

/// Where and within what a change is made, and whether anything was done yet.
struct Steps<'a> {
    call: &'a CallContext,
    id: &'a Id<Conversation>,
    /// The id as a path names it.
    path: &'a str,
    is_begun: bool,
}

impl Nimchat {
    /// Makes the changes in their order, and stops at the first that fails.
    pub(super) async fn change_conversation(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        changes: &[ConversationChange],
    ) -> WriteResult {
        let mut steps = Steps {
            call,
            id: conversation,
            path: self.path_of(conversation, SetStatus::OPERATION.id)?,
            is_begun: false,
        };
        for change in changes {
            match self.change(&mut steps, change).await {
                Ok(()) => steps.is_begun = true,
                Err(error) if steps.is_begun => return Ok(done().stopped_by(error)),
                Err(error) => return Err(error),
            }
        }
        Ok(done())
    }

    async fn change(&self, steps: &mut Steps<'_>, change: &ConversationChange) -> Changed {
        use ConversationChange as Change;
        let Steps { call, id, path, .. } = *steps;
        match change {
            Change::Status { to, actor: _ } => {
                let status = native_status(to).ok_or_else(unknown_word)?;
                self.set_status(steps, status, None).await
            }
            Change::Snooze(until) => {
                let until = until.map(jiff::Timestamp::as_second);
                self.set_status(steps, tables::SNOOZED, until).await
            }
            Change::Unsnooze => self.set_status(steps, tables::OPEN, None).await,
            Change::Priority(to) => self.set_priority(steps, native_priority(to)).await,
            Change::Assign(assignee) => {
                let to = self
                    .known_assignee(call, assignee, &["input", "to"])
                    .await?;
                self.assign(call, path, to).await
            }
            Change::Unassign { keeps_team } => self.unassign(steps, *keeps_team).await,
            Change::AddTags { names, .. } => self.add_labels(call, id, names).await,
            Change::RemoveTags(names) => self.remove_labels(call, id, names).await,
            Change::SetTags(names) => self.set_labels(call, id, names).await,
            Change::CustomFields(fields) => self.set_fields(call, id, fields).await,
            Change::Follow(person) => self.follow(steps, follower(person)?).await,
            Change::Unfollow(person) => self.unfollow(steps, follower(person)?).await,
            Change::MarkRead => self.mark_read(steps).await,
            Change::Typing(people) => self.set_typing(steps, people).await,
            Change::Subject(_)
            | Change::Metadata(_)
            | Change::Contact(_)
            | Change::Organization(_)
            | Change::Inbox(_)
            | Change::TicketType(_)
            | Change::SlaDueAt(_)
            | Change::EscalationReason(_)
            | Change::IsAiResolved(_)
            | Change::RequesterTraits(_) => {
                Err(Refusal::unsupported("Nimchat cannot do this.").into())
            }
        }
    }

    async fn set_status(&self, steps: &Steps<'_>, status: &str, until: Option<i64>) -> Changed {
        let endpoint = SetStatus {
            account: &self.account,
            conversation: steps.path,
            status,
            snoozed_until: until,
        };
        Ok(self.act(steps.call, &endpoint).await?)
    }

    async fn set_priority(&self, steps: &Steps<'_>, priority: Option<&str>) -> Changed {
        let endpoint = SetPriority {
            account: &self.account,
            conversation: steps.path,
            priority,
        };
        Ok(self.act(steps.call, &endpoint).await?)
    }

    async fn unassign(&self, steps: &mut Steps<'_>, keeps_team: bool) -> Changed {
        self.assign(steps.call, steps.path, Assignment::NoAgent)
            .await?;
        if keeps_team {
            return Ok(());
        }
        steps.is_begun = true;
        self.assign(steps.call, steps.path, Assignment::NoTeam)
            .await
    }

    /// The server leaves out silently who may not see the inbox, so it is looked who follows afterwards.
    async fn follow(&self, steps: &Steps<'_>, agent: &Id<Agent>) -> Changed {
        let account = &self.account;
        let number = number_of(agent).ok_or_else(no_follower)?;
        let endpoint = AddParticipant {
            account,
            conversation: steps.path,
            agent: number,
        };
        self.act(steps.call, &endpoint).await?;
        let endpoint = ListParticipants {
            account,
            conversation: steps.path,
        };
        let now = self.ask(steps.call, &endpoint).await?.items;
        if now.iter().any(|one| one.value.id.0 == number) {
            return Ok(());
        }
        Err(no_follower().into())
    }

    async fn unfollow(&self, steps: &Steps<'_>, agent: &Id<Agent>) -> Changed {
        let endpoint = RemoveParticipant {
            account: &self.account,
            conversation: steps.path,
            agent: number_of(agent).ok_or_else(no_follower)?,
        };
        Ok(self.act(steps.call, &endpoint).await?)
    }

    async fn mark_read(&self, steps: &Steps<'_>) -> Changed {
        let endpoint = MarkRead {
            account: &self.account,
            conversation: steps.path,
        };
        Ok(self.act(steps.call, &endpoint).await?)
    }

    async fn set_typing(&self, steps: &Steps<'_>, people: &[Person]) -> Changed {
        for person in people {
            let agent = admit::teammate(person, &["input", "actorIds"])?;
            self.only_me(steps.call, agent).await?;
        }
        let endpoint = SetTyping {
            account: &self.account,
            conversation: steps.path,
            is_typing: !people.is_empty(),
        };
        Ok(self.act(steps.call, &endpoint).await?)
    }
}

fn follower(person: &Person) -> Result<&Id<Agent>, Refusal> {
    admit::teammate(person, &["input", "followerId"])
}

fn no_follower() -> Refusal {
    let explanation = "There is no such teammate who can see the inbox.";
    Refusal::not_found(&["input", "followerId"], explanation)
}

fn unknown_word() -> Refusal {
    Refusal::bad_input(&["input", "to"], "There is no such status.")
}
