//! The `deskgraph` command.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use deskgraph::cli::{Cli, Terminal};
use deskgraph::{config, telemetry};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start(config::environment("RUST_LOG").as_deref());
    let mut terminal = Terminal {
        output: &mut io::stdout(),
        errors: &mut io::stderr(),
    };
    cli.run(&mut terminal).await.into()
}
