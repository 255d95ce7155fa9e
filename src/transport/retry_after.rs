//! How long an answer asks to wait.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::clock::Clock;

/// Longest wait that is believed.
const LONGEST: Duration = Duration::from_hours(24);

/// Reads `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3), at most a day.
pub(super) fn wait(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    told(headers, clock).map(|wait| wait.min(LONGEST))
}

fn told(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::Timestamp::try_from(httpdate::parse_http_date(text).ok()?).ok()?;
    Duration::try_from(at.duration_since(clock.now())).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::wait;
    use crate::clock::SettableClock;

    #[test]
    fn seconds_and_dates_are_read_and_nothing_else() {
        let clock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            wait(&headers, &*clock)
        };
        let minute = Some(Duration::from_secs(60));
        assert_eq!(of("60"), minute);
        assert_eq!(of(" 60 "), minute);
        assert_eq!(of("Sat, 21 Nov 2026 09:01:00 GMT"), minute);
        assert_eq!(of("99999999999999"), Some(Duration::from_secs(86_400)));
        for none in ["Sat, 21 Nov 2026 08:59:00 GMT", "soon", "-1", ""] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(wait(&HeaderMap::new(), &*clock), None);
    }
}
