//! Bodies to be sent, in the form a provider takes. Its own structure is the adapter's business.

use crate::model::command::MessageBody;
use crate::richtext::Body;

/// The body as rich text; `None` if it is given in the provider's own structure.
#[must_use]
pub fn rich(body: &MessageBody) -> Option<Body<'_>> {
    match body {
        MessageBody::Text(text) => Some(Body::Text(text)),
        MessageBody::Markdown(markdown) => Some(Body::Markdown(markdown)),
        MessageBody::Html(html) => Some(Body::Html(html)),
        MessageBody::Native(_) => None,
    }
}
