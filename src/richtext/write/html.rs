//! HTML, still to be sanitised.

use crate::richtext::document::{Document, Mark, Piece};
use crate::richtext::entity::encode_into;

/// Writes HTML in which all text is escaped.
pub(crate) fn html(document: &Document<'_>) -> String {
    let mut out = String::new();
    for piece in &document.pieces {
        match piece {
            Piece::Open(mark) => open(&mut out, mark),
            Piece::Close(mark) => close(&mut out, mark),
            Piece::Text(text) => encode_into(&mut out, text),
            Piece::Break => out.push_str("<br>"),
            Piece::Rule => out.push_str("<hr>"),
            Piece::Checkbox(true) => out.push_str("☑ "),
            Piece::Checkbox(false) => out.push_str("☐ "),
        }
    }
    out
}

fn open(out: &mut String, mark: &Mark<'_>) {
    match mark {
        Mark::Link(url) => {
            out.push_str("<a href=\"");
            encode_into(out, url);
            out.push('"');
        }
        Mark::List(Some(first)) if *first != 1 => out.push_str(&format!("<ol start=\"{first}\"")),
        _ => {
            out.push('<');
            out.push_str(element(mark));
        }
    }
    out.push('>');
}

fn close(out: &mut String, mark: &Mark<'_>) {
    out.push_str("</");
    out.push_str(element(mark));
    out.push('>');
}

fn element(mark: &Mark<'_>) -> &'static str {
    match mark {
        Mark::Paragraph => "p",
        Mark::Line => "div",
        Mark::Heading(level) => match level {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        },
        Mark::Quote => "blockquote",
        Mark::List(Some(_)) => "ol",
        Mark::List(None) => "ul",
        Mark::Item => "li",
        Mark::CodeBlock => "pre",
        Mark::Table => "table",
        Mark::Row => "tr",
        Mark::Cell => "td",
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Underline => "u",
        Mark::Strike => "del",
        Mark::Code => "code",
        Mark::Link(_) => "a",
    }
}
