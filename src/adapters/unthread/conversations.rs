//! Reads conversations, by page and by id.

use crate::adapters::paging::{FromSource as _, page};
use crate::model::{Conversation, ConversationParts, Id, Page, PageRequest, Partial as _, Related};
use crate::provider::{Batch, ErrorKind, Result};
use crate::transport::{CallContext, WithRaw};

use super::endpoints::{Asked, GetConversation, ListConversations};
use super::lookup::{by_list, one_by_one};
use super::map::{self, Reading};
use super::selection::{Selection, WHOLE};
use super::{Unthread, wire};

impl Unthread {
    /// Reads a page of all conversations, or of those with these ids. Asks for fewer fields if the service refuses them.
    pub(super) async fn list_conversations(
        &self,
        context: &CallContext,
        request: &PageRequest,
        parts: ConversationParts,
        ids: Option<&[Id<Conversation>]>,
    ) -> Result<Page<Conversation>> {
        let now = self.clock.uptime();
        let accepted = self.accepted.get(now);
        let mut selection = accepted;
        loop {
            let rows = self.rows(context, request, selection.fields(parts), ids);
            match (rows.await, selection.narrower()) {
                (Err(error), Some(narrower)) if error.kind == ErrorKind::Rejected => {
                    selection = narrower;
                }
                (Err(error), _) => return Err(error),
                (Ok(rows), _) => {
                    if selection != accepted {
                        self.accepted.set(selection, now);
                    }
                    return self.listed(context, rows, selection, parts).await;
                }
            }
        }
    }

    async fn rows(
        &self,
        context: &CallContext,
        request: &PageRequest,
        select: Vec<&'static str>,
        ids: Option<&[Id<Conversation>]>,
    ) -> Result<Page<WithRaw<wire::Conversation>>> {
        let ids = ids.map(|ids| ids.iter().map(Id::native).collect());
        let endpoint = ListConversations(Asked { select, ids });
        page(&self.client, context, &endpoint, request, |row| row)
            .await
            .from_source(&self.key)
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
            let page = self.list_conversations(context, &request, parts, Some(&ids));
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
