//! When a draft shall be sent.

use jiff::Timestamp;

use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;

/// The provider plans no further than the year 2100.
const LAST: &str = "2101-01-01T00:00:00Z";

/// A wish to send later.
#[derive(Debug)]
pub(crate) struct NewSchedule {
    pub at: Timestamp,
    pub ends_on_customer_reply: bool,
    pub is_sent_as_creator: bool,
}

impl NewSchedule {
    /// Reads a schedule.
    pub(crate) fn read(body: &Object<'_>, now: Timestamp) -> Result<Self, Refusal> {
        let at = needed_instant(body, "scheduledFor")?;
        in_future(body, "scheduledFor", at, now)?;
        let name = "unscheduleOnCustomerReply";
        Ok(Self {
            at,
            ends_on_customer_reply: body.needed(name, body.flag(name)?)?,
            is_sent_as_creator: body.flag("sendAsCreator")?.unwrap_or_default(),
        })
    }
}

pub(super) fn needed_instant(body: &Object<'_>, name: &str) -> Result<Timestamp, Refusal> {
    body.needed(name, body.instant(name)?)
}

pub(super) fn in_future(
    body: &Object<'_>,
    name: &str,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Refusal> {
    let last: Option<Timestamp> = LAST.parse().ok();
    if at > now && last.is_some_and(|last| at < last) {
        return Ok(());
    }
    let message = "must be in the future and not after the year 2100";
    Err(body.wrong(name, message, "Future"))
}
