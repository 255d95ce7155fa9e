use serde_json::json;

use crate::server::tests::client::{Call, GRAPHQL_JSON, Server};

#[tokio::test]
async fn the_answer_has_the_form_that_was_asked_for() {
    let server = Server::start().await;
    let plain = "application/json; charset=utf-8";
    let graphql = "application/graphql-response+json; charset=utf-8";
    for (accept, content_type) in [
        ("application/json", plain),
        ("application/json; charset=utf-8", plain),
        ("*/*", plain),
        ("application/*", plain),
        (GRAPHQL_JSON, graphql),
        ("application/graphql-response+json; charset=utf-8", graphql),
        (
            "application/graphql-response+json, application/json;q=0.9",
            graphql,
        ),
    ] {
        let call = Call::query("{ hello }").header("accept", accept);
        let reply = server.send(&call).await;
        assert_eq!(reply.status, 200, "{accept}");
        assert_eq!(reply.header("content-type"), Some(content_type), "{accept}");
        assert_eq!(reply.body, r#"{"data":{"hello":"world"}}"#);
    }
    let reply = server.send(&Call::query("{ hello }")).await;
    assert_eq!(reply.header("content-type"), Some(plain));
}

#[tokio::test]
async fn a_form_we_do_not_have_is_not_acceptable() {
    let server = Server::start().await;
    for accept in [
        "text/html",
        "text/event-stream",
        "multipart/mixed",
        "application/json;q=0",
    ] {
        let call = Call::query("{ hello }").header("accept", accept);
        let reply = server.send(&call).await;
        assert_eq!(reply.status, 406, "{accept}");
        assert_eq!(reply.code(), "BAD_INPUT");
    }
}

#[tokio::test]
async fn a_wrong_document_is_400_for_who_understands_it_and_200_for_others() {
    let server = Server::start().await;
    let cases = [
        (json!({"query": "{"}), "GRAPHQL_PARSE_FAILED"),
        (json!({"query": ""}), "GRAPHQL_PARSE_FAILED"),
        (json!({"query": "{ unknown }"}), "GRAPHQL_VALIDATION_FAILED"),
        (
            json!({"query": "{ hello @unknown }"}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({"query": "{ ...missing }"}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({"query": "{ ...f } fragment f on Query { ...f }"}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({"query": "query($a: Int!) { add(a: $a) }"}),
            "BAD_INPUT",
        ),
        (
            json!({"query": "query($a: Int!) { add(a: $a) }", "variables": {"a": null}}),
            "BAD_INPUT",
        ),
        (
            json!({"query": "query($a: Int!) { add(a: $a) }", "variables": {"a": "one"}}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({"query": "{ hello }", "operationName": "A"}),
            "BAD_INPUT",
        ),
        (
            json!({"query": "query A { hello } query B { hello }"}),
            "BAD_INPUT",
        ),
        (
            json!({"query": "{ a:this{b:this{c:this{d:this{e:this{f:this{g:this{h:this{i:this{j:this{k:this{l:this{m:this{n:this{o:this{p:this{q:this{r:this{s:this{t:this{u:this{v:this{w:this{x:this{y:this{hello}}}}}}}}}}}}}}}}}}}}}}}}}}"}),
            "QUERY_TOO_COMPLEX",
        ),
    ];
    for (body, code) in cases {
        let call = Call::post(body.to_string());
        for (accept, status) in [(GRAPHQL_JSON, 400), ("application/json", 200)] {
            let reply = server.send(&call.clone().header("accept", accept)).await;
            assert_eq!(reply.status, status, "{body} as {accept}");
            assert_eq!(reply.code(), code, "{body} as {accept}");
            assert_eq!(reply.json().get("data"), None, "{body} as {accept}");
        }
    }
}

#[tokio::test]
async fn a_query_may_come_by_get() {
    let server = Server::start().await;
    let calls = [
        Call::get_graphql(&[("query", "{ add(a: 3) }")]),
        Call::get_graphql(&[
            (
                "query",
                "query A($a: Int!) { add(a: $a) } query B { hello }",
            ),
            ("operationName", "A"),
            ("variables", r#"{"a":3}"#),
            ("extensions", "{}"),
        ]),
    ];
    for call in calls {
        let reply = server.send(&call).await;
        assert_eq!(
            (reply.status, reply.json()),
            (200, json!({"data": {"add": 3}}))
        );
    }
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_and_has_no_effect() {
    let server = Server::start().await;
    let documents = [
        [("query", "mutation { bump }"), ("operationName", "")],
        [
            ("query", "query Q { hello } mutation M { bump }"),
            ("operationName", "M"),
        ],
    ];
    let [anonymous, named] = documents;
    for call in [
        Call::get_graphql(&anonymous[..1]),
        Call::get_graphql(&named),
    ] {
        let reply = server.send(&call).await;
        assert_eq!(reply.status, 405);
        assert_eq!(reply.header("allow"), Some("POST"));
        assert_eq!(reply.code(), "BAD_INPUT");
    }
    assert_eq!(server.gate.bumps(), 0);
}

#[tokio::test]
async fn other_methods_are_refused_with_the_allowed_ones() {
    let server = Server::start().await;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let call = Call::query("mutation { bump }").method(method);
        let reply = server.send(&call).await;
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("GET, POST"));
    }
    let head = server.send(&Call::get("/graphql").method("HEAD")).await;
    assert_eq!((head.status, head.body.as_str()), (405, ""));
    assert_eq!(server.gate.bumps(), 0);
}
