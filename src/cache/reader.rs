//! The way of a read: look into the cache, join whoever asks already, ask for the rest, fall back on an old copy.
//!
//! Knows keys and copies, not their types.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::cache::core::{Core, GRACE};
use crate::cache::entry::{Covers, Entry, Verdict};
use crate::cache::flight::{Departure, Flight, Landed, Seat};
use crate::cache::key::{Account, Key};
use crate::cache::load::Load;
use crate::cache::request::Request;
use crate::cache::stats::Counters;
use crate::model::{Freshness, Related};
use crate::provider::{Error, ErrorKind, Result, Source};

/// How often something is read before a copy is served that an invalidation overtook, or none at all.
const ROUNDS: usize = 2;

/// What one call of the cache asks for.
pub(super) struct Asked {
    pub(super) source: Arc<Source>,
    pub(super) account: Account,
    pub(super) counters: Arc<Counters>,
    /// Each once.
    pub(super) keys: Vec<Key>,
    /// Parts that an answer has to know.
    pub(super) wanted: u16,
    pub(super) covers: Covers,
    /// Whether a copy past its life may be served when the source fails.
    pub(super) serves_spares: bool,
    pub(super) load: Box<dyn Load>,
}

/// A copy that answers a key.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) entry: Arc<Entry>,
    pub(super) is_stale: bool,
}

/// What a read gives.
pub(super) struct Answered {
    /// One answer per key, in their order.
    pub(super) answers: Vec<Result<Taken>>,
    /// What came along with the calls made for it.
    pub(super) along: Vec<(Arc<Related>, Freshness)>,
}

/// A key without an answer.
struct Open {
    place: usize,
    /// Parts that the copy in the cache knows: reading it again must not lose them.
    known: u16,
    /// To serve if the source fails.
    spare: Option<Arc<Entry>>,
}

/// What the cache holds for a key.
enum Held {
    Good(Arc<Entry>),
    Stale(Arc<Entry>),
    Lacking(u16, Option<Arc<Entry>>),
}

/// One read on its way.
struct Trip<'a> {
    core: &'a Arc<Core>,
    asked: &'a Arc<Asked>,
    request: &'a Request,
    answered: Answered,
}

/// Reads everything that is asked for.
pub(super) async fn read(core: &Arc<Core>, asked: &Arc<Asked>, request: &Request) -> Answered {
    let answered = Answered {
        answers: vec![Err(asked.error(ErrorKind::Internal)); asked.keys.len()],
        along: Vec::new(),
    };
    let mut trip = Trip {
        core,
        asked,
        request,
        answered,
    };
    let mut open = trip.look();
    for round in 1..=ROUNDS {
        if open.is_empty() {
            break;
        }
        let seats = trip.board(&open);
        open = trip.ride(open, seats, round == ROUNDS).await;
    }
    trip.answered
}

