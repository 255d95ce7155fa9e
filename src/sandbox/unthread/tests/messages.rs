//! Messages and files.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Fake, keys, shown, text};
use crate::model::ProviderKind;
use crate::sandbox::world::{Channel, Entry, EntryKind};

#[tokio::test]
async fn customers_and_agents_write_differently_in_slack() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let messages = fake.messages(&told).await;
    let (asked, answered, note) = (&messages[0], &messages[1], &messages[2]);
    assert_eq!(
        asked,
        &json!({
            "id": "T05KESTREL1-C05Q1QLMK5X-1793970645.000001", "ts": "1793970645.000001",
            "userId": "U05HX9NN2CW", "userTeamId": "T05T83N0GFO", "botId": null, "botName": null,
            "text": "The bike refuses to assist on cold mornings. Display says \"E-17\" &amp; the battery shows 85%.\n\nIt never did this on firmware 4.1.3.",
            "subtype": null, "conversationId": told["id"], "timestamp": "2026-11-06T13:10:45.000Z", "threadTs": null,
            "user": {"id": told["submitterUserId"], "name": "Marcus Bell", "email": "marcus.bell@swiftparcel.example",
                "slackId": "U05HX9NN2CW", "photo": "https://avatars.kestrelbikes.example/marcus.png"},
            "content": null, "isPrivateNote": false, "isAutoresponse": false, "isExternal": true,
            "sourceType": "slack", "teamId": "T05KESTREL1", "channelId": "C05Q1QLMK5X", "triageThreadId": null,
            "blocks": null, "files": null, "updatedAt": "2026-11-06T13:10:45.000Z", "deletedAt": null,
        })
    );
    assert_eq!(answered["threadTs"], asked["ts"]);
    assert_eq!(
        (&answered["userId"], &answered["user"]),
        (&json!("U05BOT00001"), &Value::Null)
    );
    assert_eq!(answered["botName"], "Dóra Szabó");
    assert_eq!(answered["sentByUserId"], told["assignedToUserId"]);
    assert_eq!(
        answered["sentByUser"],
        json!({"name": "Dóra Szabó", "email": "dora.szabo@kestrelbikes.example"})
    );
    assert_eq!(answered["blocks"][0]["text"]["text"], answered["text"]);

    assert_eq!(note["channelId"], "C07TRIAGE01");
    assert_eq!(note["isPrivateNote"], false);
    assert_eq!(text(&note["triageThreadId"]).len(), 36);
    assert_eq!(note["threadTs"], "1793970645.000501");
    assert_eq!(note["user"]["name"], "Fleur de Wit");
    let mention = text(&note["text"]).split_once("> ").unwrap();
    assert_eq!(
        mention,
        (
            "<@U05EAY6TXID",
            "Checked telemetry for KB-1313-T: eleven assist drops since the update, none before."
        )
    );
    assert_eq!(told["latestMessage"]["id"], messages[5]["id"]);
}

