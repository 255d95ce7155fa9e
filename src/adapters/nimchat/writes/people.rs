//! Teammates and teams that a write names. The server takes who is unknown for nobody, so they are looked up first.

use crate::model::{Agent, AgentParts, Assignee, DirectoryParts, Id};
use crate::provider::{Provider as _, Refusal, WriteError};
use crate::transport::{CallContext, Endpoint as _};

use crate::adapters::nimchat::Nimchat;
use crate::adapters::nimchat::endpoints::{Assign, Assignment, GetProfile};
use crate::adapters::nimchat::reads::number_of;

impl Nimchat {
    /// Whom an assignee is; refused if there is nobody of that id.
    pub(super) async fn known_assignee(
        &self,
        call: &CallContext,
        assignee: &Assignee,
        field: &[&'static str],
    ) -> Result<Assignment, WriteError> {
        let (number, is_known) = match assignee {
            Assignee::Agent(agent) => {
                let ids = std::slice::from_ref(agent);
                let batch = self.agents_by_id(call, ids, AgentParts::empty()).await;
                let found = batch.outcomes.into_values().next().transpose()?.flatten();
                (number_of(agent).map(Assignment::Agent), found.is_some())
            }
            Assignee::Team(team) => {
                let ids = std::slice::from_ref(team);
                let batch = self.teams_by_id(call, ids, DirectoryParts::empty()).await;
                let found = batch.outcomes.into_values().next().transpose()?.flatten();
                (number_of(team).map(Assignment::Team), found.is_some())
            }
        };
        let unknown = || Refusal::not_found(field, "There is no such teammate or team.");
        Ok(number.filter(|_| is_known).ok_or_else(unknown)?)
    }

    /// Assigns, and makes sure that it was not taken for nobody.
    pub(super) async fn assign(
        &self,
        call: &CallContext,
        conversation: &str,
        to: Assignment,
    ) -> Result<(), WriteError> {
        let endpoint = Assign {
            account: &self.account,
            conversation,
            to,
        };
        let now = self.ask(call, &endpoint).await?.map(|holder| holder.id.0);
        match to {
            Assignment::Agent(wanted) | Assignment::Team(wanted) if now != Some(wanted) => {
                Err(self.missing(Assign::OPERATION.id).into())
            }
            Assignment::Agent(_)
            | Assignment::Team(_)
            | Assignment::NoAgent
            | Assignment::NoTeam => Ok(()),
        }
    }

    /// Refuses whoever is not the owner of the token.
    pub(super) async fn only_me(
        &self,
        call: &CallContext,
        agent: &Id<Agent>,
    ) -> Result<(), WriteError> {
        let read = || async { self.ask(call, &GetProfile).await.map(|me| me.id.0) };
        let me = *self.me.get_or_try_init(read).await?;
        if number_of(agent) == Some(me) {
            return Ok(());
        }
        let explanation = "Only the teammate whom the token belongs to can be shown as typing.";
        Err(Refusal::unsupported(explanation)
            .at(&["input", "actorIds"])
            .into())
    }
}
