//! The main cost of a query is what it asks upstream: never more than the APIs make unavoidable.

use std::collections::BTreeMap;
use std::time::Duration;

use deskgraph::graphql::EXAMPLES;
use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{calls, data};
use crate::support::{TestGateway, key, pick};

/// One operation that a query is expected to call: how often, and why if more than once.
type Expected = (&'static str, usize, &'static str);

/// The example of the page with this name.
fn example(name: &str) -> &'static str {
    let mut examples = EXAMPLES.iter();
    let found = examples.find(|example| example.name == name);
    found.unwrap_or_else(|| panic!("no example {name}")).query
}

/// The name of [`SUBJECTS`] in the tables.
const ROWS: &str = "rows alone";

/// Subjects only: what a list already holds.
const SUBJECTS: &str =
    "{ conversations(first: 25) { nodes { id subject status source { key } } } }";

/// What a query over this source alone asks upstream while nothing is cached.
async fn asked(kind: ProviderKind, query: &str) -> BTreeMap<String, usize> {
    let gateway = TestGateway::builder().with_sources(&[kind]);
    let gateway = gateway.start().await;
    let mut variables = json!({});
    if query.contains("$first") {
        variables["first"] = json!(25);
    }
    if query.contains("$id") {
        variables["id"] = json!(pick::conversation(&gateway, kind).await);
    }
    // What finding the id left in the cache is of no use any more.
    gateway.clock().advance(Duration::from_secs(60 * 60));
    gateway.forget_requests();
    let answer = gateway.query_traced(query, variables).await;
    data(&answer);
    every_request_is_traced(&gateway, kind, &answer);
    let prefix = format!("{} ", key(kind));
    let calls = calls(&answer).into_iter();
    calls
        .map(|(name, count)| (name.strip_prefix(&prefix).unwrap().to_owned(), count))
        .collect()
}

/// What the trace tells is what the provider saw, but for tokens, which are not fetched for one query.
fn every_request_is_traced(gateway: &TestGateway, kind: ProviderKind, answer: &Value) {
    let requests = gateway.provider(kind).requests();
    let is_token = |path: &str| path.ends_with("/oauth2/token");
    let seen = requests.iter().filter(|one| !is_token(&one.path)).count();
    assert_eq!(
        answer["extensions"]["upstream"]["callCount"], seen,
        "{kind}"
    );
}

/// Compares what each query asks with a table of query, operations, how often and why.
async fn assert_asks(kind: ProviderKind, table: &[(&str, &[Expected])]) {
    for (name, expected) in table {
        let asked_twice = expected.iter().filter(|(_, count, _)| *count > 1);
        for (operation, count, reason) in asked_twice {
            assert!(!reason.is_empty(), "{operation}: why {count} times?");
        }
        let expected = expected.iter();
        let expected: BTreeMap<_, _> = expected
            .map(|(operation, count, _)| ((*operation).to_owned(), *count))
            .collect();
        let query = if *name == ROWS {
            SUBJECTS
        } else {
            example(name)
        };
        assert_eq!(asked(kind, query).await, expected, "{kind}: {name}");
    }
}

#[tokio::test]
async fn unthread_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Unthread, &[
        (ROWS, &[
            ("unthread.conversations.list", 1, ""),
        ]),
        ("Inbox", &[
            ("unthread.conversations.list", 1, ""),
            ("unthread.messages.list", 24, "a row has no last message, and there is no batch: one page per row shown"),
            ("unthread.users.list", 1, ""),
        ]),
        ("One conversation", &[
            ("unthread.conversations.get", 1, ""),
            ("unthread.messages.list", 2, "one for the newest messages, one for what the conversation tells of its last message"),
        ]),
        ("Page through messages", &[
            ("unthread.conversations.get", 1, ""),
            ("unthread.messages.list", 1, ""),
        ]),
        ("Any object", &[
            ("unthread.conversations.get", 1, ""),
        ]),
        ("People and labels", &[
            ("unthread.tags.list", 1, ""),
            ("unthread.users.list", 1, ""),
        ]),
    ]).await;
}

