//! Which cases there are: one row each, per desk, in the order of opening.

use super::topic::Topic;
use super::{Channel, State};

use super::topic::{
    ACCOUNT, BATTERY, BILLING, DELIVERY, FIRMWARE, FLEET, JUNK, LOCATION, PARTS, RIDE_LOG,
};

use Channel::{Api, Chat, Email, InProduct, Phone, Slack, WhatsApp};
use State::{InProgress, New, OnHold, Open, Pending, Resolved, Spam};

/// Who asked, about what, how, where it stands now, and how many entries it has.
pub(super) type Row = (&'static str, &'static Topic, Channel, State, usize);

/// The rows of the shared Slack desk for companies.
#[rustfmt::skip]
pub(super) const UNTHREAD: &[Row] = &[
    ("marcus", &FIRMWARE, Slack, Open, 7),
    ("jurgen", &RIDE_LOG, Slack, InProgress, 105),
    ("helen", &ACCOUNT, Email, Resolved, 4),
    ("priya", &BATTERY, Slack, InProgress, 9),
    ("soren", &FLEET, Slack, OnHold, 6),
    ("annika", &PARTS, Email, Resolved, 5),
    ("marcus", &BILLING, Slack, Resolved, 11),
    ("claims", &BATTERY, Email, Open, 3),
    ("elin", &LOCATION, Slack, SNOOZED, 4),
    ("tomasz", &FIRMWARE, Slack, Resolved, 8),
    ("ingrid", &DELIVERY, Email, Open, 2),
    ("kwame", &FLEET, Slack, InProgress, 6),
    ("jurgen", &BATTERY, Slack, Open, 5),
    ("ines", &FIRMWARE, Email, Resolved, 3),
    ("ruth", &BILLING, Email, OnHold, 4),
    ("priya", &FLEET, Slack, Resolved, 5),
    ("soren", &BATTERY, Email, Open, 1),
    ("annika", &FIRMWARE, Slack, InProgress, 13),
    ("oliver", &BATTERY, Email, SNOOZED, 2),
    ("werkstatt", &PARTS, Email, Open, 4),
    ("marcus", &LOCATION, Slack, Open, 1),
    ("elin", &BILLING, Slack, Resolved, 6),
    ("yuki", &ACCOUNT, Slack, Open, 2),
    ("dispatch", &DELIVERY, Email, Open, 1),
];

/// The rows of the comment threads in the fleet console.
#[rustfmt::skip]
pub(super) const CORD: &[Row] = &[
    ("priya", &FLEET, InProduct, Resolved, 5),
    ("kwame", &FIRMWARE, InProduct, Open, 3),
    ("ines", &LOCATION, InProduct, Open, 30),
    ("soren", &FLEET, InProduct, Open, 6),
    ("tomasz", &ACCOUNT, InProduct, Resolved, 4),
    ("beatriz", &FLEET, InProduct, Open, 1),
    ("jurgen", &FIRMWARE, InProduct, Resolved, 12),
    ("helen", &BATTERY, InProduct, Open, 4),
    ("siobhan", &BILLING, InProduct, Open, 2),
    ("lars", &FLEET, InProduct, Resolved, 6),
    ("visitor", &ACCOUNT, InProduct, Open, 1),
    ("priya", &BATTERY, InProduct, Open, 8),
    ("yuki", &LOCATION, InProduct, Resolved, 3),
    ("elin", &FIRMWARE, InProduct, Open, 5),
    ("oliver", &PARTS, InProduct, Open, 2),
    ("joao", &FLEET, InProduct, Resolved, 7),
    ("kwame", &LOCATION, InProduct, Open, 1),
    ("ruth", &FLEET, InProduct, Open, 3),
    ("beatriz", &BATTERY, InProduct, Resolved, 5),
    ("marcus", &FLEET, InProduct, Open, 2),
];

