//! Who may import whom, and where a provider may be named. Reads the source of the crate.

mod names;
mod paths;
mod table;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use paths::Import;
use tokens::Token;

/// One file of the crate.
struct Source {
    /// Its path below `src`, with `/`.
    file: String,
    tokens: Vec<Token>,
}

impl Source {
    fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.to_owned(),
            tokens: tokens::of(text),
        }
    }

    /// Every path that it names, seen from the root of the crate.
    fn imports(&self) -> Vec<Import> {
        paths::imports(&self.file, &self.tokens)
    }

    /// Where it breaks the table, in words.
    fn violations(&self) -> Vec<String> {
        let imports = self.imports();
        let bad = imports.iter().filter(|import| !table::allows(import));
        bad.map(|import| {
            format!(
                "{}: {} must not use {}",
                self.file,
                import.from.join("::"),
                import.to.join("::")
            )
        })
        .collect()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    find(&root, &mut files);
    let read = |file: &PathBuf| {
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        Source::new(&name, &fs::read_to_string(file).unwrap())
    };
    files.iter().map(read).collect()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn every_module_uses_only_what_the_table_allows() {
    let sources = sources();
    let seen: usize = sources.iter().map(|source| source.imports().len()).sum();
    assert!(seen > 500, "only {seen} paths were found");
    let violations: Vec<_> = sources.iter().flat_map(Source::violations).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn every_module_has_its_row_in_the_table() {
    let mut missing: Vec<_> = sources()
        .iter()
        .filter_map(|source| paths::module(&source.file).first().cloned())
        .filter(|area| !table::has_row(area))
        .collect();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_provider_is_named_only_in_its_rooms() {
    let named: Vec<_> = sources()
        .iter()
        .filter(|source| !names::is_a_room(&source.file))
        .flat_map(|source| {
            let found = names::of_providers(&source.file, &source.tokens);
            found
                .into_iter()
                .map(|name| format!("{}: `{name}`", source.file))
        })
        .collect();
    assert!(named.is_empty(), "{}", named.join("\n"));
}

/// Files made up to break the rules, and what must be said of them.
#[test]
fn a_violation_is_seen() {
    let cases = [
        (
            "feed/merge.rs",
            "use crate::{model, graphql::Gateway};",
            "feed::merge must not use graphql::Gateway",
        ),
        (
            "graphql/read.rs",
            "fn f() { let x = crate::transport::Client::new(); }",
            "graphql::read must not use transport::Client::new",
        ),
        (
            "adapters/cord/map.rs",
            "use crate::adapters::nimchat::wire;",
            "adapters::cord::map must not use adapters::nimchat::wire",
        ),
        (
            "adapters/cord/map.rs",
            "use super::super::nimchat::wire;",
            "adapters::cord::map must not use adapters::nimchat::wire",
        ),
        (
            "sandbox/cord/mod.rs",
            "use crate::model::{ProviderKind, Conversation};",
            "sandbox::cord must not use model::Conversation",
        ),
        (
            "model/page.rs",
            "#[cfg(test)] mod tests { use super::super::super::clock::Clock; }",
            "model::page::tests must not use clock::Clock",
        ),
        (
            "provider/mod.rs",
            "pub use crate::graphql as shown;",
            "provider must not use graphql",
        ),
    ];
    for (file, text, said) in cases {
        let expected = format!("{file}: {said}");
        assert_eq!(Source::new(file, text).violations(), [expected], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_violation_is_let_pass() {
    let text = r##"
        // use crate::adapters::cord;
        /* use crate::graphql; /* crate::server */ crate::app */
        //! [`crate::graphql`]
        use crate::model::Id;
        fn f<'a>(x: &'a str) -> char { let _ = "crate::adapters"; let _ = r#"crate::"server""#; '"' }
        use self::cursor::Seal;
        mod tests { use super::f; use super::super::outcome::total; }
    "##;
    assert_eq!(
        Source::new("feed/merge.rs", text).violations(),
        Vec::<String>::new()
    );
}

#[test]
fn a_name_of_a_provider_is_seen_in_any_spelling() {
    let text = r#"
        /// As Cord does. fn cord() {}
        fn record(according: Cord) { let help_scout_id = POSTHOG_KEY; "nimchat"; }
        struct UnthreadClient; enum Kind { HelpScout, PostHog }
        mod tests { fn nimchat() {} }
    "#;
    let found = names::of_providers("feed/merge.rs", &tokens::of(text));
    let expected = [
        "Cord",
        "help_scout_id",
        "POSTHOG_KEY",
        "UnthreadClient",
        "HelpScout",
        "PostHog",
    ];
    assert_eq!(found, expected);
    assert!(names::is_a_room("adapters/cord/map.rs") && !names::is_a_room("feed/merge.rs"));
}
