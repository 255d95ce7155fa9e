//! How long things take, on the clock of the wall and within working hours.

use jiff::Timestamp;

const DAY: i64 = 24 * 3600;
const OPENS: i64 = 8 * 3600;
const CLOSES: i64 = 18 * 3600;

/// Whole seconds between two moments.
pub(super) fn elapsed(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second() - from.as_second()
}

/// The seconds of them between 08:00 and 18:00 UTC, Monday to Friday.
pub(super) fn working(from: Timestamp, to: Timestamp) -> i64 {
    let (from, to) = (from.as_second(), to.as_second());
    let days = from.div_euclid(DAY)..=to.div_euclid(DAY);
    days.filter(|day| is_workday(*day))
        .map(|day| {
            let start = from.max(day * DAY + OPENS);
            let end = to.min(day * DAY + CLOSES);
            (end - start).max(0)
        })
        .sum()
}

/// True between 08:00 and 18:00 UTC, Monday to Friday.
pub(super) fn is_working_time(at: Timestamp) -> bool {
    let of_day = at.as_second().rem_euclid(DAY);
    is_workday(at.as_second().div_euclid(DAY)) && (OPENS..CLOSES).contains(&of_day)
}

/// Day 0 of the epoch was a Thursday.
fn is_workday(day: i64) -> bool {
    !matches!((day + 4).rem_euclid(7), 0 | 6)
}

#[cfg(test)]
mod tests {
    use super::{elapsed, is_working_time, working};

    #[test]
    fn nights_and_weekends_do_not_count_as_work() {
        let friday = "2026-11-06T17:00:00Z".parse().unwrap();
        let monday = "2026-11-09T09:30:00Z".parse().unwrap();
        assert_eq!(working(friday, monday), 3600 + 5400);
        assert_eq!(elapsed(friday, monday), 64 * 3600 + 1800);
        let saturday = "2026-11-07T12:00:00Z".parse().unwrap();
        assert_eq!(working(saturday, saturday), 0);
        assert!(is_working_time(friday) && is_working_time(monday) && !is_working_time(saturday));
        assert!(!is_working_time("2026-11-06T18:00:00Z".parse().unwrap()));
    }
}
