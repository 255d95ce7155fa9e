//! Finds words in texts, whatever their case.

/// A run of words to look for.
#[derive(Debug, PartialEq)]
pub(crate) struct Phrase {
    words: Vec<String>,
    /// True if the last word may go on, as `refun*` does.
    is_open: bool,
}

impl Phrase {
    /// Takes a value of a query apart.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            words: split(text),
            is_open: text.ends_with('*'),
        }
    }

    /// Says whether the words stand in a text, one after the other. No words stand everywhere.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let Some((last, before)) = self.words.split_last() else {
            return true;
        };
        let fits = |run: &[String]| {
            let (end, start) = (&run[before.len()], &run[..before.len()]);
            start == before && (end == last || (self.is_open && end.starts_with(last.as_str())))
        };
        split(text).windows(self.words.len()).any(fits)
    }
}

fn split(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Compares a whole text, whatever its case; `*` at either end stands for anything.
pub(crate) fn is_like(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (Some(_), Some(_)) => text.contains(pattern.trim_matches('*')),
        (None, None) => text == pattern,
    }
}

/// The text of HTML, in one line.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    for (entity, letter) in entities {
        text = text.replace(entity, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_by_whole_words() {
        let is_in = |phrase: &str, text: &str| Phrase::new(phrase).is_in(text);
        assert!(is_in("no ASSIST", "There is no assist."));
        assert!(!is_in("port", "report"));
        assert!(is_in("repo*", "a report"));
        assert!(!is_in("assist no", "no assist"));
        assert!(!is_in("a b c", "a"));
        assert!(is_in("ødegård", "Lars Ødegård"));
    }

    #[test]
    fn a_star_stands_for_anything() {
        assert!(is_like("ANA@x.example", "ana@x.example"));
        assert!(is_like("*@x.example", "ana@x.example"));
        assert!(is_like("ana*", "ana@x.example"));
        assert!(is_like("*@x*", "ana@x.example"));
        assert!(is_like("*", "anything"));
        assert!(!is_like("ana", "ana@x.example"));
    }

    #[test]
    fn html_becomes_one_line() {
        assert_eq!(plain("<p>a &lt; b</p><p>c<br>d</p>"), "a < b c d");
        assert_eq!(plain("a < b"), "a");
        assert_eq!(plain("&amp;lt;"), "&lt;");
    }
}
