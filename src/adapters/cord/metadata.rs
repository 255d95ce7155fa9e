//! Metadata, the custom fields of threads: flat objects of texts, numbers and booleans.

use serde_json::{Map, Value};

use crate::model::CustomField;

/// Metadata as custom fields. An empty text is no value.
pub(super) fn fields(metadata: Map<String, Value>) -> Vec<CustomField> {
    let field = |(key, value)| {
        let text = text(value).filter(|text| !text.is_empty())?;
        Some(CustomField {
            key,
            values: vec![text],
        })
    };
    metadata.into_iter().filter_map(field).collect()
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_set) => Some(is_set.to_string()),
        // The server refuses these.
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::fields;

    #[test]
    fn every_value_is_a_text() {
        let metadata = json!({"depot": "north", "seats": 12, "share": 0.5, "vip": true, "note": "", "odd": [1]});
        let fields = fields(metadata.as_object().unwrap().clone());
        let found: Vec<_> = fields
            .iter()
            .map(|field| (&*field.key, &*field.values[0]))
            .collect();
        let expected = [
            ("depot", "north"),
            ("seats", "12"),
            ("share", "0.5"),
            ("vip", "true"),
        ];
        assert_eq!(found, expected);
    }
}
