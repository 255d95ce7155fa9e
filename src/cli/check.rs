//! `deskgraph check`: tries each source, one line each.

use std::io::{self, Write};
use std::path::PathBuf;

use super::{Exit, Failure, load_config};
use crate::app::{self, SourceCheck};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The config file.
    #[arg(long, value_name = "FILE", help = super::CONFIG_HELP)]
    pub config: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments, output: &mut dyn Write) -> Result<Exit, Failure> {
    let config = load_config(arguments.config.as_deref())?;
    let checks = app::check(config).await?;
    print(&checks, output)?;
    if checks.is_empty() {
        writeln!(
            output,
            "the config has no [[source]], so there is nothing to try"
        )?;
    }
    Ok(exit_after(&checks))
}

fn exit_after(checks: &[SourceCheck]) -> Exit {
    if checks.is_empty() || checks.iter().any(|check| check.outcome.is_err()) {
        Exit::Failure
    } else {
        Exit::Success
    }
}

fn print(checks: &[SourceCheck], output: &mut dyn Write) -> io::Result<()> {
    for SourceCheck {
        key,
        provider,
        outcome,
    } in checks
    {
        let (word, text) = match outcome {
            Ok(text) => ("ok", text),
            Err(text) => ("failed", text),
        };
        let text = text.lines().collect::<Vec<_>>().join(" ");
        writeln!(output, "{word:<6} {key} ({provider}): {text}")?;
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, outcome: Result<&str, &str>) -> SourceCheck {
        SourceCheck {
            key: key.to_owned(),
            provider: "cord",
            outcome: outcome.map(str::to_owned).map_err(str::to_owned),
        }
    }

    #[test]
    fn each_source_has_one_line() {
        let checks = [
            check("one", Ok("answered")),
            check("two", Err("refused\nthe token")),
        ];
        let mut output = Vec::new();
        print(&checks, &mut output).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "ok     one (cord): answered\nfailed two (cord): refused the token\n"
        );
    }

    #[test]
    fn nothing_to_try_is_no_success() {
        assert_eq!(exit_after(&[]), Exit::Failure);
    }

    #[test]
    fn one_failing_source_fails_the_check() {
        assert_eq!(exit_after(&[check("one", Ok(""))]), Exit::Success);
        assert_eq!(
            exit_after(&[check("one", Ok("")), check("two", Err(""))]),
            Exit::Failure
        );
    }
}
