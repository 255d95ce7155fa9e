//! Builds the configured sources.

use secrecy::ExposeSecret as _;

use crate::adapters::{self, Account, Setup, cord, helpscout, nimchat, posthog, unthread};
use crate::app::Origin;
use crate::clock::SharedClock;
use crate::config::{Config, HelpScoutAuth, ProviderConfig, SourceConfig, UpstreamLimits};
use crate::model::SourceKey;
use crate::provider::Source;
use crate::transport::Limits;

/// Builds every source of a config, in its order.
pub(super) fn build(
    config: &Config,
    origin: Origin,
    clock: &SharedClock,
) -> anyhow::Result<Vec<Source>> {
    let limits = limits(&config.limits.upstream);
    config
        .sources
        .iter()
        .map(|source| source_of(source, limits, origin, clock))
        .collect()
}

fn limits(limits: &UpstreamLimits) -> Limits {
    Limits {
        connect_timeout: limits.connect_timeout,
        call_timeout: limits.call_timeout,
        concurrency: limits.concurrency,
        max_body: usize::try_from(limits.max_body).unwrap_or(usize::MAX),
    }
}

fn source_of(
    config: &SourceConfig,
    limits: Limits,
    origin: Origin,
    clock: &SharedClock,
) -> anyhow::Result<Source> {
    let key = SourceKey::parse(&config.key)?;
    let setup = Setup {
        key: key.clone(),
        base_url: config.base_url.clone(),
        limits,
        clock: clock.clone(),
    };
    Ok(Source {
        name: config.name.clone().unwrap_or_else(|| config.key.clone()),
        is_enabled: config.enabled,
        is_sandbox: origin == Origin::Sandbox,
        base_url: config.base_url.as_str().trim_end_matches('/').to_owned(),
        account_ref: account_ref(&config.provider),
        provider: adapters::build(setup, account(config)?)?,
        health: std::sync::Arc::default(),
        key,
    })
}

fn account_ref(provider: &ProviderConfig) -> Option<String> {
    match provider {
        ProviderConfig::Unthread(_) | ProviderConfig::HelpScout(_) => None,
        ProviderConfig::Cord(cord) => Some(cord.project_id.clone()),
        ProviderConfig::PostHog(posthog) => Some(posthog.project_id.clone()),
        ProviderConfig::Nimchat(nimchat) => Some(nimchat.account_id.to_string()),
    }
}

fn account(config: &SourceConfig) -> anyhow::Result<Account> {
    Ok(match &config.provider {
        ProviderConfig::Unthread(one) => Account::Unthread(unthread::Account {
            api_key: one.api_key.clone(),
        }),
        ProviderConfig::Cord(one) => Account::Cord(cord::Account {
            project_id: one.project_id.clone(),
            secret: one.secret.clone(),
            agent_group: one.agent_group.clone(),
            agent_users: one.agent_users.clone(),
            speaks_as: one.speaks_as.clone(),
        }),
        ProviderConfig::HelpScout(auth) => Account::HelpScout(helpscout::Account {
            credentials: credentials(config, auth)?,
        }),
        ProviderConfig::PostHog(one) => Account::PostHog(posthog::Account {
            project_id: one.project_id.clone(),
            organization_id: one.organization_id.clone(),
            api_key: one.api_key.clone(),
        }),
        ProviderConfig::Nimchat(one) => Account::Nimchat(nimchat::Account {
            account_id: one.account_id,
            api_access_token: one.api_access_token.clone(),
            platform_token: one.platform_token.clone(),
            inbox_identifier: one
                .inbox_identifier
                .as_ref()
                .map(|secret| secret.expose_secret().to_owned()),
        }),
    })
}

/// Where Help Scout gives out tokens, below its base URL.
const TOKEN_PATH: &str = "v2/oauth2/token";

fn credentials(
    config: &SourceConfig,
    auth: &HelpScoutAuth,
) -> anyhow::Result<helpscout::Credentials> {
    Ok(match auth {
        HelpScoutAuth::AccessToken(token) => helpscout::Credentials::AccessToken(token.clone()),
        HelpScoutAuth::ClientCredentials(client) => helpscout::Credentials::Client {
            client_id: client.client_id.clone(),
            client_secret: client.client_secret.clone(),
            token_url: match &client.token_url {
                Some(url) => url.clone(),
                None => format!(
                    "{}/{TOKEN_PATH}",
                    config.base_url.as_str().trim_end_matches('/')
                )
                .parse()?,
            },
        },
    })
}
