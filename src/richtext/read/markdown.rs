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

#[cfg(test)]
mod tests {
    use crate::richtext::Body;
    use crate::richtext::tests::{REL, assert_forms};

    #[test]
    fn markdown_has_text_and_html() {
        for (native, text, html) in [
            (
                "Hello **you**\nand _me_",
                "Hello you\nand me",
                "<p>Hello <strong>you</strong><br>and <em>me</em></p>",
            ),
            (
                "# A\n\n- b\n- [x] c\n\n1. d",
                "A\n\n- b\n- [x] c\n\n1. d",
                "<h1>A</h1><ul><li>b</li><li>☑ c</li></ul><ol><li>d</li></ol>",
            ),
            (
                "`a<b`\n\n```rust\nx < y\n```",
                "a<b\n\nx < y",
                "<p><code>a&lt;b</code></p><pre>x &lt; y\n</pre>",
            ),
            (
                "a <b onclick=x>c</b>",
                "a <b onclick=x>c</b>",
                "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>",
            ),
            (
                "<script>alert(1)</script>",
                "<script>alert(1)</script>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            ),
            ("![logo](https://x.test/t.gif)", "logo", "<p>logo</p>"),
            (
                "[x](https://x.test) ~~y~~",
                "x (https://x.test) y",
                &format!("<p><a href=\"https://x.test\" {REL}>x</a> <del>y</del></p>"),
            ),
            (
                "|a|b|\n|-|-|\n|c|d|",
                "a | b\nc | d",
                "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
            ),
            (
                "> a\n\nb &amp; c",
                "> a\n\nb & c",
                "<blockquote><p>a</p></blockquote><p>b &amp; c</p>",
            ),
            (
                "5. a\n6. b",
                "5. a\n6. b",
                "<ol start=\"5\"><li>a</li><li>b</li></ol>",
            ),
        ] {
            assert_forms(Body::Markdown(native), text, html, native);
        }
    }
}
