//! Changes of a ticket: one call for all fields, one for the assignee, one to mark it as read.

use serde_json::{Map, Value, json};

use crate::adapters::paging::{FromSource as _, walk};
use crate::adapters::posthog::endpoints::{ListTickets, ReadTicket, UpdateTicket};
use crate::adapters::posthog::filter::TicketFilter;
use crate::adapters::posthog::map::{self, Case};
use crate::adapters::posthog::native::number;
use crate::adapters::posthog::tickets::{FEW, SCAN};
use crate::adapters::posthog::{PostHog, wire};
use crate::model::command::ConversationChange;
use crate::model::{Conversation, Id, Related};
use crate::provider::{Error, ErrorKind, Refusal, WriteContext, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _, SideEffect, WithRaw};

use super::tags;
use super::update::{Assign, Update};

/// One call that is to be made.
enum Call {
    Assign(Value),
    Fields(Map<String, Value>),
    Read,
}

impl PostHog {
    pub(super) async fn change(
        &self,
        context: &WriteContext,
        conversation: &Id<Conversation>,
        changes: &[ConversationChange],
    ) -> WriteResult {
        self.uuid(conversation)?;
        let update = Update::of(changes)?;
        let effects = update.snoozes.then_some(SideEffect::ChangesStatus);
        let calls = self.calls(&context.call, conversation, update).await?;
        let mut written = Written::default();
        for (nth, call) in calls.into_iter().enumerate() {
            let is_fields = matches!(call, Call::Fields(_));
            match self.call(&context.call, conversation, call).await {
                Ok(related) => written.related = related,
                Err(error) if nth == 0 => return Err(error),
                Err(error) => return Ok(written.stopped_by(error)),
            }
            if is_fields {
                written.side_effects.extend(effects);
            }
        }
        Ok(written)
    }

    /// What is to be done, with what must be read first.
    async fn calls(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        update: Update,
    ) -> Result<Vec<Call>, Error> {
        let Update {
            mut fields,
            assign,
            tags: steps,
            traits,
            is_read,
            snoozes: _,
            has_status: _,
        } = update;
        let needs_ticket =
            tags::need_old(&steps) || !traits.is_empty() || assign == Some(Assign::NoUser);
        let ticket = match needs_ticket {
            true => Some(self.current(context, conversation).await?),
            false => None,
        };
        let old_tags = ticket
            .as_ref()
            .map(|ticket| ticket.tags.clone().unwrap_or_default());
        let new_tags = tags::after(old_tags.clone().unwrap_or_default(), &steps);
        let are_kept = old_tags.is_some_and(|old| tags::are_same(&old, &new_tags));
        if !steps.is_empty() && !are_kept {
            fields.insert("tags".to_owned(), json!(new_tags));
        }
        if let Some(ticket) = ticket.as_ref().filter(|_| !traits.is_empty()) {
            fields.insert(
                "anonymous_traits".to_owned(),
                merged(&ticket.anonymous_traits, traits),
            );
        }
        let is_team_s = |ticket: &wire::Ticket| {
            ticket
                .assignee
                .as_ref()
                .is_none_or(|assignee| assignee.kind != "user")
        };
        let assign = match assign {
            Some(Assign::To(assignee)) => Some(assignee),
            Some(Assign::NoUser) if ticket.as_ref().is_some_and(is_team_s) => None,
            Some(Assign::Nobody | Assign::NoUser) => Some(Value::Null),
            None => None,
        };
        // Assigning first: when it is refused, nothing else has happened.
        let mut calls: Vec<Call> = assign.map(Call::Assign).into_iter().collect();
        if !fields.is_empty() {
            calls.push(Call::Fields(fields));
        }
        calls.extend(is_read.then_some(Call::Read));
        Ok(calls)
    }

