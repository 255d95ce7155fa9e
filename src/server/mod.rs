//! HTTP for clients: routes, GraphQL over HTTP, the page, health, and the life of connections.

mod drain;
mod executor;
mod files;
mod graphql;
mod health;
mod middleware;
mod page;
mod request_id;
mod router;
mod serve;
mod signal;
mod staging;
#[cfg(test)]
mod tests;

pub use drain::{Drain, Work};
pub use executor::{Executor, RequestFacts};
pub use files::{File, Files};
pub use graphql::GraphqlSettings;
pub use health::{ListSources, SourceHealth, SourceState};
pub use page::PageExample;
pub use request_id::RequestId;
pub use router::{Parts, router};
pub use serve::{ServeSettings, serve};
pub use signal::stop_signal;
pub use staging::{Staging, StagingRefusal};
