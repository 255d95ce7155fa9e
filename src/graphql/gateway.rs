//! Runs operations: what each request is handed, and what its answer carries besides data.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Response, Value, value};

use crate::cache::{Cache, ReadContext};
use crate::clock::SharedClock;
use crate::feed::Feed;
use crate::graphql::context::{Limits, RequestData};
use crate::graphql::{Schema, fresh};
use crate::links::Links;
use crate::provider::{CallContext, CallLog, CallRecord, Registry};
use crate::uploads::Uploads;
use crate::writes::Writes;

/// The schema, and everything that answers for it.
pub struct Gateway {
    parts: Parts,
    schema: Schema,
}

/// What a gateway is made of.
pub struct Parts {
    /// The configured accounts.
    pub registry: Registry,
    /// The shared cache.
    pub cache: Arc<Cache>,
    /// Lists.
    pub feed: Arc<Feed>,
    /// Links to files.
    pub links: Arc<Links>,
    /// Writes.
    pub writes: Arc<Writes>,
    /// Files that wait to be sent.
    pub uploads: Arc<Uploads>,
    /// Limits that the caller can see.
    pub limits: Limits,
    /// How long all upstream calls of one operation may take together.
    pub request_timeout: Duration,
    /// Clock.
    pub clock: SharedClock,
}

impl Gateway {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts,
            schema: super::schema(),
        }
    }

    /// Runs one operation. With `shows_calls`, its upstream calls stand under `extensions.upstream`.
    pub async fn execute(&self, mut request: Request, shows_calls: bool) -> Response {
        let log = Arc::new(CallLog::default());
        let max_age = match fresh::max_age(&mut request) {
            Ok(max_age) => max_age,
            Err(error) => return Response::from_errors(vec![error]),
        };
        let data = self.data(Arc::clone(&log), max_age);
        let response = self.schema.execute(request.data(data)).await;
        if shows_calls {
            response.extension("upstream", shown(&log.records()))
        } else {
            response
        }
    }

    /// The configured accounts.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.parts.registry
    }

    /// Links to files.
    #[must_use]
    pub const fn links(&self) -> &Arc<Links> {
        &self.parts.links
    }

    fn data(&self, log: Arc<CallLog>, max_age: Option<Duration>) -> RequestData {
        let read = ReadContext {
            call: CallContext::within(self.parts.request_timeout, log),
            max_age,
            began: self.parts.clock.uptime(),
            ..ReadContext::default()
        };
        RequestData::new(&self.parts, read)
    }
}

/// The calls of a request as JSON.
fn shown(calls: &[CallRecord]) -> Value {
    let call = |call: &CallRecord| {
        value!({
            "source": call.source.to_string(),
            "operationId": call.operation,
            "method": call.method.as_str(),
            "path": call.path.clone(),
            "httpStatus": call.status,
            "attempt": call.attempt,
            "durationMs": u64::try_from(call.duration.as_millis()).unwrap_or(u64::MAX),
        })
    };
    value!({ "callCount": calls.len(), "calls": calls.iter().map(call).collect::<Vec<_>>() })
}