    async fn call(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        call: Call,
    ) -> Result<Related, WriteError> {
        let uuid = self.uuid(conversation)?;
        let update = |fields| UpdateTicket {
            project: &self.project,
            ticket: uuid,
            fields,
        };
        match call {
            Call::Assign(assignee) => {
                let mut fields = Map::new();
                fields.insert("assignee".to_owned(), assignee);
                let ticket = self.client.send(context, &update(fields)).await;
                let ticket = ticket.from_source(&self.key).map_err(not_a_member)?;
                Ok(self.changed(ticket))
            }
            Call::Fields(fields) => {
                let wished = fields.get("tags").cloned();
                let ticket = self.client.send(context, &update(fields)).await;
                let ticket = ticket.from_source(&self.key)?;
                check_tags(wished, &ticket.value)?;
                Ok(self.changed(ticket))
            }
            Call::Read => {
                let endpoint = ReadTicket {
                    project: &self.project,
                    ticket: uuid,
                };
                let ticket = self.client.send(context, &endpoint).await;
                let mut related = Related::default();
                let case = self.case(ticket.from_source(&self.key)?);
                let conversation = self.opened(case, &mut related);
                related.conversations.push(conversation);
                Ok(related)
            }
        }
    }

    /// What the answer to a change shows; not the customer.
    fn changed(&self, ticket: WithRaw<wire::Ticket>) -> Related {
        let Case {
            conversation,
            contact: _,
            team,
            tags,
            requester: _,
        } = map::changed_case(self.scope(), ticket);
        Related {
            conversations: vec![conversation],
            teams: team.into_iter().collect(),
            tags,
            ..Related::default()
        }
    }

    /// The ticket as it is now, out of the list, which marks nothing as read.
    async fn current(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
    ) -> Result<wire::Ticket, Error> {
        let (filter, enough) = match number(id) {
            Some(number) => (TicketFilter::number(number), FEW),
            None => (TicketFilter::default(), SCAN),
        };
        let listed = walk(&self.client, context, &self.tickets(filter), enough).await;
        let (tickets, _) = listed.from_source(&self.key)?;
        let mut tickets = tickets.into_iter().map(|ticket| ticket.value);
        let found = tickets.find(|ticket| ticket.id == id.native());
        found.ok_or_else(|| self.missing(ListTickets::OPERATION.id))
    }
}

/// All traits after some keys changed: the server replaces them whole.
fn merged(old: &Value, changes: Map<String, Value>) -> Value {
    let mut traits = old.as_object().cloned().unwrap_or_default();
    for (key, value) in changes {
        if value.is_null() {
            traits.shift_remove(&key);
        } else {
            traits.insert(key, value);
        }
    }
    Value::Object(traits)
}

/// Of an assignee alone, all that can be wrong is that there is no such one.
fn not_a_member(error: Error) -> WriteError {
    if error.kind != ErrorKind::Rejected {
        return error.into();
    }
    let explanation = "Nobody in the organization has this id.";
    Refusal::not_found(&["input", "to"], explanation).into()
}

/// Servers without the paid feature ignore tags without a word.
fn check_tags(wished: Option<Value>, ticket: &wire::Ticket) -> Result<(), Refusal> {
    let Some(Value::Array(wished)) = wished else {
        return Ok(());
    };
    let wished: Vec<String> = wished
        .iter()
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .collect();
    if tags::are_same(&wished, ticket.tags.as_deref().unwrap_or_default()) {
        return Ok(());
    }
    let explanation = "This server keeps no tags; they are a paid feature of older ones.";
    Err(Refusal::unsupported(explanation).at(&["input", "tags"]))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::merged;

    #[test]
    fn traits_are_merged_and_null_removes_one() {
        let changes = json!({"name": "Ravi K.", "email": null, "plan": "scale"});
        let old = json!({"name": "Ravi", "email": "r@x.example", "city": "Oslo"});
        let after = merged(&old, changes.as_object().unwrap().clone());
        assert_eq!(
            after,
            json!({"name": "Ravi K.", "city": "Oslo", "plan": "scale"})
        );
        let after = merged(&Value::Null, json!({"a": "b"}).as_object().unwrap().clone());
        assert_eq!(after, json!({"a": "b"}));
    }
}
