//! What all readers share, and the reads that run on their own: they outlive the callers that cause them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument as _, Span};

use crate::cache::entry::{Content, Entry, Found, Reading};
use crate::cache::epochs::Epochs;
use crate::cache::flight::{Boarding, Departure, Flights, Landed, Seat};
use crate::cache::key::Key;
use crate::cache::load::{Ask, Cargo};
use crate::cache::reader::Asked;
use crate::cache::request::Request;
use crate::cache::settings::Settings;
use crate::cache::stats::Tally;
use crate::cache::store::Store;
use crate::clock::SharedClock;
use crate::model::{Freshness, ServedFrom};
use crate::provider::{ErrorKind, Result};

/// How long after its deadline a read is cut off: long enough for the call to say itself what became of it.
pub(super) const GRACE: Duration = Duration::from_millis(100);

/// What all readers share.
#[derive(Debug)]
pub(super) struct Core {
    pub(super) settings: Settings,
    pub(super) clock: SharedClock,
    pub(super) epochs: Epochs,
    pub(super) store: Store,
    pub(super) tally: Tally,
    flights: Arc<Flights>,
    refreshes: Arc<Semaphore>,
}

/// The task to read some stale copies again; gives it back when it is gone, however it ends.
pub(super) struct Claim {
    copies: Vec<(usize, Arc<Entry>)>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.copies
            .iter()
            .for_each(|(_, copy)| copy.release_refresh());
    }
}

impl Core {
    pub(super) fn new(settings: Settings, clock: SharedClock) -> Self {
        Self {
            clock,
            epochs: Epochs::default(),
            store: Store::new(settings.max_bytes),
            tally: Tally::default(),
            flights: Arc::default(),
            refreshes: Arc::new(Semaphore::new(settings.max_refreshes)),
            settings,
        }
    }

    /// Seats each place where someone asks for it already, and starts to ask for the rest.
    pub(super) fn depart(
        self: &Arc<Self>,
        asked: &Arc<Asked>,
        departure: &Departure<'_>,
        places: impl Iterator<Item = usize> + Clone,
        claim: Option<Claim>,
    ) -> Vec<Seat> {
        let keys = places.clone().map(|place| &asked.keys[place]);
        let (seats, boarding) = self.flights.board(departure, keys);
        let own = places.zip(&seats);
        let own = own.filter(|(_, seat)| matches!(seat, Seat::Own(_)));
        let own: Vec<_> = own.map(|(place, _)| place).collect();
        if !own.is_empty() {
            let (core, asked) = (Arc::clone(self), Arc::clone(asked));
            let request = departure.request.clone();
            let flight = async move {
                let landed = core.load(&asked, &request, &boarding, &own).await;
                boarding.land(landed);
                drop(claim);
            };
            tokio::spawn(flight.instrument(Span::current()));
        }
        seats
    }

    /// Reads stale copies again in the background, unless that is under way or too much is.
    pub(super) fn refresh(self: &Arc<Self>, asked: &Arc<Asked>, stale: Vec<(usize, Arc<Entry>)>) {
        if stale.is_empty() {
            return;
        }
        let Ok(permit) = Arc::clone(&self.refreshes).try_acquire_owned() else {
            return;
        };
        let is_mine = |(_, copy): &(usize, Arc<Entry>)| copy.claim_refresh();
        let copies: Vec<_> = stale.into_iter().filter(is_mine).collect();
        if copies.is_empty() {
            return;
        }
        let now = self.clock.uptime();
        let known = copies
            .iter()
            .fold(0, |known, (_, copy)| known | copy.known());
        let places: Vec<_> = copies.iter().map(|(place, _)| *place).collect();
        let departure = Departure {
            request: &Request::background(now, self.settings.load_timeout),
            epochs: &self.epochs,
            now,
            wanted: asked.wanted,
            covers: asked.covers,
            parts: asked.wanted | known,
            arrived: &|_| None,
        };
        let claim = Claim {
            copies,
            _permit: permit,
        };
        self.depart(asked, &departure, places.into_iter(), Some(claim));
    }

    /// Asks the provider and keeps what it answers.
    async fn load(
        &self,
        asked: &Asked,
        request: &Request,
        boarding: &Boarding,
        places: &[usize],
    ) -> Landed {
        let mut call = request.call.clone();
        let deadline = *call
            .deadline
            .get_or_insert_with(|| Instant::now() + self.settings.load_timeout);
        let ask = Ask {
            provider: &*asked.source.provider,
            call: &call,
            parts: boarding.flight().parts,
            account: &asked.account,
            epochs: &self.epochs,
            ttl: &self.settings.ttl,
        };
        let cargo = timeout_at(deadline + GRACE, asked.load.load(&ask, places)).await;
        let cargo = cargo
            .unwrap_or_else(|_| Cargo::failed(places.len(), &asked.error(ErrorKind::TimedOut)));
        self.report_health(asked, &cargo);
        self.unload(asked, request, boarding, cargo)
    }

    fn report_health(&self, asked: &Asked, cargo: &Cargo) {
        let now = self.clock.now();
        if cargo.answers.iter().any(Result::is_ok) {
            asked.source.health.answered(now);
        }
        if let Some(error) = cargo
            .answers
            .iter()
            .find_map(|answer| answer.as_ref().err())
        {
            asked.source.health.failed(error, now);
        }
    }

    fn unload(
        &self,
        asked: &Asked,
        request: &Request,
        boarding: &Boarding,
        cargo: Cargo,
    ) -> Landed {
        let flight = boarding.flight();
        let reading = Reading {
            request: request.mark.clone(),
            epoch: flight.epoch,
            started: flight.started,
            ended: self.clock.uptime(),
            ended_at: self.clock.now(),
        };
        let Cargo {
            answers,
            along,
            related,
        } = cargo;
        let mut expires_at = None;
        // First what came along, which often knows less than what was asked for.
        for (key, found) in along {
            let copy = self.keep(asked, &key, &reading, Content::Found(found));
            let end = copy.freshness(request, false).expires_at;
            expires_at = expires_at.into_iter().chain(end).min();
        }
        let keep = |(key, answer): (&Key, Result<Option<Found>>)| {
            let content = content(answer).map(|content| self.keep(asked, key, &reading, content));
            (key.clone(), content)
        };
        Landed {
            answers: boarding.keys().iter().zip(answers).map(keep).collect(),
            related,
            freshness: Freshness {
                fetched_at: reading.ended_at,
                expires_at,
                served_from: ServedFrom::Upstream,
                is_stale: false,
            },
        }
    }

    fn keep(&self, asked: &Asked, key: &Key, reading: &Reading, content: Content) -> Arc<Entry> {
        let life = match &content {
            Content::Found(found) => self.settings.life(key, found.ttl, reading.ended),
            Content::Absent(_) => self.settings.negative_life(key, reading.ended),
        };
        let counters = Arc::clone(&asked.counters);
        let copy = Arc::new(Entry::new(content, reading.clone(), life, counters));
        self.store.put(key.clone(), &copy, &self.epochs);
        copy
    }
}

/// What can be kept of an answer. Failures cannot, except that something does not exist.
fn content(answer: Result<Option<Found>>) -> Result<Content> {
    match answer {
        Ok(Some(found)) => Ok(Content::Found(found)),
        Ok(None) => Ok(Content::Absent(None)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(Content::Absent(Some(error))),
        Err(error) => Err(error),
    }
}
