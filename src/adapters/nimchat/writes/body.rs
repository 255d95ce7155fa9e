//! Texts to be sent: Markdown, which the server takes for a template.

use crate::adapters::outgoing;
use crate::model::command::MessageBody;
use crate::provider::Refusal;

/// Letters of a message.
const LONGEST: usize = 150_000;

/// The text of a message as it is sent.
pub(super) fn content(body: &MessageBody) -> Result<String, Refusal> {
    let field = ["input", "body"];
    let Some(rich) = outgoing::rich(body) else {
        let explanation = "Nimchat has no body of its own; send text, Markdown or HTML.";
        return Err(Refusal::bad_input(
            &["input", "body", "native"],
            explanation,
        ));
    };
    let content = literal(&rich.to_markdown());
    if rich.is_truncated() || content.chars().count() > LONGEST {
        let explanation = format!("A message has at most {LONGEST} letters.");
        return Err(Refusal::bad_input(&field, explanation));
    }
    Ok(content)
}

/// Writes a text so that the server's templates (Liquid) give it back as it is. They leave alone what stands between
/// back-ticks.
fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else {
            break;
        };
        written += &quoted(before);
        written += &format!("`{code}`");
        rest = after;
    }
    written + &quoted(rest)
}

/// Says what would begin a template as a text in quotes.
fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, opening) = rest.split_at(at);
        let (opening, after) = opening.split_at(2);
        written += before;
        written += &format!("{{{{ \"{opening}\" }}}}");
        rest = after;
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{LONGEST, content};
    use crate::model::command::MessageBody;

    fn markdown(text: &str) -> String {
        content(&MessageBody::Markdown(text.to_owned())).unwrap()
    }

    #[test]
    fn every_form_becomes_markdown() {
        let html = MessageBody::Html("<p>Hello <b>you</b></p>".to_owned());
        assert_eq!(content(&html).unwrap().trim(), "Hello **you**");
        let text = MessageBody::Text("2 * 3 * 4".to_owned());
        assert_eq!(content(&text).unwrap().trim(), r"2 \* 3 \* 4");
        assert_eq!(markdown("Hello **you**"), "Hello **you**");
    }

    #[test]
    fn templates_are_quoted_except_in_code() {
        let cases = [
            ("{{contact.name}}", r#"{{ "{{" }}contact.name}}"#),
            ("{% if x %}", r#"{{ "{%" }} if x %}"#),
            (
                "`{{x}}` {{x}} `{{x}}",
                r#"`{{x}}` {{ "{{" }}x}} `{{ "{{" }}x}}"#,
            ),
            ("{ { }} %}", "{ { }} %}"),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn what_is_too_long_or_of_another_form_is_refused() {
        for letter in ["é", "\u{1f6b2}"] {
            let long = MessageBody::Markdown(letter.repeat(LONGEST + 1));
            assert_eq!(content(&long).unwrap_err().field, ["input", "body"]);
        }
        let native = MessageBody::Native(json!({}));
        assert_eq!(
            content(&native).unwrap_err().field,
            ["input", "body", "native"]
        );
    }
}
