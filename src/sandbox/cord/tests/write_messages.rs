//! Writing, changing and removing messages, and files.

use serde_json::{Value, json};

use super::{ListShape, Peer, keys, peer, refusal};

const THREAD: &str = "/v1/threads/case-1003";
const MESSAGES: &str = "/v1/threads/case-1003/messages";

fn says(text: &str) -> Value {
    json!([{"type": "p", "children": [{"text": text}]}])
}

async fn upload(peer: &Peer, owner: &str, name: &str) -> (u16, Value) {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"ownerID\"\r\n\r\n{owner}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\na;b\r\n--b--\r\n"
    );
    let kind = "multipart/form-data; boundary=b";
    peer.send_as("POST", "/v1/files", kind, body).await
}

#[tokio::test]
async fn a_message_is_said_in_a_thread() {
    let peer = peer(ListShape::Full).await;
    let before = peer.found(THREAD).await;
    let body =
        json!({"id": "m-new", "authorID": "gus", "content": says("On it."), "metadata": {"k": 1}});
    let answer = peer.done("POST", MESSAGES, body.clone()).await;
    let expected = json!({"success": true, "message": "Message created.", "messageID": "m-new"});
    assert_eq!(answer, expected);
    let thread = peer.found(THREAD).await;
    let count = |thread: &Value| thread["userMessages"].as_u64().unwrap();
    assert_eq!(count(&thread), count(&before) + 1);
    for list in ["subscribers", "repliers"] {
        assert!(
            thread[list].as_array().unwrap().contains(&json!("gus")),
            "{list}"
        );
    }
    let message = peer.found(&format!("{MESSAGES}/m-new")).await;
    assert_eq!(message["plaintext"], "On it.");
    assert_eq!(message["createdTimestamp"], "2026-11-20T17:00:00.000Z");
    assert_eq!(message["seenBy"], json!(["gus"]));
    assert_eq!(message["metadata"], json!({"k": 1}));
    assert_eq!(message["updatedTimestamp"], Value::Null);
    let newest = peer.found(MESSAGES).await;
    assert_eq!(newest[0], message);
    assert_eq!(keys(&newest[0]), keys(&newest[1]));

    let (status, again) = peer.send("POST", MESSAGES, body).await;
    assert_eq!(
        (status, &again["error"]),
        (409, &json!("message_already_exists"))
    );
    assert_eq!(count(&peer.found(THREAD).await), count(&before) + 1);
}

#[tokio::test]
async fn a_message_can_bring_its_thread() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/threads/fresh/messages";
    let mut body = json!({"authorID": "ana", "content": says("Hello")});
    let refused = peer.send("POST", path, body.clone()).await;
    let message = "Could not find thread with ID fresh";
    assert_eq!(refused, (404, refusal("thread_not_found", message)));
    body["createThread"] = json!({
        "groupID": "support", "location": {"page": "/new"}, "name": "Fresh", "url": "https://x.example/",
    });
    let made = peer.done("POST", path, body).await;
    assert!(made["messageID"].as_str().unwrap().starts_with("cord:"));
    let thread = peer.found("/v1/threads/fresh").await;
    assert_eq!(thread["name"], "Fresh");
    assert_eq!(thread["total"], 1);
    assert_eq!(thread["repliers"], json!([]));
    let page = peer.found("/v1/threads?limit=1").await;
    assert_eq!(page["threads"][0]["id"], "fresh");
}

#[tokio::test]
async fn a_message_reopens_a_resolved_thread() {
    let peer = peer(ListShape::Full).await;
    let path = "/v1/threads/case-1001";
    assert_eq!(peer.found(path).await["resolved"], true);
    let body = json!({"authorID": "ana", "content": says("One more thing")});
    peer.done("POST", &format!("{path}/messages"), body).await;
    assert_eq!(peer.found(path).await["resolved"], false);
    let messages = peer.found(&format!("{path}/messages")).await;
    assert_eq!(messages[0]["plaintext"], "One more thing");
    assert_eq!(messages[1]["plaintext"], "@Ana reopened this thread");
    assert_eq!(messages[1]["createdTimestamp"], "2026-11-20T16:59:59.999Z");
}

