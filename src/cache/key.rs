//! Names what is cached. The source comes first, so that nothing is ever served for another one.

use std::any::{Any, TypeId};
use std::fmt::Debug;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::cache::entity::Entity;
use crate::cache::epochs::{Epochs, Tags};
use crate::cache::list::List;
use crate::model::{NodeKind, SourceKey};
use crate::provider::Source;

/// A source and the account behind it: another account under the same name is another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Account {
    pub(super) source: SourceKey,
    fingerprint: u64,
}

impl Account {
    pub(super) fn of(source: &Source) -> Self {
        Self {
            source: source.key.clone(),
            fingerprint: steady_hash(&(&source.base_url, &source.account_ref)),
        }
    }
}

/// Names one cached thing.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) account: Account,
    what: Arc<dyn What>,
    /// What invalidates it. Follows from the rest, so it is not part of the identity.
    pub(super) tags: Tags,
}

impl Key {
    /// Names an object of an account.
    pub(super) fn object<E: Entity>(account: &Account, epochs: &Epochs, key: &E::Key) -> Self {
        let what = Named {
            kind: TypeId::of::<E>(),
            value: key.clone(),
        };
        Self {
            account: account.clone(),
            what: Arc::new(what),
            tags: epochs.tags(&account.source, Some((E::KIND, key)), E::LISTED),
        }
    }

    /// Names a page of a list of an account.
    pub(super) fn page<L: List>(account: &Account, epochs: &Epochs, list: &L) -> Self {
        let what = Named {
            kind: TypeId::of::<L>(),
            value: list.clone(),
        };
        let within = list.conversation().map(|id| (NodeKind::Conversation, id));
        Self {
            account: account.clone(),
            what: Arc::new(what),
            tags: epochs.tags(&account.source, within, Some(list.kind())),
        }
    }

    /// A number that differs from key to key and is the same at any time.
    pub(super) fn spread(&self) -> u64 {
        steady_hash(self)
    }
}

fn steady_hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.account == other.account && self.what.is(&*other.what)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.account.hash(state);
        self.what.hash_into(state);
    }
}

/// Something with a name of its own kind.
trait What: Any + Debug + Send + Sync {
    fn is(&self, other: &dyn What) -> bool;
    fn hash_into(&self, state: &mut dyn Hasher);
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Named<T> {
    kind: TypeId,
    value: T,
}

impl<T: Debug + Eq + Hash + Send + Sync + 'static> What for Named<T> {
    fn is(&self, other: &dyn What) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }

    fn hash_into(&self, mut state: &mut dyn Hasher) {
        self.hash(&mut state);
    }
}
