//! Contacts.

use crate::transport::{Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw};

use crate::adapters::nimchat::wire;

use super::conversations::numbered;

/// Contacts with an address, a number or an identifier, oldest first.
pub(in crate::adapters::nimchat) struct ListContacts<'a> {
    pub account: &'a str,
}

impl Endpoint for ListContacts<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.contacts.list",
        "/api/v1/accounts/{account_id}/contacts",
        "List contacts",
    );
    type Response = wire::List<WithRaw<wire::Contact>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        // Unsorted pages may repeat and skip. Older releases repeat each inbox in full, secrets included, if they may.
        query
            .set("sort", "created_at")
            .set("include_contact_inboxes", false);
    }
}

impl Paged for ListContacts<'_> {
    const STYLE: PageStyle = PageStyle::Number {
        page: "page",
        size: 15,
    };
    type Item = WithRaw<wire::Contact>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        numbered(response)
    }
}

/// One contact, also one that no list shows.
pub(in crate::adapters::nimchat) struct GetContact<'a> {
    pub account: &'a str,
    pub contact: &'a str,
}

impl Endpoint for GetContact<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.contacts.get",
        "/api/v1/accounts/{account_id}/contacts/{id}",
        "Get a contact",
    );
    type Response = wire::OneContact;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.contact]
    }
}
