//! Message content: a tree of nodes.

use serde_json::{Value, json};

/// Writes plain text as nodes: a paragraph per line, bullets where a line begins like one, links where there are addresses.
pub(super) fn from_text(text: &str) -> Vec<Value> {
    text.lines().map(line).collect()
}

/// Writes text as one markdown node.
pub(super) fn markdown(text: &str) -> Vec<Value> {
    vec![json!({"type": "markdown", "children": [{"text": text}]})]
}

/// The content of an automatic message: who, and what they did.
pub(super) fn action(user_id: &str, name: &str, what: &str) -> Vec<Value> {
    let mention = json!({
        "type": "mention",
        "user": {"id": user_id},
        "children": [{"text": format!("@{name}")}],
    });
    vec![json!({"type": "p", "children": [mention, {"text": format!(" {what}")}]})]
}

/// The text of all nodes, one line each.
pub(super) fn plaintext(content: &[Value]) -> String {
    let lines: Vec<String> = content.iter().map(text_of).collect();
    lines.join("\n").trim().to_owned()
}

/// The ids of all users mentioned in the nodes.
pub(super) fn mentioned(content: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for node in content {
        if node["type"] == "mention"
            && let Some(id) = node["user"]["id"].as_str()
        {
            found.push(id.to_owned());
        }
        if let Some(children) = node["children"].as_array() {
            found.extend(mentioned(children));
        }
    }
    found
}

fn text_of(node: &Value) -> String {
    if let Some(text) = node["text"].as_str() {
        return text.to_owned();
    }
    let children = node["children"].as_array().map(Vec::as_slice);
    children.unwrap_or_default().iter().map(text_of).collect()
}

fn line(line: &str) -> Value {
    if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return json!({"type": "bullet", "children": [paragraph(item)]});
    }
    match line.split_once(". ") {
        Some((number, item)) if let Ok(number) = number.parse::<u32>() => {
            json!({"type": "number_bullet", "bulletNumber": number, "children": [paragraph(item)]})
        }
        _ => paragraph(line),
    }
}

fn paragraph(text: &str) -> Value {
    let mut children = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("https://") {
        let (before, from) = rest.split_at(start);
        let end = from.find([' ', ')', '"']).unwrap_or(from.len());
        let (mut address, _) = from.split_at(end);
        address = address.trim_end_matches(['.', ',', '?']);
        if !before.is_empty() {
            children.push(json!({"text": before}));
        }
        children.push(json!({"type": "link", "url": address, "children": [{"text": address}]}));
        rest = &from[address.len()..];
    }
    if !rest.is_empty() || children.is_empty() {
        children.push(json!({"text": rest}));
    }
    json!({"type": "p", "children": children})
}
