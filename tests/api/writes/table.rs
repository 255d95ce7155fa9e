//! Mutation by provider: what is asked of the desk and what comes back, or the refusal that asks nothing.

use std::fmt::Write as _;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::RecordedRequest;
use serde_json::Value;

use super::cases::{CASES, Case};
use super::desk::{Desk, codes};

/// Makes a mutation on a desk of its own.
async fn row(case: &Case, kind: ProviderKind) -> String {
    let desk = Desk::open(kind).await;
    let can = desk.can(case.capability).await;
    let mut input = case.input(&desk);
    input["idempotencyKey"] = "the-key".into();
    let payload = desk.write(case.mutation, &input).await;
    let name = case.name();
    let problems = codes(&payload);
    if can {
        let is_told_too_late = problems.contains(&"UNSUPPORTED") && !desk.wrote().is_empty();
        assert!(!is_told_too_late, "{kind} {name}: {payload}");
    } else {
        assert_eq!(problems, ["UNSUPPORTED"], "{kind} {name}: {payload}");
        let asked = desk.asked().len();
        assert_eq!(asked, 0, "{kind} {name}: a refusal costs no call");
    }
    let mut text = format!("## {name}\n");
    for request in desk.asked() {
        text += &shown(&request);
    }
    for problem in payload["userErrors"].as_array().unwrap() {
        let (code, field, message) = (&problem["code"], &problem["field"], &problem["message"]);
        writeln!(
            text,
            "refused: {code} {field} {message} {}",
            problem["allowedValues"]
        )
        .unwrap();
    }
    let receipt = &payload["receipt"];
    if receipt.is_object() && problems.is_empty() {
        assert_eq!(
            receipt["upstreamCallCount"],
            desk.asked().len(),
            "{kind} {name}"
        );
        writeln!(text, "side effects: {}", receipt["sideEffects"]).unwrap();
    }
    text
}

/// Method, path, query, and body; what differs from run to run taken out.
fn shown(request: &RecordedRequest) -> String {
    let query = request.query.as_ref().map(|query| format!("?{query}"));
    let mut text = format!("{}{}\n", request.line(), query.unwrap_or_default());
    let json: Value = request.json();
    if !json.is_null() {
        writeln!(text, "    {json}").unwrap();
    } else if !request.body.is_empty() {
        let form = String::from_utf8_lossy(&request.body);
        let boundary = form.lines().next().unwrap_or_default().to_owned();
        for line in form.replace(&boundary, "--boundary").lines() {
            writeln!(text, "    {line}").unwrap();
        }
    }
    text
}

async fn table(kind: ProviderKind) -> String {
    let mut text = String::new();
    for case in CASES {
        text += &row(case, kind).await;
        text.push('\n');
    }
    text
}

macro_rules! tables {
    ($($name:ident $kind:ident,)+) => {$(
        #[tokio::test]
        async fn $name() {
            insta::assert_snapshot!(table(ProviderKind::$kind).await);
        }
    )+};
}

tables! {
    unthread Unthread,
    cord Cord,
    help_scout HelpScout,
    post_hog PostHog,
    nimchat Nimchat,
}
