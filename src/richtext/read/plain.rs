//! Text without markup.

use crate::richtext::document::{Builder, Document, within_limit};

/// Reads text as it is.
pub(crate) fn plain(native: &str) -> Document<'_> {
    let text = within_limit(native);
    let mut builder = Builder::default();
    builder.text(text);
    if text.len() < native.len() {
        builder.cut();
    }
    builder.finish()
}

/// Reads text line by line, for forms in which the end of a line is no more than a space.
pub(crate) fn lines(native: &str) -> Document<'_> {
    let mut builder = Builder::default();
    for (place, line) in within_limit(native).lines().enumerate() {
        if place > 0 {
            builder.line_break();
        }
        builder.text(line);
    }
    builder.finish()
}
