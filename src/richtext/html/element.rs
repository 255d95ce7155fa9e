//! The elements that may stay in a message.

/// How an element gets along with what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Formats text; nested in itself it says nothing new.
    Inline,
    Link,
    Block,
    /// Ends at the next block.
    Paragraph,
    Heading,
    /// Holds items.
    List,
    /// Ends at the next item of its list.
    Item,
    Table,
    /// Holds rows.
    Section,
    Row,
    Cell,
    /// Has no content.
    Void,
}

/// An element: its name, how it behaves, and the attributes it keeps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) attributes: &'static [&'static str],
}

const fn element(name: &'static str, kind: Kind) -> Element {
    Element {
        name,
        kind,
        attributes: &[],
    }
}

const fn with(name: &'static str, kind: Kind, attributes: &'static [&'static str]) -> Element {
    Element {
        name,
        kind,
        attributes,
    }
}

pub(super) const DIV: Element = element("div", Kind::Block);
pub(super) const ROW: Element = element("tr", Kind::Row);
pub(super) const CELL: Element = with("td", Kind::Cell, &["colspan", "rowspan"]);

/// Every element that stays.
pub(super) const ELEMENTS: &[Element] = &[
    with("a", Kind::Link, &["href"]),
    element("b", Kind::Inline),
    element("blockquote", Kind::Block),
    element("br", Kind::Void),
    element("code", Kind::Inline),
    element("dd", Kind::Item),
    element("del", Kind::Inline),
    DIV,
    element("dl", Kind::List),
    element("dt", Kind::Item),
    element("em", Kind::Inline),
    element("h1", Kind::Heading),
    element("h2", Kind::Heading),
    element("h3", Kind::Heading),
    element("h4", Kind::Heading),
    element("h5", Kind::Heading),
    element("h6", Kind::Heading),
    element("hr", Kind::Void),
    element("i", Kind::Inline),
    element("ins", Kind::Inline),
    element("kbd", Kind::Inline),
    element("li", Kind::Item),
    element("mark", Kind::Inline),
    with("ol", Kind::List, &["start"]),
    element("p", Kind::Paragraph),
    element("pre", Kind::Block),
    element("s", Kind::Inline),
    element("samp", Kind::Inline),
    element("small", Kind::Inline),
    element("strike", Kind::Inline),
    element("strong", Kind::Inline),
    element("sub", Kind::Inline),
    element("sup", Kind::Inline),
    element("table", Kind::Table),
    element("tbody", Kind::Section),
    CELL,
    element("tfoot", Kind::Section),
    with("th", Kind::Cell, &["colspan", "rowspan"]),
    element("thead", Kind::Section),
    ROW,
    element("tt", Kind::Inline),
    element("u", Kind::Inline),
    element("ul", Kind::List),
];

/// Elements that only say where a block begins and ends.
const BLOCKS: [&str; 17] = [
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "details",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "option",
    "section",
    "summary",
];

/// Elements whose content is not HTML, and is not shown or not to be trusted.
const RAW: [&str; 8] = [
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

/// Finds the element that stays for a tag; `None` if only the content stays.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    let found = ELEMENTS
        .iter()
        .find(|element| element.name.eq_ignore_ascii_case(name));
    let is_block = || BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name));
    found.or_else(|| is_block().then_some(&DIV))
}

/// Returns whether everything up to the closing tag is to be skipped.
pub(super) fn is_raw(name: &str) -> bool {
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
}
