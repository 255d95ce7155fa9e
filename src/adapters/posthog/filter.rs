//! What the lists of tickets and persons can be asked for.
//!
//! The list of tickets never refuses a filter: what it cannot read it ignores, and answers more than was asked for. So
//! nothing is written here that it could not read.

use jiff::{SignedDuration, Timestamp};

use crate::model::{OrderDirection, TimeRange};
use crate::transport::Query;

/// Distinct ids that one question can have; the provider drops the others.
const MOST_DISTINCT_IDS: usize = 100;
/// Letters of all distinct ids together, lest the address of the question become too long for a server.
const MOST_LETTERS: usize = 4000;

/// The filters of the ticket list. All of them have to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TicketFilter {
    /// Any of these statuses.
    pub status: Option<Vec<&'static str>>,
    /// Any of these priorities; no priority cannot be asked for.
    pub priority: Option<Vec<&'static str>>,
    /// The channel.
    pub channel_source: Option<&'static str>,
    /// A user or a role.
    pub assignee: Option<Assignee>,
    /// When the ticket last changed.
    pub updated: Updated,
    /// Any of these distinct ids.
    pub distinct_ids: Option<Vec<String>>,
    /// Digits are a number of a ticket, other text is searched for.
    pub search: Option<String>,
    /// Where the service level stands.
    pub sla: Option<&'static str>,
    /// Has a time to wake up, whether it has passed or not.
    pub is_snoozed: bool,
    /// Any of these tags.
    pub tags: Option<Vec<String>>,
    /// What the tickets are sorted by; else by the latest change.
    pub order_by: Option<OrderBy>,
}

/// Who works on a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Assignee {
    /// A user, by number.
    User(i64),
    /// A role, by UUID.
    Role(String),
}

/// A span of `updated_at`, inclusive at both ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Updated {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

/// A field of tickets and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OrderBy {
    pub field: &'static str,
    pub direction: OrderDirection,
}

impl TicketFilter {
    /// The ticket with a number, which must be digits.
    pub(super) fn number(number: impl Into<String>) -> Self {
        Self {
            search: Some(number.into()),
            ..Self::default()
        }
    }

    /// The tickets of some distinct ids.
    pub(super) fn distinct_ids(ids: Vec<String>) -> Self {
        Self {
            distinct_ids: Some(ids),
            ..Self::default()
        }
    }

    /// Adds the parameters.
    pub(super) fn write(&self, query: &mut Query) {
        let Self {
            status,
            priority,
            channel_source,
            assignee,
            updated,
            distinct_ids,
            search,
            sla,
            is_snoozed,
            tags,
            order_by,
        } = self;
        query
            .set_opt("status", status.as_ref().map(|any| any.join(",")))
            .set_opt("priority", priority.as_ref().map(|any| any.join(",")))
            .set_opt("channel_source", *channel_source)
            .set_opt("assignee", assignee.as_ref().map(Assignee::text))
            .set_opt("date_from", updated.from)
            .set_opt("date_to", updated.to)
            .set_opt(
                "distinct_ids",
                distinct_ids.as_ref().map(|any| any.join(",")),
            )
            .set_opt("search", search.as_ref())
            .set_opt("sla", *sla)
            .set_opt("snoozed", is_snoozed.then_some("true"))
            .set_opt(
                "tags",
                tags.as_ref().map(|any| serde_json::json!(any).to_string()),
            )
            .set_opt("order_by", order_by.map(OrderBy::text));
    }
}

impl Assignee {
    fn text(&self) -> String {
        match self {
            Self::User(id) => format!("user:{id}"),
            Self::Role(id) => format!("role:{id}"),
        }
    }
}

impl OrderBy {
    fn text(self) -> String {
        let sign = match self.direction {
            OrderDirection::Asc => "",
            OrderDirection::Desc => "-",
        };
        [sign, self.field].concat()
    }
}

impl Updated {
    /// Keeps what also lies in a range. The provider's times have microseconds, and its end is inclusive.
    pub(super) fn narrow(&mut self, TimeRange { from, to }: TimeRange) {
        // No ticket is older than the provider, and its server cannot read the years before our era.
        let from = from.filter(|from| *from > Timestamp::UNIX_EPOCH);
        self.from = self.from.max(from.map(whole_microsecond));
        if let Some(to) = to {
            let end = whole_microsecond(to.max(Timestamp::UNIX_EPOCH));
            let last = end - SignedDuration::from_micros(1);
            self.to = Some(self.to.map_or(last, |held| held.min(last)));
        }
    }
}

