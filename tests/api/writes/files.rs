//! Files: handed in, sent with a message, read back.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use super::cases::reply;
use super::desk::{Desk, codes};
use crate::support::answer::{at, data, list};

async fn staged(desk: &Desk, name: &str, content: &str) -> String {
    use base64::Engine as _;
    let input = json!({
        "filename": name,
        "mimeType": "text/plain",
        "content": base64::engine::general_purpose::STANDARD.encode(content),
    });
    let document = "mutation($input: AttachmentStageInput!) { attachmentStage(input: $input) {
        attachment { id filename mimeType sizeBytes sha256 expiresAt } userErrors { code field message }
    } }";
    let answer = desk
        .gateway
        .query_with(document, json!({ "input": input }))
        .await;
    let payload = at(data(&answer), "/attachmentStage");
    assert_eq!(payload["userErrors"], json!([]), "{answer}");
    assert_eq!(payload["attachment"]["sizeBytes"], content.len());
    assert_eq!(payload["attachment"]["expiresAt"], "2026-11-21T10:00:00Z");
    payload["attachment"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_staged_file_goes_with_a_reply_and_can_be_downloaded() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        if !desk.can("ATTACHMENT_UPLOAD").await {
            continue;
        }
        let file = staged(&desk, "plan b.txt", "the plan").await;
        let mut input = reply(&desk, "See the file.");
        input["attachmentIds"] = json!([file]);
        let payload = desk.write("conversationReply", &input).await;
        assert_eq!(codes(&payload), [""; 0], "{kind}: {payload}");
        let query = "query($id: ID!) { conversation(id: $id) { messages(last: 5) { nodes {
            attachments { filename sizeBytes downloadUrl }
        } } } }";
        let variables = json!({ "id": desk.sample.conversation });
        let answer = desk.gateway.query_with(query, variables).await;
        let messages = list(data(&answer), "/conversation/messages/nodes").iter();
        let files = messages
            .filter_map(|message| message["attachments"].as_array())
            .flatten();
        let sent = files
            .filter(|file| file["filename"] == "plan b.txt")
            .collect::<Vec<_>>();
        assert_eq!(sent.len(), 1, "{kind}: {answer}");
        let link = sent[0]["downloadUrl"].as_str().unwrap();
        let content = desk.gateway.http().get(link).await;
        assert_eq!(content.text(), "the plan", "{kind}");
    }
}

#[tokio::test]
async fn what_is_not_kept_is_told_by_its_place() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let table = [
        (
            json!({ "filename": "", "mimeType": "text/plain", "content": "aGk=" }),
            "filename",
        ),
        (
            json!({ "filename": "a/b", "mimeType": "text/plain", "content": "aGk=" }),
            "filename",
        ),
        (
            json!({ "filename": "a", "mimeType": "text", "content": "aGk=" }),
            "mimeType",
        ),
        (
            json!({ "filename": "a", "mimeType": "text/plain", "content": "%" }),
            "content",
        ),
        (
            json!({ "filename": "a", "mimeType": "text/plain", "content": "" }),
            "content",
        ),
    ];
    let document = "mutation($input: AttachmentStageInput!) { attachmentStage(input: $input) {
        attachment { id } userErrors { code field } } }";
    for (input, field) in table {
        let answer = desk
            .gateway
            .query_with(document, json!({ "input": input }))
            .await;
        let payload = at(data(&answer), "/attachmentStage");
        assert_eq!(payload["attachment"], Value::Null);
        assert_eq!(
            payload["userErrors"][0]["field"],
            json!(["input", field]),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn a_large_file_is_streamed_in_over_http() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let content = "0123456789".repeat(300_000);
    let reply = desk
        .gateway
        .http()
        .upload("gro%C3%9F.txt", "text/plain", content.clone())
        .await;
    assert_eq!(
        (reply.status, &reply.json()["filename"]),
        (201, &json!("gro\u{df}.txt"))
    );
    let input = json!({
        "conversationId": desk.sample.conversation,
        "body": { "text": "Large." },
        "attachmentIds": [reply.json()["id"]],
    });
    let payload = desk.write("conversationReply", &input).await;
    assert_eq!(codes(&payload), [""; 0], "{payload}");
    let sent = desk.wrote().iter().map(|request| request.body.len()).max();
    assert!(sent.unwrap() > content.len());
}

#[tokio::test]
async fn a_file_that_has_expired_is_not_sent() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let file = staged(&desk, "a.txt", "x").await;
    desk.gateway
        .clock()
        .advance(std::time::Duration::from_secs(3600));
    let input = json!({
        "conversationId": desk.sample.conversation,
        "body": { "text": "Late." },
        "attachmentIds": [file],
    });
    let payload = desk.write("conversationReply", &input).await;
    assert_eq!(codes(&payload), ["NOT_FOUND"]);
    assert_eq!(
        payload["userErrors"][0]["field"],
        json!(["input", "attachmentIds"])
    );
    assert_eq!(desk.asked().len(), 0);
}
