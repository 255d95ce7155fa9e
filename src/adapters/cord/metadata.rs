//! Metadata, the custom fields of threads: flat objects of texts, numbers and booleans.

use serde_json::{Map, Value};

use crate::model::{CustomField, FieldCondition, FieldOperator};

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

/// The text that a field must have, if that is all that a condition says. What looks like a number or a boolean may be
/// kept as one or as a text, and the server tells them apart.
pub(super) fn wanted_text(condition: &FieldCondition) -> Option<&str> {
    let ([value], FieldOperator::Equals) = (&condition.values[..], condition.operator) else {
        return None;
    };
    let is_text = !matches!(
        serde_json::from_str(value),
        Ok(Value::Number(_) | Value::Bool(_))
    );
    (is_text && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{fields, wanted_text};
    use crate::model::{FieldCondition, FieldOperator};

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

    #[test]
    fn only_a_plain_text_is_asked_for() {
        let condition = |operator, values: &[&str]| FieldCondition {
            key: "depot".to_owned(),
            operator,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let equal = |value| condition(FieldOperator::Equals, &[value]);
        for text in ["north", "7a", "007", "True", "\"7\"", "null"] {
            assert_eq!(wanted_text(&equal(text)), Some(text));
        }
        for other in ["7", "-1.5e3", "true", " 7 ", ""] {
            assert_eq!(wanted_text(&equal(other)), None, "{other}");
        }
        let several = condition(FieldOperator::Equals, &["north", "south"]);
        assert_eq!(wanted_text(&several), None);
        let other = condition(FieldOperator::Contains, &["north"]);
        assert_eq!(wanted_text(&other), None);
    }
}
