//! What happens by itself when its time has come.

use jiff::Timestamp;

use crate::sandbox::helpscout::records::{Account, Conversation, Snooze, Thread, ThreadState};

use super::draft::send_where;

/// Says whether something should have happened by now.
pub(crate) fn is_any(account: &Account, now: Timestamp) -> bool {
    let mut conversations = account.conversations.iter();
    conversations.any(|one| next(one).is_some_and(|due| due <= now))
}

/// Lets it happen.
pub(crate) fn settle(account: &mut Account, now: Timestamp) {
    for one in &mut account.conversations {
        while let Some(due) = next(one).filter(|due| *due <= now) {
            if one.snooze.is_some_and(|snooze| snooze.until == due) {
                one.wake(due);
            }
            send_where(one, due, |thread| planned(thread) == Some(due));
        }
    }
}

fn next(one: &Conversation) -> Option<Timestamp> {
    let wakes = one.snooze.map(|Snooze { until, .. }| until);
    one.threads.iter().filter_map(planned).chain(wakes).min()
}

fn planned(thread: &Thread) -> Option<Timestamp> {
    let schedule = thread
        .schedule
        .filter(|_| thread.state == ThreadState::Draft);
    schedule.map(|schedule| schedule.at)
}
