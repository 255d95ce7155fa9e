//! The commands: what they are given, what they print, and how they end.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod check;
mod sandbox;
mod schema;
mod serve;

use crate::config::{self, Config, ConfigError};

const CONFIG_HELP: &str =
    "The config file; else DESKGRAPH_CONFIG names it, else it is ./deskgraph.toml";

/// One GraphQL API over many help desks.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the gateway.
    Serve(serve::Arguments),
    /// Run only the built-in sandbox providers, each under its own path.
    Sandbox(sandbox::Arguments),
    /// Print the GraphQL schema.
    Schema,
    /// Load the config and try each source with one cheap read.
    Check(check::Arguments),
}

/// Where a command writes.
pub struct Terminal<'a> {
    /// What was asked for.
    pub output: &'a mut dyn Write,
    /// Why it did not work.
    pub errors: &'a mut dyn Write,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Success,
    /// It could not, or a source failed the check.
    Failure,
    /// The arguments or the config file must be mended first.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Failure => Self::FAILURE,
            Exit::Usage => Self::from(2),
        }
    }
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
    #[error("the output cannot be written")]
    Output(#[from] io::Error),
}

impl Cli {
    /// Runs the command to its end, and says once why it failed if it did.
    pub async fn run(self, terminal: &mut Terminal<'_>) -> Exit {
        let ended = match self.command {
            Command::Serve(arguments) => serve::run(arguments, terminal.output).await,
            Command::Sandbox(arguments) => sandbox::run(arguments, terminal.output).await,
            Command::Schema => schema::run(terminal.output),
            Command::Check(arguments) => check::run(arguments, terminal.output).await,
        };
        ended.unwrap_or_else(|failure| say(failure, terminal.errors))
    }
}

fn say(failure: Failure, errors: &mut dyn Write) -> Exit {
    let exit = match &failure {
        Failure::Config(_) => Exit::Usage,
        Failure::Failed(_) => Exit::Failure,
        // Whoever read the output, such as `head`, has seen enough.
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            return Exit::Success;
        }
        Failure::Output(_) => Exit::Failure,
    };
    let chain = anyhow::Error::from(failure);
    // If standard error is closed too, the exit code has to do.
    let _ = writeln!(errors, "error: {chain:#}");
    exit
}

/// Loads the config file that the arguments and the environment name.
fn load_config(given: Option<&Path>) -> Result<Config, ConfigError> {
    let file = config::locate(given, Path::new(""), &config::environment)?;
    Config::load(&file, &config::environment)
}

/// Prints the line that tells callers where to connect; always the first on standard output.
fn announce(output: &mut dyn Write, address: impl Display) -> io::Result<()> {
    writeln!(output, "listening on http://{address}")?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use clap::CommandFactory;
    use clap::error::ErrorKind;

    use super::*;

    fn parse(words: &str) -> Result<Command, ErrorKind> {
        let parsed = Cli::try_parse_from(words.split(' '));
        parsed.map(|cli| cli.command).map_err(|error| error.kind())
    }

    async fn run(words: &str) -> (Exit, String, String) {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let cli = Cli::try_parse_from(words.split(' ')).unwrap();
        let mut terminal = Terminal {
            output: &mut output,
            errors: &mut errors,
        };
        let exit = cli.run(&mut terminal).await;
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (exit, text(output), text(errors))
    }

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_takes_a_config_and_an_address() {
        let Ok(Command::Serve(arguments)) =
            parse("deskgraph serve --config a.toml --listen 127.0.0.1:0")
        else {
            panic!("not understood");
        };
        assert_eq!(arguments.config, Some(PathBuf::from("a.toml")));
        assert_eq!(arguments.listen, Some("127.0.0.1:0".parse().unwrap()));
        assert!(!arguments.sandbox);
    }

    #[test]
    fn serve_refuses_a_config_beside_the_sandbox() {
        let refused = parse("deskgraph serve --sandbox --config a.toml").unwrap_err();
        assert_eq!(refused, ErrorKind::ArgumentConflict);
    }

    #[test]
    fn an_address_needs_a_port() {
        let refused = parse("deskgraph sandbox --listen 127.0.0.1").unwrap_err();
        assert_eq!(refused, ErrorKind::ValueValidation);
    }

    #[test]
    fn the_sandbox_listens_on_the_usual_address() {
        let Ok(Command::Sandbox(arguments)) = parse("deskgraph sandbox") else {
            panic!("not understood");
        };
        assert_eq!(arguments.listen, config::DEFAULT_LISTEN);
    }

    #[test]
    fn an_unknown_command_is_refused() {
        let refused = parse("deskgraph serv").unwrap_err();
        assert_eq!(refused, ErrorKind::InvalidSubcommand);
    }

    #[tokio::test]
    async fn a_missing_file_is_a_usage_error_said_once() {
        let (exit, output, errors) = run("deskgraph check --config /nowhere/deskgraph.toml").await;
        assert_eq!(exit, Exit::Usage);
        assert_eq!(output, "");
        assert_eq!(
            errors,
            "error: the config file /nowhere/deskgraph.toml cannot be read: No such file or directory (os error 2)\n"
        );
    }

    #[tokio::test]
    async fn a_reader_that_has_left_is_no_failure() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        let mut errors = Vec::new();
        let failure = announce(&mut Closed, config::DEFAULT_LISTEN).unwrap_err();
        assert_eq!(say(failure.into(), &mut errors), Exit::Success);
        assert_eq!(errors, b"");
    }

    #[test]
    fn a_server_that_cannot_start_says_the_whole_reason() {
        let mut errors = Vec::new();
        let reason = anyhow::anyhow!("address in use").context("cannot listen on 127.0.0.1:1");
        assert_eq!(say(reason.into(), &mut errors), Exit::Failure);
        let said = String::from_utf8(errors).unwrap();
        assert_eq!(
            said,
            "error: cannot listen on 127.0.0.1:1: address in use\n"
        );
    }

    #[test]
    fn the_first_line_says_where_to_connect() {
        let mut output = Vec::new();
        announce(&mut output, config::DEFAULT_LISTEN).unwrap();
        assert_eq!(output, b"listening on http://127.0.0.1:8080\n");
    }

    #[test]
    fn usage_errors_end_with_two() {
        assert_eq!(ExitCode::from(Exit::Usage), ExitCode::from(2));
        assert_eq!(ExitCode::from(Exit::Failure), ExitCode::from(1));
        assert_eq!(ExitCode::from(Exit::Success), ExitCode::from(0));
    }
}
