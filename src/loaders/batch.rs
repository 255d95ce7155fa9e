//! Collects the keys that sibling fields ask for into one fetch.
//!
//! The `dataloader` crate decides when a batch is complete, but it holds its state lock while the batch runs and
//! forgets keys when the caller that leads the batch goes away. So its batch function never awaits here: it spawns the
//! fetch and hands every key a share of the running task.

use std::collections::HashMap;
use std::fmt::Debug;
use std::future::{Ready, ready};
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ::dataloader::BatchFn;
use ::dataloader::cached::Loader;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use tokio::task::{JoinError, JoinHandle};
use tracing::{Instrument, Span};

/// Rounds of the scheduler to wait for further keys. One is not always enough for all siblings of a level, three was.
const YIELDS: usize = 3;

/// Times a key is handed in again after its dispatch was lost.
const ATTEMPTS: usize = 3;

/// What a fetch says about its keys. A key that is left out does not exist.
pub type Answers<F> = HashMap<<F as Fetch>::Key, Answer<F>>;

/// What a fetch says about one key: a value, nothing there, or the failure of this key.
pub type Answer<F> = Result<Option<<F as Fetch>::Value>, Arc<<F as Fetch>::Error>>;

/// What a caller gets for one key.
pub type Outcome<F> = Result<Option<<F as Fetch>::Value>, LoadError<<F as Fetch>::Error>>;

type Batch<F> = Shared<BoxFuture<'static, Result<Arc<Answers<F>>, LoadError<<F as Fetch>::Error>>>>;

/// Fetches the objects of one source and one kind, many at a time.
pub trait Fetch: Send + Sync + 'static {
    /// Names an object.
    type Key: Clone + Debug + Eq + Hash + Send + Sync + 'static;
    /// The object, cheap to clone.
    type Value: Clone + Send + Sync + 'static;
    /// Why a key could not be fetched.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Fetches `keys`, each of which occurs once, in no particular order.
    ///
    /// Runs in a task of its own and brings its own timeout. It may load through the batcher that called it.
    fn fetch(
        self: Arc<Self>,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = Answers<Self>> + Send + 'static
    where
        Self: Sized;
}

/// Why a key has no answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError<E: std::error::Error + 'static> {
    /// The fetch reported a failure for this key.
    #[error(transparent)]
    Fetch(Arc<E>),
    /// The fetch panicked; all keys of its batch share this.
    #[error("the fetch panicked")]
    Panicked,
    /// The key was handed in several times and never reached a fetch, or the runtime is shutting down.
    #[error("the fetch was never answered")]
    DispatchLost,
}

impl<E: std::error::Error + 'static> Clone for LoadError<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Fetch(error) => Self::Fetch(Arc::clone(error)),
            Self::Panicked => Self::Panicked,
            Self::DispatchLost => Self::DispatchLost,
        }
    }
}

impl<E: std::error::Error + 'static> From<JoinError> for LoadError<E> {
    fn from(error: JoinError) -> Self {
        if error.is_panic() {
            Self::Panicked
        } else {
            Self::DispatchLost
        }
    }
}

/// Loads objects by key, remembers every answer, failures included, and asks for keys of one moment in one fetch.
///
/// Make one per request, source and kind: answers are bound to what the viewer may see, and never dropped by age.
///
/// A running fetch is owned by those who wait for it and by the memory of the batcher. It goes on when a waiting caller
/// goes away, and is aborted when the batcher is dropped too, since then nobody can read the answer.
pub struct Batcher<F: Fetch> {
    loader: Loader<F::Key, Handle<F>, Spawner<F>>,
}

impl<F: Fetch> Batcher<F> {
    /// Makes a batcher that asks for at most `max_batch_size` keys in one fetch.
    #[must_use]
    pub fn new(fetch: F, max_batch_size: usize) -> Self {
        let loader = Loader::new(Spawner(Arc::new(fetch)))
            .with_yield_count(YIELDS)
            .with_max_batch_size(max_batch_size);
        Self { loader }
    }

    /// Loads one object; `Ok(None)` if it does not exist.
    ///
    /// # Errors
    /// The failure of this key, which is remembered until [`Self::clear`].
    pub async fn load(&self, key: F::Key) -> Outcome<F> {
        for _ in 0..ATTEMPTS {
            // The batch function answers every key, so an error here means that the caller who led the batch went
            // away between taking the keys and spawning the fetch.
            if let Ok(handle) = self.loader.try_load(key.clone()).await {
                return handle.outcome(&key).await;
            }
        }
        Err(LoadError::DispatchLost)
    }

