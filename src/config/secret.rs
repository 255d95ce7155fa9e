//! Secrets: `{ env = "NAME" }`, `{ file = "path" }` or plain text. No error repeats one.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use secrecy::SecretString;
use toml::de::{DeTable, DeValue};

use super::form::{Form, TEXT, kind_of};
use super::section::Section;

/// The longest secret file; a larger one is the wrong file.
const MAX_FILE_BYTES: usize = 64 * 1024;

const ENV: Form<String> = Form {
    expected: "the name of an environment variable",
    example: "\"DESK_API_KEY\"",
    // Not repeated: a secret pasted in place of the variable's name is an easy slip.
    read: |value| (TEXT.read)(value).map_err(|_| kind_of(value).to_owned()),
};

const FILE: Form<String> = Form {
    expected: "the path of a file, relative to the config file",
    example: "\"secrets/desk\"",
    read: TEXT.read,
};

/// Reads a secret; `None` if the key is absent, or was reported. `variable` is the example in errors.
pub(super) fn optional(
    section: &mut Section<'_>,
    key: &'static str,
    variable: &str,
) -> Option<SecretString> {
    let entry = section.take(key)?;
    let read = match entry.value {
        DeValue::String(text) => Ok(text.as_ref().to_owned()),
        DeValue::Table(table) => from_table(section, key, entry.line, table)?,
        other => Err(kind_of(other).to_owned()),
    };
    match read.and_then(sound) {
        Ok(secret) => Some(SecretString::from(secret)),
        Err(found) => {
            section.report(entry.line, key, found, advice(key, variable));
            None
        }
    }
}

/// Reads a secret that must be there; `None` if it was reported.
pub(super) fn required(
    section: &mut Section<'_>,
    key: &'static str,
    variable: &str,
) -> Option<SecretString> {
    if !section.has(key) {
        section.report_missing(key, advice(key, variable));
    }
    optional(section, key, variable)
}

fn advice(key: &str, variable: &str) -> String {
    format!(
        "expected a secret that can be read, given as {{ env = \"NAME\" }}, {{ file = \"path\" }} or plain text, \
         for example: {key} = {{ env = \"{variable}\" }}"
    )
}

/// Returns `None` if a key inside the table was reported.
fn from_table<'a>(
    outer: &Section<'a>,
    key: &str,
    line: usize,
    table: &'a DeTable<'a>,
) -> Option<Result<String, String>> {
    let mut section = outer.inline(key, line, table);
    let given = (section.has("env"), section.has("file"));
    let variable = section.optional("env", &ENV);
    let file = section.optional("file", &FILE);
    let has_other_keys = table.len() > usize::from(given.0) + usize::from(given.1);
    let reader = section.reader;
    section.finish();
    match given {
        _ if has_other_keys => None,
        (true, true) => Some(Err("both `env` and `file`".to_owned())),
        (false, false) => Some(Err("an empty table".to_owned())),
        (true, false) => variable.map(|name| from_environment(reader.environment, &name)),
        (false, true) => file.map(|path| from_file(&reader.directory.join(path))),
    }
}

fn from_environment(environment: &super::Environment<'_>, name: &str) -> Result<String, String> {
    environment(name).ok_or_else(|| {
        if is_variable_name(name) {
            format!("that the environment variable {name} is not set")
        } else {
            "that the environment variable named there is not set".to_owned()
        }
    })
}

/// Says whether a name is written as variables usually are; anything else may be a secret in the wrong place.
fn is_variable_name(name: &str) -> bool {
    let is_usual = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.len() <= 64 && name.chars().all(is_usual)
}

fn from_file(path: &Path) -> Result<String, String> {
    let found = |reason: String| format!("that {} cannot be read: {reason}", path.display());
    let text = read_text(path).map_err(|error| found(error.to_string()))?;
    if text.len() > MAX_FILE_BYTES {
        return Err(found(format!("it is larger than {MAX_FILE_BYTES} bytes")));
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads no more than what shows that a file is too large.
fn read_text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8"))
}

fn sound(secret: String) -> Result<String, String> {
    if secret.is_empty() {
        return Err("an empty secret".to_owned());
    }
    if secret.chars().any(char::is_control) {
        return Err("a secret with a line break or another control character".to_owned());
    }
    Ok(secret)
}
