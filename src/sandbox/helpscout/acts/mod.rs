//! What writes do to the account, side effects included. Each checks first and changes nothing if it refuses.

pub(crate) mod attachment;
pub(crate) mod conversation;
pub(crate) mod customer;
pub(crate) mod draft;
pub(crate) mod due;
pub(crate) mod entry;
mod item;
mod labels;
pub(crate) mod open;
pub(crate) mod organization;
pub(crate) mod thread;

use serde_json::Value;

use super::records::{Account, Party, User};
use super::refusal::Refusal;

/// The user for whom the token acts.
fn owner(account: &Account) -> Result<&User, Refusal> {
    account.users.first().ok_or_else(Refusal::not_found)
}

/// The user with this id, or the owner of the token.
fn actor(account: &Account, user: Option<u64>) -> Result<Party, Refusal> {
    let Some(id) = user else {
        return Ok(Party::User(owner(account)?.id));
    };
    let found = account.user(id).map(|user| Party::User(user.id));
    found.ok_or_else(|| unknown("user", id))
}

/// The user or team with this id: they share their numbers.
fn assignee(account: &Account, id: u64) -> Result<Party, Refusal> {
    let user = account.user(id).map(|user| Party::User(user.id));
    let team = || account.team(id).map(|team| Party::Team(team.id));
    user.or_else(team).ok_or_else(|| unknown("assignTo", id))
}

/// Refuses an id that leads nowhere.
fn unknown(path: &str, id: u64) -> Refusal {
    Refusal::invalid(path, "does not exist", Some(&Value::from(id)), "Reference")
}
