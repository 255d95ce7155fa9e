//! Ranges of time as the days that the filters compare.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::adapters::nimchat::endpoints::Clause;
use crate::model::TimeRange;

/// Nothing is older. A year with a sign would be no date to the server.
const FIRST: Date = date(1970, 1, 1);

/// The days around a range, none of which is part of it.
///
/// Whether the day itself is part of a comparison depends on the release, so that the days are wider than the range.
pub(super) fn around(key: &'static str, range: TimeRange) -> Vec<Clause> {
    let before = range.from.and_then(|from| {
        let day = day_of(from).checked_sub(1.day()).ok()?;
        (day >= FIRST).then(|| Clause::new(key, "is_greater_than", [day.to_string()]))
    });
    let after = range.to.and_then(|to| {
        let day = day_of(to).max(FIRST).checked_add(1.day()).ok()?;
        Some(Clause::new(key, "is_less_than", [day.to_string()]))
    });
    before.into_iter().chain(after).collect()
}

/// Whether a range has an instant in it.
pub(super) fn is_empty(range: TimeRange) -> bool {
    matches!((range.from, range.to), (Some(from), Some(to)) if from >= to)
}

/// The database thinks in UTC.
fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{around, is_empty};
    use crate::adapters::nimchat::endpoints::Clause;
    use crate::model::TimeRange;

    fn range(from: Option<&str>, to: Option<&str>) -> TimeRange {
        let at = |text: &str| text.parse().unwrap();
        TimeRange {
            from: from.map(at),
            to: to.map(at),
        }
    }

    #[test]
    fn the_days_are_wider_than_the_range() {
        let range = range(Some("2026-03-01T00:00:00Z"), Some("2026-03-01T12:00:00Z"));
        let expected = [
            Clause::new("created_at", "is_greater_than", ["2026-02-28"]),
            Clause::new("created_at", "is_less_than", ["2026-03-02"]),
        ];
        assert_eq!(around("created_at", range), expected);
    }

    #[test]
    fn what_is_no_day_of_the_server_is_not_sent() {
        let ages = TimeRange {
            from: Some(Timestamp::MIN),
            to: Some(Timestamp::MAX),
        };
        let last = [Clause::new("created_at", "is_less_than", ["9999-12-31"])];
        assert_eq!(around("created_at", ages), last);
        let old = range(None, Some("0001-01-01T00:00:00Z"));
        let expected = [Clause::new("created_at", "is_less_than", ["1970-01-02"])];
        assert_eq!(around("created_at", old), expected);
    }

    #[test]
    fn a_range_that_ends_where_it_begins_is_empty() {
        let at = "2026-03-01T00:00:00Z";
        assert!(is_empty(range(Some(at), Some(at))));
        assert!(!is_empty(range(Some(at), None)) && !is_empty(TimeRange::default()));
    }
}
