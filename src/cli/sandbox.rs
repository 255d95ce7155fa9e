//! `deskgraph sandbox`: runs only the sandbox providers.

use std::io::{self, Write};
use std::net::SocketAddr;

use super::{Exit, Failure, announce};
use crate::app::{self, SandboxDesk};
use crate::config::DEFAULT_LISTEN;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Listen here.
    #[arg(long, value_name = "ADDR", default_value_t = DEFAULT_LISTEN)]
    pub listen: SocketAddr,
}

pub(super) async fn run(arguments: Arguments, output: &mut dyn Write) -> Result<Exit, Failure> {
    let (listening, desks) = app::sandbox(arguments.listen).await?;
    announce(output, listening.address)?;
    print(&desks, output)?;
    listening.serving.await?;
    Ok(Exit::Success)
}

/// Prints the desks as the `[[source]]` tables of a config file that reaches them.
fn print(desks: &[SandboxDesk], output: &mut dyn Write) -> io::Result<()> {
    for desk in desks {
        let SandboxDesk {
            provider,
            base_url,
            credentials,
        } = desk;
        writeln!(output, "\n[[source]]")?;
        let fixed = [
            ("key", *provider),
            ("provider", provider),
            ("base_url", base_url),
        ];
        let rest = credentials
            .iter()
            .map(|(key, value)| (*key, value.as_str()));
        for (key, value) in fixed.into_iter().chain(rest) {
            writeln!(output, "{key} = {}", toml::Value::from(value))?;
        }
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desks_are_printed_as_a_config_file() {
        let desk = SandboxDesk {
            provider: "nimchat",
            base_url: "http://127.0.0.1:9/nimchat".to_owned(),
            credentials: vec![
                ("account_id", "1".to_owned()),
                ("api_access_token", "a\"b\\c".to_owned()),
            ],
        };
        let mut output = Vec::new();
        print(&[desk], &mut output).unwrap();
        let file = std::path::Path::new("sandbox.toml");
        let config = crate::config::Config::parse(&output, file, &|_| None).unwrap();
        assert_eq!(config.sources[0].key, "nimchat");
        assert_eq!(
            String::from_utf8(output).unwrap(),
            r#"
[[source]]
key = "nimchat"
provider = "nimchat"
base_url = "http://127.0.0.1:9/nimchat"
account_id = "1"
api_access_token = 'a"b\c'
"#
        );
    }
}
