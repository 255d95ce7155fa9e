//! Finds the names of providers.

use super::tokens::Token;

/// Words that name a provider. Two-word names are found in any spelling.
const NAMES: [&[&str]; 7] = [
    &["unthread"],
    &["cord"],
    &["helpscout"],
    &["help", "scout"],
    &["posthog"],
    &["post", "hog"],
    &["nimchat"],
];

/// Where a provider may be named.
const ROOMS: [&str; 12] = [
    "adapters/mod.rs",
    "adapters/unthread/",
    "adapters/cord/",
    "adapters/helpscout/",
    "adapters/posthog/",
    "adapters/nimchat/",
    "sandbox/",
    "config/sources.rs",
    "model/provider_kind.rs",
    // What only one provider asks for when a conversation starts.
    "model/command/options.rs",
    "graphql/inputs/write/options.rs",
    "graphql/types/enums.rs",
];

/// The composition root joins the file format and the adapters.
const JOINTS: [&str; 3] = ["app/sources.rs", "app/sandbox.rs", "config/mod.rs"];

pub(super) fn is_a_room(file: &str) -> bool {
    ROOMS.iter().any(|room| file.starts_with(room)) || JOINTS.contains(&file)
}

/// The words that name a provider, test modules aside.
pub(super) fn of_providers(file: &str, tokens: &[Token]) -> Vec<String> {
    let is_test = |part: &str| part == "tests" || part == "tests.rs";
    if file.split('/').any(is_test) {
        return Vec::new();
    }
    let is_tests =
        |pair: &[Token]| pair[0].word() == Some("mod") && pair[1].word() == Some("tests");
    // By habit of this crate the tests stand at the foot of a file.
    let end = tokens.windows(2).position(is_tests).unwrap_or(tokens.len());
    let words = tokens[..end].iter().filter_map(Token::word);
    words
        .filter(|word| names_a_provider(word))
        .map(str::to_owned)
        .collect()
}

fn names_a_provider(identifier: &str) -> bool {
    let words = words_of(identifier);
    NAMES.iter().any(|name| {
        words
            .windows(name.len())
            .any(|words| words.iter().zip(*name).all(|(word, part)| word == part))
    })
}

/// `helpScout_id` has the words help, scout, id.
fn words_of(identifier: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in identifier.chars() {
        if letter == '_' || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words
}
