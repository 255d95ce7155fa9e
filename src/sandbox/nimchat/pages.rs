//! Numbered pages.

use serde_json::{Value, json};

use super::params::Params;

/// Cuts the asked page out; what is no page number counts as 1, and a page behind the end is empty.
pub(super) fn page<T>(all: Vec<T>, params: &Params, size: usize) -> Vec<T> {
    let number = params.integer("page").unwrap_or(1).max(1);
    let before = usize::try_from(number - 1).unwrap_or(usize::MAX);
    all.into_iter()
        .skip(before.saturating_mul(size))
        .take(size)
        .collect()
}

/// Echoes the page number: a number only if none was sent, otherwise the text that was sent.
pub(super) fn current_page(params: &Params) -> Value {
    params.get("page").map_or(json!(1), |sent| json!(sent))
}

#[cfg(test)]
mod tests {
    use super::{Params, page};

    fn cut(query: &str) -> Vec<u8> {
        page((1..=5).collect(), &Params::parse(query), 2)
    }

    #[test]
    fn pages_are_cut_in_order() {
        assert_eq!(cut(""), [1, 2]);
        assert_eq!(cut("page=3"), [5]);
        assert_eq!(cut("page=4"), Vec::<u8>::new());
        assert_eq!(cut("page=9223372036854775807"), Vec::<u8>::new());
    }

    #[test]
    fn what_is_no_page_number_is_the_first_page() {
        for query in ["page=0", "page=-3", "page=two", "page="] {
            assert_eq!(cut(query), [1, 2], "{query}");
        }
    }
}
