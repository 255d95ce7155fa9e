//! Status, snooze, priority and channel of a conversation.

use jiff::Timestamp;

use crate::adapters::unthread::tables;
use crate::model::{Channel, ConversationStatus, Priority, Snooze};
use crate::provider::mapping;

/// A snooze lies over any status until it wakes.
pub(super) fn status(native: &str, snooze: Option<&Snooze>) -> ConversationStatus {
    match snooze {
        Some(_) => ConversationStatus::Snoozed,
        None => mapping::status(tables::STATUS, native),
    }
}

pub(super) fn snooze(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Option<Snooze> {
    let since = since?;
    let is_asleep = until.is_none_or(|until| until > now);
    is_asleep.then_some(Snooze {
        since: Some(since),
        until,
        wakes_on_reply: until.is_none(),
    })
}

/// The priority, and the number as the service writes it.
pub(super) fn priority(number: Option<f64>) -> (Priority, Option<String>) {
    let Some(number) = number else {
        return (Priority::None, None);
    };
    let native = number.to_string();
    let in_table = mapping::priority(tables::PRIORITY, &native);
    if in_table != Priority::Unknown {
        return (in_table, Some(native));
    }
    let band = tables::PRIORITY_BANDS
        .iter()
        .find(|(end, _)| number <= *end);
    (
        band.map_or(Priority::Unknown, |(_, band)| *band),
        Some(native),
    )
}

/// The service says where it takes place in answers only; else the first message tells, else the form of the channel.
pub(super) fn channel(
    source_type: Option<String>,
    first_event: Option<&str>,
    slack_channel: Option<&str>,
) -> Channel {
    let of_event = || {
        let row = tables::INBOUND
            .iter()
            .find(|(event, _)| Some(*event) == first_event);
        row.map(|(_, channel)| (*channel).to_owned())
    };
    let native = source_type
        .or_else(of_event)
        .unwrap_or_else(|| guess(slack_channel).to_owned());
    Channel {
        kind: mapping::channel(tables::CHANNEL, &native),
        native,
        detail: None,
    }
}

fn guess(slack_channel: Option<&str>) -> &'static str {
    let is_slack = slack_channel.is_some_and(|channel| channel.starts_with(['C', 'G', 'D']));
    if is_slack {
        tables::SLACK
    } else {
        tables::EMAIL
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{channel, priority, snooze, status};
    use crate::model::{ChannelKind, ConversationStatus, Priority, Snooze};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn every_status_has_its_word() {
        let table = [
            ("open", ConversationStatus::Open),
            ("in_progress", ConversationStatus::InProgress),
            ("on_hold", ConversationStatus::OnHold),
            ("closed", ConversationStatus::Resolved),
            ("resolved", ConversationStatus::Resolved),
            ("escalated", ConversationStatus::Unknown),
        ];
        for (native, unified) in table {
            assert_eq!(status(native, None), unified, "{native}");
        }
    }

    #[test]
    fn a_snooze_lies_over_any_status_until_it_wakes() {
        let now = at("2026-02-05T00:00:00Z");
        let since = Some(at("2026-02-04T10:30:12.300Z"));
        let later = at("2026-02-06T08:00:00Z");
        let asleep = snooze(since, Some(later), now).unwrap();
        assert_eq!(
            asleep,
            Snooze {
                since,
                until: Some(later),
                wakes_on_reply: false
            }
        );
        assert_eq!(
            status("on_hold", Some(&asleep)),
            ConversationStatus::Snoozed
        );
        assert!(snooze(since, None, now).unwrap().wakes_on_reply);
        assert_eq!(snooze(since, Some(now), now), None);
        assert_eq!(snooze(None, Some(later), now), None);
    }

    #[test]
    fn priorities_between_the_four_numbers_fall_into_bands() {
        let table = [
            (0.0, Priority::Low),
            (3.0, Priority::Low),
            (4.0, Priority::Medium),
            (5.0, Priority::Medium),
            (6.5, Priority::High),
            (7.0, Priority::High),
            (9.0, Priority::Urgent),
            (12.0, Priority::Urgent),
        ];
        for (number, unified) in table {
            let native = Some(number.to_string());
            assert_eq!(priority(Some(number)), (unified, native));
        }
        assert_eq!(priority(Some(7.0)).1.as_deref(), Some("7"));
        assert_eq!(priority(None), (Priority::None, None));
    }

    #[test]
    fn the_channel_is_told_or_guessed() {
        let found = |source: Option<&str>, event, slack| {
            let channel = channel(source.map(str::to_owned), event, slack);
            (channel.kind, channel.native)
        };
        let table = [
            ((Some("slack"), None, None), (ChannelKind::Slack, "slack")),
            (
                (Some("email"), None, Some("C1")),
                (ChannelKind::Email, "email"),
            ),
            ((Some("widget"), None, None), (ChannelKind::Chat, "widget")),
            ((Some("teams"), None, None), (ChannelKind::MsTeams, "teams")),
            (
                (Some("microsoft_teams"), None, None),
                (ChannelKind::MsTeams, "microsoft_teams"),
            ),
            ((Some("api"), None, None), (ChannelKind::Api, "api")),
            (
                (Some("triage"), None, Some("C1")),
                (ChannelKind::Internal, "triage"),
            ),
            (
                (Some("pigeon"), None, None),
                (ChannelKind::Unknown, "pigeon"),
            ),
            (
                (None, Some("email_received"), Some("C1")),
                (ChannelKind::Email, "email"),
            ),
            (
                (None, Some("widget_message_received"), None),
                (ChannelKind::Chat, "widget"),
            ),
            ((None, None, Some("D05X")), (ChannelKind::Slack, "slack")),
            ((None, None, None), (ChannelKind::Email, "email")),
        ];
        for ((source, event, slack), (kind, native)) in table {
            assert_eq!(found(source, event, slack), (kind, native.to_owned()));
        }
    }
}
