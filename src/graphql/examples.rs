//! Queries to begin with: shown on the page, and run by the tests.

/// One query.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name.
    pub name: &'static str,
    /// What it shows, in one sentence.
    pub description: &'static str,
    /// The document.
    pub query: &'static str,
    /// Its variables as JSON.
    pub variables: &'static str,
}

/// All examples, the main job first.
pub const EXAMPLES: &[Example] = &[
    Example {
        name: "Inbox",
        description: "Conversations of all desks in one list, latest activity first.",
        query: include_str!("examples/inbox.graphql"),
        variables: r#"{ "first": 25, "after": null }"#,
    },
    Example {
        name: "One conversation",
        description: "Its newest messages, threads, ticket and contact. Run the inbox first: the id of its first row is filled in.",
        query: include_str!("examples/conversation.graphql"),
        variables: r#"{ "id": "" }"#,
    },
    Example {
        name: "Page through messages",
        description: "Ten messages from the end of a conversation; pass startCursor as before for older ones.",
        query: include_str!("examples/messages.graphql"),
        variables: r#"{ "id": "", "before": null }"#,
    },
    Example {
        name: "Any object",
        description: "Refetches whatever an id names.",
        query: include_str!("examples/node.graphql"),
        variables: r#"{ "id": "" }"#,
    },
    Example {
        name: "People and labels",
        description: "Agents, teams, tags and inboxes over all desks.",
        query: include_str!("examples/directory.graphql"),
        variables: "{}",
    },
    Example {
        name: "What can each desk do?",
        description: "Capabilities, mapping tables and operations of every provider.",
        query: include_str!("examples/providers.graphql"),
        variables: "{}",
    },
    Example {
        name: "Sources and their health",
        description: "The configured accounts and how they have been answering.",
        query: include_str!("examples/sources.graphql"),
        variables: "{}",
    },
];
