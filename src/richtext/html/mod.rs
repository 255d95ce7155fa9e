//! HTML that strangers wrote.

mod element;
mod flatten;
mod lexer;
mod sanitise;

pub(crate) use crate::richtext::html::flatten::flatten;
pub(crate) use crate::richtext::html::lexer::{Lexer, Token};
pub(crate) use crate::richtext::html::sanitise::sanitise;
