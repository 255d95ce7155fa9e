//! Messages. One list in four modes; ids, never times, cut its pages.

use std::cmp::Reverse;

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, Query, WithRaw,
};

use crate::adapters::nimchat::wire;

/// The one operation behind all modes.
pub(in crate::adapters::nimchat) const LIST_MESSAGES: Operation = Operation::get(
    "nimchat.messages.list",
    "/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
    "List the messages of a conversation",
);

/// The link of a file, which anyone may follow. Not an operation of the API.
pub(in crate::adapters::nimchat) const DOWNLOAD_ATTACHMENT: Operation = Operation::get(
    "nimchat.attachments.download",
    "/rails/active_storage/blobs/redirect/{signed_id}/{filename}",
    "Download a file by its signed link",
)
.known_by(Documentation::PublicReference);

type Messages = wire::List<WithRaw<wire::Message>>;

/// The newest messages below a bound, newest first.
pub(in crate::adapters::nimchat) struct ListMessagesBefore<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for ListMessagesBefore<'_> {
    const OPERATION: Operation = LIST_MESSAGES;
    type Response = Messages;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}

impl Paged for ListMessagesBefore<'_> {
    const STYLE: PageStyle = PageStyle::IdWindow {
        bound: "before",
        size: 20,
    };
    type Item = WithRaw<wire::Message>;

    fn listed(&self, response: Messages) -> Listed<Self::Item> {
        let mut items = response.items;
        items.sort_by_key(|message| Reverse(message.value.id));
        window(items, Self::STYLE)
    }
}

/// The oldest messages above a bound, oldest first. The bound before all messages is 0, and must be sent.
pub(in crate::adapters::nimchat) struct ListMessagesAfter<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for ListMessagesAfter<'_> {
    const OPERATION: Operation = LIST_MESSAGES;
    type Response = Messages;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}

impl Paged for ListMessagesAfter<'_> {
    const STYLE: PageStyle = PageStyle::IdWindow {
        bound: "after",
        size: 100,
    };
    type Item = WithRaw<wire::Message>;

    fn listed(&self, response: Messages) -> Listed<Self::Item> {
        let mut items = response.items;
        items.sort_by_key(|message| message.value.id);
        window(items, Self::STYLE)
    }
}

/// A full page has another one behind it, beyond its last id.
///
/// The server sorts a page by creation, but cuts it by id. The ids are the order that both directions share.
fn window(items: Vec<WithRaw<wire::Message>>, style: PageStyle) -> Listed<WithRaw<wire::Message>> {
    let is_full = matches!(style, PageStyle::IdWindow { size, .. } if items.len() >= size);
    let last = items.last().filter(|_| is_full);
    Listed {
        next: Next::Token(last.map(|message| message.value.id.to_string())),
        total: None,
        items,
    }
}

/// One message, by a window that holds nothing else: the API has no read of a single one.
pub(in crate::adapters::nimchat) struct GetMessage<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub message: u64,
}

impl Endpoint for GetMessage<'_> {
    const OPERATION: Operation = LIST_MESSAGES;
    type Response = Messages;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn query(&self, query: &mut Query) {
        // With both bounds the lower one is inside.
        let end = self.message.saturating_add(1);
        query.set("after", self.message).set("before", end);
    }
}

/// The newest messages that are neither notes nor records of what happened.
pub(in crate::adapters::nimchat) struct ListPublicMessages<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for ListPublicMessages<'_> {
    const OPERATION: Operation = LIST_MESSAGES;
    type Response = Messages;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn query(&self, query: &mut Query) {
        query.set("filter_internal_messages", true);
    }
}

/// Messages of all conversations that contain a text, newest first.
pub(in crate::adapters::nimchat) struct SearchMessages<'a> {
    pub account: &'a str,
    pub words: &'a str,
}

impl Endpoint for SearchMessages<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.messages.search",
        "/api/v1/accounts/{account_id}/search/messages",
        "Search messages",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::FoundMessages;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn query(&self, query: &mut Query) {
        query.set("q", self.words);
    }
}

/// Since 4.0.2. Before, there were ten hits and no pages.
const HITS: usize = 15;

impl Paged for SearchMessages<'_> {
    const STYLE: PageStyle = PageStyle::Number {
        page: "page",
        size: HITS,
    };
    type Item = WithRaw<wire::Message>;

    /// A server without pages would answer the same again, and is known by its fewer hits.
    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        let items = response.payload.messages;
        Listed {
            next: Next::More(items.len() >= HITS),
            total: None,
            items,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ListMessagesAfter, ListMessagesBefore};
    use crate::adapters::nimchat::wire::List;
    use crate::transport::{Listed, Next, Paged};

    const BEFORE: ListMessagesBefore<'_> = ListMessagesBefore {
        account: "7",
        conversation: "88",
    };
    const AFTER: ListMessagesAfter<'_> = ListMessagesAfter {
        account: "7",
        conversation: "88",
    };

    fn listed<E>(endpoint: &E, ids: impl IntoIterator<Item = u64>) -> (Vec<u64>, Next)
    where
        E: Paged<Response = super::Messages, Item = super::WithRaw<super::wire::Message>>,
    {
        let message = |id: u64| json!({"id": id, "message_type": 0, "created_at": 1_698_310_000});
        let payload: Vec<_> = ids.into_iter().map(message).collect();
        let answer: List<_> =
            serde_json::from_str(&json!({ "payload": payload }).to_string()).unwrap();
        let Listed { items, next, total } = endpoint.listed(answer);
        assert_eq!(total, None);
        (items.iter().map(|item| item.value.id.0).collect(), next)
    }

    #[test]
    fn the_smallest_id_of_a_full_page_bounds_the_next_one_backwards() {
        // The server sorts by time: an imported message stands at the wrong end.
        let (ids, next) = listed(&BEFORE, (101..=119).chain([100]));
        assert_eq!((ids[0], ids[19]), (119, 100));
        assert_eq!(next, Next::Token(Some("100".to_owned())));
        assert_eq!(listed(&BEFORE, 1..20).1, Next::Token(None));
    }

    #[test]
    fn the_largest_id_of_a_full_page_bounds_the_next_one_forwards() {
        let (ids, next) = listed(&AFTER, [200].into_iter().chain(101..200));
        assert_eq!((ids[0], ids[99]), (101, 200));
        assert_eq!(next, Next::Token(Some("200".to_owned())));
        assert_eq!(listed(&AFTER, 1..100).1, Next::Token(None));
        assert_eq!(listed(&AFTER, []), (Vec::new(), Next::Token(None)));
    }
}
