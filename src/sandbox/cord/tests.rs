//! The provider over real HTTP, held against its document.
#![expect(clippy::disallowed_methods, reason = "a test asks over real HTTP")]

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::clock::{SettableClock, SharedClock};
use crate::sandbox::desk::Setting;
use crate::sandbox::server::{self, Server};
use crate::sandbox::world::World;

use super::{ListShape, PROJECT_ID, SECRET, Switches, open_with};

const NOW: i64 = 1_795_194_000;

struct Peer {
    clock: Arc<SettableClock>,
    base_url: String,
    client: Client,
    _server: Server,
}

async fn peer(list_shape: ListShape) -> Peer {
    let listener = server::free_port().await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let clock = SettableClock::at(jiff::Timestamp::from_second(NOW).unwrap());
    let shared: SharedClock = clock.clone();
    let setting = Setting {
        world: &World::new(),
        clock: shared,
        base_url: base_url.clone(),
    };
    let desk = open_with(&setting, Switches { list_shape });
    let _server = Server::start(listener, desk.router);
    Peer {
        clock,
        base_url,
        client: Client::builder().build().unwrap(),
        _server,
    }
}

fn signed(algorithm: Algorithm, claims: &Value, secret: &str) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
}

fn token() -> String {
    let claims = json!({"project_id": PROJECT_ID, "iat": NOW, "exp": NOW + 60});
    signed(Algorithm::HS512, &claims, SECRET)
}

impl Peer {
    async fn answer(&self, path: &str, authorization: Option<&str>) -> Response {
        let mut request = self.client.get(format!("{}{path}", self.base_url));
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let bearer = format!("Bearer {}", token());
        json_of(self.answer(path, Some(&bearer)).await).await
    }

    /// Asks with a filter and perhaps other parameters.
    async fn filtered(&self, path: &str, filter: &str, more: &str) -> (u16, Value) {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        self.get(&format!("{path}?filter={filter}{more}")).await
    }

    /// Reads a list to its end, `limit` rows at a time; gives the ids and how many pages there were.
    async fn walk(&self, path: &str, rows: &str, limit: usize) -> (Vec<String>, usize) {
        let (mut found, mut pages, mut token) = (Vec::new(), 0, String::new());
        loop {
            let (status, page) = self.get(&format!("{path}?limit={limit}{token}")).await;
            assert_eq!(status, 200, "{page}");
            pages += 1;
            let ids = page[rows]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned());
            found.extend(ids);
            let Some(next) = page["pagination"]["token"].as_str() else {
                return (found, pages);
            };
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            token = format!("&token={next}");
        }
    }
}

async fn json_of(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

fn refusal(error: &str, message: &str) -> Value {
    json!({"error": error, "message": message})
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[tokio::test]
async fn headers_without_a_token_are_refused_in_the_documented_words() {
    let peer = peer(ListShape::Full).await;
    let shape = "Input type for authorization header bearer token is not valid, expected JWT.";
    for (header, error, message) in [
        (
            None,
            "missing_authorization_header",
            "Authorization header bearer token must be present.",
        ),
        (
            Some("Basic abc"),
            "invalid_authorization_header",
            "Expecting a token with a Bearer prefix.",
        ),
        (Some("Bearer abc"), "invalid_authorization_header", shape),
        (
            Some("Bearer a.b.c.d"),
            "invalid_authorization_header",
            shape,
        ),
    ] {
        let found = json_of(peer.answer("/v1/threads", header).await).await;
        assert_eq!(found, (401, refusal(error, message)));
    }
}

#[tokio::test]
async fn tokens_with_other_claims_or_keys_are_refused() {
    let peer = peer(ListShape::Full).await;
    let payload = "Authorization token payload invalid, must contain only project_id.";
    let signature = "JsonWebTokenError: invalid signature";
    let iat = "JsonWebTokenError: iat required when maxAge is specified";
    let bad = "invalid_project_token";
    for (claims, secret, error, message) in [
        (json!({"iat": NOW}), SECRET, bad, payload),
        (
            json!({"project_id": PROJECT_ID, "app_id": PROJECT_ID, "iat": NOW}),
            SECRET,
            bad,
            payload,
        ),
        (
            json!({"project_id": PROJECT_ID, "user_id": "ana", "iat": NOW}),
            SECRET,
            bad,
            payload,
        ),
        (
            json!({"project_id": "unknown", "iat": NOW}),
            SECRET,
            "project_not_found",
            "Platform project not found.",
        ),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW}),
            "other",
            bad,
            signature,
        ),
        (json!({"project_id": PROJECT_ID}), SECRET, bad, iat),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW, "exp": NOW - 30}),
            SECRET,
            bad,
            "TokenExpiredError: jwt expired",
        ),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW - 86_430}),
            SECRET,
            bad,
            "TokenExpiredError: maxAge exceeded",
        ),
    ] {
        let header = format!("Bearer {}", signed(Algorithm::HS512, &claims, secret));
        let found = json_of(peer.answer("/v1/threads", Some(&header)).await).await;
        assert_eq!(found, (401, refusal(error, message)), "{claims}");
    }
    let claims = json!({"project_id": PROJECT_ID, "iat": NOW});
    let header = format!("Bearer {}", signed(Algorithm::HS256, &claims, SECRET));
    let found = json_of(peer.answer("/v1/threads", Some(&header)).await).await;
    assert_eq!(
        found,
        (401, refusal(bad, "JsonWebTokenError: invalid algorithm"))
    );
}

