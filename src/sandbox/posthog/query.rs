//! The part after the question mark.

use url::form_urlencoded;

/// The parameters of a request, decoded, in the order they were sent.
pub(super) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads the raw text; nothing in it is wrong.
    pub(super) fn parse(raw: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes());
        Self {
            pairs: pairs.into_owned().collect(),
        }
    }

    /// The value of a parameter; the last one if it was sent more than once.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut backwards = self.pairs.iter().rev();
        let (_, value) = backwards.find(|(key, _)| key == name)?;
        Some(value)
    }

    /// As `get`, with `None` for an empty value.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The text of this query with some parameters changed or, where `None`, left out; sorted by name.
    pub(super) fn changed(&self, changes: &[(&str, Option<String>)]) -> String {
        let is_kept =
            |(key, _): &&(String, String)| changes.iter().all(|(name, _)| name != &key.as_str());
        let kept = self.pairs.iter().filter(is_kept);
        let mut pairs: Vec<(&str, &str)> = kept
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        for (name, value) in changes {
            pairs.extend(value.as_deref().map(|value| (*name, value)));
        }
        pairs.sort_by_key(|(name, _)| *name);
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    }
}

/// A list request: what was asked, and the address that links to other pages begin with.
pub(super) struct Ask {
    pub query: Query,
    /// Absolute, without the query.
    pub address: String,
}

impl Ask {
    /// The absolute address of the same list elsewhere.
    pub(super) fn link(&self, changes: &[(&str, Option<String>)]) -> String {
        let query = self.query.changed(changes);
        if query.is_empty() {
            return self.address.clone();
        }
        format!("{}?{query}", self.address)
    }
}
