//! Credentials on outgoing calls.

use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::clock::SharedClock;
use crate::transport::{Error, ErrorKind, retry_after};

/// How a provider wants to see the credentials.
pub enum Auth {
    /// The same secret in a header of its own.
    Header {
        /// Name of the header.
        name: &'static str,
        /// The secret.
        secret: SecretString,
    },
    /// `Authorization: Bearer` with the same secret.
    Bearer(SecretString),
    /// `Authorization: Bearer` with a short-lived token that is signed here.
    Signed(SignedToken),
    /// `Authorization: Bearer` with a token that is asked for with client credentials.
    ClientCredentials(ClientCredentials),
}

impl Auth {
    /// Adds the credentials to a call, asking for a token first if there is none that is still good.
    pub(super) async fn authorize(
        &self,
        http: &reqwest::Client,
        operation: &'static str,
        headers: &mut HeaderMap,
    ) -> Result<(), Error> {
        let (name, value) = match self {
            Self::Header { name, secret } => (
                HeaderName::from_static(name),
                secret.expose_secret().to_owned(),
            ),
            Self::Bearer(secret) => (AUTHORIZATION, bearer(secret.expose_secret())),
            Self::Signed(signed) => (AUTHORIZATION, bearer(&signed.token(operation)?)),
            Self::ClientCredentials(client) => {
                (AUTHORIZATION, bearer(&client.token(http, operation).await?))
            }
        };
        let unfit = |_| {
            Error::new(
                ErrorKind::Unauthorized,
                operation,
                "the credentials do not fit into a header",
            )
        };
        let mut value = HeaderValue::try_from(value).map_err(unfit)?;
        value.set_sensitive(true);
        headers.insert(name, value);
        Ok(())
    }

    /// Takes the credentials out of a provider's words, in case it repeats what it was sent.
    pub(super) fn conceal(&self, text: &str) -> String {
        let (secret, held) = match self {
            Self::Header { secret, .. } | Self::Bearer(secret) => (secret, None),
            Self::Signed(signed) => (&signed.secret, held_token(&signed.held)),
            Self::ClientCredentials(client) => (&client.client_secret, held_token(&client.held)),
        };
        let concealed = without(text, secret.expose_secret());
        match held {
            Some(token) => without(&concealed, &token),
            None => concealed,
        }
    }

    /// Forgets a token that was rejected. Returns whether another one can be had.
    pub(super) fn renew(&self) -> bool {
        match self {
            Self::Header { .. } | Self::Bearer(_) => false,
            Self::Signed(signed) => forget(&signed.held),
            Self::ClientCredentials(client) => forget(&client.held),
        }
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header { .. } => "Auth::Header",
            Self::Bearer(_) => "Auth::Bearer",
            Self::Signed(_) => "Auth::Signed",
            Self::ClientCredentials(_) => "Auth::ClientCredentials",
        })
    }
}

fn without(text: &str, secret: &str) -> String {
    if secret.is_empty() {
        return text.to_owned();
    }
    text.replace(secret, "[secret]")
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// A token, and until when it is used.
struct Held {
    token: String,
    renew_at: Duration,
}

type HeldToken = Mutex<Option<Held>>;

fn forget(held: &HeldToken) -> bool {
    held.lock()
        .expect("no code panics while holding it")
        .take()
        .is_some()
}

fn still_good(held: &HeldToken, now: Duration) -> Option<String> {
    let held = held.lock().expect("no code panics while holding it");
    held.as_ref()
        .filter(|held| now < held.renew_at)
        .map(|held| held.token.clone())
}

fn held_token(held: &HeldToken) -> Option<String> {
    let held = held.lock().expect("no code panics while holding it");
    held.as_ref().map(|held| held.token.clone())
}

fn keep(held: &HeldToken, token: &str, renew_at: Duration) {
    let token = token.to_owned();
    *held.lock().expect("no code panics while holding it") = Some(Held { token, renew_at });
}

/// Signs HS512 tokens whose only claims are one name and the times.
pub struct SignedToken {
    claim: &'static str,
    value: String,
    secret: SecretString,
    clock: SharedClock,
    held: HeldToken,
}

/// How long a signed token is valid; it is renewed at half of that.
const SIGNED_LIFE: Duration = Duration::from_secs(60);

impl SignedToken {
    /// Signs tokens that claim `claim` to be `value`.
    pub fn new(
        claim: &'static str,
        value: impl Into<String>,
        secret: SecretString,
        clock: SharedClock,
    ) -> Self {
        Self {
            claim,
            value: value.into(),
            secret,
            clock,
            held: Mutex::default(),
        }
    }

    fn token(&self, operation: &'static str) -> Result<String, Error> {
        let uptime = self.clock.uptime();
        if let Some(token) = still_good(&self.held, uptime) {
            return Ok(token);
        }
        let issued = self.clock.now().as_second();
        let expires = issued + SIGNED_LIFE.as_secs().cast_signed();
        let claims = serde_json::json!({ self.claim: self.value, "iat": issued, "exp": expires });
        let key = EncodingKey::from_secret(self.secret.expose_secret().as_bytes());
        let token =
            jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims, &key).map_err(|_| {
                Error::new(
                    ErrorKind::Unauthorized,
                    operation,
                    "no token can be signed with this secret",
                )
            })?;
        keep(&self.held, &token, uptime + SIGNED_LIFE / 2);
        Ok(token)
    }
}

