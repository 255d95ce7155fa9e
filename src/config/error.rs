//! What is wrong with a config file, said so that it can be mended without reading anything else.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why there is no config.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Nothing names a file, and the usual one is not there.
    #[error(
        "no config file: `--config FILE` is not given, DESKGRAPH_CONFIG is not set and there is no ./deskgraph.toml\n    \
         write one (examples/deskgraph.toml shows every key), or run `deskgraph serve --sandbox`, which needs none"
    )]
    Absent,
    /// The file is not there, or may not be read.
    #[error("the config file {} cannot be read", file.display())]
    Unreadable {
        /// As it was named.
        file: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file says something that is not understood.
    #[error("{}", Report { file, problems })]
    Invalid {
        /// As it was named.
        file: PathBuf,
        /// In the order of the file.
        problems: Vec<Problem>,
    },
}

/// One thing to mend in the file. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from one; `None` if something is missing from the whole file.
    pub line: Option<usize>,
    /// The path of the key, such as `cache.ttl.list` or `source "chat": api_key`.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub advice: String,
}

struct Report<'a> {
    file: &'a PathBuf,
    problems: &'a [Problem],
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        let count = self.problems.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        write!(f, "{count} {noun} in {file}")?;
        for problem in self.problems {
            write!(f, "\n{file}")?;
            if let Some(line) = problem.line {
                write!(f, ":{line}")?;
            }
            let Problem {
                place,
                found,
                advice,
                ..
            } = problem;
            write!(f, ": {place}\n    found {found}\n    {advice}")?;
        }
        Ok(())
    }
}
