//! No credential leaves the gateway.

use deskgraph::graphql::EXAMPLES;
use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::{TestGateway, pick};

/// What must not be seen: every credential but the names of accounts, which are shown.
fn secrets(gateway: &TestGateway) -> Vec<String> {
    let shown = [
        "project_id",
        "account_id",
        "client_id",
        "token_url",
        "agent_group",
        "speaks_as",
        "organization_id",
    ];
    let credentials = gateway.providers().iter().flat_map(|one| &one.credentials);
    let secret = credentials.filter(|(name, _)| !shown.contains(name));
    secret.map(|(_, value)| value.clone()).collect()
}

fn assert_clean(secrets: &[String], what: &str, answer: &str) {
    for secret in secrets {
        assert!(!answer.contains(secret), "{what} tells a secret: {answer}");
    }
}

/// Everything that the examples and `raw` show of the newest conversations of every source.
async fn scan(gateway: &TestGateway, ids: &[(ProviderKind, String)], secrets: &[String]) {
    for (kind, id) in ids {
        for example in EXAMPLES {
            let mut variables: Value = serde_json::from_str(example.variables).unwrap();
            if variables.get("id").is_some() {
                variables["id"] = json!(id);
            }
            let answer = gateway.query_traced(example.query, variables).await;
            let what = format!("{kind}: {}", example.name);
            assert_clean(secrets, &what, &answer.to_string());
        }
        let raw = "query($id: ID!) @fresh { conversation(id: $id) { raw
            contact { raw organization { raw } } assignee { raw } team { raw } inbox { raw } tags { raw } ticket { raw }
            messages(last: 50) { nodes { raw interactive attachments { raw webUrl downloadUrl } } } } }";
        let answer = gateway.query_with(raw, json!({ "id": id })).await;
        assert_clean(secrets, &format!("{kind}: raw"), &answer.to_string());
        let lists = "{ agents(first: 50) { nodes { raw } } teams(first: 50) { nodes { raw } } tags(first: 50) { nodes { raw } }
            inboxes(first: 50) { nodes { raw } } sources { baseUrl accountRef health { lastError { message upstreamMessage } } } }";
        assert_clean(secrets, "lists", &gateway.query(lists).await.to_string());
    }
}

#[tokio::test]
async fn no_answer_tells_a_credential() {
    let gateway = TestGateway::start().await;
    let secrets = secrets(&gateway);
    assert!(
        secrets.len() >= ProviderKind::ALL.len(),
        "{}",
        secrets.len()
    );
    assert!(secrets.iter().all(|secret| secret.len() > 6));
    let mut ids = Vec::new();
    for kind in ProviderKind::ALL {
        for row in pick::conversations(&gateway, kind, "").await.iter().take(5) {
            ids.push((kind, row["id"].as_str().unwrap().to_owned()));
        }
    }
    scan(&gateway, &ids, &secrets).await;
}

#[tokio::test]
async fn a_desk_that_repeats_what_it_was_sent_is_not_quoted_with_it() {
    let gateway = TestGateway::builder().with_config("[cache]\nmax_bytes = 0");
    let gateway = gateway.start().await;
    let secrets = secrets(&gateway);
    for kind in ProviderKind::ALL {
        let provider = gateway.provider(kind);
        let sent = ["api_key", "secret", "client_secret", "api_access_token"];
        let mut credentials = provider.credentials.iter();
        let (_, secret) = credentials.find(|(name, _)| sent.contains(name)).unwrap();
        let said = format!("not good enough: {secret}");
        let body = json!({ "message": said, "error": said, "detail": said });
        let headers = vec![("content-type", "application/json".to_owned())];
        provider.fault(Fault::Status {
            status: 400,
            headers,
            body: body.to_string(),
        });
    }
    let query = "{ conversations(first: 3) { sources { status error { message upstreamCode upstreamMessage } } }
        sources { health { lastError { upstreamCode upstreamMessage } } } }";
    let answer = gateway.query(query).await.to_string();
    assert!(answer.contains("not good enough: [secret]"), "{answer}");
    assert_clean(&secrets, "the failures", &answer);
}
