use std::collections::HashMap;

use async_graphql::Positioned;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};

use crate::graphql::guard::GuardError;
use crate::graphql::guard::extent::Extent;
use crate::graphql::guard::pages::Pages;

/// Walks a document and measures each fragment once.
///
/// It goes no deeper than the nesting limit, so that no document can exhaust the stack.
pub(super) struct Walk<'a> {
    document: &'a ExecutableDocument,
    pages: Pages<'a>,
    nesting_limit: usize,
    fragments: HashMap<&'a str, Fragment>,
}

#[derive(Clone, Copy)]
enum Fragment {
    /// On the way from the start of the walk to here.
    Open,
    Measured(Extent),
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        document: &'a ExecutableDocument,
        pages: Pages<'a>,
        nesting_limit: usize,
    ) -> Self {
        Self {
            document,
            pages,
            nesting_limit,
            fragments: HashMap::new(),
        }
    }

    /// Measures an operation with its own directives and those of its variables.
    pub(super) fn operation(
        &mut self,
        operation: &'a OperationDefinition,
    ) -> Result<Extent, GuardError> {
        let mut extent = self.selection_set(&operation.selection_set.node, 1)?;
        for definition in &operation.variable_definitions {
            extent = self.with_directives(extent, &definition.node.directives);
        }
        Ok(self.with_directives(extent, &operation.directives))
    }

    /// Measures the content of a fragment that is spread at `level`. One that is not defined is empty: validation
    /// names it.
    pub(super) fn fragment(&mut self, name: &str, level: usize) -> Result<Extent, GuardError> {
        let document = self.document;
        let Some((name, fragment)) = document.fragments.get_key_value(name) else {
            return Ok(Extent::default());
        };
        match self.fragments.get(name.as_str()) {
            Some(Fragment::Open) => {
                return Err(GuardError::FragmentCycle {
                    fragment: name.to_string(),
                });
            }
            Some(Fragment::Measured(extent)) => {
                self.check_nesting(level.saturating_add(extent.nesting))?;
                return Ok(*extent);
            }
            None => {}
        }
        self.fragments.insert(name, Fragment::Open);
        let content = self.selection_set(&fragment.node.selection_set.node, level)?;
        let extent = self.with_directives(content, &fragment.node.directives);
        self.fragments.insert(name, Fragment::Measured(extent));
        Ok(extent)
    }

    fn selection_set(&mut self, set: &'a SelectionSet, level: usize) -> Result<Extent, GuardError> {
        self.check_nesting(level)?;
        let mut extent = Extent::default();
        for selection in &set.items {
            let part = self.selection(&selection.node, level)?;
            extent.join(self.with_directives(part, selection.node.directives()));
        }
        Ok(extent)
    }

    fn selection(&mut self, selection: &'a Selection, level: usize) -> Result<Extent, GuardError> {
        match selection {
            Selection::Field(field) => self.field(&field.node, level),
            Selection::FragmentSpread(spread) => {
                let content = self.fragment(&spread.node.fragment_name.node, level + 1)?;
                Ok(content.spread())
            }
            Selection::InlineFragment(inline) => {
                let content = self.selection_set(&inline.node.selection_set.node, level + 1)?;
                Ok(content.spread())
            }
        }
    }

    fn field(&mut self, field: &'a Field, level: usize) -> Result<Extent, GuardError> {
        let set = &field.selection_set.node;
        let children = if set.items.is_empty() {
            Extent::default()
        } else {
            self.selection_set(set, level + 1)?
        };
        let is_item = matches!(field.name.node.as_str(), "nodes" | "edges");
        let cost = self.pages.cost(field, &children);
        Ok(Extent {
            selections: children.selections.saturating_add(1),
            depth: children.depth.saturating_add(1),
            nesting: children
                .nesting
                .saturating_add(usize::from(!set.items.is_empty())),
            aliases: children
                .aliases
                .saturating_add(usize::from(field.alias.is_some())),
            directives: children.directives,
            values: children.values.saturating_add(self.pages.values(field)),
            fields: 1,
            item_cost: if is_item { cost } else { 0 },
            plain_cost: if is_item { 0 } else { cost },
            is_page: is_item,
        })
    }

    fn with_directives(&self, extent: Extent, directives: &[Positioned<Directive>]) -> Extent {
        let values = self.pages.values_of_directives(directives);
        extent.with_directives(directives.len(), values)
    }

    fn check_nesting(&self, level: usize) -> Result<(), GuardError> {
        if level > self.nesting_limit {
            return Err(GuardError::NestedTooDeep {
                limit: self.nesting_limit,
            });
        }
        Ok(())
    }
}
