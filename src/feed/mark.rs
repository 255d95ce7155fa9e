//! A place in a timeline: what its cursors hold.

use std::cmp::Ordering;

use crate::feed::bytes::{Reader, Writer};
use crate::model::{Message, MessageOrder, Position};

/// A page of the messages of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The order that the page is part of.
    pub order: MessageOrder,
    /// The size that the position was made with.
    pub size: usize,
    /// Where the page begins.
    pub position: Option<Position>,
}

/// A place in a timeline: right after, or right before, one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Native id of the message.
    pub native: Box<str>,
    /// When the message was created, in microseconds.
    pub created_at: i64,
    /// The page to look for it.
    pub spot: Spot,
    /// Whether the page begins behind the message and does not hold it.
    pub is_behind: bool,
}

impl Mark {
    /// The place of a message that was found on a page.
    pub(super) fn of(message: &Message, spot: Spot) -> Self {
        Self {
            native: message.id.native().into(),
            created_at: message.created_at.as_microsecond(),
            spot,
            is_behind: false,
        }
    }

    /// Whether a message certainly comes later than this place in an order.
    pub(super) fn is_before(&self, message: &Message, order: MessageOrder) -> bool {
        let later = match order {
            MessageOrder::OldestFirst => Ordering::Greater,
            MessageOrder::NewestFirst => Ordering::Less,
        };
        message.created_at.as_microsecond().cmp(&self.created_at) == later
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.text(&self.native);
        writer.key(self.created_at);
        writer.flag(self.spot.order == MessageOrder::OldestFirst);
        writer.count(self.spot.size);
        let position = self.spot.position.as_ref();
        writer.option(position, |writer, position| writer.text(position.as_str()));
        writer.flag(self.is_behind);
        writer.into_bytes()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let mark = Self {
            native: reader.text()?.into(),
            created_at: reader.key()?,
            spot: Spot {
                order: if reader.flag()? {
                    MessageOrder::OldestFirst
                } else {
                    MessageOrder::NewestFirst
                },
                size: reader.count()?,
                position: reader.option(|reader| reader.text().map(Position::new))?,
            },
            is_behind: reader.flag()?,
        };
        reader.end()?;
        Some(mark)
    }
}
