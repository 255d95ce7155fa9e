//! The HAL envelope of lists, and other bodies.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::params::Params;
use super::refusal::Answer;

/// How many conversations or threads a page holds.
pub(crate) const SHORT: usize = 25;
/// How many of anything else a page holds.
pub(crate) const LONG: usize = 50;

/// One object of the provider.
pub(crate) fn object(body: &Value) -> Response {
    let content_type = [(header::CONTENT_TYPE, "application/hal+json")];
    (content_type, body.to_string()).into_response()
}

/// Something was made: no body, its id and its address in the headers.
pub(crate) fn created(id: u64, href: String) -> Response {
    let headers = [
        ("resource-id", id.to_string()),
        (header::LOCATION.as_str(), href),
    ];
    (StatusCode::CREATED, headers).into_response()
}

/// Something was changed or deleted: nothing to say.
pub(crate) fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A list and how it was asked for.
pub(crate) struct Listing<'a> {
    /// The address of the list, without parameters.
    pub href: String,
    /// What was asked.
    pub params: &'a Params,
    /// The name of the list in `_embedded`.
    pub rel: &'static str,
    /// How many items a page holds.
    pub size: usize,
}

impl Listing<'_> {
    /// Answers with the page that was asked for; one beyond the end is empty.
    pub(crate) fn answer<T>(&self, items: &[T], view: impl Fn(&T) -> Value) -> Answer {
        let page = self.params.page()?;
        let pages = items.len().div_ceil(self.size);
        let start = (page - 1).saturating_mul(self.size);
        let shown: Vec<Value> = items.iter().skip(start).take(self.size).map(view).collect();
        let mut body = Map::new();
        if !shown.is_empty() {
            body.insert("_embedded".to_owned(), json!({self.rel: shown}));
        }
        body.insert("_links".to_owned(), self.links(page, pages));
        let number = if items.is_empty() { 0 } else { page };
        body.insert(
            "page".to_owned(),
            json!({"size": self.size, "totalElements": items.len(), "totalPages": pages, "number": number}),
        );
        Ok(object(&Value::Object(body)))
    }

    fn links(&self, page: usize, pages: usize) -> Value {
        let mut links = Map::new();
        let mut link = |rel: &str, href: String| {
            links.insert(rel.to_owned(), json!({"href": href}));
        };
        let is_plain = pages == 0 && self.params.get("page").is_none();
        let here = if is_plain { self.bare() } else { self.at(page) };
        link("self", here);
        if page < pages {
            link("next", self.at(page + 1));
        }
        if page > 1 && pages > 0 {
            link("previous", self.at((page - 1).min(pages)));
        }
        link("first", self.at(1));
        link("last", self.at(pages.max(1)));
        links.insert(
            "page".to_owned(),
            json!({"href": self.template(), "templated": true}),
        );
        Value::Object(links)
    }

    fn bare(&self) -> String {
        let filters = self.params.without_page();
        let question_mark = if filters.is_empty() { "" } else { "?" };
        format!("{}{question_mark}{filters}", self.href)
    }

    fn at(&self, page: usize) -> String {
        let bare = self.bare();
        let joint = if bare.contains('?') { '&' } else { '?' };
        format!("{bare}{joint}page={page}")
    }

    fn template(&self) -> String {
        let bare = self.bare();
        let joint = if bare.contains('?') { '&' } else { '?' };
        format!("{bare}{{{joint}page}}")
    }
}
