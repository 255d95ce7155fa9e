//! `deskgraph serve`: runs the gateway.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::{Exit, Failure, announce, load_config};
use crate::app;
use crate::config::DEFAULT_LISTEN;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The config file.
    #[arg(long, value_name = "FILE", help = super::CONFIG_HELP)]
    pub config: Option<PathBuf>,
    /// Serve the five built-in sandbox providers; needs no config file.
    #[arg(long, conflicts_with = "config")]
    pub sandbox: bool,
    /// Listen here instead of where the config says [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
}

pub(super) async fn run(arguments: Arguments, output: &mut dyn Write) -> Result<Exit, Failure> {
    let listening = if arguments.sandbox {
        app::serve_sandbox(arguments.listen.unwrap_or(DEFAULT_LISTEN)).await?
    } else {
        let mut config = load_config(arguments.config.as_deref())?;
        if let Some(listen) = arguments.listen {
            config.server.listen = listen;
        }
        app::serve(config).await?
    };
    announce(output, listening.address)?;
    listening.serving.await?;
    Ok(Exit::Success)
}
