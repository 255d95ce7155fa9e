//! Comments, which are the messages.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{COMMENTS, MAIN_KEY, Peer, TICKETS, keys, peer};

impl Peer {
    pub(super) async fn id_of(&self, number: u32) -> String {
        let ticket = self.listed(number).await;
        ticket["id"].as_str().unwrap().to_owned()
    }

    pub(super) async fn messages_of(&self, number: u32, more: &str) -> Value {
        let id = self.id_of(number).await;
        let query = format!("scope=conversations_ticket&item_id={id}{more}");
        self.get(&format!("{COMMENTS}?{query}")).await
    }

    async fn count(&self, query: &str) -> Value {
        let counted = self.get(&format!("{COMMENTS}count/?{query}")).await;
        assert_eq!(keys(&counted), ["count"]);
        counted["count"].clone()
    }
}

fn contents(page: &Value) -> Vec<&str> {
    let comments = page["results"].as_array().unwrap();
    let contents = comments.iter().map(|comment| &comment["content"]);
    contents.map(|content| content.as_str().unwrap()).collect()
}

fn authors(page: &Value) -> Vec<&str> {
    let comments = page["results"].as_array().unwrap();
    let types = comments
        .iter()
        .map(|comment| &comment["item_context"]["author_type"]);
    types.map(|kind| kind.as_str().unwrap()).collect()
}

#[tokio::test]
async fn messages_come_newest_first_without_a_count() {
    let page = peer().messages_of(1, "").await;
    assert_eq!(keys(&page), ["next", "previous", "results"]);
    assert_eq!(page["next"], Value::Null);
    assert_eq!(page["previous"], Value::Null);
    assert_eq!(authors(&page), ["customer", "support", "AI", "customer"]);
    assert_eq!(
        contents(&page)[0],
        "It happened again this morning, at ten past seven."
    );
}

#[tokio::test]
async fn a_message_of_the_customer_names_no_user() {
    let page = peer().messages_of(1, "").await;
    let expected = json!({
        "id": "01a1b9b7-4c40-7250-b695-5e261dd87797",
        "created_by": null,
        "deleted": false,
        "content": "It happened again this morning, at ten past seven.",
        "rich_content": null,
        "version": 0,
        "created_at": "2026-11-08T05:52:40Z",
        "item_id": "01a1b197-a5a0-77e0-a4b7-dda814354f42",
        "item_context": {
            "author_type": "customer",
            "distinct_id": "usr_1574ad62",
            "is_private": false,
        },
        "scope": "conversations_ticket",
        "source_comment": null,
    });
    assert_eq!(page["results"][0], expected);
    assert_eq!(keys(&page["results"][0]), keys(&expected));
}

#[tokio::test]
async fn a_reply_names_its_user_and_has_rich_content() {
    let page = peer().messages_of(1, "").await;
    let reply = &page["results"][1];
    let text = "We found it: the night job that renews logins stopped during the night. It runs \
                again, so tomorrow should be fine.";
    let user = json!({
        "id": 311,
        "uuid": "018fd306-f680-72c6-84ec-bf1c96a51b62",
        "distinct_id": "staff_311",
        "first_name": "Ana",
        "last_name": "Ruiz",
        "email": "ana.ruiz@kestrelbikes.example",
        "is_email_verified": true,
        "hedgehog_config": null,
        "role_at_organization": "other",
    });
    assert_eq!(reply["created_by"], user);
    assert_eq!(reply["content"], text);
    let paragraph = json!({"type": "paragraph", "content": [{"type": "text", "text": text}]});
    assert_eq!(
        reply["rich_content"],
        json!({"type": "doc", "content": [paragraph]})
    );
    assert_eq!(reply["version"], 1);
    assert_eq!(
        reply["item_context"],
        json!({"author_type": "support", "is_private": false})
    );
}

#[tokio::test]
async fn the_cursor_walks_through_all_messages_and_back() {
    let peer = peer();
    let first = peer.messages_of(2, "").await;
    assert_eq!(first["results"].as_array().unwrap().len(), 100);
    assert_eq!(first["previous"], Value::Null);
    let second = peer.follow(&first["next"]).await;
    assert_eq!(second["next"], Value::Null);
    assert_eq!(
        peer.follow(&second["previous"]).await["results"],
        first["results"]
    );

    let both = [&first, &second].map(|page| page["results"].as_array().unwrap());
    let times: Vec<&str> = both
        .into_iter()
        .flatten()
        .map(|comment| comment["created_at"].as_str().unwrap())
        .collect();
    let id = peer.id_of(2).await;
    let total = peer.count(&format!("item_id={id}")).await;
    assert_eq!(total, times.len());
    let parsed: Vec<jiff::Timestamp> = times.iter().map(|time| time.parse().unwrap()).collect();
    assert!(parsed.is_sorted_by(|newer, older| newer > older));
}

