//! Filter and order of contacts.

use async_graphql::{Context, ID, InputObject, Result};

use crate::graphql::inputs::Bounds;
use crate::graphql::inputs::check::{
    DateTimeRange, FilterPolicy, address, at, ids, phone, range, scan_limit, some, text,
};
use crate::graphql::types::enums::{ContactOrderField, OrderDirection, ProviderKind};
use crate::model::{self, ContactCondition as Is};

/// Conditions on contacts; all that are given have to hold. Null means no condition.
#[derive(InputObject, Default)]
pub(crate) struct ContactFilter {
    /// Only these contacts, at most 100.
    ids: Option<Vec<ID>>,
    /// Only sources of these kinds.
    providers: Option<Vec<ProviderKind>>,
    /// Exact e-mail address, compared without case.
    email: Option<String>,
    /// Phone number in international form; only its digits are compared.
    phone: Option<String>,
    /// Identifier in another system.
    external_id: Option<String>,
    /// Text in the name.
    name: Option<String>,
    /// Text in name, e-mail or phone.
    text: Option<String>,
    /// Companies.
    organization_ids: Option<Vec<ID>>,
    /// When first seen.
    created_at: Option<DateTimeRange>,
    /// What to do when a source cannot evaluate a condition, or sort.
    #[graphql(default_with = "Some(FilterPolicy::Residual)")]
    policy: Option<FilterPolicy>,
    /// Most items the gateway reads per source and page while checking or sorting by itself, from 1 to 1000.
    #[graphql(default_with = "Some(200)")]
    scan_limit: Option<i32>,
}

/// Ordering of contacts.
#[derive(InputObject, Clone, Copy)]
pub(crate) struct ContactOrder {
    /// Sort key.
    #[graphql(default_with = "ContactOrderField::Name")]
    field: ContactOrderField,
    /// Direction. Rows without a value come last in either one.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

impl ContactFilter {
    /// Checks every condition.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<(Vec<Is>, Bounds)> {
        let bounds = Bounds {
            providers: some("providers", self.providers)?,
            policy: self.policy,
            scan_limit: scan_limit(self.scan_limit)?,
        };
        let address = |value: String| address(&at("email"), &value);
        let phone = |value: String| phone(&at("phone"), &value);
        let conditions = [
            ids(ctx, "ids", self.ids)?.map(Is::Ids),
            self.email.map(address).transpose()?.map(Is::Email),
            self.phone.map(phone).transpose()?.map(Is::Phone),
            text("externalId", self.external_id)?.map(Is::ExternalId),
            text("name", self.name)?.map(Is::Name),
            text("text", self.text)?.map(Is::Text),
            ids(ctx, "organizationIds", self.organization_ids)?.map(Is::Organizations),
            range("createdAt", self.created_at)?.map(Is::CreatedAt),
        ];
        Ok((conditions.into_iter().flatten().collect(), bounds))
    }
}

impl From<ContactOrder> for model::ContactOrder {
    fn from(ContactOrder { field, direction }: ContactOrder) -> Self {
        Self {
            field: field.into(),
            direction: direction.into(),
        }
    }
}
