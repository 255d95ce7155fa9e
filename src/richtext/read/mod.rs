//! One reader per native format, each to the same [`Document`](crate::richtext::document::Document).

mod cord;
mod html;
mod markdown;
mod plain;
mod slack;

pub(crate) use crate::richtext::read::cord::cord;
pub(crate) use crate::richtext::read::html::html;
pub(crate) use crate::richtext::read::markdown::markdown;
pub(crate) use crate::richtext::read::plain::plain;
pub(crate) use crate::richtext::read::slack::slack;
