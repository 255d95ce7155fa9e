//! Values that come in several forms.

use std::fmt;

use jiff::Timestamp;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// A number that names an object; some releases send it as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::adapters::nimchat) struct NativeId(pub u64);

impl fmt::Display for NativeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<NativeId> for Box<str> {
    fn from(id: NativeId) -> Self {
        id.to_string().into()
    }
}

impl<'de> Deserialize<'de> for NativeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = match Value::deserialize(deserializer)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number
            .map(Self)
            .ok_or_else(|| D::Error::custom("this is not the number of an object"))
    }
}

/// A time: seconds since 1970, whole or not, as number or text, or an ISO date. `0` and what is no time mean never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::adapters::nimchat) struct Moment(pub Option<Timestamp>);

impl Moment {
    fn of(value: &Value) -> Option<Timestamp> {
        let seconds = match value {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => match text.parse::<f64>() {
                Ok(seconds) => seconds,
                Err(_) => return text.parse().ok(),
            },
            _ => return None,
        };
        // Beyond the range of times the cast saturates, and the saturated number is no time either.
        let milliseconds = (seconds * 1000.0).round() as i64;
        (milliseconds != 0)
            .then(|| Timestamp::from_millisecond(milliseconds).ok())
            .flatten()
    }

    /// Reads a time that must be there.
    pub(super) fn required<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::of(&value).ok_or_else(|| D::Error::custom("this is not a time"))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Self(Self::of(&value)))
    }
}

/// One of a fixed set: its name, or its place in the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::adapters::nimchat) enum Coded {
    Name(String),
    Code(u64),
}

impl Coded {
    /// The name; the text of the number where it has none.
    pub(in crate::adapters::nimchat) fn name(self, names: &[&str]) -> String {
        match self {
            Self::Name(name) => name,
            Self::Code(code) => {
                let name = usize::try_from(code)
                    .ok()
                    .and_then(|place| names.get(place));
                name.map_or_else(|| code.to_string(), |name| (*name).to_owned())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Coded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(match (value.as_u64(), value) {
            (Some(code), _) => Self::Code(code),
            (None, Value::String(name)) => Self::Name(name),
            (None, other) => Self::Name(other.to_string()),
        })
    }
}

/// Mail addresses: a list, or one text with commas between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::adapters::nimchat) struct Addresses(pub Vec<String>);

impl<'de> Deserialize<'de> for Addresses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = match Value::deserialize(deserializer)? {
            Value::String(text) => text.split(',').map(str::to_owned).collect(),
            Value::Array(items) => items
                .into_iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
            _ => Vec::new(),
        };
        let trimmed = texts.iter().map(|text| text.trim().to_owned());
        Ok(Self(trimmed.filter(|text| !text.is_empty()).collect()))
    }
}

/// Reads a free-form object of which only some members are looked at; what has another shape counts as empty.
pub(super) fn free_form<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).unwrap_or_default())
}

/// Reads a member of a free-form object; what has another shape counts as absent.
pub(super) fn if_fitting<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Addresses, Coded, Moment, NativeId};

    fn read<T: serde::de::DeserializeOwned>(json: &Value) -> T {
        serde_json::from_str(&json.to_string()).unwrap()
    }

    #[test]
    fn times_come_in_four_forms_and_zero_is_never() {
        let cases = [
            (json!(1_698_310_200), Some("2023-10-26T08:50:00Z")),
            (json!("1698310200"), Some("2023-10-26T08:50:00Z")),
            (json!(1_750_088_476.771), Some("2025-06-16T15:41:16.771Z")),
            (
                json!("2023-10-30T08:00:00.000Z"),
                Some("2023-10-30T08:00:00Z"),
            ),
            (json!(0), None),
            (json!("0"), None),
            (json!(""), None),
            (json!(null), None),
            (json!("soon"), None),
            (json!(1e300), None),
            (json!({}), None),
        ];
        for (wire, time) in cases {
            let moment: Moment = read(&wire);
            assert_eq!(moment.0, time.map(|text| text.parse().unwrap()), "{wire}");
        }
    }

    #[test]
    fn ids_are_numbers_or_their_text() {
        assert_eq!(read::<NativeId>(&json!(88)), NativeId(88));
        assert_eq!(read::<NativeId>(&json!("88")), NativeId(88));
        for bad in ["\"88a\"", "-1", "null", "1.5", "{}"] {
            assert!(serde_json::from_str::<NativeId>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_code_is_a_place_in_the_set() {
        let names = ["low", "medium"];
        let cases = [
            (json!("high"), "high"),
            (json!(1), "medium"),
            (json!(7), "7"),
            (json!(-1), "-1"),
        ];
        for (wire, name) in cases {
            assert_eq!(read::<Coded>(&wire).name(&names), name);
        }
    }

    #[test]
    fn addresses_are_a_list_or_a_text() {
        let both = ["a@x.test".to_owned(), "b@x.test".to_owned()];
        assert_eq!(read::<Addresses>(&json!(["a@x.test", "b@x.test"])).0, both);
        assert_eq!(read::<Addresses>(&json!("a@x.test, b@x.test")).0, both);
        assert_eq!(read::<Addresses>(&json!(null)).0, Vec::<String>::new());
    }
}
