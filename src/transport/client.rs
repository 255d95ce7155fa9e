//! Sends calls. The only place that does.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use serde::de::{DeserializeOwned, IgnoredAny};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tracing::{Instrument as _, debug, info_span};
use url::Url;

use crate::clock::SharedClock;
use crate::transport::form::Form;
use crate::transport::paging::{PageAt, PageOf, Paged};
use crate::transport::{
    Auth, CallContext, CallRecord, Endpoint, Error, ErrorKind, Method, Operation, Query, body,
    path, retry_after,
};

/// What a client is built from.
pub struct Settings {
    /// Key of the source, for records and logs.
    pub source: Arc<str>,
    /// Root of the API; paths of operations are appended to its path.
    pub base_url: Url,
    /// Credentials.
    pub auth: Auth,
    /// Times and sizes.
    pub limits: Limits,
    /// Reads the provider's error bodies.
    pub refine: Refine,
    /// Clock.
    pub clock: SharedClock,
}

/// Times and sizes of calls.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To connect.
    pub connect_timeout: Duration,
    /// For one call, answer included.
    pub call_timeout: Duration,
    /// Calls in flight at once.
    pub concurrency: usize,
    /// Largest answer after decompression, in bytes.
    pub max_body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_millis(500),
            call_timeout: Duration::from_secs(3),
            concurrency: 8,
            max_body: 8 * 1024 * 1024,
        }
    }
}

/// An answer that is not a success, for [`Refine`].
pub struct Refusal<'a> {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: &'a HeaderMap,
    /// Body.
    pub body: &'a [u8],
}

/// What a provider's error body says.
#[derive(Debug, Default)]
pub struct Refined {
    /// The kind, where it is not what the status says.
    pub kind: Option<ErrorKind>,
    /// The provider's error code.
    pub code: Option<String>,
    /// The provider's text.
    pub message: Option<String>,
    /// How long to wait, where the provider says so in its own way.
    pub retry_after: Option<Duration>,
    /// The provider's name for the request.
    pub request_id: Option<String>,
}

