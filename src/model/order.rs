//! What lists are ordered by.

use std::cmp::Reverse;

use crate::model::{Contact, Conversation, Priority};

/// Sort keys of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConversationOrderField {
    /// Latest activity.
    LastActivityAt,
    /// Start.
    CreatedAt,
    /// Last change of the record.
    UpdatedAt,
    /// Longest waiting contact.
    WaitingSince,
    /// Priority.
    Priority,
    /// Service level deadline.
    SlaDueAt,
    /// Wake-up time.
    SnoozedUntil,
    /// Conversation number.
    Number,
}

/// Sort keys of contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContactOrderField {
    /// Name fit for display.
    Name,
    /// First e-mail address.
    Email,
    /// When first seen.
    CreatedAt,
    /// Latest activity.
    LastActivityAt,
}

/// Direction of an ordering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderDirection {
    /// Smallest or oldest first.
    Asc,
    /// Largest or newest first.
    Desc,
}

/// A field and a direction. Rows without a value come last in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ordering<F> {
    /// What is compared.
    pub field: F,
    /// Which end comes first.
    pub direction: OrderDirection,
}

/// How conversations are ordered.
pub type ConversationOrder = Ordering<ConversationOrderField>;

/// How contacts are ordered.
pub type ContactOrder = Ordering<ContactOrderField>;

impl Default for ConversationOrder {
    fn default() -> Self {
        Self {
            field: ConversationOrderField::LastActivityAt,
            direction: OrderDirection::Desc,
        }
    }
}

impl Default for ContactOrder {
    fn default() -> Self {
        Self {
            field: ContactOrderField::Name,
            direction: OrderDirection::Asc,
        }
    }
}

/// What a row is merged by: the greatest comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A number or a time; negated where the smallest comes first.
    Number(i64),
    /// A text, where the first letters of the alphabet come first.
    Ascending(Reverse<Box<str>>),
    /// A text, where the last letters of the alphabet come first.
    Descending(Box<str>),
}

/// How many letters of a text take part in an order, so that cursors stay small.
const TEXT_LEN: usize = 64;

/// Bits of the latest activity below the rank of a priority: microseconds, until the year 2112.
const ACTIVITY_BITS: u32 = 52;

impl RowKey {
    /// Behind every other key.
    pub const LEAST: Self = Self::Number(i64::MIN);

    /// Before every other number.
    pub const GREATEST_NUMBER: Self = Self::Number(i64::MAX);

    /// The key of a number or time.
    #[must_use]
    pub fn number(value: i64, direction: OrderDirection) -> Self {
        Self::Number(match direction {
            OrderDirection::Desc => value,
            OrderDirection::Asc => value.checked_neg().unwrap_or(i64::MAX),
        })
    }

    /// The key of a text, compared without case.
    #[must_use]
    pub fn text(value: &str, direction: OrderDirection) -> Self {
        let letters = value.chars().flat_map(char::to_lowercase).take(TEXT_LEN);
        let text: String = letters.collect();
        match direction {
            OrderDirection::Asc => Self::Ascending(Reverse(text.into())),
            OrderDirection::Desc => Self::Descending(text.into()),
        }
    }
}

impl ConversationOrder {
    /// What a conversation is merged by; `None` where it has no such value.
    #[must_use]
    pub fn key(self, row: &Conversation) -> Option<RowKey> {
        use ConversationOrderField as Field;
        let ticket = row.ticket.as_ref();
        let time = match self.field {
            Field::LastActivityAt => row.last_activity_at,
            Field::CreatedAt => row.created_at,
            Field::UpdatedAt => row.updated_at,
            Field::WaitingSince => row.waiting_since,
            Field::SlaDueAt => ticket.and_then(|ticket| ticket.sla_due_at),
            Field::SnoozedUntil => row.snooze.as_ref().and_then(|snooze| snooze.until),
            Field::Priority => return Some(self.priority(row)),
            Field::Number => return Some(RowKey::number(number(row)?, self.direction)),
        };
        Some(RowKey::number(time?.as_microsecond(), self.direction))
    }

    /// Priority first; equal ones by latest activity, newest first in either direction.
    fn priority(self, row: &Conversation) -> RowKey {
        let rank = match row.priority {
            Priority::Urgent => 4,
            Priority::High => 3,
            Priority::Medium => 2,
            Priority::Low => 1,
            Priority::None | Priority::Unknown => 0,
        };
        let rank: i64 = match self.direction {
            OrderDirection::Desc => rank,
            OrderDirection::Asc => -rank,
        };
        let at = row.last_activity_at.map_or(0, |at| at.as_microsecond());
        let at = at.clamp(0, (1 << ACTIVITY_BITS) - 1);
        RowKey::Number((rank << ACTIVITY_BITS) + at)
    }
}

fn number(row: &Conversation) -> Option<i64> {
    row.number.as_deref()?.parse().ok()
}

impl ContactOrder {
    /// What a contact is merged by; `None` where it has no such value.
    #[must_use]
    pub fn key(self, row: &Contact) -> Option<RowKey> {
        use ContactOrderField as Field;
        let text = |text: &str| RowKey::text(text, self.direction);
        let time = match self.field {
            Field::Name => return Some(text(row.display_name())),
            Field::Email => return row.emails.first().map(|email| text(&email.value)),
            Field::CreatedAt => row.created_at,
            Field::LastActivityAt => row.last_activity_at,
        };
        Some(RowKey::number(time?.as_microsecond(), self.direction))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{ConversationOrder, ConversationOrderField, OrderDirection, RowKey};
    use crate::model::{
        Channel, ChannelKind, Conversation, ConversationStatus, Id, Priority, SourceKey,
    };

    fn row(priority: Priority, activity: i64) -> Conversation {
        let id = Id::new(&SourceKey::parse("desk").unwrap(), "1");
        let channel = Channel {
            kind: ChannelKind::Email,
            native: String::new(),
            detail: None,
        };
        Conversation {
            priority,
            last_activity_at: Some(Timestamp::from_second(activity).unwrap()),
            ..Conversation::new(id, ConversationStatus::Open, "", channel)
        }
    }

    #[test]
    fn texts_are_compared_without_case_and_shorter_ones_are_smaller() {
        let ascending = |text| RowKey::text(text, OrderDirection::Asc);
        assert!(ascending("ab") > ascending("ABC"));
        assert!(ascending("Ab") > ascending("b"));
        assert_eq!(ascending("É"), ascending("é"));
        let descending = |text| RowKey::text(text, OrderDirection::Desc);
        assert!(descending("abc") > descending("AB"));
    }

    #[test]
    fn equal_priorities_come_by_latest_activity_in_either_direction() {
        for direction in [OrderDirection::Asc, OrderDirection::Desc] {
            let order = ConversationOrder {
                field: ConversationOrderField::Priority,
                direction,
            };
            let key = |priority, activity| order.key(&row(priority, activity));
            assert!(key(Priority::High, 900) > key(Priority::High, 800));
            let is_desc = direction == OrderDirection::Desc;
            assert_eq!(key(Priority::Urgent, 1) > key(Priority::Low, 900), is_desc);
            assert_eq!(key(Priority::None, 1) > key(Priority::Low, 900), !is_desc);
        }
    }

    #[test]
    fn times_come_from_the_asked_end() {
        let at = |direction, activity| {
            let field = ConversationOrderField::LastActivityAt;
            ConversationOrder { field, direction }.key(&row(Priority::None, activity))
        };
        assert!(at(OrderDirection::Desc, 2) > at(OrderDirection::Desc, 1));
        assert!(at(OrderDirection::Asc, 1) > at(OrderDirection::Asc, 2));
    }
}
