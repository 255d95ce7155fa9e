//! The queries whose calls are counted: the examples of the page, and what else a frontend asks.

use deskgraph::graphql::EXAMPLES;
use deskgraph::model::ProviderKind;
use serde_json::{Map, Value, json};

use crate::support::answer::{at, text};
use crate::support::{TestGateway, key, pick};

/// A query by its name in the tables, with variables that need nothing found beforehand.
pub(super) struct Query {
    pub(super) name: &'static str,
    document: &'static str,
    variables: &'static str,
}

/// Every query, in the order of the tables.
pub(super) fn queries() -> Vec<Query> {
    let examples = EXAMPLES.iter().map(|example| Query {
        name: example.name,
        document: example.query,
        variables: example.variables,
    });
    let others = OTHERS.iter().map(|(name, document)| Query {
        name,
        document,
        variables: "{}",
    });
    examples.chain(others).collect()
}

/// The query with this name.
pub(super) fn query(name: &str) -> Query {
    let mut queries = queries().into_iter();
    let found = queries.find(|query| query.name == name);
    found.unwrap_or_else(|| panic!("no query {name}"))
}

/// What the page shows no example of.
#[rustfmt::skip]
const OTHERS: &[(&str, &str)] = &[
    ("Rows alone", "{
        conversations(first: 25) { nodes { id subject status source { key } } }
    }"),
    ("Rows with addresses", "{
        conversations(first: 25) { nodes { subject contact { displayName primaryEmail } } }
    }"),
    ("By status", "{
        conversations(first: 25, filter: { statuses: [OPEN] }) { nodes { subject status } }
    }"),
    ("By assignee and tag", "query($assignee: ID!, $tag: String!) {
        conversations(first: 25, filter: { assigneeIds: [$assignee], tagsAny: [$tag] }) { nodes { subject } }
    }"),
    ("By address", "query($email: String!) {
        conversations(first: 25, filter: { contactEmail: $email }) { nodes { subject } }
    }"),
    ("Oldest first", "{
        conversations(first: 25, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { subject } }
    }"),
    ("Most urgent first", "{
        conversations(first: 25, orderBy: { field: PRIORITY }) { nodes { subject priority } }
    }"),
    ("A total", "{
        conversationCounts { total precision }
    }"),
    ("Tickets", "{
        tickets(first: 25) { nodes { number title status priority requester { displayName } } }
    }"),
    ("Contacts", "{
        contacts(first: 25) { nodes { displayName primaryEmail } }
    }"),
    ("Contacts by address", "query($email: String!) {
        contacts(first: 25, filter: { email: $email }) { nodes { displayName emails { value } phones { value } } }
    }"),
    ("Conversations of a contact", "query($contact: ID!) {
        contact(id: $contact) { displayName conversations(first: 10) { nodes { subject status } } }
    }"),
    ("Organizations", "{
        organizations(first: 5) { nodes { name contacts(first: 5) { nodes { displayName } } } }
    }"),
    ("Ticket by number", "query($source: String!, $number: String!) {
        ticketByNumber(source: $source, number: $number) { id title status }
    }"),
    ("Conversation by native id", "query($source: String!, $nativeId: String!) {
        conversationByNativeId(source: $source, nativeId: $nativeId) { id subject status }
    }"),
    ("Five conversations by id", "query($ids: [ID!]!) {
        nodes(ids: $ids) { ... on Conversation { subject status } }
    }"),
    ("Oldest messages", "query($id: ID!) {
        conversation(id: $id) { messages(first: 10) { nodes { createdAt body { text } } pageInfo { hasNextPage } } }
    }"),
];

impl Query {
    /// The document, and values for all variables that it declares.
    pub(super) fn ask(&self, found: &Map<String, Value>) -> (&'static str, Value) {
        let mut variables: Map<String, Value> = serde_json::from_str(self.variables).unwrap();
        let is_declared = |name: &str| self.document.contains(&format!("${name}:"));
        for (name, value) in found.iter().filter(|(name, _)| is_declared(name)) {
            variables.insert(name.clone(), value.clone());
        }
        (self.document, variables.into())
    }
}

/// Values for variables: things that a source has.
pub(super) async fn things(kind: ProviderKind) -> Map<String, Value> {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let fields = "nativeId number contact { id primaryEmail } assignee { id } tags { name }";
    let rows = pick::conversations(&gateway, kind, fields).await;
    let newest = &rows[0];
    let known = rows.iter().find(|row| has_person(row));
    let contact = &known.expect("somebody has an address")["contact"];
    let is_filed = |row: &&Value| row["assignee"].is_object() && row["tags"][0].is_object();
    let filed = rows.iter().find(is_filed);
    let agents = gateway.query("{ agents(first: 1) { nodes { id } } }").await;
    let agent = at(&agents, "/data/agents/nodes/0/id");
    let ids: Vec<_> = rows.iter().take(5).map(|row| text(row, "/id")).collect();
    let things = json!({
        "source": key(kind),
        "id": newest["id"],
        "ids": ids,
        "nativeId": newest["nativeId"],
        "number": newest["number"].as_str().unwrap_or("1"),
        "contact": contact["id"],
        "email": contact["primaryEmail"],
        "assignee": filed.map_or(agent, |row| &row["assignee"]["id"]),
        "tag": filed.map_or("billing", |row| text(row, "/tags/0/name")),
    });
    things.as_object().unwrap().clone()
}

/// Whether a row is of somebody with an address of their own: one such as support@ names nobody.
fn has_person(row: &Value) -> bool {
    let address = row["contact"]["primaryEmail"].as_str();
    let name = address.and_then(|address| address.split('@').next());
    name.is_some_and(|name| name.contains('.'))
}
