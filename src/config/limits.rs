//! `[limits]`: what a caller may ask. `[limits.upstream]`: how long and how much a provider may answer.

use std::time::Duration;

use super::form::COUNT;
use super::quantity::{MAX_SIZE, TIMEOUT};
use super::section::Section;

/// What a caller may ask in one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsConfig {
    /// How deep fields may be nested.
    pub max_depth: usize,
    /// How much a query may cost; a list costs its size times what each row costs.
    pub max_complexity: usize,
    /// The largest `first` of a list.
    pub max_page_size: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// What a provider may take.
    pub upstream: UpstreamLimits,
}

/// What a provider may take, each source for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamLimits {
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long one call may take.
    pub call_timeout: Duration,
    /// How long all calls of one request to a source may take, retries included.
    pub source_deadline: Duration,
    /// How many bytes an answer may have.
    pub max_body: u64,
    /// How many calls to a source run at once.
    pub concurrency: usize,
}

pub(super) fn read(mut section: Section<'_>) -> LimitsConfig {
    let config = LimitsConfig {
        // Less would refuse the introspection query that GraphiQL starts with.
        max_depth: section.or("max_depth", &COUNT, 15),
        // A page of 100 rows with contact, assignee, tags and last message costs about 3,000.
        max_complexity: section.or("max_complexity", &COUNT, 20_000),
        max_page_size: section.or("max_page_size", &COUNT, 100),
        request_timeout: section.or("request_timeout", &TIMEOUT, Duration::from_secs(10)),
        upstream: read_upstream(section.section("upstream")),
    };
    section.finish();
    config
}

fn read_upstream(mut section: Section<'_>) -> UpstreamLimits {
    let limits = UpstreamLimits {
        connect_timeout: section.or("connect_timeout", &TIMEOUT, Duration::from_millis(500)),
        call_timeout: section.or("call_timeout", &TIMEOUT, Duration::from_secs(3)),
        source_deadline: section.or("source_deadline", &TIMEOUT, Duration::from_secs(4)),
        max_body: section.or("max_body", &MAX_SIZE, 8_000_000),
        concurrency: section.or("concurrency", &COUNT, 8),
    };
    section.finish();
    limits
}
