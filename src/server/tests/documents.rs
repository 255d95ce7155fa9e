use std::fmt::Write as _;

use crate::server::tests::client::{Call, GRAPHQL_JSON, Server};

/// Documents that must be answered with an error, and quickly.
fn hostile() -> Vec<(&'static str, String, &'static str)> {
    let mut bomb = String::from("{...f0}");
    for index in 0..60 {
        let next = index + 1;
        write!(bomb, "fragment f{index} on Query{{...f{next} ...f{next}}}").expect("fits");
    }
    bomb.push_str("fragment f60 on Query{hello}");
    let short_bomb = bomb
        .replace("{...f30 ...f30}", "{hello}")
        .split_inclusive('}')
        .take(1 + 30)
        .collect();
    let spread_directives = format!(
        "{{...f{}}} fragment f on Query{{hello}}",
        " @x".repeat(1_200)
    );
    vec![
        ("bomb", short_bomb, "QUERY_TOO_COMPLEX"),
        ("deep bomb", bomb, "QUERY_TOO_COMPLEX"),
        (
            "long",
            format!("{{hello}}#{}", "x".repeat(65_536)),
            "QUERY_TOO_COMPLEX",
        ),
        ("tokens", "{hello ".repeat(2_001), "QUERY_TOO_COMPLEX"),
        ("selections", "{this".repeat(20_000), "QUERY_TOO_COMPLEX"),
        (
            "lists",
            format!("{{add(a:{}", "[".repeat(30_000)),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "objects",
            format!("{{add(a:{}", "{a:".repeat(1_000)),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "roots",
            format!("{{{}}}", "hello ".repeat(1_000)),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "aliases",
            format!("{{this{{{}}}}}", "a:hello ".repeat(900)),
            "QUERY_TOO_COMPLEX",
        ),
        ("directives", spread_directives, "QUERY_TOO_COMPLEX"),
        (
            "cycle",
            "{...a} fragment a on Query{...b} fragment b on Query{this{...a}}".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "unclosed string",
            "{add(a:\"".to_owned(),
            "GRAPHQL_PARSE_FAILED",
        ),
        ("zero byte", "{\0}".to_owned(), "GRAPHQL_PARSE_FAILED"),
        (
            "nothing but commas",
            ",".repeat(60_000),
            "GRAPHQL_PARSE_FAILED",
        ),
    ]
}

#[tokio::test]
async fn hostile_documents_are_refused_in_few_words() {
    let server = Server::start().await;
    for (name, document, code) in hostile() {
        let call = Call::query(&document).header("accept", GRAPHQL_JSON);
        let reply = server.send(&call).await;
        assert_eq!((reply.status, reply.code()), (400, code.into()), "{name}");
        assert!(reply.body.len() < 1_000, "{name}: {}", reply.body.len());
    }
    assert_eq!(server.ask("{ hello }").await["data"]["hello"], "world");
}

#[tokio::test]
async fn validation_errors_are_bounded_in_number_and_size() {
    let server = Server::start().await;
    let fields: String = (0..30)
        .map(|index| format!("{}{index} ", "x".repeat(1_000)))
        .collect();
    let reply = server
        .send(&Call::query(&format!("{{this{{{fields}}}}}")))
        .await;
    let json = reply.json();
    let errors = json["errors"].as_array().expect("is a list");
    assert_eq!(errors.len(), 20);
    for error in errors {
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
        let message = error["message"].as_str().expect("is text");
        assert_eq!(message.chars().count(), 501);
    }
}

#[tokio::test]
async fn a_syntax_error_does_not_repeat_the_document() {
    let server = Server::start().await;
    let document = format!("{{ hello(x: \"{}\") {{ }}", "secret ".repeat(5_000));
    let reply = server.send(&Call::query(&document)).await;
    assert_eq!(reply.message(), "Syntax error: expected selection.");
    assert_eq!(reply.json()["errors"][0]["locations"][0]["line"], 1);
}

#[tokio::test]
async fn the_usual_introspection_passes() {
    let server = Server::start().await;
    let of_type = "ofType{kind name ".repeat(7) + &"}".repeat(7);
    let document = format!(
        "query IntrospectionQuery{{__schema{{queryType{{name}}mutationType{{name}}subscriptionType{{name}}types{{...FullType}}\
         directives{{name description isRepeatable locations args(includeDeprecated:true){{...InputValue}}}}}}}}\
         fragment FullType on __Type{{kind name description specifiedByURL isOneOf fields(includeDeprecated:true){{name \
         description args(includeDeprecated:true){{...InputValue}}type{{...TypeRef}}isDeprecated deprecationReason}}\
         inputFields(includeDeprecated:true){{...InputValue}}interfaces{{...TypeRef}}enumValues(includeDeprecated:true)\
         {{name description isDeprecated deprecationReason}}possibleTypes{{...TypeRef}}}}\
         fragment InputValue on __InputValue{{name description type{{...TypeRef}}defaultValue isDeprecated deprecationReason}}\
         fragment TypeRef on __Type{{kind name {of_type}}}"
    );
    let answer = server.ask(&document).await;
    assert_eq!(
        answer["data"]["__schema"]["queryType"]["name"], "Query",
        "{answer}"
    );
}