#[tokio::test]
async fn an_author_must_exist_and_belong_to_the_group() {
    let peer = peer(ListShape::Full).await;
    let say = |author: &str| json!({"authorID": author, "content": says("x")});
    let refused = peer.send("POST", MESSAGES, say("nobody")).await;
    let message = "Invalid message sender user id: nobody.";
    assert_eq!(refused, (401, refusal("user_not_found", message)));
    peer.done("PUT", "/v1/users/outsider", json!({"name": "Out Sider"}))
        .await;
    let refused = peer.send("POST", MESSAGES, say("outsider")).await;
    let message = "message author is not a member of the organization the thread belongs to";
    assert_eq!(refused, (400, refusal("invalid_request", message)));
    // The provider's own thread ids are not taken here.
    let page = peer.found("/v1/threads").await;
    let mut ids = page["threads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| thread["id"].as_str().unwrap());
    let id = ids.find(|id| id.starts_with("cord:")).unwrap();
    let (status, body) = peer
        .send("POST", &format!("/v1/threads/{id}/messages"), say("ana"))
        .await;
    assert_eq!((status, &body["error"]), (404, &json!("thread_not_found")));
}

#[tokio::test]
async fn content_is_checked_twice() {
    let peer = peer(ListShape::Full).await;
    let say = |content: Value| json!({"authorID": "ana", "content": content});
    let mention = json!([{"type": "mention", "user": {"id": "x"}, "children": [{"text": "@X"}]}]);
    let cases = [
        (
            json!([{"type": "heading", "children": []}]),
            "invalid_request",
            "for content/0 must match",
        ),
        (
            json!([{"text": "top"}]),
            "invalid_field",
            "contained invalid element(s)",
        ),
        (
            mention,
            "invalid_field",
            "Could not find mentioned user with ID x",
        ),
        (
            json!("text"),
            "invalid_request",
            "for content must be type array",
        ),
    ];
    for (content, error, part) in cases {
        let (status, answer) = peer.send("POST", MESSAGES, say(content)).await;
        assert_eq!((status, &answer["error"]), (400, &json!(error)), "{answer}");
        assert!(
            answer["message"].as_str().unwrap().contains(part),
            "{answer}"
        );
    }
    peer.done("POST", MESSAGES, say(json!([]))).await;
}

#[tokio::test]
async fn a_message_is_edited_withdrawn_and_removed() {
    let peer = peer(ListShape::Full).await;
    let path = format!("{MESSAGES}/m-3-1");
    let answer = peer
        .done("PUT", &path, json!({"content": says("Better words")}))
        .await;
    assert_eq!(
        answer["message"],
        "✅ You successfully updated message m-3-1"
    );
    let message = peer.found(&path).await;
    assert_eq!(message["plaintext"], "Better words");
    assert_eq!(message["updatedTimestamp"], "2026-11-20T17:00:00.000Z");

    let total = peer.found(THREAD).await["total"].clone();
    peer.done("PUT", &path, json!({"deleted": true})).await;
    let thread = peer.found(THREAD).await;
    assert_eq!(
        (&thread["total"], &thread["deletedMessages"]),
        (&total, &json!(1))
    );
    peer.done(
        "PUT",
        &path,
        json!({"deleted": true, "deletedTimestamp": null}),
    )
    .await;
    assert_eq!(peer.found(&path).await["deletedTimestamp"], Value::Null);

    let answer = peer.done("DELETE", &path, json!({})).await;
    assert_eq!(
        answer["message"],
        "💀 You successfully deleted message m-3-1"
    );
    let gone = (404, refusal("message_not_found", "Message not found."));
    assert_eq!(peer.get(&path).await, gone);
    assert_eq!(peer.send("PUT", &path, json!({})).await, gone);
    assert_eq!(
        peer.found(THREAD).await["total"],
        total.as_u64().unwrap() - 1
    );
}

#[tokio::test]
async fn text_is_appended_to_markdown_only() {
    let peer = peer(ListShape::Full).await;
    let body = json!({"id": "m-md", "authorID": "ana", "content": [{"type": "markdown", "children": [{"text": "One"}]}]});
    peer.done("POST", MESSAGES, body).await;
    let path = format!("{MESSAGES}/m-md");
    peer.done(
        "POST",
        &format!("{path}/append"),
        json!({"text": " **two**"}),
    )
    .await;
    let message = peer.found(&path).await;
    assert_eq!(message["plaintext"], "One **two**");
    assert_eq!(message["updatedTimestamp"], Value::Null);
    let (status, answer) = peer
        .send(
            "POST",
            &format!("{MESSAGES}/m-3-1/append"),
            json!({"text": "x"}),
        )
        .await;
    assert_eq!(
        (status, &answer["error"]),
        (400, &json!("message_not_appendable"))
    );
}

#[tokio::test]
async fn a_file_is_uploaded_attached_and_downloaded() {
    let peer = peer(ListShape::Full).await;
    let (status, made) = upload(&peer, "ana", "list.csv").await;
    assert_eq!(
        (status, &made["message"]),
        (200, &json!("✅ File created."))
    );
    let id = made["fileID"].as_str().unwrap();
    let attach = |author: &str, id: &str| json!({"id": "m-file", "authorID": author, "content": [], "addAttachments": [{"type": "file", "id": id}]});
    let refused = peer.send("POST", MESSAGES, attach("bo", id)).await;
    assert_eq!(
        (refused.0, &refused.1["error"]),
        (403, &json!("file_belongs_to_different_user"))
    );
    let prefixed = peer
        .send("POST", MESSAGES, attach("ana", &format!("cord:{id}")))
        .await;
    assert_eq!(prefixed.0, 500);
    let unknown = "00000000-0000-4000-8000-000000000000";
    let refused = peer.send("POST", MESSAGES, attach("ana", unknown)).await;
    assert_eq!(refused, (404, refusal("file_not_found", "File not found.")));

    peer.done("POST", MESSAGES, attach("ana", id)).await;
    let message = peer.found(&format!("{MESSAGES}/m-file")).await;
    let file = &message["attachments"][0];
    assert_eq!(file["id"], format!("cord:{id}"));
    assert_eq!(
        (&file["name"], &file["mimeType"], &file["size"]),
        (&json!("list.csv"), &json!("text/csv"), &json!(3))
    );
    let link = file["url"]
        .as_str()
        .unwrap()
        .strip_prefix(&peer.base_url)
        .unwrap();
    assert_eq!(peer.answer(link, None).await.text().await.unwrap(), "a;b");
    let remove = json!({"removeAttachments": [{"type": "file", "id": id}]});
    peer.done("PUT", &format!("{MESSAGES}/m-file"), remove)
        .await;
    let message = peer.found(&format!("{MESSAGES}/m-file")).await;
    assert_eq!(message["attachments"], json!([]));
}

#[tokio::test]
async fn a_file_needs_an_owner_content_and_a_harmless_name() {
    let peer = peer(ListShape::Full).await;
    let refused = upload(&peer, "nobody", "a.csv").await;
    assert_eq!(
        refused,
        (401, refusal("invalid_user_id", "Invalid owner ID"))
    );
    let refused = upload(&peer, "ana", "Virus.EXE").await;
    let message = "Cannot upload file named Virus.EXE";
    assert_eq!(refused, (400, refusal("file_name_not_allowed", message)));
    let form = "multipart/form-data; boundary=b";
    let no_file = "--b\r\nContent-Disposition: form-data; name=\"ownerID\"\r\n\r\nana\r\n--b--\r\n";
    let refused = peer.send_as("POST", "/v1/files", form, no_file).await;
    assert_eq!(
        refused,
        (400, refusal("missing_field", "Missing file contents"))
    );
    let (status, body) = peer
        .send_as("POST", "/v1/files", form, "--b\r\nContent-")
        .await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
    let (status, body) = peer
        .send("POST", "/v1/files", json!({"ownerID": "ana"}))
        .await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
}

#[tokio::test]
async fn two_hundred_messages_at_once_are_two_hundred_messages() {
    let peer = peer(ListShape::Full).await;
    let before = peer.found(MESSAGES).await.as_array().unwrap().len();
    let body = json!({"authorID": "ana", "content": says("x")});
    let writes = (0..200).map(|_| peer.done("POST", MESSAGES, body.clone()));
    let answers = futures_util::future::join_all(writes).await;
    let ids: std::collections::HashSet<&str> = answers
        .iter()
        .map(|answer| answer["messageID"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 200);
    assert_eq!(
        peer.found(MESSAGES).await.as_array().unwrap().len(),
        before + 200
    );
}
