//! Records outlive the process.

use std::sync::Arc;
use std::time::Duration;

use super::desk::{Desk, Mishap, Office};
use crate::writes::{WriteState, open_file};

#[tokio::test]
async fn a_finished_write_is_replayed_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("writes.redb");
    let desk = Desk::new();
    let first = Office::with_file(&desk, &path).reply("k", "hello").await;
    let office = Office::with_file(&desk, &path);
    let again = office.reply("k", "hello").await;
    assert!(again.receipt.was_replayed);
    assert_eq!(first.done(), again.done());
    assert_eq!(desk.texts(), ["hello"]);
}

/// Begins a write, and ends the process before it is answered.
async fn killed(desk: &Arc<Desk>, path: &std::path::Path, mishap: Mishap) {
    let office = Arc::new(Office::with_file(desk, path));
    desk.next(mishap);
    let kept = Arc::clone(&office.writes);
    let task = tokio::spawn(async move { office.reply("k", "hello").await });
    while desk.tries() == 0 {
        tokio::task::yield_now().await;
    }
    // Whether it ended before it was stopped makes no difference to who comes next.
    task.abort();
    drop((task.await, kept));
}

#[test]
fn a_write_that_was_running_when_the_process_ended_is_looked_for() {
    for mishap in [Mishap::Waits, Mishap::AnswerLost] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("writes.redb");
        let desk = Desk::new();
        let first = tokio::runtime::Runtime::new().unwrap();
        first.block_on(killed(&desk, &path, mishap));
        // Every task of the process goes with it, also the one that writes.
        drop(first);
        let has_arrived = mishap == Mishap::AnswerLost;
        let second = tokio::runtime::Runtime::new().unwrap();
        second.block_on(async {
            let office = Office::with_file(&desk, &path);
            if !has_arrived {
                let earlier = office.writes.earlier("ana", "k").await.unwrap().unwrap();
                assert_eq!(earlier.state, WriteState::OutcomeUnknown);
            }
            desk.clock.advance(Duration::from_secs(60));
            assert!(office.reply("k", "hello").await.done().is_some());
        });
        assert_eq!(desk.texts(), ["hello"]);
    }
}

#[tokio::test]
async fn one_process_has_the_records_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("writes.redb");
    let _held = open_file(&path).unwrap();
    assert!(open_file(&path).is_err());
}