#[tokio::test]
async fn a_token_lives_a_day_and_a_little_by_the_clock() {
    let peer = peer(ListShape::Full).await;
    let claims = json!({"app_id": PROJECT_ID, "iat": NOW});
    let header = format!("Bearer {}", signed(Algorithm::HS512, &claims, SECRET));
    peer.clock.advance(Duration::from_secs(86_429));
    let found = json_of(peer.answer("/v1/verify", Some(&header)).await).await;
    let body = json!({"success": true, "application_id": PROJECT_ID, "application_name": "Kestrel Fleet Console"});
    assert_eq!(found, (200, body));
    peer.clock.advance(Duration::from_secs(1));
    assert_eq!(peer.answer("/v1/verify", Some(&header)).await.status(), 401);
}

#[tokio::test]
async fn unknown_paths_are_pages_and_slashes_at_the_end_do_not_matter() {
    let peer = peer(ListShape::Full).await;
    let answer = peer.answer("/v1/nowhere", None).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("<pre>Cannot GET /v1/nowhere</pre>")
    );
    assert_eq!(
        peer.get("/v1/threads/").await,
        peer.get("/v1/threads").await
    );
    assert_eq!(peer.answer("/health", None).await.status(), 200);
}

#[tokio::test]
async fn the_list_is_ordered_by_the_newest_message_and_then_by_id() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/threads").await;
    assert_eq!(page["pagination"], json!({"token": null, "total": 20}));
    let world = World::new();
    let mut expected: Vec<_> = world
        .cases_at(crate::model::ProviderKind::Cord)
        .map(|case| {
            (
                std::cmp::Reverse(case.entries.last().unwrap().at),
                super::seed::thread_id(case.number),
            )
        })
        .collect();
    expected.sort();
    let ids = page["threads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| thread["id"].as_str().unwrap());
    assert!(ids.eq(expected.iter().map(|(_, id)| id.as_str())));
}

#[tokio::test]
async fn pages_lose_nothing_and_a_full_last_page_is_followed_by_an_empty_one() {
    let peer = peer(ListShape::Full).await;
    let (whole, _) = peer.walk("/v1/threads", "threads", 1000).await;
    assert_eq!(
        peer.walk("/v1/threads", "threads", 3).await,
        (whole.clone(), 7)
    );
    assert_eq!(
        peer.walk("/v1/threads", "threads", 1).await,
        (whole.clone(), 21)
    );
    assert_eq!(peer.walk("/v1/threads", "threads", 10).await, (whole, 3));
    let (users, pages) = peer.walk("/v1/users", "users", 4).await;
    assert_eq!((users.len(), pages), (24, 6));
    let (members, pages) = peer.walk("/v1/groups/swift/members", "users", 5).await;
    assert_eq!((members.len(), pages), (10, 2));
    let (messages, _) = peer.walk("/v1/messages", "messages", 1000).await;
    assert_eq!(messages.len(), 111);
    assert_eq!(
        peer.walk("/v1/messages", "messages", 37).await,
        (messages, 4)
    );
}

