//! Conversations and what lies below them.

use crate::transport::{
    Documentation, Endpoint, Listed, Operation, PageStyle, Paged, Query, WithRaw,
};

use super::{SHORT, Sort, all_of, listed, wire};

/// Conversations that meet everything that is asked for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ListConversations {
    /// One status; those of every status are listed without.
    pub status: Option<&'static str>,
    pub mailboxes: Vec<String>,
    /// Any of them.
    pub tags: Vec<String>,
    /// A user or a team.
    pub assigned_to: Option<String>,
    pub modified_since: Option<String>,
    pub number: Option<String>,
    /// Clauses of the query language, which all have to hold.
    pub query: Vec<String>,
    pub sort: Sort,
    pub with_threads: bool,
}

impl Endpoint for ListConversations {
    const OPERATION: Operation = Operation::get(
        "helpscout.conversations.list",
        "/v2/conversations",
        "List conversations",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Conversations>;

    fn query(&self, query: &mut Query) {
        let list = |values: &[String]| (!values.is_empty()).then(|| values.join(","));
        query
            // Without a status only the active ones are listed.
            .set("status", self.status.unwrap_or("all"))
            .set_opt("mailbox", list(&self.mailboxes))
            .set_opt("tag", list(&self.tags))
            .set_opt("assigned_to", self.assigned_to.as_ref())
            .set_opt("modifiedSince", self.modified_since.as_ref())
            .set_opt("number", self.number.as_ref())
            .set_opt("query", all_of(&self.query));
        self.sort.apply(query);
        query.set_opt("embed", self.with_threads.then_some("threads"));
    }
}

impl Paged for ListConversations {
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
