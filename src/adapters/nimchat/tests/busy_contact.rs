//! A contact with more conversations than one answer holds. Nobody in the story has as many.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde_json::{Value, json};
use url::Url;

use super::super::{Account, Nimchat};
use crate::adapters::Setup;
use crate::clock::SettableClock;
use crate::model::{
    ConversationCondition as Is, ConversationOrder, ConversationParts, ConversationQuery, Id,
    PageRequest, SourceKey,
};
use crate::provider::Provider as _;
use crate::transport::{CallContext, Limits};

type Asked = Arc<Mutex<Vec<String>>>;

/// How many conversations the contact has.
const ALL: u64 = 31;
/// Of another person, whom another inbox calls the same.
const FOREIGN: u64 = 99;

fn conversation(number: u64) -> Value {
    let person = if number == FOREIGN { 29 } else { 28 };
    json!({"id": number, "status": "resolved", "last_activity_at": 1_700_000_000 + number,
        "meta": {"sender": {"id": person, "name": "Vera"}, "channel": "Channel::Api"}})
}

async fn newest(State(asked): State<Asked>) -> axum::Json<Value> {
    asked.lock().unwrap().push("newest".to_owned());
    let newest: Vec<_> = (ALL - 19..=ALL).rev().map(conversation).collect();
    axum::Json(json!({ "payload": newest }))
}

async fn contact(State(asked): State<Asked>) -> axum::Json<Value> {
    asked.lock().unwrap().push("contact".to_owned());
    let ways = [json!({"source_id": "partner 28", "inbox": {}})];
    axum::Json(json!({"payload": {"id": 28, "name": "Vera", "contact_inboxes": ways}}))
}

async fn list(
    State(asked): State<Asked>,
    Query(query): Query<std::collections::HashMap<String, String>>,
) -> axum::Json<Value> {
    let way = format!(
        "{} {} {}",
        query["status"], query["source_id"], query["page"]
    );
    asked.lock().unwrap().push(way);
    let numbers: Vec<_> = (1..=ALL).chain([FOREIGN]).rev().collect();
    let page: usize = query["page"].parse().unwrap();
    let rows: Vec<_> = numbers
        .chunks(25)
        .nth(page - 1)
        .unwrap_or_default()
        .to_vec();
    let rows: Vec<_> = rows.into_iter().map(conversation).collect();
    let meta = json!({ "all_count": numbers.len() });
    axum::Json(json!({ "data": { "meta": meta, "payload": rows } }))
}

async fn desk(asked: Asked) -> Nimchat {
    let of = |path: &str| format!("/api/v1/accounts/7{path}");
    let routes = Router::new()
        .route(&of("/contacts/28/conversations"), get(newest))
        .route(&of("/contacts/28"), get(contact))
        .route(&of("/conversations"), get(list))
        .with_state(asked);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let setup = Setup {
        key: SourceKey::parse("chat").unwrap(),
        base_url: Url::parse(&format!("http://{address}")).unwrap(),
        limits: Limits::default(),
        clock: SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap()),
    };
    let account = Account {
        account_id: 7,
        api_access_token: "token".to_owned().into(),
        platform_token: None,
        inbox_identifier: None,
    };
    Nimchat::new(setup, account).unwrap()
}

#[tokio::test]
async fn older_conversations_are_found_through_the_inboxes() {
    let asked = Asked::default();
    let desk = desk(asked.clone()).await;
    let query = ConversationQuery {
        conditions: vec![Is::Contacts(vec![Id::new(desk.key(), "28")])],
        order: ConversationOrder::default(),
    };
    let context = CallContext::default();
    let parts = ConversationParts::SUMMARY;
    let page = desk.conversations(&context, &query, PageRequest::first(10), parts);
    let page = page.await.unwrap();
    let numbers: Vec<u64> = page
        .items
        .iter()
        .map(|row| row.id.native().parse().unwrap())
        .collect();
    assert_eq!(numbers, (1..=ALL).rev().collect::<Vec<_>>());
    assert_eq!((page.total, page.next), (Some(ALL), None));
    let expected = ["newest", "contact", "all partner 28 1", "all partner 28 2"];
    assert_eq!(*asked.lock().unwrap(), expected);
}
