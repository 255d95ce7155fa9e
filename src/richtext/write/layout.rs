//! Lines: how far blocks stand apart, and what stands in front of a quoted or listed line.

use std::borrow::Cow;

/// Prefixes written in front of a line. Deeper ones are left out: a prefix per level and line would make the output
/// many times larger than the input.
const MAX_PREFIXES: usize = 10;

/// Text that is written block by block. Line breaks are held back until something follows them.
#[derive(Debug)]
pub(super) struct Layout {
    out: String,
    line_breaks: usize,
    prefixes: Vec<Prefix>,
    /// What ends a line that goes on after a single line break.
    hard_break: &'static str,
    is_hard: bool,
    /// Whether the line breaks held back lie between items, which end by themselves.
    is_between_items: bool,
    /// Prefixes that all blocks share since the last text, and so the empty lines between them.
    shared_prefixes: usize,
    is_begun: bool,
}

#[derive(Debug)]
struct Prefix {
    first: Option<Cow<'static, str>>,
    further: Cow<'static, str>,
}

impl Layout {
    pub(super) fn new(hard_break: &'static str) -> Self {
        Self {
            hard_break,
            is_hard: false,
            is_between_items: false,
            out: String::new(),
            line_breaks: 0,
            prefixes: Vec::new(),
            shared_prefixes: usize::MAX,
            is_begun: false,
        }
    }

    /// Asks for at least this many line breaks before what comes next.
    pub(super) fn apart(&mut self, line_breaks: usize) {
        self.line_breaks = self.line_breaks.max(line_breaks);
        self.shared_prefixes = self.shared_prefixes.min(self.prefixes.len());
    }

    /// Asks for a line of its own for what comes next.
    pub(super) fn line(&mut self) {
        self.apart(1);
        self.is_hard = true;
    }

    /// Asks for a line that begins or ends an item.
    pub(super) fn item_line(&mut self) {
        self.apart(1);
        self.is_between_items = true;
    }

    /// Adds a line break to those that are asked for.
    pub(super) fn line_break(&mut self) {
        self.is_hard = true;
        self.new_line();
    }

    /// Adds a line break that is part of the text.
    fn new_line(&mut self) {
        self.line_breaks += 1;
        self.shared_prefixes = self.shared_prefixes.min(self.prefixes.len());
    }

    /// Puts `first` in front of the next line and `further` in front of all after it.
    pub(super) fn push_prefix(
        &mut self,
        first: impl Into<Cow<'static, str>>,
        further: impl Into<Cow<'static, str>>,
    ) {
        self.prefixes.push(Prefix {
            first: Some(first.into()),
            further: further.into(),
        });
    }

    pub(super) fn pop_prefix(&mut self) {
        self.prefixes.pop();
    }

    /// Writes text; line breaks inside begin new lines with the prefixes of the block.
    pub(super) fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.new_line();
            }
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.is_empty() {
                self.begin_line();
                self.out.push_str(line);
            }
        }
    }

    /// Whether something stands on the line that is being written.
    pub(super) fn is_in_line(&self) -> bool {
        self.is_begun && self.line_breaks == 0
    }

    /// What has been written, without the line breaks held back.
    pub(super) fn written(&self) -> &str {
        &self.out
    }

    /// Writes a sign right behind the text so far, before any spaces and line breaks.
    pub(super) fn attach(&mut self, sign: &str) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.insert_str(kept, sign);
    }

    pub(super) fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out
    }

    fn begin_line(&mut self) {
        if !self.is_begun {
            self.is_begun = true;
            self.write_prefixes();
        } else if self.line_breaks > 0 {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            if self.line_breaks == 1 && self.is_hard && !self.is_between_items {
                self.out.push_str(self.hard_break);
            }
            for _ in 1..self.line_breaks {
                self.out.push('\n');
                self.write_empty_line();
            }
            self.out.push('\n');
            self.write_prefixes();
        }
        self.line_breaks = 0;
        self.is_hard = false;
        self.is_between_items = false;
        self.shared_prefixes = usize::MAX;
    }

    fn write_prefixes(&mut self) {
        for prefix in self.prefixes.iter_mut().take(MAX_PREFIXES) {
            let text = prefix.first.take();
            self.out.push_str(text.as_ref().unwrap_or(&prefix.further));
        }
    }

    fn write_empty_line(&mut self) {
        let shared = self.shared_prefixes.min(MAX_PREFIXES);
        for prefix in self.prefixes.iter().take(shared) {
            self.out.push_str(&prefix.further);
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }
}
