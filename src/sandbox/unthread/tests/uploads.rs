//! Files that are sent along.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Fake, path, read, text};

struct Sent<'a> {
    name: &'a str,
    media_type: Option<&'a str>,
    content: Vec<u8>,
}

fn file<'a>(name: &'a str, media_type: Option<&'a str>, content: &[u8]) -> Sent<'a> {
    let content = content.to_vec();
    Sent {
        name,
        media_type,
        content,
    }
}

fn form(json: Option<&Value>, files: &[Sent<'_>]) -> Vec<u8> {
    let mut form = Vec::new();
    let field = "--b0\r\nContent-Disposition: form-data; name=";
    if let Some(json) = json {
        form.extend(format!("{field}\"json\"\r\n\r\n{json}\r\n").bytes());
    }
    for Sent {
        name,
        media_type,
        content,
    } in files
    {
        form.extend(format!("{field}\"attachments\"; filename=\"{name}\"\r\n").bytes());
        if let Some(media_type) = media_type {
            form.extend(format!("Content-Type: {media_type}\r\n").bytes());
        }
        form.extend(b"\r\n");
        form.extend(content);
        form.extend(b"\r\n");
    }
    form.extend(b"--b0--\r\n");
    form
}

async fn send(fake: &Fake, path: &str, form: Vec<u8>) -> (StatusCode, Value) {
    let request = fake.request(Method::POST, path);
    let request = request.header("Content-Type", "multipart/form-data; boundary=b0");
    read(fake.send(request.body(Body::from(form)).unwrap()).await).await
}

#[tokio::test]
async fn files_stand_in_the_metadata_and_come_a_little_later() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = path("conversations", &told);
    let body = json!({"body": {"type": "markdown", "value": "Two files"}});
    let files = [
        file("a.txt", Some("text/plain"), b"one\r\n"),
        file("b.bin", None, &[0, 255]),
        file("c.png", Some("image/png"), b""),
    ];
    let (status, sent) = send(&fake, &format!("{own}/messages"), form(Some(&body), &files)).await;
    assert_eq!(
        (status, &sent["text"]),
        (StatusCode::OK, &json!("Two files"))
    );
    assert_eq!(sent["files"], Value::Null);
    let listed = sent["metadata"]["event_payload"]["attachments"]
        .as_array()
        .unwrap();
    let id = |index: usize| text(&listed[index]["id"]);
    assert_eq!(
        listed[0],
        json!({"id": id(0), "name": "a.txt", "size": "5", "type": "text/plain"})
    );
    assert_eq!(listed[1]["type"], "application/octet-stream");
    let after = fake.object(&own).await;
    let known = after["files"].as_array().unwrap();
    let newest: Vec<&Value> = known[known.len() - 3..]
        .iter()
        .map(|file| &file["id"])
        .collect();
    assert_eq!(newest, [id(0), id(1), id(2)]);
    let mut early = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = format!("{own}/files/{}/full", id(index));
        early.push(fake.get(&path).await.0.as_u16());
        assert_eq!(fake.download(&path).await.1, file.content);
    }
    early.sort_unstable();
    assert_eq!(early, [404, 409, 425]);
}

#[tokio::test]
async fn files_can_be_all_there_is() {
    let fake = Fake::open();
    let told = fake.conversation(24).await;
    let path = format!("{}/messages", path("conversations", &told));
    let body = json!({"body": {"type": "markdown", "value": ""}});
    let one = [file("a.txt", None, b"1")];
    let (_, sent) = send(&fake, &path, form(Some(&body), &one)).await;
    assert_eq!(sent["text"], "file attached");
    let three = [
        file("a", None, b"1"),
        file("b", None, b"2"),
        file("c", None, b"3"),
    ];
    let (_, sent) = send(&fake, &path, form(Some(&body), &three)).await;
    assert_eq!(sent["text"], "3 files attached");
    let body = json!({"type": "triage", "triageChannelId": "C07TRIAGE01", "markdown": "See", "status": "open"});
    let (status, made) = send(&fake, "/conversations", form(Some(&body), &one)).await;
    assert_eq!(
        (status, &made["files"][0]["name"]),
        (StatusCode::OK, &json!("a.txt"))
    );
}

#[tokio::test]
async fn forms_that_are_broken_or_too_large_are_refused() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = path("conversations", &told);
    let path = format!("{own}/messages");
    let body = json!({"markdown": "Hi"});
    let detail = |answer: &Value| answer["errors"][0]["detail"].clone();
    let many: Vec<Sent<'_>> = (0..11).map(|_| file("a", None, b"1")).collect();
    for (form, said) in [
        (form(None, &[]), "json is required"),
        (form(Some(&json!([])), &[]), "the body must be an object"),
        (
            form(Some(&body), &many),
            "attachments must be at most 10 files",
        ),
        (
            form(Some(&body), &[file("", None, b"1")]),
            "attachments must have file names",
        ),
        (b"--b0\r\nContent".to_vec(), "the form is broken"),
        (Vec::new(), "the form is broken"),
    ] {
        let (status, answer) = send(&fake, &path, form).await;
        assert_eq!(
            (status, detail(&answer)),
            (StatusCode::BAD_REQUEST, json!(said))
        );
    }
    let largest = file("a", None, &vec![b'x'; 20_000_000]);
    let too_large = file("a", None, &vec![b'x'; 20_000_001]);
    let (status, _) = send(&fake, &path, form(Some(&body), &[too_large])).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let before = fake.messages(&told).await.len();
    let (status, _) = send(&fake, &path, form(Some(&body), &[largest])).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(fake.messages(&told).await.len(), before + 1);

    let huge = format!(r#"{{"markdown": "{}"}}"#, "x".repeat(2_000_001));
    let (status, _) = fake.post_text(&path, &huge).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let deep = "[".repeat(5000);
    assert_eq!(
        fake.post_text(&path, &deep).await.0,
        StatusCode::BAD_REQUEST
    );
}
