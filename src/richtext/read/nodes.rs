//! Cord's content nodes.

use serde_json::Value;

use crate::richtext::document::{Builder, Document, MAX_BYTES, MAX_DEPTH, Mark, beginning};
use crate::richtext::read::markdown;

/// Reads an array of nodes, or a single one. Of a node nobody told us about, the text is kept.
pub(crate) fn nodes(content: &Value) -> Document<'_> {
    let mut reader = Reader::default();
    match content {
        Value::Array(nodes) => reader.nodes(nodes, 0),
        single => reader.nodes(std::slice::from_ref(single), 0),
    }
    reader.builder.finish()
}

#[derive(Default)]
struct Reader<'a> {
    builder: Builder<'a>,
    bytes: usize,
    /// Stands on the line of the paragraph that comes next.
    checkbox: Option<bool>,
}

impl<'a> Reader<'a> {
    fn nodes(&mut self, nodes: &'a [Value], depth: usize) {
        if depth > MAX_DEPTH {
            return self.builder.cut();
        }
        let mut bullets = Bullets::default();
        for node in nodes {
            match Bullet::of(node) {
                Some(bullet) => {
                    bullets.begin(&mut self.builder, bullet);
                    self.children(node, depth);
                }
                None => {
                    bullets.end(&mut self.builder);
                    self.node(node, depth);
                }
            }
        }
        bullets.end(&mut self.builder);
    }

    fn children(&mut self, node: &'a Value, depth: usize) {
        if let Some(children) = node["children"].as_array() {
            self.nodes(children, depth + 1);
        }
    }

    fn node(&mut self, node: &'a Value, depth: usize) {
        match node["type"].as_str() {
            Some("p") => self.paragraph(node, depth),
            Some("link") => {
                let url = node["url"].as_str().unwrap_or_default();
                self.inside(Mark::Link(url.into()), node, depth);
            }
            Some("quote") => self.inside(Mark::Quote, node, depth),
            Some("code") => self.inside(Mark::CodeBlock, node, depth),
            Some("todo") => self.todo(node, depth),
            Some("markdown") => self.markdown(node),
            // Mentions and assignees carry their sign in the text.
            _ => {
                self.text(node);
                self.children(node, depth);
            }
        }
    }

    fn inside(&mut self, mark: Mark<'a>, node: &'a Value, depth: usize) {
        self.builder.open(mark);
        self.children(node, depth);
        self.builder.close();
    }

    /// Reads a paragraph, which is a line: an empty one is there to be seen.
    fn paragraph(&mut self, node: &'a Value, depth: usize) {
        self.builder.open(Mark::Line);
        let bytes = self.bytes;
        self.begin_with_checkbox();
        self.children(node, depth);
        if self.bytes == bytes {
            self.builder.line_break();
        }
        self.builder.close();
    }

    fn todo(&mut self, node: &'a Value, depth: usize) {
        self.builder.open(Mark::List(None));
        self.builder.open(Mark::Item);
        self.checkbox = Some(node["done"] == Value::Bool(true));
        if node["children"][0]["type"] != "p" {
            self.begin_with_checkbox();
        }
        self.children(node, depth);
        self.builder.close();
        self.builder.close();
    }

    fn begin_with_checkbox(&mut self) {
        if let Some(is_done) = self.checkbox.take() {
            self.builder.checkbox(is_done);
        }
    }

    fn markdown(&mut self, node: &'a Value) {
        let children = node["children"].as_array().map_or(&[][..], Vec::as_slice);
        for text in children.iter().filter_map(|child| child["text"].as_str()) {
            if let Some(text) = self.within_limit(text) {
                markdown::append(&mut self.builder, text);
            }
        }
    }

    fn text(&mut self, node: &'a Value) {
        let Some(text) = node["text"]
            .as_str()
            .and_then(|text| self.within_limit(text))
        else {
            return;
        };
        let marks = [
            ("bold", Mark::Bold),
            ("italic", Mark::Italic),
            ("underline", Mark::Underline),
            ("code", Mark::Code),
        ];
        let mut opened = 0;
        for (key, mark) in marks {
            if node[key] == Value::Bool(true) {
                self.builder.open(mark);
                opened += 1;
            }
        }
        self.builder.text(text);
        for _ in 0..opened {
            self.builder.close();
        }
    }

    fn within_limit(&mut self, text: &'a str) -> Option<&'a str> {
        let room = MAX_BYTES - self.bytes;
        let kept = beginning(text, room);
        self.bytes += kept.len();
        if kept.len() < text.len() {
            self.builder.cut();
        }
        (!kept.is_empty()).then_some(kept)
    }
}

struct Bullet {
    indent: u64,
    number: Option<u64>,
}

impl Bullet {
    fn of(node: &Value) -> Option<Self> {
        let indent = node["indent"].as_u64().unwrap_or_default();
        let number = match node["type"].as_str()? {
            "bullet" => None,
            "number_bullet" => Some(node["bulletNumber"].as_u64().unwrap_or(1)),
            _ => return None,
        };
        Some(Self { indent, number })
    }

