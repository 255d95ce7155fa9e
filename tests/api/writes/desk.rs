//! One desk behind a gateway, and things in it to write to.

use deskgraph::model::{Id, Noun, ProviderKind, SourceKey};
use deskgraph::sandbox::{Fault, RecordedRequest};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::support::answer::{at, data, list};
use crate::support::{TestGateway, key, pick};

/// A gateway over one desk.
pub(super) struct Desk {
    pub(super) gateway: TestGateway,
    pub(super) kind: ProviderKind,
    pub(super) sample: Sample,
}

/// Global ids of things in a desk; made up where it has none, for writes that it refuses.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) conversation: String,
    pub(super) other: String,
    pub(super) ticket: String,
    pub(super) message: String,
    pub(super) contact: String,
    pub(super) agent: String,
    pub(super) team: String,
    pub(super) inbox: String,
    pub(super) organization: String,
    pub(super) tag: String,
    /// A place of the provider that conversations stand in, if it has such.
    pub(super) channel: Value,
    /// Names of two tags that are there.
    pub(super) tags: [String; 2],
}

const WANTED: &str = "query($s: [String!]) {
    conversations(first: 50, sources: $s) { nodes {
        id statusCategory channel { kind } viewerCan contact { id } ticket { id }
        tags { name } raw(pointer: \"/channelId\")
    } }
    contacts(first: 5, sources: $s) { nodes { id } }
    agents(first: 5, sources: $s) { nodes { id } }
    teams(first: 5, sources: $s) { nodes { id } }
    tags(first: 50, sources: $s) { nodes { id name } }
    inboxes(first: 5, sources: $s) { nodes { id } }
    organizations(first: 5, sources: $s) { nodes { id } }
}";

impl Desk {
    pub(super) async fn open(kind: ProviderKind) -> Self {
        let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
        Self {
            gateway,
            kind,
            sample: sample(kind).await,
        }
    }

    /// Makes a mutation; answers its payload.
    pub(super) async fn write(&self, mutation: &str, input: &Value) -> Value {
        self.write_for(mutation, input, "").await
    }

    /// Makes a mutation and selects more of its payload.
    pub(super) async fn write_for(&self, mutation: &str, input: &Value, fields: &str) -> Value {
        let document = document(mutation, fields);
        let variables = json!({ "input": input });
        let answer = self.gateway.query_with(&document, variables).await;
        assert_eq!(
            answer.get("errors"),
            None,
            "{} {mutation}: {answer}",
            self.kind
        );
        at(data(&answer), &format!("/{mutation}")).clone()
    }

    /// What the desk was asked since, oldest first; asking for a token is no call of ours.
    pub(super) fn asked(&self) -> Vec<RecordedRequest> {
        let requests = self.gateway.provider(self.kind).requests().into_iter();
        requests
            .filter(|request| !request.path.ends_with("/token"))
            .collect()
    }

    /// What the desk was asked since that is not a read.
    pub(super) fn wrote(&self) -> Vec<RecordedRequest> {
        let is_write = |request: &RecordedRequest| !is_read(request);
        self.asked().into_iter().filter(is_write).collect()
    }

    pub(super) fn forget(&self) {
        self.gateway.forget_requests();
    }

    /// Lets something go wrong with the next write.
    pub(super) fn fault_of_writes(&self, fault: &Fault) {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let method = method.parse().unwrap();
            let rule = fault.clone().times(1).method(method);
            let rule = READS.iter().fold(rule, |rule, read| rule.sparing(read));
            self.gateway.provider(self.kind).fault(rule);
        }
    }

    pub(super) fn heal(&self) {
        self.gateway.provider(self.kind).clear_faults();
    }

    /// The texts of the newest messages of a conversation, activity records aside.
    pub(super) async fn texts(&self, conversation: &str) -> Vec<String> {
        let query = "query($id: ID!) @fresh(maxAgeSeconds: 0) {
            conversation(id: $id) { messages(last: 50) { nodes { kind body { text } } } }
        }";
        let answer = self
            .gateway
            .query_with(query, json!({ "id": conversation }))
            .await;
        let messages = list(data(&answer), "/conversation/messages/nodes");
        let of_people = messages
            .iter()
            .filter(|message| message["kind"] != "ACTIVITY");
        of_people
            .filter_map(|message| message["body"]["text"].as_str())
            .map(|text| text.trim().to_owned())
            .collect()
    }

    pub(super) async fn can(&self, capability: &str) -> bool {
        let query = format!("{{ sources {{ can(capability: {capability}) }} }}");
        let answer = self.gateway.query(&query).await;
        at(data(&answer), "/sources/0/can").as_bool().unwrap()
    }
}

