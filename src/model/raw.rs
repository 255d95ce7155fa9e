//! The upstream payload an object was built from.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

/// The provider's own JSON of one object, with the names of what must never be shown.
#[derive(Clone)]
pub struct Raw {
    json: Arc<RawValue>,
    secret_keys: &'static [&'static str],
}

/// What stands where a secret was.
const REDACTED: &str = "[redacted]";

impl Raw {
    /// Keeps a payload. Values of members named in `secret_keys`, at any depth, are not shown.
    #[must_use]
    pub fn new(json: Box<RawValue>, secret_keys: &'static [&'static str]) -> Self {
        Self {
            json: json.into(),
            secret_keys,
        }
    }

    /// Returns the part that a JSON pointer names, without secrets; `None` if there is no such part.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Value> {
        let mut value: Value = serde_json::from_str(self.json.get()).ok()?;
        redact(&mut value, self.secret_keys);
        value.pointer_mut(pointer).map(Value::take)
    }

    /// Bytes held.
    #[must_use]
    pub fn size(&self) -> usize {
        self.json.get().len()
    }
}

fn redact(value: &mut Value, secret_keys: &[&str]) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                if secret_keys.contains(&key.as_str()) && !member.is_null() {
                    *member = Value::String(REDACTED.to_owned());
                } else {
                    redact(member, secret_keys);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, secret_keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} bytes)", self.size())
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.json.get() == other.json.get()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::value::to_raw_value;

    use super::Raw;

    #[test]
    fn secrets_are_redacted_at_any_depth() {
        let payload = json!({"id": 1, "inbox": [{"hmac_token": "s3cret", "name": "Web"}], "hmac_token": null});
        let raw = Raw::new(to_raw_value(&payload).unwrap(), &["hmac_token"]);
        assert_eq!(
            raw.pointer(""),
            Some(
                json!({"id": 1, "inbox": [{"hmac_token": "[redacted]", "name": "Web"}], "hmac_token": null})
            )
        );
        assert_eq!(raw.pointer("/inbox/0/name"), Some(json!("Web")));
        assert_eq!(raw.pointer("/inbox/7"), None);
    }
}
