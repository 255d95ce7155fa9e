//! Reads that take more than one step.

use std::collections::HashMap;

use crate::adapters::paging::{FromSource as _, each};
use crate::model::{
    Actor, Agent, AgentParts, Conversation, ConversationParts, Id, Message, Page, PageRequest,
    Related, Tag, Team,
};
use crate::provider::{Batch, Error, ErrorKind, Provider as _, Result, absent_is_none};
use crate::transport::{CallContext, Endpoint, WithRaw};

use super::endpoints::{
    Clause, CountConversations, FilterConversations, GetConversation, GetMessage, ListParticipants,
    ListPublicMessages, ListTeamMembers,
};
use super::map::{self, Scope};
use super::{Nimchat, wire};

/// Lists that come whole have no use for a size.
pub(super) const WHOLE: PageRequest = PageRequest::first(usize::MAX);

/// The number that an id is. The server would take `12abc` for 12, so anything else must not reach it.
pub(super) fn number_of<T>(id: &Id<T>) -> Option<u64> {
    let number: u64 = id.native().parse().ok()?;
    let is_plain = i64::try_from(number).is_ok() && number.to_string() == id.native();
    is_plain.then_some(number)
}

impl Nimchat {
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            key: &self.key,
            base_url: self.client.base_url(),
            account: &self.account,
        }
    }

    pub(super) async fn ask<E: Endpoint>(
        &self,
        context: &CallContext,
        endpoint: &E,
    ) -> Result<E::Response> {
        self.client
            .send(context, endpoint)
            .await
            .from_source(&self.key)
    }

    /// What an id gets that the server would not know.
    pub(super) fn missing(&self, operation: &'static str) -> Error {
        Error::new(ErrorKind::NotFound, &self.key, operation)
    }

    /// Reads at most as many conversations as one filter answers.
    pub(super) async fn few_conversations(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let rows = match self.conversation_rows(context, ids).await {
            Ok(rows) => rows,
            Err(error) => return Batch::failed(ids, &error),
        };
        let mut related = Related::default();
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| map::conversation(self.scope(), row, &mut related))
            .collect();
        let rows = self.completed(context, rows, parts).await;
        let mut batch = Batch::of_found(ids, Vec::new(), |row: &Conversation| &row.id);
        for (row, outcome) in rows {
            let id = row.id.clone();
            let outcome = outcome.map(|along| {
                related.append(along);
                Some(row)
            });
            batch.outcomes.insert(id, outcome);
        }
        batch.with_related(related)
    }

    async fn conversation_rows(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
    ) -> Result<Vec<WithRaw<wire::Conversation>>> {
        let account = &self.account;
        if let [id] = ids {
            let conversation = id.native();
            let endpoint = GetConversation {
                account,
                conversation,
            };
            let row = absent_is_none(self.ask(context, &endpoint).await)?;
            return Ok(row.into_iter().collect());
        }
        let ids: Vec<_> = ids.iter().filter_map(number_of).collect();
        let clauses = [Clause::any_of("display_id", &ids)];
        let endpoint = FilterConversations {
            account,
            clauses: &clauses,
        };
        Ok(self.ask(context, &endpoint).await?.items)
    }

    /// Adds to each row what its view does not tell, if it is wanted.
    pub(super) async fn completed(
        &self,
        context: &CallContext,
        rows: Vec<Conversation>,
        parts: ConversationParts,
    ) -> Vec<(Conversation, Result<Related>)> {
        each(rows, |mut row| async move {
            let outcome = self.complete(context, &mut row, parts).await;
            (row, outcome)
        })
        .await
    }

    async fn complete(
        &self,
        context: &CallContext,
        row: &mut Conversation,
        parts: ConversationParts,
    ) -> Result<Related> {
        let missing = parts.difference(row.known);
        let mut related = Related::default();
        if missing.contains(ConversationParts::PREVIEW) {
            row.preview = self.public_preview(context, &row.id).await?;
            row.known |= ConversationParts::PREVIEW;
        }
        if missing.contains(ConversationParts::PEOPLE) {
            let agents = self.participants(context, &row.id).await?;
            let actors: Vec<_> = agents
                .iter()
                .map(|agent| Actor::Agent(agent.id.clone()))
                .collect();
            let contact = row.contact.clone().map(Actor::Contact);
            row.participants = Some(contact.into_iter().chain(actors.clone()).collect());
            row.followers = Some(actors);
            row.known |= ConversationParts::PEOPLE;
            related.agents = agents;
        }
        Ok(related)
    }

    /// The text of the latest message that the contact can see, where the latest of all is a note.
    async fn public_preview(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Option<String>> {
        let endpoint = ListPublicMessages {
            account: &self.account,
            conversation: conversation.native(),
        };
        let mut messages = self.ask(context, &endpoint).await?.items;
        messages.sort_by_key(|message| message.value.id);
        let mut along = Related::default();
        let messages: Vec<_> = messages
            .into_iter()
            .map(|message| map::message(self.scope(), conversation, message, &mut along))
            .collect();
        Ok(map::preview_of(&messages))
    }

    async fn participants(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Agent>> {
        let endpoint = ListParticipants {
            account: &self.account,
            conversation: conversation.native(),
        };
        let agents = self.ask(context, &endpoint).await?.items;
        Ok(agents
            .into_iter()
            .map(|agent| map::agent(&self.key, agent))
            .collect())
    }

    /// Reads one message by a window around its id.
    pub(super) async fn one_message(
        &self,
        context: &CallContext,
        id: &Id<Message>,
    ) -> Result<(Id<Conversation>, WithRaw<wire::Message>)> {
        let missing = || self.missing(GetMessage::OPERATION.id);
        let conversation: Id<Conversation> = id.parent().ok_or_else(missing)?;
        number_of(&conversation).ok_or_else(missing)?;
        let message = number_of(id).ok_or_else(missing)?;
        let endpoint = GetMessage {
            account: &self.account,
            conversation: conversation.native(),
            message,
        };
        let window = self.ask(context, &endpoint).await?.items;
        let found = window.into_iter().find(|found| found.value.id.0 == message);
        Ok((conversation, found.ok_or_else(missing)?))
    }

    /// Adds the teams to agents. Only the teams know who is in them.
    pub(super) async fn with_teams(
        &self,
        context: &CallContext,
        mut agents: Page<Agent>,
    ) -> Result<Page<Agent>> {
        let teams = self.teams(context, WHOLE).await?.items;
        let members = each(&teams, |team| self.members(context, &team.id)).await;
        let mut of_agent: HashMap<u64, Vec<Id<Team>>> = HashMap::new();
        for (team, members) in teams.iter().zip(members) {
            for member in members? {
                of_agent.entry(member).or_default().push(team.id.clone());
            }
        }
        for agent in &mut agents.items {
            let teams = number_of(&agent.id).and_then(|id| of_agent.remove(&id));
            agent.teams = Some(teams.unwrap_or_default());
            agent.known |= AgentParts::TEAMS;
        }
        agents.related.teams = teams;
        Ok(agents)
    }

    async fn members(&self, context: &CallContext, team: &Id<Team>) -> Result<Vec<u64>> {
        let endpoint = ListTeamMembers {
            account: &self.account,
            team: team.native(),
        };
        let members = self.ask(context, &endpoint).await?.items;
        Ok(members
            .into_iter()
            .map(|member| member.value.id.0)
            .collect())
    }

    /// A label that is not in the catalogue, if a conversation carries it.
    pub(super) async fn uncatalogued(&self, context: &CallContext, id: Id<Tag>) -> Result<Tag> {
        let endpoint = CountConversations {
            account: &self.account,
            label: id.native(),
        };
        // The server cuts a text at its commas, and takes an empty one for no condition at all.
        let is_title = !id.native().trim().is_empty() && !id.native().contains(',');
        if is_title && self.ask(context, &endpoint).await?.meta.all_count > 0 {
            return Ok(map::tag_of_title(id));
        }
        Err(self.missing(CountConversations::OPERATION.id))
    }
}

#[cfg(test)]
mod tests {
    use super::number_of;
    use crate::model::{Conversation, Id, SourceKey};

    #[test]
    fn only_plain_numbers_name_objects() {
        let key = SourceKey::parse("chat").unwrap();
        let number = |native: &str| number_of(&Id::<Conversation>::new(&key, native));
        assert_eq!(number("88"), Some(88));
        let others = [
            "",
            "088",
            "+88",
            "-1",
            "88abc",
            "8 8",
            "٨",
            "../x",
            "a/b",
            "%",
            "1e3",
            "18446744073709551615",
            "99999999999999999999",
        ];
        for native in others {
            assert_eq!(number(native), None, "{native}");
        }
    }
}
