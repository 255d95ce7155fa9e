//! The JSON schemas of the bodies: unknown fields are refused, and all problems are told at once.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::error::{Answer, Refusal};
use super::input::Input;
use super::nodes;
use super::problems::Problems;

/// What a body may be.
#[derive(Debug)]
pub(super) struct Schema {
    /// The name of the type, which refusals show.
    pub name: &'static str,
    /// The page of the documentation, which refusals show.
    pub page: &'static str,
    pub fields: &'static [(&'static str, Kind)],
    pub required: &'static [&'static str],
}

/// What a field may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    TextOrNull,
    /// An address; the empty text is none and is allowed.
    EmailOrNull,
    Flag,
    Time,
    TimeOrNull,
    /// A flat object of texts, numbers and booleans.
    Fields,
    /// The same, or null.
    FieldsOrNull,
    /// A list of texts.
    Texts,
    /// A list of ids: texts or numbers.
    Ids,
    Choice(&'static [&'static str]),
    /// A list of objects.
    Rows(&'static Schema),
    /// An object.
    Part(&'static Schema),
    /// The nodes of a message.
    Content,
}

impl Schema {
    /// Reads a body.
    pub(super) fn read(&self, body: Value) -> Answer<Input> {
        let Value::Object(fields) = body else {
            return Err(self.refusal("Expected JSON object."));
        };
        let mut problems = Problems::default();
        self.check("", &fields, &mut problems);
        if problems.is_none() {
            return Ok(Input::new(fields));
        }
        Err(self.refusal(&format!("{}.", problems.text())))
    }

    fn refusal(&self, problem: &str) -> Refusal {
        let Self { name, page, .. } = self;
        Refusal::malformed(format!(
            "Invalid {name}:\n{problem}\nRefer to https://docs.cord.com/rest-apis/{page}"
        ))
    }

    fn check(&self, place: &str, fields: &Map<String, Value>, problems: &mut Problems) {
        let input = || Value::Object(fields.clone()).to_string();
        for (name, value) in fields {
            let path = join(place, name);
            match self.fields.iter().find(|(known, _)| known == name) {
                Some((_, kind)) => kind.check(&path, value, problems),
                None => problems.unexpected.push((input(), name.clone())),
            }
        }
        for name in self.required {
            if !fields.contains_key(*name) {
                problems.missing.push((input(), (*name).to_owned()));
            }
        }
    }
}

impl Kind {
    fn check(self, path: &str, value: &Value, problems: &mut Problems) {
        match self {
            Self::Text if !value.is_string() => problems.kind(path, value, "string"),
            Self::TextOrNull if !(value.is_string() || value.is_null()) => {
                problems.kind(path, value, "string or null");
            }
            Self::EmailOrNull => check_email(path, value, problems),
            Self::Flag if !value.is_boolean() => problems.kind(path, value, "boolean"),
            Self::Time => check_time(path, value, problems),
            Self::TimeOrNull if !value.is_null() => check_time(path, value, problems),
            Self::Fields => check_fields(path, value, problems),
            Self::FieldsOrNull if !value.is_null() => check_fields(path, value, problems),
            Self::Texts => check_each(path, value, problems, |item| item.is_string()),
            Self::Ids => check_each(path, value, problems, |item| {
                item.is_string() || item.is_number()
            }),
            Self::Choice(allowed) => check_choice(path, value, allowed, problems),
            Self::Rows(schema) => check_rows(path, value, schema, problems),
            Self::Part(schema) => check_part(path, value, schema, problems),
            Self::Content => check_content(path, value, problems),
            Self::Text | Self::TextOrNull | Self::Flag | Self::TimeOrNull | Self::FieldsOrNull => {}
        }
    }
}

fn check_email(path: &str, value: &Value, problems: &mut Problems) {
    match value {
        Value::Null => {}
        Value::String(text) => {
            let is_address = text.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
            });
            if !text.is_empty() && !is_address {
                problems.format(path, value, "must match format \"email\"");
            }
        }
        _ => problems.kind(path, value, "string or null"),
    }
}

fn check_time(path: &str, value: &Value, problems: &mut Problems) {
    match value {
        Value::String(text) if text.parse::<Timestamp>().is_ok() => {}
        Value::String(_) => problems.format(path, value, "must match format \"date-time\""),
        _ => problems.kind(path, value, "string"),
    }
}

fn check_fields(path: &str, value: &Value, problems: &mut Problems) {
    let Value::Object(fields) = value else {
        return problems.kind(path, value, "object");
    };
    for (name, value) in fields {
        if !(value.is_string() || value.is_number() || value.is_boolean()) {
            problems.kind(&join(path, name), value, "string or number or boolean");
        }
    }
}

fn check_each(path: &str, value: &Value, problems: &mut Problems, fits: fn(&Value) -> bool) {
    let Value::Array(items) = value else {
        return problems.kind(path, value, "array");
    };
    for (index, item) in items.iter().enumerate() {
        if !fits(item) {
            problems.kind(&join(path, &index.to_string()), item, "string");
        }
    }
}

fn check_choice(path: &str, value: &Value, allowed: &[&str], problems: &mut Problems) {
    if !value.as_str().is_some_and(|text| allowed.contains(&text)) {
        let allowed = allowed.join(" or ");
        let problem = format!("must be equal to one of the allowed values: {allowed}");
        problems.format(path, value, &problem);
    }
}

fn check_rows(path: &str, value: &Value, schema: &Schema, problems: &mut Problems) {
    let Value::Array(items) = value else {
        return problems.kind(path, value, "array");
    };
    for (index, item) in items.iter().enumerate() {
        check_part(&join(path, &index.to_string()), item, schema, problems);
    }
}

fn check_part(path: &str, value: &Value, schema: &Schema, problems: &mut Problems) {
    match value {
        Value::Object(fields) => schema.check(path, fields, problems),
        _ => problems.kind(path, value, "object"),
    }
}

fn check_content(path: &str, value: &Value, problems: &mut Problems) {
    let Value::Array(items) = value else {
        return problems.kind(path, value, "array");
    };
    for (index, item) in items.iter().enumerate() {
        if !nodes::is_known(item) {
            let path = join(path, &index.to_string());
            problems.format(&path, item, "must match one of: object");
        }
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() {
        return name.to_owned();
    }
    format!("{place}/{name}")
}
