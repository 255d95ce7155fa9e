//! Custom fields: known to people by their names, written by their numbers, all at once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::adapters::paging::{FromSource as _, walk};
use crate::model::command::FieldValue;
use crate::provider::{Allowed, Refusal, Result};
use crate::transport::CallContext;

use super::super::endpoints::ListMailboxFields;
use super::super::{HelpScout, wire};

/// More fields than any inbox has.
const MOST: usize = 500;
const INPUT: &[&str] = &["input", "customFields"];

/// Numbers of fields and what becomes of them; `None` empties.
pub(super) type Filled = BTreeMap<i64, Option<String>>;

impl HelpScout {
    /// The fields that conversations of an inbox can have.
    pub(super) async fn fields_of(
        &self,
        context: &CallContext,
        mailbox: &str,
    ) -> Result<Vec<wire::Field>> {
        let endpoint = ListMailboxFields { mailbox };
        let fields = walk(&self.client, context, &endpoint, MOST).await;
        let (fields, _) = fields.from_source(&self.key)?;
        Ok(fields)
    }
}

/// Finds the numbers of fields and of their options.
pub(super) fn resolve(
    known: &[wire::Field],
    wished: &[FieldValue],
) -> std::result::Result<Filled, Refusal> {
    let mut filled = Filled::new();
    for FieldValue { key, value } in wished {
        let is_it = |field: &&wire::Field| {
            field.name.as_deref() == Some(key) || field.id.to_string() == *key
        };
        let Some(field) = known.iter().find(is_it) else {
            let names = known.iter().filter_map(|field| field.name.clone());
            let explanation = format!("The inbox has no custom field `{key}`.");
            let refusal = Refusal::bad_input(INPUT, explanation);
            return Err(refusal.allowing(Allowed::Words(names.collect())));
        };
        filled.insert(field.id, text(field, value)?);
    }
    Ok(filled)
}

/// A value in the form that its field takes.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/conversations/custom_fields/update/>
fn text(field: &wire::Field, value: &Value) -> std::result::Result<Option<String>, Refusal> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) if text.is_empty() => return Ok(None),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            return Err(wrong(field, "takes a text or a number"));
        }
    };
    match field.kind.as_deref() {
        Some("dropdown") => option(field, &text).map(Some),
        Some("date") if text.len() != 10 || text.parse::<jiff::civil::Date>().is_err() => {
            Err(wrong(field, "takes a date as YYYY-MM-DD"))
        }
        Some("number") if !is_whole(&text) => Err(wrong(field, "takes a whole number")),
        _ => Ok(Some(text)),
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of an option, given by its label or its number.
fn option(field: &wire::Field, text: &str) -> std::result::Result<String, Refusal> {
    let options = field.options.as_deref().unwrap_or_default();
    let is_it = |option: &&wire::FieldOption| {
        let label = option.label.as_deref().unwrap_or_default();
        label.to_lowercase() == text.to_lowercase() || option.id.to_string() == text
    };
    if let Some(option) = options.iter().find(is_it) {
        return Ok(option.id.to_string());
    }
    let labels = options.iter().filter_map(|option| option.label.clone());
    Err(wrong(field, "has no such option").allowing(Allowed::Words(labels.collect())))
}

fn wrong(field: &wire::Field, what: &str) -> Refusal {
    let name = field.name.as_deref().unwrap_or_default();
    Refusal::bad_input(INPUT, format!("The custom field `{name}` {what}."))
}

/// What a conversation says now, with the changes over it; `None` if nothing changes.
pub(super) fn merge(there: &[wire::CustomField], changes: Filled) -> Option<Filled> {
    let value = |field: &wire::CustomField| match field.value.as_ref()? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let there = there
        .iter()
        .filter_map(|field| Some((field.id?, Some(value(field)?))));
    let before: Filled = there.collect();
    let mut after = before.clone();
    after.extend(changes);
    after.retain(|_, value| value.is_some());
    (after != before).then_some(after)
}

/// The fields as they are written.
pub(super) fn body(filled: &Filled) -> Value {
    let filled = filled
        .iter()
        .filter_map(|(id, value)| Some((id, value.as_ref()?)));
    filled
        .map(|(id, value)| json!({"id": id, "value": value}))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<wire::Field> {
        serde_json::from_str(
            r#"[{"id":8,"name":"Plan","type":"dropdown","order":1,"required":false,"options":[{"id":8518,"order":1,"label":"Growth"},{"id":8519,"order":2,"label":"Free"}]},
                {"id":9,"name":"Order id","type":"singleline","order":2,"required":true,"options":[]},
                {"id":10,"name":"Renewal","type":"date","order":3,"required":false},
                {"id":11,"name":"Seats","type":"number","order":4,"required":false}]"#,
        )
        .unwrap()
    }

    fn wish(key: &str, value: Value) -> Vec<FieldValue> {
        let key = key.to_owned();
        vec![FieldValue { key, value }]
    }

    fn one(key: &str, value: Value) -> std::result::Result<Filled, Refusal> {
        resolve(&known(), &wish(key, value))
    }

    #[test]
    fn names_and_labels_become_numbers() {
        let growth = Filled::from([(8, Some("8518".to_owned()))]);
        assert_eq!(one("Plan", json!("growth")), Ok(growth.clone()));
        assert_eq!(one("8", json!(8518)), Ok(growth));
        assert_eq!(
            one("Order id", json!(42)),
            Ok(Filled::from([(9, Some("42".to_owned()))]))
        );
        assert_eq!(one("Renewal", Value::Null), Ok(Filled::from([(10, None)])));
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_can() {
        let refused = one("Plan", json!("Platinum")).unwrap_err();
        let words = vec!["Growth".to_owned(), "Free".to_owned()];
        assert_eq!(refused.allowed, Allowed::Words(words));
        let refused = one("Colour", json!("red")).unwrap_err();
        assert_eq!(
            refused.explanation,
            "The inbox has no custom field `Colour`."
        );
        assert!(matches!(refused.allowed, Allowed::Words(names) if names.len() == 4));
        for (key, value) in [
            ("Renewal", json!("tomorrow")),
            ("Seats", json!(1.5)),
            ("Order id", json!(["a"])),
        ] {
            assert_eq!(one(key, value).unwrap_err().field, INPUT);
        }
    }

    #[test]
    fn the_other_fields_stay() {
        let there: Vec<wire::CustomField> = serde_json::from_str(
            r#"[{"id":8,"name":"Plan","value":"8518","text":"Growth"},{"id":9,"name":"Order id","value":"7","text":"7"}]"#,
        )
        .unwrap();
        let changes = Filled::from([(9, None), (10, Some("2026-12-01".to_owned()))]);
        let merged = merge(&there, changes).unwrap();
        let expected = json!([{"id": 8, "value": "8518"}, {"id": 10, "value": "2026-12-01"}]);
        assert_eq!(body(&merged), expected);
        let same = Filled::from([(8, Some("8518".to_owned())), (10, None)]);
        assert_eq!(merge(&there, same), None);
    }
}