#[tokio::test]
async fn cord_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Cord, &[
        (ROWS, &[
            ("cord.groups.members", 1, ""),
            ("cord.threads.list", 1, ""),
        ]),
        ("Inbox", &[
            ("cord.groups.members", 1, ""),
            ("cord.threads.list", 1, ""),
            ("cord.threads.messages", 20, "a thread has no time and no author; both come from its messages"),
            ("cord.users.list", 2, "customers and teammates are users of one list, which the loaders of both ask for at once"),
        ]),
        ("One conversation", &[
            ("cord.groups.get", 1, ""),
            ("cord.groups.members", 1, ""),
            ("cord.threads.get", 1, ""),
            ("cord.threads.messages", 2, "one for the times and people of the conversation, one for the page of messages"),
            ("cord.users.get", 2, "the customer and the teammate who wrote"),
        ]),
        ("Page through messages", &[
            ("cord.groups.members", 1, ""),
            ("cord.threads.get", 1, ""),
            ("cord.threads.messages", 1, ""),
            ("cord.users.get", 2, "the customer and the teammate who wrote"),
        ]),
        ("Any object", &[
            ("cord.groups.members", 1, ""),
            ("cord.threads.get", 1, ""),
        ]),
        ("People and labels", &[
            ("cord.groups.members", 1, ""),
        ]),
    ]).await;
}

#[tokio::test]
async fn helpscout_is_asked_as_little_as_it_allows() {
    assert_asks(
        ProviderKind::HelpScout,
        &[
            (ROWS, &[("helpscout.conversations.list", 1, "")]),
            ("Inbox", &[("helpscout.conversations.list", 1, "")]),
            (
                "One conversation",
                &[
                    ("helpscout.conversations.get", 1, ""),
                    ("helpscout.customers.get", 1, ""),
                    ("helpscout.threads.list", 1, ""),
                ],
            ),
            (
                "Page through messages",
                &[
                    ("helpscout.conversations.get", 1, ""),
                    ("helpscout.threads.list", 1, ""),
                ],
            ),
            ("Any object", &[("helpscout.conversations.get", 1, "")]),
            (
                "People and labels",
                &[
                    ("helpscout.mailboxes.list", 1, ""),
                    ("helpscout.tags.list", 1, ""),
                    ("helpscout.teams.list", 1, ""),
                    (
                        "helpscout.users.list",
                        2,
                        "the list of agents does not say who is available; their ids are read with their statuses",
                    ),
                    ("helpscout.users.statuses", 1, ""),
                ],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn posthog_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::PostHog, &[
        (ROWS, &[
            ("posthog.tickets.list", 1, ""),
        ]),
        ("Inbox", &[
            ("posthog.comments.list", 22, "a ticket has the text of its last message, but not who wrote it: one page per row shown"),
            ("posthog.members.list", 1, ""),
            ("posthog.tickets.list", 1, ""),
        ]),
        ("One conversation", &[
            ("posthog.comments.list", 1, ""),
            ("posthog.tickets.list", 1, ""),
        ]),
        ("Page through messages", &[
            ("posthog.comments.list", 1, ""),
            ("posthog.tickets.list", 1, ""),
        ]),
        ("Any object", &[
            ("posthog.tickets.list", 1, ""),
        ]),
        ("People and labels", &[
            ("posthog.members.list", 1, ""),
            ("posthog.roles.list", 1, ""),
        ]),
    ]).await;
}

#[tokio::test]
async fn nimchat_is_asked_as_little_as_it_allows() {
    assert_asks(ProviderKind::Nimchat, &[
        (ROWS, &[
            ("nimchat.conversations.list", 1, ""),
        ]),
        ("Inbox", &[
            ("nimchat.conversations.list", 1, ""),
            ("nimchat.messages.list", 5, "where the last entry is a note, the latest text that the contact can see is read for the preview"),
        ]),
        ("One conversation", &[
            ("nimchat.conversations.get", 1, ""),
            ("nimchat.labels.list", 1, ""),
            ("nimchat.messages.list", 1, ""),
        ]),
        ("Page through messages", &[
            ("nimchat.conversations.get", 1, ""),
            ("nimchat.messages.list", 1, ""),
        ]),
        ("Any object", &[
            ("nimchat.conversations.get", 1, ""),
        ]),
        ("People and labels", &[
            ("nimchat.agents.list", 1, ""),
            ("nimchat.inboxes.list", 1, ""),
            ("nimchat.labels.list", 1, ""),
            ("nimchat.teams.list", 1, ""),
        ]),
    ]).await;
}
