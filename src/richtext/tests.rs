//! The forms of a body, from the native text to what leaves.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::Body;
use super::document::is_safe_link;
use super::html::{Lexer, Token};

fn html(native: &str) -> String {
    Body::Html(native).html().unwrap()
}

fn forms(body: Body<'_>) -> (String, String, String) {
    (body.text(), body.html().unwrap(), body.markdown().unwrap())
}

#[track_caller]
fn assert_forms(body: Body<'_>, text: &str, html: &str, markdown: &str) {
    let expected = (text.to_owned(), html.to_owned(), markdown.to_owned());
    assert_eq!(forms(body), expected, "{body:?}");
    assert!(!body.is_truncated());
}

#[track_caller]
fn assert_slack(native: &str, text: &str, html: &str, markdown: &str) {
    assert_forms(Body::Slack(native), text, html, markdown);
}

#[track_caller]
fn assert_cord(nodes: &Value, text: &str, html: &str, markdown: &str) {
    assert_forms(Body::Cord(nodes), text, html, markdown);
}

/// What is wrong with HTML that leaves; `None` if nothing is.
fn harm(html: &str) -> Option<String> {
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

const REL: &str = r#"rel="noopener noreferrer nofollow""#;

#[test]
fn hostile_html_comes_out_harmless() {
    for (native, expected) in [
        ("<script>alert(1)</script>a", "a"),
        ("<SCRIPT SRC=//x.test>alert(1)</SCRIPT >a", "a"),
        ("<scr<script>ipt>alert(1)</script>a", "ipt&gt;alert(1)a"),
        ("<script>a<b>", ""),
        ("<script", ""),
        ("<img src=x onerror=alert(1)>", ""),
        (
            "<img src='https://t.test/p.gif' alt='A &amp; B'>",
            "A &amp; B",
        ),
        (
            "<img src=x alt='<script>alert(1)</script>'>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("<img/src=x/onerror=alert(1)//", ""),
        (
            "<p onclick=alert(1) OnMouseOver='x' style='x' class=a id=b>a</p>",
            "<p>a</p>",
        ),
        ("<svg onload=alert(1)><script>alert(1)</script>a</svg>", "a"),
        (
            "<svg><a xlink:href='javascript:alert(1)'>a</a></svg>",
            &format!("<a {REL}>a</a>"),
        ),
        ("<svg><style><img src=x onerror=alert(1)></style>", ""),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
            "<table></table>",
        ),
        ("<math href='javascript:alert(1)'>a</math>", "a"),
        ("<style>@import 'https://x.test'</style>a", "a"),
        (
            "<iframe srcdoc='<script>alert(1)</script>'>a</iframe>b",
            "b",
        ),
        (
            "<object data='data:text/html,x'>a</object><embed src=x>",
            "a",
        ),
        (
            "<form action='https://x.test'><input name=p><button formaction='javascript:x'>a</form>",
            "<div>a</div>",
        ),
        (
            "<meta http-equiv=refresh content='0;javascript:x'><base href='https://x.test'>a",
            "a",
        ),
        ("<link rel=stylesheet href=https://x.test>a", "a"),
        ("<template><script>x</script>a</template>", "a"),
        (
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a",
            "<p>a</p>",
        ),
        ("<textarea><img src=x onerror=alert(1)></textarea>a", "a"),
        (
            "<title><a href='</title><img src=x onerror=alert(1)>'>",
            "'&gt;",
        ),
        ("<!--><img src=x onerror=alert(1)>-->a", "--&gt;a"),
        ("<![CDATA[<img src=x onerror=alert(1)>]]>a", "]]&gt;a"),
        ("<?xml <img src=x onerror=alert(1)>?>a", "?&gt;a"),
        (
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("&<x>lt;script>", "&lt;script&gt;"),
        ("<a href='javascript:alert(1)'", ""),
        ("<b/onclick=alert(1)>a", "<b>a</b>"),
        ("<b \"><img src=x onerror=alert(1)>", "<b></b>"),
    ] {
        let clean = html(native);
        assert_eq!(clean, expected, "{native}");
        assert_eq!(harm(&clean), None, "{native}");
    }
}

#[test]
fn only_three_kinds_of_links_stay() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A&#x61vascript:alert(1)",
        "javascript&colon;alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//x.test",
        "/a",
        "#a",
    ] {
        assert_eq!(
            html(&format!("<a href=\"{target}\">a</a>")),
            format!("<a {REL}>a</a>"),
            "{target}"
        );
        let markdown = format!("[a](<{target}>)");
        assert_eq!(
            harm(&Body::Markdown(&markdown).html().unwrap()),
            None,
            "{target}"
        );
        let slack = format!("<{target}|a>");
        assert_eq!(harm(&Body::Slack(&slack).html().unwrap()), None, "{target}");
        let cord = json!([{"type":"p","children":[{"type":"link","url":target,"children":[{"text":"a"}]}]}]);
        assert_forms(Body::Cord(&cord), "a", "<div>a</div>", "a");
    }
    for target in [
        "https://x.test/?a=1&amp;b=2",
        "http://x.test",
        "mailto:a@x.test",
    ] {
        assert_eq!(
            html(&format!("<a target=_top href={target}>a</a>")),
            format!("<a href=\"{target}\" {REL}>a</a>")
        );
    }
}

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
        "*a ", "_a ", "`", "<", "[", "![a](", "**a_", "<a@b", "&gt;", "```a\n",
    ] {
        let native = unclosed.repeat(512 * 1024 / unclosed.len());
        assert!(!Body::Slack(&native).text().is_empty());
        assert!(!Body::Markdown(&native).text().is_empty());
    }

    let mut nodes = json!({"text":"x"});
    for _ in 0..120 {
        nodes = json!({"type":"quote","children":[nodes]});
    }
    assert!(Body::Cord(&json!([nodes])).is_truncated());
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
        Body::Cord(&cord),
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
fn html_has_text_and_markdown() {
    for (native, text, markdown) in [
        (
            "<p>one\n two</p>\n<p>three<br>four</p>",
            "one two\n\nthree\nfour",
            "one two\n\nthree\\\nfour",
        ),
        (
            "<div>one</div><div><br></div><div>two</div>",
            "one\n\ntwo",
            "one\n\ntwo",
        ),
        ("<div>one</div><div>two</div>", "one\ntwo", "one\\\ntwo"),
        (
            "caf&eacute; &mdash; 1 &lt; 2&nbsp;&amp;&#x20AC;",
            "café — 1 < 2 &€",
            "café — 1 \\< 2 &€",
        ),
        (
            "<b>a </b>b<i> c</i> <b></b><b><p>d</p></b>",
            "a b c\n\nd",
            "**a** b *c*\n\n**d**",
        ),
        ("<h2>Title</h2>text", "Title\n\ntext", "## Title\n\ntext"),
        (
            "a<ul><li>b<li><p>c</p><ol start=3><li>d<li>e</ol></ul>f",
            "a\n\n- b\n\n- c\n\n  3. d\n  4. e\n\nf",
            "a\n\n- b\n\n- c\n\n  3. d\n  4. e\n\nf",
        ),
        (
            "<blockquote>a<br>b<p>c</blockquote>d",
            "> a\n> b\n>\n> c\n\nd",
            "> a\\\n> b\n>\n> c\n\nd",
        ),
        (
            "<pre>a\n  <b>b</b></pre>c",
            "a\n  b\n\nc",
            "```\na\n  b\n```\n\nc",
        ),
        ("<code>x`y</code>", "x`y", "`` x`y ``"),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "a | b\nc",
            "a \\| b\\\nc",
        ),
        ("a<hr>b", "a\n\n---\n\nb", "a\n\n---\n\nb"),
        (
            "<a href=https://x.test/a>here</a>, <a href=https://x.test/>x.test</a>, <a href=mailto:a@x.test>a@x.test</a>",
            "here (https://x.test/a), x.test, a@x.test",
            "[here](<https://x.test/a>), [x.test](<https://x.test/>), [a@x.test](<mailto:a@x.test>)",
        ),
        (
            "<a href=https://x.test><img src=https://x.test/logo.png></a>",
            "https://x.test",
            "<https://x.test>",
        ),
        (
            "<head><title>t</title><style>s</style></head><body>b</body>",
            "b",
            "b",
        ),
    ] {
        assert_eq!(Body::Html(native).text(), text, "{native}");
        assert_eq!(Body::Html(native).markdown().unwrap(), markdown, "{native}");
    }
}

