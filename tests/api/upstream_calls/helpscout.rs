use deskgraph::model::ProviderKind;

use super::{Table, assert_asks, nothing, once, times};

#[rustfmt::skip]
const TABLE: Table = &[
    ("Inbox", &[once("helpscout.conversations.list")]),
    ("Waiting for somebody to take them", &[once("helpscout.conversations.list")]),
    ("Numbers for badges", &[times(2, "helpscout.conversations.list", "two pages are all there is, and the waiting ones have to be looked for in both")]),
    ("Search", &[
        once("helpscout.conversations.list"),
        once("helpscout.customers.list"),
    ]),
    ("One person everywhere", &[
        once("helpscout.conversations.list"),
        once("helpscout.customers.list"),
    ]),
    ("One conversation", &[
        once("helpscout.conversations.get"),
        once("helpscout.customers.get"),
        once("helpscout.threads.list"),
    ]),
    ("Page through messages", &[
        once("helpscout.conversations.get"),
        once("helpscout.threads.list"),
    ]),
    ("Any object", &[once("helpscout.conversations.get")]),
    ("People and labels", &[
        once("helpscout.mailboxes.list"),
        once("helpscout.tags.list"),
        once("helpscout.teams.list"),
        times(2, "helpscout.users.list", "the list of agents does not say who is available; they are read with their statuses, and then once more"),
        once("helpscout.users.statuses"),
    ]),
    ("What can each desk do?", &[nothing("the adapter tells")]),
    ("Sources and their health", &[nothing("the gateway tells")]),
    ("Rows alone", &[once("helpscout.conversations.list")]),
    ("Rows with addresses", &[once("helpscout.conversations.list")]),
    ("By status", &[once("helpscout.conversations.list")]),
    ("By assignee and tag", &[once("helpscout.conversations.list")]),
    ("By address", &[once("helpscout.conversations.list")]),
    ("Oldest first", &[once("helpscout.conversations.list")]),
    ("Most urgent first", &[once("helpscout.conversations.list")]),
    ("A total", &[once("helpscout.conversations.list")]),
    ("Tickets", &[once("helpscout.conversations.list")]),
    ("Contacts", &[once("helpscout.customers.list")]),
    ("Contacts by address", &[once("helpscout.customers.list")]),
    ("Conversations of a contact", &[
        once("helpscout.conversations.list"),
        once("helpscout.customers.get"),
    ]),
    ("Organizations", &[
        times(5, "helpscout.organizations.customers", "one page per organization: there is no batch"),
        once("helpscout.organizations.list"),
    ]),
    ("Ticket by number", &[once("helpscout.conversations.list")]),
    ("Conversation by native id", &[once("helpscout.conversations.get")]),
    ("Five conversations by id", &[once("helpscout.conversations.list")]),
    ("Oldest messages", &[
        once("helpscout.conversations.get"),
        once("helpscout.threads.list"),
    ]),
];

#[tokio::test]
async fn helpscout_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::HelpScout, TABLE).await;
}
