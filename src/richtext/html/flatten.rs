//! Rewrites HTML into a small, balanced and shallow form, before a real parser sees it.
//!
//! Parsers that follow the standard repair any tag soup, and let themselves be driven into building trees that are much
//! larger or deeper than their input. What comes out of here needs no repair. It is not what makes the result safe.

use crate::richtext::document::{MAX_BYTES, MAX_DEPTH, within_limit};
use crate::richtext::html::element::{self, CELL, Element, Kind, ROW};
use crate::richtext::html::lexer::{Lexer, Token};

/// Tags kept in one body.
const MAX_TAGS: usize = 20_000;

/// HTML in which every tag is known and closed.
#[derive(Debug)]
pub(crate) struct Flat {
    pub(crate) html: String,
    /// Whether something was left out for its size or depth.
    pub(crate) is_cut: bool,
}

/// Balances tags, drops the unknown ones, and replaces images by their alternative text.
pub(crate) fn flatten(native: &str) -> Flat {
    let mut writer = Writer::default();
    let mut lexer = Lexer::new(within_limit(native));
    while let Some(token) = lexer.next() {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Close(name) => writer.close(name),
            Token::Open { name, .. } if element::is_raw(name) => lexer.skip_raw(name),
            Token::Open { name, attributes } if name.eq_ignore_ascii_case("img") => {
                writer.text(value(&attributes, "alt").unwrap_or_default());
            }
            Token::Open { name, attributes } => writer.open(name, &attributes),
        }
    }
    writer.close_down_to(0);
    Flat {
        html: writer.html,
        is_cut: writer.is_cut || native.len() > MAX_BYTES,
    }
}

type Attributes<'a> = [(&'a str, &'a str)];

fn value<'a>(attributes: &Attributes<'a>, name: &str) -> Option<&'a str> {
    let mut named = attributes
        .iter()
        .filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| *value)
}

#[derive(Default)]
struct Writer {
    html: String,
    open: Vec<&'static Element>,
    tags: usize,
    is_cut: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let is_blank = text.trim_ascii().is_empty();
        if is_blank && self.is_between_cells() {
            return;
        }
        self.enter_cell();
        push_escaped(&mut self.html, text);
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        let Some(element) = element::find(name) else {
            return;
        };
        if self.tags >= MAX_TAGS {
            return self.go_on_without_tags();
        }
        if !self.make_room(element) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.is_cut = true;
            return;
        }
        self.write_tag(element, attributes);
        if element.kind != Kind::Void {
            self.open.push(element);
        }
    }

    fn go_on_without_tags(&mut self) {
        self.is_cut = true;
        self.close_down_to(0);
        self.html.push(' ');
    }

    /// Ends what the element cannot stand in; returns false if it has no place at all.
    fn make_room(&mut self, element: &'static Element) -> bool {
        match element.kind {
            Kind::Section => return self.close_down_to_any(&[Kind::Table]),
            Kind::Row => return self.close_down_to_any(&[Kind::Table, Kind::Section]),
            Kind::Cell => return self.enter_row(),
            Kind::Inline if self.open.contains(&element) => return false,
            Kind::Link => self.close("a"),
            Kind::Item => self.close_item(),
            Kind::Inline => {}
            Kind::Void if element.name == "br" => {}
            Kind::Block
            | Kind::Paragraph
            | Kind::Heading
            | Kind::List
            | Kind::Table
            | Kind::Void => {
                self.close("p");
                if element.kind == Kind::Heading {
                    self.close_heading();
                }
            }
        }
        self.enter_cell();
        true
    }

    /// Closes the element and all inside it; nothing, if it is not open in this cell.
    fn close(&mut self, name: &str) {
        let Some(element) = element::find(name) else {
            return;
        };
        for (depth, open) in self.open.iter().enumerate().rev() {
            if *open == element {
                return self.close_down_to(depth);
            }
            if is_wall(open.kind, element.kind) {
                return;
            }
        }
    }

    fn close_item(&mut self) {
        for (depth, open) in self.open.iter().enumerate().rev() {
            match open.kind {
                Kind::Item => return self.close_down_to(depth),
                Kind::List | Kind::Cell => return,
                _ => {}
            }
        }
    }

    fn close_heading(&mut self) {
        if self
            .open
            .last()
            .is_some_and(|open| open.kind == Kind::Heading)
        {
            self.close_down_to(self.open.len() - 1);
        }
    }

    fn enter_row(&mut self) -> bool {
        if !self.close_down_to_any(&[Kind::Row, Kind::Section, Kind::Table]) {
            return false;
        }
        if self.open.last().is_some_and(|open| open.kind != Kind::Row) {
            self.push(&ROW);
        }
        true
    }

    /// Puts what stands between the cells of a table into a cell, where a parser would move it before the table.
    fn enter_cell(&mut self) {
        if !self.is_between_cells() {
            return;
        }
        if self.tags >= MAX_TAGS {
            return self.go_on_without_tags();
        }
        if self.enter_row() {
            self.push(&CELL);
        }
    }

    fn is_between_cells(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.kind, Kind::Table | Kind::Section | Kind::Row))
    }

    /// Closes everything inside the innermost element of these kinds; returns false if there is none.
    fn close_down_to_any(&mut self, kinds: &[Kind]) -> bool {
        let found = self
            .open
            .iter()
            .rposition(|open| kinds.contains(&open.kind));
        if let Some(depth) = found {
            self.close_down_to(depth + 1);
        }
        found.is_some()
    }

    fn close_down_to(&mut self, depth: usize) {
        for element in self.open.drain(depth..).rev() {
            self.html.push_str("</");
            self.html.push_str(element.name);
            self.html.push('>');
        }
    }

    fn push(&mut self, element: &'static Element) {
        self.write_tag(element, &[]);
        self.open.push(element);
    }

    fn write_tag(&mut self, element: &Element, attributes: &Attributes<'_>) {
        self.tags += 1;
        self.html.push('<');
        self.html.push_str(element.name);
        for name in element.attributes {
            if let Some(value) = value(attributes, name) {
                self.html.push(' ');
                self.html.push_str(name);
                self.html.push_str("=\"");
                push_escaped(&mut self.html, value);
                self.html.push('"');
            }
        }
        self.html.push('>');
    }
}

