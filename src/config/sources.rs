//! `[[source]]`: the configured accounts, and what each provider needs to be reached.

use std::collections::HashMap;

use secrecy::SecretString;
use url::Url;

use super::address::BASE_URL;
use super::form::{FLAG, Form, ID, NUMBER, TEXT, TEXTS, shown, text_of};
use super::secret;
use super::section::Section;

/// One configured account of a provider.
#[derive(Debug)]
pub struct SourceConfig {
    /// Its name in ids, cursors and paths; unique.
    pub key: String,
    /// The name that people see; `None` means the key.
    pub name: Option<String>,
    /// Whether it is served.
    pub enabled: bool,
    /// Where the provider is reached, without a slash at the end unless it is nothing but a host.
    pub base_url: Url,
    /// What webhooks are verified with; `None` means that none are accepted.
    pub webhook_secret: Option<SecretString>,
    /// What the provider needs.
    pub provider: ProviderConfig,
}

/// What a provider needs, one variant per provider word.
#[derive(Debug)]
pub enum ProviderConfig {
    /// `unthread`.
    Unthread(UnthreadConfig),
    /// `cord`.
    Cord(CordConfig),
    /// `helpscout`.
    HelpScout(HelpScoutAuth),
    /// `posthog`.
    PostHog(PostHogConfig),
    /// `nimchat`.
    Nimchat(NimchatConfig),
}

/// What Unthread needs.
#[derive(Debug)]
pub struct UnthreadConfig {
    /// The service account's key.
    pub api_key: SecretString,
}

/// What Cord needs.
#[derive(Debug)]
pub struct CordConfig {
    /// The project.
    pub project_id: String,
    /// What the project's tokens are signed with.
    pub secret: SecretString,
    /// The group whose members are agents; `None` if groups do not tell.
    pub agent_group: Option<String>,
    /// Users who are agents beside those of the group.
    pub agent_users: Vec<String>,
    /// The user who writes when a mutation names no author; `None` asks for an author every time.
    pub speaks_as: Option<String>,
}

/// How Help Scout knows us.
#[derive(Debug)]
pub enum HelpScoutAuth {
    /// Fetches tokens and renews them.
    ClientCredentials(ClientCredentials),
    /// Uses one token until it ends.
    AccessToken(SecretString),
}

/// OAuth 2.0 client credentials.
#[derive(Debug)]
pub struct ClientCredentials {
    /// The app's id.
    pub client_id: String,
    /// The app's secret.
    pub client_secret: SecretString,
    /// Where tokens are fetched; `None` means the provider's usual path below `base_url`.
    pub token_url: Option<Url>,
}

/// What PostHog needs.
#[derive(Debug)]
pub struct PostHogConfig {
    /// The project.
    pub project_id: String,
    /// A personal API key.
    pub api_key: SecretString,
    /// The organization whose members are agents; `@current` is the one of the key.
    pub organization_id: String,
}

/// What Nimchat needs.
#[derive(Debug)]
pub struct NimchatConfig {
    /// The account.
    pub account_id: u64,
    /// An agent's or administrator's token.
    pub api_access_token: SecretString,
    /// A platform app's token; `None` leaves the platform operations out.
    pub platform_token: Option<SecretString>,
    /// Opens the client API of one inbox, so it is kept like a secret; `None` leaves those operations out.
    pub inbox_identifier: Option<SecretString>,
}

/// A provider word, and how its part of the table is read.
#[derive(Clone, Copy)]
struct Kind {
    word: &'static str,
    /// `None` if the provider has no address that all share.
    base_url: Option<&'static str>,
    read: fn(&mut Section<'_>) -> Option<ProviderConfig>,
}

const KINDS: [Kind; 5] = [
    Kind {
        word: "unthread",
        base_url: Some("https://api.unthread.io/api"),
        read: read_unthread,
    },
    Kind {
        word: "cord",
        base_url: Some("https://api.cord.com"),
        read: read_cord,
    },
    Kind {
        word: "helpscout",
        base_url: Some("https://api.helpscout.net"),
        read: read_help_scout,
    },
    Kind {
        word: "posthog",
        base_url: Some("https://us.posthog.com"),
        read: read_posthog,
    },
    Kind {
        word: "nimchat",
        base_url: None,
        read: read_nimchat,
    },
];

const PROVIDER: Form<Kind> = Form {
    expected: "one of unthread, cord, helpscout, posthog, nimchat",
    example: "\"unthread\"",
    read: |value| {
        let word = text_of(value)?;
        let kind = KINDS.into_iter().find(|kind| kind.word == word);
        kind.ok_or(shown(value))
    },
};

const KEY: Form<String> = Form {
    expected: "a unique key: a small letter, then up to 31 small letters, digits or hyphens",
    example: "\"helpscout-eu\"",
    read: |value| {
        let key = text_of(value)?;
        is_key(key).then(|| key.to_owned()).ok_or(shown(value))
    },
};

fn is_key(key: &str) -> bool {
    let is_rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    key.len() <= 32 && key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_rest)
}

