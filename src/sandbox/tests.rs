//! The running sandbox and its faults, over real HTTP.
#![expect(clippy::disallowed_methods, reason = "a test asks over real HTTP")]

use std::time::Duration;

use axum::http::Method;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use crate::clock::SettableClock;
use crate::model::ProviderKind;

use super::{Fault, RecordedRequest, RunningProvider, Sandbox};

async fn cord() -> Sandbox {
    let clock = SettableClock::at("2026-11-20T17:00:00Z".parse().unwrap());
    Sandbox::start(&[ProviderKind::Cord], clock).await.unwrap()
}

async fn get(provider: &RunningProvider, path: &str) -> reqwest::Result<Response> {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let url = format!("{}{path}", provider.base_url);
    client
        .get(url)
        .timeout(Duration::from_secs(20))
        .send()
        .await
}

#[tokio::test]
async fn requests_are_recorded_with_path_and_query() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    get(cord, "/health?a=%20b").await.unwrap();
    get(cord, "/nowhere/x%2Fy").await.unwrap();
    let seen = cord.requests();
    let seen: Vec<_> = seen
        .iter()
        .map(|request| (request.line(), request.query.as_deref()))
        .collect();
    let expected = [
        ("GET /health".to_owned(), Some("a=%20b")),
        ("GET /nowhere/x%2Fy".to_owned(), None),
    ];
    assert_eq!(seen, expected);
    cord.clear_requests();
    assert_eq!(cord.requests(), []);
}

#[tokio::test]
async fn what_is_sent_is_recorded_as_it_came() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    let url = format!("{}/v1/threads/t/messages", cord.base_url);
    let sent = Client::new().post(url).header("x-mark", "7");
    sent.body(r#"{"a": [1]}"#).send().await.unwrap();
    let RecordedRequest { headers, .. } = &cord.requests()[0];
    assert_eq!(headers["x-mark"], "7");
    assert_eq!(cord.requests()[0].json(), serde_json::json!({"a": [1]}));
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_work_and_before_it() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::Dropped.times(1));
    assert!(get(cord, "/health").await.is_err());
    cord.fault(Fault::AnswerLost.on("/health"));
    let client = Client::new().get(format!("{}/health", cord.base_url));
    let waited = client.timeout(Duration::from_millis(50)).send().await;
    assert!(waited.unwrap_err().is_timeout());
    assert_eq!(cord.requests().len(), 2);
}

#[tokio::test]
async fn a_fault_is_played_as_often_as_asked_and_only_where_it_fits() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(
        Fault::rate_limited(Some(7))
            .on("heal")
            .method(Method::GET)
            .times(1),
    );
    cord.fault(Fault::status(500).on("/v1/"));
    let first = get(cord, "/health").await.unwrap();
    assert_eq!(
        (first.status().as_u16(), &first.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    assert_eq!(get(cord, "/health").await.unwrap().status(), 200);
    assert_eq!(get(cord, "/v1/threads").await.unwrap().status(), 500);
    cord.clear_faults();
    assert_eq!(get(cord, "/v1/threads").await.unwrap().status(), 401);
    assert_eq!(cord.requests().len(), 4);
}

#[tokio::test]
async fn a_limit_without_a_time_has_no_retry_after() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::rate_limited(None));
    let answer = get(cord, "/health").await.unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers().get("retry-after"), None);
}

#[tokio::test]
async fn bodies_go_wrong_in_each_way() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    for (fault, kind, body) in [
        (Fault::NotJson, "application/json", "{\"data\": [1, 2, oh"),
        (Fault::EmptyBody, "", ""),
    ] {
        cord.fault(fault.times(1));
        let answer = get(cord, "/health").await.unwrap();
        let found = answer
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap());
        assert_eq!((answer.status().as_u16(), found), (200, kind));
        assert_eq!(answer.text().await.unwrap(), body);
    }
    cord.fault(Fault::Html.times(1));
    assert!(
        get(cord, "/health")
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .starts_with("<!DOCTYPE html>")
    );
    cord.fault(Fault::WrongContentType.times(1));
    let answer = get(cord, "/v1/threads").await.unwrap();
    assert_eq!(
        answer.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("missing_authorization_header")
    );
}

#[tokio::test]
async fn a_cut_off_answer_breaks_while_it_is_read() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::CutOff);
    let read = async { get(cord, "/v1/threads").await?.bytes().await };
    assert!(read.await.is_err());
}

#[tokio::test]
async fn an_endless_body_passes_any_limit() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::EndlessBody);
    let mut answer = get(cord, "/health").await.unwrap();
    let mut read = 0;
    while read < 3_000_000 {
        read += answer.chunk().await.unwrap().unwrap().len();
    }
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_drip_brings_the_right_answer_in_small_pieces() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    let whole = get(cord, "/v1/threads")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    cord.fault(Fault::Drip {
        bytes: 40,
        pause: Duration::from_millis(1),
    });
    let dripped = get(cord, "/v1/threads")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(dripped, whole);
}

#[tokio::test]
async fn a_redirect_names_the_other_host() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::Redirect {
        location: "http://elsewhere.example/".to_owned(),
    });
    let answer = get(cord, "/v1/threads").await.unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], "http://elsewhere.example/");
}

#[tokio::test]
async fn a_provider_that_never_answers_holds_only_its_own_requests() {
    let sandbox = cord().await;
    let cord = &sandbox.providers()[0];
    cord.fault(Fault::NoAnswer.on("/v1"));
    let waiting = get(cord, "/v1/threads");
    tokio::select! {
        answer = waiting => panic!("{answer:?}"),
        other = get(cord, "/health") => assert_eq!(other.unwrap().status(), 200),
    }
}

#[tokio::test]
async fn all_five_stand_on_one_address_below_their_names() {
    let clock = SettableClock::at("2026-11-20T17:00:00Z".parse().unwrap());
    let listener = super::server::free_port().await.unwrap();
    let address = listener.local_addr().unwrap();
    let sandbox = Sandbox::start_together(listener, clock).await.unwrap();
    let bases: Vec<&str> = sandbox
        .providers()
        .iter()
        .map(|provider| provider.base_url.as_str())
        .collect();
    let base = |path: &str| format!("http://{address}/{path}");
    assert_eq!(
        bases,
        ["unthread/api", "cord", "helpscout", "posthog", "nimchat"].map(base)
    );
    let cord = sandbox.provider(ProviderKind::Cord).unwrap();
    assert_eq!(get(cord, "/v1/threads").await.unwrap().status(), 401);
    assert_eq!(cord.requests()[0].path, "/v1/threads");
    assert_eq!(
        sandbox.provider(ProviderKind::Nimchat).unwrap().requests(),
        []
    );
}

#[tokio::test]
async fn a_dropped_sandbox_no_longer_listens() {
    let sandbox = cord().await;
    let base_url = sandbox.providers()[0].base_url.clone();
    drop(sandbox);
    let address = base_url.trim_start_matches("http://");
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}