/// Reads a provider's error body.
pub type Refine = fn(&Refusal<'_>) -> Refined;

/// Sends the calls of one source.
pub struct Client {
    http: reqwest::Client,
    settings: Settings,
    /// One for each call that may be in flight.
    permits: Semaphore,
}

/// Idle connections are closed before a peer with a usual keep-alive does it, which would fail the next call.
const POOL_IDLE: Duration = Duration::from_secs(20);
/// Longest provider text that is kept.
const MAX_MESSAGE: usize = 300;

impl Client {
    /// Builds the one client of a source. It pools connections, follows no redirect and uses no proxy.
    ///
    /// # Errors
    /// If the TLS library cannot be started.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .connect_timeout(settings.limits.connect_timeout)
            .timeout(settings.limits.call_timeout)
            .pool_idle_timeout(POOL_IDLE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .http1_only()
            .gzip(true)
            .user_agent(concat!("deskgraph/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let permits = Semaphore::new(settings.limits.concurrency.max(1));
        Ok(Self {
            http,
            settings,
            permits,
        })
    }

    /// Makes one call and decodes the answer.
    ///
    /// # Errors
    /// If the call fails or the answer does not fit.
    pub async fn send<E: Endpoint>(
        &self,
        context: &CallContext,
        endpoint: &E,
    ) -> Result<E::Response, Error> {
        let mut query = Query::default();
        endpoint.query(&mut query);
        let call = self.call::<E>(endpoint, &query, endpoint.body())?;
        let answer = self.run(context, call).await?;
        answer.decode(E::OPERATION.id)
    }

    /// Makes one call whose answer says what matters in its headers, or nothing at all.
    ///
    /// # Errors
    /// If the call fails, or the answer has a body that is not JSON.
    pub async fn act<E: Endpoint>(
        &self,
        context: &CallContext,
        endpoint: &E,
    ) -> Result<Answer, Error> {
        let mut query = Query::default();
        endpoint.query(&mut query);
        let call = self.call::<E>(endpoint, &query, endpoint.body())?;
        let answer = self.run(context, call).await?;
        // What is no JSON comes from somebody on the way, who does not know what happened.
        answer.decode::<IgnoredAny>(E::OPERATION.id)?;
        Ok(answer)
    }

    /// Reads one page of a list.
    ///
    /// # Errors
    /// If the call fails, the answer does not fit, or the next page would be this one again.
    pub async fn page<E: Paged>(
        &self,
        context: &CallContext,
        endpoint: &E,
        at: PageAt<'_>,
    ) -> Result<PageOf<E::Item>, Error> {
        let operation = E::OPERATION.id;
        let malformed = |error: super::paging::PagingError| {
            Error::new(ErrorKind::Malformed, operation, error.to_string())
        };
        let mut query = Query::default();
        endpoint.query(&mut query);
        let mut json = endpoint.body();
        E::STYLE
            .apply(at, &mut query, &mut json)
            .map_err(malformed)?;
        let call = self.call::<E>(endpoint, &query, json)?;
        let answer = self.run(context, call).await.map_err(not_moved)?;
        let listed = endpoint.listed(answer.decode(operation)?);
        let next = E::STYLE
            .next(at, listed.items.len(), &listed.next)
            .map_err(malformed)?;
        Ok(PageOf {
            items: listed.items,
            next,
            total: listed.total,
        })
    }

    /// The root of the API.
    #[must_use]
    pub const fn base_url(&self) -> &Url {
        &self.settings.base_url
    }

    pub(super) const fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub(super) const fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn call<E: Endpoint>(
        &self,
        endpoint: &E,
        query: &Query,
        json: Option<serde_json::Value>,
    ) -> Result<Call, Error> {
        let operation = E::OPERATION;
        let unfit = |error: path::PathError| {
            Error::new(ErrorKind::NotFound, operation.id, error.to_string())
        };
        let path = path::fill(operation.path, &endpoint.path_values()).map_err(unfit)?;
        let mut url = self.settings.base_url.clone();
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        let query = query.encode();
        url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
        let json = json.map(|json| Bytes::from(json.to_string()));
        Ok(Call {
            operation,
            url,
            json,
            form: endpoint.form(),
        })
    }

    /// The steps of one call: authorise, send, classify; once more with a new token if the old one was rejected.
    async fn run(&self, context: &CallContext, call: Call) -> Result<Answer, Error> {
        let span = info_span!("provider.call", source = %self.settings.source, operation = call.operation.id);
        async {
            match self.attempt(context, &call, 1).await {
                Err(error)
                    if error.kind == ErrorKind::Unauthorized && self.settings.auth.renew() =>
                {
                    self.attempt(context, &call, 2).await
                }
                outcome => outcome,
            }
        }
        .instrument(span)
        .await
    }

    async fn attempt(
        &self,
        context: &CallContext,
        call: &Call,
        attempt: u32,
    ) -> Result<Answer, Error> {
        let started = Instant::now();
        let mut progress = Progress::default();
        let outcome = self.exchange(call, &mut progress);
        let outcome = match context.deadline {
            Some(deadline) => match tokio::time::timeout_at(deadline, outcome).await {
                Ok(outcome) => outcome,
                Err(_) => Err(Error::new(
                    ErrorKind::TimedOut,
                    call.operation.id,
                    "the request ran out of time",
                )),
            },
            None => outcome.await,
        };
        let Progress { status, was_sent } = progress;
        let outcome = outcome.map_err(|error| Error {
            was_sent,
            is_read: call.operation.is_read,
            // A read failed in its own way, whatever its head said.
            status: error.status.or(status.filter(|_| !call.operation.is_read)),
            ..error
        });
        let duration = started.elapsed();
        context.log.record(CallRecord {
            source: Arc::clone(&self.settings.source),
            operation: call.operation.id,
            method: call.operation.method,
            path: call.url.path().to_owned(),
            status,
            attempt,
            duration,
        });
        debug!(
            attempt,
            ?status,
            ms = duration.as_millis(),
            ok = outcome.is_ok(),
            "called"
        );
        outcome
    }

    async fn exchange(&self, call: &Call, progress: &mut Progress) -> Result<Answer, Error> {
        let operation = call.operation.id;
        let closed = |_| Error::new(ErrorKind::Unavailable, operation, "the source is shut down");
        let _permit = self.permits.acquire().await.map_err(closed)?;
        let request = self.request(call).await?;
        progress.was_sent = true;
        let answer = dispatch(request)
            .await
            .map_err(|error| unsent(operation, error, progress))?;
        let code = answer.status().as_u16();
        progress.status = Some(code);
        let headers = answer.headers().clone();
        let body = body::read(answer, self.settings.limits.max_body, operation).await?;
        if (200..300).contains(&code) {
            let is_read = call.operation.is_read;
            return Ok(Answer {
                headers,
                body,
                is_read,
            });
        }
        Err(self.refused(
            operation,
            &Refusal {
                status: code,
                headers: &headers,
                body: &body,
            },
        ))
    }

    /// Sends a call whose answer is a file.
    pub(super) async fn answer(&self, call: &Call) -> Result<reqwest::Response, Error> {
        let request = self.request(call).await?;
        let failed = |error| unsent(call.operation.id, error, &mut Progress::default());
        dispatch(request).await.map_err(failed)
    }

    async fn request(&self, call: &Call) -> Result<reqwest::RequestBuilder, Error> {
        let operation = call.operation.id;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        self.settings
            .auth
            .authorize(&self.http, operation, &mut headers)
            .await?;
        let mut request = self
            .http
            .request(call.operation.method.into(), call.url.clone());
        if let Some(json) = &call.json {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            request = request.body(json.clone());
        }
        if let Some(form) = &call.form {
            request = request.multipart(form.to_multipart());
        }
        Ok(request.headers(headers))
    }

    pub(super) fn refused(&self, operation: &'static str, refusal: &Refusal<'_>) -> Error {
        let Refined {
            kind,
            code,
            message,
            retry_after,
            request_id,
        } = (self.settings.refine)(refusal);
        let text = |name| {
            refusal
                .headers
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        let waits = || retry_after::wait(refusal.headers, &*self.settings.clock);
        let status = refusal.status;
        Error {
            kind: kind.unwrap_or_else(|| ErrorKind::of_status(status)),
            status: Some(status),
            retry_after: retry_after.or_else(waits),
            location: text(LOCATION).map(str::to_owned),
            upstream_code: code.map(|code| self.shown(&code)),
            upstream_message: message.map(|message| self.shown(&message)),
            request_id,
            ..Error::new(
                ErrorKind::Malformed,
                operation,
                format!("the provider answered {status}"),
            )
        }
    }

    /// What may be shown of a provider's words.
    fn shown(&self, words: &str) -> String {
        let words = self.settings.auth.conceal(words);
        words.chars().take(MAX_MESSAGE).collect()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.settings.source)
    }
}

/// Objects move, lists do not: whoever sends a reader of a list elsewhere is not this provider.
fn not_moved(mut error: Error) -> Error {
    if error.kind == ErrorKind::Moved {
        error.kind = ErrorKind::Malformed;
    }
    error
}

/// A call that is ready to be sent, any number of times.
pub(super) struct Call {
    pub(super) operation: Operation,
    pub(super) url: Url,
    json: Option<Bytes>,
    form: Option<Form>,
}

#[expect(clippy::disallowed_methods, reason = "the one place that sends")]
async fn dispatch(request: reqwest::RequestBuilder) -> reqwest::Result<reqwest::Response> {
    request.send().await
}

/// How far an attempt came.
#[derive(Default)]
struct Progress {
    status: Option<u16>,
    was_sent: bool,
}

/// A success, not decoded yet.
#[derive(Debug)]
pub struct Answer {
    headers: HeaderMap,
    body: Bytes,
    is_read: bool,
}

impl Answer {
    /// The text of a header; `None` if it is missing or not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Decodes the body; an empty one stands for `null`.
    ///
    /// # Errors
    /// If the body does not fit.
    pub fn decode<T: DeserializeOwned>(&self, operation: &'static str) -> Result<T, Error> {
        body::decode(&self.body, operation).map_err(|error| Error {
            was_sent: true,
            is_read: self.is_read,
            ..error
        })
    }
}

fn unsent(operation: &'static str, error: reqwest::Error, progress: &mut Progress) -> Error {
    if error.is_connect() {
        progress.was_sent = false;
    }
    let kind = if error.is_timeout() {
        ErrorKind::TimedOut
    } else {
        ErrorKind::Unavailable
    };
    // The address may hold ids of people; the operation already says which call it was.
    Error::new(kind, operation, error.without_url().to_string())
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}