/// The first whole microsecond that is not before a time.
fn whole_microsecond(at: Timestamp) -> Timestamp {
    let nanos = at.as_nanosecond();
    let rest = nanos.rem_euclid(1000);
    let up = if rest == 0 { 0 } else { 1000 - rest };
    Timestamp::from_nanosecond(nanos + up).unwrap_or(at)
}

/// Whether a list with commas can hold a text. The provider trims each member; a text with a zero byte breaks its database.
fn is_listable(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains([',', '\0'])
}

/// Whether one question can have so many distinct ids.
pub(super) fn fit(distinct_ids: &[String]) -> bool {
    let letters: usize = distinct_ids.iter().map(String::len).sum();
    distinct_ids.len() <= MOST_DISTINCT_IDS
        && letters <= MOST_LETTERS
        && distinct_ids.iter().all(|id| is_listable(id))
}

/// Which persons to list. At most one of the conditions is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PersonFilter<'a> {
    /// All of them.
    None,
    /// The one of a distinct id.
    DistinctId(&'a str),
    /// Those with a text in the address, and who has it as a distinct id.
    Search(&'a str),
}

impl PersonFilter<'_> {
    /// Adds the parameters.
    pub(super) fn write(self, query: &mut Query) {
        match self {
            Self::None => {}
            Self::DistinctId(id) => {
                query.set("distinct_id", id);
            }
            Self::Search(text) => {
                query.set("search", text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Assignee, OrderBy, TicketFilter, Updated, fit, is_listable};
    use crate::model::{OrderDirection, TimeRange};
    use crate::transport::Query;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    fn written(filter: &TicketFilter) -> String {
        let mut query = Query::default();
        filter.write(&mut query);
        query.encode()
    }

    #[test]
    fn every_filter_has_its_parameter() {
        assert_eq!(written(&TicketFilter::default()), "");
        let filter = TicketFilter {
            status: Some(vec!["new", "open"]),
            priority: Some(vec!["high"]),
            channel_source: Some("email"),
            assignee: Some(Assignee::User(311)),
            distinct_ids: Some(vec!["a b".to_owned(), "c".to_owned()]),
            search: Some("x&y".to_owned()),
            sla: Some("at-risk"),
            is_snoozed: true,
            tags: Some(vec!["a\"b".to_owned(), "c,d".to_owned()]),
            order_by: Some(OrderBy {
                field: "created_at",
                direction: OrderDirection::Desc,
            }),
            ..TicketFilter::default()
        };
        assert_eq!(
            written(&filter),
            "status=new%2Copen&priority=high&channel_source=email&assignee=user%3A311\
             &distinct_ids=a+b%2Cc&search=x%26y&sla=at-risk&snoozed=true\
             &tags=%5B%22a%5C%22b%22%2C%22c%2Cd%22%5D&order_by=-created_at"
        );
    }

    #[test]
    fn the_end_of_a_range_is_one_microsecond_earlier() {
        let mut updated = Updated::default();
        updated.narrow(TimeRange {
            from: at("2026-03-02T08:00:00.0000001Z"),
            to: at("2026-03-03T08:00:00Z"),
        });
        assert_eq!(updated.from, at("2026-03-02T08:00:00.000001Z"));
        assert_eq!(updated.to, at("2026-03-03T07:59:59.999999Z"));
        updated.narrow(TimeRange {
            from: at("2026-03-01T00:00:00Z"),
            to: at("2026-03-02T10:00:00.0000005Z"),
        });
        assert_eq!(updated.from, at("2026-03-02T08:00:00.000001Z"));
        assert_eq!(updated.to, at("2026-03-02T10:00:00Z"));
    }

    #[test]
    fn times_that_no_ticket_can_have_stay_readable() {
        let mut updated = Updated::default();
        updated.narrow(TimeRange {
            from: Some(Timestamp::MIN),
            to: Some(Timestamp::MIN),
        });
        assert_eq!(updated.from, None);
        assert_eq!(updated.to, at("1969-12-31T23:59:59.999999Z"));
        let mut updated = Updated::default();
        updated.narrow(TimeRange {
            from: Some(Timestamp::MAX),
            to: Some(Timestamp::MAX),
        });
        assert!(updated.from.is_some() && updated.to.is_some());
    }

    #[test]
    fn what_would_be_cut_apart_is_no_member_of_a_list() {
        assert!(is_listable("ola@example.test") && is_listable("a b"));
        for text in ["", "a,b", " a", "a\t", "a\0"] {
            assert!(!is_listable(text), "{text:?}");
        }
        let many = |count: usize, text: &str| vec![text.to_owned(); count];
        assert!(fit(&many(100, "usr_8841")) && !fit(&many(101, "usr_8841")));
        assert!(!fit(&many(20, &"x".repeat(400))));
    }
}
