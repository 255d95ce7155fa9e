//! Reads of users, of whom one read alone tells other things than a list does.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::adapters::paging::{FromSource as _, lookups, page, walk};
use crate::model::{
    Condition as _, Contact, ContactOrder, ContactOrderField, ContactParts, ContactQuery, Id, Page,
    PageRequest, Related, SourceKey,
};
use crate::provider::{Batch, Provider as _, Result, absent_is_none};
use crate::transport::{CallContext, Paged, WithRaw};

use super::endpoints::{GetUser, ListGroupMembers, ListUsers};
use super::plan::{self, ContactRoute};
use super::{Cord, map, unknown_id, wire};

/// Users that one call of the list gives at most.
const MOST_USERS: usize = 1000;

impl Cord {
    pub(super) async fn user(
        &self,
        context: &CallContext,
        user: &str,
    ) -> Result<WithRaw<wire::User>> {
        self.client
            .send(context, &GetUser { user })
            .await
            .from_source(&self.key)
            .map_err(unknown_id)
    }

    /// Reads users out of the list, which costs one call for up to a thousand but does not tell their groups.
    pub(super) async fn listed_users<T>(
        &self,
        context: &CallContext,
        ids: &[Id<T>],
        map: impl Fn(&SourceKey, WithRaw<wire::User>) -> T + Copy + Sync,
        id_of: impl Fn(&T) -> &Id<T>,
    ) -> Batch<T> {
        let single = |id: Id<T>| async move {
            self.user(context, id.native())
                .await
                .map(|user| map(&self.key, user))
        };
        match walk(&self.client, context, &ListUsers, MOST_USERS)
            .await
            .from_source(&self.key)
        {
            Err(error) => Batch::failed(ids, &error),
            Ok((users, is_complete)) => {
                let found = users.iter().cloned().map(|user| map(&self.key, user));
                let mut batch = Batch::of_found(ids, found.collect(), id_of);
                batch.related.append(self.everyone(context, users).await);
                if !is_complete {
                    let missing: Vec<_> = ids
                        .iter()
                        .filter(|id| is_missing(&batch, id))
                        .cloned()
                        .collect();
                    batch.merge(lookups(&missing, single).await);
                }
                batch
            }
        }
    }

    pub(super) async fn asked_contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: PageRequest,
    ) -> Result<Page<Contact>> {
        let (route, plan) = plan::contacts(query);
        self.require(&plan, query)?;
        let agents = self.agent_ids(context).await?;
        // With as many more as may be agents, one page is enough.
        let request = PageRequest {
            size: request.size.saturating_add(agents.len()),
            ..request
        };
        let mut users = match route {
            ContactRoute::Ids(ids) => self.of_ids(context, &ids, query.order).await?,
            ContactRoute::Everybody => self.listed_contacts(context, &ListUsers, &request).await?,
            ContactRoute::Members(group) => {
                let endpoint = ListGroupMembers { group: &group };
                let members = self.listed_contacts(context, &endpoint, &request).await;
                absent_is_none(members.map_err(unknown_id))?.unwrap_or(Page::whole(Vec::new()))
            }
            ContactRoute::Kept(condition) => {
                let request = PageRequest {
                    size: MOST_USERS,
                    ..request
                };
                let mut users = self.listed_contacts(context, &ListUsers, &request).await?;
                let (along, now) = (Related::default(), Timestamp::UNIX_EPOCH);
                users
                    .items
                    .retain(|user| condition.holds(user, &along, now));
                users
            }
        };
        users
            .items
            .retain(|contact| !agents.contains(contact.id.native()));
        // The total counts agents as well, and those who were not kept.
        users.total = None;
        Ok(users)
    }

    async fn listed_contacts<E: Paged<Item = WithRaw<wire::User>>>(
        &self,
        context: &CallContext,
        endpoint: &E,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let contact = |user| map::contact(&self.key, user);
        page(&self.client, context, endpoint, request, contact)
            .await
            .from_source(&self.key)
    }

    async fn of_ids(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        order: ContactOrder,
    ) -> Result<Page<Contact>> {
        let parts = match order.field {
            ContactOrderField::CreatedAt => ContactParts::TIMES,
            ContactOrderField::Name
            | ContactOrderField::Email
            | ContactOrderField::LastActivityAt => ContactParts::EMAILS,
        };
        let mut batch = self.contacts_by_id(context, ids, parts).await;
        let mut found = Vec::new();
        for id in ids {
            if let Some(outcome) = batch.outcomes.remove(id) {
                found.extend(outcome?);
            }
        }
        found.sort_by_cached_key(|contact| Reverse(order.key(contact)));
        Ok(Page::whole(found))
    }

    /// The users of a list as what each of them is; they came along, so nobody has to ask for them again.
    async fn everyone(&self, context: &CallContext, users: Vec<WithRaw<wire::User>>) -> Related {
        let mut related = Related::default();
        let Ok(agents) = self.agent_ids(context).await else {
            return related;
        };
        for user in users {
            if agents.contains(&user.value.id) {
                related.agents.push(map::agent(&self.key, user));
            } else {
                related.contacts.push(map::contact(&self.key, user));
            }
        }
        related
    }
}

/// Takes over when people were created, which only the list tells; a failure of the list is one of each.
pub(super) fn add_times(batch: &mut Batch<Contact>, mut listed: Batch<Contact>) {
    for (id, outcome) in &mut batch.outcomes {
        let Ok(Some(contact)) = outcome else { continue };
        match listed.outcomes.remove(id) {
            Some(Err(error)) => *outcome = Err(error),
            Some(Ok(found)) => {
                contact.created_at = found.and_then(|listed| listed.created_at);
                contact.known |= ContactParts::TIMES;
            }
            None => {}
        }
    }
    batch.related.append(listed.related);
}

fn is_missing<T>(batch: &Batch<T>, id: &Id<T>) -> bool {
    matches!(batch.outcomes.get(id), None | Some(Ok(None)))
}
