//! Reads of users, of whom one read alone tells other things than a list does.

use crate::adapters::paging::{FromSource as _, lookups, walk};
use crate::model::{Contact, ContactParts, Id, Related, SourceKey};
use crate::provider::{Batch, Result};
use crate::transport::{CallContext, WithRaw};

use super::endpoints::{GetUser, ListUsers};
use super::{Cord, map, unknown_id, wire};

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
        match walk(&self.client, context, &ListUsers, 1000)
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
