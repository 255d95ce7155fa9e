//! Line items: what the history says of a change.

use jiff::Timestamp;

use crate::sandbox::helpscout::records::{
    Account, Action, Minted, Party, Status, Thread, ThreadKind,
};
use crate::sandbox::helpscout::refusal::Refusal;

use super::owner;
use super::thread::place;

/// A change that leaves a line.
pub(super) struct Item {
    pub status: Option<Status>,
    /// Goes after the name of the user.
    pub text: String,
    pub entity: Option<(&'static str, u64)>,
}

/// Writes a line into a conversation, in the name of the owner of the token.
pub(super) fn note_down(
    account: &mut Account,
    conversation: u64,
    item: Item,
    now: Timestamp,
) -> Result<(), Refusal> {
    let owner = owner(account)?;
    let (user, name) = (owner.id, format!("{} {}", owner.first, owner.last));
    let id = account.mint(Minted::Thread);
    let found = account.conversation_mut(conversation);
    let found = found.ok_or_else(Refusal::not_found)?;
    let action = Action {
        text: Some(format!("{name} {}", item.text)),
        entities: [("user", user)].into_iter().chain(item.entity).collect(),
        ..Action::plain()
    };
    let thread = Thread {
        status: Some(item.status.map_or("nochange", Status::word)),
        action,
        assigned_to: found.assignee,
        ..Thread::new(id, ThreadKind::LineItem, Party::User(user), now)
    };
    place(found, thread);
    Ok(())
}
