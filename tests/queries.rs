//! Runs every fixture of `queries/` and compares its answer with the snapshot beside it.

mod fixture;

use deskgraph::graphql::{EXAMPLES, WRITES};
use deskgraph::model::ProviderKind;
use insta::{Settings, assert_snapshot};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::support::answer::data;
use crate::support::redact::redacted;
use crate::support::{TestGateway, pick};

use fixture::Fixture;

#[test]
fn every_fixture_is_answered_as_its_snapshot_says() {
    // The function that the files are handed to cannot wait.
    let runtime = Runtime::new().unwrap();
    insta::glob!("queries/*/*.graphql", |path| {
        let answer = runtime.block_on(Fixture::read(path).answer());
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(path.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_suffix("");
        settings.set_omit_expression(true);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = serde_json::to_string_pretty(&redacted(answer)).unwrap();
        settings.bind(|| assert_snapshot!(name, text));
    });
}

#[tokio::test]
async fn the_writes_of_the_page_are_made_at_a_desk_that_can_make_them() {
    let gateway = TestGateway::start().await;
    for example in WRITES {
        let mut variables: Value = serde_json::from_str(example.variables).unwrap();
        variables["id"] = json!(pick::conversation(&gateway, ProviderKind::HelpScout).await);
        let answer = gateway.query_with(example.query, variables).await;
        for (field, payload) in data(&answer).as_object().unwrap() {
            assert_eq!(
                payload["userErrors"],
                json!([]),
                "{}: {field}",
                example.name
            );
        }
    }
}

#[tokio::test]
async fn the_examples_of_the_page_have_no_errors() {
    let gateway = TestGateway::start().await;
    for example in EXAMPLES {
        let mut variables: Value = serde_json::from_str(example.variables).unwrap();
        if variables.get("id").is_some() {
            let kind = gateway.providers()[0].kind;
            variables["id"] = json!(pick::conversation(&gateway, kind).await);
        }
        let answer = gateway.query_with(example.query, variables).await;
        let answer = data(&answer).as_object().unwrap();
        assert!(
            answer.values().all(|value| !value.is_null()),
            "{}: {answer:#?}",
            example.name
        );
    }
}