#[tokio::test]
async fn the_cursor_walks_through_the_comments_of_all_tickets() {
    let peer = peer();
    let mut page = peer.get(COMMENTS).await;
    let mut ids = Vec::new();
    loop {
        let comments = page["results"].as_array().unwrap();
        ids.extend(comments.iter().map(|comment| comment["id"].to_string()));
        if page["next"].is_null() {
            break;
        }
        page = peer.follow(&page["next"]).await;
    }
    assert_eq!(peer.count("").await, ids.len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(peer.count("").await, ids.len());
}

#[tokio::test]
async fn a_bad_cursor_is_not_found() {
    let peer = peer();
    // The last three are base64 of `p=soon`, `o=-1` and `x=1`.
    for cursor in ["abc", "%25", "8J%2BYgA==", "cD1zb29u", "bz0tMQ==", "eD0x"] {
        let path = format!("{COMMENTS}?cursor={cursor}");
        let answer = peer.get_with(MAIN_KEY, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{cursor}");
        let expected = json!({
            "type": "invalid_request",
            "code": "not_found",
            "detail": "Invalid cursor",
            "attr": null,
        });
        assert_eq!(answer.json(), expected, "{cursor}");
    }
}

#[tokio::test]
async fn an_item_is_named_by_uuid_not_by_number() {
    let peer = peer();
    let page = peer.get(&format!("{COMMENTS}?item_id=1")).await;
    assert_eq!(page, json!({"next": null, "previous": null, "results": []}));
}

#[tokio::test]
async fn deleted_comments_are_hidden_unless_asked_for() {
    let peer = peer();
    let deleted = "Wrong ticket, sorry.";
    let hidden = peer.messages_of(4, "").await;
    let shown = peer.messages_of(4, "&deleted=true").await;
    assert!(!contents(&hidden).contains(&deleted));
    assert_eq!(contents(&shown).len(), contents(&hidden).len() + 1);
    let comments = shown["results"].as_array().unwrap();
    let comment = comments
        .iter()
        .find(|comment| comment["content"] == deleted);
    let comment = comment.unwrap();
    assert_eq!(comment["deleted"], true);

    let path = format!("{COMMENTS}{}/", comment["id"].as_str().unwrap());
    let answer = peer.get_with(MAIN_KEY, &path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(&peer.get(&format!("{path}?deleted=true")).await, comment);
}

#[tokio::test]
async fn the_scope_tells_messages_from_what_the_team_says_about_a_ticket() {
    let peer = peer();
    let id = peer.id_of(4).await;
    let page = peer
        .get(&format!("{COMMENTS}?scope=Ticket&item_id={id}"))
        .await;
    assert_eq!(
        contents(&page),
        ["Yes, since Monday.", "Do we have a help page for this?"]
    );
    let question = page["results"][1]["id"].as_str().unwrap();
    assert_eq!(page["results"][0]["source_comment"], question);
    let answers = peer
        .get(&format!("{COMMENTS}?source_comment={question}"))
        .await;
    assert_eq!(contents(&answers), ["Yes, since Monday."]);
    assert_eq!(peer.count("scope=Ticket").await, 2);
    assert_eq!(peer.count("scope=Insight").await, 0);
}

#[tokio::test]
async fn a_search_finds_all_its_words() {
    let peer = peer();
    let page = peer.get(&format!("{COMMENTS}?search=LOGINS+night")).await;
    assert_eq!(page["results"][0]["item_id"], peer.id_of(1).await);
}

#[tokio::test]
async fn a_comment_is_read_by_its_id() {
    let peer = peer();
    let page = peer.messages_of(1, "").await;
    let comment = &page["results"][1];
    let id = comment["id"].as_str().unwrap();
    assert_eq!(&peer.get(&format!("{COMMENTS}{id}/")).await, comment);
    for unknown in ["1", "00000000-0000-7000-8000-000000000000"] {
        let path = format!("{COMMENTS}{unknown}/");
        let answer = peer.get_with(MAIN_KEY, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn a_file_is_a_link_in_the_text() {
    let peer = peer();
    let page = peer.get(&format!("{COMMENTS}?search=uploaded_media")).await;
    let content = contents(&page)[0];
    let (_, link) = content.rsplit_once("](http://127.0.0.1:7999").unwrap();
    let path = link.strip_suffix(')').unwrap();
    let answer = peer.get_with("nobody", path).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (_, name) = content.rsplit_once('[').unwrap();
    let (name, _) = name.split_once(']').unwrap();
    let expected = format!("This is the content of {name}.\n");
    assert_eq!(answer.body, expected.as_bytes());
}

#[tokio::test]
async fn reading_messages_does_not_mark_as_read() {
    let peer = peer();
    peer.messages_of(3, "").await;
    peer.get(TICKETS).await;
    assert_eq!(peer.listed(3).await["unread_team_count"], 1);
}
