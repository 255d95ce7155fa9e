//! Wire values that keep the JSON they were read from.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A wire value beside its own JSON text.
#[derive(Clone, Debug)]
pub struct WithRaw<T> {
    /// The value.
    pub value: T,
    /// Its JSON, word for word.
    pub raw: Box<RawValue>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for WithRaw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let mut json = serde_json::Deserializer::from_str(raw.get());
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            D::Error::custom(format!("at `{}`: {}", error.path(), error.inner()))
        })?;
        Ok(Self { value, raw })
    }
}

#[cfg(test)]
mod tests {
    use super::WithRaw;

    #[test]
    fn the_text_stays_beside_the_value() {
        let items: Vec<WithRaw<Vec<u8>>> = serde_json::from_str("[[1, 2],[3]]").unwrap();
        assert_eq!(items[0].value, [1, 2]);
        assert_eq!(items[0].raw.get(), "[1, 2]");
    }

    #[test]
    fn an_error_inside_names_its_path() {
        let error = serde_json::from_str::<WithRaw<Vec<u8>>>("[1, true]").unwrap_err();
        assert!(error.to_string().contains("at `[1]`"), "{error}");
    }
}
