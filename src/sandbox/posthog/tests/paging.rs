//! Pages by limit and offset.

use serde_json::{Value, json};

use super::{TICKETS, peer};

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
    assert_eq!(page["count"], 11);
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
    assert_eq!(last["results"].as_array().unwrap().len(), 3);
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
