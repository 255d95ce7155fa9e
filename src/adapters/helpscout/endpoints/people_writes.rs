//! Writes to customers and organizations.

use serde_json::Value;

use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect};

/// Makes a customer.
pub(crate) struct CreateCustomer {
    pub body: Value,
}

impl Endpoint for CreateCustomer {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.customers.create",
        "/v2/customers",
        "Create a customer",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Changes a customer: a list of operations, unlike the one operation of a conversation.
pub(crate) struct PatchCustomer<'a> {
    pub customer: &'a str,
    pub operations: Vec<Value>,
}

impl Endpoint for PatchCustomer<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "helpscout.customers.update",
        "/v2/customers/{customerId}",
        "Change fields of a customer",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.customer]
    }

    fn body(&self) -> Option<Value> {
        Some(Value::from(self.operations.clone()))
    }
}

/// Changes properties of a customer.
pub(crate) struct PatchProperties<'a> {
    pub customer: &'a str,
    pub operations: Vec<Value>,
}

impl Endpoint for PatchProperties<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "helpscout.customers.properties",
        "/v2/customers/{customerId}/properties",
        "Change properties of a customer",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.customer]
    }

    fn body(&self) -> Option<Value> {
        Some(Value::from(self.operations.clone()))
    }
}

/// Deletes a customer, with all conversations.
pub(crate) struct DeleteCustomer<'a> {
    pub customer: &'a str,
}

impl Endpoint for DeleteCustomer<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "helpscout.customers.delete",
        "/v2/customers/{customerId}",
        "Delete a customer and the conversations with them",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.customer]
    }
}

/// Makes an organization.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/create>
pub(crate) struct CreateOrganization {
    pub body: Value,
}

impl Endpoint for CreateOrganization {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "helpscout.organizations.create",
        "/v2/organizations",
        "Create an organization",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Replaces an organization: what is left out is cleared.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/update>
pub(crate) struct PutOrganization<'a> {
    pub organization: &'a str,
    pub body: Value,
}

impl Endpoint for PutOrganization<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "helpscout.organizations.update",
        "/v2/organizations/{organizationId}",
        "Replace an organization",
    )
    .known_by(Documentation::PublicReference)
    .with_effects(&[SideEffect::ReplacesList]);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Deletes an organization; its customers stay.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/delete>
pub(crate) struct DeleteOrganization<'a> {
    pub organization: &'a str,
}

impl Endpoint for DeleteOrganization<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "helpscout.organizations.delete",
        "/v2/organizations/{organizationId}",
        "Delete an organization",
    )
    .known_by(Documentation::PublicReference);
    type Response = ();

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}
