//! Records what a provider is asked, and answers wrongly on demand.
//!
//! One layer around the routes of every provider. The providers know nothing of it.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde_json::Value;

/// Something that goes wrong between a caller and a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Answers with this status, these headers and this body, and does nothing else.
    Status {
        /// The status code.
        status: u16,
        /// Names in lower case, and values.
        headers: Vec<(&'static str, String)>,
        /// The body.
        body: String,
    },
    /// Takes the request and never answers.
    NoAnswer,
    /// Does the work, promises the whole answer, sends half of the body and closes the connection.
    CutOff,
    /// Does the work and never answers.
    AnswerLost,
    /// Takes the request and closes the connection, without doing the work.
    Dropped,
    /// Answers 200 with a body that calls itself JSON and is not.
    NotJson,
    /// Answers 200 with no body at all.
    EmptyBody,
    /// Answers 200 with a page in HTML, as a proxy at the wrong address does.
    Html,
    /// Does the work and sends the right answer as `text/plain`.
    WrongContentType,
    /// Answers 200 with a body that starts like JSON and never ends.
    EndlessBody,
    /// Does the work and sends the answer a few bytes at a time, with a pause in real time before each.
    Drip {
        /// How many bytes at a time.
        bytes: usize,
        /// How long to wait before each.
        pause: Duration,
    },
    /// Sends the caller to another address (302).
    Redirect {
        /// The address, best at another host.
        location: String,
    },
}

impl Fault {
    /// An answer with this status and an empty JSON object.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body: "{}".to_owned(),
        }
    }

    /// An answer 429, with `Retry-After` in seconds if given.
    #[must_use]
    pub fn rate_limited(retry_after: Option<u32>) -> Self {
        let after = retry_after.map(|seconds| ("retry-after", seconds.to_string()));
        Self::Status {
            status: 429,
            headers: after.into_iter().collect(),
            body: String::new(),
        }
    }

    /// Plays it only on requests whose path, as it follows the base URL, contains this text.
    #[must_use]
    pub fn on(self, path_part: &str) -> FaultRule {
        FaultRule {
            path_part: path_part.to_owned(),
            ..self.into()
        }
    }

    /// Plays it so many times and then no more.
    #[must_use]
    pub fn times(self, times: usize) -> FaultRule {
        FaultRule::from(self).times(times)
    }
}

/// A fault, and which requests it hits. A plain [`Fault`] hits all of them, for good.
#[derive(Debug, Clone)]
pub struct FaultRule {
    fault: Fault,
    method: Option<Method>,
    path_part: String,
    spared: Vec<String>,
    times_left: Option<usize>,
}

impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            method: None,
            path_part: String::new(),
            spared: Vec::new(),
            times_left: None,
        }
    }
}

impl FaultRule {
    /// Plays it only on requests with this method.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Does not play it on requests whose path contains this text.
    #[must_use]
    pub fn sparing(mut self, path_part: &str) -> Self {
        self.spared.push(path_part.to_owned());
        self
    }

    /// Plays it so many times and then no more.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times_left = Some(times);
        self
    }

    fn hits(&self, method: &Method, path: &str) -> bool {
        self.times_left != Some(0)
            && self.method.as_ref().is_none_or(|wanted| wanted == method)
            && path.contains(&self.path_part)
            && !self.spared.iter().any(|part| path.contains(part))
    }
}

/// A request that reached a provider, faulty answer or not.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The path as it follows the base URL, still encoded.
    pub path: String,
    /// The query as it was sent, without the question mark.
    pub query: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The body as JSON; null if it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Method and path, as in `POST /tickets`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What happened to one provider, and what shall happen.
#[derive(Debug, Default)]
pub(super) struct Tap {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    requests: Vec<RecordedRequest>,
    rules: Vec<FaultRule>,
}

impl Tap {
    /// Puts the recorder and the faults around the routes.
    pub(super) fn around(self: &Arc<Self>, router: Router) -> Router {
        router.layer(from_fn_with_state(Arc::clone(self), play))
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.lock().requests.clone()
    }

    pub(super) fn clear_requests(&self) {
        self.lock().requests.clear();
    }

