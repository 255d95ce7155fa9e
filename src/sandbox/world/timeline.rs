//! When things happen in the fortnight.

use jiff::{SignedDuration, Timestamp};

/// Friday, 6 November 2026, 07:30 UTC: version 4.2.0 has just gone out.
const BEGIN: Timestamp = Timestamp::constant(1_793_950_200, 0);
/// Friday, 20 November 2026, 16:50 UTC: nothing happens later.
const END: Timestamp = Timestamp::constant(1_795_193_400, 0);

/// How long the pauses between two entries are, relative to each other.
const PAUSES: &[i64] = &[3, 11, 2, 29, 5, 17, 1, 41, 7, 13];
/// How many minutes a pause takes on average, per case.
const TEMPO: &[i64] = &[35, 190, 80, 420, 15, 260, 700, 55, 120];

/// When a case opens: the `rank`th `of` all, evenly over the fortnight, give or take some minutes.
pub(super) fn opened(rank: usize, of: usize) -> Timestamp {
    let whole = END.duration_since(BEGIN).as_secs() - 6 * 3600;
    let (rank, of) = (seconds(rank), seconds(of));
    BEGIN + SignedDuration::from_secs(whole * rank / of + rank * 127 % 1501)
}

/// When each entry of a case happens; strictly later than the one before, never after the end of the story.
pub(super) fn times(opened: Timestamp, nth: usize, count: usize) -> Vec<Timestamp> {
    let pauses: Vec<i64> = (1..count)
        .map(|step| PAUSES[(step + nth) % PAUSES.len()])
        .collect();
    let total = pauses.iter().sum::<i64>().max(1);
    let left = END.duration_since(opened).as_secs();
    // Long cases would run past the end; they stop at different times before it.
    let span =
        (seconds(count) * 60 * TEMPO[nth % TEMPO.len()]).min(left * (100 - seconds(nth % 9)) / 100);
    let mut passed = 0;
    let mut times = vec![opened];
    for (step, pause) in pauses.into_iter().enumerate() {
        passed += pause;
        let at = opened + SignedDuration::from_secs(span * passed / total);
        times.push(at + micros(nth + step));
    }
    times
}

/// Some clocks are finer than a second.
fn micros(turn: usize) -> SignedDuration {
    if turn % 6 != 4 {
        return SignedDuration::ZERO;
    }
    SignedDuration::from_micros(seconds(turn * 7919 % 999_983 + 1))
}

fn seconds(count: usize) -> i64 {
    i64::try_from(count).expect("the story is short")
}
