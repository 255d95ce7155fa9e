//! Custom scalars.

use async_graphql::{Description, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use jiff::Timestamp;

/// Instant in RFC 3339 form, always UTC with a trailing Z. Unix seconds, Slack ts strings and offset dates coming from
/// providers are normalised to it; the original stays reachable through `raw`.
#[derive(Description, Clone, Copy, Debug)]
pub(crate) struct DateTime(pub(crate) Timestamp);

#[Scalar(
    use_type_description,
    specified_by_url = "https://scalars.graphql.org/andimarek/date-time"
)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().map(Self).map_err(|_| {
                InputValueError::custom("expected an instant such as 2026-02-03T08:11:04Z")
            }),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

/// Any JSON value. Used only for upstream payloads and provider-defined structures.
#[derive(Description, Clone, Debug)]
pub(crate) struct Json(pub(crate) serde_json::Value);

#[Scalar(
    name = "JSON",
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259"
)]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        value.into_json().map(Self).map_err(InputValueError::custom)
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or(Value::Null)
    }
}

/// Absolute http or https URL.
#[derive(Description, Clone, Debug)]
pub(crate) struct Url(String);

impl Url {
    /// Takes a provider's word for a link. What is no web address, such as `javascript:…`, is not a link.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok()?;
        matches!(url.scheme(), "http" | "https").then(|| Self(url.into()))
    }

    /// The parts of the link.
    pub(crate) fn parsed(&self) -> Option<url::Url> {
        url::Url::parse(&self.0).ok()
    }
}

#[Scalar(
    name = "URL",
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3986"
)]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Self::of(text)
                .ok_or_else(|| InputValueError::custom("expected an http or https URL")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::ScalarType as _;

    use super::{DateTime, Url};

    #[test]
    fn only_web_addresses_are_links() {
        assert!(Url::of("https://a.test/x").is_some());
        for bad in [
            "javascript:alert(1)",
            "/relative",
            "",
            "data:text/html,x",
            "ftp://a.test/",
        ] {
            assert!(Url::of(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn instants_are_shown_in_utc() {
        let at = DateTime("2026-02-03T09:11:04.201+01:00".parse().unwrap());
        assert_eq!(at.to_value(), "2026-02-03T08:11:04.201Z".into());
    }
}

/// Bytes as base64 with padding (RFC 4648, section 4).
#[derive(Description, Clone, Debug)]
pub(crate) struct Base64(pub(crate) String);

#[Scalar(
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc4648"
)]
impl ScalarType for Base64 {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
