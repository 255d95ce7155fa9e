//! Contacts: the list, the search and one of them. The filter stands with that of conversations.

use crate::transport::{Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw};

use crate::adapters::nimchat::wire;

use super::conversations::numbered;

/// There is no parameter for the size.
pub(super) const PAGES: PageStyle = PageStyle::Number {
    page: "page",
    size: 15,
};

/// Unsorted pages may repeat and skip. Older releases repeat each inbox in full, secrets included, if they may.
pub(super) fn sorted(query: &mut Query, sort: &'static str) {
    query
        .set("sort", sort)
        .set("include_contact_inboxes", false);
}

/// Contacts with an address, a number or an identifier.
pub(in crate::adapters::nimchat) struct ListContacts<'a> {
    pub account: &'a str,
    pub sort: &'static str,
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
        sorted(query, self.sort);
    }
}

impl Paged for ListContacts<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Contact>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        numbered(response)
    }
}

/// The same contacts, if name, address, number, identifier or company contain a text.
pub(in crate::adapters::nimchat) struct SearchContacts<'a> {
    pub account: &'a str,
    pub words: &'a str,
    pub sort: &'static str,
}

impl Endpoint for SearchContacts<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.contacts.search",
        "/api/v1/accounts/{account_id}/contacts/search",
        "Search contacts",
    );
    type Response = wire::List<WithRaw<wire::Contact>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        query.set("q", self.words);
        sorted(query, self.sort);
    }
}

impl Paged for SearchContacts<'_> {
    const STYLE: PageStyle = PAGES;
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
