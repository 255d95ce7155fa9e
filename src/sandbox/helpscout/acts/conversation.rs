//! Changes of a conversation that is there.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::conversation::check_fields;
use crate::sandbox::helpscout::forms::patch::ConversationPatch;
use crate::sandbox::helpscout::records::{
    Account, Conversation, FieldValue, Party, Snooze, Status,
};
use crate::sandbox::helpscout::refusal::Refusal;

use super::item::{Item, note_down};
use super::{assignee, draft, labels, owner, unknown};

/// Makes one change.
pub(crate) fn patch(
    account: &mut Account,
    id: u64,
    patch: ConversationPatch,
    now: Timestamp,
) -> Result<(), Refusal> {
    match patch {
        ConversationPatch::Subject(text) => touch(account, id, now, |one| one.subject = text),
        ConversationPatch::Customer(customer) => change_customer(account, id, customer, now),
        ConversationPatch::Draft(true) => find(account, id).map(|_| ()),
        ConversationPatch::Draft(false) => {
            draft::send_where(find(account, id)?, now, |_| true);
            Ok(())
        }
        ConversationPatch::Mailbox(mailbox) => change_mailbox(account, id, mailbox, now),
        ConversationPatch::Status(status) => change_status(account, id, status, now),
        ConversationPatch::Assignee(wish) => change_assignee(account, id, wish, now),
    }
}

/// Replaces all tags.
pub(crate) fn tag(
    account: &mut Account,
    id: u64,
    names: &[String],
    now: Timestamp,
) -> Result<(), Refusal> {
    find(account, id)?;
    let tags = labels::ids(account, names, now);
    touch(account, id, now, |one| one.tags = tags)
}

/// Replaces all custom fields.
pub(crate) fn fill_in(
    account: &mut Account,
    id: u64,
    fields: Vec<FieldValue>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mailbox = find(account, id)?.mailbox;
    check_fields(account, mailbox, &fields)?;
    touch(account, id, now, |one| one.fields = fields)
}

/// Lets a conversation sleep; an earlier sleep is overwritten.
pub(crate) fn snooze(
    account: &mut Account,
    id: u64,
    snooze: Snooze,
    now: Timestamp,
) -> Result<(), Refusal> {
    touch(account, id, now, |one| one.snooze = Some(snooze))
}

/// Wakes a conversation.
pub(crate) fn unsnooze(account: &mut Account, id: u64, now: Timestamp) -> Result<(), Refusal> {
    let one = find(account, id)?;
    if one.snooze.is_some() {
        one.wake(now);
    }
    Ok(())
}

/// Removes a conversation for good.
pub(crate) fn delete(account: &mut Account, id: u64) -> Result<(), Refusal> {
    find(account, id)?;
    account.conversations.retain(|one| one.id != id);
    Ok(())
}

fn find(account: &mut Account, id: u64) -> Result<&mut Conversation, Refusal> {
    account.conversation_mut(id).ok_or_else(Refusal::not_found)
}

fn touch(
    account: &mut Account,
    id: u64,
    now: Timestamp,
    change: impl FnOnce(&mut Conversation),
) -> Result<(), Refusal> {
    let one = find(account, id)?;
    change(one);
    one.touched_at = Some(now);
    Ok(())
}

fn change_customer(
    account: &mut Account,
    id: u64,
    customer: u64,
    now: Timestamp,
) -> Result<(), Refusal> {
    find(account, id)?;
    let found = account.customer(customer);
    let found = found.ok_or_else(|| unknown("value", customer))?;
    let text = format!("changed the customer to {} {}", found.first(), found.last());
    find(account, id)?.customer = customer;
    let item = Item {
        status: None,
        text: text.trim_end().to_owned(),
        entity: None,
    };
    note_down(account, id, item, now)
}

fn change_mailbox(
    account: &mut Account,
    id: u64,
    mailbox: u64,
    now: Timestamp,
) -> Result<(), Refusal> {
    find(account, id)?;
    let found = account.mailbox(mailbox);
    let found = found.ok_or_else(|| unknown("value", mailbox))?;
    let text = format!("moved to {}", found.name);
    find(account, id)?.mailbox = mailbox;
    let item = Item {
        status: None,
        text,
        entity: Some(("inbox", mailbox)),
    };
    note_down(account, id, item, now)
}

fn change_status(
    account: &mut Account,
    id: u64,
    status: Status,
    now: Timestamp,
) -> Result<(), Refusal> {
    let by = Party::User(owner(account)?.id);
    let one = find(account, id)?;
    if one.status == status {
        return Ok(());
    }
    one.turn(status, by, now);
    let item = Item {
        status: Some(status),
        text: format!("marked as {}", status.word()),
        entity: None,
    };
    note_down(account, id, item, now)
}

fn change_assignee(
    account: &mut Account,
    id: u64,
    wish: Option<u64>,
    now: Timestamp,
) -> Result<(), Refusal> {
    find(account, id)?;
    let party = wish.map(|id| assignee(account, id)).transpose()?;
    let party = party.unwrap_or(Party::Nobody);
    let text = match party {
        Party::User(id) => account
            .user(id)
            .map(|user| format!("assigned to {} {}", user.first, user.last)),
        Party::Team(id) => account
            .team(id)
            .map(|team| format!("assigned to {}", team.name)),
        Party::Nobody | Party::Customer(_) => None,
    };
    let one = find(account, id)?;
    if one.assignee == party {
        return Ok(());
    }
    one.assignee = party;
    let item = Item {
        status: None,
        text: text.unwrap_or_else(|| "unassigned".to_owned()),
        entity: None,
    };
    note_down(account, id, item, now)
}
