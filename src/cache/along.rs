//! Gathers objects that arrive inside other answers, so that reading them later costs no call.

use crate::cache::entity::Entity;
use crate::cache::entry::Found;
use crate::cache::epochs::Epochs;
use crate::cache::key::{Account, Key};
use crate::cache::settings::TimeToLive;
use crate::model::{Id, Related};

/// Objects that came along with one answer of an account.
pub struct Along<'a> {
    account: &'a Account,
    epochs: &'a Epochs,
    ttl: &'a TimeToLive,
    objects: Vec<(Key, Found)>,
}

impl<'a> Along<'a> {
    pub(super) const fn new(account: &'a Account, epochs: &'a Epochs, ttl: &'a TimeToLive) -> Self {
        Self {
            account,
            epochs,
            ttl,
            objects: Vec::new(),
        }
    }

    /// Adds objects, of which `id_of` tells the id. One of another source is left out.
    pub fn keep<T>(&mut self, objects: &[T], id_of: impl Fn(&T) -> &Id<T>)
    where
        T: Entity<Key = Id<T>, Value = T> + Clone,
    {
        let is_ours = |object: &&T| id_of(object).source() == &self.account.source;
        let named = |object: &T| {
            let key = Key::object::<T>(self.account, self.epochs, id_of(object));
            (key, Found::object::<T>(object.clone(), self.ttl))
        };
        let ours = objects.iter().filter(is_ours).map(named);
        self.objects.extend(ours);
    }

    pub(super) fn keep_related(&mut self, related: &Related) {
        let Related {
            conversations,
            messages,
            contacts,
            organizations,
            agents,
            teams,
            tags,
            inboxes,
        } = related;
        self.keep(conversations, |one| &one.id);
        self.keep(messages, |one| &one.id);
        self.keep(contacts, |one| &one.id);
        self.keep(organizations, |one| &one.id);
        self.keep(agents, |one| &one.id);
        self.keep(teams, |one| &one.id);
        self.keep(tags, |one| &one.id);
        self.keep(inboxes, |one| &one.id);
    }

    pub(super) fn into_objects(self) -> Vec<(Key, Found)> {
        self.objects
    }
}

impl std::fmt::Debug for Along<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Along")
            .field("objects", &self.objects.len())
            .finish_non_exhaustive()
    }
}