    fn is_in_one_list_with(&self, other: &Self) -> bool {
        self.indent == other.indent && self.number.is_some() == other.number.is_some()
    }
}

/// The lists that are open, each with an open item. Cord has bullets side by side, with an indent.
#[derive(Default)]
struct Bullets(Vec<Bullet>);

impl Bullets {
    fn begin(&mut self, builder: &mut Builder<'_>, bullet: Bullet) {
        while self.0.last().is_some_and(|last| {
            last.indent > bullet.indent
                || last.indent == bullet.indent && !last.is_in_one_list_with(&bullet)
        }) {
            self.end_list(builder);
        }
        if self
            .0
            .last()
            .is_some_and(|last| last.is_in_one_list_with(&bullet))
        {
            builder.close();
        } else {
            builder.open(Mark::List(bullet.number));
            self.0.push(bullet);
        }
        builder.open(Mark::Item);
    }

    fn end_list(&mut self, builder: &mut Builder<'_>) {
        self.0.pop();
        builder.close();
        builder.close();
    }

    fn end(&mut self, builder: &mut Builder<'_>) {
        while !self.0.is_empty() {
            self.end_list(builder);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::richtext::Body;
    use crate::richtext::tests::{REL, assert_forms};

    #[track_caller]
    fn assert_cord(nodes: &Value, text: &str, html: &str, markdown: &str) {
        assert_forms(Body::Nodes(nodes), text, html, markdown);
    }

    #[test]
    fn cord_paragraphs_are_lines() {
        let nodes = json!([
            {"type":"p","children":[{"text":"First line"}]},
            {"type":"p","children":[{"text":""}]},
            {"type":"p","children":[{"text":"Third","bold":true},{"text":" line "},{"text":"x","italic":true,"underline":true},{"text":"y","code":true}]}
        ]);
        assert_cord(
            &nodes,
            "First line\n\nThird line xy",
            "<div>First line</div><div><br></div><div><strong>Third</strong> line <em><u>x</u></em><code>y</code></div>",
            "First line\n\n**Third** line *x*`y`",
        );
    }

    #[test]
    fn cord_people_and_links_are_inline() {
        let nodes = json!([{"type":"p","children":[
            {"type":"mention","user":{"id":"u1"},"children":[{"text":"@ana"}]},
            {"text":" and "},
            {"type":"assignee","user":{"id":"u2"},"children":[{"text":"+bo"}]},
            {"text":": "},
            {"type":"link","url":"https://x.test/help","children":[{"text":"help"}]}
        ]}]);
        assert_cord(
            &nodes,
            "@ana and +bo: help (https://x.test/help)",
            &format!("<div>@ana and +bo: <a href=\"https://x.test/help\" {REL}>help</a></div>"),
            "@ana and +bo: [help](<https://x.test/help>)",
        );
    }

    #[test]
    fn cord_bullets_side_by_side_are_one_list() {
        let bullet = |kind: &str, indent: u8, number: u8, text: &str| json!({"type":kind,"indent":indent,"bulletNumber":number,"children":[{"type":"p","children":[{"text":text}]}]});
        let nodes = json!([
            bullet("bullet", 0, 0, "one"),
            bullet("number_bullet", 1, 2, "two"),
            bullet("number_bullet", 1, 3, "three"),
            bullet("bullet", 0, 0, "four"),
            {"type":"p","children":[{"text":"end"}]}
        ]);
        assert_cord(
            &nodes,
            "- one\n  2. two\n  3. three\n- four\n\nend",
            "<ul><li><div>one</div><ol start=\"2\"><li><div>two</div></li><li><div>three</div></li></ol></li><li><div>four</div></li></ul><div>end</div>",
            "- one\n  2. two\n  3. three\n- four\n\nend",
        );
    }

    #[test]
    fn cord_quotes_code_todos_and_markdown_are_blocks() {
        let nodes = json!([
            {"type":"quote","children":[{"text":"as you said"}]},
            {"type":"code","children":[{"text":"select 1;"}]},
            {"type":"todo","todoID":"t","done":true,"children":[{"type":"p","children":[{"text":"done"}]}]},
            {"type":"markdown","children":[{"text":"# Title\n\nSome *text*"}]}
        ]);
        assert_cord(
            &nodes,
            "> as you said\n\nselect 1;\n\n- [x] done\n\nTitle\n\nSome text",
            "<blockquote>as you said</blockquote><pre>select 1;</pre><ul><li><div>☑ done</div></li></ul><h1>Title</h1><p>Some <em>text</em></p>",
            "> as you said\n\n```\nselect 1;\n```\n\n- [x] done\n\n# Title\n\nSome *text*",
        );
    }

    #[test]
    fn of_an_unknown_cord_node_the_text_is_kept() {
        let nodes = json!([
            {"type":"annotation","range":{},"children":[{"text":"kept"}]},
            {"type":"shiny"},
            {"type":"p","children":"odd"},
            7,
            null
        ]);
        assert_eq!(Body::Nodes(&nodes).text(), "kept");
        assert_eq!(Body::Nodes(&json!({"text":"single"})).text(), "single");
        assert_eq!(Body::Nodes(&json!("odd")).text(), "");
        assert_eq!(Body::Nodes(&json!([])).html().unwrap(), "");
    }
}
