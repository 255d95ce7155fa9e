/// Resolves when the process is asked to stop: by Ctrl-C, or by SIGTERM where there is one.
///
/// # Panics
///
/// Panics if the process cannot listen for signals at all, which happens only at its start.
pub async fn stop_signal() {
    tokio::select! {
        () = interrupt() => {}
        () = terminate() => {}
    }
}

async fn interrupt() {
    tokio::signal::ctrl_c()
        .await
        .expect("the process can listen for Ctrl-C");
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};

    signal(SignalKind::terminate())
        .expect("the process can listen for SIGTERM")
        .recv()
        .await;
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
