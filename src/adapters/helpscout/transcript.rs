//! Where a page of messages begins.
//!
//! Threads are listed newest first only, by page numbers, and every new thread shifts all pages. Places are therefore
//! counted from the oldest thread, which keep: `edge` threads are older than the place. Together with the number of
//! threads when it was counted, that tells the number of the page; if there are more threads by now, the page is
//! another one, and no thread is lost or given twice.

use crate::model::{MessageOrder, Position};

/// A place between two threads of a conversation, and the direction in which to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub order: MessageOrder,
    /// How many threads are older.
    pub edge: u64,
    /// How many threads there were when the place was made.
    pub total: u64,
    /// How many threads a full page holds.
    pub size: u64,
}

impl Place {
    /// Reads a position that `into_position` made. `None` if it is not one of this order.
    pub(super) fn parse(text: &str, order: MessageOrder) -> Option<Self> {
        let mut words = text.split(' ');
        if words.next() != Some(word(order)) {
            return None;
        }
        let mut number = || words.next()?.parse::<u64>().ok();
        let place = Self {
            order,
            edge: number()?,
            total: number()?,
            size: number()?,
        };
        (place.size > 0 && place.edge <= place.total && words.next().is_none()).then_some(place)
    }

    /// The place in words.
    pub(super) fn into_position(self) -> Position {
        let Self {
            order,
            edge,
            total,
            size,
        } = self;
        Position::new(format!("{} {edge} {total} {size}", word(order)))
    }

    /// The number of the page that holds the next thread, if there is a next thread.
    pub(super) fn page(self) -> Option<u64> {
        let next = match self.order {
            MessageOrder::OldestFirst => self.edge,
            MessageOrder::NewestFirst => self.edge.checked_sub(1)?,
        };
        let newer = self.total.checked_sub(1)?.checked_sub(next)?;
        Some(newer / self.size + 1)
    }

    /// The same place, now that there is another number of threads.
    pub(super) fn among(self, total: u64) -> Self {
        let edge = self.edge.min(total);
        Self {
            edge,
            total,
            ..self
        }
    }

    /// Takes from a page, whose threads are newest first, those that come next, in the order of the place.
    /// Returns the place behind them too.
    pub(super) fn take<T>(self, number: u64, newest_first: Vec<T>) -> (Vec<T>, Self) {
        let newer = (number - 1).saturating_mul(self.size);
        let top = self.total.saturating_sub(newer);
        let count = newest_first.len() as u64;
        let bottom = top.saturating_sub(count);
        let mut numbered: Vec<(u64, T)> = (bottom..top).rev().zip(newest_first).collect();
        let edge = match self.order {
            MessageOrder::NewestFirst => {
                numbered.retain(|(older, _)| *older < self.edge);
                bottom.min(self.edge)
            }
            MessageOrder::OldestFirst => {
                numbered.retain(|(older, _)| *older >= self.edge);
                numbered.reverse();
                top.max(self.edge)
            }
        };
        let taken = numbered.into_iter().map(|(_, item)| item).collect();
        (taken, Self { edge, ..self })
    }
}

const fn word(order: MessageOrder) -> &'static str {
    match order {
        MessageOrder::OldestFirst => "oldest",
        MessageOrder::NewestFirst => "newest",
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::model::MessageOrder;

    /// Reads a conversation as the provider shows it. `total` threads are there at first, and `arrives` more after each
    /// of the first pages.
    fn read(order: MessageOrder, edge: u64, mut total: u64, arrives: u64) -> Vec<u64> {
        let size = 25;
        let mut place = Place {
            order,
            edge,
            total,
            size,
        };
        let mut read = Vec::new();
        for turn in 0..40 {
            let text = place.into_position();
            let known = Place::parse(text.as_str(), order).unwrap();
            place = known.among(total);
            let Some(number) = place.page() else {
                break;
            };
            let newest_first: Vec<u64> = (0..total).rev().collect();
            let pages: Vec<_> = newest_first.chunks(25).collect();
            let page = pages[usize::try_from(number).unwrap() - 1].to_vec();
            let (taken, next) = place.take(number, page);
            read.extend(taken);
            place = next;
            total += if turn < 5 { arrives } else { 0 };
        }
        read
    }

    #[test]
    fn each_thread_is_read_once_in_either_order() {
        for total in [1, 24, 25, 26, 49, 50, 51, 130] {
            let oldest: Vec<u64> = (0..total).collect();
            let newest: Vec<u64> = (0..total).rev().collect();
            assert_eq!(read(MessageOrder::OldestFirst, 0, total, 0), oldest);
            assert_eq!(read(MessageOrder::NewestFirst, total, total, 0), newest);
        }
    }

    #[test]
    fn threads_that_arrive_meanwhile_neither_hide_nor_repeat_others() {
        for arrives in [1, 3, 25, 26] {
            let newest: Vec<u64> = (0..130).rev().collect();
            assert_eq!(read(MessageOrder::NewestFirst, 130, 130, arrives), newest);
        }
        let oldest: Vec<u64> = (0..145).collect();
        assert_eq!(read(MessageOrder::OldestFirst, 0, 130, 3), oldest);
    }

    #[test]
    fn words_of_others_are_no_places() {
        let order = MessageOrder::OldestFirst;
        for text in [
            "",
            "2",
            "newest 1 2 25",
            "oldest 1 2",
            "oldest 1 2 0",
            "oldest 3 2 25",
            "oldest 1 2 25 x",
            "oldest -1 2 25",
        ] {
            assert_eq!(Place::parse(text, order), None, "{text}");
        }
        let place = Place::parse("oldest 1 2 25", order).unwrap();
        assert_eq!((place.edge, place.total, place.size), (1, 2, 25));
    }

    #[test]
    fn threads_that_vanish_end_the_list() {
        let place = Place {
            order: MessageOrder::OldestFirst,
            edge: 40,
            total: 60,
            size: 25,
        };
        assert_eq!(place.among(30).page(), None);
        assert_eq!(place.page(), Some(1));
    }
}