/// The things of a desk. Every sandbox tells the same story, so they are looked for once.
async fn sample(kind: ProviderKind) -> Sample {
    static SAMPLES: [OnceCell<Sample>; 5] = [const { OnceCell::const_new() }; 5];
    let place = ProviderKind::ALL
        .iter()
        .position(|one| *one == kind)
        .unwrap();
    let found = SAMPLES[place].get_or_init(|| async move {
        let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
        let answer = gateway
            .query_with(WANTED, json!({ "s": [key(kind)] }))
            .await;
        Sample::of(&gateway, kind, data(&answer)).await
    });
    found.await.clone()
}

/// Ends of paths that are asked by POST and change nothing: lists, and tokens.
const READS: [&str; 3] = ["/list", "/filter", "/token"];

fn is_read(request: &RecordedRequest) -> bool {
    request.method == "GET" || READS.iter().any(|end| request.path.ends_with(end))
}

/// The document of a mutation.
pub(super) fn document(mutation: &str, fields: &str) -> String {
    let (first, rest) = mutation.split_at(1);
    let input = format!("{}{rest}Input", first.to_uppercase());
    format!(
        "mutation($input: {input}!) {{ {mutation}(input: $input) {{
            userErrors {{ code message field allowedValues isRetryable retryAfterSeconds source {{ key }} upstreamMessage targetId }}
            receipt {{ operationIds upstreamCallCount wasReplayed isComplete sideEffects }}
            {fields}
        }} }}"
    )
}

/// The codes of the problems of a payload.
pub(super) fn codes(payload: &Value) -> Vec<&str> {
    let errors = list(payload, "/userErrors").iter();
    errors
        .map(|error| error["code"].as_str().unwrap())
        .collect()
}

fn made_up<K: Noun>(kind: ProviderKind) -> String {
    Id::<K>::new(&SourceKey::parse(key(kind)).unwrap(), "1").to_global()
}

fn first(found: &Value, list: &str) -> Option<String> {
    let id = found.pointer(&format!("/{list}/nodes/0/id"))?;
    id.as_str().map(str::to_owned)
}

impl Sample {
    async fn of(gateway: &TestGateway, kind: ProviderKind, found: &Value) -> Self {
        use deskgraph::model::{Agent, Contact, Inbox, Message, Organization, Tag, Team, Ticket};
        let rows = list(found, "/conversations/nodes");
        let is_open = |row: &&Value| {
            let can = row["viewerCan"].as_array().unwrap();
            row["statusCategory"] == "TODO" && can.iter().any(|action| action == "REPLY")
        };
        let mut open = rows.iter().filter(is_open);
        let one = open.next().expect("the story has open conversations");
        let other = open.next().unwrap_or(&rows[0]);
        let id = one["id"].as_str().unwrap().to_owned();
        let message = Self::message(gateway, rows).await;
        let names: Vec<String> = list(found, "/tags/nodes")
            .iter()
            .map(|tag| tag["name"].as_str().unwrap().to_owned())
            .collect();
        let name = |place: usize, made_up: &str| {
            names.get(place).map_or(made_up, String::as_str).to_owned()
        };
        Self {
            ticket: pick_id(&one["ticket"]).unwrap_or_else(|| made_up::<Ticket>(kind)),
            contact: pick_id(&one["contact"])
                .or_else(|| first(found, "contacts"))
                .unwrap_or_else(|| made_up::<Contact>(kind)),
            message: message.unwrap_or_else(|| {
                let conversation = Id::<Message>::new(&SourceKey::parse(key(kind)).unwrap(), "1");
                Id::<Message>::within(&conversation, "2").to_global()
            }),
            agent: first(found, "agents").unwrap_or_else(|| made_up::<Agent>(kind)),
            team: first(found, "teams").unwrap_or_else(|| made_up::<Team>(kind)),
            inbox: first(found, "inboxes").unwrap_or_else(|| made_up::<Inbox>(kind)),
            organization: first(found, "organizations")
                .unwrap_or_else(|| made_up::<Organization>(kind)),
            tag: first(found, "tags").unwrap_or_else(|| made_up::<Tag>(kind)),
            channel: one["raw"].clone(),
            tags: [name(0, "billing"), name(1, "urgent")],
            other: other["id"].as_str().unwrap().to_owned(),
            conversation: id,
        }
    }

    /// A message that can be edited or deleted, else any.
    async fn message(gateway: &TestGateway, rows: &[Value]) -> Option<String> {
        let query = "query($id: ID!) { conversation(id: $id) {
            messages(last: 50) { nodes { id kind viewerCan } }
        } }";
        let mut any = None;
        for row in rows.iter().take(10) {
            let answer = gateway.query_with(query, json!({ "id": row["id"] })).await;
            for message in pick::having(data(&answer), "viewerCan") {
                let id = message["id"].as_str().map(str::to_owned);
                let can = message["viewerCan"].as_array().unwrap();
                if can.len() == 2 && message["kind"] == "AGENT_REPLY" {
                    return id;
                }
                any = any.or(id);
            }
        }
        any
    }
}

fn pick_id(object: &Value) -> Option<String> {
    object["id"].as_str().map(str::to_owned)
}
