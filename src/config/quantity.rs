//! Durations as `"30s"` and sizes as `"64MB"`.

use std::time::Duration;

use toml::de::DeValue;

use super::form::{Form, shown, whole};

/// Beyond a year a duration is a mistake, and sums of instants could overflow.
const MAX_MILLIS: u64 = 365 * 24 * 60 * 60 * 1000;

/// How long something is kept; zero means not at all.
pub(super) const LIFETIME: Form<Duration> = Form {
    expected: "a duration in ms, s, m or h, at most a year; \"0s\" turns it off",
    example: "\"30s\"",
    read: |value| duration(value).ok_or(shown(value)),
};

/// How long something may take.
pub(super) const TIMEOUT: Form<Duration> = Form {
    expected: "a duration in ms, s, m or h, above zero and at most a year",
    example: "\"500ms\"",
    read: |value| {
        let timeout = duration(value).filter(|timeout| !timeout.is_zero());
        timeout.ok_or(shown(value))
    },
};

/// How many bytes are kept; zero means none.
pub(super) const STORE_SIZE: Form<u64> = Form {
    expected: "a size in B, KB, MB, GB, KiB, MiB or GiB, or a number of bytes",
    example: "\"256MB\"",
    read: |value| size(value).ok_or(shown(value)),
};

/// How many bytes something may have.
pub(super) const MAX_SIZE: Form<u64> = Form {
    expected: "a size above zero in B, KB, MB, GB, KiB, MiB or GiB, or a number of bytes",
    example: "\"8MB\"",
    read: |value| size(value).filter(|size| *size > 0).ok_or(shown(value)),
};

fn duration(value: &DeValue<'_>) -> Option<Duration> {
    let (number, unit) = split(value.as_str()?)?;
    let millis = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        _ => return None,
    };
    let millis = number.checked_mul(millis)?;
    (millis <= MAX_MILLIS).then(|| Duration::from_millis(millis))
}

fn size(value: &DeValue<'_>) -> Option<u64> {
    if let DeValue::Integer(bytes) = value {
        return whole(bytes);
    }
    let (number, unit) = split(value.as_str()?)?;
    let bytes = match unit {
        "" | "B" => 1,
        "KB" => 1000,
        "MB" => 1000 * 1000,
        "GB" => 1000 * 1000 * 1000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(bytes)
}

/// Splits `30s` into its number and its unit.
fn split(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, unit) = text.split_at(end.unwrap_or(text.len()));
    Some((digits.parse().ok()?, unit))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn text(text: &str) -> DeValue<'_> {
        DeValue::String(Cow::Borrowed(text))
    }

    #[test]
    fn every_unit_of_time_is_read() {
        let read = |written| duration(&text(written)).map(|read| read.as_millis());
        assert_eq!(read("500ms"), Some(500));
        assert_eq!(read("30s"), Some(30_000));
        assert_eq!(read("5m"), Some(300_000));
        assert_eq!(read("24h"), Some(86_400_000));
        assert_eq!(read("8760h"), Some(31_536_000_000));
    }

    #[test]
    fn a_duration_needs_a_number_and_a_known_unit_within_a_year() {
        for written in [
            "",
            "s",
            "30",
            "30 s",
            "-1s",
            "1.5s",
            "1d",
            "8761h",
            "18446744073709551615h",
            "99999999999999999999s",
        ] {
            assert_eq!(duration(&text(written)), None, "{written}");
        }
    }

    #[test]
    fn every_unit_of_size_is_read() {
        let read = |written| size(&text(written));
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("7B"), Some(7));
        assert_eq!(read("2KB"), Some(2_000));
        assert_eq!(read("64MB"), Some(64_000_000));
        assert_eq!(read("3GB"), Some(3_000_000_000));
        assert_eq!(read("256KiB"), Some(262_144));
        assert_eq!(read("2MiB"), Some(2_097_152));
        assert_eq!(read("1GiB"), Some(1_073_741_824));
    }

    #[test]
    fn a_size_needs_a_number_and_a_known_unit_that_fit() {
        for written in [
            "",
            "MB",
            "64 MB",
            "64mb",
            "-1",
            "1.5MB",
            "18446744073709551615KB",
        ] {
            assert_eq!(size(&text(written)), None, "{written}");
        }
    }
}
