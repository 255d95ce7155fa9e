use std::collections::HashMap;

use async_graphql::parser::types::{Directive, Field, VariableDefinition};
use async_graphql::{Name, Positioned, Value, Variables};

/// A string counts as one more value for each of these many bytes.
const STRING_UNIT: usize = 1024;

/// Weighs what arguments hold.
///
/// Every use of a variable is a copy of its value, in validation and again each time the field is resolved; a long list
/// used a few hundred times would be work without end. Plain short values weigh nothing.
#[derive(Debug)]
pub(super) struct Values<'a> {
    variables: HashMap<&'a Name, Variable<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Variable<'a> {
    value: &'a Value,
    weight: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(
        definitions: &'a [Positioned<VariableDefinition>],
        variables: &'a Variables,
    ) -> Self {
        let defaults = definitions.iter().filter_map(|definition| {
            let value = definition.node.default_value()?;
            Some((&definition.node.name.node, value))
        });
        // What the request gives comes second and replaces a default.
        let variables = defaults
            .chain(variables.iter())
            .map(|(name, value)| {
                let weight = weight(value);
                (name, Variable { value, weight })
            })
            .collect();
        Self { variables }
    }

    /// Returns the value of a variable, or its default.
    pub(super) fn get(&self, name: &Name) -> Option<&'a Value> {
        self.variables.get(name).map(|variable| variable.value)
    }

    /// Weighs the arguments of a field.
    pub(super) fn of(&self, field: &Field) -> usize {
        field.arguments.iter().fold(0, |sum, (_, value)| {
            self.filled(sum, |fill| value.node.clone().into_const_with(fill))
        })
    }

    /// Weighs the arguments of directives.
    pub(super) fn of_directives(&self, directives: &[Positioned<Directive>]) -> usize {
        directives
            .iter()
            .flat_map(|directive| &directive.node.arguments)
            .fold(0, |sum, (_, value)| {
                self.filled(sum, |fill| value.node.clone().into_const_with(fill))
            })
    }

    /// Adds to `sum` what a value weighs: its own text, and each variable in it. The type of a value with variables
    /// cannot be named here, so its walk is handed in.
    fn filled(
        &self,
        mut sum: usize,
        walk: impl FnOnce(&mut dyn FnMut(Name) -> Result<Value, ()>) -> Result<Value, ()>,
    ) -> usize {
        let written = walk(&mut |name| {
            let used = self.variables.get(&name);
            sum = sum.saturating_add(used.map_or(0, |variable| variable.weight));
            Ok(Value::Null)
        });
        sum.saturating_add(written.map_or(0, |value| weight(&value)))
    }
}

/// Counts what a value contains: items, members, and the length of texts.
fn weight(value: &Value) -> usize {
    match value {
        Value::List(items) => items
            .iter()
            .fold(items.len(), |sum, item| sum.saturating_add(weight(item))),
        Value::Object(members) => members.values().fold(members.len(), |sum, member| {
            sum.saturating_add(weight(member))
        }),
        Value::String(text) => text.len() / STRING_UNIT,
        Value::Binary(bytes) => bytes.len() / STRING_UNIT,
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Enum(_) => 0,
    }
}
