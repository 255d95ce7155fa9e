//! Pages by limit and offset.

use axum::Router;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{MAIN_KEY, Peer, TICKETS, peer, request};

#[tokio::test]
async fn pages_by_offset_add_up_to_the_whole_list() {
    let peer = peer();
    let whole = peer.get(TICKETS).await;
    let mut page = peer.get(&format!("{TICKETS}?limit=5")).await;
    let mut walked = page["results"].as_array().unwrap().clone();
    while !page["next"].is_null() {
        page = peer.follow(&page["next"]).await;
        assert_eq!(page["count"], 22);
        walked.extend(page["results"].as_array().unwrap().clone());
    }
    assert_eq!(walked.len(), 22);
    assert_eq!(json!(walked), whole["results"]);
}

#[tokio::test]
async fn links_are_absolute_and_keep_the_filters() {
    let peer = peer();
    let base = format!("http://127.0.0.1:7999{TICKETS}");
    let page = peer
        .get(&format!("{TICKETS}?status=open,new&limit=4&offset=4"))
        .await;
    assert_eq!(page["count"], 10);
    assert_eq!(
        page["next"],
        format!("{base}?limit=4&offset=8&status=open%2Cnew")
    );
    assert_eq!(
        page["previous"],
        format!("{base}?limit=4&status=open%2Cnew")
    );
    let last = peer.follow(&page["next"]).await;
    assert_eq!(last["next"], Value::Null);
    assert_eq!(last["results"].as_array().unwrap().len(), 2);
    assert_eq!(
        last["previous"],
        format!("{base}?limit=4&offset=4&status=open%2Cnew")
    );
}

#[tokio::test]
async fn limits_and_offsets_that_make_no_sense_are_ignored() {
    let peer = peer();
    for query in [
        "limit=0",
        "limit=-5",
        "limit=ten",
        "limit=99999999999999999999",
        "offset=-1",
        "offset=x",
    ] {
        assert_eq!(peer.numbers(query).await.len(), 22, "{query}");
    }
}

#[tokio::test]
async fn a_page_past_the_end_is_empty() {
    let peer = peer();
    let page = peer.get(&format!("{TICKETS}?offset=500&limit=5000")).await;
    assert_eq!(page["count"], 22);
    assert_eq!(page["results"], json!([]));
    assert_eq!(page["next"], Value::Null);
    // The limit is cut down to the highest one, and the link says so.
    let previous = format!("http://127.0.0.1:7999{TICKETS}?limit=1000");
    assert_eq!(page["previous"], previous);
}

#[tokio::test]
async fn the_desk_can_be_served_below_a_path() {
    let Peer { clock, router } = peer();
    let router = Router::new().nest("/posthog", router);
    let peer = Peer { clock, router };
    let page = peer
        .get(&format!("/posthog{TICKETS}?limit=1&search=Haddad"))
        .await;
    assert_eq!(page["results"][0]["ticket_number"], 1);
    // Links begin with the configured address, whatever the router around does.
    let page = peer.get(&format!("/posthog{TICKETS}?limit=21")).await;
    let next = format!("http://127.0.0.1:7999{TICKETS}?limit=21&offset=21");
    assert_eq!(page["next"], next);
}

#[tokio::test]
async fn a_list_can_be_asked_for_its_headers_alone() {
    let answer = peer().send(request("HEAD", MAIN_KEY, TICKETS)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["content-type"], "application/json");
}
