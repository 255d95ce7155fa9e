use async_graphql::parser::types::{Directive, Field, VariableDefinition};
use async_graphql::{Positioned, Value, Variables};

use crate::graphql::guard::extent::Extent;
use crate::graphql::guard::values::Values;

/// The size a page is counted with if the caller does not name one.
const DEFAULT_PAGE: usize = 25;

/// Reads page sizes and numbers of ids from arguments, with the variables of one request.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    values: Values<'a>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        definitions: &'a [Positioned<VariableDefinition>],
        variables: &'a Variables,
    ) -> Self {
        Self {
            values: Values::new(definitions, variables),
        }
    }

    /// Returns the values that the arguments of the field hold.
    pub(super) fn values(&self, field: &Field) -> usize {
        self.values.of(field)
    }

    /// Returns the values that the arguments of directives hold.
    pub(super) fn values_of_directives(&self, directives: &[Positioned<Directive>]) -> usize {
        self.values.of_directives(directives)
    }

    /// Returns what one occurrence of the field may resolve, itself and the values of its arguments included.
    pub(super) fn cost(&self, field: &Field, children: &Extent) -> usize {
        let items = match self.page_size(field) {
            Some(size) => size,
            None if children.is_page => DEFAULT_PAGE,
            None => 1,
        };
        children
            .cost_of(items)
            .saturating_mul(self.id_count(field))
            .saturating_add(self.values(field))
            .saturating_add(1)
    }

    /// The larger of `first` and `last`; `None` if neither is given.
    fn page_size(&self, field: &Field) -> Option<usize> {
        ["first", "last"]
            .into_iter()
            .filter_map(|name| field.get_argument(name))
            .map(|argument| {
                let value = argument.node.clone().into_const_with(|variable| {
                    // Nothing but a number is a size, and nothing else is worth a copy.
                    let value = self.values.get(&variable);
                    Ok::<_, ()>(match value {
                        Some(Value::Number(number)) => Value::Number(number.clone()),
                        _ => Value::Null,
                    })
                });
                value.map_or(DEFAULT_PAGE, |value| size(&value))
            })
            .max()
    }

    /// How many objects `ids` asks for; 1 if the field has no such argument.
    fn id_count(&self, field: &Field) -> usize {
        let Some(argument) = field.get_argument("ids") else {
            return 1;
        };
        let mut in_variable = 1;
        let value = argument.node.clone().into_const_with(|variable| {
            in_variable = match self.values.get(&variable) {
                Some(Value::List(ids)) => ids.len(),
                _ => 1,
            };
            Ok::<_, ()>(Value::Null)
        });
        match value {
            Ok(Value::List(ids)) => ids.len(),
            _ => in_variable,
        }
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
