//! Messages: windows, kinds and files.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Desk, keys, numbers};

async fn ids(query: &str) -> Vec<u64> {
    let answer = Desk::new()
        .get(&format!("/conversations/3/messages{query}"))
        .await;
    numbers(&answer["payload"], "id")
}

/// Every message of the desk.
async fn all() -> Vec<Value> {
    let desk = Desk::new();
    let mut all = Vec::new();
    for number in 1..=27 {
        let path = format!("/conversations/{number}/messages?after=0&before=2147483647");
        let answer = desk.get(&path).await;
        all.extend(answer["payload"].as_array().unwrap().iter().cloned());
    }
    all
}

#[tokio::test]
async fn the_four_windows_cut_by_id_and_answer_oldest_first() {
    let whole = ids("?after=0").await;
    assert_eq!(whole.len(), 48);
    assert!(whole.is_sorted());
    assert_eq!(ids("").await, whole[28..]);
    assert_eq!(ids(&format!("?before={}", whole[28])).await, whole[8..28]);
    assert_eq!(ids(&format!("?before={}", whole[8])).await, whole[..8]);
    assert_eq!(ids(&format!("?after={}", whole[40])).await, whole[41..]);
    assert_eq!(
        ids(&format!("?after={}&before={}", whole[4], whole[7])).await,
        whole[4..7]
    );
    assert_eq!(
        ids(&format!("?after={}&before={}", whole[4], whole[4] + 1)).await,
        [whole[4]]
    );
    assert_eq!(ids("?before=nonsense").await, Vec::<u64>::new());
    assert_eq!(ids("?before=&after=").await, whole[28..]);
}

#[tokio::test]
async fn internal_messages_can_be_left_out() {
    let path = "/conversations/3/messages?after=0&filter_internal_messages=true";
    let public = Desk::new().get(path).await["payload"].clone();
    let public = public.as_array().unwrap();
    assert!(public.len() < 48 && public.len() > 20);
    assert!(
        public
            .iter()
            .all(|one| one["private"] == false && one["message_type"] != 2)
    );
}

