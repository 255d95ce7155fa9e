//! The gateway inside another program: starts the sandbox and asks one question.

use std::net::{Ipv4Addr, SocketAddr};

use deskgraph::app::{Origin, Running, sandbox_config};
use deskgraph::clock::SystemClock;
use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Sandbox;

const QUESTION: &str = "{ conversations(first: 5) { nodes { subject status source { key } } sources { source { key } status } } }";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "an example shows its answer")]
async fn main() -> anyhow::Result<()> {
    let clock = SystemClock::shared();
    let sandbox = Sandbox::start(&ProviderKind::ALL, clock.clone()).await?;
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let config = sandbox_config(&sandbox, nowhere, "")?;
    let running = Running::new(&config, Origin::Sandbox, "http://127.0.0.1", clock)?;
    let answer = running.gateway.execute(QUESTION.into(), false).await;
    println!("{}", serde_json::to_string_pretty(&answer)?);
    Ok(())
}
