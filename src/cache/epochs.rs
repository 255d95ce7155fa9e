//! Invalidation without a search: whoever changes something leaves a mark, and copies read before the mark are void.
//!
//! Every invalidation gets the next number and leaves it at the places of what it touches. A copy remembers the number
//! that was the latest before it was read, and is good as long as none of its places shows a later one. The places are
//! a fixed table: where two tags share one, the price is a copy read again too early.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{NodeKind, SourceKey};

/// Places for objects.
const FINE: usize = 1 << 14;

/// Places for lists and sources, apart from the others: many copies hang on each.
const COARSE: usize = 1 << 10;

/// The number of the latest invalidation that a reader knew of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Epoch(u64);

/// The places that concern one copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tags {
    object: Option<usize>,
    lists: Option<usize>,
    source: usize,
}

/// The marks of all invalidations.
#[derive(Debug)]
pub(super) struct Epochs {
    latest: AtomicU64,
    fine: Box<[AtomicU64]>,
    coarse: Box<[AtomicU64]>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Default for Epochs {
    fn default() -> Self {
        let places = |count| {
            std::iter::repeat_with(AtomicU64::default)
                .take(count)
                .collect()
        };
        Self {
            latest: AtomicU64::default(),
            fine: places(FINE),
            coarse: places(COARSE),
            hasher: BuildHasherDefault::default(),
        }
    }
}

impl Epochs {
    /// What to remember before something is read.
    pub(super) fn now(&self) -> Epoch {
        Epoch(self.latest.load(Ordering::SeqCst))
    }

    /// The places of a copy: of an object, of lists of a kind, and of the source.
    pub(super) fn tags(
        &self,
        source: &SourceKey,
        object: Option<(NodeKind, &(impl Hash + ?Sized))>,
        lists: Option<NodeKind>,
    ) -> Tags {
        Tags {
            object: object.map(|(kind, key)| self.object_place(kind, key)),
            lists: lists.map(|kind| self.lists_place(source, kind)),
            source: self.source_place(source),
        }
    }

    /// Whether nothing that a copy depends on was invalidated since.
    pub(super) fn is_current(&self, tags: &Tags, read: Epoch) -> bool {
        let not_after = |place: &AtomicU64| place.load(Ordering::SeqCst) <= read.0;
        tags.object.is_none_or(|place| not_after(&self.fine[place]))
            && tags
                .lists
                .is_none_or(|place| not_after(&self.coarse[place]))
            && not_after(&self.coarse[tags.source])
    }

    /// Voids the copies of one object. The key names its source.
    pub(super) fn invalidate_object(&self, kind: NodeKind, key: &(impl Hash + ?Sized)) {
        self.mark(&self.fine[self.object_place(kind, key)]);
    }

    /// Voids the pages of all lists of a kind.
    pub(super) fn invalidate_lists(&self, source: &SourceKey, kind: NodeKind) {
        self.mark(&self.coarse[self.lists_place(source, kind)]);
    }

    /// Voids everything of a source.
    pub(super) fn invalidate_source(&self, source: &SourceKey) {
        self.mark(&self.coarse[self.source_place(source)]);
    }

    fn mark(&self, place: &AtomicU64) {
        let number = self.latest.fetch_add(1, Ordering::SeqCst) + 1;
        place.fetch_max(number, Ordering::SeqCst);
    }

    fn object_place(&self, kind: NodeKind, key: &(impl Hash + ?Sized)) -> usize {
        self.place(&(kind, key), FINE)
    }

    fn lists_place(&self, source: &SourceKey, kind: NodeKind) -> usize {
        self.place(&(source, Some(kind)), COARSE)
    }

    fn source_place(&self, source: &SourceKey) -> usize {
        self.place(&(source, None::<NodeKind>), COARSE)
    }

    fn place(&self, tag: &impl Hash, count: usize) -> usize {
        let wide = count as u64;
        usize::try_from(self.hasher.hash_one(tag) % wide).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Epochs;
    use crate::model::{Contact, Id, NodeKind, SourceKey};

    #[test]
    fn a_mark_voids_what_was_read_before_it_and_nothing_else() {
        let epochs = Epochs::default();
        let (chat, mail) = (
            SourceKey::parse("chat").unwrap(),
            SourceKey::parse("mail").unwrap(),
        );
        let id = Id::<Contact>::new(&chat, "1");
        let object = epochs.tags(&chat, Some((NodeKind::Contact, &id)), None);
        let list = epochs.tags(&chat, None::<(NodeKind, &str)>, Some(NodeKind::Contact));
        let current = |read| {
            [
                epochs.is_current(&object, read),
                epochs.is_current(&list, read),
            ]
        };
        let first = epochs.now();
        assert_eq!(current(first), [true, true]);
        epochs.invalidate_object(NodeKind::Contact, &id);
        assert_eq!(current(first), [false, true]);
        let second = epochs.now();
        assert_eq!(current(second), [true, true]);
        epochs.invalidate_lists(&chat, NodeKind::Contact);
        assert_eq!(current(second), [true, false]);
        let third = epochs.now();
        epochs.invalidate_source(&mail);
        assert_eq!(current(third), [true, true]);
        epochs.invalidate_source(&chat);
        assert_eq!(current(third), [false, false]);
        assert_eq!(current(epochs.now()), [true, true]);
    }
}
