//! Query parameters, read the way the server's framework reads them.

use url::form_urlencoded;

/// The parameters of a query string.
#[derive(Debug, Clone, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn parse(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// Returns the last value that was sent.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let mut pairs = self.0.iter().rev();
        let found = pairs.find(|(name, _)| name == key)?;
        Some(&found.1)
    }

    /// Returns the last value that was sent, unless it is blank.
    pub(super) fn present(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|text| !text.trim().is_empty())
    }

    /// Returns the values of `key[]=…`, or of a plain `key=…`.
    pub(super) fn list(&self, key: &str) -> Vec<&str> {
        let array = format!("{key}[]");
        self.0
            .iter()
            .filter(|(name, value)| (*name == array || name == key) && !value.is_empty())
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Reads a number; text that starts with none counts as 0. Returns `None` if the parameter is blank.
    pub(super) fn integer(&self, key: &str) -> Option<i64> {
        self.present(key).map(integer)
    }

    /// Reads an id; what is no id becomes 0, which nothing has.
    pub(super) fn id(&self, key: &str) -> Option<u64> {
        self.present(key).map(id)
    }
}

/// Reads the digits at the start of a text, as `to_i` does.
pub(super) fn integer(text: &str) -> i64 {
    let text = text.trim_start();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let end = digits.find(|letter: char| !letter.is_ascii_digit());
    let digits = &digits[..end.unwrap_or(digits.len())];
    if digits.is_empty() {
        return 0;
    }
    let size: i64 = digits.parse().unwrap_or(i64::MAX);
    if text.starts_with('-') { -size } else { size }
}

/// Reads an id; what is no id becomes 0, which nothing has.
pub(super) fn id(text: &str) -> u64 {
    u64::try_from(integer(text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Params, integer};

    #[test]
    fn a_number_is_what_the_text_starts_with() {
        let read = ["12", " 7abc", "abc", "-3", "", "99999999999999999999"].map(integer);
        assert_eq!(read, [12, 7, 0, -3, 0, i64::MAX]);
    }

    #[test]
    fn a_list_is_sent_with_brackets() {
        let params = Params::parse("labels[]=vip&labels%5B%5D=care+plan&page=2&page=3&q=");
        assert_eq!(params.list("labels"), ["vip", "care plan"]);
        assert_eq!(params.get("page"), Some("3"));
        assert_eq!((params.get("q"), params.present("q")), (Some(""), None));
    }
}
