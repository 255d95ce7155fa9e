//! Customers and organizations.

use axum::extract::State;

use crate::sandbox::helpscout::page::{LONG, Listing, SHORT, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::records::{Account, Conversation, Customer, Organization};
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::search::customers::CustomerFilter;
use crate::sandbox::helpscout::server::Shared;

/// Lists customers.
pub(super) async fn list(State(server): State<Shared>, params: Params) -> Answer {
    let filter = CustomerFilter::read(&params, server.now())?;
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("customers"),
        params: &params,
        rel: "customers",
        size: LONG,
    };
    listing.answer(&filter.apply(&account), |one| lens.customer(one))
}

/// Shows a customer.
pub(super) async fn show(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let customer = account.customer(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).customer(customer)))
}

/// Lists organizations.
pub(super) async fn organizations(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("organizations"),
        params: &params,
        rel: "organizations",
        size: LONG,
    };
    listing.answer(&account.organizations, |one| lens.organization(one))
}

/// Shows an organization.
pub(super) async fn organization(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let found = find(&account, id)?;
    Ok(object(&server.lens(&account).organization(found)))
}

/// Lists the customers of an organization.
pub(super) async fn members(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    let found = find(&account, id)?;
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("organizations/{id}/customers")),
        params: &params,
        rel: "customers",
        size: LONG,
    };
    listing.answer(&customers_of(&account, found), |one| lens.customer(one))
}

/// Lists the conversations of an organization, whatever their status.
pub(super) async fn conversations(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    let customers = customers_of(&account, find(&account, id)?);
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("organizations/{id}/conversations")),
        params: &params,
        rel: "conversations",
        size: SHORT,
    };
    let is_theirs = |one: &&Conversation| customers.iter().any(|each| each.id == one.customer);
    let found: Vec<_> = account
        .conversations
        .iter()
        .rev()
        .filter(is_theirs)
        .collect();
    listing.answer(&found, |one| lens.conversation(one, None))
}

fn find(account: &Account, id: u64) -> Result<&Organization, Refusal> {
    let found = account.organizations.iter().find(|one| one.id == id);
    found.ok_or_else(Refusal::not_found)
}

fn customers_of<'a>(account: &'a Account, one: &Organization) -> Vec<&'a Customer> {
    let customers = account.customers.iter();
    customers
        .filter(|customer| customer.organization == Some(one.id))
        .collect()
}
