//! How a value is written: what to tell the reader of an error, and how to read it.

use toml::de::{DeInteger, DeValue};

/// The longest text that an error repeats.
const MAX_SHOWN: usize = 60;

/// The largest count, so that every count fits a GraphQL `Int`.
const MAX_COUNT: u64 = i32::MAX as u64;

/// The form of a value.
pub(super) struct Form<T> {
    /// Completes "expected …".
    pub expected: &'static str,
    /// A value as it would stand in the file.
    pub example: &'static str,
    /// Reads the value; the error completes "found …".
    pub read: fn(&DeValue<'_>) -> Result<T, String>,
}

impl<T> Form<T> {
    /// Says what should stand at `key`.
    pub(super) fn advice(&self, key: &str) -> String {
        let Self {
            expected, example, ..
        } = self;
        format!("expected {expected}, for example: {key} = {example}")
    }
}

/// Text that is not empty.
pub(super) const TEXT: Form<String> = Form {
    expected: "text that is not empty",
    example: "\"Acme\"",
    read: |value| {
        let text = text_of(value)?;
        let is_sound = !text.trim().is_empty() && !text.chars().any(char::is_control);
        is_sound.then(|| text.to_owned()).ok_or(shown(value))
    },
};

/// An id that the provider writes in digits, with or without quotes.
pub(super) const ID: Form<String> = Form {
    expected: "an id, as text or as a whole number",
    example: "\"12345\"",
    read: |value| match value {
        DeValue::Integer(number) => whole(number).map(|id| id.to_string()).ok_or(shown(value)),
        _ => (TEXT.read)(value),
    },
};

/// A number that names something, with or without quotes.
pub(super) const NUMBER: Form<u64> = Form {
    expected: "a whole number above zero",
    example: "1",
    read: |value| {
        let number = match value {
            DeValue::Integer(number) => whole(number),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        number.filter(|number| *number > 0).ok_or(shown(value))
    },
};

/// How many of something there may be.
pub(super) const COUNT: Form<usize> = Form {
    expected: "a whole number from 1 to 2147483647",
    example: "100",
    read: |value| {
        let number = value.as_integer().and_then(whole);
        let count = number.filter(|number| (1..=MAX_COUNT).contains(number));
        let count = count.and_then(|number| usize::try_from(number).ok());
        count.ok_or(shown(value))
    },
};

/// Yes or no.
pub(super) const FLAG: Form<bool> = Form {
    expected: "true or false",
    example: "true",
    read: |value| value.as_bool().ok_or(shown(value)),
};

/// A list of texts.
pub(super) const TEXTS: Form<Vec<String>> = Form {
    expected: "a list of texts",
    example: "[\"ana\", \"ivo\"]",
    read: |value| {
        let Some(items) = value.as_array() else {
            return Err(shown(value));
        };
        let item = |item: &toml::Spanned<DeValue<'_>>| {
            (TEXT.read)(item.get_ref()).map_err(|found| format!("{found} in the list"))
        };
        items.iter().map(item).collect()
    },
};

/// Returns the text, or says what was found.
pub(super) fn text_of<'a>(value: &'a DeValue<'_>) -> Result<&'a str, String> {
    value.as_str().ok_or_else(|| shown(value))
}

/// Returns the number unless it is negative or too large.
pub(super) fn whole(number: &DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Names the kind of a value, and not the value.
pub(super) fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Repeats a value that is known not to be a secret.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.is_empty() => "empty text".to_owned(),
        DeValue::String(text) => format!("the text \"{}\"", clipped(text)),
        DeValue::Integer(number) => format!("the number {}", clipped(number.as_str())),
        DeValue::Float(number) => format!("the number {}", clipped(number.as_str())),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => kind_of(value).to_owned(),
    }
}

fn clipped(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown.escape_debug().to_string()
}
