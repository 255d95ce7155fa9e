//! Which cases there are: one row each, per desk, in the order of opening.

use super::topic::Topic;
use super::{Channel, State};

use super::topic::{
    ACCOUNT, BATTERY, BILLING, DELIVERY, FIRMWARE, FLEET, JUNK, LOCATION, PARTS, RIDE_LOG,
};

use Channel::{Api, Chat, Email, InProduct, Phone, Slack, WhatsApp};
use State::{InProgress, New, OnHold, Open, Pending, Resolved, Spam};

/// A case in one line.
pub(super) struct Row {
    /// Key of the person who asks.
    pub person: &'static str,
    /// What it is about.
    pub topic: &'static Topic,
    /// How it arrives.
    pub channel: Channel,
    /// Where it stands at the end of the story.
    pub state: State,
    /// How many entries it has.
    pub count: usize,
}

const fn row(
    person: &'static str,
    topic: &'static Topic,
    channel: Channel,
    state: State,
    count: usize,
) -> Row {
    Row {
        person,
        topic,
        channel,
        state,
        count,
    }
}

/// The rows of the shared Slack desk for companies.
#[rustfmt::skip]
pub(super) const UNTHREAD: &[Row] = &[
    row("marcus", &FIRMWARE, Slack, Open, 7),
    row("jurgen", &RIDE_LOG, Slack, InProgress, 105),
    row("helen", &ACCOUNT, Email, Resolved, 4),
    row("priya", &BATTERY, Slack, InProgress, 9),
    row("soren", &FLEET, Slack, OnHold, 6),
    row("annika", &PARTS, Email, Resolved, 5),
    row("marcus", &BILLING, Slack, Resolved, 11),
    row("claims", &BATTERY, Email, Open, 3),
    row("elin", &LOCATION, Slack, SNOOZED, 4),
    row("tomasz", &FIRMWARE, Slack, Resolved, 8),
    row("ingrid", &DELIVERY, Email, Open, 2),
    row("kwame", &FLEET, Slack, InProgress, 6),
    row("jurgen", &BATTERY, Slack, Open, 5),
    row("ines", &FIRMWARE, Email, Resolved, 3),
    row("ruth", &BILLING, Email, OnHold, 4),
    row("priya", &FLEET, Slack, Resolved, 5),
    row("soren", &BATTERY, Email, Open, 1),
    row("annika", &FIRMWARE, Slack, InProgress, 13),
    row("oliver", &BATTERY, Email, SNOOZED, 2),
    row("werkstatt", &PARTS, Email, Open, 4),
    row("marcus", &LOCATION, Slack, Open, 1),
    row("elin", &BILLING, Slack, Resolved, 6),
    row("yuki", &ACCOUNT, Slack, Open, 2),
    row("dispatch", &DELIVERY, Email, Open, 1),
];

/// The rows of the comment threads in the fleet console.
#[rustfmt::skip]
pub(super) const CORD: &[Row] = &[
    row("priya", &FLEET, InProduct, Resolved, 5),
    row("kwame", &FIRMWARE, InProduct, Open, 3),
    row("ines", &LOCATION, InProduct, Open, 30),
    row("soren", &FLEET, InProduct, Open, 6),
    row("tomasz", &ACCOUNT, InProduct, Resolved, 4),
    row("beatriz", &FLEET, InProduct, Open, 1),
    row("jurgen", &FIRMWARE, InProduct, Resolved, 12),
    row("helen", &BATTERY, InProduct, Open, 4),
    row("siobhan", &BILLING, InProduct, Open, 2),
    row("lars", &FLEET, InProduct, Resolved, 6),
    row("visitor", &ACCOUNT, InProduct, Open, 1),
    row("priya", &BATTERY, InProduct, Open, 8),
    row("yuki", &LOCATION, InProduct, Resolved, 3),
    row("elin", &FIRMWARE, InProduct, Open, 5),
    row("oliver", &PARTS, InProduct, Open, 2),
    row("joao", &FLEET, InProduct, Resolved, 7),
    row("kwame", &LOCATION, InProduct, Open, 1),
    row("ruth", &FLEET, InProduct, Open, 3),
    row("beatriz", &BATTERY, InProduct, Resolved, 5),
    row("marcus", &FLEET, InProduct, Open, 2),
];

