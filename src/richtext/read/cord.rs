//! Cord's content nodes.

use serde_json::Value;

use crate::richtext::document::{Builder, Document, MAX_BYTES, MAX_DEPTH, Mark};
use crate::richtext::read::markdown;

/// Reads an array of nodes, or a single one. Of a node nobody told us about, the text is kept.
pub(crate) fn cord(content: &Value) -> Document<'_> {
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
        self.children(node, depth);
        if self.bytes == bytes {
            self.builder.line_break();
        }
        self.builder.close();
    }

    fn todo(&mut self, node: &'a Value, depth: usize) {
        self.builder.open(Mark::List(None));
        self.builder.open(Mark::Item);
        self.builder
            .checkbox(node["done"].as_bool().unwrap_or_default());
        self.children(node, depth);
        self.builder.close();
        self.builder.close();
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
        let kept = &text[..text.floor_char_boundary(room)];
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
