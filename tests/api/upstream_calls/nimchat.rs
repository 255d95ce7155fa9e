use deskgraph::model::ProviderKind;

use super::{Table, assert_asks, nothing, once, times};

#[rustfmt::skip]
const TABLE: Table = &[
    ("Inbox", &[
        once("nimchat.conversations.list"),
        times(5, "nimchat.messages.list", "where the last entry is a note, the latest text that the contact can see is read for the preview"),
    ]),
    ("Waiting for somebody to take them", &[once("nimchat.conversations.list")]),
    ("Numbers for badges", &[times(2, "nimchat.conversations.list", "two pages are all there is, which is less than a call per number")]),
    ("Search", &[
        once("nimchat.contacts.search"),
        once("nimchat.conversations.list"),
        once("nimchat.messages.search"),
    ]),
    ("One person everywhere", &[
        once("nimchat.contacts.conversations"),
        once("nimchat.contacts.filter"),
    ]),
    ("One conversation", &[
        once("nimchat.conversations.get"),
        once("nimchat.labels.list"),
        once("nimchat.messages.list"),
    ]),
    ("Page through messages", &[
        once("nimchat.conversations.get"),
        once("nimchat.messages.list"),
    ]),
    ("Any object", &[once("nimchat.conversations.get")]),
    ("People and labels", &[
        once("nimchat.agents.list"),
        once("nimchat.inboxes.list"),
        once("nimchat.labels.list"),
        once("nimchat.teams.list"),
    ]),
    ("What can each desk do?", &[nothing("the adapter tells")]),
    ("Sources and their health", &[nothing("the gateway tells")]),
    ("Rows alone", &[once("nimchat.conversations.list")]),
    ("Rows with addresses", &[once("nimchat.conversations.list")]),
    ("By status", &[once("nimchat.conversations.list")]),
    ("By assignee and tag", &[once("nimchat.conversations.filter")]),
    ("By address", &[
        once("nimchat.contacts.conversations"),
        once("nimchat.contacts.filter"),
    ]),
    ("Oldest first", &[once("nimchat.conversations.list")]),
    ("Most urgent first", &[once("nimchat.conversations.list")]),
    ("A total", &[once("nimchat.conversations.list")]),
    ("Tickets", &[once("nimchat.conversations.list")]),
    ("Contacts", &[times(2, "nimchat.contacts.list", "a page has 15, and its size cannot be chosen")]),
    ("Contacts by address", &[once("nimchat.contacts.filter")]),
    ("Conversations of a contact", &[
        once("nimchat.contacts.conversations"),
        once("nimchat.contacts.get"),
    ]),
    ("Organizations", &[nothing("companies are names of contacts only: UNSUPPORTED")]),
    ("Ticket by number", &[once("nimchat.conversations.filter")]),
    ("Conversation by native id", &[once("nimchat.conversations.get")]),
    ("Five conversations by id", &[once("nimchat.conversations.filter")]),
    ("Oldest messages", &[
        once("nimchat.conversations.get"),
        once("nimchat.messages.list"),
    ]),
];

#[tokio::test]
async fn nimchat_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Nimchat, TABLE).await;
}
