/// What one part of a document amounts to with its fragments expanded. All sums saturate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub selections: usize,
    /// Fields inside fields.
    pub depth: usize,
    /// Selection sets inside selection sets, those of fragments included.
    pub nesting: usize,
    pub aliases: usize,
    pub directives: usize,
    /// What arguments hold, with each use of a variable counted.
    pub values: usize,
    /// Fields at the top of this part.
    pub fields: usize,
    /// Cost of `nodes` and `edges` at the top of this part: of what a page has many of.
    pub item_cost: usize,
    /// Cost of everything else.
    pub plain_cost: usize,
    /// Whether `nodes` or `edges` stand at the top of this part, which makes it a page.
    pub is_page: bool,
}

impl Extent {
    /// Puts another part beside this one.
    pub(super) fn join(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.values = self.values.saturating_add(other.values);
        self.fields = self.fields.saturating_add(other.fields);
        self.item_cost = self.item_cost.saturating_add(other.item_cost);
        self.plain_cost = self.plain_cost.saturating_add(other.plain_cost);
        self.is_page |= other.is_page;
    }

    /// Counts `directives` more, whose arguments hold `values`.
    #[must_use]
    pub(super) fn with_directives(mut self, directives: usize, values: usize) -> Self {
        self.directives = self.directives.saturating_add(directives);
        self.values = self.values.saturating_add(values);
        self.plain_cost = self.plain_cost.saturating_add(values);
        self
    }

    /// Turns the content of a fragment into the selection that spreads it.
    #[must_use]
    pub(super) fn spread(mut self) -> Self {
        self.selections = self.selections.saturating_add(1);
        self.nesting = self.nesting.saturating_add(1);
        self
    }

    /// Fields that may be resolved if there is one of this part.
    pub(super) fn cost(&self) -> usize {
        self.item_cost.saturating_add(self.plain_cost)
    }

    /// Fields that may be resolved if there are `items` on the page. A part that is no page is taken `items` times.
    pub(super) fn cost_of(&self, items: usize) -> usize {
        if self.is_page {
            self.plain_cost
                .saturating_add(self.item_cost.saturating_mul(items))
        } else {
            self.cost().saturating_mul(items)
        }
    }
}
