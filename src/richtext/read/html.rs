//! Sanitised HTML: well-formed, few elements, few entities.

use crate::richtext::document::{Builder, Document, Mark};
use crate::richtext::entity::decode;
use crate::richtext::html::{Lexer, Token};

/// Reads HTML that the sanitiser has written.
pub(crate) fn html<'a>(sanitised: &str) -> Document<'a> {
    let mut reader = Reader::default();
    for token in Lexer::new(sanitised) {
        match token {
            Token::Text(text) => reader.text(&decode(text)),
            Token::Open { name, attributes } => reader.open(name, &attributes),
            Token::Close(name) => reader.close(name),
        }
    }
    reader.builder.finish()
}

struct Reader<'a> {
    builder: Builder<'a>,
    preformatted: usize,
    /// Whether a space here would not be seen.
    is_after_space: bool,
    block: Block,
}

/// What the block that is being read has shown so far.
#[derive(PartialEq, Eq)]
enum Block {
    Nothing,
    /// Non-breaking spaces, which editors put into an empty line to keep it open.
    Blank,
    Text,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            builder: Builder::default(),
            preformatted: 0,
            is_after_space: true,
            block: Block::Nothing,
        }
    }
}

impl Reader<'_> {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        match name {
            "br" => self.builder.line_break(),
            "hr" => self.builder.rule(),
            "pre" => self.preformatted += 1,
            _ => {}
        }
        if is_block(name) {
            self.is_after_space = true;
            self.block = Block::Nothing;
        }
        if is_void(name) {
            return;
        }
        match mark(name, attributes) {
            Some(mark) => self.builder.open(mark),
            None => self.builder.open_nothing(),
        }
    }

    fn close(&mut self, name: &str) {
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
        if is_block(name) {
            self.is_after_space = true;
            if self.block == Block::Blank {
                self.builder.line_break();
            }
            self.block = Block::Nothing;
        }
        self.builder.close();
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            return self.builder.text(text.to_owned());
        }
        let mut collapsed = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\u{a0}' if self.block != Block::Text => self.block = Block::Blank,
                '\u{a0}' => collapsed.push(' '),
                _ if !character.is_ascii_whitespace() => {
                    collapsed.push(character);
                    self.block = Block::Text;
                    self.is_after_space = false;
                }
                _ if self.is_after_space => {}
                _ => {
                    collapsed.push(' ');
                    self.is_after_space = true;
                }
            }
        }
        self.builder.text(collapsed);
    }
}

fn mark<'a>(name: &str, attributes: &[(&str, &str)]) -> Option<Mark<'a>> {
    let attribute = |wanted: &str| {
        let mut found = attributes.iter().filter(|(name, _)| *name == wanted);
        found.next().map(|(_, value)| decode(value).into_owned())
    };
    let mark = match name {
        "a" => Mark::Link(attribute("href")?.into()),
        "b" | "strong" => Mark::Bold,
        "blockquote" => Mark::Quote,
        "code" | "kbd" | "samp" | "tt" => Mark::Code,
        "dd" | "div" | "dt" => Mark::Line,
        "del" | "s" | "strike" => Mark::Strike,
        "em" | "i" => Mark::Italic,
        "h1" => Mark::Heading(1),
        "h2" => Mark::Heading(2),
        "h3" => Mark::Heading(3),
        "h4" => Mark::Heading(4),
        "h5" => Mark::Heading(5),
        "h6" => Mark::Heading(6),
        "ins" | "u" => Mark::Underline,
        "li" => Mark::Item,
        "ol" => Mark::List(Some(
            attribute("start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1),
        )),
        "p" => Mark::Paragraph,
        "pre" => Mark::CodeBlock,
        "table" => Mark::Table,
        "td" | "th" => Mark::Cell,
        "tr" => Mark::Row,
        "ul" => Mark::List(None),
        _ => return None,
    };
    Some(mark)
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr")
}

fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "b"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "s"
            | "samp"
            | "small"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
    )
}

