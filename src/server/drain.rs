use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// Knows whether the server is shutting down, and what it must still finish.
///
/// Clones share one state: readiness reads it, the server sets it, and work that outlives its connection registers with
/// it.
#[derive(Debug, Clone, Default)]
pub struct Drain {
    draining: Arc<AtomicBool>,
    running: Arc<watch::Sender<usize>>,
}

/// Keeps a draining server alive until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Work {
    running: Arc<watch::Sender<usize>>,
}

impl Drain {
    /// Returns `true` once the server has been told to stop.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Registers work that a shutdown has to wait for.
    pub fn work(&self) -> Work {
        self.running.send_modify(|running| *running += 1);
        Work {
            running: Arc::clone(&self.running),
        }
    }

    pub(super) fn start(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Waits until no registered work is left.
    pub(super) async fn idle(&self) {
        let mut running = self.running.subscribe();
        running
            .wait_for(|running| *running == 0)
            .await
            .expect("`self` holds the sender");
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.running.send_modify(|running| *running -= 1);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn it_is_idle_when_the_last_work_is_dropped() {
        let drain = Drain::default();
        let (first, second) = (drain.work(), drain.clone().work());
        drop(first);
        assert_eq!(drain.idle().now_or_never(), None);
        drop(second);
        assert_eq!(drain.idle().now_or_never(), Some(()));
    }
}
