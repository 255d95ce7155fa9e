//! One writer per form, each from the same [`Document`](crate::richtext::document::Document).

mod html;
mod layout;
mod markdown;
mod slack;
mod text;

pub(crate) use crate::richtext::write::html::html;
pub(crate) use crate::richtext::write::markdown::markdown;
pub(crate) use crate::richtext::write::slack::slack;
pub(crate) use crate::richtext::write::text::text;