#[test]
fn markdown_has_text_and_html() {
    for (native, text, html) in [
        (
            "Hello **you**\nand _me_",
            "Hello you\nand me",
            "<p>Hello <strong>you</strong><br>and <em>me</em></p>",
        ),
        (
            "# A\n\n- b\n- [x] c\n\n1. d",
            "A\n\n- b\n- [x] c\n\n1. d",
            "<h1>A</h1><ul><li>b</li><li>☑ c</li></ul><ol><li>d</li></ol>",
        ),
        (
            "`a<b`\n\n```rust\nx < y\n```",
            "a<b\n\nx < y",
            "<p><code>a&lt;b</code></p><pre>x &lt; y\n</pre>",
        ),
        (
            "a <b onclick=x>c</b>",
            "a <b onclick=x>c</b>",
            "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>",
        ),
        (
            "<script>alert(1)</script>",
            "<script>alert(1)</script>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
        ("![logo](https://x.test/t.gif)", "logo", "<p>logo</p>"),
        (
            "[x](https://x.test) ~~y~~",
            "x (https://x.test) y",
            &format!("<p><a href=\"https://x.test\" {REL}>x</a> <del>y</del></p>"),
        ),
        (
            "|a|b|\n|-|-|\n|c|d|",
            "a | b\nc | d",
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        (
            "> a\n\nb &amp; c",
            "> a\n\nb & c",
            "<blockquote><p>a</p></blockquote><p>b &amp; c</p>",
        ),
        (
            "5. a\n6. b",
            "5. a\n6. b",
            "<ol start=\"5\"><li>a</li><li>b</li></ol>",
        ),
    ] {
        assert_forms(Body::Markdown(native), text, html, native);
    }
}

#[test]
fn slack_emphasis_needs_the_edge_of_a_word() {
    assert_slack(
        "*bold* _italic_ ~gone~ `code`",
        "bold italic gone code",
        "<p><strong>bold</strong> <em>italic</em> <del>gone</del> <code>code</code></p>",
        "**bold** *italic* ~~gone~~ `code`",
    );
    assert_slack(
        "*a _b_ c*",
        "a b c",
        "<p><strong>a <em>b</em> c</strong></p>",
        "**a *b* c**",
    );
    assert_slack(
        "2*3*4 snake_case_x * a* **",
        "2*3*4 snake_case_x * a* **",
        "<p>2*3*4 snake_case_x * a* **</p>",
        "2\\*3\\*4 snake_case_x \\* a\\* \\*\\*",
    );
    assert_slack("`*a*`", "*a*", "<p><code>*a*</code></p>", "`*a*`");
    assert_slack(
        ":tada: *not\nbold*",
        ":tada: *not\nbold*",
        "<p>:tada: *not<br>bold*</p>",
        ":tada: \\*not\\\nbold\\*",
    );
}

#[test]
fn slack_references_show_their_names() {
    for (native, text) in [
        ("<@U123>", "@U123"),
        ("<@U123|ana>", "@ana"),
        ("<#C1|general>", "#general"),
        ("<#C1>", "#C1"),
        ("<!here> <!channel|channel>", "@here @channel"),
        ("<!subteam^S1|@support> <!subteam^S2>", "@support @S2"),
        ("<!date^1^{date}|May 1> ", "May 1"),
        ("a <b", "a <b"),
        ("<javascript:alert(1)|x>", "<javascript:alert(1)|x>"),
    ] {
        assert_eq!(Body::Slack(native).text(), text, "{native}");
    }
    assert_slack(
        "<https://x.test/?a=1&amp;b=2|the *docs*> <https://y.test>",
        "the *docs* (https://x.test/?a=1&b=2) https://y.test",
        &format!(
            "<p><a href=\"https://x.test/?a=1&amp;b=2\" {REL}>the *docs*</a> <a href=\"https://y.test\" {REL}>https://y.test</a></p>"
        ),
        "[the \\*docs\\*](<https://x.test/?a=1&b=2>) [https://y.test](<https://y.test>)",
    );
}

#[test]
fn slack_entities_are_text() {
    assert_slack(
        "1 &lt; 2 &amp;amp; &lt;script&gt;",
        "1 < 2 &amp; <script>",
        "<p>1 &lt; 2 &amp;amp; &lt;script&gt;</p>",
        "1 \\< 2 \\&amp; \\<script\\>",
    );
}

#[test]
fn slack_blocks_are_quotes_code_and_paragraphs() {
    assert_slack(
        "one\ntwo\n\nthree",
        "one\ntwo\n\nthree",
        "<p>one<br>two</p><p>three</p>",
        "one\\\ntwo\n\nthree",
    );
    assert_slack(
        "&gt; a\n> b\nc",
        "> a\n> b\n\nc",
        "<blockquote><div>a</div><div>b</div></blockquote><p>c</p>",
        "> a\\\n> b\n\nc",
    );
    assert_slack(
        "&gt;&gt;&gt; a\nb",
        "> a\n> b",
        "<blockquote><div>a</div><div>b</div></blockquote>",
        "> a\\\n> b",
    );
    assert_slack(
        "see\n```\nlet *x* = `1`;\n  y &lt; 2\n```\ndone",
        "see\n\nlet *x* = `1`;\n  y < 2\n\ndone",
        "<p>see</p><pre>let *x* = `1`;\n  y &lt; 2</pre><p>done</p>",
        "see\n\n```\nlet *x* = `1`;\n  y < 2\n```\n\ndone",
    );
    assert_slack("``` open", "``` open", "<p>``` open</p>", "\\`\\`\\` open");
}

#[test]
fn cord_paragraphs_are_lines() {
    let nodes = json!([
        {"type":"p","children":[{"text":"First line"}]},
        {"type":"p","children":[{"text":""}]},
        {"type":"p","children":[{"text":"Third","bold":true},{"text":" line "},{"text":"x","italic":true,"underline":true},{"text":"y","code":true}]}
    ]);
    assert_cord(
        &nodes,
        "First line\n\nThird line xy",
        "<div>First line</div><div><br></div><div><strong>Third</strong> line <em><u>x</u></em><code>y</code></div>",
        "First line\n\n**Third** line *x*`y`",
    );
}

#[test]
fn cord_people_and_links_are_inline() {
    let nodes = json!([{"type":"p","children":[
        {"type":"mention","user":{"id":"u1"},"children":[{"text":"@ana"}]},
        {"text":" and "},
        {"type":"assignee","user":{"id":"u2"},"children":[{"text":"+bo"}]},
        {"text":": "},
        {"type":"link","url":"https://x.test/help","children":[{"text":"help"}]}
    ]}]);
    assert_cord(
        &nodes,
        "@ana and +bo: help (https://x.test/help)",
        &format!("<div>@ana and +bo: <a href=\"https://x.test/help\" {REL}>help</a></div>"),
        "@ana and +bo: [help](<https://x.test/help>)",
    );
}

#[test]
fn cord_bullets_side_by_side_are_one_list() {
    let bullet = |kind: &str, indent: u8, number: u8, text: &str| json!({"type":kind,"indent":indent,"bulletNumber":number,"children":[{"type":"p","children":[{"text":text}]}]});
    let nodes = json!([
        bullet("bullet", 0, 0, "one"),
        bullet("number_bullet", 1, 2, "two"),
        bullet("number_bullet", 1, 3, "three"),
        bullet("bullet", 0, 0, "four"),
        {"type":"p","children":[{"text":"end"}]}
    ]);
    assert_cord(
        &nodes,
        "- one\n  2. two\n  3. three\n- four\n\nend",
        "<ul><li><div>one</div><ol start=\"2\"><li><div>two</div></li><li><div>three</div></li></ol></li><li><div>four</div></li></ul><div>end</div>",
        "- one\n  2. two\n  3. three\n- four\n\nend",
    );
}

#[test]
fn cord_quotes_code_todos_and_markdown_are_blocks() {
    let nodes = json!([
        {"type":"quote","children":[{"text":"as you said"}]},
        {"type":"code","children":[{"text":"select 1;"}]},
        {"type":"todo","todoID":"t","done":true,"children":[{"type":"p","children":[{"text":"done"}]}]},
        {"type":"markdown","children":[{"text":"# Title\n\nSome *text*"}]}
    ]);
    assert_cord(
        &nodes,
        "> as you said\n\nselect 1;\n\n- [x] done\n\nTitle\n\nSome text",
        "<blockquote>as you said</blockquote><pre>select 1;</pre><ul><li>☑ <div>done</div></li></ul><h1>Title</h1><p>Some <em>text</em></p>",
        "> as you said\n\n```\nselect 1;\n```\n\n- [x] done\n\n# Title\n\nSome *text*",
    );
}

#[test]
fn of_an_unknown_cord_node_the_text_is_kept() {
    let nodes = json!([
        {"type":"annotation","range":{},"children":[{"text":"kept"}]},
        {"type":"shiny"},
        {"type":"p","children":"odd"},
        7,
        null
    ]);
    assert_eq!(Body::Cord(&nodes).text(), "kept");
    assert_eq!(Body::Cord(&json!({"text":"single"})).text(), "single");
    assert_eq!(Body::Cord(&json!("odd")).text(), "");
    assert_eq!(Body::Cord(&json!([])).html().unwrap(), "");
}

const SOUP: &str = "(<(/)?(script|p|b|a|table|tr|td|svg|math|style|li|pre|img|!--)( (href|onerror|src|alt)=[\"']?(javascript:x|https://x.test)?[\"']?)?>?|-->|[a-z &;'\"`*_~\n>|@!\\[\\]()#-]){0,30}";

proptest! {
    #[test]
    fn no_input_does_harm(soup in SOUP, other in any::<String>()) {
        for native in [&soup, &other] {
            let cord = json!([{"type":"p","children":[{"text":native},{"type":"link","url":native,"children":[{"text":native}]}]},{"type":"markdown","children":[{"text":native}]}]);
            for body in [Body::Html(native), Body::Markdown(native), Body::Slack(native), Body::Cord(&cord)] {
                prop_assert_eq!(harm(&body.html().unwrap()), None);
                let again = body.markdown().unwrap();
                prop_assert_eq!(harm(&Body::Markdown(&again).html().unwrap()), None);
                body.text();
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
        for body in [Body::Text(&native), Body::Html(&native), Body::Markdown(&native), Body::Slack(&native), Body::Cord(&cord)] {
            prop_assert!(body.text().contains(&word), "{:?}: {}", body, body.text());
        }
    }

    #[test]
    fn markdown_of_words_and_signs_reads_back_as_the_same_text(lines in proptest::collection::vec("[a-z0-9.)(*_~`<>#&!+=|\\\\\\[\\]{}:;-]( ?[a-z0-9.)(*_~`<>#&!+=|\\\\\\[\\]{}:;-]){0,12}", 1..4)) {
        let text = lines.join("\n");
        let cord = Value::from(lines.iter().map(|line| json!({"type":"p","children":[{"text":line}]})).collect::<Vec<_>>());
        let markdown = Body::Cord(&cord).markdown().unwrap();
        prop_assert_eq!(Body::Markdown(&markdown).text(), text, "{}", markdown);
    }
}
