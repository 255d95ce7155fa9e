//! What is said, in the forms that the service takes: Slack's markup, HTML or Slack blocks.

use serde_json::{Map, Value, json};

use crate::adapters::outgoing::rich;
use crate::model::command::{MessageBody, Upload};
use crate::provider::{Allowed, Refusal};

const BODY: &[&str] = &["input", "body"];
const NATIVE: &[&str] = &["input", "body", "native"];
const FILES: &[&str] = &["input", "attachmentIds"];

/// Blocks that a message can have.
const BLOCKS: &[&str] = &["section", "survey"];
/// Files of one message.
const MOST_FILES: usize = 10;
/// The document says 20 MB, and not of which kind: these are the smaller ones.
const LARGEST_FILE: usize = 20_000_000;

/// The keys of a message. HTML stays HTML, everything else becomes Slack's markup.
pub(super) fn message(body: &MessageBody) -> Result<Map<String, Value>, Refusal> {
    let (key, value) = match body {
        MessageBody::Native(blocks) => ("blocks", checked(blocks)?),
        MessageBody::Html(_) => {
            let html = written(body, |body| body.to_html())?;
            ("body", json!({"type": "html", "value": html}))
        }
        MessageBody::Text(_) | MessageBody::Markdown(_) => {
            ("body", json!({"type": "markdown", "value": slack(body)?}))
        }
    };
    Ok(Map::from_iter([(key.to_owned(), value)]))
}

/// The text of a first message, which can be nothing but Slack's markup.
pub(super) fn slack(body: &MessageBody) -> Result<String, Refusal> {
    written(body, |body| body.to_slack())
}

fn written(
    body: &MessageBody,
    write: impl Fn(crate::richtext::Body<'_>) -> String,
) -> Result<String, Refusal> {
    let Some(body) = rich(body) else {
        let explanation = "The first message of a conversation cannot have blocks.";
        return Err(Refusal::bad_input(NATIVE, explanation));
    };
    if body.is_truncated() {
        let explanation = "The message is too long, or too deeply nested.";
        return Err(Refusal::bad_input(BODY, explanation));
    }
    let written = write(body);
    if body.text().trim().is_empty() {
        return Err(Refusal::bad_input(BODY, "The message is empty."));
    }
    Ok(written)
}

fn checked(blocks: &Value) -> Result<Value, Refusal> {
    let is_block = |block: &Value| {
        let kind = block.get("type").and_then(Value::as_str);
        kind.is_some_and(|kind| BLOCKS.contains(&kind))
    };
    let is_fine = |all: &Vec<Value>| !all.is_empty() && all.iter().all(is_block);
    if blocks.as_array().is_some_and(is_fine) {
        return Ok(blocks.clone());
    }
    let explanation = "A native body is a list of Slack blocks, each of an allowed type.";
    let allowed = Allowed::Words(BLOCKS.iter().map(|&kind| kind.to_owned()).collect());
    Err(Refusal::bad_input(NATIVE, explanation).allowing(allowed))
}

/// What a message that only brings files says; the service itself writes the same.
pub(super) fn placeholder(files: usize) -> Value {
    let text = match files {
        1 => "file attached".to_owned(),
        files => format!("{files} files attached"),
    };
    json!({"type": "markdown", "value": text})
}

/// Whether the files are few and small enough for one message.
pub(super) fn files(uploads: &[Upload]) -> Result<(), Refusal> {
    if uploads.len() > MOST_FILES {
        let explanation = format!("A message takes at most {MOST_FILES} files.");
        return Err(Refusal::bad_input(FILES, explanation));
    }
    let too_large = uploads
        .iter()
        .find(|file| file.content.len() > LARGEST_FILE);
    if let Some(file) = too_large {
        let explanation = format!("{} is larger than 20 MB.", file.filename);
        return Err(Refusal::bad_input(FILES, explanation));
    }
    if uploads.iter().any(|file| file.filename.trim().is_empty()) {
        return Err(Refusal::bad_input(FILES, "A file needs a name."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{files, message, placeholder, slack};
    use crate::model::command::{MessageBody, Upload};

    fn told(body: MessageBody) -> Value {
        message(&body).unwrap().into()
    }

    #[test]
    fn every_form_has_its_key() {
        assert_eq!(
            told(MessageBody::Text("1 < 2 & <@U1>".to_owned())),
            json!({"body": {"type": "markdown", "value": "1 &lt; 2 &amp; &lt;@U1&gt;"}})
        );
        assert_eq!(
            told(MessageBody::Markdown(
                "**Hi** [you](https://a.test)".to_owned()
            )),
            json!({"body": {"type": "markdown", "value": "*Hi* <https://a.test|you>"}})
        );
        assert_eq!(
            told(MessageBody::Html(
                "<p onclick=x>Hi <b>you</b><script>1</script></p>".to_owned()
            )),
            json!({"body": {"type": "html", "value": "<p>Hi <b>you</b></p>"}})
        );
        let blocks = json!([{"type": "survey", "survey_id": "d4c3b2a1"}]);
        let native = told(MessageBody::Native(blocks.clone()));
        assert_eq!(native, json!({"blocks": blocks}));
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        for native in [
            json!([]),
            json!({}),
            json!("x"),
            json!([{"type": "image"}]),
            json!([1]),
        ] {
            let refusal = message(&MessageBody::Native(native)).unwrap_err();
            assert_eq!(refusal.field, ["input", "body", "native"]);
        }
        for empty in ["<script>1</script>", "<p> </p>"] {
            let refusal = message(&MessageBody::Html(empty.to_owned())).unwrap_err();
            assert_eq!(refusal.explanation, "The message is empty.");
        }
        let long = MessageBody::Text("x".repeat(600_000));
        assert_eq!(message(&long).unwrap_err().field, ["input", "body"]);
        assert!(slack(&MessageBody::Native(json!([{"type": "section"}]))).is_err());
        assert_eq!(
            slack(&MessageBody::Html("<b>x</b>".to_owned())),
            Ok("*x*".to_owned())
        );
    }

    #[test]
    fn files_are_few_small_and_named() {
        let file = |name: &str, size: usize| Upload {
            filename: name.to_owned(),
            mime_type: "text/plain".to_owned(),
            content: vec![b'x'; size].into(),
        };
        assert_eq!(files(&vec![file("a", 1); 10]), Ok(()));
        assert_eq!(files(&[file("a", 20_000_000)]), Ok(()));
        for wrong in [
            vec![file("a", 1); 11],
            vec![file("a", 20_000_001)],
            vec![file(" ", 1)],
        ] {
            assert_eq!(files(&wrong).unwrap_err().field, ["input", "attachmentIds"]);
        }
        assert_eq!(placeholder(1)["value"], "file attached");
        assert_eq!(placeholder(2)["value"], "2 files attached");
    }
}
