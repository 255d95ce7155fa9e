//! Plain text.

use crate::richtext::document::{Document, Mark, Piece};
use crate::richtext::write::layout::Layout;

/// Writes plain text: quotes and lists keep their signs, emphasis goes, links keep a target that the label hides.
pub(crate) fn text(document: &Document<'_>) -> String {
    let mut writer = Writer {
        layout: Layout::new(""),
        lists: Vec::new(),
        links: Vec::new(),
    };
    for piece in &document.pieces {
        match piece {
            Piece::Open(mark) => writer.open(mark),
            Piece::Close(mark) => writer.close(mark),
            Piece::Text(text) => writer.layout.text(text),
            Piece::Break => writer.layout.line_break(),
            Piece::Rule => writer.rule(),
            Piece::Checkbox(true) => writer.layout.text("[x] "),
            Piece::Checkbox(false) => writer.layout.text("[ ] "),
        }
    }
    writer.layout.finish()
}

struct Writer {
    layout: Layout,
    /// The number of the next item in each open list.
    lists: Vec<Option<u64>>,
    /// Where the label of each open link begins.
    links: Vec<usize>,
}

impl Writer {
    fn open(&mut self, mark: &Mark<'_>) {
        set_apart(&mut self.layout, mark, self.lists.len());
        match mark {
            Mark::Quote => self.layout.push_prefix("> ", "> "),
            Mark::List(first) => self.lists.push(*first),
            Mark::Item => self.item(),
            Mark::Cell if self.layout.is_in_line() => self.layout.text(" | "),
            Mark::Link(_) => self.links.push(self.layout.written().len()),
            _ => {}
        }
    }

    fn close(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Quote | Mark::Item => self.layout.pop_prefix(),
            Mark::List(_) => {
                self.lists.pop();
            }
            Mark::Link(url) => self.link(url),
            _ => {}
        }
        set_apart(&mut self.layout, mark, self.lists.len());
    }

    fn item(&mut self) {
        let sign = next_sign(&mut self.lists);
        let indent = " ".repeat(sign.len());
        self.layout.push_prefix(sign, indent);
    }

    fn link(&mut self, url: &str) {
        let begin = self.links.pop().unwrap_or_default();
        let label = self
            .layout
            .written()
            .get(begin..)
            .unwrap_or_default()
            .trim();
        if label.is_empty() {
            return self.layout.text(url);
        }
        if !tells(label, url) {
            self.layout.text(&format!(" ({url})"));
        }
    }

    fn rule(&mut self) {
        self.layout.apart(2);
        self.layout.text("---");
        self.layout.apart(2);
    }
}

/// Asks for the line breaks that stand before and after a mark, inside so many lists.
pub(super) fn set_apart(layout: &mut Layout, mark: &Mark<'_>, lists: usize) {
    match mark {
        Mark::Paragraph | Mark::Heading(_) | Mark::Quote | Mark::CodeBlock | Mark::Table => {
            layout.apart(2);
        }
        Mark::List(_) if lists == 0 => layout.apart(2),
        Mark::List(_) | Mark::Item => layout.item_line(),
        Mark::Line | Mark::Row => layout.line(),
        Mark::Cell
        | Mark::Bold
        | Mark::Italic
        | Mark::Underline
        | Mark::Strike
        | Mark::Code
        | Mark::Link(_) => {}
    }
}

/// Returns what stands before the next item of the innermost list, and counts on.
pub(super) fn next_sign(lists: &mut [Option<u64>]) -> String {
    match lists.last_mut() {
        Some(Some(number)) => {
            let sign = format!("{number}. ");
            *number = number.saturating_add(1);
            sign
        }
        Some(None) | None => "- ".to_owned(),
    }
}

/// Returns whether a reader of the label knows where the link goes.
fn tells(label: &str, url: &str) -> bool {
    let bare = |text: &str| {
        let text = ["https://", "http://", "mailto:"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .unwrap_or(text);
        text.trim_end_matches('/').to_ascii_lowercase()
    };
    bare(label) == bare(url)
}
