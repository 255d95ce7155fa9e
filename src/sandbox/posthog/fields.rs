//! What a body says, read the way of the framework. Only the first thing that is wrong is told.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::dates;
use super::error::Failure;
use super::ids;
use super::state::Properties;

/// The fields of a body.
pub(super) struct Fields(Map<String, Value>);

/// What a text may be.
#[derive(Clone, Copy, Default)]
pub(super) struct TextRule {
    pub max: Option<usize>,
    pub may_be_blank: bool,
    pub may_be_null: bool,
}

impl Fields {
    /// Reads a JSON body; an empty one has no fields.
    ///
    /// # Errors
    /// If it is no JSON object.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, Failure> {
        if body.is_empty() {
            return Ok(Self(Map::new()));
        }
        let media_type = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default();
        if !media_type.starts_with("application/json") {
            return Err(Failure::unsupported_media_type(media_type));
        }
        let value = serde_json::from_slice(body).map_err(|error| Failure::parse_error(&error))?;
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            other => {
                let kind = python_type(&other);
                let detail = format!("Invalid data. Expected a dictionary, but got {kind}.");
                Err(Failure::invalid_input(&detail))
            }
        }
    }

    /// The value as it was sent.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text; the outer `None` is what was not sent, the inner one null.
    pub(super) fn text(
        &self,
        name: &str,
        rule: TextRule,
    ) -> Result<Option<Option<String>>, Failure> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Null) if rule.may_be_null => Ok(Some(None)),
            Some(value) => text_of(name, value, rule).map(|text| Some(Some(text))),
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&self, name: &str, max: Option<usize>) -> Result<String, Failure> {
        let rule = TextRule {
            max,
            ..TextRule::default()
        };
        match self.text(name, rule)?.flatten() {
            Some(text) => Ok(text),
            None => Err(required(name)),
        }
    }

    /// An id that must be there.
    pub(super) fn required_uuid(&self, name: &str) -> Result<String, Failure> {
        let value = self.get(name).ok_or_else(|| required(name))?;
        if value.is_null() {
            return Err(null(name));
        }
        let uuid = value.as_str().and_then(ids::parse_uuid);
        uuid.ok_or_else(|| Failure::invalid(name, "invalid_input", "Must be a valid UUID."))
    }

    /// One of these words.
    pub(super) fn choice(
        &self,
        name: &str,
        choices: &[&'static str],
    ) -> Result<Option<&'static str>, Failure> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        if value.is_null() {
            return Err(null(name));
        }
        let found = choices.iter().find(|choice| *value == **choice);
        found.map(|choice| Some(*choice)).ok_or_else(|| {
            let shown = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let detail = format!("\"{shown}\" is not a valid choice.");
            Failure::invalid(name, "invalid_choice", &detail)
        })
    }

    /// A boolean, in the many forms that the framework takes.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Failure> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let word = match value {
            Value::Null => return Err(null(name)),
            Value::String(text) => text.to_lowercase(),
            other => other.to_string(),
        };
        match word.as_str() {
            "true" | "t" | "1" | "yes" | "y" | "on" => Ok(Some(true)),
            "false" | "f" | "0" | "no" | "n" | "off" => Ok(Some(false)),
            _ => Err(Failure::invalid(
                name,
                "invalid_input",
                "Must be a valid boolean.",
            )),
        }
    }

    /// A time; the outer `None` is what was not sent, the inner one null.
    pub(super) fn time(&self, name: &str) -> Result<Option<Option<Timestamp>>, Failure> {
        let value = match self.get(name) {
            None => return Ok(None),
            Some(Value::Null) => return Ok(Some(None)),
            Some(value) => value,
        };
        let at = value.as_str().and_then(dates::input);
        at.map(|at| Some(Some(at))).ok_or_else(|| {
            let detail = "Datetime has wrong format. Use one of these formats instead: \
                          YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
            Failure::invalid(name, "invalid_input", detail)
        })
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &str, max: usize) -> Result<Option<Vec<String>>, Failure> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let items = list(name, value)?;
        let rule = TextRule {
            max: Some(max),
            ..TextRule::default()
        };
        let text = |(nth, item)| text_of(&format!("{name}__{nth}"), item, rule);
        items
            .iter()
            .enumerate()
            .map(text)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// A free object; the outer `None` is what was not sent, the inner one null.
    pub(super) fn object(&self, name: &str) -> Result<Option<Option<Properties>>, Failure> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::Object(fields)) => Ok(Some(Some(fields.clone()))),
            Some(_) => Err(Failure::invalid(
                name,
                "invalid_input",
                "Must be an object.",
            )),
        }
    }
}

/// The items of a list.
///
/// # Errors
/// If it is none.
pub(super) fn list<'a>(name: &str, value: &'a Value) -> Result<&'a [Value], Failure> {
    match value {
        Value::Null => Err(null(name)),
        Value::Array(items) => Ok(items),
        other => {
            let kind = python_type(other);
            let detail = format!("Expected a list of items but got type \"{kind}\".");
            Err(Failure::invalid(name, "not_a_list", &detail))
        }
    }
}

/// Texts and numbers are texts, without the blanks around them.
fn text_of(attr: &str, value: &Value, rule: TextRule) -> Result<String, Failure> {
    let text = match value {
        Value::Null => return Err(null(attr)),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => {
            return Err(Failure::invalid(
                attr,
                "invalid_input",
                "Not a valid string.",
            ));
        }
    };
    if text.is_empty() && !rule.may_be_blank {
        return Err(Failure::invalid(
            attr,
            "blank",
            "This field may not be blank.",
        ));
    }
    if let Some(max) = rule.max.filter(|max| text.chars().count() > *max) {
        let detail = format!("Ensure this field has no more than {max} characters.");
        return Err(Failure::invalid(attr, "max_length", &detail));
    }
    Ok(text)
}

/// A field that must be there is not.
pub(super) fn required(name: &str) -> Failure {
    Failure::invalid(name, "required", "This field is required.")
}

fn null(name: &str) -> Failure {
    Failure::invalid(name, "null", "This field may not be null.")
}

fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}
