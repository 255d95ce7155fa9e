//! How far a merged list has been shown: what its cursors hold.

use crate::feed::bytes::{Reader, Writer};
use crate::model::{Position, RowKey};

/// Ids that are remembered of each source, to notice repeats.
const RECENT: usize = 8;

/// Ids that are remembered where many rows share one key.
const TIES: usize = 32;

/// Where a page begins; `None` is the beginning of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start(pub Option<Position>);

/// How far one source has been shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The position that gives the page with the next row.
    pub position: Option<Position>,
    /// The page before that one, once there is one.
    pub previous: Option<Start>,
    /// The page size that the positions were made with; zero before the first page.
    pub size: usize,
    /// How many items of that page are done with.
    pub taken: usize,
    /// The key of the latest row.
    pub boundary: Option<RowKey>,
    /// How many of the latest rows have that key.
    pub ties: usize,
    /// Digests of the ids of the latest rows, the latest one last.
    pub recent: Vec<u64>,
    /// How many rows it gave so far.
    pub passed: usize,
    /// How many items its whole list has.
    pub total: Option<u64>,
    /// Whether there is nothing further.
    pub is_done: bool,
}

impl Place {
    /// Moves past a row. A row without a key of its own says nothing about where the source stands.
    pub(super) fn pass(&mut self, key: Option<RowKey>, id: u64) {
        if let Some(key) = key {
            self.ties = if self.boundary.as_ref() == Some(&key) {
                self.ties.saturating_add(1)
            } else {
                1
            };
            self.boundary = Some(key);
        }
        self.passed = self.passed.saturating_add(1);
        self.recent.push(id);
        let keep = self.ties.clamp(RECENT, TIES);
        let surplus = self.recent.len().saturating_sub(keep);
        self.recent.drain(..surplus);
    }

    /// Moves to the next page.
    pub(super) fn turn(&mut self, next: Option<Position>) {
        self.taken = 0;
        self.is_done = next.is_none();
        self.previous = Some(Start(self.position.take()));
        self.position = next;
    }

    /// Moves back to the page before, once; the ids and the key of the latest row tell where to go on there.
    pub(super) fn turn_back(&mut self) {
        if let Some(Start(position)) = self.previous.take() {
            self.position = position;
            self.taken = usize::MAX;
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.flag(self.is_done);
        // A source that is done is not read again: only its total is still shown.
        writer.option(self.total, Writer::number);
        if self.is_done {
            return;
        }
        let write = |writer: &mut Writer, position: &Position| writer.text(position.as_str());
        writer.option(self.position.as_ref(), write);
        writer.option(self.previous.as_ref(), |writer, Start(position)| {
            writer.option(position.as_ref(), write);
        });
        writer.count(self.size);
        writer.count(self.taken);
        writer.count(self.passed);
        writer.option(self.boundary.as_ref(), Writer::row_key);
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
        let position = |reader: &mut Reader<'_>| reader.text().map(Position::new);
        Some(Self {
            position: reader.option(position)?,
            previous: reader.option(|reader| reader.option(position).map(Start))?,
            size: reader.count()?,
            taken: reader.count()?,
            passed: reader.count()?,
            boundary: reader.option(Reader::row_key)?,
            ties: reader.count()?,
            recent: reader.list(Reader::digest)?,
            ..place
        })
    }
}

/// How far a merged list has been shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// When it began to be shown, in microseconds: what is newer belongs to another walk.
    pub as_of: i64,
    /// The key of the latest row of all sources; `None` before the first row.
    pub watermark: Option<RowKey>,
    /// How far each source has been shown, by the digest of its key.
    pub places: Vec<(u64, Place)>,
}

impl State {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.key(self.as_of);
        writer.option(self.watermark.as_ref(), Writer::row_key);
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
            watermark: reader.option(Reader::row_key)?,
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

    use super::{Place, Start, State, TIES};
    use crate::model::{OrderDirection, Position, RowKey};

    #[test]
    fn a_state_comes_back_as_it_was() {
        let mut under_way = Place {
            position: Some(Position::new("after=é")),
            previous: Some(Start(None)),
            size: 300,
            taken: 7,
            total: Some(812),
            ..Place::default()
        };
        under_way.pass(Some(RowKey::Number(-5)), 1);
        under_way.pass(Some(RowKey::Number(-5)), 2);
        let done = Place {
            is_done: true,
            total: Some(3),
            ..Place::default()
        };
        let state = State {
            as_of: i64::MAX,
            watermark: Some(RowKey::text("É", OrderDirection::Asc)),
            places: vec![(9, under_way), (8, done), (7, Place::default())],
        };
        let bytes = state.to_bytes();
        assert_eq!(State::from_bytes(&bytes), Some(state));
        assert_eq!(State::from_bytes(&bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn all_ids_of_a_tie_are_remembered_up_to_a_bound() {
        let mut place = Place::default();
        (0..20).for_each(|id| place.pass(Some(RowKey::Number(4)), id));
        assert_eq!(place.recent, (0..20).collect::<Vec<_>>());
        (20..90).for_each(|id| place.pass(Some(RowKey::Number(4)), id));
        assert_eq!(place.recent.len(), TIES);
        place.pass(Some(RowKey::Number(3)), 90);
        assert_eq!(place.recent, (83..=90).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_state_or_not(bytes in any::<Vec<u8>>()) {
            let _ = State::from_bytes(&bytes);
        }
    }
}
