//! Runs the built binary.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// The binary with these arguments, away from any config of this machine.
pub(super) fn deskgraph(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskgraph"));
    command
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env_remove("DESKGRAPH_CONFIG")
        .env_remove("RUST_LOG");
    command
}

/// Runs a command to its end.
pub(super) fn ended(arguments: &[&str]) -> Output {
    deskgraph(arguments).output().unwrap()
}

pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A command that goes on until it is dropped.
pub(super) struct Serving {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// Where it listens.
    pub(super) address: String,
}

impl Serving {
    /// Starts it and waits for the line that says where it listens.
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut command = deskgraph(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let address = first
            .trim_end()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("the first line is {first:?}"))
            .to_owned();
        Self {
            child,
            lines,
            address,
        }
    }

    /// Asks it to stop, and reads what it printed until it has ended.
    pub(super) fn stopped(mut self) -> (i32, String) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), rest)
    }

    /// Ends it without a word.
    pub(super) fn killed(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The next lines, up to one that begins like this.
    pub(super) fn lines_until(&mut self, last: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            let read = self.lines.read_line(&mut line).unwrap();
            all += &line;
            if read == 0 || line.starts_with(last) {
                return all;
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
