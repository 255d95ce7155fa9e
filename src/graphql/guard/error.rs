use thiserror::Error;

/// Why a document was refused. The text is meant for the caller.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GuardError {
    /// The text is too long.
    #[error("The document has {found} bytes; at most {limit} are allowed.")]
    TooLong {
        /// Bytes of the text.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text has too many tokens. Counting stops at the first one too many.
    #[error("The document has more than {limit} tokens, which is the most allowed.")]
    TooManyTokens {
        /// Tokens allowed.
        limit: usize,
    },
    /// Brackets, or selection sets after expansion, stand too deep inside each other.
    #[error(
        "The document is nested more than {limit} levels deep, which is the most allowed, fragments included."
    )]
    NestedTooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A fragment spreads itself, directly or through others.
    #[error("The fragment \"{fragment}\" spreads itself.")]
    FragmentCycle {
        /// Name of the fragment.
        fragment: String,
    },
    /// Fragments expand to too many selections.
    #[error(
        "The document has {found} selections with its fragments expanded; at most {limit} are allowed."
    )]
    TooManySelections {
        /// Selections found.
        found: usize,
        /// Selections allowed.
        limit: usize,
    },
    /// Fields stand too deep inside each other.
    #[error("The document nests fields {found} deep; at most {limit} levels are allowed.")]
    TooDeep {
        /// Levels found.
        found: usize,
        /// Levels allowed.
        limit: usize,
    },
    /// Too many fields have an alias.
    #[error(
        "The document has {found} aliases with its fragments expanded; at most {limit} are allowed."
    )]
    TooManyAliases {
        /// Aliases found.
        found: usize,
        /// Aliases allowed.
        limit: usize,
    },
    /// Too many directives.
    #[error(
        "The document has {found} directives with its fragments expanded; at most {limit} are allowed."
    )]
    TooManyDirectives {
        /// Directives found.
        found: usize,
        /// Directives allowed.
        limit: usize,
    },
    /// Arguments hold too much.
    #[error(
        "The arguments hold {found} values with each use of a variable counted; at most {limit} are allowed."
    )]
    TooManyValues {
        /// Values found.
        found: usize,
        /// Values allowed.
        limit: usize,
    },
    /// Too many fields at the root.
    #[error("The operation has {found} root fields; at most {limit} are allowed.")]
    TooManyRootFields {
        /// Root fields found.
        found: usize,
        /// Root fields allowed.
        limit: usize,
    },
    /// The operation may resolve too many fields.
    #[error(
        "The operation costs {found}; at most {limit} is allowed. Ask for smaller pages (`first`) or fewer nested lists."
    )]
    TooCostly {
        /// Cost found.
        found: usize,
        /// Cost allowed.
        limit: usize,
    },
}
