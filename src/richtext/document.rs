//! What all formats have in common: text, and marks that open and close around it.

use std::borrow::Cow;

/// Bytes of a native body that are looked at. Providers allow messages of up to 150,000 characters.
pub(crate) const MAX_BYTES: usize = 512 * 1024;

/// Marks or elements that may stand inside each other. Parsers take seconds over tens of thousands.
pub(crate) const MAX_DEPTH: usize = 100;

/// Schemes a link may have.
pub(crate) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// A body that has been read. Marks are balanced and at most [`MAX_DEPTH`] deep.
#[derive(Debug, Default)]
pub(crate) struct Document<'a> {
    pub(crate) pieces: Vec<Piece<'a>>,
    /// Whether something was left out or flattened.
    pub(crate) is_cut: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece<'a> {
    Open(Mark<'a>),
    Close(Mark<'a>),
    Text(Cow<'a, str>),
    Break,
    Rule,
    Checkbox(bool),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark<'a> {
    /// Stands apart from its neighbours by an empty line.
    Paragraph,
    /// Begins on a line of its own.
    Line,
    Heading(usize),
    Quote,
    /// Holds items; numbered from the number, if there is one.
    List(Option<u64>),
    Item,
    /// Holds text only, to be kept as it is.
    CodeBlock,
    Table,
    Row,
    Cell,
    Bold,
    Italic,
    Underline,
    Strike,
    /// Holds text only, to be kept as it is.
    Code,
    Link(Cow<'a, str>),
}

/// Writes a document down, and keeps it balanced and shallow whatever it is told.
#[derive(Debug, Default)]
pub(crate) struct Builder<'a> {
    document: Document<'a>,
    /// `None` for a mark that was not written.
    open: Vec<Option<Mark<'a>>>,
}

impl<'a> Builder<'a> {
    pub(crate) fn open(&mut self, mark: Mark<'a>) {
        if self.open.len() >= MAX_DEPTH {
            self.document.is_cut = true;
            return self.open_nothing();
        }
        if matches!(&mark, Mark::Link(url) if !is_safe_link(url)) || self.is_verbatim() {
            return self.open_nothing();
        }
        self.document.pieces.push(Piece::Open(mark.clone()));
        self.open.push(Some(mark));
    }

    /// Opens what has to be closed but has no meaning here.
    pub(crate) fn open_nothing(&mut self) {
        self.open.push(None);
    }

    /// Closes what was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(Some(mark)) = self.open.pop() {
            self.document.pieces.push(Piece::Close(mark));
        }
    }

    pub(crate) fn text(&mut self, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.document.pieces.push(Piece::Text(text));
        }
    }

    pub(crate) fn line_break(&mut self) {
        if self.is_verbatim() {
            self.text("\n");
        } else {
            self.document.pieces.push(Piece::Break);
        }
    }

    pub(crate) fn rule(&mut self) {
        self.document.pieces.push(Piece::Rule);
    }

    pub(crate) fn checkbox(&mut self, is_done: bool) {
        self.document.pieces.push(Piece::Checkbox(is_done));
    }

    /// Notes that something was left out.
    pub(crate) fn cut(&mut self) {
        self.document.is_cut = true;
    }

    /// Whether the text is inside code.
    pub(crate) fn is_verbatim(&self) -> bool {
        self.open
            .iter()
            .any(|mark| matches!(mark, Some(Mark::Code | Mark::CodeBlock)))
    }

    pub(crate) fn finish(mut self) -> Document<'a> {
        while !self.open.is_empty() {
            self.close();
        }
        self.document
    }
}

/// Returns the part of a native body that is looked at.
pub(crate) fn within_limit(native: &str) -> &str {
    beginning(native, MAX_BYTES)
}

/// Returns as much of the beginning as fits into so many bytes without splitting a character.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns whether the link goes where a link in a message may go.
pub(crate) fn is_safe_link(url: &str) -> bool {
    url.trim()
        .split_once(':')
        .is_some_and(|(scheme, _)| SCHEMES.iter().any(|safe| scheme.eq_ignore_ascii_case(safe)))
}

#[cfg(test)]
mod tests {
    use super::{Builder, MAX_DEPTH, Mark, Piece, is_safe_link, within_limit};

    #[test]
    fn what_is_left_open_is_closed() {
        let mut builder = Builder::default();
        builder.open(Mark::Paragraph);
        builder.open(Mark::Bold);
        builder.text("x");
        assert_eq!(
            builder.finish().pieces,
            [
                Piece::Open(Mark::Paragraph),
                Piece::Open(Mark::Bold),
                Piece::Text("x".into()),
                Piece::Close(Mark::Bold),
                Piece::Close(Mark::Paragraph),
            ]
        );
    }

    #[test]
    fn deep_nesting_is_flattened_and_its_text_kept() {
        let mut builder = Builder::default();
        for _ in 0..=MAX_DEPTH {
            builder.open(Mark::Quote);
        }
        builder.text("deep");
        let document = builder.finish();
        assert!(document.is_cut);
        assert_eq!(document.pieces.len(), 2 * MAX_DEPTH + 1);
        assert_eq!(document.pieces[MAX_DEPTH], Piece::Text("deep".into()));
    }

    #[test]
    fn only_three_schemes_are_links() {
        for url in ["http://a.test", "HTTPS://a.test", "mailto:a@b.test"] {
            assert!(is_safe_link(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "//a.test",
            "/a",
            "",
        ] {
            assert!(!is_safe_link(url), "{url}");
        }
    }

    #[test]
    fn the_limit_does_not_split_a_character() {
        let native = "€".repeat(super::MAX_BYTES);
        assert_eq!(within_limit(&native).len(), super::MAX_BYTES / 3 * 3);
        assert_eq!(within_limit("short"), "short");
    }
}
