//! All reads.

mod gateway;
mod lists;
mod lookups;
mod nodes;
mod objects;
pub(crate) mod people;
mod search;
mod writes;

use async_graphql::MergedObject;

/// All reads. Fan-out fields ask every source unless `sources` narrows it; a failing source never hides the answers of
/// the others.
#[derive(MergedObject, Default)]
pub(crate) struct Query(
    gateway::GatewayQuery,
    nodes::NodeQuery,
    lists::ListQuery,
    objects::ObjectQuery,
    lookups::LookupQuery,
    search::SearchQuery,
    people::PeopleQuery,
    writes::WriteQuery,
);
