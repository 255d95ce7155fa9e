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
    let paragraph = |text: &str| format!("<p>{}</p>", text.replace('\n', "<br>"));
    text.split("\n\n").map(paragraph).collect()
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
    use super::{Mention, html, slack};

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
}
