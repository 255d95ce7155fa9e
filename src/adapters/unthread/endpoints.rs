//! Unthread's operations. Lists are asked for with a POST, and change nothing.

mod conversations;
mod directory;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::transport::{Endpoint, Listed, Next, Operation, PageStyle, Paged, Place, WithRaw};

use super::plan::{Filter, Sorting};
use super::wire;

pub(super) use conversations::{
    AddFollower, CreateConversation, Post, RemoveFollower, SendMessage, SendNote,
    UpdateConversation,
};
pub(super) use directory::{
    CreateCustomer, CreateTag, DeleteCustomer, DeleteTag, LinkConversations, LinkCustomers, Links,
    UnlinkConversations, UnlinkCustomers, UpdateCustomer, UpdateTag,
};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListConversations::OPERATION,
    GetConversation::OPERATION,
    ListMessages::OPERATION,
    DownloadFile::OPERATION,
    ListCustomers::OPERATION,
    GetCustomer::OPERATION,
    ListUsers::OPERATION,
    GetUser::OPERATION,
    ListTags::OPERATION,
    GetTag::OPERATION,
    CreateConversation::OPERATION,
    UpdateConversation::OPERATION,
    SendMessage::OPERATION,
    SendNote::OPERATION,
    AddFollower::OPERATION,
    RemoveFollower::OPERATION,
    CreateCustomer::OPERATION,
    UpdateCustomer::OPERATION,
    DeleteCustomer::OPERATION,
    CreateTag::OPERATION,
    UpdateTag::OPERATION,
    DeleteTag::OPERATION,
    LinkConversations::OPERATION,
    UnlinkConversations::OPERATION,
    LinkCustomers::OPERATION,
    UnlinkCustomers::OPERATION,
];

/// Largest page, and most ids that one list is asked for.
pub(super) const MAX_PAGE: usize = 100;

/// All lists are paged alike.
const PAGES: PageStyle = PageStyle::Token {
    place: Place::Body,
    cursor: "cursor",
    limit: Some("limit"),
    max: MAX_PAGE,
};

const BY_ID: Sorting = Sorting {
    columns: &["id"],
    is_descending: false,
};

/// What a list is asked for. None of it is inside the cursor, so every page repeats it.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// Dotted paths; empty for what the service shows by default.
    pub select: Vec<&'static str>,
    /// All have to hold.
    pub filters: Vec<Filter>,
}

impl Asked {
    /// Asks for the objects with these ids.
    pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            filters: vec![Filter::any_of("id", ids)],
            ..Self::default()
        }
    }

    fn body(&self, sorting: Sorting) -> Value {
        let Sorting {
            columns,
            is_descending,
        } = sorting;
        let mut body = json!({"order": columns, "descending": is_descending});
        if !self.select.is_empty() {
            body["select"] = json!(self.select);
        }
        if !self.filters.is_empty() {
            body["where"] = self.filters.iter().map(Filter::to_json).collect();
        }
        body
    }
}

/// The last page has a `next` as well; only `hasNext` tells.
fn listed<T: DeserializeOwned>(list: wire::List<T>) -> Listed<WithRaw<T>> {
    let wire::List {
        data,
        total_count,
        cursors,
    } = list;
    let next = cursors.filter(|cursors| cursors.has_next);
    Listed {
        items: data,
        next: Next::Token(next.and_then(|cursors| cursors.next)),
        total: total_count,
    }
}

/// Conversations, of every status unless they are asked for. Those without a value that they are sorted by come last.
pub(super) struct ListConversations {
    pub asked: Asked,
    pub sorting: Sorting,
}

impl Endpoint for ListConversations {
    const OPERATION: Operation = Operation::post_read(
        "unthread.conversations.list",
        "/conversations/list",
        "List conversations",
    );
    type Response = wire::List<wire::Conversation>;

    fn body(&self) -> Option<Value> {
        Some(self.asked.body(self.sorting))
    }
}

impl Paged for ListConversations {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Conversation>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response)
    }
}

/// One conversation, with fields that lists leave out.
pub(super) struct GetConversation<'a>(pub &'a str);

impl Endpoint for GetConversation<'_> {
    const OPERATION: Operation = Operation::get(
        "unthread.conversations.get",
        "/conversations/{conversationId}",
        "Get a conversation",
    );
    type Response = WithRaw<wire::Conversation>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

/// The messages of one conversation, those of its internal threads included.
pub(super) struct ListMessages<'a> {
    pub conversation: &'a str,
    pub is_newest_first: bool,
}

impl Endpoint for ListMessages<'_> {
    const OPERATION: Operation = Operation::post_read(
        "unthread.messages.list",
        "/conversations/{conversationId}/messages/list",
        "List the messages of a conversation",
    );
    type Response = wire::List<wire::Message>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(Asked::default().body(Sorting {
            columns: &["ts", "id"],
            is_descending: self.is_newest_first,
        }))
    }
}

impl Paged for ListMessages<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Message>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response)
    }
}

