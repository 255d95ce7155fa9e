//! Query strings from raw values. Values are encoded here and nowhere else.

use url::form_urlencoded;

/// The parameters of a query string, in order.
#[derive(Debug, Default, Clone)]
pub struct Query {
    pairs: Vec<(&'static str, String)>,
}

impl Query {
    /// Adds a parameter.
    pub fn set(&mut self, key: &'static str, value: impl ToString) -> &mut Self {
        self.pairs.push((key, value.to_string()));
        self
    }

    /// Adds a parameter if there is a value.
    pub fn set_opt(&mut self, key: &'static str, value: Option<impl ToString>) -> &mut Self {
        if let Some(value) = value {
            self.set(key, value);
        }
        self
    }

    /// The encoded text without a question mark; empty without parameters.
    #[must_use]
    pub(crate) fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.pairs)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn values_are_encoded() {
        let mut query = Query::default();
        query
            .set("token", "a+b/c=")
            .set("n", 3)
            .set_opt("none", None::<u8>);
        assert_eq!(query.encode(), "token=a%2Bb%2Fc%3D&n=3");
    }
}
