//! Times: how they are written, and what may be asked for.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

/// Writes a time with six digits of a second, or none if they are zero, and `Z`.
pub(super) fn z(at: Timestamp) -> String {
    format!("{}Z", naive(at))
}

/// Writes a time the way of the external route, which is another one.
pub(super) fn offset(at: Timestamp) -> String {
    format!("{}+00:00", naive(at))
}

fn naive(at: Timestamp) -> String {
    let format = match at.subsec_nanosecond() / 1000 {
        0 => "%Y-%m-%dT%H:%M:%S",
        _ => "%Y-%m-%dT%H:%M:%S%.6f",
    };
    at.strftime(format).to_string()
}

/// Reads what a date filter may be: a date, a time, or a distance into the past such as `-7d` or `-1mStart`.
/// `None` if it is `all` or anything else.
pub(super) fn filter(text: &str, now: Timestamp) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    if let Ok(date) = text.parse::<DateTime>() {
        return in_utc(date);
    }
    relative(text, now)
}

/// Reads a time in a body: with an offset, or without one for the time zone of the project, which is UTC.
pub(super) fn input(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if !text.contains(['T', 't', ' ']) {
        return None;
    }
    let at = match text.parse::<Timestamp>() {
        Ok(at) => at,
        Err(_) => in_utc(text.parse().ok()?)?,
    };
    Timestamp::from_microsecond(at.as_microsecond()).ok()
}

fn in_utc(date: DateTime) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

fn relative(text: &str, now: Timestamp) -> Option<Timestamp> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, edge) = edge(text);
    let unit = text.chars().last()?;
    let number = &text[..text.len() - unit.len_utf8()];
    let number: i64 = match number {
        "" => 0,
        digits if digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse().ok()?,
        _ => return None,
    };
    let past = now
        .to_zoned(TimeZone::UTC)
        .checked_sub(span(number, unit)?)
        .ok()?;
    match edge {
        None => Some(past.timestamp()),
        Some(edge) => at_edge(&past, unit, edge),
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

fn edge(text: &str) -> (&str, Option<Edge>) {
    if let Some(rest) = text.strip_suffix("Start") {
        return (rest, Some(Edge::Start));
    }
    if let Some(rest) = text.strip_suffix("End") {
        return (rest, Some(Edge::End));
    }
    (text, None)
}

/// A capital `M` is minutes.
fn span(number: i64, unit: char) -> Option<Span> {
    let span = Span::new();
    let span = match unit {
        's' => span.try_seconds(number),
        'M' => span.try_minutes(number),
        'h' => span.try_hours(number),
        'd' => span.try_days(number),
        'w' => span.try_weeks(number),
        'm' => span.try_months(number),
        'q' => span.try_months(number.checked_mul(3)?),
        'y' => span.try_years(number),
        _ => return None,
    };
    span.ok()
}

fn at_edge(at: &Zoned, unit: char, edge: Edge) -> Option<Timestamp> {
    let date = at.date();
    let (first, last) = match unit {
        'd' => (date, date),
        'm' => (date.first_of_month(), date.last_of_month()),
        'y' => (date.first_of_year(), date.last_of_year()),
        _ => return Some(at.timestamp()),
    };
    let whole: (Date, Time) = match edge {
        Edge::Start => (first, Time::midnight()),
        Edge::End => (last, Time::constant(23, 59, 59, 999_999_000)),
    };
    in_utc(whole.0.to_datetime(whole.1))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{filter, offset, z};

    fn now() -> Timestamp {
        "2026-11-20T17:00:00Z".parse().unwrap()
    }

    fn read(text: &str) -> Option<String> {
        filter(text, now()).map(z)
    }

    #[test]
    fn a_fraction_has_six_digits_or_is_left_out() {
        let at: Timestamp = "2026-03-01T18:21:00.25Z".parse().unwrap();
        assert_eq!(z(at), "2026-03-01T18:21:00.250000Z");
        assert_eq!(offset(at), "2026-03-01T18:21:00.250000+00:00");
        assert_eq!(z(now()), "2026-11-20T17:00:00Z");
    }

    #[test]
    fn a_date_filter_is_a_date_a_time_or_a_distance() {
        let cases = [
            ("2026-11-01", "2026-11-01T00:00:00Z"),
            ("2026-11-01T10:00:00", "2026-11-01T10:00:00Z"),
            ("2026-11-01T10:00:00.5+01:00", "2026-11-01T09:00:00.500000Z"),
            ("-7d", "2026-11-13T17:00:00Z"),
            ("-12h", "2026-11-20T05:00:00Z"),
            ("-30M", "2026-11-20T16:30:00Z"),
            ("-1mStart", "2026-10-01T00:00:00Z"),
            ("-1mEnd", "2026-10-31T23:59:59.999999Z"),
            ("dStart", "2026-11-20T00:00:00Z"),
            ("-1q", "2026-08-20T17:00:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "all",
            "",
            "-",
            "soon",
            "-99999999999999999999d",
            "-9999999y",
            "7é",
            "-7dStartEnd",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
