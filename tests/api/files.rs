//! Files are downloaded through the gateway.

use std::time::Duration;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, only_error, text};
use crate::support::{TestGateway, pick};

/// A file of a source that can be downloaded.
async fn file(gateway: &TestGateway, kind: ProviderKind) -> Value {
    let fields = "messages(last: 50) { nodes { attachments { id filename mimeType state sizeBytes downloadUrl } } }";
    let found = pick::conversations(gateway, kind, fields).await;
    let rows = Value::from(found);
    let files = pick::having(&rows, "downloadUrl");
    let mut linked = files
        .into_iter()
        .filter(|file| file["downloadUrl"].is_string());
    linked
        .next()
        .unwrap_or_else(|| panic!("{kind} has no file"))
        .clone()
}

async fn a_file_is_downloaded(kind: ProviderKind) {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let file = file(&gateway, kind).await;
    let reply = gateway.http().get(text(&file, "/downloadUrl")).await;
    assert_eq!(reply.status, 200, "{kind}: {file}");
    assert!(!reply.body.is_empty(), "{kind}");
    assert_eq!(
        reply.header("content-type"),
        text(&file, "/mimeType"),
        "{kind}"
    );
    let disposition = reply.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename*=UTF-8''"),
        "{kind}: {disposition}"
    );
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn an_infected_file_has_no_link() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::HelpScout]);
    let gateway = gateway.start().await;
    let fields = "messages(last: 50) { nodes { attachments { state downloadUrl } } }";
    let rows = Value::from(pick::conversations(&gateway, ProviderKind::HelpScout, fields).await);
    let files = pick::having(&rows, "downloadUrl").into_iter();
    let infected: Vec<_> = files.filter(|file| file["state"] == "INFECTED").collect();
    assert!(!infected.is_empty(), "the story has one");
    assert!(infected.iter().all(|file| file["downloadUrl"].is_null()));
}

#[tokio::test]
async fn a_file_of_unthread_is_downloaded() {
    a_file_is_downloaded(ProviderKind::Unthread).await;
}

#[tokio::test]
async fn a_file_of_cord_is_downloaded() {
    a_file_is_downloaded(ProviderKind::Cord).await;
}

#[tokio::test]
async fn a_file_of_helpscout_is_downloaded() {
    a_file_is_downloaded(ProviderKind::HelpScout).await;
}

#[tokio::test]
async fn a_file_of_nimchat_is_downloaded() {
    a_file_is_downloaded(ProviderKind::Nimchat).await;
}

#[tokio::test]
async fn a_link_that_was_tampered_with_leads_nowhere() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let file = file(&gateway, ProviderKind::Cord).await;
    let link = text(&file, "/downloadUrl");
    let (base, token) = link.rsplit_once('/').unwrap();
    gateway.forget_requests();
    let other = if token.starts_with('A') { "B" } else { "A" };
    for bad in [
        format!("{other}{}", &token[1..]),
        token[1..].to_owned(),
        "x".to_owned(),
        "%00".to_owned(),
    ] {
        let reply = gateway.http().get(&format!("{base}/{bad}")).await;
        assert_eq!(reply.status, 404, "{bad}");
    }
    assert_eq!(gateway.provider(ProviderKind::Cord).requests(), []);
}

#[tokio::test]
async fn a_link_ends() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let file = file(&gateway, ProviderKind::Cord).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Attachment { downloadUrl(expiresInSeconds: 60) } } }";
    let answer = gateway.query_with(query, json!({ "id": file["id"] })).await;
    let link = text(&answer, "/data/node/downloadUrl");
    gateway.clock().advance(Duration::from_secs(59));
    assert_eq!(gateway.http().get(link).await.status, 200);
    gateway.clock().advance(Duration::from_secs(1));
    assert_eq!(gateway.http().get(link).await.status, 404);
    // The usual link lives longer.
    assert_eq!(
        gateway.http().get(text(&file, "/downloadUrl")).await.status,
        200
    );
}

#[tokio::test]
async fn the_life_of_a_link_is_from_a_second_to_an_hour() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let file = file(&gateway, ProviderKind::Cord).await;
    for (seconds, is_good) in [
        (0, false),
        (-5, false),
        (3601, false),
        (1, true),
        (3600, true),
    ] {
        let query = format!(
            "query($id: ID!) {{ node(id: $id) {{ ... on Attachment {{ downloadUrl(expiresInSeconds: {seconds}) }} }} }}"
        );
        let answer = gateway
            .query_with(&query, json!({ "id": file["id"] }))
            .await;
        assert_eq!(
            at(&answer, "/data/node/downloadUrl").is_string(),
            is_good,
            "{seconds}"
        );
        if !is_good {
            assert_eq!(
                only_error(&answer)["extensions"]["argument"],
                "expiresInSeconds"
            );
        }
    }
}

#[tokio::test]
async fn a_desk_that_does_not_give_the_file_is_a_bad_gateway() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let file = file(&gateway, ProviderKind::Cord).await;
    gateway
        .provider(ProviderKind::Cord)
        .fault(Fault::status(500));
    let reply = gateway.http().get(text(&file, "/downloadUrl")).await;
    assert_eq!(reply.status, 502);
}
