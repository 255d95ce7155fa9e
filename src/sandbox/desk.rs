//! What every sandbox provider is given and gives.

use crate::clock::SharedClock;

use super::world::World;

/// What a sandbox provider is built from.
#[derive(Debug, Clone)]
pub(super) struct Setting<'a> {
    /// The story; a provider copies its own desk out of it into its own state.
    pub world: &'a World,
    /// The time that "now" is.
    pub clock: SharedClock,
    /// The address its answers must use in absolute links: what the gateway is configured with as `base_url`,
    /// without a slash at the end.
    pub base_url: String,
}

/// A sandbox provider that is ready to be served.
pub(super) struct Desk {
    /// Its routes, below the path part of `base_url`.
    pub router: axum::Router,
    /// The keys and values of its `[[source]]` table, such as `("api_key", "…")`, without `key`, `provider` and `base_url`.
    pub credentials: Vec<(&'static str, String)>,
}
