//! `[cache]`: how much the shared cache holds, and for how long.

use std::time::Duration;

use super::form::{Form, shown, whole};
use super::quantity::{LIFETIME, STORE_SIZE};
use super::section::Section;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// Above half the lifetime, jitter would matter more than the lifetime.
const JITTER: Form<u8> = Form {
    expected: "a whole number of percent from 0 to 50",
    example: "10",
    read: |value| {
        let percent = value.as_integer().and_then(whole);
        let percent = percent.filter(|percent| *percent <= 50);
        let percent = percent.and_then(|percent| u8::try_from(percent).ok());
        percent.ok_or(shown(value))
    },
};

/// The shared cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheConfig {
    /// How many bytes it holds; 0 turns it off.
    pub max_bytes: u64,
    /// How long each kind of value is fresh.
    pub ttl: CacheTtl,
    /// How long after that a value is still served while it is fetched again.
    pub stale_while_revalidate: Duration,
    /// How long after that a value is still served if its source fails.
    pub stale_if_error: Duration,
    /// How far lifetimes are spread, so that values stored together do not end together.
    pub jitter_percent: u8,
}

/// How long each kind of value is fresh; zero means that it is not cached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheTtl {
    /// A page of any list.
    pub list: Duration,
    /// A conversation and its ticket.
    pub conversation: Duration,
    /// A message.
    pub message: Duration,
    /// A contact.
    pub contact: Duration,
    /// An organization.
    pub organization: Duration,
    /// An agent.
    pub agent: Duration,
    /// A team.
    pub team: Duration,
    /// A tag.
    pub tag: Duration,
    /// An inbox.
    pub inbox: Duration,
    /// That something does not exist.
    pub negative: Duration,
}

pub(super) fn read(mut section: Section<'_>) -> CacheConfig {
    let config = CacheConfig {
        max_bytes: section.or("max_bytes", &STORE_SIZE, 256_000_000),
        ttl: read_ttl(section.section("ttl")),
        stale_while_revalidate: section.or("stale_while_revalidate", &LIFETIME, MINUTE),
        stale_if_error: section.or("stale_if_error", &LIFETIME, MINUTE * 60),
        jitter_percent: section.or("jitter_percent", &JITTER, 10),
    };
    section.finish();
    config
}

fn read_ttl(mut section: Section<'_>) -> CacheTtl {
    let ttl = CacheTtl {
        list: section.or("list", &LIFETIME, SECOND * 10),
        conversation: section.or("conversation", &LIFETIME, SECOND * 30),
        message: section.or("message", &LIFETIME, SECOND * 30),
        contact: section.or("contact", &LIFETIME, MINUTE * 5),
        organization: section.or("organization", &LIFETIME, MINUTE * 5),
        agent: section.or("agent", &LIFETIME, MINUTE * 5),
        team: section.or("team", &LIFETIME, MINUTE * 5),
        tag: section.or("tag", &LIFETIME, MINUTE * 5),
        inbox: section.or("inbox", &LIFETIME, MINUTE * 5),
        negative: section.or("negative", &LIFETIME, SECOND * 5),
    };
    section.finish();
    ttl
}
