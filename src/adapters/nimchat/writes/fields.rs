//! Custom attributes, which are written whole.

use serde_json::{Map, Value};

use crate::model::command::FieldValue;
use crate::model::{Conversation, Id};
use crate::provider::{Refusal, WriteError};
use crate::transport::{CallContext, Endpoint as _};

use crate::adapters::nimchat::Nimchat;
use crate::adapters::nimchat::endpoints::{GetConversation, SetCustomAttributes};

/// Letters of a text.
const LONGEST_TEXT: usize = 1500;
/// Numbers are not larger.
const LARGEST_NUMBER: f64 = 9_999_999_999.0;

/// Refuses what the server would refuse, or what it keeps for nothing.
pub(super) fn admit(fields: &[FieldValue]) -> Result<(), Refusal> {
    let flaw = |FieldValue { key, value }: &FieldValue| {
        if key.trim().is_empty() {
            return Some("A custom field has a key.".to_owned());
        }
        match value {
            Value::String(text) if text.chars().count() > LONGEST_TEXT => {
                Some(format!("`{key}` has at most {LONGEST_TEXT} letters."))
            }
            Value::Number(number) if number.as_f64().is_some_and(|one| one > LARGEST_NUMBER) => {
                Some(format!("`{key}` is at most {LARGEST_NUMBER}."))
            }
            Value::Array(_) | Value::Object(_) => {
                Some(format!("`{key}` is a text, a number or a truth value."))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    };
    let flaw = fields.iter().find_map(flaw);
    let refusal = |flaw| Refusal::bad_input(&["input", "customFields"], flaw);
    flaw.map_or(Ok(()), |flaw| Err(refusal(flaw)))
}

/// The attributes with these fields put in; null takes one away.
pub(super) fn merged(before: &Map<String, Value>, fields: &[FieldValue]) -> Map<String, Value> {
    let mut after = before.clone();
    for FieldValue { key, value } in fields {
        if value.is_null() {
            after.shift_remove(key);
        } else {
            after.insert(key.clone(), value.clone());
        }
    }
    after
}

impl Nimchat {
    /// Reads, merges and writes. Nothing is written if nothing changes.
    pub(super) async fn set_fields(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        fields: &[FieldValue],
    ) -> Result<(), WriteError> {
        let account = &self.account;
        let conversation = self.path_of(conversation, SetCustomAttributes::OPERATION.id)?;
        let endpoint = GetConversation {
            account,
            conversation,
        };
        let before = self.ask(call, &endpoint).await?.value.custom_attributes;
        let after = merged(&before, fields);
        if before == after {
            return Ok(());
        }
        let endpoint = SetCustomAttributes {
            account,
            conversation,
            attributes: &after,
        };
        Ok(self.act(call, &endpoint).await?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{admit, merged};
    use crate::model::command::FieldValue;

    fn field(key: &str, value: Value) -> FieldValue {
        FieldValue {
            key: key.to_owned(),
            value,
        }
    }

    #[test]
    fn null_takes_a_field_away_and_others_stay() {
        let before = json!({"order_no": "KB-1", "amount": 3, "warranty": true});
        let fields = [
            field("amount", json!(null)),
            field("order_no", json!("KB-2")),
            field("size", json!(54)),
        ];
        let after = merged(before.as_object().unwrap(), &fields);
        let expected = json!({"order_no": "KB-2", "warranty": true, "size": 54});
        assert_eq!(Value::Object(after), expected);
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let values = [
            json!("x".repeat(1501)),
            json!(10_000_000_000_u64),
            json!(["a"]),
            json!({}),
        ];
        for value in values {
            let refusal = admit(&[field("a", json!(1)), field("b", value)]).unwrap_err();
            assert_eq!(refusal.field, ["input", "customFields"]);
            assert!(refusal.explanation.starts_with("`b`"), "{refusal}");
        }
        assert!(admit(&[field(" ", json!(1))]).is_err());
        assert!(
            admit(&[
                field("a", json!(null)),
                field("b", json!(9_999_999_999_u64))
            ])
            .is_ok()
        );
    }
}