#[tokio::test]
async fn the_token_is_base64_of_the_last_row() {
    use base64::Engine;
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/threads?limit=1").await;
    let token = page["pagination"]["token"].as_str().unwrap();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(token)
        .unwrap();
    let token: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(keys(&token), ["externalID", "nextCursorTimestamp"]);
    assert_eq!(token["externalID"], page["threads"][0]["id"]);
    let at = token["nextCursorTimestamp"].as_str().unwrap();
    assert_eq!(
        (at.len(), &at[..8], &at[10..11], &at[19..20]),
        (26, "2026-11-", " ", ".")
    );
}

#[tokio::test]
async fn limits_are_read_as_javascript_does() {
    let peer = peer(ListShape::Full).await;
    let rows = async |limit: &str| {
        let (status, page) = peer.get(&format!("/v1/threads?limit={limit}")).await;
        (status, page["threads"].as_array().map(Vec::len))
    };
    assert_eq!(rows("10abc").await, (200, Some(10)));
    assert_eq!(rows("0").await, (200, Some(0)));
    assert_eq!(rows("-1").await, (500, None));
    let found = peer.get("/v1/threads?limit=many").await;
    assert_eq!(
        found,
        (400, refusal("invalid_field", "Limit must be a number."))
    );
    let found = peer.get("/v1/threads?token=%21").await;
    assert_eq!(
        found,
        (
            400,
            refusal("invalid_field", "Pagination token is not valid")
        )
    );
}

#[tokio::test]
async fn the_list_has_three_shapes() {
    let (_, full) = peer(ListShape::Full).await.get("/v1/threads?limit=2").await;
    assert_eq!(keys(&full), ["threads", "pagination"]);
    let (_, threads) = peer(ListShape::Threads)
        .await
        .get("/v1/threads?limit=2")
        .await;
    assert_eq!(threads, json!({"threads": full["threads"]}));
    let (_, array) = peer(ListShape::Array)
        .await
        .get("/v1/threads?limit=2")
        .await;
    assert_eq!(array.as_array().unwrap().len(), 2);
    assert_eq!(array[0]["id"], full["threads"][0]["id"]);
    assert_eq!(array[0].get("groupID"), None);
}

