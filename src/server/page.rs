use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

/// Only files of this server, and no inline script or style.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// A query that the page offers, with a word on what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageExample {
    /// A few words, shown as the title.
    pub name: String,
    /// One sentence on what to look at.
    pub description: String,
    /// The GraphQL document.
    pub query: String,
    /// Its variables.
    pub variables: serde_json::Value,
}

/// A file that is sent as it is.
#[derive(Debug, Clone)]
pub(super) struct Asset {
    content_type: &'static str,
    body: Bytes,
}

pub(super) const INDEX: Asset = Asset::embedded(
    "text/html; charset=utf-8",
    include_bytes!("page/index.html"),
);
pub(super) const SCRIPT: Asset = Asset::embedded(
    "text/javascript; charset=utf-8",
    include_bytes!("page/page.js"),
);
pub(super) const STYLE: Asset =
    Asset::embedded("text/css; charset=utf-8", include_bytes!("page/page.css"));
pub(super) const ICON: Asset = Asset::embedded("image/svg+xml", include_bytes!("page/favicon.svg"));

/// The examples as the page reads them.
pub(super) fn examples(examples: &[PageExample]) -> Asset {
    let body = serde_json::to_vec(examples).expect("strings and JSON values can be written");
    Asset {
        content_type: "application/json",
        body: body.into(),
    }
}

/// A text that browsers show rather than save.
pub(super) fn text(text: String) -> Asset {
    Asset {
        content_type: "text/plain; charset=utf-8",
        body: text.into(),
    }
}

impl Asset {
    const fn embedded(content_type: &'static str, body: &'static [u8]) -> Self {
        Self {
            content_type,
            body: Bytes::from_static(body),
        }
    }
}

impl IntoResponse for Asset {
    fn into_response(self) -> Response {
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.content_type),
            ),
            // A new build is seen at the next load.
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (header::CONTENT_SECURITY_POLICY, POLICY),
        ];
        (headers, self.body).into_response()
    }
}