    /// Remembers an object that arrived inside another answer, so that loading it costs no fetch.
    ///
    /// Replaces an earlier answer. A caller already waiting for the key still gets what its fetch says.
    pub async fn prime(&self, key: F::Key, value: F::Value) {
        self.loader.prime(key, Handle::Primed(value)).await;
    }

    /// Forgets what is known of a key, so that the next load fetches it: after a write, or to try again after a failure.
    pub async fn clear(&self, key: F::Key) {
        self.loader.clear(key).await;
    }
}

impl<F: Fetch> Debug for Batcher<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batcher")
            .field("max_batch_size", &self.loader.max_batch_size())
            .finish_non_exhaustive()
    }
}

/// What the loader remembers for a key.
// A named type, because a bare boxed future in its place makes the compiler refuse `BatchFn` as not general enough.
enum Handle<F: Fetch> {
    Fetching(Batch<F>),
    Primed(F::Value),
}

impl<F: Fetch> Handle<F> {
    async fn outcome(self, key: &F::Key) -> Outcome<F> {
        let batch = match self {
            Self::Primed(value) => return Ok(Some(value)),
            Self::Fetching(batch) => batch,
        };
        match batch.await?.get(key) {
            Some(answer) => answer.clone().map_err(LoadError::Fetch),
            None => Ok(None),
        }
    }
}

impl<F: Fetch> Clone for Handle<F> {
    fn clone(&self) -> Self {
        match self {
            Self::Fetching(batch) => Self::Fetching(batch.clone()),
            Self::Primed(value) => Self::Primed(value.clone()),
        }
    }
}

/// Starts the fetch of a batch.
struct Spawner<F>(Arc<F>);

impl<F: Fetch> BatchFn<F::Key, Handle<F>> for Spawner<F> {
    #[expect(
        refining_impl_trait,
        reason = "a named future, so that it is known to be `Send` and never waits"
    )]
    // Ready at once: the loader's lock is held until this is done.
    fn load(&mut self, keys: &[F::Key]) -> Ready<HashMap<F::Key, Handle<F>>> {
        let fetch = Arc::clone(&self.0).fetch(keys.to_vec());
        let task = AbortOnDrop(tokio::spawn(fetch.instrument(Span::current())));
        let batch = async move { Ok(Arc::new(task.await?)) }.boxed().shared();
        ready(
            keys.iter()
                .map(|key| (key.clone(), Handle::Fetching(batch.clone())))
                .collect(),
        )
    }
}

