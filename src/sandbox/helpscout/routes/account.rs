//! The small lists of the account: tags, ratings, workflows, webhooks.

use axum::extract::State;

use crate::sandbox::helpscout::page::{LONG, Listing, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::records::Workflow;
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;

/// Lists tags.
pub(super) async fn tags(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("tags"),
        params: &params,
        rel: "tags",
        size: LONG,
    };
    listing.answer(&account.tags, |tag| lens.tag(tag))
}

/// Shows a tag.
pub(super) async fn tag(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let tag = account.tag(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).tag(tag)))
}

/// Shows a rating.
pub(super) async fn rating(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let rating = account.ratings.iter().find(|rating| rating.id == id);
    let shown = rating.and_then(|rating| lens.rating(rating));
    Ok(object(&shown.ok_or_else(Refusal::not_found)?))
}

/// Lists workflows.
pub(super) async fn workflows(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("workflows"),
        params: &params,
        rel: "workflows",
        size: LONG,
    };
    let workflows: Vec<(usize, &Workflow)> = (1..).zip(&account.workflows).collect();
    listing.answer(&workflows, |(order, one)| lens.workflow(one, *order))
}

/// Lists webhooks.
pub(super) async fn webhooks(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("webhooks"),
        params: &params,
        rel: "webhooks",
        size: LONG,
    };
    listing.answer(&account.webhooks, |one| lens.webhook(one))
}

/// Shows a webhook.
pub(super) async fn webhook(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let found = account.webhooks.iter().find(|one| one.id == id);
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).webhook(found)))
}