/// Reads every source; `None` if one of them was reported.
pub(super) fn read(sections: Vec<Section<'_>>) -> Option<Vec<SourceConfig>> {
    let mut lines = HashMap::new();
    let sources: Vec<_> = sections
        .into_iter()
        .map(|section| read_source(section, &mut lines))
        .collect();
    sources.into_iter().collect()
}

fn read_source(
    mut section: Section<'_>,
    lines: &mut HashMap<String, usize>,
) -> Option<SourceConfig> {
    let key = read_key(&mut section, lines);
    let name = section.optional("name", &TEXT);
    let enabled = section.or("enabled", &FLAG, true);
    let webhook_secret = secret::optional(&mut section, "webhook_secret", "DESK_WEBHOOK_SECRET");
    // Without the provider nobody can tell which other keys are known.
    let kind = section.required("provider", &PROVIDER)?;
    let base_url = read_base_url(&mut section, kind);
    let provider = (kind.read)(&mut section);
    section.finish();
    Some(SourceConfig {
        key: key?,
        name,
        enabled,
        base_url: base_url?,
        webhook_secret,
        provider: provider?,
    })
}

fn read_key(section: &mut Section<'_>, lines: &mut HashMap<String, usize>) -> Option<String> {
    let key = section.required("key", &KEY)?;
    let line = section.take("key")?.line;
    section.rename(&format!("source \"{key}\""));
    if let Some(first) = lines.get(&key) {
        let found = format!("the key of the source in line {first} again");
        section.report(line, "key", found, KEY.advice("key"));
        return None;
    }
    lines.insert(key.clone(), line);
    Some(key)
}

fn read_base_url(section: &mut Section<'_>, kind: Kind) -> Option<Url> {
    let Some(default) = kind.base_url else {
        return section.required("base_url", &BASE_URL);
    };
    let default = Url::parse(default).expect("the table holds whole URLs");
    Some(section.or("base_url", &BASE_URL, default))
}

fn read_unthread(section: &mut Section<'_>) -> Option<ProviderConfig> {
    let api_key = secret::required(section, "api_key", "UNTHREAD_API_KEY");
    Some(ProviderConfig::Unthread(UnthreadConfig {
        api_key: api_key?,
    }))
}

fn read_cord(section: &mut Section<'_>) -> Option<ProviderConfig> {
    let project_id = section.required("project_id", &ID);
    let secret = secret::required(section, "secret", "CORD_SECRET");
    let agent_group = section.optional("agent_group", &TEXT);
    let agent_users = section.or("agent_users", &TEXTS, Vec::new());
    let speaks_as = section.optional("speaks_as", &TEXT);
    Some(ProviderConfig::Cord(CordConfig {
        project_id: project_id?,
        secret: secret?,
        agent_group,
        agent_users,
        speaks_as,
    }))
}

fn read_help_scout(section: &mut Section<'_>) -> Option<ProviderConfig> {
    let token = section.take("access_token");
    let pair = ["client_id", "client_secret", "token_url"];
    let Some(token) = token else {
        let credentials = read_client_credentials(section)?;
        let auth = HelpScoutAuth::ClientCredentials(credentials);
        return Some(ProviderConfig::HelpScout(auth));
    };
    for key in pair {
        if section.take(key).is_some() {
            let advice = "expected either access_token, or client_id and client_secret, \
                 for example: access_token = { env = \"HELPSCOUT_TOKEN\" }";
            let found = format!("`{key}` beside `access_token`");
            section.report(token.line, "access_token", found, advice.to_owned());
        }
    }
    let token = secret::required(section, "access_token", "HELPSCOUT_TOKEN")?;
    Some(ProviderConfig::HelpScout(HelpScoutAuth::AccessToken(token)))
}

fn read_client_credentials(section: &mut Section<'_>) -> Option<ClientCredentials> {
    let client_id = section.required("client_id", &TEXT);
    let client_secret = secret::required(section, "client_secret", "HELPSCOUT_SECRET");
    let token_url = section.optional("token_url", &BASE_URL);
    Some(ClientCredentials {
        client_id: client_id?,
        client_secret: client_secret?,
        token_url,
    })
}

fn read_posthog(section: &mut Section<'_>) -> Option<ProviderConfig> {
    let project_id = section.required("project_id", &ID);
    let api_key = secret::required(section, "api_key", "POSTHOG_KEY");
    let organization_id = section.or("organization_id", &ID, "@current".to_owned());
    Some(ProviderConfig::PostHog(PostHogConfig {
        project_id: project_id?,
        api_key: api_key?,
        organization_id,
    }))
}

fn read_nimchat(section: &mut Section<'_>) -> Option<ProviderConfig> {
    let account_id = section.required("account_id", &NUMBER);
    let api_access_token = secret::required(section, "api_access_token", "NIMCHAT_TOKEN");
    let platform_token = secret::optional(section, "platform_token", "NIMCHAT_PLATFORM_TOKEN");
    let inbox_identifier = secret::optional(section, "inbox_identifier", "NIMCHAT_INBOX");
    Some(ProviderConfig::Nimchat(NimchatConfig {
        account_id: account_id?,
        api_access_token: api_access_token?,
        platform_token,
        inbox_identifier,
    }))
}
