//! Conversations: the list, many by id, one, counts, and who follows one.

use serde_json::{Value, json};

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, Query, WithRaw,
};

use crate::adapters::nimchat::wire;

/// Conversations of every status, latest activity first.
pub(in crate::adapters::nimchat) struct ListConversations<'a> {
    pub account: &'a str,
}

impl Endpoint for ListConversations<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.conversations.list",
        "/api/v1/accounts/{account_id}/conversations",
        "List conversations",
    );
    type Response = wire::List<WithRaw<wire::Conversation>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        // Without a status only open ones come. `latest` is the one name of this order that every release takes.
        query.set("status", "all").set("sort_by", "latest");
    }
}

impl Paged for ListConversations<'_> {
    /// An installation can set another size.
    const STYLE: PageStyle = PageStyle::Number {
        page: "page",
        size: 25,
    };
    type Item = WithRaw<wire::Conversation>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        numbered(response)
    }
}

/// A numbered page, which says how many items there are in all.
pub(super) fn numbered<T>(response: wire::List<T>) -> Listed<T> {
    let wire::List { items, total } = response;
    let next = match total {
        Some(total) => Next::Total(total),
        None => Next::More(!items.is_empty()),
    };
    Listed { items, next, total }
}

/// The largest page of a filter; more ids than that would need a second page.
pub(in crate::adapters::nimchat) const FILTER_MAX: usize = 25;

/// Conversations of every status by their ids, at most [`FILTER_MAX`].
pub(in crate::adapters::nimchat) struct FilterConversations<'a> {
    pub account: &'a str,
    pub ids: &'a [u64],
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

    /// The last condition must not name a query operator.
    fn body(&self) -> Option<Value> {
        Some(json!({"payload": [{
            "attribute_key": "display_id",
            "filter_operator": "equal_to",
            "values": self.ids,
        }]}))
    }
}

/// One conversation. Reading it does not mark it as read.
pub(in crate::adapters::nimchat) struct GetConversation<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for GetConversation<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.conversations.get",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}",
        "Get a conversation",
    );
    type Response = WithRaw<wire::Conversation>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}

/// How many conversations carry a label.
pub(in crate::adapters::nimchat) struct CountConversations<'a> {
    pub account: &'a str,
    pub label: &'a str,
}

impl Endpoint for CountConversations<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.conversations.meta",
        "/api/v1/accounts/{account_id}/conversations/meta",
        "Count conversations",
    );
    type Response = wire::Counts;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        query.set("status", "all").set("labels[]", self.label);
    }
}

/// The teammates who follow a conversation.
pub(in crate::adapters::nimchat) struct ListParticipants<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for ListParticipants<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.conversations.participants",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
        "List the teammates who follow a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<WithRaw<wire::Agent>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}
