//! Users and teams.

use axum::extract::State;

use crate::sandbox::helpscout::page::{LONG, Listing, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::records::User;
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;

/// Lists users, by address or mailbox if asked.
pub(super) async fn list(State(server): State<Shared>, params: Params) -> Answer {
    let mailbox = params.number("mailbox")?;
    let email = params.get("email");
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("users"),
        params: &params,
        rel: "users",
        size: LONG,
    };
    let fits = |user: &&User| {
        mailbox.is_none_or(|mailbox| user.mailboxes.contains(&mailbox))
            && email.is_none_or(|email| user.email.eq_ignore_ascii_case(email))
    };
    let users: Vec<&User> = account.users.iter().filter(fits).collect();
    listing.answer(&users, |user| lens.user(user))
}

/// Shows the user for whom the token acts.
pub(super) async fn me(State(server): State<Shared>) -> Answer {
    let account = server.account();
    let owner = account.users.first().ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).user(owner)))
}

/// Shows a user.
pub(super) async fn show(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let user = account.user(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).user(user)))
}

/// Lists who is at work.
pub(super) async fn all_presence(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("users/status"),
        params: &params,
        rel: "userStatuses",
        size: LONG,
    };
    listing.answer(&account.users, |user| lens.presence(user))
}

/// Shows whether a user is at work.
pub(super) async fn presence(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let user = account.user(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).presence(user)))
}

/// Lists teams.
pub(super) async fn teams(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("teams"),
        params: &params,
        rel: "teams",
        size: LONG,
    };
    listing.answer(&account.teams, |team| lens.team(team))
}

/// Lists the users of a team.
pub(super) async fn members(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    account.team(id).ok_or_else(Refusal::not_found)?;
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("teams/{id}/members")),
        params: &params,
        rel: "users",
        size: LONG,
    };
    let users: Vec<&User> = account
        .users
        .iter()
        .filter(|user| user.team == id)
        .collect();
    listing.answer(&users, |user| lens.user(user))
}
