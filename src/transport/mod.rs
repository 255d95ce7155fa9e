//! HTTP, once. Knows HTTP, knows nothing of help desks.
//!
//! The steps of one call, outermost first:
//!
//! 1. *(circuit breaker: comes here, so that a source that is down costs nothing)*
//! 2. *(rate limit: comes here, so that waiting is not counted as the provider's failure)*
//! 3. *(retry: comes here, around everything that may be done twice)*
//! 4. a new token, once, if the old one was rejected
//! 5. the deadline of the request, and a free place among the calls in flight
//! 6. the time limit of one call, and credentials
//! 7. send, read the bounded body, classify the status, decode
//!
//! Right: the deadline lies inside the retry, so that each attempt sees how much time is left. Wrong: the retry inside
//! the time limit of one call, because then a slow first attempt eats the second.

mod auth;
mod body;
mod client;
mod context;
mod download;
mod endpoint;
mod error;
mod form;
mod operation;
mod paging;
mod path;
mod query;
mod raw_item;
mod retry_after;

pub use auth::{Auth, ClientCredentials, SignedToken};
pub use client::{Answer, Client, Limits, Refine, Refined, Refusal, Settings};
pub use context::{CallContext, CallLog, CallRecord};
pub use download::Download;
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind};
pub use form::{File, Form};
pub use operation::{Documentation, Method, Operation, SideEffect};
pub use paging::{Listed, Next, PageAt, PageOf, PageStyle, Paged, Place};
pub use query::Query;
pub use raw_item::WithRaw;
