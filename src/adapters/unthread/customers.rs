//! Reads customers.

use crate::adapters::paging::{FromSource as _, page};
use crate::model::{Id, Organization, OrganizationParts, Page, PageRequest, Related};
use crate::provider::{Batch, ErrorKind, Result};
use crate::transport::{CallContext, WithRaw};

use super::endpoints::{Asked, GetCustomer, ListCustomers};
use super::lookup::{by_list, one_by_one};
use super::{Unthread, map, wire};

/// Every documented field, and the domains, which are shown only when they are selected.
const WITH_DOMAINS: &[&str] = &[
    "id",
    "name",
    "emailDomains",
    "primarySupportAssigneeId",
    "primarySupportAssigneeType",
    "secondarySupportAssigneeId",
    "secondarySupportAssigneeType",
    "replyTimeoutMinutes",
    "defaultTriageChannelId",
    "disableAutomatedTicketing",
    "botHandling",
    "autoresponder",
    "supportSteps",
    "slackTeamId",
    "assignToTaggedUserEnabled",
    "slackChannelId",
    "slackChannel.id",
    "slackChannel.name",
    "slackChannel.isShared",
    "slackChannel.isPrivate",
    "tags.id",
    "tags.name",
    "createdAt",
    "updatedAt",
];

impl Unthread {
    pub(super) async fn list_customers(
        &self,
        context: &CallContext,
        request: &PageRequest,
        asked: Asked,
    ) -> Result<Page<Organization>> {
        let mut related = Related::default();
        let organization = |row: WithRaw<wire::Customer>| {
            let id = Id::new(&self.key, row.value.id.clone()?);
            Some(map::organization(id, row, &mut related))
        };
        let endpoint = ListCustomers(asked);
        let page = page(&self.client, context, &endpoint, request, organization)
            .await
            .from_source(&self.key)?;
        Ok(Page {
            // The document does not promise an id; without one there is nothing to name the customer by.
            items: page.items.into_iter().flatten().collect(),
            next: page.next,
            total: page.total,
            related,
        })
    }

    pub(super) async fn read_customers(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        parts: OrganizationParts,
    ) -> Batch<Organization> {
        let wants_domains = parts.contains(OrganizationParts::DOMAINS);
        let one = |id: Id<Organization>| self.get_customer(context, id);
        if ids.len() == 1 && !wants_domains {
            return one_by_one(ids, one).await;
        }
        let list = |ids: Vec<Id<Organization>>| async move {
            let page = self.customers_of(context, &ids, wants_domains).await?;
            Ok((page.items, page.related))
        };
        let mut batch = by_list(ids, list, one, |organization| &organization.id).await;
        let found = batch
            .outcomes
            .values_mut()
            .filter_map(|one| one.as_mut().ok()?.as_mut());
        // Where the domains were refused, the service has no way to tell them.
        found.for_each(|organization| organization.known |= parts);
        batch
    }

    async fn customers_of(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        wants_domains: bool,
    ) -> Result<Page<Organization>> {
        let request = PageRequest::first(ids.len());
        let asked = |select: &[&'static str]| Asked {
            select: select.to_vec(),
            ..Asked::ids(ids.iter().map(Id::native))
        };
        if wants_domains {
            let page = self
                .list_customers(context, &request, asked(WITH_DOMAINS))
                .await;
            match page {
                Err(error) if error.kind == ErrorKind::Rejected => {}
                page => return page,
            }
        }
        self.list_customers(context, &request, asked(&[])).await
    }

    async fn get_customer(
        &self,
        context: &CallContext,
        id: Id<Organization>,
    ) -> Result<(Organization, Related)> {
        let row = self.client.send(context, &GetCustomer(id.native())).await;
        let row = row.from_source(&self.key)?;
        let mut related = Related::default();
        let organization = map::organization(id, row, &mut related);
        Ok((organization, related))
    }
}
