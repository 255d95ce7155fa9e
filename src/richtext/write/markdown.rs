//! Markdown.

use crate::richtext::document::{Document, Mark, Piece};
use crate::richtext::write::layout::Layout;
use crate::richtext::write::text::{next_sign, set_apart};

/// Writes `CommonMark` with strikethrough and task lists. Rows of a table become lines.
pub(crate) fn markdown(document: &Document<'_>) -> String {
    let mut writer = Writer {
        layout: Layout::new("\\"),
        lists: Vec::new(),
        held: Vec::new(),
        code: Vec::new(),
    };
    for (index, piece) in document.pieces.iter().enumerate() {
        match piece {
            Piece::Open(mark) => writer.open(mark, &document.pieces[index + 1..]),
            Piece::Close(mark) => writer.close(mark),
            Piece::Text(text) => writer.text(text),
            Piece::Break => writer.layout.line_break(),
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
    /// Signs of open marks that no text has followed yet. Markdown wants the text right behind them.
    held: Vec<&'static str>,
    /// The fence of each open code.
    code: Vec<String>,
}

impl Writer {
    fn open(&mut self, mark: &Mark<'_>, after: &[Piece<'_>]) {
        set_apart(&mut self.layout, mark, self.lists.len());
        match mark {
            Mark::Heading(level) => self.raw(&format!("{} ", "#".repeat(*level))),
            Mark::Quote => self.layout.push_prefix("> ", "> "),
            Mark::List(first) => self.lists.push(*first),
            Mark::Item => self.item(),
            Mark::Cell if self.layout.is_in_line() => self.raw(" \\| "),
            Mark::Bold => self.held.push("**"),
            Mark::Italic => self.held.push("*"),
            Mark::Strike => self.held.push("~~"),
            Mark::Link(_) => self.held.push("["),
            Mark::Code => self.open_code(after),
            Mark::CodeBlock => self.open_code_block(after),
            _ => {}
        }
    }

    fn close(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Quote | Mark::Item => self.layout.pop_prefix(),
            Mark::List(_) => {
                self.lists.pop();
            }
            Mark::Bold => self.close_span("**"),
            Mark::Italic => self.close_span("*"),
            Mark::Strike => self.close_span("~~"),
            Mark::Link(url) => self.close_link(url),
            Mark::Code => self.close_code(),
            Mark::CodeBlock => self.close_code_block(),
            _ => {}
        }
        set_apart(&mut self.layout, mark, self.lists.len());
    }

    fn text(&mut self, text: &str) {
        if !self.code.is_empty() {
            return self.layout.text(text);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.layout.line_break();
            }
            let inner = line.trim_start();
            // In front of a line, spaces would make it code.
            if self.layout.is_in_line() {
                self.layout.text(&line[..line.len() - inner.len()]);
            }
            if !inner.is_empty() {
                let begins_line = !self.layout.is_in_line() && self.held.is_empty();
                let escaped = escape(inner, begins_line);
                self.raw(&escaped);
            }
        }
    }

    /// Writes what needs no escaping, behind the signs held back.
    fn raw(&mut self, text: &str) {
        for sign in self.held.drain(..) {
            self.layout.text(sign);
        }
        self.layout.text(text);
    }

    fn item(&mut self) {
        let sign = next_sign(&mut self.lists);
        let indent = " ".repeat(sign.len());
        self.layout.push_prefix(sign, indent);
    }

    fn rule(&mut self) {
        self.layout.apart(2);
        self.raw("---");
        self.layout.apart(2);
    }

    fn close_span(&mut self, sign: &str) {
        if self.held.pop().is_none() {
            self.layout.attach(sign);
        }
    }

    fn close_link(&mut self, url: &str) {
        let is_empty = self.held.pop().is_some();
        if is_empty {
            return self.raw(&format!("<{}>", destination(url)));
        }
        self.layout.attach(&format!("](<{}>)", destination(url)));
    }

    fn open_code(&mut self, after: &[Piece<'_>]) {
        let fence = "`".repeat(longest_run(after, &Mark::Code) + 1);
        self.raw(&fence);
        // A space keeps the fence apart from backticks; Markdown takes it away again.
        if fence.len() > 1 {
            self.layout.text(" ");
        }
        self.code.push(fence);
    }

    fn close_code(&mut self) {
        if let Some(fence) = self.code.pop() {
            if fence.len() > 1 {
                self.layout.text(" ");
            }
            self.layout.text(&fence);
        }
    }

    fn open_code_block(&mut self, after: &[Piece<'_>]) {
        let fence = "`".repeat(longest_run(after, &Mark::CodeBlock).max(2) + 1);
        self.raw(&fence);
        self.layout.apart(1);
        self.code.push(fence);
    }

    fn close_code_block(&mut self) {
        self.layout.apart(1);
        if let Some(fence) = self.code.pop() {
            self.layout.text(&fence);
        }
    }
}

/// Returns the most backticks in a row inside the code that has been opened.
fn longest_run(after: &[Piece<'_>], mark: &Mark<'_>) -> usize {
    let is_end = |piece: &&Piece<'_>| matches!(piece, Piece::Close(closed) if closed == mark);
    let inside = after.iter().take_while(|piece| !is_end(piece));
    let mut longest = 0;
    let mut run = 0;
    for piece in inside {
        let Piece::Text(text) = piece else { continue };
        for byte in text.bytes() {
            run = if byte == b'`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
    }
    longest
}

/// Keeps a target inside its angle brackets.
fn destination(url: &str) -> String {
    url.replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C")
        .replace(['\n', '\r'], "")
}

/// Puts a backslash before what Markdown would take for a sign.
fn escape(text: &str, begins_line: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        let is_sign = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !(is_of_word(before) && is_of_word(after)),
            '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphabetic()),
            '!' => after == Some('['),
            '#' | '+' | '-' | '=' => begins_line && before.is_none(),
            '.' | ')' => begins_line && is_number(&escaped),
            _ => false,
        };
        escaped.extend(is_sign.then_some('\\'));
        escaped.push(character);
        before = Some(character);
    }
    escaped
}

fn is_of_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

fn is_number(text: &str) -> bool {
    // Markdown knows numbers of up to nine digits.
    (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
