//! Plain text of the story in the two markups of the service: Slack's, and HTML.

/// Somebody whose name becomes a mention.
pub(super) struct Mention<'a> {
    /// The word to replace.
    pub name: &'a str,
    /// The Slack user.
    pub slack_id: &'a str,
}

/// Writes plain text as Slack hands it out: entities escaped, addresses in angle brackets, people by id.
pub(super) fn slack(text: &str, mention: Option<&Mention<'_>>) -> String {
    let text = linked(&escaped(text), &|url| {
        format!("<{url}|{}>", url.trim_start_matches("https://"))
    });
    match mention {
        Some(Mention { name, slack_id }) => text.replacen(name, &format!("<@{slack_id}>"), 1),
        None => text,
    }
}

/// Writes plain text as the body of an HTML mail.
pub(super) fn html(text: &str) -> String {
    let text = linked(&escaped(text), &|url| {
        format!("<a href=\"{url}\">{url}</a>")
    });
    paragraphs(&text)
}

fn paragraphs(html: &str) -> String {
    let paragraph = |text: &str| format!("<p>{}</p>", text.replace('\n', "<br>"));
    html.split("\n\n").map(paragraph).collect()
}

/// Writes Slack's markup as the body of an HTML mail: links and paragraphs; what cannot be a link is text.
pub(super) fn to_html(text: &str) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('<') {
        done.push_str(before);
        let inside = from
            .split_once('>')
            .filter(|(inside, _)| inside.starts_with("http"));
        rest = if let Some((inside, after)) = inside {
            let (url, label) = inside.split_once('|').unwrap_or((inside, inside));
            let url = url.replace('"', "%22");
            done.push_str(&format!("<a href=\"{url}\">{label}</a>"));
            after
        } else {
            done.push_str("&lt;");
            from
        };
    }
    done.push_str(rest);
    paragraphs(&done)
}

/// Writes HTML in Slack's markup; what Slack has no sign for stays as text. Entities are the same in both.
pub(super) fn from_html(html: &str) -> String {
    let mut done = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        done.push_str(before);
        let Some((tag, after)) = from.split_once('>') else {
            return done;
        };
        done.push_str(&sign(tag));
        rest = after;
    }
    done.push_str(rest);
    let done = done.replace("&nbsp;", " ").replace("&quot;", "\"");
    done.replace("&#39;", "'").trim().to_owned()
}

/// What stands for a tag in Slack's markup.
fn sign(tag: &str) -> String {
    let name = tag.split_whitespace().next().unwrap_or_default();
    let name = name.trim_end_matches('/').to_ascii_lowercase();
    let sign = match name.as_str() {
        "br" | "/li" | "/div" => "\n",
        "/p" | "/ul" | "/ol" => "\n\n",
        "li" => "• ",
        "b" | "/b" | "strong" | "/strong" => "*",
        "i" | "/i" | "em" | "/em" => "_",
        "s" | "/s" | "del" | "/del" => "~",
        "code" | "/code" => "`",
        "a" => return format!("<{}|", href(tag)),
        "/a" => ">",
        _ => "",
    };
    sign.to_owned()
}

fn href(tag: &str) -> &str {
    let address = tag.split_once("href=\"").map(|(_, rest)| rest);
    address
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn linked(text: &str, link: &dyn Fn(&str) -> String) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("https://") {
        let (before, from) = rest.split_at(start);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let url = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"']);
        done.push_str(before);
        done.push_str(&link(url));
        rest = &from[url.len()..];
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::{Mention, from_html, html, slack, to_html};

    #[test]
    fn slack_markup_escapes_links_and_mentions() {
        let mention = Mention {
            name: "Ivo",
            slack_id: "U05IVO",
        };
        let text = "Hello Ivo, temp < 5 & falling. See https://bikes.example/recall.\n\nIvo?";
        assert_eq!(
            slack(text, Some(&mention)),
            "Hello <@U05IVO>, temp &lt; 5 &amp; falling. See <https://bikes.example/recall|bikes.example/recall>.\n\nIvo?"
        );
    }

    #[test]
    fn html_has_a_paragraph_for_each_paragraph() {
        assert_eq!(
            html("A > B\n- one\n\nhttps://bikes.example"),
            "<p>A &gt; B<br>- one</p><p><a href=\"https://bikes.example\">https://bikes.example</a></p>"
        );
    }

    #[test]
    fn what_is_sent_in_one_markup_is_kept_in_both() {
        assert_eq!(
            from_html(
                "<p>Hi <b>you</b> &amp; me,</p><ul><li>one</li><li><a href=\"https://a.example\">two</a></li></ul>"
            ),
            "Hi *you* &amp; me,\n\n• one\n• <https://a.example|two>"
        );
        assert_eq!(from_html("1 < 2"), "1 ");
        assert_eq!(
            to_html("Hi <https://a.example|you>\n<https://b.example> 1 < 2\n\n<script>"),
            "<p>Hi <a href=\"https://a.example\">you</a><br>\
             <a href=\"https://b.example\">https://b.example</a> 1 &lt; 2</p><p>&lt;script></p>"
        );
    }
}
