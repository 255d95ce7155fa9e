//! Reads contacts by page: the users who are not of the team.

use crate::model::{
    Condition as _, Contact, ContactCondition, ContactQuery, Id, Page, PageRequest, Related,
};
use crate::provider::{Batch, ErrorKind, Fate, Result};
use crate::transport::CallContext;

use super::Unthread;
use super::endpoints::Asked;
use super::map;
use super::people::row;
use super::plan::{Decision, Filter, decide_contact};

impl Unthread {
    /// Lists everybody but the team who meets all conditions. Pages can be shorter than asked for, and are when the
    /// service refuses a condition: no client is seen to filter users.
    pub(super) async fn list_contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let conditions = &query.conditions;
        let decisions: Vec<Decision> = conditions.iter().map(decide_contact).collect();
        if decisions.iter().any(|one| one.fate == Fate::Never) {
            return Ok(Page::whole(Vec::new()));
        }
        let filters: Vec<Filter> = decisions.into_iter().flat_map(|one| one.filters).collect();
        let fields: Vec<_> = filters.iter().map(|filter| filter.field).collect();
        let now = self.clock.uptime();
        let is_refused = |field: &&str| self.refused_of_users.contains(field, now);
        if !fields.iter().any(is_refused) {
            let asked = Asked {
                filters,
                ..Asked::default()
            };
            match self.outsiders(context, asked, conditions, request).await {
                Err(error) if error.kind == ErrorKind::Rejected && !fields.is_empty() => {}
                page => return page,
            }
        }
        if let Some(ids) = ids_of(conditions) {
            return self.contacts_of(context, ids, conditions).await;
        }
        let page = self.outsiders(context, Asked::default(), conditions, request);
        let page = page.await?;
        self.refused_of_users.add(fields, now);
        Ok(page)
    }

    async fn outsiders(
        &self,
        context: &CallContext,
        asked: Asked,
        conditions: &[ContactCondition],
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let page = self.list_users(context, asked, true, request).await?;
        let users = page.items.into_iter();
        let users = users.filter_map(|user| row(&self.key, user, map::contact));
        Ok(Page {
            items: self
                .without_team(context, users.collect(), conditions)
                .await?,
            next: page.next,
            // Counts the team as well.
            total: None,
            related: page.related,
        })
    }

    /// Reads these contacts where the list cannot be asked for them.
    async fn contacts_of(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        conditions: &[ContactCondition],
    ) -> Result<Page<Contact>> {
        let batch = self.read_users(context, ids, map::contact, |contact| &contact.id);
        let Batch { outcomes, related } = batch.await;
        let mut users = Vec::new();
        for outcome in outcomes.into_values() {
            users.extend(outcome?);
        }
        users.sort_by(|a, b| a.id.native().cmp(b.id.native()));
        let contacts = self.without_team(context, users, conditions).await?;
        Ok(Page {
            related,
            ..Page::whole(contacts)
        })
    }

    /// Keeps those who meet the conditions and are not of the team. Asks nothing if nobody meets them.
    async fn without_team(
        &self,
        context: &CallContext,
        mut users: Vec<Contact>,
        conditions: &[ContactCondition],
    ) -> Result<Vec<Contact>> {
        let (along, now) = (Related::default(), self.clock.now());
        users.retain(|user| conditions.iter().all(|one| one.holds(user, &along, now)));
        let ids = users.iter().map(|user| user.id.native());
        let members = self.members(context, ids).await?;
        users.retain(|user| !members.contains(user.id.native()));
        Ok(users)
    }
}

fn ids_of(conditions: &[ContactCondition]) -> Option<&[Id<Contact>]> {
    conditions.iter().find_map(|condition| match condition {
        ContactCondition::Ids(ids) => Some(ids.as_slice()),
        _ => None,
    })
}
