//! `@fresh`: how old the copies may be that a query is answered with.

use std::time::Duration;

use async_graphql::parser::types::{Directive, OperationDefinition};
use async_graphql::registry::{__DirectiveLocation, MetaDirective, MetaInputValue, Registry};
use async_graphql::{
    CustomDirective, CustomDirectiveFactory, Name, Request, ServerError, ServerResult, Value,
    Variables,
};

use super::error::bad_directive;

const NAME: &str = "fresh";
const ARGUMENT: &str = "maxAgeSeconds";

/// Declares the directive. It is read before execution, so it does nothing during it.
pub(crate) struct Fresh;

impl CustomDirectiveFactory for Fresh {
    fn name(&self) -> std::borrow::Cow<'static, str> {
        NAME.into()
    }

    fn register(&self, registry: &mut Registry) {
        let mut age = MetaInputValue::new(ARGUMENT, "Int!");
        age.description = Some("Oldest acceptable copy in seconds.".to_owned());
        age.default_value = Some("0".to_owned());
        let what = "Refuses cached values older than the given age, for the whole query; 0 forces upstream reads.";
        let directive = MetaDirective {
            name: NAME.to_owned(),
            description: Some(what.to_owned()),
            locations: vec![__DirectiveLocation::QUERY],
            args: [(ARGUMENT.to_owned(), age)].into_iter().collect(),
            is_repeatable: false,
            visible: None,
            composable: None,
        };
        registry.add_directive(directive);
    }

    fn create(
        &self,
        _: &async_graphql::ContextDirective<'_>,
        _: &Directive,
    ) -> ServerResult<Box<dyn CustomDirective>> {
        Ok(Box::new(Declared))
    }
}

struct Declared;

#[async_trait::async_trait]
impl CustomDirective for Declared {}

/// How old copies may be for a request, if its operation says so.
pub(crate) fn max_age(request: &mut Request) -> Result<Option<Duration>, ServerError> {
    let (name, variables) = (request.operation_name.clone(), request.variables.clone());
    let document = request.parsed_query()?;
    let is_chosen =
        |this: Option<&Name>| name.is_none() || this.map(Name::as_str) == name.as_deref();
    let mut operations = document.operations.iter();
    let chosen = operations
        .find(|(this, _)| is_chosen(*this))
        .map(|(_, operation)| operation);
    let Some(operation) = chosen else {
        return Ok(None);
    };
    let mut directives = operation.node.directives.iter();
    let directive = directives.find(|directive| directive.node.name.node == NAME);
    directive
        .map(|directive| age_of(&directive.node, &operation.node, &variables))
        .transpose()
}

fn age_of(
    directive: &Directive,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<Duration, ServerError> {
    let Some(argument) = directive.get_argument(ARGUMENT) else {
        return Ok(Duration::ZERO);
    };
    let told = |name: Name| value_of(&name, operation, variables).ok_or(());
    let seconds = match argument.node.clone().into_const_with(told) {
        Ok(Value::Number(number)) => number.as_u64(),
        Ok(_) => None,
        // A variable that was left out: the argument has its default.
        Err(()) => Some(0),
    };
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| bad_directive(ARGUMENT, argument.pos))
}

/// The value of a variable, or its default.
fn value_of(name: &Name, operation: &OperationDefinition, variables: &Variables) -> Option<Value> {
    variables.get(name).cloned().or_else(|| {
        let mut definitions = operation.variable_definitions.iter();
        let definition = definitions.find(|definition| definition.node.name.node == *name)?;
        definition
            .node
            .default_value
            .as_ref()
            .map(|value| value.node.clone())
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use async_graphql::{Request, Variables};
    use serde_json::json;

    use super::max_age;

    #[test]
    fn the_age_is_read_from_the_chosen_operation() {
        let document = "query A @fresh(maxAgeSeconds: 5) { x } query B($s: Int!) @fresh(maxAgeSeconds: $s) { x }
            query F($t: Int = 9) @fresh(maxAgeSeconds: $t) { x } query G($u: Int) @fresh(maxAgeSeconds: $u) { x }
            query C @fresh { x } query D { x } query E @fresh(maxAgeSeconds: -1) { x }";
        let age = |name: &str| {
            let request = Request::new(document).operation_name(name);
            max_age(&mut request.variables(Variables::from_json(json!({"s": 7}))))
        };
        assert_eq!(age("A").unwrap(), Some(Duration::from_secs(5)));
        assert_eq!(age("B").unwrap(), Some(Duration::from_secs(7)));
        assert_eq!(age("F").unwrap(), Some(Duration::from_secs(9)));
        assert_eq!(age("G").unwrap(), Some(Duration::ZERO));
        assert_eq!(age("C").unwrap(), Some(Duration::ZERO));
        assert_eq!(age("D").unwrap(), None);
        assert!(age("E").is_err());
    }
}
