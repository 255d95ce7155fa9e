//! One table of the file: hands out its keys, knows which were asked for, and refuses the rest.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Problem;
use super::form::{Form, kind_of};
use super::reader::Reader;

/// How alike two keys must be, from 0 to 1, for one to be offered in place of the other.
const LIKENESS: f64 = 0.8;

/// A table being read. Call [`Section::finish`] when every key that may stand in it has been asked for.
pub(super) struct Section<'a> {
    pub reader: &'a Reader<'a>,
    /// What stands before a key in errors: `cache.ttl.` or `source "chat": `.
    prefix: String,
    /// The line where the table starts; `None` for the whole file.
    line: Option<usize>,
    /// `None` if the file does not have the table.
    table: Option<&'a DeTable<'a>>,
    known: Vec<&'static str>,
}

/// A key that stands in the file.
pub(super) struct Entry<'a> {
    pub line: usize,
    pub value: &'a DeValue<'a>,
}

impl<'a> Section<'a> {
    /// Starts with the table that is the whole file.
    pub(super) fn root(reader: &'a Reader<'a>, table: &'a DeTable<'a>) -> Self {
        Self {
            reader,
            prefix: String::new(),
            line: None,
            table: Some(table),
            known: Vec::new(),
        }
    }

    /// Reads a key; `None` if it is absent, or was reported.
    pub(super) fn optional<T>(&mut self, key: &'static str, form: &Form<T>) -> Option<T> {
        let entry = self.take(key)?;
        match (form.read)(entry.value) {
            Ok(value) => Some(value),
            Err(found) => {
                self.report(entry.line, key, found, form.advice(key));
                None
            }
        }
    }

    /// Reads a key; `default` if it is absent, or was reported.
    pub(super) fn or<T>(&mut self, key: &'static str, form: &Form<T>, default: T) -> T {
        self.optional(key, form).unwrap_or(default)
    }

    /// Reads a key that must be there; `None` if it was reported.
    pub(super) fn required<T>(&mut self, key: &'static str, form: &Form<T>) -> Option<T> {
        if !self.has(key) {
            self.known.push(key);
            self.report_missing(key, form.advice(key));
        }
        self.optional(key, form)
    }

    /// Opens a table inside this one; an empty one if it is absent.
    pub(super) fn section(&mut self, key: &'static str) -> Self {
        let entry = self.take(key);
        let line = entry.as_ref().map(|entry| entry.line);
        let table = entry.and_then(|entry| match entry.value {
            DeValue::Table(table) => Some(table),
            other => {
                let advice = format!("expected a table, for example: [{}{key}]", self.prefix);
                self.report(entry.line, key, kind_of(other).to_owned(), advice);
                None
            }
        });
        self.inside(format!("{}{key}.", self.prefix), line, table)
    }

    /// Opens the table that stands as the value of `key`, written `key = { … }`.
    pub(super) fn inline(&self, key: &str, line: usize, table: &'a DeTable<'a>) -> Self {
        self.inside(format!("{}{key}.", self.prefix), Some(line), Some(table))
    }

    /// Opens every table of a `[[key]]` list, called `key #1`, `key #2` and so on until [`Section::rename`].
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<Self> {
        let Some(entry) = self.take(key) else {
            return Vec::new();
        };
        let advice = format!("expected a list of tables, for example: [[{key}]]");
        let DeValue::Array(items) = entry.value else {
            self.report(entry.line, key, kind_of(entry.value).to_owned(), advice);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let line = self.reader.line(item.span().start);
            let DeValue::Table(table) = item.get_ref() else {
                let found = kind_of(item.get_ref()).to_owned();
                self.report(line, key, found, advice.clone());
                continue;
            };
            let prefix = format!("{key} #{}: ", index + 1);
            sections.push(self.inside(prefix, Some(line), Some(table)));
        }
        sections
    }

    fn inside(&self, prefix: String, line: Option<usize>, table: Option<&'a DeTable<'a>>) -> Self {
        Self {
            reader: self.reader,
            prefix,
            line,
            table,
            known: Vec::new(),
        }
    }

    /// Calls the section `name` in the errors to come.
    pub(super) fn rename(&mut self, name: &str) {
        self.prefix = format!("{name}: ");
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.contains_key(key))
    }

    /// Says whether the file has the table at all.
    pub(super) fn is_present(&self) -> bool {
        self.table.is_some()
    }

    /// Returns a key as it stands in the file, and counts it as known.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Entry<'a>> {
        self.known.push(key);
        let (name, value) = self.table?.get_key_value(key)?;
        Some(Entry {
            line: self.reader.line(name.span().start),
            value: value.get_ref(),
        })
    }

    pub(super) fn report(&self, line: usize, key: &str, found: String, advice: String) {
        self.report_in(Some(line), key, found, advice);
    }

    pub(super) fn report_missing(&self, key: &str, advice: String) {
        self.report_in(self.line, key, "no such key".to_owned(), advice);
    }

    fn report_in(&self, line: Option<usize>, key: &str, found: String, advice: String) {
        self.reader.report(Problem {
            line,
            place: format!("{}{key}", self.prefix),
            found,
            advice,
        });
    }

    /// Refuses the keys that nobody asked for.
    pub(super) fn finish(self) {
        let Some(table) = self.table else { return };
        for (key, _) in table {
            if !self.known.contains(&key.get_ref().as_ref()) {
                self.refuse(key);
            }
        }
    }

    fn refuse(&self, key: &Spanned<toml::de::DeString<'_>>) {
        let line = self.reader.line(key.span().start);
        let advice = match nearest(key.get_ref(), &self.known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of: {}", self.known.join(", ")),
        };
        let name = key.get_ref().escape_debug().to_string();
        self.report(line, &name, "an unknown key".to_owned(), advice);
    }
}

/// Returns the known key that `key` most likely stands for.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let key = key.to_lowercase();
    let likeness = |known: &str| {
        let is_part = key.len() > 2 && (known.contains(&key) || key.contains(known));
        let floor = if is_part { LIKENESS } else { 0.0 };
        strsim::jaro_winkler(known, &key).max(floor)
    };
    known
        .iter()
        .map(|known| (likeness(known), *known))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known)
}
