//! Reads what comes in more than one shape. What fits none of them is as good as absent.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::User;

type Read<T, E> = Result<Option<T>, E>;

/// Reads a text or a number as text. An empty text is none.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Read<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => Some(text).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    })
}

/// Reads a number, or a text that is one.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Read<f64, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
    .filter(|number| number.is_finite()))
}

/// Reads a moment.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Read<Timestamp, D::Error> {
    let text = text(deserializer)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Reads an object of texts. What is no text stands as it is written in JSON; empty ones are absent.
pub(super) fn texts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let Value::Object(fields) = Value::deserialize(deserializer)? else {
        return Ok(BTreeMap::new());
    };
    let text = |value| match value {
        Value::Null => None,
        Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
        other => Some(other.to_string()),
    };
    let fields = fields.into_iter();
    Ok(fields
        .filter_map(|(key, value)| Some((key, text(value)?)))
        .collect())
}

/// Reads an object as it is.
pub(super) fn object<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Read<Map<String, Value>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Object(object) => Some(object),
        _ => None,
    })
}

/// Reads a user whom the document types as an object and the service sends as an id.
pub(super) fn user<'de, D: Deserializer<'de>>(deserializer: D) -> Read<User, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(id) => Some(User {
            id: Some(id).filter(|id| !id.is_empty()),
            ..User::default()
        }),
        object @ Value::Object(_) => serde_json::from_value(object).ok(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
    .filter(|user| user.id.is_some()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::super::User;

    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "super::text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "super::number")]
        number: Option<f64>,
        #[serde(default, deserialize_with = "super::time")]
        time: Option<jiff::Timestamp>,
        #[serde(default, deserialize_with = "super::user")]
        user: Option<User>,
        #[serde(default, deserialize_with = "super::texts")]
        texts: BTreeMap<String, String>,
    }

    fn row(json: Value) -> Row {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn numbers_and_texts_stand_for_each_other() {
        let read = row(json!({"text": 1042, "number": " 12.5 "}));
        assert_eq!(read.text.as_deref(), Some("1042"));
        assert_eq!(read.number, Some(12.5));
        assert_eq!(row(json!({"text": "#7"})).text.as_deref(), Some("#7"));
    }

    #[test]
    fn what_fits_nothing_is_absent() {
        let odd = [
            json!(null),
            json!(""),
            json!([]),
            json!({}),
            json!(true),
            json!("soon"),
        ];
        for value in odd {
            let read = row(json!({"number": value, "time": value, "user": value}));
            assert!(read.number.is_none() && read.time.is_none(), "{value}");
            assert_eq!(read.user.is_some(), value == "soon", "{value}");
        }
        assert!(row(json!({"text": ""})).text.is_none());
        assert!(row(json!({})).text.is_none());
        assert!(row(json!({"number": "NaN"})).number.is_none());
    }

    #[test]
    fn fields_are_texts_whatever_is_in_them() {
        let read = row(json!({"texts": {"a": "x", "b": 7, "c": ["y"], "d": null, "e": " "}}));
        let told: Vec<_> = read
            .texts
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
            .collect();
        assert_eq!(told, [("a", "x"), ("b", "7"), ("c", r#"["y"]"#)]);
        assert!(row(json!({"texts": "none"})).texts.is_empty());
        assert!(row(json!({})).texts.is_empty());
    }

    #[test]
    fn a_user_is_an_object_or_an_id() {
        let user = |value: Value| row(json!({"user": value})).user.unwrap();
        assert_eq!(user(json!("u1")).id.as_deref(), Some("u1"));
        let object = user(json!({"id": "u1", "name": "Ana Ruiz"}));
        assert_eq!(object.name.as_deref(), Some("Ana Ruiz"));
    }
}
