//! What a message says, in the forms that it can be sent in and kept in.

use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::{Optional, Required};
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::markup;
use crate::sandbox::unthread::refusal::Refusal;

const BODY: &[Key] = &[
    Key("type", Takes::OneOf(&["html", "markdown"]), Required),
    Key("value", Takes::Text, Required),
];

const BLOCK: &[Key] = &[
    Key("type", Takes::OneOf(&["section", "survey"]), Required),
    Key("text", Takes::Object, Optional),
    Key("survey_id", Takes::Text, Optional),
];

const BLOCK_TEXT: &[Key] = &[
    Key("text", Takes::Text, Required),
    Key("type", Takes::OneOf(&["mrkdwn", "plaintext"]), Required),
];

/// What is said.
pub(super) struct Words {
    /// In Slack's markup.
    text: String,
    /// As it was sent, if that was HTML.
    html: Option<String>,
    /// What comes after it.
    blocks: Vec<Value>,
}

impl Words {
    /// Words in Slack's markup.
    pub(super) fn slack(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            html: None,
            blocks: Vec::new(),
        }
    }

    /// Reads `body`, or the older `markdown`, and the `blocks` that are appended to either.
    pub(super) fn read(given: &Given) -> Result<Self, Refusal> {
        let mut words = match (given.get("body"), given.text("markdown")) {
            (Some(body), _) => Self::of_body(body)?,
            (None, Some(text)) => Self::slack(text),
            (None, None) if given.get("blocks").is_some() => Self::slack(""),
            (None, None) => {
                return Err(Refusal::bad_request(
                    "one of body, blocks, markdown is required",
                ));
            }
        };
        let blocks = given.get("blocks").and_then(Value::as_array);
        for (index, block) in blocks.into_iter().flatten().enumerate() {
            words.append(block, &format!("blocks[{index}]"))?;
        }
        Ok(words)
    }

    fn of_body(body: &Value) -> Result<Self, Refusal> {
        let body = Given::read(body, "body", BODY)?;
        let value = body.text("value").unwrap_or_default();
        if body.text("type") == Some("markdown") {
            return Ok(Self::slack(value));
        }
        Ok(Self {
            html: Some(value.to_owned()),
            ..Self::slack(markup::from_html(value))
        })
    }

    fn append(&mut self, block: &Value, place: &str) -> Result<(), Refusal> {
        let given = Given::read(block, place, BLOCK)?;
        if let Some(text) = given.get("text") {
            let text = Given::read(text, &format!("{place}.text"), BLOCK_TEXT)?;
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(text.text("text").unwrap_or_default());
        }
        self.blocks.push(block.clone());
        Ok(())
    }

    /// The columns of a message in Slack, which are blocks, or elsewhere, which are HTML.
    pub(super) fn columns(self, is_in_slack: bool, files: usize) -> Value {
        let Self { text, html, blocks } = self;
        let has_blocks = !blocks.is_empty();
        // Clients see a placeholder where only files were sent.
        let text = match files {
            1 if text.is_empty() => "file attached".to_owned(),
            files if text.is_empty() && files > 1 => format!("{files} files attached"),
            _ => text,
        };
        if !is_in_slack {
            let content = html.unwrap_or_else(|| markup::to_html(&text));
            let blocks = has_blocks.then_some(blocks);
            return json!({ "text": text, "content": content, "blocks": blocks });
        }
        let mut all = Vec::new();
        if blocks.iter().all(|block| block.get("text").is_none()) {
            let section = json!({"type": "section", "text": {"type": "mrkdwn", "text": text}});
            all.push(section);
        }
        all.extend(blocks);
        json!({ "text": text, "content": null, "blocks": all })
    }
}
