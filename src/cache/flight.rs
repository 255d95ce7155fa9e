//! Reads that are under way, so that equal questions are asked once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;

use crate::cache::entry::{Covers, Entry};
use crate::cache::epochs::{Epoch, Epochs};
use crate::cache::key::Key;
use crate::cache::request::Request;
use crate::model::{Freshness, Related};
use crate::provider::Result;

/// What a read answered about one key.
pub(super) type Answer = Result<Arc<Entry>>;

/// What a read answered.
#[derive(Debug)]
pub(super) struct Landed {
    pub(super) answers: HashMap<Key, Answer>,
    /// What came along.
    pub(super) related: Arc<Related>,
    /// Of the answer, for the request that caused it.
    pub(super) freshness: Freshness,
}

/// A read of some keys that is under way.
#[derive(Debug)]
pub(super) struct Flight {
    /// Before the read.
    pub(super) epoch: Epoch,
    /// Uptime before the read.
    pub(super) started: Duration,
    /// What is asked of each object.
    pub(super) parts: u16,
    landing: watch::Receiver<Option<Arc<Landed>>>,
}

impl Flight {
    /// The answers, if they are there.
    pub(super) fn peek(&self) -> Option<Arc<Landed>> {
        self.landing.borrow().clone()
    }

    /// Waits for the answers; `None` if the read ended without any.
    pub(super) async fn landed(&self) -> Option<Arc<Landed>> {
        let mut landing = self.landing.clone();
        let landed = landing.wait_for(Option::is_some).await.ok()?;
        landed.clone()
    }
}

/// All reads that are under way, by key.
#[derive(Debug, Default)]
pub(super) struct Flights(Mutex<HashMap<Key, Arc<Flight>>>);

/// Where the answer about a key comes from.
#[derive(Debug)]
pub(super) enum Seat {
    /// It came into the cache in the meantime.
    Arrived(Arc<Entry>),
    /// Someone is asking for it already.
    Shared(Arc<Flight>),
    /// This caller has to ask.
    Own(Arc<Flight>),
}

/// The keys that one caller has to ask for; frees those who wait when it is gone, however it ends.
#[derive(Debug)]
pub(super) struct Boarding {
    flights: Arc<Flights>,
    flight: Arc<Flight>,
    keys: Vec<Key>,
    landing: watch::Sender<Option<Arc<Landed>>>,
}

/// What a caller brings to the boarding.
pub(super) struct Departure<'a> {
    pub(super) request: &'a Request,
    pub(super) epochs: &'a Epochs,
    pub(super) now: Duration,
    /// What the caller cannot do without.
    pub(super) wanted: u16,
    pub(super) covers: Covers,
    /// What is asked of the provider.
    pub(super) parts: u16,
    /// Looks once more into the cache.
    pub(super) arrived: &'a dyn Fn(&Key) -> Option<Arc<Entry>>,
}

impl Flights {
    /// Finds a seat for every key, in their order. The boarding holds the keys of all seats that are `Own`.
    pub(super) fn board<'a>(
        self: &Arc<Self>,
        departure: &Departure<'_>,
        keys: impl Iterator<Item = &'a Key>,
    ) -> (Vec<Seat>, Boarding) {
        let (landing, receiver) = watch::channel(None);
        let flight = Arc::new(Flight {
            epoch: departure.epochs.now(),
            started: departure.now,
            parts: departure.parts,
            landing: receiver,
        });
        let mut boarding = Boarding {
            flights: Arc::clone(self),
            flight,
            keys: Vec::new(),
            landing,
        };
        let mut under_way = self.0.lock().expect("no code panics while holding it");
        let seat = |key| seat(&mut under_way, departure, &mut boarding, key);
        let seats = keys.map(seat).collect();
        drop(under_way);
        (seats, boarding)
    }
}

fn seat(
    under_way: &mut HashMap<Key, Arc<Flight>>,
    departure: &Departure<'_>,
    boarding: &mut Boarding,
    key: &Key,
) -> Seat {
    if let Some(flight) = under_way
        .get(key)
        .filter(|flight| departure.suits(flight, key))
    {
        return Seat::Shared(Arc::clone(flight));
    }
    // A read may have landed after the caller looked and before it came here.
    if let Some(entry) = (departure.arrived)(key) {
        return Seat::Arrived(entry);
    }
    under_way.insert(key.clone(), Arc::clone(&boarding.flight));
    boarding.keys.push(key.clone());
    Seat::Own(boarding.flight())
}

impl Departure<'_> {
    /// Whether what a read under way brings about a key is good enough.
    fn suits(&self, flight: &Flight, key: &Key) -> bool {
        let age = self.now.saturating_sub(flight.started);
        let max_age = self.request.max_age;
        let is_young = max_age.is_none_or(|max_age| age <= max_age);
        (is_young || flight.started >= self.request.began)
            && (self.covers)(flight.parts, self.wanted)
            && self.epochs.is_current(&key.tags, flight.epoch)
    }
}

impl Boarding {
    /// What others wait for.
    pub(super) fn flight(&self) -> Arc<Flight> {
        Arc::clone(&self.flight)
    }

    /// The keys to ask for.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Gives everyone who waits the answers.
    pub(super) fn land(self, landed: Landed) {
        self.landing.send_replace(Some(Arc::new(landed)));
    }
}

impl Drop for Boarding {
    fn drop(&mut self) {
        let Ok(mut under_way) = self.flights.0.lock() else {
            return;
        };
        for key in &self.keys {
            let is_mine = |flight: &Arc<Flight>| Arc::ptr_eq(flight, &self.flight);
            if under_way.get(key).is_some_and(is_mine) {
                under_way.remove(key);
            }
        }
    }
}
