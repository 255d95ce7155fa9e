use serde_json::json;

use crate::server::tests::client::{Call, Server};

#[tokio::test]
async fn an_unknown_path_names_the_known_ones() {
    let server = Server::start().await;
    for path in ["/nowhere", "/graphql/", "/health", "/../etc/passwd"] {
        let reply = server.send(&Call::get(path)).await;
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(
            reply.json()["paths"],
            json!([
                "/graphql",
                "/attachments",
                "/attachments/{token}",
                "/",
                "/page.js",
                "/page.css",
                "/favicon.svg",
                "/examples.json",
                "/schema.graphql",
                "/health/live",
                "/health/ready"
            ])
        );
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_take_is_refused() {
    let server = Server::start().await;
    let reply = server.send(&Call::get("/health/live").method("POST")).await;
    assert_eq!(reply.status, 405);
    assert_eq!(reply.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let server = Server::start().await;
    for path in [
        "/",
        "/graphql",
        "/health/live",
        "/nowhere",
        "/schema.graphql",
    ] {
        let reply = server.send(&Call::get(path)).await;
        assert_eq!(
            reply.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            reply.header("referrer-policy"),
            Some("no-referrer"),
            "{path}"
        );
        assert!(reply.header("content-security-policy").is_some(), "{path}");
    }
    let graphql = server.send(&Call::query("{ hello }")).await;
    assert_eq!(graphql.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn the_files_of_the_page_are_served_with_their_types() {
    let server = Server::start().await;
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml"),
        ("/examples.json", "application/json"),
        ("/schema.graphql", "text/plain; charset=utf-8"),
    ] {
        let reply = server.send(&Call::get(path)).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), Some(content_type), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
    }
    let examples = server.send(&Call::get("/examples.json")).await;
    assert_eq!(
        examples.json(),
        json!([{
            "name": "Hello",
            "description": "Says hello.",
            "query": "{ hello }",
            "variables": {},
        }])
    );
    let schema = server.send(&Call::get("/schema.graphql")).await;
    assert_eq!(schema.body, "type Query");
}

#[tokio::test]
async fn the_page_asks_nobody_else_and_runs_no_inline_code() {
    let server = Server::start().await;
    let page = server.send(&Call::get("/")).await;
    let policy = page
        .header("content-security-policy")
        .expect("has a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
    assert!(!policy.contains("unsafe") && !policy.contains("http"));
    // The one address is the name of a format, which nothing fetches.
    let namespace = "xmlns=\"http://www.w3.org/2000/svg\"";
    for path in ["/", "/page.js", "/page.css", "/favicon.svg"] {
        let body = server
            .send(&Call::get(path))
            .await
            .body
            .replace(namespace, "");
        for foreign in ["http:", "https:", "src=\"//", "url(", "@import", "import("] {
            assert!(!body.contains(foreign), "{path} has {foreign}");
        }
    }
    assert_eq!(page.body.matches("<script").count(), 1);
    for inline in [" style=", " onclick=", " onload=", "<style"] {
        assert!(!page.body.contains(inline), "{inline}");
    }
}
