//! The one place that decides what is safe to insert into a page.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::richtext::document::SCHEMES;
use crate::richtext::html::element::ELEMENTS;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    let attributes = ELEMENTS
        .iter()
        .map(|element| (element.name, element.attributes.iter().copied().collect()));
    cleaner
        .tags(ELEMENTS.iter().map(|element| element.name).collect())
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// Removes all that could run, load or disguise. The input must be bounded in size and depth, as by
/// [`flatten`](crate::richtext::html::flatten).
pub(crate) fn sanitise(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
