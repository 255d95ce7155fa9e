//! Reads conversations, by page and by id.

use std::cmp::Reverse;
use std::time::Duration;

use crate::adapters::paging::{FromSource as _, page};
use crate::model::{
    Condition as _, Conversation, ConversationCondition, ConversationParts, ConversationQuery, Id,
    Page, PageRequest, Partial as _, Related,
};
use crate::provider::{Batch, ErrorKind, Result};
use crate::transport::{CallContext, WithRaw};

use super::asking::Asking;
use super::endpoints::{Asked, GetConversation, ListConversations};
use super::lookup::{by_list, one_by_one};
use super::map::{self, Reading};
use super::selection::{Selection, WHOLE};
use super::{Unthread, wire};

impl Unthread {
    /// Reads a page of the conversations that meet all conditions. Asks for less if the service refuses a question, and
    /// checks here what it does not ask for.
    pub(super) async fn list_conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: &PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let now = self.clock.uptime();
        let is_refused = |field: &str| self.refused.contains(field, now);
        let Some(first) = Asking::new(query, self.accepted.get(now), is_refused) else {
            return Ok(Page::whole(Vec::new()));
        };
        let mut asking = first.clone();
        loop {
            if let Some(ids) = asking.checked_ids() {
                return self.conversations_of(context, ids, query, parts).await;
            }
            let wanted = parts | asking.needs();
            let rows = self.rows(context, request, &asking, wanted).await;
            match (rows, asking.humbler()) {
                (Err(error), Some(humbler)) if error.kind == ErrorKind::Rejected => {
                    asking = humbler;
                }
                (Err(error), _) => return Err(error),
                (Ok(rows), _) => {
                    self.learn(&first, &asking, now);
                    let page = self.listed(context, rows, asking.selection, wanted).await?;
                    return self.checked(context, page, &asking).await;
                }
            }
        }
    }

    /// Remembers what was refused, as far as that is plain.
    fn learn(&self, first: &Asking, accepted: &Asking, now: Duration) {
        if accepted.selection == first.selection {
            self.refused.add(accepted.lacks(first), now);
        } else {
            self.accepted.set(accepted.selection, now);
        }
    }

    async fn rows(
        &self,
        context: &CallContext,
        request: &PageRequest,
        asking: &Asking,
        parts: ConversationParts,
    ) -> Result<Page<WithRaw<wire::Conversation>>> {
        let asked = Asked {
            select: asking.selection.fields(parts),
            filters: asking.filters(),
        };
        let sorting = asking.sorting;
        let endpoint = ListConversations { asked, sorting };
        page(&self.client, context, &endpoint, request, |row| row)
            .await
            .from_source(&self.key)
    }

    /// Keeps the rows that meet what the list was not asked for.
    async fn checked(
        &self,
        context: &CallContext,
        page: Page<Conversation>,
        asking: &Asking,
    ) -> Result<Page<Conversation>> {
        let mut page = self.completed(context, page, asking.needs()).await?;
        let now = self.clock.now();
        let holds = |row: &Conversation| {
            let mut conditions = asking.checked().iter();
            conditions.all(|condition| condition.holds(row, &page.related, now))
        };
        page.items.retain(holds);
        page.total = page.total.filter(|_| asking.is_exact);
        Ok(page)
    }

    /// Reads again, one by one, the rows that do not know these parts.
    async fn completed(
        &self,
        context: &CallContext,
        mut page: Page<Conversation>,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let short: Vec<_> = page
            .items
            .iter()
            .filter(|row| !Conversation::covers(row.known, parts))
            .map(|row| row.id.clone())
            .collect();
        let one =
            |id: Id<Conversation>| async move { self.get_conversation(context, &id, parts).await };
        let mut batch = one_by_one(&short, one).await;
        for row in &mut page.items {
            if let Some(outcome) = batch.outcomes.remove(&row.id) {
                *row = outcome?.unwrap_or_else(|| row.clone());
            }
        }
        page.related.append(batch.related);
        Ok(page)
    }

    /// Reads these conversations one by one, where the list cannot be asked for them.
    async fn conversations_of(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        query: &ConversationQuery,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let one =
            |id: Id<Conversation>| async move { self.get_conversation(context, &id, parts).await };
        let Batch { outcomes, related } = one_by_one(ids, one).await;
        let mut items = Vec::new();
        for outcome in outcomes.into_values() {
            items.extend(outcome?);
        }
        let now = self.clock.now();
        items.retain(|row| {
            let mut conditions = query.conditions.iter();
            conditions.all(|condition| condition.holds(row, &related, now))
        });
        items.sort_by_cached_key(|row| Reverse((query.order.key(row), row.id.native().to_owned())));
        Ok(Page {
            related,
            ..Page::whole(items)
        })
    }

    async fn listed(
        &self,
        context: &CallContext,
        rows: Page<WithRaw<wire::Conversation>>,
        selection: Selection,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let reading = Reading {
            wanted: parts,
            known: selection.known(parts),
        };
        let undecided = rows
            .items
            .iter()
            .flat_map(|row| map::undecided_in(&row.value, parts));
        let members = self.members(context, undecided).await?;
        let scope = self.scope(&members);
        let mut related = Related::default();
        let items = rows
            .items
            .into_iter()
            .map(|row| map::conversation(scope, reading, row, &mut related))
            .collect();
        Ok(Page {
            items,
            next: rows.next,
            total: rows.total,
            related,
        })
    }

    /// Reads conversations by their ids, out of a list if that tells enough.
    pub(super) async fn read_conversations(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let one =
            |id: Id<Conversation>| async move { self.get_conversation(context, &id, parts).await };
        if ids.len() == 1 || parts.intersects(WHOLE) {
            return one_by_one(ids, one).await;
        }
        let list = |ids: Vec<Id<Conversation>>| async move {
            let request = PageRequest::first(ids.len());
            let query = ConversationQuery {
                conditions: vec![ConversationCondition::Ids(ids)],
                ..ConversationQuery::default()
            };
            let page = self.list_conversations(context, &query, &request, parts);
            page.await.map(|page| (page.items, page.related))
        };
        let mut batch = by_list(ids, list, one, |conversation| &conversation.id).await;
        let lacking = |found: &Conversation| !Conversation::covers(found.known, parts);
        let found = batch
            .outcomes
            .values()
            .filter_map(|one| one.as_ref().ok()?.as_ref());
        let short: Vec<_> = found
            .filter(|found| lacking(found))
            .map(|found| found.id.clone())
            .collect();
        batch.merge(one_by_one(&short, one).await);
        batch
    }

    /// Reads one conversation, of which the answer tells more than a list does.
    async fn get_conversation(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        parts: ConversationParts,
    ) -> Result<(Conversation, Related)> {
        let endpoint = GetConversation(id.native());
        let row = self
            .client
            .send(context, &endpoint)
            .await
            .from_source(&self.key)?;
        let reading = Reading {
            wanted: parts | ConversationParts::CONTACT,
            known: ConversationParts::all(),
        };
        let undecided = map::undecided_in(&row.value, reading.wanted);
        let members = self.members(context, undecided).await?;
        let mut related = Related::default();
        let conversation = map::conversation(self.scope(&members), reading, row, &mut related);
        Ok((conversation, related))
    }
}
