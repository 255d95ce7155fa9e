//! Slack's mrkdwn.

use std::borrow::Cow;

use crate::richtext::document::{Document, Mark, Piece};
use crate::richtext::write::layout::Layout;
use crate::richtext::write::text::{next_sign, set_apart};

/// Writes mrkdwn. What Slack has no sign for is written as plain text has it, headings are bold.
///
/// Slack knows no way to write its signs as text, so text that looks like emphasis becomes emphasis.
pub(crate) fn slack(document: &Document<'_>) -> String {
    let mut writer = Writer {
        layout: Layout::new(""),
        lists: Vec::new(),
        spans: Vec::new(),
        held: Vec::new(),
        label: None,
    };
    for piece in &document.pieces {
        match piece {
            Piece::Open(mark) => writer.open(mark),
            Piece::Close(mark) => writer.close(mark),
            Piece::Text(text) => writer.text(text),
            Piece::Break => writer.line_break(),
            Piece::Rule => writer.rule(),
            Piece::Checkbox(true) => writer.raw("[x] "),
            Piece::Checkbox(false) => writer.raw("[ ] "),
        }
    }
    writer.layout.finish()
}

struct Writer {
    layout: Layout,
    /// The number of the next item in each open list.
    lists: Vec<Option<u64>>,
    /// Signs of the open marks; empty for a mark inside its like.
    spans: Vec<&'static str>,
    /// Signs of open marks that no text has followed yet. Slack wants the text right behind them.
    held: Vec<&'static str>,
    /// The label of the open link. There is no emphasis inside.
    label: Option<String>,
}

impl Writer {
    fn open(&mut self, mark: &Mark<'_>) {
        set_apart(&mut self.layout, mark, self.lists.len());
        match mark {
            Mark::Quote => self.layout.push_prefix("> ", "> "),
            Mark::List(first) => self.lists.push(*first),
            Mark::Item => self.item(),
            Mark::Cell if self.layout.is_in_line() => self.raw(" | "),
            Mark::Heading(_) | Mark::Bold => self.open_span("*"),
            Mark::Italic => self.open_span("_"),
            Mark::Strike => self.open_span("~"),
            Mark::Code => self.raw("`"),
            Mark::CodeBlock => self.fence(),
            Mark::Link(_) => self.label = Some(String::new()),
            _ => {}
        }
    }

    fn close(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Quote | Mark::Item => self.layout.pop_prefix(),
            Mark::List(_) => {
                self.lists.pop();
            }
            Mark::Heading(_) | Mark::Bold | Mark::Italic | Mark::Strike => self.close_span(),
            Mark::Code => self.raw("`"),
            Mark::CodeBlock => self.fence(),
            Mark::Link(url) => self.close_link(url),
            _ => {}
        }
        set_apart(&mut self.layout, mark, self.lists.len());
    }

    fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            let inner = line.trim_start();
            if self.held.is_empty() {
                self.raw(&escape(line));
            } else if !inner.is_empty() {
                // In front of a sign, spaces would stand between it and its text.
                self.layout.text(&line[..line.len() - inner.len()]);
                self.raw(&escape(inner));
            }
        }
    }

    /// Writes what needs no escaping, behind the signs held back.
    fn raw(&mut self, text: &str) {
        if let Some(label) = &mut self.label {
            return label.push_str(text);
        }
        if text.is_empty() {
            return;
        }
        for sign in self.held.drain(..) {
            self.layout.text(sign);
        }
        self.layout.text(text);
    }

    /// Emphasis ends with its line, and begins again on the next.
    fn line_break(&mut self) {
        if let Some(label) = &mut self.label {
            return label.push(' ');
        }
        let begun = self.spans.len() - self.held.len();
        for sign in self.spans[..begun].iter().rev() {
            self.layout.attach(sign);
        }
        self.held.clone_from(&self.spans);
        self.layout.line_break();
    }

    fn open_span(&mut self, sign: &'static str) {
        let sign = if self.spans.contains(&sign) { "" } else { sign };
        if self.label.is_none() {
            self.spans.push(sign);
            self.held.push(sign);
        }
    }

    fn close_span(&mut self) {
        if self.label.is_some() {
            return;
        }
        let sign = self.spans.pop().unwrap_or_default();
        if self.held.pop().is_none() {
            self.layout.attach(sign);
        }
    }

    fn close_link(&mut self, url: &str) {
        let label = self.label.take().unwrap_or_default();
        let url = escape(url).replace('|', "%7C").replace(['\n', '\r'], "");
        match label.trim() {
            label if label.is_empty() || label == url => self.raw(&format!("<{url}>")),
            label => self.raw(&format!("<{url}|{label}>")),
        }
    }

    fn item(&mut self) {
        let sign = next_sign(&mut self.lists);
        let indent = " ".repeat(sign.len());
        self.layout.push_prefix(sign, indent);
    }

    fn fence(&mut self) {
        self.layout.apart(1);
        self.raw("```");
        self.layout.apart(1);
    }

    fn rule(&mut self) {
        self.layout.apart(2);
        self.raw("---");
        self.layout.apart(2);
    }
}

/// Slack asks for three entities and no more.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return text.into();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    escaped.replace('>', "&gt;").into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use crate::richtext::Body;

    #[test]
    fn every_form_can_be_sent_to_slack() {
        for (markdown, slack) in [
            ("1 < 2 & *so* **on**", "1 &lt; 2 &amp; _so_ *on*"),
            ("**a *b* c** ~~d~~ `e < f`", "*a _b_ c* ~d~ `e &lt; f`"),
            ("# **Title**\n\ntext", "*Title*\n\ntext"),
            ("**one\\\ntwo**", "*one*\n*two*"),
            ("- a\n- b\n\n3. c", "- a\n- b\n\n3. c"),
            ("> a\n>\n> b", "> a\n>\n> b"),
            (
                "[the *docs*](https://x.test/?a=1&b=2)",
                "<https://x.test/?a=1&amp;b=2|the docs>",
            ),
            ("<https://x.test>", "<https://x.test>"),
            (
                "see\n```\n<b>\n  c\n```\nend",
                "see\n\n```\n&lt;b&gt;\n  c\n```\n\nend",
            ),
            ("a\n\n---\n\nb", "a\n\n---\n\nb"),
            ("[x](javascript:alert(1))", "x"),
        ] {
            assert_eq!(Body::Markdown(markdown).to_slack(), slack, "{markdown}");
        }
        let text = "Ask <@U1> & <!here>\n\n  for *this*";
        let slack = "Ask &lt;@U1&gt; &amp; &lt;!here&gt;\n\n  for *this*";
        assert_eq!(Body::Text(text).to_slack(), slack);
        assert_eq!(Body::Html("<p>a<br><b>b</b></p>").to_slack(), "a\n*b*");
        assert_eq!(Body::Slack("<@U1> *x*").to_slack(), "@U1 *x*");
    }

    proptest! {
        #[test]
        // Lines that begin with `>` are quotes to Slack, and read as such.
        fn text_that_is_sent_reads_as_it_was(text in "[a-z&<;|#@! \n-]{0,40}") {
            let sent = Body::Text(&text).to_slack();
            let (read, text) = (Body::Slack(&sent).text(), Body::Text(&text).text());
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<String>();
            prop_assert_eq!(words(&read), words(&text));
        }
    }
}
