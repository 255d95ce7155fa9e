use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response};
use futures_util::FutureExt;
use tracing::{Instrument, error};

use crate::server::graphql::Endpoint;
use crate::server::graphql::refusal::Refusal;
use crate::server::middleware::panic_text;
use crate::server::{RequestFacts, RequestId};

/// Executes a request until it is done, the deadline passes, or something panics.
///
/// A query dies with its connection or its deadline. A mutation does not: half a write is worse than an unread answer.
pub(super) async fn run(
    endpoint: &Endpoint,
    request: Request,
    facts: RequestFacts,
    kind: OperationType,
) -> Result<Response, Refusal> {
    let deadline = endpoint.settings.deadline;
    let execution = guarded(endpoint, request, facts);
    if kind != OperationType::Mutation {
        let result = tokio::time::timeout(deadline, execution).await;
        return result.unwrap_or_else(|_| Err(Refusal::timed_out()));
    }
    let work = endpoint.drain.work();
    let task = tokio::spawn(
        async move {
            let _work = work;
            execution.await
        }
        .in_current_span(),
    );
    match tokio::time::timeout(deadline, task).await {
        Ok(Ok(result)) => result,
        // It cannot panic here, so the runtime is going down.
        Ok(Err(_)) | Err(_) => Err(Refusal::outcome_unknown()),
    }
}

/// Turns a panic into an error with a name in the log, where it would otherwise drop the connection.
fn guarded(
    endpoint: &Endpoint,
    request: Request,
    facts: RequestFacts,
) -> impl Future<Output = Result<Response, Refusal>> + Send + 'static {
    let executor = Arc::clone(&endpoint.executor);
    async move {
        let request_id = facts.request_id.clone();
        // Nothing of the request is used after a panic; what is shared guards itself.
        AssertUnwindSafe(executor.execute(request, facts))
            .catch_unwind()
            .await
            .map_err(|payload| after_panic(payload.as_ref(), &request_id))
    }
}

fn after_panic(payload: &(dyn Any + Send), request_id: &RequestId) -> Refusal {
    error!(%request_id, "execution panicked: {}", panic_text(payload));
    Refusal::internal()
}
