//! Customers and organizations.

use crate::transport::{
    Documentation, Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw,
};

use super::{LONG, SHORT, Sort, all_of, listed, wire};

/// Customers that meet everything that is asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct ListCustomers {
    pub modified_since: Option<String>,
    /// Clauses of the query language, which all have to hold.
    pub query: Vec<String>,
    pub sort: Sort,
}

impl Endpoint for ListCustomers {
    const OPERATION: Operation = Operation::get(
        "helpscout.customers.list",
        "/v2/customers",
        "List customers",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Customers>;

    fn query(&self, query: &mut Query) {
        query
            .set_opt("modifiedSince", self.modified_since.as_ref())
            .set_opt("query", all_of(&self.query));
        self.sort.apply(query);
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

/// The customers of an organization.
pub(crate) struct ListOrganizationCustomers<'a> {
    pub organization: &'a str,
}

impl Endpoint for ListOrganizationCustomers<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.organizations.customers",
        "/v2/organizations/{organizationId}/customers",
        "List the customers of an organization",
    )
    .known_by(Documentation::Observed);
    type Response = wire::List<wire::Customers>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}

impl Paged for ListOrganizationCustomers<'_> {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Customer>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.customers)
    }
}

/// The conversations of an organization. Nothing is known to filter or sort them, or to add their threads.
pub(crate) struct ListOrganizationConversations<'a> {
    pub organization: &'a str,
}

impl Endpoint for ListOrganizationConversations<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.organizations.conversations",
        "/v2/organizations/{organizationId}/conversations",
        "List the conversations of an organization",
    )
    .known_by(Documentation::Observed);
    type Response = wire::List<wire::Conversations>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}

impl Paged for ListOrganizationConversations<'_> {
    const STYLE: PageStyle = SHORT;
    type Item = WithRaw<wire::Conversation>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.conversations)
    }
}
