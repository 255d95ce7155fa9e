//! Where the nodes of a message may stand, and what they must have.

use serde_json::Value;

/// The node types of the body's schema.
const KNOWN: &[&str] = &[
    "p",
    "mention",
    "assignee",
    "link",
    "bullet",
    "number_bullet",
    "quote",
    "code",
    "todo",
    "markdown",
    TEXT,
];
/// What a node without a type is.
const TEXT: &str = "text";
/// Where the outermost nodes stand.
const TOP: &str = "";

/// True if the body's schema has the node's type.
pub(super) fn is_known(node: &Value) -> bool {
    kind(node).is_some_and(|kind| KNOWN.contains(&kind))
}

/// True if all nodes stand where they may and have what they must.
pub(super) fn are_well_formed(content: &[Value]) -> bool {
    content.iter().all(|node| fits(node, TOP))
}

/// The ids of the users that nodes name, each as often as it is named.
pub(super) fn named_users(content: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for node in content {
        found.extend(node["user"]["id"].as_str().map(str::to_owned));
        found.extend(named_users(children(node)));
    }
    found
}

/// Gives a user that nodes name another id.
pub(super) fn rename_user(content: &mut [Value], from: &str, to: &str) {
    for node in content {
        if node["user"]["id"] == from {
            node["user"]["id"] = Value::from(to);
        }
        if let Some(Value::Array(children)) = node.get_mut("children") {
            rename_user(children, from, to);
        }
    }
}

fn kind(node: &Value) -> Option<&str> {
    match node.get("type") {
        Some(Value::String(kind)) => Some(kind),
        None if node["text"].is_string() => Some(TEXT),
        _ => None,
    }
}

fn children(node: &Value) -> &[Value] {
    node["children"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn fits(node: &Value, parent: &str) -> bool {
    let Some(kind) = kind(node) else {
        return false;
    };
    if !parents(kind).contains(&parent) || !is_whole(kind, node) {
        return false;
    }
    // Experimental nodes are let through as they are.
    kind == "todo" || children(node).iter().all(|child| fits(child, kind))
}

fn parents(kind: &str) -> &'static [&'static str] {
    match kind {
        TEXT => &[
            "p", "code", "link", "quote", "mention", "assignee", "markdown",
        ],
        "p" => &[TOP, "bullet", "number_bullet", "quote"],
        "mention" => &[TOP, "p", "link", "quote"],
        "assignee" | "link" => &[TOP, "p", "quote"],
        "bullet" | "number_bullet" => &[TOP, "quote"],
        "quote" | "code" | "todo" | "markdown" => &[TOP],
        _ => &[],
    }
}

fn is_whole(kind: &str, node: &Value) -> bool {
    let children = children(node);
    let indent = &node["indent"];
    let is_indented = indent.is_null()
        || indent
            .as_i64()
            .is_some_and(|level| (0..=4).contains(&level));
    match kind {
        TEXT => node["text"].is_string(),
        "mention" => is_named(node, "@"),
        "assignee" => is_named(node, "+"),
        "link" => node["url"].is_string(),
        "bullet" => is_indented,
        "number_bullet" => is_indented && node["bulletNumber"].is_i64(),
        "markdown" => children.len() == 1,
        "todo" => true,
        _ => !children.is_empty(),
    }
}

/// A user, and one text that begins with the mark and goes on.
fn is_named(node: &Value, mark: &str) -> bool {
    let [child] = children(node) else {
        return false;
    };
    let text = child["text"].as_str().unwrap_or_default();
    let has_name = text.strip_prefix(mark).is_some_and(|name| !name.is_empty());
    has_name && node["user"]["id"].is_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{are_well_formed, is_known};

    fn is_good(node: &Value) -> bool {
        is_known(node) && are_well_formed(std::slice::from_ref(node))
    }

    #[test]
    fn nodes_stand_where_the_document_says() {
        let text = json!({"text": "x"});
        let p = json!({"type": "p", "children": [text]});
        let mention =
            json!({"type": "mention", "user": {"id": "ana"}, "children": [{"text": "@Ana"}]});
        let good = [
            p.clone(),
            mention.clone(),
            json!({"type": "p", "children": [mention, {"type": "link", "url": "u", "children": [text]}]}),
            json!({"type": "bullet", "indent": 4, "children": [p]}),
            json!({"type": "number_bullet", "bulletNumber": 1, "children": [p]}),
            json!({"type": "quote", "children": [text, p]}),
            json!({"type": "markdown", "children": [text]}),
            json!({"type": "todo", "todoID": "t", "done": false, "children": [{"odd": 1}]}),
        ];
        for node in good {
            assert!(is_good(&node), "{node}");
        }
        let bad = [
            text.clone(),
            json!({"type": "p", "children": []}),
            json!({"type": "p", "children": [p]}),
            json!({"type": "bullet", "indent": 5, "children": [p]}),
            json!({"type": "number_bullet", "children": [p]}),
            json!({"type": "code", "children": [p]}),
            json!({"type": "mention", "user": {"id": "ana"}, "children": [{"text": "@"}]}),
            json!({"type": "markdown", "children": [text, text]}),
            json!({"type": "heading", "children": [text]}),
            json!("x"),
            Value::Null,
        ];
        for node in bad {
            assert!(!is_good(&node), "{node}");
        }
    }
}
