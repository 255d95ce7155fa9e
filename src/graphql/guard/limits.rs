/// How large a document may be.
///
/// The defaults leave room for what people write (the usual introspection query, a page of conversations with their
/// messages, twenty colocated fragments) and keep the worst accepted document within milliseconds of validation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuardLimits {
    /// Bytes of the document's text.
    pub document_bytes: usize,
    /// Tokens of the document's text: names, numbers, strings and punctuation.
    pub tokens: usize,
    /// Brackets open at once in the text, and selection sets open at once with fragments expanded.
    pub nesting: usize,
    /// Selections of the whole document with fragments expanded.
    pub selections: usize,
    /// Fields inside fields inside fields, with fragments expanded. Introspection needs 15.
    pub depth: usize,
    /// Aliases of the whole document with fragments expanded.
    pub aliases: usize,
    /// Directives of the whole document with fragments expanded, wherever they stand.
    pub directives: usize,
    /// What arguments hold in the whole document with fragments expanded and each use of a variable counted: items of
    /// lists, members of objects, and kilobytes of text.
    pub values: usize,
    /// Fields at the root of the operation.
    pub root_fields: usize,
    /// Fields that the operation may resolve and values it may read, with lists counted at their page size.
    pub cost: usize,
}

impl Default for GuardLimits {
    fn default() -> Self {
        Self {
            document_bytes: 64 * 1024,
            tokens: 4_000,
            nesting: 60,
            selections: 2_000,
            depth: 25,
            aliases: 60,
            directives: 60,
            values: 20_000,
            root_fields: 20,
            cost: 20_000,
        }
    }
}
