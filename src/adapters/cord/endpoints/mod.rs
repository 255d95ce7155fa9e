//! Cord's operations. The paths are those of the open-source server; the document names the operations only.

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, Place, Query, WithRaw,
};

use super::filter::{self, ThreadFilter};
use super::wire;

mod writes;

pub(super) use writes::{
    CreateFile, CreateMessage, DeleteGroup, DeleteMessage, DeleteThread, DeleteUser, PutGroup,
    PutUser, UpdateMessage, UpdateThread,
};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListThreads::OPERATION,
    GetThread::OPERATION,
    ListThreadMessages::OPERATION,
    GetMessage::OPERATION,
    ListMessages::OPERATION,
    ListUsers::OPERATION,
    GetUser::OPERATION,
    ListGroups::OPERATION,
    GetGroup::OPERATION,
    ListGroupMembers::OPERATION,
    Verify::OPERATION,
    DOWNLOAD_FILE,
    UpdateThread::OPERATION,
    DeleteThread::OPERATION,
    CreateMessage::OPERATION,
    UpdateMessage::OPERATION,
    DeleteMessage::OPERATION,
    CreateFile::OPERATION,
    PutUser::OPERATION,
    DeleteUser::OPERATION,
    PutGroup::OPERATION,
    DeleteGroup::OPERATION,
];

/// All lists of Cord are paged alike; the server has no largest page, so this one is ours.
const PAGES: PageStyle = PageStyle::Token {
    place: Place::Query,
    cursor: "token",
    limit: Some("limit"),
    max: 1000,
};

/// The link of a file, which Cord signs for a few hours. Not an operation of the API.
pub(super) const DOWNLOAD_FILE: Operation = Operation::get(
    "cord.files.download",
    "/",
    "Download a file by its signed link",
)
.known_by(Documentation::PublicReference);

/// Threads, latest message first.
pub(super) struct ListThreads {
    pub filter: ThreadFilter,
}

impl Endpoint for ListThreads {
    const OPERATION: Operation =
        Operation::get("cord.threads.list", "/v1/threads", "List all threads");
    type Response = wire::ThreadList;

    fn query(&self, query: &mut Query) {
        query.set_opt("filter", self.filter.text());
    }
}

impl Paged for ListThreads {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Thread>;

    fn listed(&self, response: wire::ThreadList) -> Listed<Self::Item> {
        match response {
            // Servers from before October 2023 answer the whole list.
            wire::ThreadList::Bare(threads) => {
                let total = Some(threads.len() as u64);
                Listed {
                    items: threads,
                    next: Next::End,
                    total,
                }
            }
            wire::ThreadList::Paged(page) => listed(page.threads, page.pagination),
        }
    }
}

fn listed<T>(items: Vec<T>, pagination: Option<wire::Pagination>) -> Listed<T> {
    let Some(wire::Pagination { token, total }) = pagination else {
        let total = Some(items.len() as u64);
        return Listed {
            items,
            next: Next::End,
            total,
        };
    };
    Listed {
        items,
        next: Next::Token(token),
        total: Some(total),
    }
}

/// One thread.
pub(super) struct GetThread<'a> {
    pub thread: &'a str,
}

impl Endpoint for GetThread<'_> {
    const OPERATION: Operation = Operation::get(
        "cord.threads.get",
        "/v1/threads/{threadID}",
        "Get a thread by ID",
    );
    type Response = WithRaw<wire::Thread>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread]
    }
}

/// All messages of one thread, soft-deleted ones included; there is no paging.
pub(super) struct ListThreadMessages<'a> {
    pub thread: &'a str,
    pub is_newest_first: bool,
}

impl Endpoint for ListThreadMessages<'_> {
    const OPERATION: Operation = Operation::get(
        "cord.threads.messages",
        "/v1/threads/{threadID}/messages",
        "List the messages of a thread",
    )
    .known_by(Documentation::PublicReference);
    type Response = Vec<WithRaw<wire::Message>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread]
    }

    fn query(&self, query: &mut Query) {
        query.set(
            "sortDirection",
            if self.is_newest_first {
                "descending"
            } else {
                "ascending"
            },
        );
    }
}

/// One message.
pub(super) struct GetMessage<'a> {
    pub thread: &'a str,
    pub message: &'a str,
}

impl Endpoint for GetMessage<'_> {
    const OPERATION: Operation = Operation::get(
        "cord.messages.get",
        "/v1/threads/{threadID}/messages/{messageID}",
        "Get a message by ID",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Message>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.thread, self.message]
    }
}

/// What one user wrote, in all threads, oldest first; soft-deleted messages as well.
pub(super) struct ListMessages<'a> {
    pub author: &'a str,
}

impl Endpoint for ListMessages<'_> {
    const OPERATION: Operation =
        Operation::get("cord.messages.list", "/v1/messages", "List all messages")
            .known_by(Documentation::PublicReference);
    type Response = wire::MessageList;

    fn query(&self, query: &mut Query) {
        query.set("filter", filter::by_author(self.author));
    }
}

impl Paged for ListMessages<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = wire::Place;

    fn listed(&self, response: wire::MessageList) -> Listed<Self::Item> {
        listed(response.messages, response.pagination)
    }
}

/// Users, by id.
pub(super) struct ListUsers;

impl Endpoint for ListUsers {
    const OPERATION: Operation = Operation::get("cord.users.list", "/v1/users", "List all users")
        .known_by(Documentation::PublicReference);
    type Response = wire::UserList;
}

impl Paged for ListUsers {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::User>;

    fn listed(&self, response: wire::UserList) -> Listed<Self::Item> {
        listed(response.users, response.pagination)
    }
}

/// One user.
pub(super) struct GetUser<'a> {
    pub user: &'a str,
}

impl Endpoint for GetUser<'_> {
    const OPERATION: Operation =
        Operation::get("cord.users.get", "/v1/users/{userID}", "Get a user by ID")
            .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::User>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.user]
    }
}

/// All groups at once.
pub(super) struct ListGroups;

impl Endpoint for ListGroups {
    const OPERATION: Operation =
        Operation::get("cord.groups.list", "/v1/groups", "List all groups")
            .known_by(Documentation::PublicReference);
    type Response = Vec<WithRaw<wire::Group>>;
}

impl Paged for ListGroups {
    const STYLE: PageStyle = PageStyle::Whole;
    type Item = WithRaw<wire::Group>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, None)
    }
}

/// One group.
pub(super) struct GetGroup<'a> {
    pub group: &'a str,
}

impl Endpoint for GetGroup<'_> {
    const OPERATION: Operation = Operation::get(
        "cord.groups.get",
        "/v1/groups/{groupID}",
        "Get a group by ID",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Group>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.group]
    }
}

/// The members of one group.
pub(super) struct ListGroupMembers<'a> {
    pub group: &'a str,
}

impl Endpoint for ListGroupMembers<'_> {
    const OPERATION: Operation = Operation::get(
        "cord.groups.members",
        "/v1/groups/{groupID}/members",
        "List the members of a group",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::UserList;

    fn path_values(&self) -> Vec<&str> {
        vec![self.group]
    }
}

impl Paged for ListGroupMembers<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::User>;

    fn listed(&self, response: wire::UserList) -> Listed<Self::Item> {
        listed(response.users, response.pagination)
    }
}

/// Whether the token is good.
pub(super) struct Verify;

impl Endpoint for Verify {
    const OPERATION: Operation =
        Operation::get("cord.token.verify", "/v1/verify", "Check the project token")
            .known_by(Documentation::PublicReference);
    type Response = wire::Verified;
}
