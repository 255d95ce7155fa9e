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