    /// Adds a rule; earlier rules come first.
    pub(super) fn add(&self, rule: FaultRule) {
        self.lock().rules.push(rule);
    }

    pub(super) fn clear_faults(&self) {
        self.lock().rules.clear();
    }

    /// Notes the request and says what shall go wrong with it.
    fn note(&self, request: RecordedRequest) -> Option<Fault> {
        let mut seen = self.lock();
        let rule = seen
            .rules
            .iter_mut()
            .find(|rule| rule.hits(&request.method, &request.path));
        let fault = rule.map(|rule| {
            rule.times_left = rule.times_left.map(|times| times - 1);
            rule.fault.clone()
        });
        seen.requests.push(request);
        fault
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no code panics while holding it")
    }
}

async fn play(State(tap): State<Arc<Tap>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_REQUEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let noted = RecordedRequest {
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers.clone(),
        body: body.clone(),
    };
    let request = Request::from_parts(parts, Body::from(body));
    let Some(fault) = tap.note(noted) else {
        return next.run(request).await;
    };
    match fault {
        Fault::Status {
            status,
            headers,
            body,
        } => plain(status, &headers, body),
        Fault::NoAnswer => std::future::pending().await,
        Fault::CutOff => cut_off(next.run(request).await).await,
        Fault::AnswerLost => {
            next.run(request).await;
            std::future::pending().await
        }
        Fault::Dropped => dropped(),
        Fault::NotJson => json("{\"data\": [1, 2, oh"),
        Fault::EmptyBody => StatusCode::OK.into_response(),
        Fault::Html => html(),
        Fault::WrongContentType => as_text(next.run(request).await),
        Fault::EndlessBody => json(endless()),
        Fault::Drip { bytes, pause } => drip(next.run(request).await, bytes, pause).await,
        Fault::Redirect { location } => plain(302, &[("location", location)], String::new()),
    }
}

/// Largest request that is taken; the largest upload of a provider fits.
const MAX_REQUEST: usize = 128 * 1024 * 1024;

fn plain(status: u16, headers: &[(&'static str, String)], body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in headers {
        // A value that HTTP cannot carry is left out: the fault is a wish of a test, not of a client.
        if let Ok(value) = HeaderValue::from_str(value) {
            response
                .headers_mut()
                .append(HeaderName::from_static(name), value);
        }
    }
    response
}

fn json(body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, "application/json")], body.into()).into_response()
}

fn html() -> Response {
    let page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>";
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

fn as_text(mut response: Response) -> Response {
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

async fn cut_off(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = collect(body).await;
    // An answer without a body is given one, so that there is something to cut.
    let promised = HeaderValue::from(whole.len().max(2));
    parts.headers.insert(CONTENT_LENGTH, promised);
    let half = whole.slice(..whole.len() / 2);
    let cut = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let pieces = stream::iter([Ok(half), Err(cut)]);
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// An answer that breaks before anything of it is sent.
fn dropped() -> Response {
    let cut = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let nothing = stream::iter([Err::<Bytes, _>(cut)]);
    let head = [(CONTENT_LENGTH, HeaderValue::from_static("2"))];
    (head, Body::from_stream(nothing)).into_response()
}

fn endless() -> Body {
    let row = Bytes::from_static(b"{\"id\":0,\"text\":\"again and again and again and again\"},");
    let row = Bytes::from(row.repeat(1000));
    let rows = stream::once(async { Bytes::from_static(b"[") }).chain(stream::repeat(row));
    Body::from_stream(rows.map(Ok::<_, std::convert::Infallible>))
}

async fn drip(response: Response, bytes: usize, pause: Duration) -> Response {
    let (parts, body) = response.into_parts();
    let whole = collect(body).await;
    let drops: Vec<Bytes> = whole
        .chunks(bytes.max(1))
        .map(Bytes::copy_from_slice)
        .collect();
    let drops = stream::iter(drops).then(move |drop| async move {
        tokio::time::sleep(pause).await;
        Ok::<_, std::convert::Infallible>(drop)
    });
    Response::from_parts(parts, Body::from_stream(drops))
}

async fn collect(body: Body) -> Bytes {
    to_bytes(body, usize::MAX)
        .await
        .expect("the providers answer from memory")
}
