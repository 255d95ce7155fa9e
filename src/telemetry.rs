//! Logs: to standard error, never to standard output, which belongs to the commands.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

/// What is logged when nothing else is asked for.
const DEFAULT_FILTER: &str = "info,deskgraph=info";

/// Starts logging what `filter` lets through; `None` or one that is not understood means the default.
///
/// Does nothing if logging has already been started.
pub fn start(filter: Option<&str>) {
    let wanted = filter.filter(|filter| !filter.trim().is_empty());
    let parsed = wanted.map(EnvFilter::try_new).transpose();
    let (filter, refused) = match parsed {
        Ok(filter) => (filter, None),
        Err(error) => (None, Some(error)),
    };
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|| EnvFilter::new(DEFAULT_FILTER)))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .try_init();
    if let (Ok(()), Some(error)) = (started, refused) {
        tracing::warn!(%error, "the log filter is not understood, `{DEFAULT_FILTER}` is used");
    }
}