#[tokio::test]
async fn ids_are_shared_by_all_conversations_and_rise_with_time() {
    let mut all = all().await;
    all.sort_by_key(|message| message["id"].as_u64());
    let ids: Vec<u64> = all
        .iter()
        .map(|message| message["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids[0], 9001);
    assert!(ids.is_sorted_by(|one, other| one < other));
    assert!(all.is_sorted_by_key(|message| message["created_at"].as_i64()));
}

#[tokio::test]
async fn a_plain_message_has_the_keys_of_its_release() {
    let answer = Desk::new().get("/conversations/1/messages").await;
    assert_eq!(
        keys(&answer["meta"]),
        [
            "additional_attributes",
            "agent_last_seen_at",
            "assignee",
            "assignee_last_seen_at",
            "contact",
            "labels"
        ]
    );
    assert!(
        answer["meta"]["agent_last_seen_at"]
            .as_str()
            .unwrap()
            .ends_with('Z')
    );
    let first = &answer["payload"][0];
    assert_eq!(first["message_type"], 0);
    assert_eq!(first["content_type"], "text");
    assert_eq!(first["conversation_id"], 1);
    assert_eq!(first["inbox_id"], 17);
    assert_eq!(first["private"], false);
    assert!(first["source_id"].as_str().unwrap().starts_with("wamid."));
    assert_eq!(first["sender"]["type"], "contact");
    assert_eq!(first["sender"]["phone_number"], "+351910000201");
    assert!(first.get("sender_type").is_none() && first.get("updated_at").is_none());
}

#[tokio::test]
async fn every_kind_of_message_is_in_the_story() {
    let all = all().await;
    let count = |test: &dyn Fn(&Value) -> bool| all.iter().filter(|message| test(message)).count();
    let has_no_sender = |message: &Value| message.get("sender").is_none();
    assert_eq!(
        count(&|one| one["message_type"] == 2 && !has_no_sender(one)),
        0
    );
    assert!(count(&|one| one["message_type"] == 2) > 10);
    assert!(
        count(&|one| one["message_type"] == 3
            && one["content_type"] == "text"
            && has_no_sender(one))
            > 0
    );
    assert_eq!(
        count(&|one| one["content_type"] == "input_csat" && has_no_sender(one)),
        2
    );
    let rating = "/content_attributes/submitted_values/csat_survey_response/rating";
    assert_eq!(count(&|one| one.pointer(rating) == Some(&json!(5))), 1);
    assert!(count(&|one| one["sender"]["type"] == "agent_bot" && one["message_type"] == 1) > 0);
    assert!(count(&|one| one["private"] == true && one["sender"]["type"] == "user") > 3);
    assert!(count(&|one| one["content_attributes"]["in_reply_to"].is_u64()) > 3);
    for status in ["sent", "delivered", "read", "failed"] {
        assert!(count(&|one| one["status"] == status) > 0, "{status}");
    }
    assert!(
        count(&|one| one["sender"]["type"] == "user" && one["sender"].get("email").is_some()) == 0
    );
}

#[tokio::test]
async fn an_incoming_mail_carries_its_parts() {
    let answer = Desk::new().get("/conversations/14/messages").await;
    let first = &answer["payload"][0];
    assert_eq!(first["content_type"], "incoming_email");
    let mail = &first["content_attributes"]["email"];
    assert_eq!(mail["from"], json!(["henrik.dahl@post.example"]));
    assert_eq!(mail["to"], json!(["help@kestrelbikes.example"]));
    assert_eq!(mail["message_id"], first["source_id"]);
    assert_eq!(mail["text_content"]["reply"], first["content"]);
    let html = mail["html_content"]["full"].as_str().unwrap();
    assert!(html.starts_with("<div dir=\"ltr\"><p>Hello,</p>"), "{html}");
    assert_eq!(first["content_attributes"]["cc_email"], mail["cc"]);
    let reply = answer["payload"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["message_type"] == 1);
    assert_eq!(reply.unwrap()["content_attributes"]["to_emails"], json!([]));
}

#[tokio::test]
async fn files_can_be_downloaded_through_a_redirect() {
    let desk = Desk::new();
    let all = all().await;
    let with_files: Vec<&Value> = all
        .iter()
        .filter(|one| one.get("attachments").is_some())
        .collect();
    assert!(!with_files.is_empty());
    for message in with_files {
        let file = &message["attachments"][0];
        assert_eq!(file["message_id"], message["id"]);
        let url = file["data_url"].as_str().unwrap();
        let path = url.strip_prefix("http://127.0.0.1:4005").unwrap();
        let redirect = desk
            .send(Request::get(path).body(Body::empty()).unwrap())
            .await;
        assert_eq!(redirect.status.as_u16(), 302);
        let path = redirect.headers["location"].to_str().unwrap();
        let path = path.strip_prefix("http://127.0.0.1:4005").unwrap();
        let stored = desk
            .send(Request::get(path).body(Body::empty()).unwrap())
            .await;
        assert_eq!(stored.status.as_u16(), 200);
        assert!(
            stored.text.starts_with("This is the content of "),
            "{}",
            stored.text
        );
        assert_eq!(file["file_size"], stored.text.len());
        let is_image = stored.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("image/");
        assert_eq!(file["file_type"] == "image", is_image);
    }
    let request = Request::get("/rails/active_storage/blobs/redirect/forged/x.png");
    let forged = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(forged.status.as_u16(), 404);
}

#[tokio::test]
async fn the_files_of_a_conversation_are_listed_with_their_senders() {
    let desk = Desk::new();
    let with_file = all()
        .await
        .into_iter()
        .find(|one| one.get("attachments").is_some())
        .unwrap();
    let path = format!(
        "/conversations/{}/attachments",
        with_file["conversation_id"]
    );
    let list = desk.get(&path).await;
    let first = &list["payload"][0];
    assert_eq!(first["message_id"], with_file["id"]);
    assert_eq!(first["sender"], with_file["sender"]);
    assert_eq!(first["created_at"], with_file["created_at"]);
    assert_eq!(first["data_url"], with_file["attachments"][0]["data_url"]);
}