impl Trip<'_> {
    /// Takes what is in the cache, has what is stale read again, and tells what is left.
    fn look(&mut self) -> Vec<Open> {
        let now = self.core.clock.uptime();
        let (mut open, mut stale) = (Vec::new(), Vec::new());
        for place in 0..self.asked.keys.len() {
            match self.held(&self.asked.keys[place], now) {
                Held::Good(entry) => self.hit(place, entry, false),
                Held::Stale(entry) => {
                    stale.push((place, Arc::clone(&entry)));
                    self.hit(place, entry, true);
                }
                Held::Lacking(known, spare) => open.push(Open {
                    place,
                    known,
                    spare,
                }),
            }
        }
        self.core.refresh(self.asked, stale);
        open
    }

    fn held(&self, key: &Key, now: Duration) -> Held {
        let Some(entry) = self.core.store.get(key, &self.core.epochs) else {
            return Held::Lacking(0, None);
        };
        let knows = entry.knows(self.asked.wanted);
        match entry.verdict(self.request, now) {
            Verdict::Good if knows => Held::Good(entry),
            Verdict::Stale if knows => Held::Stale(entry),
            Verdict::Good | Verdict::Stale => Held::Lacking(entry.known(), None),
            Verdict::Spare if knows && self.asked.serves_spares => Held::Lacking(0, Some(entry)),
            Verdict::Spare | Verdict::Useless => Held::Lacking(0, None),
        }
    }

    fn hit(&mut self, place: usize, entry: Arc<Entry>, is_stale: bool) {
        self.asked.counters.hits.up();
        self.answered.answers[place] = Ok(Taken { entry, is_stale });
    }

    /// Finds for each key who asks for it, and asks for what nobody does.
    fn board(&self, open: &[Open]) -> Vec<Seat> {
        let now = self.core.clock.uptime();
        let arrived = |key: &Key| match self.held(key, now) {
            Held::Good(entry) => Some(entry),
            Held::Stale(_) | Held::Lacking(..) => None,
        };
        let known = open.iter().fold(0, |known, one| known | one.known);
        let departure = Departure {
            request: self.request,
            epochs: &self.core.epochs,
            now,
            wanted: self.asked.wanted,
            covers: self.asked.covers,
            parts: self.asked.wanted | known,
            arrived: &arrived,
        };
        let places = open.iter().map(|one| one.place);
        self.core
            .depart(self.asked, &departure, places, None)
            .into_iter()
            .inspect(|seat| self.count(seat))
            .collect()
    }

    fn count(&self, seat: &Seat) {
        match seat {
            // Counted when it is taken.
            Seat::Arrived(_) => {}
            Seat::Shared(_) => self.asked.counters.coalesced.up(),
            Seat::Own(_) => self.asked.counters.misses.up(),
        }
    }

    /// Waits for the answers; tells what has to be read once more.
    async fn ride(&mut self, open: Vec<Open>, seats: Vec<Seat>, is_last: bool) -> Vec<Open> {
        let mut again = Vec::new();
        let mut own = None;
        for (one, seat) in open.into_iter().zip(seats) {
            let (flight, is_own) = match seat {
                Seat::Arrived(entry) => {
                    self.hit(one.place, entry, false);
                    continue;
                }
                Seat::Shared(flight) => (flight, false),
                Seat::Own(flight) => (flight, true),
            };
            let answer = self.arrive(&flight, one.place).await;
            if !is_last && self.is_worth_another_round(one.place, &answer, is_own) {
                again.push(one);
            } else {
                self.settle(one, answer);
            }
            own = own.or_else(|| is_own.then_some(flight));
        }
        let landed = own.and_then(|flight| flight.peek());
        let along = landed.map(|landed| (Arc::clone(&landed.related), landed.freshness));
        self.answered.along.extend(along);
        again
    }

    /// Waits for the answer about one key.
    async fn arrive(&self, flight: &Flight, place: usize) -> Result<Arc<Entry>> {
        let landed = match self.request.call.deadline {
            // Later than the read itself is cut off, so that its own words arrive.
            Some(deadline) => timeout_at(deadline + GRACE * 2, flight.landed()).await,
            None => Ok(flight.landed().await),
        };
        match landed {
            Ok(Some(landed)) => self.answer(&landed, place),
            Ok(None) => Err(self.asked.error(ErrorKind::Internal)),
            Err(_) => Err(self.asked.error(ErrorKind::TimedOut)),
        }
    }

    fn answer(&self, landed: &Landed, place: usize) -> Result<Arc<Entry>> {
        let answer = landed.answers.get(&self.asked.keys[place]);
        answer.map_or_else(|| Err(self.asked.error(ErrorKind::Internal)), Clone::clone)
    }

    /// Whether an answer was overtaken by an invalidation, or is a failure of the one who led the read alone: it
    /// panicked, or had less time than this request has.
    fn is_worth_another_round(
        &self,
        place: usize,
        answer: &Result<Arc<Entry>>,
        is_own: bool,
    ) -> bool {
        let deadline = self.request.call.deadline;
        let has_time = deadline.is_none_or(|deadline| Instant::now() < deadline);
        has_time
            && match answer {
                Ok(entry) => !self.is_current(place, entry),
                Err(error) => {
                    let is_of_leader =
                        matches!(error.kind, ErrorKind::Internal | ErrorKind::TimedOut);
                    !is_own && is_of_leader
                }
            }
    }

    fn is_current(&self, place: usize, entry: &Entry) -> bool {
        let tags = &self.asked.keys[place].tags;
        self.core.epochs.is_current(tags, entry.reading.epoch)
    }

    fn settle(&mut self, open: Open, answer: Result<Arc<Entry>>) {
        let Open { place, spare, .. } = open;
        let spare = spare.filter(|spare| self.is_current(place, spare));
        self.answered.answers[place] = match (answer, spare) {
            (Ok(entry), _) => Ok(Taken {
                is_stale: !self.is_current(place, &entry),
                entry,
            }),
            (Err(error), Some(entry)) if says_nothing_of_the_object(error.kind) => {
                self.asked.counters.stale_served.up();
                Ok(Taken {
                    entry,
                    is_stale: true,
                })
            }
            (Err(error), _) => Err(error),
        };
    }
}

impl Asked {
    pub(super) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, &self.source.key, "read")
    }
}

/// Whether an old copy is as good after a failure as before it.
const fn says_nothing_of_the_object(kind: ErrorKind) -> bool {
    match kind {
        ErrorKind::RateLimited
        | ErrorKind::TimedOut
        | ErrorKind::Unavailable
        | ErrorKind::Malformed
        | ErrorKind::Internal => true,
        ErrorKind::NotFound
        | ErrorKind::GoneMerged
        | ErrorKind::Rejected
        | ErrorKind::Unauthorized
        | ErrorKind::Forbidden
        | ErrorKind::Unsupported => false,
    }
}
