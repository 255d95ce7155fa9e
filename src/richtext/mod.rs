//! Message bodies in every form the gateway offers.
//!
//! ```text
//! HTML ── html::flatten ── html::sanitise ─┬─ the HTML form
//!                                          └─ read::html ─┐
//! Markdown, mrkdwn, Cord nodes ── read::{markdown, slack, cord} ─┴─ Document ── write::{text, markdown, slack, html}
//! ```
//!
//! Whatever leaves as HTML has passed `html::sanitise`, and whatever goes in is bounded first.
//! Nothing here knows a provider's objects: it is given the native body and its format.

mod document;
mod entity;
mod html;
mod preview;
mod read;
mod write;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::richtext::document::{Document, within_limit};
pub use crate::richtext::preview::preview;

/// A body as the provider sent it. Each form is rendered when it is asked for.
///
/// A body above 512 KiB is cut, and nesting deeper than 100 levels is flattened.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// Text without markup.
    Text(&'a str),
    /// HTML, taken to be hostile.
    Html(&'a str),
    /// `CommonMark` with tables, strikethrough and task lists; HTML inside is shown as text.
    Markdown(&'a str),
    /// Slack's mrkdwn, with its references and entities.
    Slack(&'a str),
    /// Cord's content: an array of nodes.
    Nodes(&'a Value),
}

impl<'a> Body<'a> {
    /// Renders plain text: no markup, one line per line, links' targets where the label does not tell them.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(native) => within_limit(native).to_owned(),
            _ => write::text(&self.document()),
        }
    }

    /// Renders HTML that is safe to insert into a page; `None` for plain text.
    ///
    /// Links open http, https and mailto only. Images are replaced by their alternative text, since loading one tells
    /// the sender that the message was read.
    #[must_use]
    pub fn html(&self) -> Option<String> {
        match self {
            Self::Text(_) => None,
            Self::Html(native) => Some(html::sanitise(&html::flatten(native).html)),
            _ => Some(html::sanitise(&write::html(&self.document()))),
        }
    }

    /// Renders HTML to be sent: like [`Self::html`], and for plain text the same text with its lines.
    #[must_use]
    pub fn to_html(&self) -> String {
        match self {
            Self::Text(native) => html::sanitise(&write::html(&read::lines(native))),
            _ => self.html().unwrap_or_default(),
        }
    }

    /// Renders Markdown to be sent: like [`Self::markdown`], and for plain text the same text with what would be
    /// markup escaped.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let render = || write::markdown(&self.document());
        self.markdown().unwrap_or_else(render)
    }

    /// Renders Slack's mrkdwn to be sent. References to users and channels become text: nobody is notified by what
    /// merely looks like one.
    #[must_use]
    pub fn to_slack(&self) -> String {
        write::slack(&self.document())
    }

    /// Renders Markdown; `None` for plain text.
    ///
    /// Native Markdown is given as it is, so who renders it must treat HTML and links inside as hostile.
    #[must_use]
    pub fn markdown(&self) -> Option<String> {
        match self {
            Self::Text(_) => None,
            Self::Markdown(native) => Some(within_limit(native).to_owned()),
            _ => Some(write::markdown(&self.document())),
        }
    }

    /// Returns whether the forms lack a part of the native body because it was too large or too deeply nested.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        match self {
            Self::Html(native) => html::flatten(native).is_cut,
            _ => self.document().is_cut,
        }
    }

    fn document(&self) -> Document<'a> {
        match self {
            Self::Text(native) => read::plain(native),
            Self::Html(native) => read::html(&html::sanitise(&html::flatten(native).html)),
            Self::Markdown(native) => read::markdown(native),
            Self::Slack(native) => read::slack(native),
            Self::Nodes(nodes) => read::nodes(nodes),
        }
    }
}
