//! Drafts: sent, planned, and no longer planned.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::schedule::NewSchedule;
use crate::sandbox::helpscout::records::{
    Account, Conversation, Party, Schedule, Status, Thread, ThreadState,
};
use crate::sandbox::helpscout::refusal::Refusal;

use super::owner;
use super::thread::{place, take_effect};

/// Plans when a draft is sent.
pub(crate) fn plan(
    account: &mut Account,
    ids: (u64, u64),
    new: &NewSchedule,
    now: Timestamp,
) -> Result<(), Refusal> {
    let by = owner(account)?.id;
    let thread = draft(account, ids)?;
    let send_as = match thread.created_by {
        Party::User(id) if new.is_sent_as_creator => Some(id),
        _ => None,
    };
    thread.schedule = Some(Schedule {
        by,
        send_as,
        created_at: now,
        at: new.at,
        ends_on_customer_reply: new.ends_on_customer_reply,
    });
    Ok(())
}

/// Takes the plan away; the draft stays.
pub(crate) fn unplan(account: &mut Account, ids: (u64, u64)) -> Result<(), Refusal> {
    draft(account, ids)?.schedule = None;
    Ok(())
}

/// Sends a draft now.
pub(crate) fn send(account: &mut Account, ids: (u64, u64), now: Timestamp) -> Result<(), Refusal> {
    draft(account, ids)?;
    let found = account.conversation_mut(ids.0);
    let found = found.ok_or_else(Refusal::not_found)?;
    send_where(found, now, |thread| thread.id == ids.1);
    Ok(())
}

/// Sends those drafts of a conversation that fit.
pub(super) fn send_where(
    conversation: &mut Conversation,
    at: Timestamp,
    fits: impl Fn(&Thread) -> bool,
) {
    let is_meant = |thread: &mut Thread| thread.state == ThreadState::Draft && fits(thread);
    let sent: Vec<Thread> = conversation.threads.extract_if(.., is_meant).collect();
    for mut thread in sent {
        if let Some(schedule) = thread.schedule.take() {
            thread.created_by = Party::User(schedule.send_as.unwrap_or(schedule.by));
        }
        thread.state = ThreadState::Published;
        thread.created_at = at;
        thread.status = Some(thread.intent.status.unwrap_or(Status::Active).word());
        take_effect(conversation, &thread);
        place(conversation, thread);
    }
}

fn draft(
    account: &mut Account,
    (conversation, thread): (u64, u64),
) -> Result<&mut Thread, Refusal> {
    let found = account.conversation_mut(conversation);
    let threads = found.ok_or_else(Refusal::not_found)?.threads.iter_mut();
    let found = threads.into_iter().find(|one| one.id == thread);
    let found = found.ok_or_else(Refusal::not_found)?;
    if found.state == ThreadState::Draft {
        return Ok(found);
    }
    Err(Refusal::unsupported("Thread is not a draft"))
}
