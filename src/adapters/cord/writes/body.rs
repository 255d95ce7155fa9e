//! Bodies as Cord's nodes.

use serde_json::{Value, json};

use crate::adapters::outgoing;
use crate::model::command::MessageBody;
use crate::provider::Refusal;

/// Says what speaks against a body.
pub(super) fn admit(body: &MessageBody) -> Result<(), Refusal> {
    let MessageBody::Native(native) = body else {
        return Ok(());
    };
    let nodes = native.as_array().filter(|nodes| !nodes.is_empty());
    if nodes.is_some_and(|nodes| nodes.iter().all(Value::is_object)) {
        return Ok(());
    }
    Err(Refusal::bad_input(
        &["input", "body", "native"],
        "The content of a message in Cord is a list of nodes, such as [{\"type\": \"p\", \"children\": [{\"text\": \"…\"}]}].",
    ))
}

/// The nodes of a body: a paragraph for each line of plain text, and one node for markup.
pub(super) fn nodes(body: &MessageBody) -> Value {
    match body {
        MessageBody::Text(text) => text.lines().map(paragraph).collect(),
        MessageBody::Native(nodes) => nodes.clone(),
        MessageBody::Markdown(_) | MessageBody::Html(_) => {
            let markdown = outgoing::rich(body).map(|rich| rich.to_markdown());
            json!([{"type": "markdown", "children": [{"text": markdown.unwrap_or_default()}]}])
        }
    }
}

fn paragraph(line: &str) -> Value {
    json!({"type": "p", "children": [{"text": line}]})
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{admit, nodes};
    use crate::model::command::MessageBody;

    #[test]
    fn a_line_is_a_paragraph_and_markup_is_one_node() {
        let text = nodes(&MessageBody::Text("One\r\n\nThree\n".to_owned()));
        let p = |text: &str| json!({"type": "p", "children": [{"text": text}]});
        assert_eq!(text, json!([p("One"), p(""), p("Three")]));
        let markdown = nodes(&MessageBody::Markdown("# Title\n\nSome *text*".to_owned()));
        let expected =
            json!([{"type": "markdown", "children": [{"text": "# Title\n\nSome *text*"}]}]);
        assert_eq!(markdown, expected);
        let html = nodes(&MessageBody::Html(
            "<p>Some <b>text</b></p><script>x</script>".to_owned(),
        ));
        assert_eq!(
            html[0]["children"][0]["text"].as_str().unwrap().trim(),
            "Some **text**"
        );
    }

    #[test]
    fn a_native_body_is_a_list_of_nodes() {
        let good = json!([{"type": "p", "children": [{"text": "x"}]}]);
        assert_eq!(admit(&MessageBody::Native(good.clone())), Ok(()));
        assert_eq!(nodes(&MessageBody::Native(good.clone())), good);
        for bad in [json!("x"), json!([]), json!(["x"]), json!({"type": "p"})] {
            let refusal = admit(&MessageBody::Native(bad)).unwrap_err();
            assert_eq!(refusal.field, ["input", "body", "native"]);
        }
    }
}
