//! What the lists of threads and messages can be asked for. An unknown key is refused, an unknown group or user as well.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::model::TimeRange;

/// The filter of the thread list. All of it has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ThreadFilter {
    /// Fields that threads have with these texts, in the same case.
    pub metadata: Map<String, Value>,
    /// The group.
    pub group: Option<String>,
    /// Whether the thread is resolved.
    pub is_resolved: Option<bool>,
    /// When the first message was written; for a thread without messages, when it was made.
    pub first_message: Span,
    /// When the newest message was written; a thread without messages has none.
    pub newest_message: Span,
}

impl ThreadFilter {
    /// The parameter; `None` if every thread is meant.
    pub(super) fn text(&self) -> Option<String> {
        let Self {
            metadata,
            group,
            is_resolved,
            first_message,
            newest_message,
        } = self;
        let mut fields = Map::new();
        let mut set = |key: &str, value: Option<Value>| {
            fields.extend(value.map(|value| (key.to_owned(), value)));
        };
        let metadata = (!metadata.is_empty()).then(|| json!(metadata));
        let status = |is_resolved: &bool| {
            if *is_resolved {
                "resolved"
            } else {
                "unresolved"
            }
        };
        set("groupID", group.as_ref().map(|group| json!(group)));
        set(
            "resolvedStatus",
            is_resolved.as_ref().map(|is| json!(status(is))),
        );
        set("metadata", metadata);
        set("firstMessageTimestamp", first_message.json());
        set("mostRecentMessageTimestamp", newest_message.json());
        (!fields.is_empty()).then(|| Value::Object(fields).to_string())
    }
}

/// A span of time, inclusive at both ends. The server reads milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Span {
    /// Keeps what also lies in a range. The server keeps finer times than it tells and than it reads, so the end stays
    /// in the span. Nothing there is older than 1970, and its database cannot read the years before our era.
    pub(super) fn narrow(&mut self, range: TimeRange) {
        let told = |at: Timestamp| whole_millisecond(at.max(Timestamp::UNIX_EPOCH));
        self.from = self.from.max(range.from.map(told));
        if let Some(to) = range.to.map(told) {
            self.to = Some(self.to.map_or(to, |held| held.min(to)));
        }
    }

    fn json(self) -> Option<Value> {
        let mut ends = Map::new();
        for (key, at) in [("from", self.from), ("to", self.to)] {
            ends.extend(at.map(|at| (key.to_owned(), json!(format!("{at:.3}")))));
        }
        (!ends.is_empty()).then_some(Value::Object(ends))
    }
}

/// The first whole millisecond that is not before a time.
fn whole_millisecond(at: Timestamp) -> Timestamp {
    const MILLISECOND: i128 = 1_000_000;
    let nanos = at.as_nanosecond();
    let up = match nanos.rem_euclid(MILLISECOND) {
        0 => 0,
        rest => MILLISECOND - rest,
    };
    Timestamp::from_nanosecond(nanos + up).unwrap_or(at)
}

/// The filter of the message list by who wrote.
pub(super) fn by_author(user: &str) -> String {
    json!({"authorID": user}).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::{Span, ThreadFilter, by_author};
    use crate::model::TimeRange;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn every_filter_has_its_key() {
        assert_eq!(ThreadFilter::default().text(), None);
        let mut filter = ThreadFilter {
            group: Some("a\"b".to_owned()),
            is_resolved: Some(false),
            ..ThreadFilter::default()
        };
        filter.metadata.insert("depot\\".to_owned(), json!("nørth"));
        filter.first_message.narrow(TimeRange {
            from: at("2026-11-01T00:00:00.0001Z"),
            to: at("2026-11-02T00:00:00.001Z"),
        });
        filter.newest_message.narrow(TimeRange {
            from: None,
            to: at("2026-11-03T00:00:00Z"),
        });
        assert_eq!(
            filter.text().unwrap(),
            r#"{"groupID":"a\"b","resolvedStatus":"unresolved","metadata":{"depot\\":"nørth"},"firstMessageTimestamp":{"from":"2026-11-01T00:00:00.001Z","to":"2026-11-02T00:00:00.001Z"},"mostRecentMessageTimestamp":{"to":"2026-11-03T00:00:00.000Z"}}"#
        );
        assert_eq!(by_author("a\"b"), r#"{"authorID":"a\"b"}"#);
    }

    #[test]
    fn spans_that_meet_keep_what_lies_in_all() {
        let mut span = Span::default();
        for (from, to) in [(1, 9), (3, 12), (2, 8)] {
            let second = |second| Some(Timestamp::from_second(second).unwrap());
            span.narrow(TimeRange {
                from: second(from),
                to: second(to),
            });
        }
        let expected =
            json!({"from": "1970-01-01T00:00:03.000Z", "to": "1970-01-01T00:00:08.000Z"});
        assert_eq!(span.json(), Some(expected));
        let mut span = Span::default();
        span.narrow(TimeRange {
            from: Some(Timestamp::MIN),
            to: Some(Timestamp::MAX),
        });
        assert_eq!(span.from, Some(Timestamp::UNIX_EPOCH));
        assert_eq!(span.to, Some(Timestamp::MAX));
    }
}
