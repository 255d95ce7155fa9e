//! The public schema.

mod connection;
mod context;
mod error;
pub mod guard;
mod lists;
mod look_ahead;
mod query;
mod read;
mod scalars;
mod timeline;
mod types;

use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions, SchemaBuilder};

pub use context::{Limits, RequestData};

use query::Query;
use types::facts::SourceObject;

/// The schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// Deepest nesting, fragments included, that the executor follows; the guard refuses less deep ones before.
const EXECUTOR_DEPTH: usize = 64;

fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    async_graphql::Schema::build(Query::default(), EmptyMutation, EmptySubscription)
        .register_output_type::<SourceObject>()
        .limit_recursive_depth(EXECUTOR_DEPTH)
}

/// Builds the schema. What it is asked about comes with each request, as [`RequestData`].
#[must_use]
pub fn schema() -> Schema {
    builder().finish()
}

/// The public contract as text: what `schema.graphql` holds.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items();
    schema().sdl_with_options(options)
}
