//! Conversations: the list, many by id, one, counts, and who follows one.

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, Query, WithRaw,
};

use crate::adapters::nimchat::wire;

/// Conversations that fit all parameters.
pub(in crate::adapters::nimchat) struct ListConversations<'a> {
    pub account: &'a str,
    pub params: &'a ListParams,
    pub sort_by: &'static str,
}

/// What the list can be asked for, all at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::adapters::nimchat) struct ListParams {
    /// Every status without one.
    pub status: Option<&'static str>,
    /// `assigned` or `unassigned`.
    pub assignee_type: Option<&'static str>,
    pub inbox_id: Option<u64>,
    pub team_id: Option<u64>,
    /// Has any of them.
    pub labels: Vec<String>,
    /// A part of an incoming or outgoing message, notes included. Beside it the status is ignored.
    pub q: Option<String>,
    /// By what the channel of a contact calls them.
    pub source_id: Option<String>,
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
        let ListParams {
            status,
            assignee_type,
            inbox_id,
            team_id,
            labels,
            q,
            source_id,
        } = self.params;
        // Without a status only open ones come.
        query
            .set("status", status.unwrap_or("all"))
            .set("sort_by", self.sort_by)
            .set_opt("assignee_type", *assignee_type)
            .set_opt("inbox_id", *inbox_id)
            .set_opt("team_id", *team_id)
            .set_opt("q", q.as_deref())
            .set_opt("source_id", source_id.as_deref());
        for label in labels {
            query.set("labels[]", label);
        }
    }
}

impl Paged for ListConversations<'_> {
    /// An installation can set another size.
    const STYLE: PageStyle = PageStyle::Number {
        page: "page",
        size: 25,
    };
    type Item = WithRaw<wire::Conversation>;

    /// All are counted before it is looked who has an assignee.
    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        let total = match self.params.assignee_type {
            None => response.total,
            Some("assigned") => response.assigned,
            Some(_) => response.unassigned,
        };
        numbered(wire::List { total, ..response })
    }
}

/// A numbered page, which says how many items there are in all.
pub(super) fn numbered<T>(response: wire::List<T>) -> Listed<T> {
    let wire::List { items, total, .. } = response;
    let next = match total {
        Some(total) => Next::Total(total),
        None => Next::More(!items.is_empty()),
    };
    Listed { items, next, total }
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

/// The newest conversations of a contact, of every status.
pub(in crate::adapters::nimchat) struct ListContactConversations<'a> {
    pub account: &'a str,
    pub contact: &'a str,
}

/// How many it answers at most. There is no second page.
pub(in crate::adapters::nimchat) const CONTACT_CONVERSATIONS_MAX: usize = 20;

impl Endpoint for ListContactConversations<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.contacts.conversations",
        "/api/v1/accounts/{account_id}/contacts/{id}/conversations",
        "List the conversations of a contact",
    );
    type Response = wire::List<WithRaw<wire::Conversation>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.contact]
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
