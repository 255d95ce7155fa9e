//! Writing the catalogue of labels, which only administrators may.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::nimchat::wire;
use crate::transport::{Documentation, Endpoint, Method, Operation, WithRaw};

/// A new label.
pub(in crate::adapters::nimchat) struct CreateLabel<'a> {
    pub account: &'a str,
    pub title: &'a str,
}

impl Endpoint for CreateLabel<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.labels.create",
        "/api/v1/accounts/{account_id}/labels",
        "Create a label",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Label>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "title": self.title }))
    }
}

/// Another title for a label; whatever carries the old one is given the new one a moment later.
pub(in crate::adapters::nimchat) struct RenameLabel<'a> {
    pub account: &'a str,
    pub label: &'a str,
    pub title: &'a str,
}

impl Endpoint for RenameLabel<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Patch,
        "nimchat.labels.update",
        "/api/v1/accounts/{account_id}/labels/{id}",
        "Rename a label",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Label>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.label]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "title": self.title }))
    }
}

/// Takes a label out of the catalogue.
pub(in crate::adapters::nimchat) struct DeleteLabel<'a> {
    pub account: &'a str,
    pub label: &'a str,
}

impl Endpoint for DeleteLabel<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "nimchat.labels.delete",
        "/api/v1/accounts/{account_id}/labels/{id}",
        "Delete a label",
    )
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.label]
    }
}
