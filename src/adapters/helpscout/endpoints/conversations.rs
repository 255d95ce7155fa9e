//! Conversations and what lies below them.

use crate::transport::{
    Documentation, Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw,
};

use super::{SHORT, listed, wire};

/// Conversations of every status: all of them, latest change first, or those with these ids.
pub(crate) struct ListConversations<'a> {
    pub which: Which<'a>,
    pub with_threads: bool,
}

/// Which conversations are listed.
pub(crate) enum Which<'a> {
    All,
    /// Must be numbers: they are written into the query language.
    Ids(&'a [&'a str]),
}

impl Endpoint for ListConversations<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.conversations.list",
        "/v2/conversations",
        "List conversations",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Conversations>;

    fn query(&self, query: &mut Query) {
        // Without a status only the active ones are listed.
        query.set("status", "all");
        match self.which {
            Which::All => {
                query
                    .set("sortField", "modifiedAt")
                    .set("sortOrder", "desc");
            }
            Which::Ids(ids) => {
                query.set("query", format_args!("(id:({}))", ids.join(" OR ")));
            }
        }
        query.set_opt("embed", self.with_threads.then_some("threads"));
    }
}

impl Paged for ListConversations<'_> {
    const STYLE: PageStyle = SHORT;
    type Item = WithRaw<wire::Conversation>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.conversations)
    }
}

/// One conversation. A merged one answers 301 here, and 404 everywhere else.
pub(crate) struct GetConversation<'a> {
    pub conversation: &'a str,
    pub with_threads: bool,
}

impl Endpoint for GetConversation<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.conversations.get",
        "/v2/conversations/{conversationId}",
        "Get a conversation",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Conversation>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }

    fn query(&self, query: &mut Query) {
        query.set_opt("embed", self.with_threads.then_some("threads"));
    }
}

/// The threads of a conversation, newest first; there is no other order.
pub(crate) struct ListThreads<'a> {
    pub conversation: &'a str,
}

impl Endpoint for ListThreads<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.threads.list",
        "/v2/conversations/{conversationId}/threads",
        "List the threads of a conversation",
    );
    type Response = wire::List<wire::Threads>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation]
    }
}

impl Paged for ListThreads<'_> {
    const STYLE: PageStyle = SHORT;
    type Item = WithRaw<wire::Thread>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.threads)
    }
}

/// The content of a file, as base64 inside JSON.
pub(crate) struct GetAttachmentData<'a> {
    pub conversation: &'a str,
    pub attachment: &'a str,
}

impl Endpoint for GetAttachmentData<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.attachments.data",
        "/v2/conversations/{conversationId}/attachments/{attachmentId}/data",
        "Get the data of an attachment",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::AttachmentData;

    fn path_values(&self) -> Vec<&str> {
        vec![self.conversation, self.attachment]
    }
}
