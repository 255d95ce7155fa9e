//! GraphQL over HTTP, from the head of a request to the bytes of its answer.
//!
//! The order of the steps is the order of [`Endpoint::answer`]. Each may refuse, and says so as a [`Refusal`].

mod accept;
mod answer;
mod body;
mod document;
mod execute;
mod params;
mod refusal;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::{ExecutableDocument, OperationType};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;

use crate::graphql::guard::{GuardLimits, check_document, check_text};
use crate::server::{Drain, Executor, RequestFacts};

use accept::MediaType;
use params::Params;
use refusal::Refusal;

/// Bounds of one GraphQL request over HTTP.
#[derive(Debug, Clone)]
pub struct GraphqlSettings {
    /// Bytes of a request body.
    pub max_body_bytes: usize,
    /// How long a client may take to send its body.
    pub body_timeout: Duration,
    /// How long an operation may take.
    pub deadline: Duration,
    /// How large a document may be.
    pub guard: GuardLimits,
}

impl Default for GraphqlSettings {
    fn default() -> Self {
        Self {
            max_body_bytes: 256 * 1024,
            body_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(20),
            guard: GuardLimits::default(),
        }
    }
}

/// What answers `/graphql`.
pub(super) struct Endpoint {
    pub executor: Arc<dyn Executor>,
    pub settings: GraphqlSettings,
    pub drain: Drain,
}

/// Answers any request to `/graphql`.
pub(super) async fn handle(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let Some(media) = accept::negotiate(request.headers()) else {
        return answer::refused(MediaType::Json, Refusal::not_acceptable());
    };
    match endpoint.answer(request).await {
        Ok(response) => answer::executed(media, response),
        Err(refusal) => answer::refused(media, refusal),
    }
}

impl Endpoint {
    async fn answer(&self, request: Request) -> Result<async_graphql::Response, Refusal> {
        let (head, body) = request.into_parts();
        let params = match head.method {
            Method::GET => params::from_query_string(head.uri.query().unwrap_or_default())?,
            Method::POST => {
                body::check_headers(&head.headers)?;
                params::from_json(&body::read(body, &self.settings).await?)?
            }
            _ => return Err(Refusal::method_not_allowed(&head.method)),
        };
        check_text(&params.query, &self.settings.guard)?;
        let document = document::parse(&params.query)?;
        let kind = self.check(&params, &document, &head.method)?;
        let facts = RequestFacts::of(&head);
        let response =
            execute::run(self, params.into_request(document), facts.clone(), kind).await?;
        Ok(answer::settle(response, &facts.request_id))
    }

    /// Chooses the operation and checks that it may run.
    fn check(
        &self,
        params: &Params,
        document: &ExecutableDocument,
        method: &Method,
    ) -> Result<OperationType, Refusal> {
        let operation = document::choose(document, params.operation_name.as_deref())?;
        match operation.ty {
            OperationType::Mutation if method == Method::GET => {
                return Err(Refusal::mutation_by_get());
            }
            OperationType::Subscription => return Err(Refusal::subscription()),
            OperationType::Query | OperationType::Mutation => {}
        }
        check_document(document, operation, &params.variables, &self.settings.guard)?;
        document::check_variables(operation, &params.variables)?;
        Ok(operation.ty)
    }
}
