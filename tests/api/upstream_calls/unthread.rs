use deskgraph::model::ProviderKind;

use super::{Table, assert_asks, nothing, once, times};

#[rustfmt::skip]
const TABLE: Table = &[
    ("Inbox", &[
        once("unthread.conversations.list"),
        times(24, "unthread.messages.list", "a row has no last message, and there is no batch: one page per row shown"),
        once("unthread.users.list"),
    ]),
    ("Waiting for somebody to take them", &[once("unthread.conversations.list")]),
    ("Numbers for badges", &[once("unthread.conversations.list")]),
    ("Search", &[
        once("unthread.conversations.list"),
        times(2, "unthread.users.list", "the people, then who of them is of the team: only the list without outsiders tells"),
    ]),
    ("One person everywhere", &[
        once("unthread.conversations.list"),
        times(2, "unthread.users.list", "the people, then who of them is of the team: only the list without outsiders tells"),
    ]),
    ("One conversation", &[
        once("unthread.conversations.get"),
        times(2, "unthread.messages.list", "the newest messages, and all of them from the oldest on for its internal threads, which show nowhere else"),
    ]),
    ("Page through messages", &[
        once("unthread.conversations.get"),
        once("unthread.messages.list"),
    ]),
    ("Any object", &[once("unthread.conversations.get")]),
    ("People and labels", &[
        once("unthread.tags.list"),
        once("unthread.users.list"),
    ]),
    ("What can each desk do?", &[nothing("the adapter tells")]),
    ("Sources and their health", &[nothing("the gateway tells")]),
    ("Rows alone", &[once("unthread.conversations.list")]),
    ("Rows with addresses", &[once("unthread.conversations.list")]),
    ("By status", &[once("unthread.conversations.list")]),
    ("By assignee and tag", &[once("unthread.conversations.list")]),
    ("By address", &[
        once("unthread.conversations.list"),
        times(2, "unthread.users.list", "the people, then who of them is of the team: only the list without outsiders tells"),
    ]),
    ("Oldest first", &[once("unthread.conversations.list")]),
    ("Most urgent first", &[once("unthread.conversations.list")]),
    ("A total", &[once("unthread.conversations.list")]),
    ("Tickets", &[once("unthread.conversations.list")]),
    ("Contacts", &[times(2, "unthread.users.list", "the people, then who of them is of the team: only the list without outsiders tells")]),
    ("Contacts by address", &[times(2, "unthread.users.list", "the people, then who of them is of the team: only the list without outsiders tells")]),
    ("Conversations of a contact", &[
        once("unthread.conversations.list"),
        once("unthread.users.get"),
    ]),
    ("Organizations", &[once("unthread.customers.list")]),
    ("Ticket by number", &[once("unthread.conversations.list")]),
    ("Conversation by native id", &[once("unthread.conversations.get")]),
    ("Five conversations by id", &[once("unthread.conversations.list")]),
    ("Oldest messages", &[
        once("unthread.conversations.get"),
        once("unthread.messages.list"),
    ]),
];

#[tokio::test]
async fn unthread_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Unthread, TABLE).await;
}
