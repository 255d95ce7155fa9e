//! Tries each source.

use futures_util::future::join_all;

use crate::app::{Origin, sources};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::provider::{CallContext, Error, ErrorKind, Source};

/// What trying one source gave.
#[derive(Debug)]
pub struct SourceCheck {
    /// The source's key.
    pub key: String,
    /// The provider word of the config file.
    pub provider: &'static str,
    /// What was read, or why nothing was.
    pub outcome: Result<String, String>,
}

/// Tries each source with one cheap read, in the order of the config.
///
/// # Errors
/// If a source cannot be built.
pub async fn check(config: Config) -> anyhow::Result<Vec<SourceCheck>> {
    let sources = sources::build(&config, Origin::Configured, &SystemClock::shared())?;
    Ok(join_all(sources.iter().map(check_one)).await)
}

async fn check_one(source: &Source) -> SourceCheck {
    let outcome = if source.is_enabled {
        let outcome = source.provider.check(&CallContext::default()).await;
        outcome
            .map(|()| "address and credentials are good".to_owned())
            .map_err(|error| advice(&error))
    } else {
        Ok("switched off, not tried".to_owned())
    };
    SourceCheck {
        key: source.key.to_string(),
        provider: source.provider.profile().kind.slug(),
        outcome,
    }
}

/// What the operator can do.
fn advice(error: &Error) -> String {
    let what = match error.kind {
        ErrorKind::Unauthorized => "the credentials were rejected; check the secret",
        ErrorKind::Forbidden => "the credentials lack a right; check their scopes",
        ErrorKind::RateLimited => "over the provider's rate limit; try again later",
        ErrorKind::TimedOut => "no answer in time; check base_url and the network",
        ErrorKind::Unavailable => "not reachable or failing; check base_url and the network",
        ErrorKind::NotFound | ErrorKind::GoneMerged => {
            "the address answers, but has no such account; check base_url and ids"
        }
        ErrorKind::Rejected | ErrorKind::Malformed => {
            "the address does not answer like this provider; check base_url"
        }
        ErrorKind::Unsupported | ErrorKind::Internal => "it cannot be tried",
    };
    match &error.source {
        Some(wire) => format!("{what} ({}: {})", wire.operation, wire.detail),
        None => what.to_owned(),
    }
}
