//! Customers that are made, changed, removed and tagged.

mod fields;

use crate::adapters::paging::FromSource as _;
use crate::adapters::unthread::endpoints::{
    CreateCustomer, DeleteCustomer, LinkCustomers, Links, UnlinkCustomers, UpdateCustomer,
};
use crate::adapters::unthread::{Unthread, map, wire};
use crate::model::command::OrganizationFields;
use crate::model::{Id, Organization, OrganizationParts, Related, Tag};
use crate::provider::{Refusal, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

pub(super) use fields::{changes, new};

impl Unthread {
    pub(super) async fn create_organization(
        &self,
        context: &CallContext,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let endpoint = CreateCustomer(new(fields)?);
        let row = self.client.send(context, &endpoint).await;
        let row = row.from_source(&self.key)?;
        let id = row.value.id.clone().map(|id| Id::new(&self.key, id));
        Ok(Written {
            organization: id.clone(),
            related: id.and_then(|id| with_customer(id, row)).unwrap_or_default(),
            ..Written::default()
        })
    }

    pub(super) async fn change_organization(
        &self,
        context: &CallContext,
        id: &Id<Organization>,
        fields: &OrganizationFields,
    ) -> WriteResult {
        let changes = changes(fields)?;
        if changes.is_empty() {
            return Ok(Written::default());
        }
        let endpoint = UpdateCustomer {
            customer: id.native(),
            changes: changes.into(),
        };
        let answer = self.client.act(context, &endpoint).await;
        let answer = answer.from_source(&self.key)?;
        let row = answer.decode(UpdateCustomer::OPERATION.id).ok();
        let shown = row.and_then(|row| with_customer(id.clone(), row));
        Ok(Written {
            related: shown.unwrap_or_default(),
            ..Written::default()
        })
    }

    pub(super) async fn delete_organization(
        &self,
        context: &CallContext,
        id: &Id<Organization>,
    ) -> WriteResult {
        let answer = self.client.act(context, &DeleteCustomer(id.native())).await;
        answer.from_source(&self.key)?;
        Ok(Written::default())
    }

    /// One call for all of them. The service passes over those that do not exist, so they are looked for before.
    pub(super) async fn tag_organizations(
        &self,
        context: &CallContext,
        organizations: &[Id<Organization>],
        tag: &Id<Tag>,
        is_added: bool,
    ) -> WriteResult {
        if is_added {
            self.all_exist(context, organizations).await?;
        }
        let of: Vec<&str> = organizations.iter().map(Id::native).collect();
        let links = Links {
            tag: tag.native(),
            of: &of,
        };
        let answer = if is_added {
            self.client.act(context, &LinkCustomers(links)).await
        } else {
            self.client.act(context, &UnlinkCustomers(links)).await
        };
        answer.from_source(&self.key)?;
        Ok(Written::default())
    }

    async fn all_exist(
        &self,
        context: &CallContext,
        organizations: &[Id<Organization>],
    ) -> Result<(), WriteError> {
        let parts = OrganizationParts::empty();
        let found = self.read_customers(context, organizations, parts).await;
        for outcome in found.outcomes.into_values() {
            if outcome?.is_none() {
                let explanation = "There is no such company.";
                return Err(Refusal::not_found(&["input", "organizationIds"], explanation).into());
            }
        }
        Ok(())
    }
}

/// The company that the answer shows; `None` if it lacks what the one by id has.
fn with_customer(id: Id<Organization>, row: WithRaw<wire::Customer>) -> Option<Related> {
    let is_whole = row.value.name.is_some() && row.value.tags.is_some();
    let is_it = row.value.id.as_deref() == Some(id.native());
    if !is_whole || !is_it {
        return None;
    }
    let mut related = Related::default();
    let organization = map::organization(id, row, &mut related);
    related.organizations.push(organization);
    Some(related)
}
