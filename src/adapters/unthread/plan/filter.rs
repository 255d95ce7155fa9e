//! One condition of a list, in the words of the service.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::model::TimeRange;

/// A condition on one field. All conditions of a list have to hold; a field that is null meets none.
///
/// Every value travels as a JSON value of its own, so that no text can become anything else.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::adapters::unthread) struct Filter {
    pub field: &'static str,
    operator: &'static str,
    value: Value,
}

/// Conditions on conversations that public clients send. All others are likely, and nothing more: the service refuses a
/// whole call for one field that it does not filter by, and does not publish which those are.
const SEEN: &[(&str, &[&str])] = &[
    ("id", &["=="]),
    ("customerId", &["==", "in"]),
    ("status", &["in"]),
    ("createdAt", &[">=", "<"]),
    ("updatedAt", &[">=", "<"]),
];

/// No user has it, so every user that there is differs from it. There is no other way to ask for what is not null.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

impl Filter {
    pub(super) fn is(field: &'static str, value: impl Into<Value>) -> Self {
        let (operator, value) = ("==", value.into());
        Self {
            field,
            operator,
            value,
        }
    }

    /// Lists are of texts only, also where the field is a number.
    pub(in crate::adapters::unthread) fn any_of<T: Into<String>>(
        field: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        Self {
            field,
            operator: "in",
            value: json!(values),
        }
    }

    /// Asks for one value by the operator that is known to work wherever any does.
    pub(super) fn one_of(field: &'static str, values: Vec<String>) -> Self {
        match <[String; 1]>::try_from(values) {
            Ok([only]) => Self::is(field, only),
            Err(several) => Self::any_of(field, several),
        }
    }

    /// The field refers to some user.
    pub(super) fn is_somebody(field: &'static str) -> Self {
        Self {
            field,
            operator: "!=",
            value: NOBODY.into(),
        }
    }

    /// The field has a time.
    pub(super) fn is_told(field: &'static str) -> Self {
        Self::at_or_after(field, Timestamp::UNIX_EPOCH)
    }

    /// A part of a text. Whether the case matters is not documented.
    pub(super) fn contains(field: &'static str, part: &str) -> Self {
        Self {
            field,
            operator: "contains",
            value: part.into(),
        }
    }

    /// The times of a range, which the field has to have in any case.
    pub(super) fn within(field: &'static str, range: TimeRange) -> Vec<Self> {
        let TimeRange { from, to } = range;
        let from = from.map(|from| Self::at_or_after(field, from));
        let to = to.map(|to| Self {
            field,
            operator: "<",
            value: millisecond(to).into(),
        });
        match (from, to) {
            (None, None) => vec![Self::is_told(field)],
            (from, to) => from.into_iter().chain(to).collect(),
        }
    }

    /// `>=` is not documented, but a client sends it.
    fn at_or_after(field: &'static str, at: Timestamp) -> Self {
        Self {
            field,
            operator: ">=",
            value: millisecond(at).into(),
        }
    }

    /// Whether a public client sends such a condition.
    pub(in crate::adapters::unthread) fn is_seen(&self) -> bool {
        let mut seen = SEEN.iter();
        seen.any(|(field, operators)| *field == self.field && operators.contains(&self.operator))
    }

    pub(in crate::adapters::unthread) fn to_json(&self) -> Value {
        let Self {
            field,
            operator,
            value,
        } = self;
        json!({"field": field, "operator": operator, "value": value})
    }
}

/// The first whole millisecond that is not before a moment. Times are stored finer than they are shown, so that only a
/// whole one divides the rows as they show themselves.
fn millisecond(at: Timestamp) -> String {
    let at = at.max(Timestamp::UNIX_EPOCH);
    let nanos = i64::from(at.subsec_nanosecond());
    let millis = at.as_second() * 1000 + (nanos + 999_999) / 1_000_000;
    let whole = Timestamp::from_millisecond(millis).unwrap_or(at);
    format!("{whole:.3}")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::Filter;
    use crate::model::TimeRange;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    fn json(filters: &[Filter]) -> serde_json::Value {
        filters.iter().map(Filter::to_json).collect()
    }

    #[test]
    fn one_value_is_compared_and_several_are_a_list() {
        let one = Filter::one_of("id", vec!["a".to_owned()]);
        assert_eq!(
            one.to_json(),
            json!({"field": "id", "operator": "==", "value": "a"})
        );
        let two = Filter::one_of("id", vec!["a".to_owned(), "b\"]".to_owned()]);
        assert_eq!(
            two.to_json(),
            json!({"field": "id", "operator": "in", "value": ["a", "b\"]"]})
        );
        assert!(one.is_seen() && !two.is_seen());
    }

    #[test]
    fn a_range_is_divided_at_whole_milliseconds() {
        let range = TimeRange {
            from: at("2026-02-03T08:11:04.2010001Z"),
            to: at("2026-02-04T00:00:00Z"),
        };
        let filters = Filter::within("createdAt", range);
        assert!(filters.iter().all(Filter::is_seen));
        assert_eq!(
            json(&filters),
            json!([
                {"field": "createdAt", "operator": ">=", "value": "2026-02-03T08:11:04.202Z"},
                {"field": "createdAt", "operator": "<", "value": "2026-02-04T00:00:00.000Z"},
            ])
        );
    }

    #[test]
    fn an_open_range_still_wants_a_time() {
        let told = json!([
            {"field": "closedAt", "operator": ">=", "value": "1970-01-01T00:00:00.000Z"}
        ]);
        let open = Filter::within("closedAt", TimeRange::default());
        assert_eq!(json(&open), told);
        let since_ever = TimeRange {
            from: Some(Timestamp::MIN),
            to: None,
        };
        assert_eq!(json(&Filter::within("closedAt", since_ever)), told);
        let until_the_end = TimeRange {
            from: None,
            to: Some(Timestamp::MAX),
        };
        assert_eq!(Filter::within("closedAt", until_the_end).len(), 1);
    }
}
