//! Operations that change customers and tags.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::unthread::wire;
use crate::transport::{Endpoint, Method, Operation, SideEffect, WithRaw};

/// Makes a company, with a Slack channel if asked to.
pub(in crate::adapters::unthread) struct CreateCustomer(pub Value);

impl Endpoint for CreateCustomer {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.customers.create",
        "/customers",
        "Create a customer",
    )
    .with_effects(&[SideEffect::CreatesChannel]);
    type Response = WithRaw<wire::Customer>;

    fn body(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

/// Changes the fields that are named.
pub(in crate::adapters::unthread) struct UpdateCustomer<'a> {
    pub customer: &'a str,
    pub changes: Value,
}

impl Endpoint for UpdateCustomer<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "unthread.customers.update",
        "/customers/{customerId}",
        "Change a customer",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.customer]
    }

    fn body(&self) -> Option<Value> {
        Some(self.changes.clone())
    }
}

/// Removes a company.
pub(in crate::adapters::unthread) struct DeleteCustomer<'a>(pub &'a str);

impl Endpoint for DeleteCustomer<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "unthread.customers.delete",
        "/customers/{customerId}",
        "Delete a customer",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

/// Makes a tag. Two may have one name.
pub(in crate::adapters::unthread) struct CreateTag<'a>(pub &'a str);

impl Endpoint for CreateTag<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "unthread.tags.create",
        "/tags",
        "Create a tag",
    );
    type Response = WithRaw<wire::Tag>;

    fn body(&self) -> Option<Value> {
        Some(json!({"name": self.0}))
    }
}

/// Renames a tag.
pub(in crate::adapters::unthread) struct UpdateTag<'a> {
    pub tag: &'a str,
    pub name: &'a str,
}

impl Endpoint for UpdateTag<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "unthread.tags.update",
        "/tags/{tagId}",
        "Rename a tag",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.tag]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"name": self.name}))
    }
}

/// Removes a tag, from everything it is on as well.
pub(in crate::adapters::unthread) struct DeleteTag<'a>(pub &'a str);

impl Endpoint for DeleteTag<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "unthread.tags.delete",
        "/tags/{tagId}",
        "Delete a tag",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

/// One tag, and the ids of those that get or lose it: the body is the bare list.
pub(in crate::adapters::unthread) struct Links<'a> {
    pub tag: &'a str,
    pub of: &'a [&'a str],
}

macro_rules! links {
    ($($(#[$doc:meta])+ $name:ident: $id:literal, $path:literal, $summary:literal;)+) => {
        $(
            $(#[$doc])+
            pub(in crate::adapters::unthread) struct $name<'a>(pub Links<'a>);

            impl Endpoint for $name<'_> {
                const OPERATION: Operation = Operation::write(Method::Post, $id, $path, $summary);
                type Response = IgnoredAny;

                fn path_values(&self) -> Vec<&str> {
                    vec![self.0.tag]
                }

                fn body(&self) -> Option<Value> {
                    Some(json!(self.0.of))
                }
            }
        )+
    };
}

links! {
    /// Puts a tag on conversations; those that have it keep it.
    LinkConversations: "unthread.tags.link_conversations", "/tags/{tagId}/conversations/create-links",
        "Put a tag on conversations";
    /// Takes a tag off conversations.
    UnlinkConversations: "unthread.tags.unlink_conversations", "/tags/{tagId}/conversations/delete-links",
        "Take a tag off conversations";
    /// Puts a tag on customers; those that have it keep it.
    LinkCustomers: "unthread.tags.link_customers", "/tags/{tagId}/customers/create-links",
        "Put a tag on customers";
    /// Takes a tag off customers.
    UnlinkCustomers: "unthread.tags.unlink_customers", "/tags/{tagId}/customers/delete-links",
        "Take a tag off customers";
}
