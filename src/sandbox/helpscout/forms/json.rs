//! A JSON body and its fields.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::sandbox::helpscout::refusal::Refusal;
use crate::sandbox::helpscout::search::moment;

/// The most bytes of a body: room for two attachments of the largest size in base64.
pub(crate) const MOST: usize = 32 * 1024 * 1024;

/// A body that is JSON.
#[derive(Debug)]
pub(crate) struct Json(pub Value);

impl<S: Send + Sync> FromRequest<S> for Json {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::unsupported_media());
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(),
            _ => Refusal::unreadable(),
        })?;
        let value = serde_json::from_slice(&bytes);
        value.map(Self).map_err(|_| Refusal::unreadable())
    }
}

/// Plain JSON and JSON Patch are both taken, whatever the endpoint.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let Some(text) = value.and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    ["application/json", "application/json-patch+json"]
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
}

/// A JSON object, and where it stands in the body. A field that is null counts as left out.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    prefix: String,
    map: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    /// The body as a whole.
    pub(crate) fn of(body: &'a Value) -> Result<Self, Refusal> {
        let map = body.as_object().ok_or_else(Refusal::unreadable)?;
        let prefix = String::new();
        Ok(Self { prefix, map })
    }

    /// The names and values in the order they came.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.map.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Refuses because of a field.
    pub(crate) fn wrong(&self, name: &str, message: &str, code: &str) -> Refusal {
        let path = format!("{}{name}", self.prefix);
        Refusal::invalid(&path, message, self.map.get(name), code)
    }

    /// Any value but null.
    pub(crate) fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn read<T>(
        &self,
        name: &str,
        kind: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let found = read(value);
        found
            .map(Some)
            .ok_or_else(|| self.wrong(name, &format!("must be {kind}"), "Type"))
    }

    /// What must be there.
    pub(crate) fn needed<T>(&self, name: &str, value: Option<T>) -> Result<T, Refusal> {
        value.ok_or_else(|| self.wrong(name, "may not be null", "NotNull"))
    }

    /// A text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, Refusal> {
        self.read(name, "a string", Value::as_str)
    }

    /// A text that must be there and say something.
    pub(crate) fn needed_text(&self, name: &str) -> Result<&'a str, Refusal> {
        let text = self.text(name)?.unwrap_or_default();
        if text.trim().is_empty() {
            return Err(self.wrong(name, "may not be empty", "NotEmpty"));
        }
        Ok(text)
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        self.read(name, "a number", Value::as_u64)
    }

    /// True or false.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.read(name, "a boolean", Value::as_bool)
    }

    /// A moment in whole seconds of UTC: the provider refuses fractions.
    pub(crate) fn instant(&self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        let form = "a date in the format yyyy-MM-dd'T'HH:mm:ss'Z'";
        self.read(name, form, |value| moment::instant(value.as_str()?))
    }

    /// One of the words.
    pub(crate) fn word(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<Option<&'static str>, Refusal> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let known = words.iter().find(|word| **word == text);
        known.map(|word| Some(*word)).ok_or_else(|| {
            let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            let message = format!("Expected one of these: {}", quoted.join(", "));
            self.wrong(name, &message, "EnumValue")
        })
    }

    /// A list of texts; a bare text is a list of one.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        self.read(name, "a list of strings", |value| {
            if let Some(text) = value.as_str() {
                return Some(vec![text.to_owned()]);
            }
            let texts = value.as_array()?.iter();
            texts.map(|text| text.as_str().map(str::to_owned)).collect()
        })
    }

    /// An object inside.
    pub(crate) fn object(&self, name: &str) -> Result<Option<Object<'a>>, Refusal> {
        let prefix = format!("{}{name}.", self.prefix);
        self.read(name, "an object", |value| {
            let prefix = prefix.clone();
            let map = value.as_object()?;
            Some(Object { prefix, map })
        })
    }

    /// A list of objects inside.
    pub(crate) fn objects(&self, name: &str) -> Result<Option<Vec<Object<'a>>>, Refusal> {
        self.read(name, "a list of objects", |value| {
            let items = value.as_array()?.iter().enumerate();
            let object = |(index, item): (usize, &'a Value)| {
                let prefix = format!("{}{name}[{index}].", self.prefix);
                let map = item.as_object()?;
                Some(Object { prefix, map })
            };
            items.map(object).collect()
        })
    }
}
