//! The two forms of times that go out, and the many that come in.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// Without what is finer than a millisecond, which the server's clock does not know.
pub(super) fn whole_millis(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// Milliseconds and `Z`: the form almost everywhere.
pub(super) fn iso(at: Timestamp) -> Value {
    json!(format!("{at:.3}"))
}

/// The same, or null.
pub(super) fn iso_or_null(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, iso)
}

/// As the database writes JSON: microseconds without trailing zeros, and an offset. Only in the list of threads.
pub(super) fn database_json(at: Timestamp) -> String {
    let utc = at.to_zoned(TimeZone::UTC).datetime();
    let text = format!("{utc:.6}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    format!("{trimmed}+00:00")
}

/// As the database writes plain text, with all six digits. In page tokens.
pub(super) fn database_text(at: Timestamp) -> String {
    let utc = at.to_zoned(TimeZone::UTC).datetime();
    format!("{utc:.6}").replace('T', " ")
}

/// Reads what [`database_text`] wrote.
pub(super) fn from_database_text(text: &str) -> Option<Timestamp> {
    let civil: DateTime = text.parse().ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// Reads what JavaScript's `Date` would, as far as anybody sends it: a number of milliseconds, a time with an offset, a time
/// or a day without one.
pub(super) fn from_input(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => {
            let millis = number
                .as_i64()
                .or_else(|| number.as_f64().map(|millis| millis as i64))?;
            Timestamp::from_millisecond(millis).ok()
        }
        Value::String(text) => from_text(text),
        _ => None,
    }
}

fn from_text(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    let day = || text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0));
    let civil: DateTime = day().or_else(|| text.parse().ok())?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
