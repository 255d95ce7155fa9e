//! Placeholder.

use super::desk::{Desk, Setting};

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    let _ = setting;
    Desk {
        router: axum::Router::new(),
        credentials: Vec::new(),
    }
}
