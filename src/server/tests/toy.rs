use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::{
    Context, EmptySubscription, Error, ErrorExtensions, Object, Request, Response, Schema,
};
use async_trait::async_trait;
use tokio::sync::Semaphore;

use crate::server::{Executor, RequestFacts};

/// Lets a test see and decide when slow fields go on.
#[derive(Debug)]
pub(super) struct Gate {
    started: Semaphore,
    open: Semaphore,
    bumps: AtomicUsize,
    dropped: Semaphore,
}

impl Gate {
    /// Waits until one more slow field has begun.
    pub(super) async fn one_started(&self) {
        self.started.acquire().await.expect("stays open").forget();
    }

    /// Waits until one more slow field was dropped before its end.
    pub(super) async fn one_dropped(&self) {
        self.dropped.acquire().await.expect("stays open").forget();
    }

    /// Lets one slow field go on.
    pub(super) fn let_one_through(&self) {
        self.open.add_permits(1);
    }

    /// How often the mutation has taken effect.
    pub(super) fn bumps(&self) -> usize {
        self.bumps.load(Ordering::SeqCst)
    }

    async fn pass(&self) {
        self.started.add_permits(1);
        let unfinished = Unfinished(self);
        self.open.acquire().await.expect("stays open").forget();
        std::mem::forget(unfinished);
    }
}

struct Unfinished<'a>(&'a Gate);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.0.dropped.add_permits(1);
    }
}

pub(super) struct Toy {
    schema: Schema<Query, Mutation, EmptySubscription>,
    pub gate: Arc<Gate>,
}

impl Toy {
    pub(super) fn new() -> Self {
        let gate = Arc::new(Gate {
            started: Semaphore::new(0),
            open: Semaphore::new(0),
            bumps: AtomicUsize::new(0),
            dropped: Semaphore::new(0),
        });
        let schema = Schema::build(Query, Mutation, EmptySubscription)
            .data(Arc::clone(&gate))
            .finish();
        Self { schema, gate }
    }
}

#[async_trait]
impl Executor for Toy {
    async fn execute(&self, request: Request, facts: RequestFacts) -> Response {
        self.schema.execute(request.data(facts)).await
    }
}

struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "world"
    }

    async fn add(&self, a: i32, #[graphql(default = 0)] b: i32) -> i32 {
        a + b
    }

    async fn this(&self) -> Query {
        Query
    }

    async fn facts(&self, ctx: &Context<'_>) -> String {
        let facts = ctx.data_unchecked::<RequestFacts>();
        format!("{} {}", facts.request_id, facts.wants_upstream_trace)
    }

    async fn coded(&self) -> Option<Result<String, Error>> {
        let error = Error::from("The source is slow.");
        Some(Err(error.extend_with(|_, extensions| {
            extensions.set("code", "UPSTREAM_TIMEOUT");
        })))
    }

    async fn uncoded(&self) -> Option<Result<String, Error>> {
        Some(Err("connect to https://user:hunter2@10.0.0.1/".into()))
    }

    async fn required(&self) -> Result<String, Error> {
        let error = Error::from("It is gone.");
        Err(error.extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")))
    }

    async fn parsed(&self, at: Moment) -> &str {
        let Moment = at;
        "yes"
    }

    async fn panics(&self) -> usize {
        broken()
    }

    async fn slow(&self, ctx: &Context<'_>) -> &str {
        ctx.data_unchecked::<Arc<Gate>>().pass().await;
        "done"
    }
}

fn broken() -> usize {
    panic!("the toy is broken")
}

struct Mutation;

#[Object]
impl Mutation {
    async fn bump(&self, ctx: &Context<'_>) -> usize {
        let gate = ctx.data_unchecked::<Arc<Gate>>();
        gate.bumps.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn broken_bump(&self) -> usize {
        broken()
    }

    async fn slow_bump(&self, ctx: &Context<'_>) -> usize {
        let gate = ctx.data_unchecked::<Arc<Gate>>();
        gate.pass().await;
        gate.bumps.fetch_add(1, Ordering::SeqCst) + 1
    }
}

/// A scalar that refuses everything but `"now"`, when it is resolved.
struct Moment;

#[async_graphql::Scalar]
impl async_graphql::ScalarType for Moment {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        if value == async_graphql::Value::from("now") {
            return Ok(Self);
        }
        Err("no such moment".into())
    }

    fn to_value(&self) -> async_graphql::Value {
        "now".into()
    }
}
