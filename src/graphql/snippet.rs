//! The text around a match.

/// Characters that are shown before and after the first match.
const AROUND: usize = 60;

/// Cuts a text to what stands around the first of the words, with every match between double asterisks. `None` if none of
/// the words stands in it.
pub(crate) fn snippet(text: &str, words: &str) -> Option<String> {
    let text: Vec<char> = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .collect();
    let words: Vec<Vec<char>> = words
        .split_whitespace()
        .map(|word| word.chars().map(folded).collect())
        .collect();
    let first = (0..text.len()).find(|at| match_at(&text, *at, &words).is_some())?;
    let from = first.saturating_sub(AROUND);
    let to = text.len().min(first + AROUND);
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let mut at = from;
    while at < to {
        let Some(length) = match_at(&text, at, &words) else {
            shown.push(text[at]);
            at += 1;
            continue;
        };
        shown.push_str("**");
        shown.extend(&text[at..at + length]);
        shown.push_str("**");
        at += length;
    }
    if at < text.len() {
        shown.push('…');
    }
    Some(shown)
}

/// How long the longest of the words is that stands at a place.
fn match_at(text: &[char], at: usize, words: &[Vec<char>]) -> Option<usize> {
    let stands = |word: &&Vec<char>| {
        let here = text.get(at..at + word.len());
        here.is_some_and(|here| {
            here.iter()
                .map(|letter| folded(*letter))
                .eq(word.iter().copied())
        })
    };
    words.iter().filter(stands).map(Vec::len).max()
}

/// A letter without its case. Letters whose lower case is several stay as they are.
fn folded(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::snippet;

    #[test]
    fn matches_are_marked_whatever_their_case() {
        let marked = snippet("Your INVOICE of May: invoice 7", "invoice may");
        assert_eq!(
            marked.as_deref(),
            Some("Your **INVOICE** of **May**: **invoice** 7")
        );
        assert_eq!(snippet("Hello", "invoice"), None);
        assert_eq!(snippet("Hello", " "), None);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_match() {
        let text = format!("{} here {}", "a ".repeat(200), "b ".repeat(200));
        let shown = snippet(&text, "here").unwrap();
        assert!(shown.starts_with('…') && shown.ends_with('…'));
        assert!(shown.contains("**here**"));
        assert!(shown.chars().count() < 140, "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in any::<String>(), words in any::<String>()) {
            let _ = snippet(&text, &words);
        }
    }
}
