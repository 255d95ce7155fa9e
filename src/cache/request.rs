//! How one request reads.

use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::provider::CallContext;

/// How one request reads.
#[derive(Clone, Debug, Default)]
pub struct ReadContext {
    /// Deadline and counting of upstream calls.
    pub call: CallContext,
    /// Oldest acceptable copy; `None` takes what the settings allow. Copies read since `began` are always good.
    pub max_age: Option<Duration>,
    /// How old a copy may be that the caller has already seen a part of; `None` makes no difference.
    pub leftover_age: Option<Duration>,
    /// Uptime of the clock when the request began. Left at zero, every copy counts as read since.
    pub began: Duration,
    /// Whether a list page past its life may be served when the source fails.
    pub stale_on_error: bool,
    /// Tells requests apart, so that each knows what was read for it. Clones belong to the same request.
    pub request: RequestId,
}

/// Tells requests apart.
#[derive(Clone, Debug, Default)]
pub struct RequestId(Arc<()>);

/// Remembers a request without keeping it.
#[derive(Clone, Debug)]
pub(super) struct RequestMark(Weak<()>);

impl RequestId {
    fn mark(&self) -> RequestMark {
        RequestMark(Arc::downgrade(&self.0))
    }
}

impl PartialEq for RequestMark {
    fn eq(&self, other: &Self) -> bool {
        // While a mark exists, no other request gets the same address.
        self.0.ptr_eq(&other.0)
    }
}

/// What the cache needs to know of a request.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) call: CallContext,
    pub(super) max_age: Option<Duration>,
    pub(super) leftover_age: Option<Duration>,
    pub(super) began: Duration,
    pub(super) mark: RequestMark,
}

impl Request {
    /// The request of a caller.
    pub(super) fn of(context: &ReadContext) -> Self {
        Self {
            call: context.call.clone(),
            max_age: context.max_age,
            leftover_age: context.leftover_age,
            began: context.began,
            mark: context.request.mark(),
        }
    }

    /// A read of the cache's own accord.
    pub(super) fn background(now: Duration, timeout: Duration) -> Self {
        Self {
            call: CallContext::within(timeout, Arc::default()),
            max_age: None,
            leftover_age: None,
            began: now,
            mark: RequestId::default().mark(),
        }
    }
}
