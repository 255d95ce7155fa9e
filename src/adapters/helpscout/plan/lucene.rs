//! Writes clauses of the query language that lists take beside their parameters.
//!
//! Values are quoted, and inside quotes only a quotation mark and a backslash are more than themselves. How either would
//! be written there is not documented, so that a value with one of them is not asked for at all.

use jiff::Timestamp;

use crate::model::TimeRange;

/// A field that has one of the numbers.
pub(crate) fn any_number<'a>(field: &str, numbers: impl IntoIterator<Item = &'a str>) -> String {
    let numbers: Vec<&str> = numbers.into_iter().collect();
    match numbers[..] {
        [only] => format!("{field}:{only}"),
        _ => format!("{field}:({})", numbers.join(" OR ")),
    }
}

/// A field that has one of the texts; `None` if one of them cannot be quoted.
pub(super) fn any_text(field: &str, texts: &[&str]) -> Option<String> {
    let texts: Option<Vec<String>> = texts.iter().copied().map(quoted).collect();
    let texts = texts?;
    match &texts[..] {
        [] => None,
        [only] => Some(format!("{field}:{only}")),
        _ => Some(format!("{field}:({})", texts.join(" OR "))),
    }
}

/// Words that stand in the subject or in a message. What has neither letter nor digit is no word.
pub(super) fn words(text: &str) -> Vec<String> {
    let ends =
        |letter: char| letter.is_whitespace() || letter.is_control() || "\"\\*".contains(letter);
    let words = text.split(ends);
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
    words
        .map(|word| format!("(subject:\"{word}\" OR body:\"{word}\")"))
        .collect()
}

/// Times of a field in a range. Ranges include both ends here, so that the end of ours is one second too late.
pub(super) fn times(field: &str, range: TimeRange) -> Option<String> {
    let end = |at: Option<Timestamp>| at.map_or(Some("*".to_owned()), |at| moment(whole(at)?));
    match range {
        TimeRange {
            from: None,
            to: None,
        } => None,
        TimeRange { from, to } => Some(format!("{field}:[{} TO {}]", end(from)?, end(to)?)),
    }
}

/// A moment that is surely before another one: a filter does not say whether it includes its own.
pub(super) fn before(at: Timestamp) -> Option<String> {
    moment(Timestamp::from_second(at.as_second().checked_sub(1)?).ok()?)
}

/// The next whole second. Times of the provider have no fractions.
fn whole(at: Timestamp) -> Option<Timestamp> {
    let is_between = at.subsec_nanosecond() > 0;
    Timestamp::from_second(at.as_second() + i64::from(is_between)).ok()
}

/// A moment as lists want it: fractions of a second are refused. `None` where the year has no four digits.
fn moment(at: Timestamp) -> Option<String> {
    let text = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let is_plain = text.len() == "0000-00-00T00:00:00Z".len() && !text.starts_with('-');
    is_plain.then_some(text)
}

/// A text in quotes; `None` if it cannot stand there.
fn quoted(text: &str) -> Option<String> {
    let is_plain = |letter: char| !letter.is_control() && letter != '"' && letter != '\\';
    let fits = !text.trim().is_empty() && text.chars().all(is_plain);
    fits.then(|| format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{any_number, any_text, before, times, words};
    use crate::model::TimeRange;

    fn range(from: Option<&str>, to: Option<&str>) -> TimeRange {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        TimeRange {
            from: from.map(at),
            to: to.map(at),
        }
    }

    #[test]
    fn one_value_stands_alone_and_several_in_a_group() {
        assert_eq!(any_number("id", ["11"]), "id:11");
        assert_eq!(any_number("id", ["11", "12"]), "id:(11 OR 12)");
        assert_eq!(any_text("tag", &["a b"]).unwrap(), "tag:\"a b\"");
        let both = any_text("tag", &["a", "b"]).unwrap();
        assert_eq!(both, "tag:(\"a\" OR \"b\")");
        assert_eq!(any_text("tag", &[]), None);
    }

    #[test]
    fn a_text_stays_a_text() {
        for hostile in ["a) OR (tag:b", "a,b", "NOT x", "[a TO b]", "美玲 ø", "x*"] {
            let clause = any_text("tag", &[hostile]).unwrap();
            assert_eq!(clause, format!("tag:\"{hostile}\""));
        }
        for unquotable in ["a\" OR tag:\"b", "a\\", "", "  ", "a\nb", "\0"] {
            assert_eq!(any_text("tag", &[unquotable]), None, "{unquotable:?}");
            assert_eq!(any_text("tag", &["fine", unquotable]), None);
        }
    }

    #[test]
    fn words_are_looked_for_one_by_one() {
        let word = |word: &str| format!("(subject:\"{word}\" OR body:\"{word}\")");
        assert_eq!(words(" not  charging "), [word("not"), word("charging")]);
        let hostile = "x\" OR status:spam (a) \\ * ! 🚲";
        let found = ["x", "OR", "status:spam", "(a)"].map(word);
        assert_eq!(words(hostile), found);
        assert!(words(" ?! 🚲").is_empty());
    }

    #[test]
    fn ranges_have_whole_seconds_and_lose_no_row() {
        let is = |from, to| times("createdAt", range(from, to));
        assert_eq!(is(None, None), None);
        assert_eq!(
            is(
                Some("2026-11-06T07:30:00.5Z"),
                Some("2026-11-07T00:00:00+01:00")
            )
            .unwrap(),
            "createdAt:[2026-11-06T07:30:01Z TO 2026-11-06T23:00:00Z]"
        );
        assert_eq!(
            is(None, Some("2026-11-06T07:30:00.5Z")).unwrap(),
            "createdAt:[* TO 2026-11-06T07:30:01Z]"
        );
        assert_eq!(is(Some("-000001-01-01T00:00:00Z"), None), None);
        let at = "2026-11-06T07:30:00.5Z".parse().unwrap();
        assert_eq!(before(at).unwrap(), "2026-11-06T07:29:59Z");
    }
}
