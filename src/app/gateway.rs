//! Puts the gateway together from a config.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;
use url::Url;

use crate::adapters;
use crate::app::executor::GatewayExecutor;
use crate::app::state::State;
use crate::app::{Origin, sources};
use crate::cache::{self, Cache, TimeToLive};
use crate::clock::SharedClock;
use crate::config::{CacheConfig, CacheTtl, Config, LimitsConfig, UploadsConfig};
use crate::feed::{self, Feed};
use crate::graphql::guard::GuardLimits;
use crate::graphql::{self, EXAMPLES, Gateway, WRITES};
use crate::links::Links;
use crate::provider::{HealthState, Registry};
use crate::server::{
    self, Drain, GraphqlSettings, ListSources, PageExample, SourceHealth, SourceState,
};
use crate::uploads::{self, MediaRange, Uploads};
use crate::writes::{self, Writes};

/// The gateway, without a server around it.
pub struct Running {
    /// Runs operations.
    pub gateway: Gateway,
    /// The shared cache.
    pub cache: Arc<Cache>,
    /// Files that wait to be sent.
    pub uploads: Arc<Uploads>,
    /// Keeps the folder of a gateway that keeps nothing; it goes with it.
    _temporary: Option<TempDir>,
}

impl Running {
    /// Puts the parts together. `own_address` is where clients reach the gateway when the config does not say.
    ///
    /// # Errors
    /// If a source cannot be built or the state folder cannot be used.
    pub fn new(
        config: &Config,
        origin: Origin,
        own_address: &str,
        clock: SharedClock,
    ) -> anyhow::Result<Self> {
        let registry = Registry::new(sources::build(config, origin, &clock)?, &adapters::PROFILES);
        let cache = Cache::with_settings(cache_settings(&config.cache), clock.clone());
        let cache = Arc::new(cache);
        let secret = config.cursor.secret.clone().unwrap_or_else(random_secret);
        let links_secret = secret.expose_secret().as_bytes().to_vec();
        let settings = feed::Settings {
            source_deadline: config.limits.upstream.source_deadline,
            ..feed::Settings::new(secret)
        };
        let feed = Arc::new(Feed::new(Arc::clone(&cache), clock.clone(), settings));
        let public_url = config
            .server
            .public_url
            .as_ref()
            .map_or(own_address, Url::as_str);
        let base = public_url.trim_end_matches('/').to_owned();
        let links = Links::new(links_secret.into(), base, clock.clone());
        let state = State::open(config, origin)?;
        let writes = Writes::new(
            registry.clone(),
            Arc::clone(&cache),
            state.records,
            clock.clone(),
            writes::Settings {
                deadline: config.limits.request_timeout,
                ..writes::Settings::default()
            },
        );
        let uploads = Uploads::open(state.uploads, upload_limits(&config.uploads), clock.clone())
            .context("the folder of staged files cannot be used")?;
        let uploads = Arc::new(uploads);
        let gateway = Gateway::new(graphql::Parts {
            registry,
            cache: Arc::clone(&cache),
            feed,
            links: Arc::new(links),
            writes: Arc::new(writes),
            uploads: Arc::clone(&uploads),
            limits: visible_limits(&config.limits),
            request_timeout: config.limits.request_timeout,
            clock,
        });
        Ok(Self {
            gateway,
            cache,
            uploads,
            _temporary: state.temporary,
        })
    }
}

/// A secret that lives as long as the process: cursors and links made with it end with it.
fn random_secret() -> SecretString {
    let letters = (0..32).map(|_| char::from(rand::random_range(b'!'..=b'~')));
    letters.collect::<String>().into()
}

fn cache_settings(config: &CacheConfig) -> cache::Settings {
    let CacheConfig {
        max_bytes,
        ttl,
        stale_while_revalidate,
        stale_if_error,
        jitter_percent,
    } = config;
    let CacheTtl {
        list,
        conversation,
        message,
        contact,
        organization,
        agent,
        team,
        tag,
        inbox,
        negative,
    } = *ttl;
    let ttl = TimeToLive {
        list,
        conversation,
        message,
        contact,
        organization,
        agent,
        team,
        tag,
        inbox,
        negative,
    };
    cache::Settings {
        max_bytes: *max_bytes,
        ttl,
        stale_while_revalidate: *stale_while_revalidate,
        stale_if_error: *stale_if_error,
        jitter_percent: *jitter_percent,
        ..cache::Settings::default()
    }
}

fn upload_limits(config: &UploadsConfig) -> uploads::Limits {
    let UploadsConfig {
        max_size,
        max_total,
        life,
        types,
    } = config;
    let seconds = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
    uploads::Limits {
        max_size: *max_size,
        max_total: *max_total,
        life: jiff::SignedDuration::from_secs(seconds),
        types: types
            .iter()
            .filter_map(|range| MediaRange::parse(range))
            .collect(),
    }
}

fn visible_limits(limits: &LimitsConfig) -> graphql::Limits {
    graphql::Limits {
        max_depth: limits.max_depth,
        max_complexity: limits.max_complexity,
        max_page_size: limits.max_page_size,
        source_timeout_ms: u64::try_from(limits.upstream.source_deadline.as_millis())
            .unwrap_or(u64::MAX),
    }
}

/// Time that an operation may take beyond its upstream calls.
const OWN_TIME: std::time::Duration = std::time::Duration::from_secs(5);

/// All routes of the gateway.
pub fn router(running: Arc<Running>, config: &Config, drain: Drain) -> Router {
    let limits = &config.limits;
    let guard = GuardLimits {
        depth: limits.max_depth,
        cost: limits.max_complexity,
        ..GuardLimits::default()
    };
    let deadline = limits.request_timeout + OWN_TIME;
    let sources = running.gateway.registry().clone();
    server::router(server::Parts {
        executor: Arc::new(GatewayExecutor(Arc::clone(&running))),
        graphql: GraphqlSettings {
            deadline,
            guard,
            ..GraphqlSettings::default()
        },
        schema: graphql::sdl(),
        examples: EXAMPLES.iter().chain(WRITES).map(page_example).collect(),
        sources: ListSources::new(move || source_health(&sources)),
        files: Arc::new(GatewayExecutor(Arc::clone(&running))),
        staging: Arc::new(GatewayExecutor(running)),
        drain,
    })
}

fn page_example(example: &graphql::Example) -> PageExample {
    let graphql::Example {
        name,
        description,
        query,
        variables,
    } = *example;
    PageExample {
        name: name.to_owned(),
        description: description.to_owned(),
        query: query.to_owned(),
        variables: serde_json::from_str(variables).unwrap_or_default(),
    }
}

fn source_health(registry: &Registry) -> Vec<SourceHealth> {
    let health = |source: &Arc<crate::provider::Source>| SourceHealth {
        key: source.key.to_string(),
        provider: source.provider.profile().kind.to_string(),
        state: match source.health.report().state {
            HealthState::Up | HealthState::Unknown => SourceState::Ok,
            HealthState::Degraded => SourceState::Recovering,
            HealthState::RateLimited | HealthState::Unauthorized | HealthState::Down => {
                SourceState::Failing
            }
        },
    };
    registry.enabled().map(health).collect()
}
