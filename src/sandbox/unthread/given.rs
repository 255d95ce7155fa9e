//! What a body holds, checked against a table of the keys that an operation takes. Other keys are passed over.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::ids;
use super::refusal::Refusal;

/// A key, what it takes and whether it must be there.
pub(super) struct Key(pub &'static str, pub Takes, pub Need);

/// What a key takes.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    /// Any text.
    Text,
    /// A text that is not empty.
    Name,
    /// A text of at most so many characters.
    TextUpTo(usize),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// True or false.
    Flag,
    /// 3, 5, 7 or 9; nothing in between.
    Priority,
    /// A number that is not negative.
    Amount,
    /// A moment in ISO 8601; stored as moments are.
    Moment,
    /// A list of texts.
    Texts,
    /// An object whose values are texts.
    TextMap,
    /// Any object.
    Object,
    /// A list of objects.
    Objects,
}

/// Whether a key can be left out, or be null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there.
    Required,
    /// It can be left out.
    Optional,
    /// It can be left out, and null empties it.
    Nullable,
}

/// The keys that were there, as they are stored.
pub(super) struct Given(Map<String, Value>);

impl Given {
    /// Checks an object. `place` is where it stands in the request, empty for the body itself.
    pub(super) fn read(body: &Value, place: &str, keys: &[Key]) -> Result<Self, Refusal> {
        let mut columns = Map::new();
        for Key(key, takes, need) in keys {
            let path = match place {
                "" => (*key).to_owned(),
                place => format!("{place}.{key}"),
            };
            let stored = match body.get(key) {
                None if *need == Need::Required => {
                    return Err(Refusal::bad_request(format!("{path} is required")));
                }
                None => continue,
                Some(Value::Null) if *need == Need::Nullable => Value::Null,
                Some(value) => takes.stored(value).ok_or_else(|| {
                    Refusal::bad_request(format!("{path} must be {}", takes.expected()))
                })?,
            };
            columns.insert((*key).to_owned(), stored);
        }
        Ok(Self(columns))
    }

    /// The value of a key; `None` if it was not there.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The text of a key; `None` if there is none.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    /// True if the key was there and true.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    /// The texts of a key; none if it was not there.
    pub(super) fn texts(&self, key: &str) -> impl Iterator<Item = &str> {
        let items = self.get(key).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str)
    }

    /// True if none of the keys was there.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the value of a key out.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key)
    }

    /// Puts what is left into a row.
    pub(super) fn write_to(self, row: &mut Value) {
        for (column, value) in self.0 {
            row[column] = value;
        }
    }
}

impl Takes {
    /// The value as it is stored; `None` if it does not fit.
    fn stored(self, value: &Value) -> Option<Value> {
        let fits = match self {
            Self::Text => value.is_string(),
            Self::Name => value.as_str().is_some_and(|text| !text.trim().is_empty()),
            Self::TextUpTo(most) => {
                let text = value.as_str();
                text.is_some_and(|text| text.chars().count() <= most)
            }
            Self::OneOf(words) => value.as_str().is_some_and(|text| words.contains(&text)),
            Self::Flag => value.is_boolean(),
            Self::Priority => matches!(value.as_f64(), Some(3.0 | 5.0 | 7.0 | 9.0)),
            Self::Amount => value.as_f64().is_some_and(|number| number >= 0.0),
            Self::Moment => return moment(value),
            Self::Texts => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::TextMap => value
                .as_object()
                .is_some_and(|map| map.values().all(Value::is_string)),
            Self::Object => value.is_object(),
            Self::Objects => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_object)),
        };
        fits.then(|| value.clone())
    }

    fn expected(self) -> String {
        let fixed = match self {
            Self::Text => "a string",
            Self::Name => "a string that is not empty",
            Self::TextUpTo(most) => return format!("a string of at most {most} characters"),
            Self::OneOf(words) => return format!("one of {}", words.join(", ")),
            Self::Flag => "a boolean",
            Self::Priority => "3, 5, 7 or 9",
            Self::Amount => "a number that is not negative",
            Self::Moment => "a moment in ISO 8601",
            Self::Texts => "an array of strings",
            Self::TextMap => "an object of strings",
            Self::Object => "an object",
            Self::Objects => "an array of objects",
        };
        fixed.to_owned()
    }
}

fn moment(value: &Value) -> Option<Value> {
    let at: Timestamp = value.as_str()?.parse().ok()?;
    Some(ids::stored(at).into())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Need::{Nullable, Optional, Required};
    use super::{Given, Key, Takes};

    const KEYS: &[Key] = &[
        Key("name", Takes::Name, Required),
        Key("topic", Takes::TextUpTo(3), Optional),
        Key("wakeUpAt", Takes::Moment, Nullable),
        Key("priority", Takes::Priority, Nullable),
    ];

    #[test]
    fn known_keys_are_stored_and_others_passed_over() {
        let body =
            json!({"colour": 1, "name": "A", "wakeUpAt": "2026-02-06T08:00:00Z", "priority": null});
        let given = Given::read(&body, "", KEYS).ok().unwrap();
        let mut row = json!({"priority": 7, "topic": "old"});
        given.write_to(&mut row);
        assert_eq!(
            row,
            json!({"priority": null, "topic": "old", "name": "A", "wakeUpAt": "2026-02-06T08:00:00.000000Z"})
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let is_refused = |body: Value| Given::read(&body, "", KEYS).is_err();
        assert!(!is_refused(json!({"name": "A", "topic": "äöü"})));
        for body in [
            json!({}),
            json!({"name": null}),
            json!({"name": " "}),
            json!({"name": "A", "topic": null}),
            json!({"name": "A", "topic": "long"}),
            json!({"name": "A", "wakeUpAt": "tomorrow"}),
            json!({"name": "A", "wakeUpAt": 5}),
            json!({"name": "A", "priority": 4}),
            json!({"name": "A", "priority": "5"}),
        ] {
            assert!(is_refused(body.clone()), "{body}");
        }
    }
}
