//! Markdown, as help desk agents write it.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag};

use crate::richtext::document::{Builder, Document, MAX_BYTES, Mark, within_limit};

/// Reads `CommonMark` with tables, strikethrough and task lists. HTML inside is text.
pub(crate) fn markdown(native: &str) -> Document<'_> {
    let mut builder = Builder::default();
    append(&mut builder, within_limit(native));
    if native.len() > MAX_BYTES {
        builder.cut();
    }
    builder.finish()
}

/// Reads Markdown into a document that has begun in another format.
pub(super) fn append<'a>(builder: &mut Builder<'a>, native: &'a str) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(native, options) {
        match event {
            Event::Start(tag) => start(builder, tag),
            Event::End(_) => builder.close(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                builder.text(cow(text));
            }
            Event::Code(text) => {
                builder.open(Mark::Code);
                builder.text(cow(text));
                builder.close();
            }
            // A single line break in a chat is meant.
            Event::SoftBreak | Event::HardBreak => builder.line_break(),
            Event::Rule => builder.rule(),
            Event::TaskListMarker(is_done) => builder.checkbox(is_done),
            // Extensions that are switched off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
        }
    }
}

fn start<'a>(builder: &mut Builder<'a>, tag: Tag<'a>) {
    let mark = match tag {
        Tag::Paragraph | Tag::HtmlBlock => Mark::Paragraph,
        Tag::Heading { level, .. } => Mark::Heading(number(level)),
        Tag::BlockQuote(_) => Mark::Quote,
        Tag::CodeBlock(_) => Mark::CodeBlock,
        Tag::List(first) => Mark::List(first),
        Tag::Item => Mark::Item,
        Tag::Table(_) => Mark::Table,
        Tag::TableHead | Tag::TableRow => Mark::Row,
        Tag::TableCell => Mark::Cell,
        Tag::Emphasis => Mark::Italic,
        Tag::Strong => Mark::Bold,
        Tag::Strikethrough => Mark::Strike,
        Tag::Link { dest_url, .. } => Mark::Link(cow(dest_url)),
        // The text inside an image is its alternative text. The others are extensions that are switched off.
        _ => return builder.open_nothing(),
    };
    builder.open(mark);
}

fn number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        owned @ (CowStr::Boxed(_) | CowStr::Inlined(_)) => Cow::Owned(owned.into_string()),
    }
}
