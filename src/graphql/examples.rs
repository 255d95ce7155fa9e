//! Documents to begin with: shown on the page, and run by the tests.

/// One document.
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
        name: "Waiting for somebody to take them",
        description: "Open conversations without an assignee, oldest first; sources tell what each desk filters itself.",
        query: include_str!("examples/triage.graphql"),
        variables: r#"{ "after": null }"#,
    },
    Example {
        name: "Numbers for badges",
        description: "How many conversations there are, by status group and by desk.",
        query: include_str!("examples/counts.graphql"),
        variables: "{}",
    },
    Example {
        name: "Search",
        description: "Conversations, messages and contacts with these words, the best match of every desk first.",
        query: include_str!("examples/search.graphql"),
        variables: r#"{ "query": "battery" }"#,
    },
    Example {
        name: "One person everywhere",
        description: "The same person in several desks by e-mail address, and all their conversations.",
        query: include_str!("examples/person.graphql"),
        variables: r#"{ "email": "yuki.tanaka@lumen-university.example" }"#,
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

/// Mutations to begin with, shown after the queries. What a desk cannot do comes back as `userErrors`.
pub const WRITES: &[Example] = &[
    Example {
        name: "Reply",
        description: "Sends a message to the first row of the inbox. Run it twice: the key makes the second one a replay.",
        query: include_str!("examples/reply.graphql"),
        variables: r#"{ "id": "", "text": "We are **on it**.", "key": "my-first-reply" }"#,
    },
    Example {
        name: "Note, tag, resolve",
        description: "Three writes in one request, in order; a desk that cannot do one says so and is not called for it.",
        query: include_str!("examples/work.graphql"),
        variables: r#"{ "id": "" }"#,
    },
];
