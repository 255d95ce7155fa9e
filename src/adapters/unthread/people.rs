//! Reads users, of the team and outside.

use std::collections::BTreeSet;

use crate::adapters::paging::{FromSource as _, each, page, walk};
use crate::model::{Agent, Id, Page, PageRequest, Related, SourceKey};
use crate::provider::{Batch, ErrorKind, Result};
use crate::transport::{CallContext, WithRaw};

use super::endpoints::{Asked, GetUser, ListUsers, MAX_PAGE};
use super::lookup::{by_list, is_plausible, one_by_one};
use super::map::{self, Members};
use super::{Unthread, wire};

/// Most members that are read where they cannot be asked for by id.
const MOST_MEMBERS: usize = 1000;

pub(super) type User = WithRaw<wire::User>;

impl Unthread {
    /// Finds out who of these users is of the team: a user does not tell, only the list without those outside does.
    pub(super) async fn members<'a>(
        &self,
        context: &CallContext,
        users: impl Iterator<Item = &'a str>,
    ) -> Result<Members> {
        let users: BTreeSet<&str> = users.filter(|user| is_plausible(user)).collect();
        let users: Vec<&str> = users.into_iter().collect();
        let chunks: Vec<Vec<&str>> = users.chunks(MAX_PAGE).map(<[_]>::to_vec).collect();
        let answers = each(chunks, |chunk| async {
            let request = PageRequest::first(MAX_PAGE);
            self.list_users(context, Asked::ids(chunk), false, &request)
                .await
        })
        .await;
        let mut members = Members::new();
        for answer in answers {
            match answer {
                Ok(page) => members.extend(page.items.into_iter().filter_map(|user| user.value.id)),
                Err(error) if error.kind == ErrorKind::Rejected => {
                    return self.all_members(context).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(members)
    }

    async fn all_members(&self, context: &CallContext) -> Result<Members> {
        let endpoint = ListUsers {
            asked: Asked::default(),
            includes_external: false,
        };
        let (users, _) = walk(&self.client, context, &endpoint, MOST_MEMBERS)
            .await
            .from_source(&self.key)?;
        Ok(users.into_iter().filter_map(|user| user.value.id).collect())
    }

    pub(super) async fn list_users(
        &self,
        context: &CallContext,
        asked: Asked,
        includes_external: bool,
        request: &PageRequest,
    ) -> Result<Page<User>> {
        let endpoint = ListUsers {
            asked,
            includes_external,
        };
        page(&self.client, context, &endpoint, request, |user| user)
            .await
            .from_source(&self.key)
    }

    /// Lists the team.
    pub(super) async fn list_agents(
        &self,
        context: &CallContext,
        request: &PageRequest,
    ) -> Result<Page<Agent>> {
        let asked = Asked::default();
        let page = self.list_users(context, asked, false, request).await?;
        let agents = page
            .items
            .into_iter()
            .filter_map(|user| row(&self.key, user, map::agent));
        Ok(Page {
            items: agents.collect(),
            next: page.next,
            total: page.total,
            related: page.related,
        })
    }

    /// Reads users by their ids, of the team or outside.
    pub(super) async fn read_users<T>(
        &self,
        context: &CallContext,
        ids: &[Id<T>],
        map: impl Fn(Id<T>, User) -> T + Copy,
        id_of: impl Fn(&T) -> &Id<T>,
    ) -> Batch<T> {
        let one = |id: Id<T>| async move {
            let user = self.client.send(context, &GetUser(id.native())).await;
            let user = user.from_source(&self.key)?;
            Ok((map(id, user), Related::default()))
        };
        if ids.len() == 1 {
            return one_by_one(ids, one).await;
        }
        let list = |ids: Vec<Id<T>>| async move {
            let asked = Asked::ids(ids.iter().map(Id::native));
            let request = PageRequest::first(ids.len());
            let page = self.list_users(context, asked, true, &request).await?;
            let found = page
                .items
                .into_iter()
                .filter_map(|user| row(&self.key, user, map));
            Ok((found.collect(), page.related))
        };
        by_list(ids, list, one, id_of).await
    }
}

pub(super) fn row<T>(key: &SourceKey, user: User, map: impl Fn(Id<T>, User) -> T) -> Option<T> {
    let id = Id::new(key, user.value.id.clone()?);
    Some(map(id, user))
}
