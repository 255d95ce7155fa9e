//! Dates in filters and queries.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};

/// Reads `YYYY-MM-DDTHH:mm:ssZ`; fractions of a second and other zones are refused, as the provider refuses them.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    const FORM: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = text.len() == FORM.len()
        && text.bytes().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            other => byte == *other,
        });
    if fits { text.parse().ok() } else { None }
}

/// Reads a date of a query and gives its first moment and the first one after it.
///
/// `2014`, `2000-11`, `2000-11-03` and a full moment are known, and `NOW` with a distance such as `NOW-1HOUR`.
pub(crate) fn period(text: &str, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    if let Some(distance) = text.strip_prefix("NOW") {
        let at = moved(now, distance)?;
        return Some((at, second_after(at)?));
    }
    if let Some(at) = instant(text) {
        return Some((at, second_after(at)?));
    }
    let (date, length) = date(text)?;
    let after = date.checked_add(length).ok()?;
    Some((midnight(date)?, midnight(after)?))
}

fn date(text: &str) -> Option<(Date, Span)> {
    let mut parts = text.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().transpose().ok()?;
    let day = parts.next().transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let length = match (month, day) {
        (None, _) => 1.year(),
        (Some(_), None) => 1.month(),
        (Some(_), Some(_)) => 1.day(),
    };
    let month = i8::try_from(month.unwrap_or(1)).ok()?;
    let day = i8::try_from(day.unwrap_or(1)).ok()?;
    Some((Date::new(year, month, day).ok()?, length))
}

fn midnight(date: Date) -> Option<Timestamp> {
    let zoned = date.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp())
}

fn second_after(at: Timestamp) -> Option<Timestamp> {
    at.checked_add(SignedDuration::from_secs(1)).ok()
}

/// Applies `-1HOUR`, `+2DAYS` or nothing.
fn moved(now: Timestamp, distance: &str) -> Option<Timestamp> {
    if distance.is_empty() {
        return Some(now);
    }
    let (sign, rest) = match distance.as_bytes().first()? {
        b'-' => (-1, distance.get(1..)?),
        b'+' => (1, distance.get(1..)?),
        _ => return None,
    };
    let unit_at = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (count, unit) = rest.split_at(unit_at);
    let seconds: i64 = match unit.strip_suffix('S').unwrap_or(unit) {
        "SECOND" => 1,
        "MINUTE" => 60,
        "HOUR" => 3_600,
        "DAY" => 86_400,
        "MONTH" => 30 * 86_400,
        "YEAR" => 365 * 86_400,
        _ => return None,
    };
    let distance = count.parse::<i64>().ok()?.checked_mul(seconds)?;
    now.checked_add(SignedDuration::from_secs(sign * distance))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        period(text, now).map(|(from, to)| format!("{from} {to}"))
    }

    #[test]
    fn dates_cover_their_period() {
        let is = |text: &str, period: &str| assert_eq!(shown(text).as_deref(), Some(period));
        is("2014", "2014-01-01T00:00:00Z 2015-01-01T00:00:00Z");
        is("2000-11", "2000-11-01T00:00:00Z 2000-12-01T00:00:00Z");
        is("2000-11-30", "2000-11-30T00:00:00Z 2000-12-01T00:00:00Z");
        is(
            "2026-11-06T07:30:00Z",
            "2026-11-06T07:30:00Z 2026-11-06T07:30:01Z",
        );
        is("NOW-1HOUR", "2026-11-20T11:00:00Z 2026-11-20T11:00:01Z");
        is("NOW-2DAYS", "2026-11-18T12:00:00Z 2026-11-18T12:00:01Z");
        is("NOW", "2026-11-20T12:00:00Z 2026-11-20T12:00:01Z");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "2026-13",
            "2026-02-30",
            "2026-11-06T07:30:00.123Z",
            "2026-11-06T07:30:00+01:00",
            "NOW-",
            "NOW-1",
            "NOW-1FORTNIGHT",
            "NOW*2DAYS",
            "NOW-ÄDAY",
            "NOW-99999999999999999999DAYS",
            "NOW-9223372036854775807YEARS",
            "2026-11-06-07",
            "99999",
            "-9999-01-01",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn an_instant_has_whole_seconds_of_utc() {
        assert!(instant("2026-11-06T07:30:00Z").is_some());
        for text in [
            "2026-11-06T07:30:00.000Z",
            "2026-11-06",
            "2026-11-06 07:30:00Z",
            "2026-19-06T07:30:00Z",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