#[cfg(test)]
mod tests {
    use crate::richtext::Body;

    #[test]
    fn html_has_text_and_markdown() {
        for (native, text, markdown) in [
            (
                "<p>one\n two</p>\n<p>three<br>four</p>",
                "one two\n\nthree\nfour",
                "one two\n\nthree\\\nfour",
            ),
            (
                "<div>one</div><div><br></div><div>two</div>",
                "one\n\ntwo",
                "one\n\ntwo",
            ),
            (
                "<div>a</div><div>&nbsp;</div><div>&nbsp;<b>b</b></div>",
                "a\n\nb",
                "a\n\n**b**",
            ),
            (
                "<div>a<b> </b>&nbsp;</div><div>&nbsp;</div><div>&nbsp;<b>b</b></div>",
                "a\n\nb",
                "a\n\n**b**",
            ),
            ("<div>one</div><div>two</div>", "one\ntwo", "one\\\ntwo"),
            (
                "caf&eacute; &mdash; 1 &lt; 2&nbsp;&amp;&#x20AC;",
                "café — 1 < 2 &€",
                "café — 1 \\< 2 &€",
            ),
            (
                "<b>a </b>b<i> c</i> <b></b><b><p>d</p></b>",
                "a b c\n\nd",
                "**a** b *c*\n\n**d**",
            ),
            ("<h2>Title</h2>text", "Title\n\ntext", "## Title\n\ntext"),
            (
                "a<ul><li>b<li><p>c</p><ol start=3><li>d<li>e</ol></ul>f",
                "a\n\n- b\n\n- c\n\n  3. d\n  4. e\n\nf",
                "a\n\n- b\n\n- c\n\n  3. d\n  4. e\n\nf",
            ),
            (
                "<blockquote>a<br>b<p>c</blockquote>d",
                "> a\n> b\n>\n> c\n\nd",
                "> a\\\n> b\n>\n> c\n\nd",
            ),
            (
                "<pre>a\n  <b>b</b></pre>c",
                "a\n  b\n\nc",
                "```\na\n  b\n```\n\nc",
            ),
            ("<code>x`y</code>", "x`y", "`` x`y ``"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "a | b\nc",
                "a \\| b\\\nc",
            ),
            ("a<hr>b", "a\n\n---\n\nb", "a\n\n---\n\nb"),
            (
                "<a href=https://x.test/a>here</a>, <a href=https://x.test/>x.test</a>, <a href=mailto:a@x.test>a@x.test</a>",
                "here (https://x.test/a), x.test, a@x.test",
                "[here](<https://x.test/a>), [x.test](<https://x.test/>), [a@x.test](<mailto:a@x.test>)",
            ),
            (
                "<a href=https://x.test><img src=https://x.test/logo.png></a>",
                "https://x.test",
                "<https://x.test>",
            ),
            (
                "<head><title>t</title><style>s</style></head><body>b</body>",
                "b",
                "b",
            ),
        ] {
            assert_eq!(Body::Html(native).text(), text, "{native}");
            assert_eq!(Body::Html(native).markdown().unwrap(), markdown, "{native}");
        }
    }
    #[test]
    fn a_mail_of_an_office_program_is_readable() {
        let native = r##"<!DOCTYPE html><html xmlns:o="urn:x"><head><meta charset="utf-8"><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body lang="EN" style="word-wrap:break-word">
<div class="WordSection1"><p class="MsoNormal">Hi <span style="color:red">Ana</span>,<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">The <b>printer</b>
burns.</p><![if !mso]><img src="cid:logo" alt="Northwind"><![endif]>
<div id="divRplyFwdMsg"><blockquote type="cite"><div>On Monday you wrote:<br><br>It is new.</div></blockquote></div></div></body></html>"##;
        assert_eq!(
            Body::Html(native).text(),
            "Hi Ana,\n\n\nThe printer burns.\n\nNorthwind\n\n> On Monday you wrote:\n>\n> It is new."
        );
    }
}
