//! Lists, which come in three envelopes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// What a list operation answers: `{"data": {"meta", "payload"}}`, `{"meta", "payload"}` or a bare array.
#[derive(Debug)]
pub(in crate::adapters::nimchat) struct List<T> {
    pub items: Vec<T>,
    /// `all_count` of conversations, `count` of contacts.
    pub total: Option<u64>,
    /// `assigned_count` of conversations; the filter does not say it.
    pub assigned: Option<u64>,
    /// `unassigned_count` of conversations.
    pub unassigned: Option<u64>,
}

#[derive(Deserialize)]
struct Outer {
    data: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Inner<T> {
    payload: Vec<T>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    all_count: Option<u64>,
    assigned_count: Option<u64>,
    unassigned_count: Option<u64>,
    count: Option<u64>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    // By hand: serde's own choice between shapes would lose the raw text of the items.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        if json.get().starts_with('[') {
            let items = read(&json)?;
            return Ok(Self {
                items,
                total: None,
                assigned: None,
                unassigned: None,
            });
        }
        let Outer { data } = read(&json)?;
        let Inner { payload, meta } = read(&data.unwrap_or(json))?;
        Ok(Self {
            items: payload,
            total: meta.all_count.or(meta.count),
            assigned: meta.assigned_count,
            unassigned: meta.unassigned_count,
        })
    }
}

/// Reads a part of an answer, naming the place of what does not fit.
pub(super) fn read<T: DeserializeOwned, E: serde::de::Error>(json: &RawValue) -> Result<T, E> {
    let mut json = serde_json::Deserializer::from_str(json.get());
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| E::custom(format!("at `{}`: {}", error.path(), error.inner())))
}

#[cfg(test)]
mod tests {
    use super::List;
    use crate::transport::WithRaw;

    #[test]
    fn every_envelope_is_opened() {
        let cases = [
            (
                r#"{"data": {"meta": {"mine_count": 3, "all_count": 14}, "payload": [1, 2]}}"#,
                Some(14),
            ),
            (
                r#"{"meta": {"count": 31, "current_page": "2"}, "payload": [1, 2]}"#,
                Some(31),
            ),
            (
                r#"{"meta": {"count": null, "current_page": 1}, "payload": [1, 2]}"#,
                None,
            ),
            (r#"{"payload": [1, 2]}"#, None),
            ("[1, 2]", None),
        ];
        for (json, total) in cases {
            let list: List<WithRaw<u8>> = serde_json::from_str(json).unwrap();
            let items: Vec<_> = list.items.iter().map(|item| item.value).collect();
            assert_eq!((items.as_slice(), list.total), ([1, 2].as_slice(), total));
        }
    }

    #[test]
    fn what_is_no_list_is_an_error_with_its_place() {
        let error = serde_json::from_str::<List<u8>>(r#"{"payload": [1, "x"]}"#).unwrap_err();
        assert!(error.to_string().contains("`payload[1]`"), "{error}");
        assert!(serde_json::from_str::<List<u8>>("{}").is_err());
    }
}