/// Asks for tokens with client credentials, as OAuth 2.0 (RFC 6749, section 4.4) describes.
pub struct ClientCredentials {
    token_url: Url,
    client_id: String,
    client_secret: SecretString,
    clock: SharedClock,
    held: HeldToken,
    asking: tokio::sync::Mutex<()>,
}

#[derive(Serialize)]
struct TokenRequest<'a> {
    grant_type: &'static str,
    client_id: &'a str,
    client_secret: &'a str,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: Option<u64>,
}

/// Life of a token whose answer does not tell it.
const DEFAULT_TOKEN_LIFE: u64 = 3600;
/// A token is renewed when this part of its life is left.
const RENEW_AT_LAST: u64 = 10;

impl ClientCredentials {
    /// Asks `token_url` for tokens.
    pub fn new(
        token_url: Url,
        client_id: impl Into<String>,
        client_secret: SecretString,
        clock: SharedClock,
    ) -> Self {
        let client_id = client_id.into();
        Self {
            token_url,
            client_id,
            client_secret,
            clock,
            held: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        }
    }

    async fn token(
        &self,
        http: &reqwest::Client,
        operation: &'static str,
    ) -> Result<String, Error> {
        if let Some(token) = still_good(&self.held, self.clock.uptime()) {
            return Ok(token);
        }
        let _one_at_a_time = self.asking.lock().await;
        if let Some(token) = still_good(&self.held, self.clock.uptime()) {
            return Ok(token);
        }
        let answer = self.ask(http, operation).await?;
        let life = answer.expires_in.unwrap_or(DEFAULT_TOKEN_LIFE);
        let renew_at = self.clock.uptime() + Duration::from_secs(life - life / RENEW_AT_LAST);
        keep(&self.held, &answer.access_token, renew_at);
        Ok(answer.access_token)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "transport is the one place that sends"
    )]
    async fn ask(
        &self,
        http: &reqwest::Client,
        operation: &'static str,
    ) -> Result<TokenAnswer, Error> {
        let form = TokenRequest {
            grant_type: "client_credentials",
            client_id: &self.client_id,
            client_secret: self.client_secret.expose_secret(),
        };
        let failed = |error: reqwest::Error| {
            let kind = if error.is_timeout() {
                ErrorKind::TimedOut
            } else {
                ErrorKind::Unavailable
            };
            Error::new(
                kind,
                operation,
                format!("the token endpoint: {}", error.without_url()),
            )
        };
        let answer = http
            .post(self.token_url.clone())
            .form(&form)
            .send()
            .await
            .map_err(failed)?;
        let status = answer.status().as_u16();
        let wait = retry_after::wait(answer.headers(), &*self.clock);
        let body = super::body::read(answer, super::body::MAX_TOKEN_BYTES, operation).await?;
        if status != 200 {
            // RFC 6749, section 5.2: bad credentials are a 400 or a 401 here.
            let kind = match ErrorKind::of_status(status) {
                ErrorKind::Rejected => ErrorKind::Unauthorized,
                kind => kind,
            };
            let mut error = Error::new(
                kind,
                operation,
                format!("the token endpoint answered {status}"),
            );
            error.status = Some(status);
            error.retry_after = wait;
            return Err(error);
        }
        let malformed = |_| {
            Error::new(
                ErrorKind::Malformed,
                operation,
                "the token endpoint gave no token",
            )
        };
        serde_json::from_slice(&body).map_err(malformed)
    }
}
