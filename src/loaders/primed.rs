//! Copies that one request already holds: fetched for it, or come along with something else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::cache::Entity;
use crate::model::{
    Agent, Contact, Conversation, Freshness, Id, Inbox, Message, Organization, Partial, Related,
    Served, Tag, Team,
};

/// The copies of one kind.
pub(super) struct Copies<E: Entity>(Mutex<HashMap<E::Key, Served<E::Value>>>);

impl<E: Entity> Default for Copies<E> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<E: Entity> Copies<E> {
    /// The copy of an object, if there is one that knows enough.
    pub(super) fn get(&self, key: &E::Key, wanted: E::Parts) -> Option<Served<E::Value>> {
        let copies = self.0.lock().expect("no code panics while holding it");
        let copy = copies.get(key)?;
        E::Value::covers(copy.object.known(), wanted).then(|| copy.clone())
    }

    /// Keeps a copy, unless one is held that knows more.
    pub(super) fn keep(&self, key: E::Key, copy: Served<E::Value>) {
        let mut copies = self.0.lock().expect("no code panics while holding it");
        let known = copy.object.known();
        match copies.get(&key) {
            Some(held) if !E::Value::covers(known, held.object.known()) => {}
            _ => drop(copies.insert(key, copy)),
        }
    }
}

/// The copies of all kinds.
#[derive(Default)]
pub(super) struct Primed {
    pub(super) conversations: Copies<Conversation>,
    pub(super) messages: Copies<Message>,
    pub(super) contacts: Copies<Contact>,
    pub(super) organizations: Copies<Organization>,
    pub(super) agents: Copies<Agent>,
    pub(super) teams: Copies<Team>,
    pub(super) tags: Copies<Tag>,
    pub(super) inboxes: Copies<Inbox>,
}

impl Primed {
    /// Keeps what came along with an answer.
    pub(super) fn absorb(&self, related: &Related, freshness: Freshness) {
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
        keep_all(&self.conversations, conversations, freshness, |one| &one.id);
        keep_all(&self.messages, messages, freshness, |one| &one.id);
        keep_all(&self.contacts, contacts, freshness, |one| &one.id);
        keep_all(&self.organizations, organizations, freshness, |one| &one.id);
        keep_all(&self.agents, agents, freshness, |one| &one.id);
        keep_all(&self.teams, teams, freshness, |one| &one.id);
        keep_all(&self.tags, tags, freshness, |one| &one.id);
        keep_all(&self.inboxes, inboxes, freshness, |one| &one.id);
    }
}

fn keep_all<T>(
    copies: &Copies<T>,
    came_along: &[T],
    freshness: Freshness,
    id_of: impl Fn(&T) -> &Id<T>,
) where
    T: Entity<Key = Id<T>, Value = T> + Clone,
{
    for object in came_along {
        let copy = Served {
            object: Arc::new(object.clone()),
            freshness,
        };
        copies.keep(id_of(object).clone(), copy);
    }
}
