use async_graphql::parser::types::{Field, VariableDefinition};
use async_graphql::{Name, Positioned, Value, Variables};

use crate::graphql::guard::extent::Extent;

/// The size a page is counted with if the caller does not name one.
const DEFAULT_PAGE: usize = 25;

/// Reads page sizes and numbers of ids from arguments, with the variables of one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages<'a> {
    definitions: &'a [Positioned<VariableDefinition>],
    variables: &'a Variables,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        definitions: &'a [Positioned<VariableDefinition>],
        variables: &'a Variables,
    ) -> Self {
        Self {
            definitions,
            variables,
        }
    }

    /// Returns what one occurrence of the field may resolve, itself included.
    pub(super) fn cost(&self, field: &Field, children: &Extent) -> usize {
        let items = match self.page_size(field) {
            Some(size) => size,
            None if children.is_page => DEFAULT_PAGE,
            None => 1,
        };
        children
            .cost_of(items)
            .saturating_mul(self.id_count(field))
            .saturating_add(1)
    }

    /// The larger of `first` and `last`; `None` if neither is given.
    fn page_size(&self, field: &Field) -> Option<usize> {
        ["first", "last"]
            .into_iter()
            .filter(|name| field.get_argument(name).is_some())
            .map(|name| {
                self.argument(field, name)
                    .map_or(DEFAULT_PAGE, |value| size(&value))
            })
            .max()
    }

    /// How many objects `ids` asks for; 1 if the field has no such argument.
    fn id_count(&self, field: &Field) -> usize {
        match self.argument(field, "ids") {
            Some(Value::List(ids)) => ids.len(),
            _ => 1,
        }
    }

    /// Value of an argument with variables filled in; `None` if it is absent, null, or a variable without a value.
    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        value
            .into_const_with(|variable| Ok::<_, ()>(self.variable(&variable)))
            .ok()
            .filter(|value| *value != Value::Null)
    }

    fn variable(&self, name: &Name) -> Value {
        if let Some(value) = self.variables.get(name) {
            return value.clone();
        }
        self.definitions
            .iter()
            .find(|definition| definition.node.name.node == *name)
            .and_then(|definition| definition.node.default_value().cloned())
            .unwrap_or_default()
    }
}

/// A negative size counts as nothing, one beyond all bounds as the largest, and what is no integer as the default: the
/// schema refuses it later.
fn size(value: &Value) -> usize {
    let Value::Number(number) = value else {
        return DEFAULT_PAGE;
    };
    if let Some(size) = number.as_u64() {
        return usize::try_from(size).unwrap_or(usize::MAX);
    }
    match number.as_i64() {
        Some(_) => 0,
        None => DEFAULT_PAGE,
    }
}
