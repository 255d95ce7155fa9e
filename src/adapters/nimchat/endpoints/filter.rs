//! The filters over conversations and contacts, which take conditions in the body.

use serde_json::{Map, Value, json};

use crate::transport::{Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw};

use crate::adapters::nimchat::wire;

use super::contacts::sorted;
use super::conversations::numbered;

/// One condition. Values are bound to the statement of the server, never written into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::adapters::nimchat) struct Clause {
    key: &'static str,
    operator: &'static str,
    values: Vec<Value>,
}

impl Clause {
    pub(in crate::adapters::nimchat) fn new<V: Into<Value>>(
        key: &'static str,
        operator: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self {
            key,
            operator,
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// The attribute is one of these ids.
    pub(in crate::adapters::nimchat) fn any_of<'a>(
        key: &'static str,
        ids: impl IntoIterator<Item = &'a u64>,
    ) -> Self {
        Self::new(key, "equal_to", ids.into_iter().copied())
    }

    /// The attribute is there, or not.
    pub(in crate::adapters::nimchat) fn presence(key: &'static str, is_present: bool) -> Self {
        let operator = if is_present {
            "is_present"
        } else {
            "is_not_present"
        };
        Self::new::<Value>(key, operator, [])
    }
}

/// All of them have to hold. The last condition must not name what joins it to the next.
fn body(clauses: &[Clause]) -> Value {
    let last = clauses.len().saturating_sub(1);
    let conditions = clauses.iter().enumerate().map(|(place, clause)| {
        let mut condition = Map::new();
        condition.insert("attribute_key".to_owned(), json!(clause.key));
        condition.insert("filter_operator".to_owned(), json!(clause.operator));
        condition.insert("values".to_owned(), json!(clause.values));
        if place < last {
            condition.insert("query_operator".to_owned(), json!("AND"));
        }
        Value::Object(condition)
    });
    json!({ "payload": conditions.collect::<Vec<_>>() })
}

/// The largest page of the filter of conversations.
pub(in crate::adapters::nimchat) const FILTER_MAX: usize = 25;

/// Conversations of every status that fit, latest activity first.
pub(in crate::adapters::nimchat) struct FilterConversations<'a> {
    pub account: &'a str,
    pub clauses: &'a [Clause],
}

impl Endpoint for FilterConversations<'_> {
    const OPERATION: Operation = Operation::post_read(
        "nimchat.conversations.filter",
        "/api/v1/accounts/{account_id}/conversations/filter",
        "Filter conversations",
    );
    type Response = wire::List<WithRaw<wire::Conversation>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn body(&self) -> Option<Value> {
        Some(body(self.clauses))
    }
}

impl Paged for FilterConversations<'_> {
    const STYLE: PageStyle = PageStyle::Number {
        page: "page",
        size: FILTER_MAX,
    };
    type Item = WithRaw<wire::Conversation>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        numbered(response)
    }
}

/// Contacts that fit; of each condition the first value alone counts. Before 4.0 also those that no list shows.
pub(in crate::adapters::nimchat) struct FilterContacts<'a> {
    pub account: &'a str,
    pub clauses: &'a [Clause],
    pub sort: &'static str,
}

impl Endpoint for FilterContacts<'_> {
    const OPERATION: Operation = Operation::post_read(
        "nimchat.contacts.filter",
        "/api/v1/accounts/{account_id}/contacts/filter",
        "Filter contacts",
    );
    type Response = wire::List<WithRaw<wire::Contact>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        sorted(query, self.sort);
    }

    fn body(&self) -> Option<Value> {
        Some(body(self.clauses))
    }
}

impl Paged for FilterContacts<'_> {
    const STYLE: PageStyle = super::contacts::PAGES;
    type Item = WithRaw<wire::Contact>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        numbered(response)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Clause, body};

    #[test]
    fn every_condition_but_the_last_says_and() {
        let clauses = [
            Clause::any_of("display_id", &[3, 14]),
            Clause::presence("assignee_id", false),
            Clause::new("labels", "equal_to", ["a \"b\" \\ ') OR 1=1 --"]),
        ];
        let expected = json!({"payload": [
            {"attribute_key": "display_id", "filter_operator": "equal_to", "values": [3, 14],
                "query_operator": "AND"},
            {"attribute_key": "assignee_id", "filter_operator": "is_not_present", "values": [],
                "query_operator": "AND"},
            {"attribute_key": "labels", "filter_operator": "equal_to", "values": ["a \"b\" \\ ') OR 1=1 --"]},
        ]});
        assert_eq!(body(&clauses), expected);
        assert_eq!(body(&[]), json!({ "payload": Vec::<Value>::new() }));
    }
}
