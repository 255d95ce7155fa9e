//! Bodies in the provider's two forms: Markdown, and a document of its editor.

use serde_json::{Map, Value, json};

use crate::adapters::outgoing;
use crate::adapters::posthog::map;
use crate::model::command::MessageBody;
use crate::provider::Refusal;

/// Says what speaks against a body.
pub(super) fn admit(body: &MessageBody) -> Result<(), Refusal> {
    let MessageBody::Native(document) = body else {
        return Ok(());
    };
    if document["type"] == "doc" && !map::words(document).trim().is_empty() {
        return Ok(());
    }
    Err(Refusal::bad_input(
        &["input", "body", "native"],
        "The native body of PostHog is a document of its editor with some text: {\"type\": \"doc\", \"content\": […]}.",
    ))
}

/// The text: what the customer is shown where there is no document.
pub(super) fn text(body: &MessageBody) -> String {
    match body {
        MessageBody::Native(document) => map::words(document),
        MessageBody::Text(_) | MessageBody::Markdown(_) | MessageBody::Html(_) => {
            let rich = outgoing::rich(body);
            rich.map(|rich| rich.to_markdown()).unwrap_or_default()
        }
    }
}

/// The document, if the body is one.
pub(super) const fn document(body: &MessageBody) -> Option<&Value> {
    match body {
        MessageBody::Native(document) => Some(document),
        MessageBody::Text(_) | MessageBody::Markdown(_) | MessageBody::Html(_) => None,
    }
}

/// The fields of a new comment.
pub(super) fn new_fields(body: &MessageBody) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("content".to_owned(), json!(text(body)));
    if let Some(document) = document(body) {
        fields.insert("rich_content".to_owned(), document.clone());
    }
    fields
}

/// The fields of an edited comment. A document of before goes, since it would be shown instead of the new text.
pub(super) fn edited_fields(body: &MessageBody) -> Map<String, Value> {
    let mut fields = new_fields(body);
    let document = document(body).cloned().unwrap_or_default();
    fields.insert("rich_content".to_owned(), document);
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{admit, edited_fields, new_fields};
    use crate::model::command::MessageBody;

    fn doc() -> Value {
        json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "On it."}]}]})
    }

    #[test]
    fn every_form_becomes_markdown() {
        let markdown = MessageBody::Markdown("Try **again**".to_owned());
        assert_eq!(
            Value::Object(new_fields(&markdown)),
            json!({"content": "Try **again**"})
        );
        let html = MessageBody::Html("<p>Try <b>again</b></p>".to_owned());
        assert_eq!(
            new_fields(&html)["content"].as_str().unwrap().trim(),
            "Try **again**"
        );
        let text = MessageBody::Text("2 * 3 * 4".to_owned());
        assert_eq!(new_fields(&text)["content"], "2 \\* 3 \\* 4");
        let expected = json!({"content": "On it.", "rich_content": doc()});
        assert_eq!(
            Value::Object(new_fields(&MessageBody::Native(doc()))),
            expected
        );
    }

    #[test]
    fn an_edit_leaves_no_old_document() {
        let markdown = MessageBody::Markdown("New".to_owned());
        let expected = json!({"content": "New", "rich_content": null});
        assert_eq!(Value::Object(edited_fields(&markdown)), expected);
    }

    #[test]
    fn a_native_body_is_a_document_with_text() {
        assert_eq!(admit(&MessageBody::Native(doc())), Ok(()));
        for bad in [
            json!("x"),
            json!({"type": "doc", "content": []}),
            json!({"type": "p", "text": "x"}),
        ] {
            let refusal = admit(&MessageBody::Native(bad)).unwrap_err();
            assert_eq!(refusal.field, ["input", "body", "native"]);
        }
    }
}