/// Returns whether a closing tag has no effect beyond an open element: nothing in a cell closes what is around its table,
/// and nothing but its own tag closes a table.
fn is_wall(open: Kind, closing: Kind) -> bool {
    match closing {
        Kind::Table => false,
        Kind::Section | Kind::Row | Kind::Cell => open == Kind::Table,
        _ => matches!(open, Kind::Cell | Kind::Table),
    }
}

/// Appends text that may hold entities, without any character that could begin or end a tag.
fn push_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_TAGS, flatten};
    use crate::richtext::document::{MAX_BYTES, MAX_DEPTH};

    /// Counts how deep balanced tags stand inside each other.
    fn deepest(html: &str) -> usize {
        let mut depth: usize = 0;
        let mut deepest = 0;
        for tag in html.split('<').skip(1) {
            depth = if tag.starts_with('/') {
                depth - 1
            } else {
                depth + 1
            };
            deepest = deepest.max(depth);
        }
        deepest
    }

    #[test]
    fn tags_are_balanced() {
        for (native, flat) in [
            ("<p>one<p>two", "<p>one</p><p>two</p>"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            ("<b>x</i></b></b>", "<b>x</b>"),
            ("<b><p>x</b>y", "<b><p>x</p></b>y"),
            ("<p><b>x<div>y</div>", "<p><b>x</b></p><div>y</div>"),
            (
                "<a href=1>x<a href=2>y",
                "<a href=\"1\">x</a><a href=\"2\">y</a>",
            ),
            ("<h1>x<h2>y", "<h1>x</h1><h2>y</h2>"),
            ("<SPAN><Section>x</Section></SPAN>", "<div>x</div>"),
        ] {
            assert_eq!(flatten(native).html, flat, "{native}");
        }
    }

    #[test]
    fn tables_need_no_repair() {
        for (native, flat) in [
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d",
            ),
            (
                "<table>a<b>c</table>",
                "<table><tr><td>a<b>c</b></td></tr></table>",
            ),
            (
                "<table><tr><td></div><table><td>x</table>y</table>",
                "<table><tr><td><table><tr><td>x</td></tr></table>y</td></tr></table>",
            ),
            (
                "<div><table><td></div>x",
                "<div><table><tr><td>x</td></tr></table></div>",
            ),
            ("<tr><td>x", "x"),
        ] {
            assert_eq!(flatten(native).html, flat, "{native}");
        }
    }

    #[test]
    fn code_and_images_are_left_out() {
        assert_eq!(flatten("a<script>b</script>c<style>d").html, "ac");
        assert_eq!(
            flatten("<img alt='a \"b\" <c' src=x>").html,
            "a &quot;b&quot; &lt;c"
        );
        assert_eq!(flatten("&<x>lt;").html, "&lt;");
    }

    #[test]
    fn a_nesting_bomb_is_flattened_and_its_text_kept() {
        let flat = flatten(&format!("{}x", "<div>".repeat(20_000)));
        assert!(flat.is_cut);
        assert_eq!(
            flat.html,
            format!(
                "{}x{}",
                "<div>".repeat(MAX_DEPTH),
                "</div>".repeat(MAX_DEPTH)
            )
        );
    }

    #[test]
    fn closing_tags_that_close_nothing_do_not_hide_depth() {
        let flat = flatten(&"<div></x><table><td></div>".repeat(1000));
        assert!(flat.is_cut);
        assert!(deepest(&flat.html) <= MAX_DEPTH + 2);
    }

    #[test]
    fn too_many_tags_and_too_many_bytes_are_cut() {
        let flat = flatten(&"<p>x".repeat(MAX_TAGS + 1));
        assert!(flat.is_cut);
        assert_eq!(flat.html.matches("<p>").count(), MAX_TAGS);
        assert_eq!(flat.html.matches('x').count(), MAX_TAGS + 1);
        let flat = flatten(&format!("<table>{}", "</tr>x".repeat(MAX_TAGS)));
        assert!(flat.is_cut);
        assert_eq!(flat.html.matches("<td>").count(), MAX_TAGS / 2);
        assert_eq!(flat.html.matches('x').count(), MAX_TAGS);
        let flat = flatten(&"x".repeat(MAX_BYTES + 1));
        assert!(flat.is_cut);
        assert_eq!(flat.html.len(), MAX_BYTES);
        assert!(!flatten("<p>x").is_cut);
    }
}