/// Ends the task when the last share of its answer is gone.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Future for AbortOnDrop<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll_unpin(cx)
    }
}

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::pin::pin;
    use std::sync::{Arc, Mutex, OnceLock, Weak};

    use futures_util::FutureExt;
    use futures_util::future::join_all;
    use futures_util::poll;
    use tokio::sync::Semaphore;
    use tokio::task::coop::consume_budget;
    use tracing::Instrument;

    use super::{Answers, Batcher, Fetch, LoadError};

    #[derive(Debug, PartialEq, Eq, thiserror::Error)]
    #[error("key {key} is refused")]
    struct Refused {
        key: u32,
    }

    /// Answers `n` with `"#n"`; odd behaviour is bound to certain keys.
    #[derive(Clone)]
    struct Desk {
        batches: Arc<Mutex<Vec<Vec<u32>>>>,
        gate: Arc<Semaphore>,
        own_batcher: Arc<OnceLock<Weak<Batcher<Desk>>>>,
        span: Arc<OnceLock<&'static str>>,
    }

    const MISSING: u32 = 404;
    const REFUSED: u32 = 403;
    const PANICS: u32 = 500;
    /// Waits for the gate.
    const SLOW: u32 = 1000;
    /// Loads key 1 through the batcher that fetches it.
    const NESTED: u32 = 2000;

    impl Desk {
        fn new() -> Self {
            Self {
                batches: Arc::default(),
                gate: Arc::new(Semaphore::new(0)),
                own_batcher: Arc::default(),
                span: Arc::default(),
            }
        }

        /// Whether neither a batcher nor a running fetch has a share of it.
        fn is_let_go(&self) -> bool {
            Arc::strong_count(&self.gate) == 1
        }

        fn batches(&self) -> Vec<Vec<u32>> {
            self.batches.lock().unwrap().clone()
        }

        async fn answer(&self, key: u32) -> Result<Option<String>, Arc<Refused>> {
            match key {
                MISSING => return Ok(None),
                REFUSED => return Err(Arc::new(Refused { key })),
                PANICS => panic!("the desk is on fire"),
                SLOW => drop(self.gate.acquire().await.unwrap()),
                NESTED => {
                    let batcher = self.own_batcher.get().unwrap().upgrade().unwrap();
                    let inner = batcher.load(1).await.unwrap().unwrap();
                    return Ok(Some(format!("nested {inner}")));
                }
                _ => {}
            }
            Ok(Some(format!("#{key}")))
        }
    }

    impl Fetch for Desk {
        type Key = u32;
        type Value = String;
        type Error = Refused;

        async fn fetch(self: Arc<Self>, mut keys: Vec<u32>) -> Answers<Self> {
            keys.sort_unstable();
            self.batches.lock().unwrap().push(keys.clone());
            if let Some(metadata) = tracing::Span::current().metadata() {
                let _ = self.span.set(metadata.name());
            }
            let mut answers = HashMap::new();
            for key in keys {
                let answer = self.answer(key).await;
                if answer != Ok(None) {
                    answers.insert(key, answer);
                }
            }
            answers
        }
    }

    fn batcher() -> (Desk, Arc<Batcher<Desk>>) {
        let desk = Desk::new();
        let batcher = Arc::new(Batcher::new(desk.clone(), 100));
        desk.own_batcher.set(Arc::downgrade(&batcher)).unwrap();
        (desk, batcher)
    }

    fn found(text: &str) -> Result<Option<String>, LoadError<Refused>> {
        Ok(Some(text.to_owned()))
    }

    async fn until(mut is_so: impl FnMut() -> bool) {
        for _ in 0..1000 {
            if is_so() {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("never came to be");
    }

    #[tokio::test]
    async fn siblings_are_fetched_together() {
        let (desk, batcher) = batcher();
        let outcomes = join_all([3, 1, 2].map(|key| batcher.load(key))).await;
        assert_eq!(outcomes, [found("#3"), found("#1"), found("#2")]);
        assert_eq!(desk.batches(), [[1, 2, 3]]);
    }

    #[tokio::test]
    async fn the_same_key_twice_is_one_key() {
        let (desk, batcher) = batcher();
        let outcomes = join_all([7, 7].map(|key| batcher.load(key))).await;
        assert_eq!(outcomes, [found("#7"), found("#7")]);
        assert_eq!(batcher.load(7).await, found("#7"));
        assert_eq!(desk.batches(), [[7]]);
    }

    #[tokio::test]
    async fn a_missing_key_is_none() {
        let (_, batcher) = batcher();
        let outcomes = join_all([MISSING, 1].map(|key| batcher.load(key))).await;
        assert_eq!(outcomes, [Ok(None), found("#1")]);
    }

    #[tokio::test]
    async fn a_failing_key_leaves_the_others() {
        let (_, batcher) = batcher();
        let outcomes = join_all([1, REFUSED].map(|key| batcher.load(key))).await;
        let refused = LoadError::Fetch(Arc::new(Refused { key: REFUSED }));
        assert_eq!(refused.to_string(), "key 403 is refused");
        assert_eq!(outcomes, [found("#1"), Err(refused)]);
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_every_key_of_its_batch_only() {
        let (_, batcher) = batcher();
        let outcomes = join_all([1, PANICS].map(|key| batcher.load(key))).await;
        assert_eq!(
            outcomes,
            [Err(LoadError::Panicked), Err(LoadError::Panicked)]
        );
        assert_eq!(batcher.load(2).await, found("#2"));
    }

    #[tokio::test]
    async fn a_failure_is_remembered_until_it_is_cleared() {
        let (desk, batcher) = batcher();
        let refused = Err(LoadError::Fetch(Arc::new(Refused { key: REFUSED })));
        assert_eq!(batcher.load(REFUSED).await, refused);
        assert_eq!(batcher.load(REFUSED).await, refused);
        assert_eq!(desk.batches().len(), 1);
        batcher.clear(REFUSED).await;
        assert_eq!(batcher.load(REFUSED).await, refused);
        assert_eq!(desk.batches().len(), 2);
    }

    #[tokio::test]
    async fn more_keys_than_a_batch_holds_are_several_fetches() {
        let desk = Desk::new();
        let batcher = Batcher::new(desk.clone(), 2);
        let outcomes = join_all((1..=5).map(|key| batcher.load(key))).await;
        let expected: Vec<_> = (1..=5).map(|key| found(&format!("#{key}"))).collect();
        assert_eq!(outcomes, expected);
        assert_eq!(desk.batches(), [vec![1, 2], vec![3, 4], vec![5]]);
    }

    #[tokio::test]
    async fn a_primed_key_costs_no_fetch() {
        let (desk, batcher) = batcher();
        batcher.prime(1, "embedded".to_owned()).await;
        let outcomes = join_all([1, 2].map(|key| batcher.load(key))).await;
        assert_eq!(outcomes, [found("embedded"), found("#2")]);
        assert_eq!(desk.batches(), [[2]]);
        batcher.clear(1).await;
        assert_eq!(batcher.load(1).await, found("#1"));
    }

    #[tokio::test]
    async fn a_known_key_answers_at_once_while_another_batch_is_in_flight() {
        let (desk, batcher) = batcher();
        assert_eq!(batcher.load(1).await, found("#1"));
        let slow = tokio::spawn({
            let batcher = Arc::clone(&batcher);
            async move { batcher.load(SLOW).await }
        });
        until(|| desk.batches().len() == 2).await;
        let mut known = pin!(batcher.load(1));
        assert!(poll!(&mut known).is_ready());
        assert!(!slow.is_finished());
        desk.gate.add_permits(1);
        assert_eq!(slow.await.unwrap(), found("#1000"));
    }

    #[tokio::test]
    async fn a_fetch_may_load_through_its_own_batcher() {
        let (desk, batcher) = batcher();
        assert_eq!(batcher.load(NESTED).await, found("nested #1"));
        assert_eq!(desk.batches(), [[NESTED], [1]]);
    }

    #[tokio::test]
    async fn a_fetch_outlives_the_caller_who_led_it() {
        let (desk, batcher) = batcher();
        let mut leader = Box::pin(batcher.load(SLOW));
        let mut follower = pin!(batcher.load(1));
        while desk.batches().is_empty() {
            assert!(poll!(&mut leader).is_pending());
            assert!(poll!(&mut follower).is_pending());
            tokio::task::yield_now().await;
        }
        drop(leader);
        desk.gate.add_permits(1);
        assert_eq!(follower.await, found("#1"));
        assert_eq!(batcher.load(SLOW).await, found("#1000"));
        assert_eq!(desk.batches(), [[1, SLOW]]);
    }

    /// Drops the leader after every possible number of polls, with every rest of its scheduling budget, so that it also
    /// goes away right between taking the keys and spawning the fetch.
    #[tokio::test]
    async fn a_follower_is_answered_wherever_its_leader_goes_away() {
        let mut lost = 0;
        for polls in 1..=5 {
            for spent in 120..=128 {
                let (_, batcher) = batcher();
                lost += usize::from(drop_leader(&batcher, polls, spent).await);
            }
        }
        assert!(lost > 0, "no dispatch was lost, so nothing was tried");
    }

    async fn drop_leader(batcher: &Batcher<Desk>, polls: usize, spent: usize) -> bool {
        let mut leader = Box::pin(batcher.load(1)).fuse();
        let mut follower = Box::pin(batcher.load(2));
        let mut one_try = Box::pin(batcher.loader.try_load(3));
        assert!(poll!(&mut leader).is_pending());
        assert!(poll!(&mut follower).is_pending());
        assert!(poll!(&mut one_try).is_pending());
        for _ in 1..polls {
            tokio::task::yield_now().await;
            let _ = poll!(&mut leader);
        }
        tokio::task::yield_now().await;
        for _ in 0..spent {
            let _ = poll!(pin!(consume_budget()));
        }
        let _ = poll!(&mut leader);
        drop(leader);
        let is_lost = one_try.await.is_err();
        assert_eq!(follower.await, found("#2"), "{polls} {spent}");
        is_lost
    }

    #[tokio::test]
    async fn an_abandoned_fetch_is_aborted_with_its_batcher() {
        let (desk, batcher) = batcher();
        let mut load = Box::pin(batcher.load(SLOW));
        while desk.batches().is_empty() {
            assert!(poll!(&mut load).is_pending());
            tokio::task::yield_now().await;
        }
        drop(load);
        tokio::task::yield_now().await;
        assert!(
            !desk.is_let_go(),
            "the memory of the batcher holds the fetch"
        );
        drop(batcher);
        until(|| desk.is_let_go()).await;
    }

    #[tokio::test]
    async fn a_fetch_runs_in_the_span_of_its_caller() {
        let _guard = tracing::subscriber::set_default(tracing_subscriber::registry());
        let (desk, batcher) = batcher();
        let span = tracing::info_span!("request");
        batcher.load(1).instrument(span).await.unwrap();
        assert_eq!(desk.span.get(), Some(&"request"));
    }
}
