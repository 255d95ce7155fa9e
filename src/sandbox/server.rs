//! Puts routes on an address until it is dropped.

use std::io;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A server in the background. Dropping it closes the address and the idle connections.
#[derive(Debug)]
pub(super) struct Server {
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// Begins to serve.
    pub(super) fn start(listener: TcpListener, router: Router) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // The sender says nothing; it is dropped.
            let _ = stopped.await;
        });
        tokio::spawn(server.into_future());
        Self { _stop: stop }
    }
}

/// A free port of this machine.
pub(super) async fn free_port() -> io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", 0)).await
}
