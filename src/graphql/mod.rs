//! The public schema.

mod connection;
mod context;
mod error;
mod examples;
mod fresh;
mod gateway;
pub mod guard;
mod inputs;
mod lists;
mod look_ahead;
mod mutation;
mod query;
mod read;
mod scalars;
mod snippet;
mod timeline;
mod types;
mod write;

use async_graphql::{EmptySubscription, SDLExportOptions};

pub use context::{CALLER, Limits};
pub use examples::{EXAMPLES, Example, WRITES};
pub use gateway::{Gateway, Parts};

use fresh::Fresh;
use mutation::Mutation;
use query::Query;
use types::facts::SourceObject;

type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Deepest nesting, fragments included, that the executor follows; the guard refuses less deep ones before.
const EXECUTOR_DEPTH: usize = 64;

/// Builds the schema. What it is asked about comes with each request.
fn schema() -> Schema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .register_output_type::<SourceObject>()
        .directive(Fresh)
        .limit_recursive_depth(EXECUTOR_DEPTH)
        .finish()
}

/// The public contract as text: what `schema.graphql` holds.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items();
    let mut sdl = schema().sdl_with_options(options);
    sdl.truncate(sdl.trim_end().len());
    sdl + "\n"
}
