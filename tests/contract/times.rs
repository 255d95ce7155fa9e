//! Times lie where the story happens, or are null.

use deskgraph::model::{Contact, Conversation, Organization};
use jiff::Timestamp;

use super::listed::all;
use super::messages::messages;
use super::setup::{Desk, at_every_desk};

struct Span(Timestamp, Timestamp);

impl Span {
    fn of(begin: &str, end: &str) -> Self {
        Self(begin.parse().unwrap(), end.parse().unwrap())
    }

    fn holds(&self, desk: &Desk, what: &str, time: Option<Timestamp>) {
        let Self(begin, end) = *self;
        desk.check(time.is_none_or(|time| begin <= time && time <= end), || {
            format!("{what} at {time:?}")
        });
    }
}

/// The fortnight, to the end of its last day.
fn story() -> Span {
    Span::of("2026-11-06T07:30:00Z", "2026-11-20T17:00:00Z")
}

/// From the oldest account to the end.
fn history() -> Span {
    Span::of("2020-01-01T00:00:00Z", "2026-11-20T17:00:00Z")
}

/// What is planned.
fn plans() -> Span {
    Span::of("2026-11-06T07:30:00Z", "2036-12-31T00:00:00Z")
}

#[tokio::test]
async fn conversations_and_messages_happen_in_the_story() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await {
            let past = [
                ("created", row.created_at),
                ("updated", row.updated_at),
                ("active", row.last_activity_at),
                ("closed", row.closed_at),
                ("waiting", row.waiting_since),
                ("status", row.status_changed_at),
                (
                    "snoozed",
                    row.snooze.as_ref().and_then(|snooze| snooze.since),
                ),
            ];
            for (what, time) in past {
                story().holds(&desk, &format!("{:?} {what}", row.id), time);
            }
            desk.check(row.created_at.is_some(), || {
                format!("{:?} never began", row.id)
            });
            desk.check(row.created_at <= row.last_activity_at, || {
                format!("{:?} was active before it began", row.id)
            });
            let due = row.ticket.as_ref().and_then(|ticket| ticket.sla_due_at);
            let wakes = row.snooze.as_ref().and_then(|snooze| snooze.until);
            plans().holds(&desk, "deadline", due);
            plans().holds(&desk, "end of snooze", wakes);
            for message in messages(&desk, &row.id).await {
                let past = [
                    Some(message.created_at),
                    message.edited_at,
                    message.deleted_at,
                    message.read_at,
                ];
                for time in past {
                    story().holds(&desk, &format!("{:?}", message.id), time);
                }
                plans().holds(&desk, "scheduled", message.scheduled_for);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn people_and_companies_are_older_than_the_end() {
    at_every_desk(|desk| async move {
        for contact in all::<Contact>(&desk).await {
            for time in [contact.created_at, contact.last_activity_at] {
                history().holds(&desk, &format!("{:?}", contact.id), time);
            }
        }
        for company in all::<Organization>(&desk).await {
            for time in [company.created_at, company.updated_at] {
                history().holds(&desk, &format!("{:?}", company.id), time);
            }
        }
    })
    .await;
}
