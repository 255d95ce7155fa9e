use deskgraph::model::ProviderKind;

use super::{Table, assert_asks, nothing, once, times};

#[rustfmt::skip]
const TABLE: Table = &[
    ("Inbox", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
        times(20, "cord.threads.messages", "a thread has no time and no author: both come from its messages, one call per row"),
        times(2, "cord.users.list", "the loaders of contacts and of agents ask for one list at the same time; one would do"),
    ]),
    ("Waiting for somebody to take them", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
        times(13, "cord.threads.messages", "a thread has no time and no author: both come from its messages, one call per row"),
        once("cord.users.list"),
    ]),
    ("Numbers for badges", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
    ]),
    ("Search", &[
        once("cord.groups.members"),
        once("cord.users.list"),
    ]),
    ("One person everywhere", &[
        once("cord.groups.members"),
        once("cord.messages.list"),
        once("cord.threads.get"),
        once("cord.threads.messages"),
        once("cord.users.list"),
    ]),
    ("One conversation", &[
        once("cord.groups.get"),
        once("cord.groups.members"),
        once("cord.threads.get"),
        times(2, "cord.threads.messages", "the times and people of the conversation, then the page of messages: the same list; one would do"),
        times(2, "cord.users.get", "the customer and the teammate who wrote"),
    ]),
    ("Page through messages", &[
        once("cord.groups.members"),
        once("cord.threads.get"),
        once("cord.threads.messages"),
        times(2, "cord.users.get", "the customer and the teammate who wrote"),
    ]),
    ("Any object", &[
        once("cord.groups.members"),
        once("cord.threads.get"),
    ]),
    ("People and labels", &[once("cord.groups.members")]),
    ("What can each desk do?", &[nothing("the adapter tells")]),
    ("Sources and their health", &[nothing("the gateway tells")]),
    ("Rows alone", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
    ]),
    ("Rows with addresses", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
        times(20, "cord.threads.messages", "a thread has no time and no author: both come from its messages, one call per row"),
        once("cord.users.list"),
    ]),
    ("By status", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
    ]),
    ("By assignee and tag", &[nothing("no thread has either")]),
    ("By address", &[
        once("cord.groups.members"),
        once("cord.messages.list"),
        once("cord.threads.get"),
        once("cord.threads.messages"),
        once("cord.users.list"),
    ]),
    ("Oldest first", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
        times(20, "cord.threads.messages", "a thread has no time and no author: both come from its messages, one call per row"),
    ]),
    ("Most urgent first", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
    ]),
    ("A total", &[
        once("cord.groups.members"),
        once("cord.threads.list"),
    ]),
    ("Tickets", &[nothing("a thread has no number: UNSUPPORTED")]),
    ("Contacts", &[
        once("cord.groups.members"),
        once("cord.users.list"),
    ]),
    ("Contacts by address", &[
        once("cord.groups.members"),
        once("cord.users.list"),
    ]),
    ("Conversations of a contact", &[
        once("cord.groups.members"),
        once("cord.messages.list"),
        once("cord.threads.get"),
        once("cord.threads.messages"),
        once("cord.users.get"),
    ]),
    ("Organizations", &[
        once("cord.groups.list"),
        times(6, "cord.groups.members", "who is of the team, and one page of members per group"),
    ]),
    ("Ticket by number", &[nothing("a thread has no number")]),
    ("Conversation by native id", &[
        once("cord.groups.members"),
        once("cord.threads.get"),
    ]),
    ("Five conversations by id", &[
        once("cord.groups.members"),
        times(5, "cord.threads.get", "there is no batch"),
    ]),
    ("Oldest messages", &[
        once("cord.groups.members"),
        once("cord.threads.get"),
        once("cord.threads.messages"),
    ]),
];

#[tokio::test]
async fn cord_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Cord, TABLE).await;
}
