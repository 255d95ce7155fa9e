//! One reading of one file: its text, its surroundings, and the problems found so far.

use std::cell::RefCell;
use std::path::Path;

use toml::de::DeTable;

use super::Environment;
use super::error::{ConfigError, Problem};

/// A broken file yields one error per broken token; more than these say nothing new.
const MAX_SYNTAX_PROBLEMS: usize = 5;

/// What every section of the file is read with.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Where relative paths start.
    pub directory: &'a Path,
    pub environment: &'a Environment<'a>,
    problems: RefCell<Vec<Problem>>,
}

impl Reader<'_> {
    /// Returns the line, from one, of a byte of the file.
    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.text.bytes().take(offset);
        before.filter(|byte| *byte == b'\n').count() + 1
    }

    pub(super) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}

/// Reads a whole file with `read`, which returns `None` only after it has reported a problem.
pub(super) fn read_document<T>(
    bytes: &[u8],
    path: &Path,
    environment: &Environment<'_>,
    read: impl FnOnce(&Reader<'_>, &DeTable<'_>) -> Option<T>,
) -> Result<T, ConfigError> {
    let invalid = |mut problems: Vec<Problem>| {
        problems.sort_by_key(|problem| problem.line);
        let file = path.to_owned();
        ConfigError::Invalid { file, problems }
    };
    let text = std::str::from_utf8(bytes).map_err(|error| invalid(vec![not_text(bytes, error)]))?;
    let reader = Reader {
        text,
        directory: path.parent().unwrap_or(Path::new("")),
        environment,
        problems: RefCell::default(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(invalid(syntax_problems(&reader, &errors)));
    }
    let value = read(&reader, document.get_ref());
    match (value, reader.problems.into_inner()) {
        (Some(value), problems) if problems.is_empty() => Ok(value),
        (_, problems) => Err(invalid(problems)),
    }
}

fn not_text(bytes: &[u8], error: std::str::Utf8Error) -> Problem {
    let before = &bytes[..error.valid_up_to()];
    Problem {
        line: Some(before.iter().filter(|byte| **byte == b'\n').count() + 1),
        place: "the file".to_owned(),
        found: "bytes that are not UTF-8".to_owned(),
        advice: "expected a TOML file, for example: examples/deskgraph.toml".to_owned(),
    }
}

fn syntax_problems(reader: &Reader<'_>, errors: &[toml::de::Error]) -> Vec<Problem> {
    let problem = |error: &toml::de::Error| Problem {
        line: error.span().map(|span| reader.line(span.start)),
        place: "the file".to_owned(),
        // Only the message: the parser's own display repeats the line, which may hold a secret.
        found: format!("broken TOML: {}", error.message()),
        advice: "expected TOML, for example: key = \"value\"".to_owned(),
    };
    errors
        .iter()
        .take(MAX_SYNTAX_PROBLEMS)
        .map(problem)
        .collect()
}
