//! Asks the provider, and turns what it answers into copies.

use std::sync::Arc;

use async_trait::async_trait;

use crate::cache::along::Along;
use crate::cache::entity::{Entity, Fetched};
use crate::cache::entry::Found;
use crate::cache::epochs::Epochs;
use crate::cache::key::{Account, Key};
use crate::cache::list::List;
use crate::cache::settings::TimeToLive;
use crate::model::Related;
use crate::provider::CallContext;
use crate::provider::{Error, Provider, Result, absent_is_none};

/// Something that can be asked of a provider; knows the type behind the keys.
#[async_trait]
pub(super) trait Load: Send + Sync {
    /// Asks for some of the keys, named by their places.
    async fn load(&self, ask: &Ask<'_>, places: &[usize]) -> Cargo;
}

/// How to ask.
pub(super) struct Ask<'a> {
    pub(super) provider: &'a dyn Provider,
    pub(super) call: &'a CallContext,
    pub(super) parts: u16,
    pub(super) account: &'a Account,
    pub(super) epochs: &'a Epochs,
    pub(super) ttl: &'a TimeToLive,
}

/// What was answered.
pub(super) struct Cargo {
    /// One answer per place, in their order.
    pub(super) answers: Vec<Result<Option<Found>>>,
    /// What came along, as copies.
    pub(super) along: Vec<(Key, Found)>,
    /// What came along, for the caller.
    pub(super) related: Arc<Related>,
}

impl Cargo {
    /// The same failure for each of `count` places.
    pub(super) fn failed(count: usize, error: &Error) -> Self {
        Self {
            answers: vec![Err(error.clone()); count],
            along: Vec::new(),
            related: Arc::default(),
        }
    }
}

impl Ask<'_> {
    fn along(&self) -> Along<'_> {
        Along::new(self.account, self.epochs, self.ttl)
    }
}

/// Objects, by their keys.
pub(super) struct ObjectsOf<E: Entity>(pub(super) Vec<E::Key>);

#[async_trait]
impl<E: Entity> Load for ObjectsOf<E> {
    async fn load(&self, ask: &Ask<'_>, places: &[usize]) -> Cargo {
        let keys: Vec<_> = places.iter().map(|place| self.0[*place].clone()).collect();
        let parts = <E::Parts as bitflags::Flags>::from_bits_retain(ask.parts);
        let fetched = E::fetch(ask.provider, ask.call, &keys, parts).await;
        let Fetched {
            mut outcomes,
            related,
        } = fetched;
        // A key that is left out does not exist.
        let mut answer = |key| match outcomes.remove(key) {
            Some(outcome) => absent_is_none(outcome).map(Option::flatten),
            None => Ok(None),
        };
        let found = |object| Found::object::<E>(object, ask.ttl);
        let answers = keys.iter().map(|key| Ok(answer(key)?.map(found))).collect();
        let mut along = ask.along();
        along.keep_related(&related);
        Cargo {
            answers,
            along: along.into_objects(),
            related: Arc::new(related),
        }
    }
}

/// A page of a list.
pub(super) struct PageOf<L: List>(pub(super) L);

#[async_trait]
impl<L: List> Load for PageOf<L> {
    async fn load(&self, ask: &Ask<'_>, _: &[usize]) -> Cargo {
        let page = match self.0.fetch(ask.provider, ask.call).await {
            Ok(page) => Arc::new(page),
            Err(error) => return Cargo::failed(1, &error),
        };
        let mut along = ask.along();
        along.keep_related(&page.related);
        L::offer(&page.items, &mut along);
        Cargo {
            answers: vec![Ok(Some(Found::page::<L>(page, ask.ttl)))],
            along: along.into_objects(),
            related: Arc::default(),
        }
    }
}