#[tokio::test]
async fn a_thread_differs_between_the_list_and_its_own_answer() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer
        .filtered(
            "/v1/threads",
            r#"{"location":{"page":"/reports","view":3}}"#,
            "",
        )
        .await;
    let row = &page["threads"][0];
    let (_, thread) = peer.get("/v1/threads/case-1003").await;
    assert_eq!(
        keys(row),
        [
            "id",
            "organizationID",
            "total",
            "userMessages",
            "actionMessages",
            "deletedMessages",
            "resolved",
            "resolvedTimestamp",
            "participants",
            "subscribers",
            "mentioned",
            "repliers",
            "actionMessageRepliers",
            "name",
            "url",
            "location",
            "metadata",
            "groupID",
            "typing",
        ]
    );
    assert_eq!(
        keys(&thread),
        [
            "id",
            "organizationID",
            "groupID",
            "total",
            "userMessages",
            "actionMessages",
            "deletedMessages",
            "resolved",
            "resolvedTimestamp",
            "participants",
            "repliers",
            "actionMessageRepliers",
            "subscribers",
            "mentioned",
            "typing",
            "name",
            "url",
            "location",
            "metadata",
            "extraClassnames",
        ]
    );
    assert_eq!(
        keys(&row["participants"][0]),
        ["lastSeenTimestamp", "userID"]
    );
    assert_eq!(
        keys(&thread["participants"][0]),
        ["lastSeenTimestamp", "userID", "displayName"]
    );
    let seen = |thread: &Value| {
        thread["participants"][0]["lastSeenTimestamp"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(seen(row).ends_with("+00:00"), "{}", seen(row));
    assert!(
        seen(&thread).ends_with('Z') && seen(&thread).len() == 24,
        "{}",
        seen(&thread)
    );
    assert_eq!(
        thread["participants"].as_array().unwrap().last().unwrap()["userID"],
        Value::Null
    );
    assert_eq!(
        (&thread["total"], &thread["resolved"]),
        (&json!(30), &json!(false))
    );
    assert_eq!(thread["groupID"], "costa");
}

#[tokio::test]
async fn awkward_and_missing_ids_are_told_apart() {
    let peer = peer(ListShape::Full).await;
    let (status, thread) = peer.get("/v1/threads/case%2F11%20gr%C3%B6%C3%9Fe").await;
    assert_eq!((status, &thread["id"]), (200, &json!("case/11 größe")));
    let (status, thread) = peer
        .get(&format!("/v1/threads/{}", super::seed::thread_id(4)))
        .await;
    assert_eq!((status, &thread["groupID"]), (200, &json!("norrby")));
    let missing = refusal("thread_not_found", "Thread not found.");
    assert_eq!(peer.get("/v1/threads/case-1").await, (404, missing.clone()));
    assert_eq!(
        peer.get("/v1/threads/case-1/messages").await,
        (404, missing.clone())
    );
    assert_eq!(
        peer.get("/v1/threads/case-1/messages/m-1-1").await,
        (404, missing)
    );
    let (status, body) = peer.get("/v1/threads/cord:nonsense").await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
    let missing = refusal("message_not_found", "Message not found.");
    assert_eq!(
        peer.get("/v1/threads/case-1001/messages/m-2-1").await,
        (404, missing)
    );
    let missing = refusal("user_not_found", "Platform user not found.");
    assert_eq!(peer.get("/v1/users/nobody").await, (404, missing));
    let missing = refusal("group_not_found", "Platform group not found.");
    assert_eq!(peer.get("/v1/groups/nowhere").await, (404, missing.clone()));
    assert_eq!(peer.get("/v1/groups/nowhere/members").await, (404, missing));
    assert_eq!(peer.get("/v1/users/cord:x").await.0, 400);
}

#[tokio::test]
async fn filters_keep_what_they_say() {
    let peer = peer(ListShape::Full).await;
    let total = async |filter: &str| {
        let (status, page) = peer.filtered("/v1/threads", filter, "").await;
        assert_eq!(status, 200, "{page}");
        page["pagination"]["total"].as_u64().unwrap()
    };
    assert_eq!(total("{}").await, 20);
    assert_eq!(total(r#"{"resolvedStatus":"resolved"}"#).await, 7);
    assert_eq!(total(r#"{"resolvedStatus":"unresolved"}"#).await, 13);
    assert_eq!(total(r#"{"resolvedStatus":"any"}"#).await, 20);
    assert_eq!(total(r#"{"groupID":"swift"}"#).await, 4);
    assert_eq!(
        total(r#"{"groupID":"swift","organizationID":"norrby"}"#).await,
        4
    );
    assert_eq!(total(r#"{"metadata":{"depot":"north"}}"#).await, 7);
    assert_eq!(
        total(r#"{"metadata":{"vehicles":42.0,"vip":true}}"#).await,
        1
    );
    assert_eq!(total(r#"{"location":{"page":"/zones"}}"#).await, 0);
    assert_eq!(
        total(r#"{"location":{"value":{"page":"/zones"},"partialMatch":true}}"#).await,
        5
    );
    assert_eq!(
        total(r#"{"firstMessageTimestamp":{"from":"2026-11-10"}}"#).await,
        15
    );
    assert_eq!(
        total(r#"{"firstMessageTimestamp":{"to":1794268799999}}"#).await,
        5
    );
    assert_eq!(
        total(r#"{"mostRecentMessageTimestamp":{"from":"2027-01-01T00:00:00Z"}}"#).await,
        0
    );
}

#[tokio::test]
async fn both_ends_of_a_range_are_inside() {
    let peer = peer(ListShape::Full).await;
    let (_, messages) = peer
        .get("/v1/threads/case-1002/messages?sortDirection=ascending")
        .await;
    let first = messages[0]["createdTimestamp"].as_str().unwrap();
    let filter = json!({"firstMessageTimestamp": {"from": first, "to": first}}).to_string();
    let (_, page) = peer.filtered("/v1/threads", &filter, "").await;
    assert_eq!(page["threads"][0]["id"], "case-1002");
    assert_eq!(page["pagination"]["total"], 1);
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let peer = peer(ListShape::Full).await;
    let field = |message: &str| (400, refusal("invalid_field", message));
    let unsupported = |key: &str| {
        field(&format!(
            "The filter object does not support \"{key}\" as a field."
        ))
    };
    let ask = async |path: &str, filter: &str| peer.filtered(path, filter, "").await;
    assert_eq!(
        ask("/v1/threads", "[]").await,
        field("The filter object must be a valid JSON object.")
    );
    assert_eq!(
        ask("/v1/threads", "{").await,
        field("The filter object must be a valid JSON object.")
    );
    assert_eq!(
        ask("/v1/threads", "null").await,
        (500, refusal("error", "internal server error"))
    );
    assert_eq!(
        ask("/v1/threads", r#"{"colour":1}"#).await,
        unsupported("colour")
    );
    assert_eq!(
        ask("/v1/threads", r#"{"authorID":"ana"}"#).await,
        unsupported("authorID")
    );
    assert_eq!(
        ask("/v1/messages", r#"{"resolvedStatus":"any"}"#).await,
        unsupported("resolvedStatus")
    );
    assert_eq!(
        ask("/v1/users", r#"{"groupID":"swift"}"#).await,
        unsupported("groupID")
    );
    assert_eq!(
        ask("/v1/threads", r#"{"firstMessageTimestamp":{}}"#)
            .await
            .0,
        400
    );
    assert_eq!(ask("/v1/threads", r#"{"metadata":{"a":{}}}"#).await.0, 400);
    let missing = refusal("group_not_found", "Platform group not found.");
    assert_eq!(
        ask("/v1/threads", r#"{"groupID":"nowhere"}"#).await,
        (401, missing)
    );
    let missing = refusal("user_not_found", "Platform user not found.");
    assert_eq!(
        ask("/v1/messages", r#"{"authorID":"nobody"}"#).await,
        (401, missing)
    );
}

#[tokio::test]
async fn messages_come_newest_first_unless_asked_otherwise() {
    let peer = peer(ListShape::Full).await;
    let (_, down) = peer.get("/v1/threads/case-1003/messages").await;
    let (_, up) = peer
        .get("/v1/threads/case-1003/messages?sortDirection=AsCending")
        .await;
    let mut turned = up.as_array().unwrap().clone();
    turned.reverse();
    assert_eq!((down.as_array().unwrap(), turned.len()), (&turned, 30));
    let (status, body) = peer
        .get("/v1/threads/case-1003/messages?sortDirection=up")
        .await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
}

#[tokio::test]
async fn a_message_is_the_same_in_every_list() {
    let peer = peer(ListShape::Full).await;
    let (_, of_thread) = peer
        .get("/v1/threads/case-1002/messages?sortDirection=ascending")
        .await;
    let (_, one) = peer.get("/v1/threads/case-1002/messages/m-2-1").await;
    assert_eq!(of_thread[0], one);
    let (_, list) = peer
        .filtered(
            "/v1/messages",
            r#"{"groupID":"lumen","authorID":"kwame"}"#,
            "",
        )
        .await;
    assert_eq!(list["messages"][0], one);
    assert_eq!(
        keys(&one),
        [
            "id",
            "organizationID",
            "groupID",
            "threadID",
            "authorID",
            "url",
            "content",
            "plaintext",
            "createdTimestamp",
            "updatedTimestamp",
            "deletedTimestamp",
            "type",
            "iconURL",
            "translationKey",
            "metadata",
            "seenBy",
            "extraClassnames",
            "skipLinkPreviews",
            "attachments",
            "reactions",
        ]
    );
    assert_eq!(
        one["content"][2],
        json!({"type": "bullet", "children": [
            {"type": "p", "children": [{"text": "restarted the phone"}]},
        ]})
    );
    assert!(
        one["plaintext"]
            .as_str()
            .unwrap()
            .contains("\n\nrestarted the phone\ntook the battery out")
    );
}

#[tokio::test]
async fn resolving_leaves_an_action_message() {
    let peer = peer(ListShape::Full).await;
    let (_, messages) = peer.get("/v1/threads/case-1001/messages").await;
    let (_, thread) = peer.get("/v1/threads/case-1001").await;
    let action = &messages[0];
    assert_eq!(action["type"], "action_message");
    assert_eq!(action["plaintext"], "@Dóra resolved this thread");
    assert_eq!(action["translationKey"], "cord.thread_resolved");
    assert_eq!(
        action["iconURL"],
        "https://app.cord.com/static/check-circle.svg"
    );
    assert!(action["id"].as_str().unwrap().starts_with("cord:"));
    assert_eq!(thread["resolvedTimestamp"], action["createdTimestamp"]);
    assert_eq!(
        (&thread["mentioned"], &thread["actionMessageRepliers"]),
        (&json!(["dora"]), &json!(["dora"]))
    );
}

#[tokio::test]
async fn a_withdrawn_message_stays_and_is_counted() {
    let peer = peer(ListShape::Full).await;
    let (_, thread) = peer.get("/v1/threads/case-1008").await;
    let counts = ["total", "userMessages", "actionMessages", "deletedMessages"]
        .map(|key| thread[key].clone());
    assert_eq!(counts, [json!(5), json!(4), json!(0), json!(1)]);
    let (_, message) = peer
        .get("/v1/threads/case-1008/messages/m-8-withdrawn")
        .await;
    assert!(message["deletedTimestamp"].is_string());
    assert_eq!(
        message["plaintext"],
        "Sorry, that was meant for another thread."
    );
}

#[tokio::test]
async fn users_and_groups_have_the_documented_fields() {
    let peer = peer(ListShape::Full).await;
    let (_, ana) = peer.get("/v1/users/ana").await;
    assert_eq!(
        keys(&ana),
        [
            "id",
            "email",
            "status",
            "name",
            "shortName",
            "short_name",
            "first_name",
            "last_name",
            "profilePictureURL",
            "profile_picture_url",
            "organizations",
            "groups",
            "metadata",
            "groupIDsWithLinkedSlackProfile",
        ]
    );
    assert_eq!(ana["groups"][0], "support");
    let (_, page) = peer
        .filtered("/v1/users", r#"{"metadata":{"role":"agent"}}"#, "")
        .await;
    assert_eq!(page["pagination"], json!({"token": null, "total": 7}));
    assert_eq!(page["users"][0]["id"], "ana");
    assert!(
        page["users"][0]["createdTimestamp"]
            .as_str()
            .unwrap()
            .ends_with("Z")
    );
    let (_, visitor) = peer.get("/v1/users/visitor").await;
    assert_eq!(
        (&visitor["email"], &visitor["groups"]),
        (&Value::Null, &json!(["riders"]))
    );
    let (_, groups) = peer.get("/v1/groups").await;
    assert_eq!(groups.as_array().unwrap().len(), 10);
    assert_eq!(
        keys(&groups[1]),
        ["id", "name", "status", "connectedToSlack", "metadata"]
    );
    let (_, support) = peer.get("/v1/organizations/support").await;
    let agents = json!(["ana", "bo", "chidi", "dora", "emre", "fleur", "gus"]);
    assert_eq!(
        (&support["name"], &support["members"]),
        (&json!("Kestrel Support"), &agents)
    );
}

#[tokio::test]
async fn a_file_downloads_by_its_link_for_four_hours() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/messages").await;
    let messages = page["messages"].as_array().unwrap();
    let file = messages
        .iter()
        .find_map(|message| message["attachments"].get(0))
        .unwrap();
    let link = file["url"]
        .as_str()
        .unwrap()
        .strip_prefix(&peer.base_url)
        .unwrap();
    let answer = peer.answer(link, None).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(
        answer.headers()["content-type"],
        file["mimeType"].as_str().unwrap()
    );
    let text = answer.text().await.unwrap();
    assert_eq!(
        text,
        format!(
            "This is the content of {}.\n",
            file["name"].as_str().unwrap()
        )
    );
    assert_eq!(file["size"], text.len());
    assert_eq!(peer.answer(&format!("{link}x"), None).await.status(), 403);
    peer.clock.advance(Duration::from_secs(4 * 3600));
    assert_eq!(peer.answer(link, None).await.status(), 403);
}
