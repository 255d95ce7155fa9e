//! Reads query parameters and the ids in paths, and says in the provider's words what is wrong with them.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jiff::Timestamp;
use url::form_urlencoded;

use super::refusal::{Flaw, Refusal};
use super::search::moment;

/// The query parameters in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(key, _)| key == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// All values of a parameter that may be repeated.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The values between the commas of a parameter, none if it is absent.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let values = self.get(name).map(|value| value.split(','));
        values.into_iter().flatten().map(str::trim).collect()
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        self.get(name).map(|text| number(name, text)).transpose()
    }

    /// Whole numbers between commas; `None` if the parameter is absent.
    pub(crate) fn numbers(&self, name: &str) -> Result<Option<Vec<u64>>, Refusal> {
        if self.get(name).is_none() {
            return Ok(None);
        }
        let numbers = self.list(name).into_iter().map(|text| number(name, text));
        numbers.collect::<Result<_, _>>().map(Some)
    }

    /// One of the words, as it stands among them.
    pub(crate) fn word(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<Option<&'static str>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let known = words.iter().find(|word| **word == text);
        known.map(|word| Some(*word)).ok_or_else(|| {
            let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            Refusal::bad_request(&Flaw {
                path: name,
                message: format!("Expected one of these: {}", quoted.join(", ")),
                rejected: text,
                code: "EnumValue",
            })
        })
    }

    /// A moment in whole seconds of UTC.
    pub(crate) fn instant(&self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let instant = moment::instant(text).ok_or_else(|| {
            Refusal::bad_request(&Flaw {
                path: name,
                message: "Expected a date in the format yyyy-MM-dd'T'HH:mm:ss'Z'".to_owned(),
                rejected: text,
                code: "DateFormat",
            })
        });
        instant.map(Some)
    }

    /// The page, counted from 1.
    pub(crate) fn page(&self) -> Result<usize, Refusal> {
        let Some(text) = self.get("page") else {
            return Ok(1);
        };
        let page = text.parse().ok().filter(|page| *page > 0);
        page.ok_or_else(|| {
            Refusal::bad_request(&Flaw {
                path: "page",
                message: "must be greater than or equal to 1".to_owned(),
                rejected: text,
                code: "Min",
            })
        })
    }

    /// The parameters without the page, written for a link.
    pub(crate) fn without_page(&self) -> String {
        let filters = self.0.iter().filter(|(key, _)| key != "page");
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(filters)
            .finish()
    }
}

fn number(name: &str, text: &str) -> Result<u64, Refusal> {
    text.parse().map_err(|_| {
        Refusal::bad_request(&Flaw {
            path: name,
            message: "must be a number".to_owned(),
            rejected: text,
            code: "Number",
        })
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        ))
    }
}

/// The ids in a path, from left to right.
#[derive(Debug)]
pub(crate) struct Ids<const N: usize>(pub [u64; N]);

impl<S: Send + Sync, const N: usize> FromRequestParts<S> for Ids<N> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        let raw = raw.map_err(|_| Refusal::not_found())?;
        let ids: Result<Vec<u64>, _> = raw.iter().map(|(name, text)| number(name, text)).collect();
        // A route with another number of ids would be a mistake in the table of routes.
        ids?.try_into().map(Self).map_err(|_| Refusal::not_found())
    }
}
