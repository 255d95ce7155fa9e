//! What holds for every format, and what the tests of each format share.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::richtext::document::is_safe_link;
use crate::richtext::html::{Lexer, Token};
use crate::richtext::{Body, preview};

pub(crate) fn html(native: &str) -> String {
    Body::Html(native).html().unwrap()
}

fn forms(body: Body<'_>) -> (String, String, String) {
    (body.text(), body.html().unwrap(), body.markdown().unwrap())
}

#[track_caller]
pub(crate) fn assert_forms(body: Body<'_>, text: &str, html: &str, markdown: &str) {
    let expected = (text.to_owned(), html.to_owned(), markdown.to_owned());
    assert_eq!(forms(body), expected, "{body:?}");
    assert!(!body.is_truncated());
}

/// What is wrong with HTML that leaves; `None` if nothing is.
pub(crate) fn harm(html: &str) -> Option<String> {
    if html.to_ascii_lowercase().contains("<script") {
        return Some("script".to_owned());
    }
    for token in Lexer::new(html) {
        let Token::Open { name, attributes } = token else {
            continue;
        };
        if ["img", "svg", "math", "iframe", "style", "object", "form"].contains(&name) {
            return Some(name.to_owned());
        }
        for (key, value) in attributes {
            let is_fine = match key {
                "href" => is_safe_link(value),
                "rel" => value == "noopener noreferrer nofollow",
                "colspan" | "rowspan" | "start" => true,
                _ => false,
            };
            if !is_fine {
                return Some(format!("{name} {key}={value}"));
            }
        }
    }
    None
}

pub(crate) const REL: &str = r#"rel="noopener noreferrer nofollow""#;

#[test]
fn bombs_are_defused_and_flagged() {
    let deep = "<div>".repeat(20_000) + "x";
    let formatted = format!(
        "{}{}",
        (0..200)
            .map(|n| format!("<b a={n}><i><u><font>"))
            .collect::<String>(),
        "<p>x".repeat(60_000)
    );
    let fostered = format!("<table>{}", "<b><i><tr>x".repeat(40_000));
    for native in [&deep, &formatted, &fostered] {
        let body = Body::Html(native);
        assert!(body.is_truncated());
        let html = body.html().unwrap();
        assert!(html.len() < 2 * native.len(), "{}", html.len());
        assert!(body.text().contains('x'));
        assert!(body.markdown().unwrap().contains('x'));
    }
    assert_eq!(Body::Html(&deep).text(), "x");

    let quotes = ">".repeat(20_000) + " x";
    let body = Body::Markdown(&quotes);
    assert!(body.is_truncated());
    assert_eq!(body.html().unwrap().matches("<blockquote>").count(), 100);
    assert!(body.text().ends_with("> x"));

    for unclosed in [
        "*a ", "_a ", "`a ", "<", "[", "![a](", "**a_", "<a@b", "&gt;", "```a\n",
    ] {
        let native = unclosed.repeat(128 * 1024 / unclosed.len());
        assert!(!Body::Slack(&native).text().is_empty());
        assert!(!Body::Markdown(&native).text().is_empty());
    }

    let mut nodes = json!({"text":"x"});
    for _ in 0..120 {
        nodes = json!({"type":"quote","children":[nodes]});
    }
    assert!(Body::Nodes(&json!([nodes])).is_truncated());
}

#[test]
fn what_is_above_the_limit_is_cut() {
    let native = "é".repeat(300 * 1024);
    let cord = json!([{"text":native},{"text":"more"}]);
    for body in [
        Body::Text(&native),
        Body::Html(&native),
        Body::Markdown(&native),
        Body::Slack(&native),
        Body::Nodes(&cord),
    ] {
        assert!(body.is_truncated());
        assert_eq!(body.text().len(), 512 * 1024);
    }
}

#[test]
fn plain_text_has_one_form() {
    let body = Body::Text("1 < 2 & *not bold*\n\n  indented ");
    assert_eq!(body.text(), "1 < 2 & *not bold*\n\n  indented ");
    assert_eq!(body.html(), None);
    assert_eq!(body.markdown(), None);
    assert!(!body.is_truncated());
}

#[test]
fn the_lines_of_plain_text_are_sent_as_lines() {
    let sent = Body::Text("1 < 2\r\n\nc").to_html();
    assert_eq!(sent, "1 &lt; 2<br><br>c");
    assert_eq!(html(&sent), sent);
}

const SOUP: &str = "(<(/)?(script|p|b|a|table|tr|td|svg|math|style|li|pre|img|!--)( (href|onerror|src|alt)=[\"']?(javascript:x|https://x.test)?[\"']?)?>?|-->|[a-z &;'\"`*_~\n>|@!\\[\\]()#-]){0,30}";

proptest! {
    #[test]
    fn no_input_does_harm(soup in SOUP, other in any::<String>()) {
        for native in [&soup, &other] {
            let cord = json!([{"type":"p","children":[{"text":native},{"type":"link","url":native,"children":[{"text":native}]}]},{"type":"markdown","children":[{"text":native}]}]);
            for body in [Body::Html(native), Body::Markdown(native), Body::Slack(native), Body::Nodes(&cord)] {
                prop_assert_eq!(harm(&body.html().unwrap()), None);
                let again = body.markdown().unwrap();
                prop_assert_eq!(harm(&Body::Markdown(&again).html().unwrap()), None);
                prop_assert!(preview(&body.text()).chars().count() <= 200);
            }
        }
    }

    #[test]
    fn sanitised_html_is_left_as_it_is(soup in SOUP) {
        let once = html(&soup);
        prop_assert_eq!(html(&once), once);
    }

    #[test]
    fn visible_text_is_not_lost(soup in SOUP, word in "[a-z]{1,8}") {
        let native = format!("{word} {soup}");
        let cord = json!([{"type":"p","children":[{"text":native}]}]);
        for body in [Body::Text(&native), Body::Html(&native), Body::Markdown(&native), Body::Slack(&native), Body::Nodes(&cord)] {
            prop_assert!(body.text().contains(&word), "{:?}: {}", body, body.text());
        }
    }

    #[test]
    fn markdown_of_words_and_signs_reads_back_as_the_same_text(lines in proptest::collection::vec("[a-z0-9.)(*_~`<>#&!+=|\\\\\\[\\]{}:;-]( ?[a-z0-9.)(*_~`<>#&!+=|\\\\\\[\\]{}:;-]){0,12}", 1..4)) {
        let text = lines.join("\n");
        let cord = Value::from(lines.iter().map(|line| json!({"type":"p","children":[{"text":line}]})).collect::<Vec<_>>());
        let markdown = Body::Nodes(&cord).markdown().unwrap();
        prop_assert_eq!(Body::Markdown(&markdown).text(), text, "{}", markdown);
    }
}