/// The rows of the shared mailboxes.
#[rustfmt::skip]
pub(super) const HELP_SCOUT: &[Row] = &[
    ("zoe", &FIRMWARE, Email, Resolved, 6),
    ("nora", &BATTERY, Phone, Pending, 5),
    ("accounts", &BILLING, Email, Open, 60),
    ("prizes", &JUNK, Email, Spam, 1),
    ("peter", &DELIVERY, Email, Resolved, 4),
    ("grace", &BILLING, Email, Resolved, 7),
    ("henrik", &BATTERY, Email, Open, 3),
    ("desk_halden", &BATTERY, Email, Pending, 9),
    ("lukasz", &ACCOUNT, Chat, Resolved, 5),
    ("meiling", &FIRMWARE, Email, Open, 2),
    ("clara", &DELIVERY, Phone, Resolved, 4),
    ("ruth", &BILLING, Email, Pending, 8),
    ("prizes", &JUNK, Email, Spam, 1),
    ("viktor", &PARTS, Email, SNOOZED, 3),
    ("claims", &BATTERY, Email, Open, 6),
    ("zoe", &BATTERY, Email, Pending, 4),
    ("olga", &LOCATION, Email, Resolved, 5),
    ("sam", &BILLING, Chat, Open, 3),
    ("ingrid", &BATTERY, Email, Resolved, 10),
    ("djordje", &DELIVERY, Email, Open, 1),
    ("amir", &PARTS, Email, SNOOZED, 2),
    ("maya", &BILLING, Email, Resolved, 6),
    ("jurgen", &PARTS, Phone, Open, 2),
    ("dylan", &FIRMWARE, Email, Pending, 3),
    ("farah", &ACCOUNT, Chat, Open, 4),
    ("nora", &BILLING, Email, Open, 1),
    ("accounts", &DELIVERY, Email, Pending, 2),
    ("peter", &BATTERY, Phone, Open, 1),
];

/// The rows of the app's own support tab.
#[rustfmt::skip]
pub(super) const POSTHOG: &[Row] = &[
    ("amir", &ACCOUNT, Chat, Resolved, 6),
    ("dylan", &RIDE_LOG, Chat, Open, 120),
    ("maya", &FIRMWARE, Chat, Pending, 5),
    ("farah", &LOCATION, Email, Resolved, 4),
    ("visitor", &ACCOUNT, Chat, New, 1),
    ("kwame", &ACCOUNT, Slack, Resolved, 9),
    ("leila", &FIRMWARE, Chat, OnHold, 4),
    ("zoe", &LOCATION, Chat, Open, 3),
    ("henrik", &FIRMWARE, Email, Resolved, 7),
    ("sam", &BATTERY, Email, SNOOZED, 3),
    ("yuki", &FIRMWARE, Slack, Open, 5),
    ("grace", &ACCOUNT, Chat, Pending, 2),
    ("viktor", &FIRMWARE, Chat, Resolved, 15),
    ("lukasz", &LOCATION, Chat, Open, 3),
    ("olga", &ACCOUNT, Email, OnHold, 4),
    ("priya", &LOCATION, Slack, Open, 6),
    ("meiling", &ACCOUNT, Chat, New, 1),
    ("rider", &FIRMWARE, Chat, Pending, 3),
    ("djordje", &BILLING, Email, Resolved, 5),
    ("nora", &FIRMWARE, Email, Open, 2),
    ("clara", &ACCOUNT, Chat, New, 1),
    ("dylan", &BATTERY, Email, New, 2),
];

/// The rows of the messengers.
#[rustfmt::skip]
pub(super) const NIMCHAT: &[Row] = &[
    ("ines", &BATTERY, WhatsApp, Open, 6),
    ("rider", &LOCATION, WhatsApp, Resolved, 5),
    ("tiago", &FIRMWARE, WhatsApp, Resolved, 48),
    ("leila", &BATTERY, WhatsApp, Pending, 4),
    ("peter", &FIRMWARE, Chat, Resolved, 7),
    ("ayse", &DELIVERY, WhatsApp, Open, 3),
    ("joao", &BATTERY, WhatsApp, Resolved, 9),
    ("zoe", &DELIVERY, Chat, Resolved, 4),
    ("nora", &ACCOUNT, Chat, Pending, 2),
    ("lukasz", &BILLING, WhatsApp, Open, 5),
    ("dispatch", &FLEET, Api, Open, 3),
    ("clara", &FIRMWARE, WhatsApp, Resolved, 6),
    ("visitor", &DELIVERY, Chat, Open, 1),
    ("henrik", &PARTS, Email, SNOOZED, 3),
    ("desk_halden", &FLEET, Email, Open, 4),
    ("djordje", &BATTERY, WhatsApp, Resolved, 14),
    ("viktor", &LOCATION, Chat, Pending, 3),
    ("claims", &BILLING, Api, Open, 2),
    ("tiago", &BATTERY, WhatsApp, Open, 8),
    ("marcus", &FIRMWARE, WhatsApp, Resolved, 5),
    ("soren", &LOCATION, Email, Pending, 4),
    ("leila", &BILLING, Chat, Open, 3),
    ("werkstatt", &FLEET, Api, Resolved, 6),
    ("ayse", &BATTERY, WhatsApp, SNOOZED, 2),
    ("joao", &DELIVERY, Chat, Open, 4),
    ("dylan", &PARTS, Email, Open, 1),
    ("rider", &BATTERY, WhatsApp, Open, 2),
];

/// Comes back at 08:00 on the first day of 2036.
const SNOOZED: State = State::Snoozed {
    until: jiff::Timestamp::constant(2_082_787_200, 0),
};