#[tokio::test]
async fn mail_is_shown_by_the_bot_and_notes_stay_private() {
    let fake = Fake::open();
    let told = fake.conversation(24).await;
    let messages = fake.messages(&told).await;
    let [asked] = messages.as_slice() else {
        panic!("one mail")
    };
    assert_eq!(asked["text"], "");
    assert!(text(&asked["content"]).starts_with("<p>Hello,</p><p>The box arrived"));
    assert_eq!(asked["botName"], "Swift Dispatch");
    assert_eq!(
        asked["user"],
        json!({"id": told["submitterUserId"], "name": "Swift Dispatch", "email": "", "slackId": "", "photo": ""})
    );
    assert_eq!(
        asked["sentByUser"],
        json!({"name": "Swift Dispatch", "email": "support@swiftparcel.example"})
    );
    assert!(asked.get("sentByUserId").is_none());
    assert_eq!(asked["metadata"]["eventType"], "email_received");
    assert_eq!(asked["files"], Value::Null);
    // The size is a text here and a number among the files of the conversation.
    let file = &told["files"][0];
    let size = file["size"].as_u64().unwrap().to_string();
    assert_eq!(
        asked["metadata"]["event_payload"]["attachments"],
        json!([{"id": file["id"], "name": file["name"], "size": size, "type": file["mimetype"]}])
    );

    let mut notes = 0;
    for case in fake.world.cases_at(ProviderKind::Unthread) {
        let told = fake.conversation(case.number).await;
        for message in fake.messages(&told).await {
            let at = |entry: &&Entry| shown(entry.at) == message["timestamp"];
            let entry = case.entries.iter().find(at).unwrap();
            let is_note = entry.kind == EntryKind::Note;
            let is_slack = case.channel == Channel::Slack;
            assert_eq!(message["isPrivateNote"], is_note && !is_slack);
            assert_eq!(message["triageThreadId"].is_string(), is_note && is_slack);
            notes += usize::from(is_note && !is_slack);
        }
    }
    assert!(notes > 0);
}

#[tokio::test]
async fn texts_hold_mentions_links_and_entities_and_ids_are_unique() {
    let fake = Fake::open();
    let (mut texts, mut ids, mut contents) = (String::new(), BTreeSet::new(), String::new());
    let mut count = 0;
    for case in fake.world.cases_at(ProviderKind::Unthread) {
        let told = fake.conversation(case.number).await;
        for message in fake.messages(&told).await {
            count += 1;
            ids.insert(text(&message["id"]).to_owned());
            texts += text(&message["text"]);
            contents += message["content"].as_str().unwrap_or_default();
        }
    }
    assert_eq!(ids.len(), count);
    for part in ["<@U05", "<https://", "&lt;", "&amp;", "&gt;"] {
        assert!(texts.contains(part), "{part}");
    }
    assert!(contents.contains("&lt;script&gt;") && !contents.contains("<script"));
}

#[tokio::test]
async fn files_download_under_their_conversation_only() {
    let fake = Fake::open();
    let other = fake.conversation(1).await["id"].clone();
    let (mut from_slack, mut uploaded) = (0, 0);
    for case in fake.world.cases_at(ProviderKind::Unthread) {
        let told = fake.conversation(case.number).await;
        let attached: Vec<_> = case
            .entries
            .iter()
            .filter_map(|entry| entry.file.clone())
            .collect();
        let files = told["files"].as_array().unwrap();
        assert_eq!(files.len(), attached.len());
        for (file, attached) in files.iter().zip(attached) {
            let id = text(&file["id"]);
            assert_eq!(keys(file), ["id", "name", "size", "filetype", "mimetype"]);
            assert_eq!(file["name"], attached.name);
            assert_eq!(file["size"], attached.content().len());
            let is_from_slack = id.starts_with('F');
            from_slack += usize::from(is_from_slack);
            uploaded += usize::from(!is_from_slack);
            let path = |conversation| format!("/conversations/{conversation}/files/{id}/full");
            let (media_type, bytes) = fake.download(&path(text(&told["id"]))).await;
            assert_eq!(
                (media_type.as_str(), bytes),
                (attached.mime_type, attached.content())
            );
            if told["id"] != other {
                assert_eq!(fake.get(&path(text(&other))).await.0, StatusCode::NOT_FOUND);
            }
            let thumb = format!("/slack/files/{id}/thumb?thumbSize=160&teamId=T05KESTREL1");
            if is_from_slack && attached.mime_type.starts_with("image/") {
                assert_eq!(fake.download(&thumb).await.1, attached.content());
                let (status, _) = fake.get(&thumb.replace("160", "1025")).await;
                assert_eq!(status, StatusCode::BAD_REQUEST);
            } else {
                assert_eq!(fake.get(&thumb).await.0, StatusCode::NOT_FOUND);
            }
        }
    }
    assert!(from_slack > 0 && uploaded > 0);
}
