//! Refuses documents that would cost too much, before anything walks them.
//!
//! Fragments let a document of less than a kilobyte describe millions of selections, and validation expands them one by
//! one inside a single poll, where no timeout can reach it. So a document is measured twice before it is executed: its
//! text before it is parsed ([`check_text`]), and its shape afterwards ([`check_document`]), with each fragment
//! measured once however often it is spread.

mod error;
mod extent;
mod lexical;
mod limits;
mod pages;
#[cfg(test)]
mod tests;
mod values;
mod walk;

use async_graphql::Variables;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition};

pub use error::GuardError;
pub use limits::GuardLimits;

use extent::Extent;
use pages::Pages;
use walk::Walk;

/// What the guard found in an accepted document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Selections of the whole document with fragments expanded.
    pub selections: usize,
    /// The deepest chain of nested fields.
    pub depth: usize,
    /// Fields with an alias, in the whole document with fragments expanded.
    pub aliases: usize,
    /// Directives of the whole document with fragments expanded, wherever they stand.
    pub directives: usize,
    /// What arguments hold, in the whole document with fragments expanded and each use of a variable counted.
    pub values: usize,
    /// Fields at the root of the chosen operation.
    pub root_fields: usize,
    /// Fields the chosen operation may resolve, with lists counted at their page size.
    pub cost: usize,
}

/// Checks the text of a document before it is parsed.
///
/// # Errors
///
/// Returns the first limit that the text exceeds.
pub fn check_text(text: &str, limits: &GuardLimits) -> Result<(), GuardError> {
    lexical::check(text, limits)
}

/// Measures a parsed document and compares it with the limits.
///
/// The cost and the root fields are those of `operation`, which must be the one to be executed; everything else is
/// counted over the whole document, because validation walks all of it.
///
/// # Errors
///
/// Returns the first limit that the document exceeds, or the fragment that spreads itself.
pub fn check_document(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    limits: &GuardLimits,
) -> Result<Measure, GuardError> {
    let pages = Pages::new(&operation.variable_definitions, variables);
    let mut walk = Walk::new(document, pages, limits.nesting);
    let chosen = walk.operation(operation)?;
    let mut whole = Extent::default();
    for (_, other) in document.operations.iter() {
        whole.join(walk.operation(&other.node)?);
    }
    check_extent(whole, limits)?;
    // One that no operation spreads is walked by validation all the same.
    for name in document.fragments.keys() {
        check_extent(walk.fragment(name, 0)?, limits)?;
    }
    let measure = Measure {
        selections: whole.selections,
        depth: whole.depth,
        aliases: whole.aliases,
        directives: whole.directives,
        values: whole.values,
        root_fields: chosen.fields,
        cost: chosen.cost(),
    };
    check_operation(measure, limits)?;
    Ok(measure)
}

fn check_extent(extent: Extent, limits: &GuardLimits) -> Result<(), GuardError> {
    if extent.selections > limits.selections {
        return Err(GuardError::TooManySelections {
            found: extent.selections,
            limit: limits.selections,
        });
    }
    if extent.depth > limits.depth {
        return Err(GuardError::TooDeep {
            found: extent.depth,
            limit: limits.depth,
        });
    }
    if extent.aliases > limits.aliases {
        return Err(GuardError::TooManyAliases {
            found: extent.aliases,
            limit: limits.aliases,
        });
    }
    if extent.directives > limits.directives {
        return Err(GuardError::TooManyDirectives {
            found: extent.directives,
            limit: limits.directives,
        });
    }
    if extent.values > limits.values {
        return Err(GuardError::TooManyValues {
            found: extent.values,
            limit: limits.values,
        });
    }
    Ok(())
}

fn check_operation(measure: Measure, limits: &GuardLimits) -> Result<(), GuardError> {
    if measure.root_fields > limits.root_fields {
        return Err(GuardError::TooManyRootFields {
            found: measure.root_fields,
            limit: limits.root_fields,
        });
    }
    if measure.cost > limits.cost {
        return Err(GuardError::TooCostly {
            found: measure.cost,
            limit: limits.cost,
        });
    }
    Ok(())
}
