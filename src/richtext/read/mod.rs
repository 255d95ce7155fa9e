//! One reader per native format, each to the same [`Document`](crate::richtext::document::Document).

mod html;
mod markdown;
mod nodes;
mod plain;
mod slack;

pub(crate) use crate::richtext::read::html::html;
pub(crate) use crate::richtext::read::markdown::markdown;
pub(crate) use crate::richtext::read::nodes::nodes;
pub(crate) use crate::richtext::read::plain::{lines, plain};
pub(crate) use crate::richtext::read::slack::slack;
