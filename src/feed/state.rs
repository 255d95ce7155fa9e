//! How far a merged list has been shown: what its cursors hold.

use crate::feed::bytes::{Reader, Writer};
use crate::model::Position;

/// Ids that are remembered of each source, to notice repeats.
const RECENT: usize = 8;

/// Ids that are remembered where many rows share one key.
const TIES: usize = 32;

/// How far one source has been shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The position that gives the page with the next row.
    pub position: Option<Position>,
    /// The page size that the positions were made with; zero before the first page.
    pub size: usize,
    /// How many items of that page are done with.
    pub taken: usize,
    /// The key of the latest row.
    pub boundary: Option<i64>,
    /// How many of the latest rows have that key.
    pub ties: usize,
    /// Digests of the ids of the latest rows, the latest one last.
    pub recent: Vec<u64>,
    /// How many items its whole list has.
    pub total: Option<u64>,
    /// Whether there is nothing further.
    pub is_done: bool,
}

impl Place {
    /// Moves past a row. A row without a key of its own says nothing about where the source stands.
    pub(super) fn pass(&mut self, key: Option<i64>, id: u64) {
        if let Some(key) = key {
            self.ties = if self.boundary == Some(key) {
                self.ties.saturating_add(1)
            } else {
                1
            };
            self.boundary = Some(key);
        }
        self.recent.push(id);
        let keep = self.ties.clamp(RECENT, TIES);
        let surplus = self.recent.len().saturating_sub(keep);
        self.recent.drain(..surplus);
    }

    /// Moves to the next page.
    pub(super) fn turn(&mut self, next: Option<Position>) {
        self.taken = 0;
        self.is_done = next.is_none();
        self.position = next;
    }

    fn write(&self, writer: &mut Writer) {
        writer.flag(self.is_done);
        // A source that is done is not read again: only its total is still shown.
        writer.option(self.total, Writer::number);
        if self.is_done {
            return;
        }
        writer.option(self.position.as_ref(), |writer, position| {
            writer.text(position.as_str());
        });
        writer.count(self.size);
        writer.count(self.taken);
        writer.option(self.boundary, Writer::key);
        writer.count(self.ties);
        writer.count(self.recent.len());
        for id in &self.recent {
            writer.digest(*id);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let is_done = reader.flag()?;
        let total = reader.option(Reader::number)?;
        let place = Self {
            is_done,
            total,
            ..Self::default()
        };
        if is_done {
            return Some(place);
        }
        Some(Self {
            position: reader.option(|reader| reader.text().map(Position::new))?,
            size: reader.count()?,
            taken: reader.count()?,
            boundary: reader.option(Reader::key)?,
            ties: reader.count()?,
            recent: reader.list(Reader::digest)?,
            ..place
        })
    }
}

/// How far a merged list has been shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// When it began to be shown, as a key: what is newer belongs to another walk.
    pub as_of: i64,
    /// The key of the latest row of all sources; `None` before the first row.
    pub watermark: Option<i64>,
    /// How far each source has been shown, by the digest of its key.
    pub places: Vec<(u64, Place)>,
}

impl State {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.key(self.as_of);
        writer.option(self.watermark, Writer::key);
        writer.count(self.places.len());
        for (source, place) in &self.places {
            writer.digest(*source);
            place.write(&mut writer);
        }
        writer.into_bytes()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let state = Self {
            as_of: reader.key()?,
            watermark: reader.option(Reader::key)?,
            places: reader.list(|reader| Some((reader.digest()?, Place::read(reader)?)))?,
        };
        reader.end()?;
        Some(state)
    }

    /// How far one source has been shown. One that is not in the cursor is new.
    pub(super) fn place(&self, source: u64) -> Place {
        let found = self.places.iter().find(|(known, _)| *known == source);
        found.map(|(_, place)| place.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Place, State, TIES};
    use crate::model::Position;

    #[test]
    fn a_state_comes_back_as_it_was() {
        let mut under_way = Place {
            position: Some(Position::new("after=é")),
            size: 300,
            taken: 7,
            total: Some(812),
            ..Place::default()
        };
        under_way.pass(Some(-5), 1);
        under_way.pass(Some(-5), 2);
        let done = Place {
            is_done: true,
            total: Some(3),
            ..Place::default()
        };
        let state = State {
            as_of: i64::MAX,
            watermark: Some(-5),
            places: vec![(9, under_way), (8, done), (7, Place::default())],
        };
        let bytes = state.to_bytes();
        assert_eq!(State::from_bytes(&bytes), Some(state));
        assert_eq!(State::from_bytes(&bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn all_ids_of_a_tie_are_remembered_up_to_a_bound() {
        let mut place = Place::default();
        (0..20).for_each(|id| place.pass(Some(4), id));
        assert_eq!(place.recent, (0..20).collect::<Vec<_>>());
        (20..90).for_each(|id| place.pass(Some(4), id));
        assert_eq!(place.recent.len(), TIES);
        place.pass(Some(3), 90);
        assert_eq!(place.recent, (83..=90).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_state_or_not(bytes in any::<Vec<u8>>()) {
            let _ = State::from_bytes(&bytes);
        }
    }
}