/// The rows of the shared mailboxes.
#[rustfmt::skip]
pub(super) const HELP_SCOUT: &[Row] = &[
    row("zoe", &FIRMWARE, Email, Resolved, 6),
    row("nora", &BATTERY, Phone, Pending, 5),
    row("accounts", &BILLING, Email, Open, 60),
    row("prizes", &JUNK, Email, Spam, 1),
    row("peter", &DELIVERY, Email, Resolved, 4),
    row("grace", &BILLING, Email, Resolved, 7),
    row("henrik", &BATTERY, Email, Open, 3),
    row("desk_halden", &BATTERY, Email, Pending, 9),
    row("lukasz", &ACCOUNT, Chat, Resolved, 5),
    row("meiling", &FIRMWARE, Email, Open, 2),
    row("clara", &DELIVERY, Phone, Resolved, 4),
    row("ruth", &BILLING, Email, Pending, 8),
    row("prizes", &JUNK, Email, Spam, 1),
    row("viktor", &PARTS, Email, SNOOZED, 3),
    row("claims", &BATTERY, Email, Open, 6),
    row("zoe", &BATTERY, Email, Pending, 4),
    row("olga", &LOCATION, Email, Resolved, 5),
    row("sam", &BILLING, Chat, Open, 3),
    row("ingrid", &BATTERY, Email, Resolved, 10),
    row("djordje", &DELIVERY, Email, Open, 1),
    row("amir", &PARTS, Email, SNOOZED, 2),
    row("maya", &BILLING, Email, Resolved, 6),
    row("jurgen", &PARTS, Phone, Open, 2),
    row("dylan", &FIRMWARE, Email, Pending, 3),
    row("farah", &ACCOUNT, Chat, Open, 4),
    row("nora", &BILLING, Email, Open, 1),
    row("accounts", &DELIVERY, Email, Pending, 2),
    row("peter", &BATTERY, Phone, Open, 1),
];

/// The rows of the app's own support tab.
#[rustfmt::skip]
pub(super) const POSTHOG: &[Row] = &[
    row("amir", &ACCOUNT, Chat, Resolved, 6),
    row("dylan", &RIDE_LOG, Chat, Open, 120),
    row("maya", &FIRMWARE, Chat, Pending, 5),
    row("farah", &LOCATION, Email, Resolved, 4),
    row("visitor", &ACCOUNT, Chat, New, 1),
    row("kwame", &ACCOUNT, Slack, Resolved, 9),
    row("leila", &FIRMWARE, Chat, OnHold, 4),
    row("zoe", &LOCATION, Chat, Open, 3),
    row("henrik", &FIRMWARE, Email, Resolved, 7),
    row("sam", &BATTERY, Email, SNOOZED, 3),
    row("yuki", &FIRMWARE, Slack, Open, 5),
    row("grace", &ACCOUNT, Chat, Pending, 2),
    row("viktor", &FIRMWARE, Chat, Resolved, 15),
    row("lukasz", &LOCATION, Chat, Open, 3),
    row("olga", &ACCOUNT, Email, OnHold, 4),
    row("priya", &LOCATION, Slack, Open, 6),
    row("meiling", &ACCOUNT, Chat, New, 1),
    row("rider", &FIRMWARE, Chat, Pending, 3),
    row("djordje", &BILLING, Email, Resolved, 5),
    row("nora", &FIRMWARE, Email, Open, 2),
    row("clara", &ACCOUNT, Chat, New, 1),
    row("dylan", &BATTERY, Email, Open, 2),
];

/// The rows of the messengers.
#[rustfmt::skip]
pub(super) const NIMCHAT: &[Row] = &[
    row("ines", &BATTERY, WhatsApp, Open, 6),
    row("rider", &LOCATION, WhatsApp, Resolved, 5),
    row("tiago", &FIRMWARE, WhatsApp, Resolved, 48),
    row("leila", &BATTERY, WhatsApp, Pending, 4),
    row("peter", &FIRMWARE, Chat, Resolved, 7),
    row("ayse", &DELIVERY, WhatsApp, Open, 3),
    row("joao", &BATTERY, WhatsApp, Resolved, 9),
    row("zoe", &DELIVERY, Chat, Resolved, 4),
    row("nora", &ACCOUNT, Chat, Pending, 2),
    row("lukasz", &BILLING, WhatsApp, Open, 5),
    row("dispatch", &FLEET, Api, Open, 3),
    row("clara", &FIRMWARE, WhatsApp, Resolved, 6),
    row("visitor", &DELIVERY, Chat, Open, 1),
    row("henrik", &PARTS, Email, SNOOZED, 3),
    row("desk_halden", &FLEET, Email, Open, 4),
    row("djordje", &BATTERY, WhatsApp, Resolved, 14),
    row("viktor", &LOCATION, Chat, Pending, 3),
    row("claims", &BILLING, Api, Open, 2),
    row("tiago", &BATTERY, WhatsApp, Open, 8),
    row("marcus", &FIRMWARE, WhatsApp, Resolved, 5),
    row("soren", &LOCATION, Email, Pending, 4),
    row("leila", &BILLING, Chat, Open, 3),
    row("werkstatt", &FLEET, Api, Resolved, 6),
    row("ayse", &BATTERY, WhatsApp, SNOOZED, 2),
    row("joao", &DELIVERY, Chat, Open, 4),
    row("dylan", &PARTS, Email, Open, 1),
    row("rider", &BATTERY, WhatsApp, Open, 2),
];

/// Comes back at 08:00 on the first day of 2036.
const SNOOZED: State = State::Snoozed {
    until: jiff::Timestamp::constant(2_082_787_200, 0),
};
