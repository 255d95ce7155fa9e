//! The one place that decides what is safe to insert into a page.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::richtext::document::SCHEMES;
use crate::richtext::html::element::ELEMENTS;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    let attributes = ELEMENTS
        .iter()
        .map(|element| (element.name, element.attributes.iter().copied().collect()));
    cleaner
        .tags(ELEMENTS.iter().map(|element| element.name).collect())
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// Removes all that could run, load or disguise. The input must be bounded in size and depth, as by
/// `flatten`.
pub(crate) fn sanitise(html: &str) -> String {
    let clean = CLEANER.clean(html).to_string();
    // A parser drops the line break right after `<pre>`: one that belongs to the text needs another before it.
    clean.replace("<pre>\n", "<pre>\n\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::richtext::Body;
    use crate::richtext::tests::{REL, assert_forms, harm, html};

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
            assert_forms(Body::Nodes(&cord), "a", "<div>a</div>", "a");
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
}
