use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tracing::{debug, info, warn};

use crate::server::Drain;

/// Pause after a failed `accept`: it usually means that the process is out of file descriptors, and trying at once
/// would only burn a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How connections are kept.
#[derive(Debug, Clone)]
pub struct ServeSettings {
    /// How long a client may take to send the head of a request, and stay silent between two requests.
    pub header_timeout: Duration,
    /// Connections served at once; more wait in the backlog of the listener.
    pub max_connections: usize,
    /// How long requests in flight may take once the server stops.
    pub grace: Duration,
    /// How long the server goes on accepting while readiness already says 503. Zero by default; behind a load balancer
    /// that polls readiness, longer than its period.
    pub notice: Duration,
    /// Shared with the router, so that readiness turns and mutations are waited for.
    pub drain: Drain,
}

impl Default for ServeSettings {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            max_connections: 1024,
            grace: Duration::from_secs(25),
            notice: Duration::ZERO,
            drain: Drain::default(),
        }
    }
}

/// Serves until `shutdown` resolves, then lets requests in flight finish, and returns.
///
/// HTTP/1.1 only: what tells it from HTTP/2 by the first bytes has no timeout, so a silent client could hold its
/// connection for ever.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    settings: ServeSettings,
) {
    let closing = watch::Sender::new(());
    let mut connections = JoinSet::new();
    let permits = Arc::new(Semaphore::new(settings.max_connections));
    let mut stop = pin!(async {
        shutdown.await;
        settings.drain.start();
        tokio::time::sleep(settings.notice).await;
    });
    loop {
        let (stream, permit) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &permits) => accepted,
        };
        connections.spawn(connection(
            stream,
            router.clone(),
            closing.subscribe(),
            settings.header_timeout,
            permit,
        ));
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    info!(connections = connections.len(), "draining");
    closing.send_replace(());
    finish(connections, &settings).await;
}

/// Waits for requests in flight and for work without a connection; what takes longer than the grace is dropped.
async fn finish(mut connections: JoinSet<()>, settings: &ServeSettings) {
    let finished = async {
        while connections.join_next().await.is_some() {}
        settings.drain.idle().await;
    };
    let grace = settings.grace;
    if tokio::time::timeout(grace, finished).await.is_err() {
        let grace_ms = grace.as_millis();
        warn!("requests still ran after {grace_ms} ms and are cut off");
    }
}

/// Takes a place first, so that connections beyond the cap stay in the backlog.
async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    let permit = Arc::clone(permits)
        .acquire_owned()
        .await
        .expect("the semaphore is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, permit),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                warn!(%error, "could not accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// The client went away before it was accepted; nothing is wrong here.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

async fn connection(
    stream: TcpStream,
    router: Router,
    mut closing: watch::Receiver<()>,
    header_timeout: Duration,
    _permit: OwnedSemaphorePermit,
) {
    if let Err(error) = stream.set_nodelay(true) {
        debug!(%error, "could not turn off delays");
    }
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
            .with_upgrades()
    );
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        _ = closing.changed() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        debug!(%error, "the connection ended early");
    }
}
