//! Customers and organizations.

use crate::transport::{
    Documentation, Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw,
};

use super::{LONG, listed, wire};

/// Customers, oldest first: new ones do not shift the pages.
pub(crate) struct ListCustomers;

impl Endpoint for ListCustomers {
    const OPERATION: Operation = Operation::get(
        "helpscout.customers.list",
        "/v2/customers",
        "List customers",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Customers>;

    fn query(&self, query: &mut Query) {
        query.set("sortField", "createdAt").set("sortOrder", "asc");
    }
}

impl Paged for ListCustomers {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Customer>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.customers)
    }
}

/// One customer.
pub(crate) struct GetCustomer<'a> {
    pub customer: &'a str,
}

impl Endpoint for GetCustomer<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.customers.get",
        "/v2/customers/{customerId}",
        "Get a customer",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Customer>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.customer]
    }
}

/// Organizations.
pub(crate) struct ListOrganizations;

impl Endpoint for ListOrganizations {
    const OPERATION: Operation = Operation::get(
        "helpscout.organizations.list",
        "/v2/organizations",
        "List organizations",
    )
    .known_by(Documentation::Observed);
    type Response = wire::List<wire::Organizations>;
}

impl Paged for ListOrganizations {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Organization>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.organizations)
    }
}

/// One organization.
pub(crate) struct GetOrganization<'a> {
    pub organization: &'a str,
}

impl Endpoint for GetOrganization<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.organizations.get",
        "/v2/organizations/{organizationId}",
        "Get an organization",
    )
    .known_by(Documentation::Observed);
    type Response = WithRaw<wire::Organization>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}