/// The bytes of a file.
pub(super) struct DownloadFile<'a> {
    pub conversation: &'a str,
    pub file: &'a str,
}

impl Endpoint for DownloadFile<'_> {
    const OPERATION: Operation = Operation::get(
        "unthread.files.download",
        "/conversations/{conversationId}/files/{fileId}/full",
        "Download a file of a conversation",
    );
    /// Not JSON; see `Client::download`.
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation, self.file]
    }
}

/// Companies.
pub(super) struct ListCustomers(pub Asked);

impl Endpoint for ListCustomers {
    const OPERATION: Operation = Operation::post_read(
        "unthread.customers.list",
        "/customers/list",
        "List customers",
    );
    type Response = wire::List<wire::Customer>;

    fn body(&self) -> Option<Value> {
        Some(self.0.body(BY_ID))
    }
}

impl Paged for ListCustomers {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Customer>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response)
    }
}

/// One company.
pub(super) struct GetCustomer<'a>(pub &'a str);

impl Endpoint for GetCustomer<'_> {
    const OPERATION: Operation = Operation::get(
        "unthread.customers.get",
        "/customers/{customerId}",
        "Get a customer",
    );
    type Response = WithRaw<wire::Customer>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

/// Members of the tenant's own Slack workspace; everybody if those outside are included.
pub(super) struct ListUsers {
    pub asked: Asked,
    pub includes_external: bool,
}

impl Endpoint for ListUsers {
    const OPERATION: Operation =
        Operation::post_read("unthread.users.list", "/users/list", "List users");
    type Response = wire::List<wire::User>;

    fn body(&self) -> Option<Value> {
        let mut body = self.asked.body(BY_ID);
        body["includeExternalUsers"] = json!(self.includes_external);
        Some(body)
    }
}

impl Paged for ListUsers {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::User>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response)
    }
}

/// One user, of the team or outside; the answer does not tell which.
pub(super) struct GetUser<'a>(pub &'a str);

impl Endpoint for GetUser<'_> {
    const OPERATION: Operation =
        Operation::get("unthread.users.get", "/users/{userId}", "Get a user");
    type Response = WithRaw<wire::User>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

/// Tags.
pub(super) struct ListTags(pub Asked);

impl Endpoint for ListTags {
    const OPERATION: Operation =
        Operation::post_read("unthread.tags.list", "/tags/list", "List tags");
    type Response = wire::List<wire::Tag>;

    fn body(&self) -> Option<Value> {
        Some(self.0.body(BY_ID))
    }
}

impl Paged for ListTags {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Tag>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response)
    }
}

/// One tag.
pub(super) struct GetTag<'a>(pub &'a str);

impl Endpoint for GetTag<'_> {
    const OPERATION: Operation = Operation::get("unthread.tags.get", "/tags/{tagId}", "Get a tag");
    type Response = WithRaw<wire::Tag>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.0]
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Asked, ListConversations, ListMessages, ListTags, ListUsers, listed};
    use crate::adapters::unthread::plan::sorting;
    use crate::adapters::unthread::wire;
    use crate::model::ConversationOrder;
    use crate::transport::{Endpoint as _, Next};

    #[test]
    fn a_list_says_order_and_conditions_in_its_body() {
        let asked = Asked {
            select: vec!["id", "tags.name"],
            ..Asked::ids(["a", "b"])
        };
        let (_, sorting) = sorting(ConversationOrder::default());
        assert_eq!(
            ListConversations { asked, sorting }.body(),
            Some(json!({
                "select": ["id", "tags.name"], "order": ["lastActivityAt", "id"], "descending": true,
                "where": [{"field": "id", "operator": "in", "value": ["a", "b"]}],
            }))
        );
        let messages = ListMessages {
            conversation: "c",
            is_newest_first: false,
        };
        let plain = json!({"order": ["ts", "id"], "descending": false});
        assert_eq!(messages.body(), Some(plain));
        let by_id = json!({"order": ["id"], "descending": false});
        assert_eq!(ListTags(Asked::default()).body(), Some(by_id));
        let users = ListUsers {
            asked: Asked::default(),
            includes_external: true,
        };
        let everybody = json!({"order": ["id"], "descending": false, "includeExternalUsers": true});
        assert_eq!(users.body(), Some(everybody));
    }

    #[test]
    fn the_last_page_has_a_cursor_that_leads_nowhere() {
        let next = |cursors: serde_json::Value| {
            let list = json!({"data": [], "totalCount": 7, "cursors": cursors}).to_string();
            let list = listed::<wire::Tag>(serde_json::from_str(&list).unwrap());
            assert_eq!(list.total, Some(7));
            list.next
        };
        let more = json!({"hasNext": true, "hasPrevious": false, "next": "n"});
        assert_eq!(next(more), Next::Token(Some("n".to_owned())));
        let last = json!({"hasNext": false, "hasPrevious": true, "next": "n", "previous": "p"});
        assert_eq!(next(last), Next::Token(None));
        assert_eq!(next(json!(null)), Next::Token(None));
    }
}
