use deskgraph::model::ProviderKind;

use super::{Table, assert_asks, nothing, once, times};

#[rustfmt::skip]
const TABLE: Table = &[
    ("Inbox", &[
        times(22, "posthog.comments.list", "a ticket has the text of its last message, but not who wrote it: one page per row shown"),
        once("posthog.members.list"),
        once("posthog.tickets.list"),
    ]),
    ("Waiting for somebody to take them", &[once("posthog.tickets.list")]),
    ("Numbers for badges", &[once("posthog.tickets.list")]),
    ("Search", &[
        once("posthog.persons.list"),
        once("posthog.tickets.list"),
    ]),
    ("One person everywhere", &[
        once("posthog.persons.list"),
        times(2, "posthog.tickets.list", "one finds who wrote mail from the address without being a person, one the tickets"),
    ]),
    ("One conversation", &[
        once("posthog.comments.list"),
        once("posthog.tickets.list"),
    ]),
    ("Page through messages", &[
        once("posthog.comments.list"),
        once("posthog.tickets.list"),
    ]),
    ("Any object", &[once("posthog.tickets.list")]),
    ("People and labels", &[
        once("posthog.members.list"),
        once("posthog.roles.list"),
    ]),
    ("What can each desk do?", &[nothing("the adapter tells")]),
    ("Sources and their health", &[nothing("the gateway tells")]),
    ("Rows alone", &[once("posthog.tickets.list")]),
    ("Rows with addresses", &[once("posthog.tickets.list")]),
    ("By status", &[once("posthog.tickets.list")]),
    ("By assignee and tag", &[once("posthog.tickets.list")]),
    ("By address", &[
        once("posthog.persons.list"),
        times(2, "posthog.tickets.list", "one finds who wrote mail from the address without being a person, one the tickets"),
    ]),
    ("Oldest first", &[once("posthog.tickets.list")]),
    ("Most urgent first", &[once("posthog.tickets.list")]),
    ("A total", &[once("posthog.tickets.list")]),
    ("Tickets", &[once("posthog.tickets.list")]),
    ("Contacts", &[once("posthog.persons.list")]),
    ("Contacts by address", &[
        once("posthog.persons.list"),
        once("posthog.tickets.list"),
    ]),
    ("Conversations of a contact", &[
        once("posthog.persons.get"),
        once("posthog.tickets.list"),
    ]),
    ("Organizations", &[nothing("persons have no organizations here: UNSUPPORTED")]),
    ("Ticket by number", &[once("posthog.tickets.list")]),
    ("Conversation by native id", &[once("posthog.tickets.list")]),
    ("Five conversations by id", &[times(5, "posthog.tickets.list", "only newer servers take several ids; a search for the number finds one, without marking it as read")]),
    ("Oldest messages", &[
        once("posthog.comments.list"),
        once("posthog.tickets.list"),
    ]),
];

#[tokio::test]
async fn posthog_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::PostHog, TABLE).await;
}
