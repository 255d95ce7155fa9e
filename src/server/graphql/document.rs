use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, VariableDefinition,
};
use async_graphql::parser::{self, parse_query};
use async_graphql::{Value, Variables};

use crate::server::graphql::answer::shortened;
use crate::server::graphql::refusal::{Code, Refusal};

/// Parses a document.
pub(super) fn parse(text: &str) -> Result<ExecutableDocument, Refusal> {
    parse_query(text).map_err(|error| {
        let locations = error.positions().collect();
        let sentence = shortened(&format!("Syntax error: {}.", reason(&error)));
        Refusal::document(Code::ParseFailed, sentence).at(locations)
    })
}

/// Says what was expected. The parser's own text repeats the line it failed on, which may be the whole document; the
/// expectation stands alone after the last `=`.
fn reason(error: &parser::Error) -> String {
    match error {
        parser::Error::Syntax { message, .. } => message
            .lines()
            .last()
            .and_then(|line| line.trim_start().strip_prefix("= "))
            .unwrap_or("unexpected text")
            .replace('_', " "),
        other => other.to_string().trim_end_matches('.').to_owned(),
    }
}

/// Finds the operation to execute.
pub(super) fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, Refusal> {
    let chosen = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
            operations.values().next()
        }
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(_), None) => {
            return Err(Refusal::document(
                Code::BadInput,
                "The document has several operations: name one in `operationName`.",
            ));
        }
    };
    chosen.map(|operation| &operation.node).ok_or_else(|| {
        Refusal::document(
            Code::BadInput,
            "The document has no operation of the name in `operationName`.",
        )
    })
}

/// Checks that each variable that must have a value has one. Whether values fit their types is left to validation.
pub(super) fn check_variables(
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        if let Some(problem) = problem(&definition.node, variables) {
            let sentence = format!(
                "The variable \"${}\" of type \"{}\" {problem}.",
                definition.node.name.node, definition.node.var_type.node
            );
            return Err(
                Refusal::document(Code::BadInput, shortened(&sentence)).at(vec![definition.pos])
            );
        }
    }
    Ok(())
}

fn problem(definition: &VariableDefinition, variables: &Variables) -> Option<&'static str> {
    if definition.var_type.node.nullable {
        return None;
    }
    match variables.get(&definition.name.node) {
        None if definition.default_value.is_none() => Some("is required and has no value"),
        Some(Value::Null) => Some("must not be null"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{from_value, value};

    use super::*;

    #[test]
    fn a_syntax_error_is_short_and_has_its_place() {
        let text = format!("{{ a(s: \"{}\") {{ }}", "x".repeat(10_000));
        let refusal = parse(&text).expect_err("is refused");
        assert_eq!(refusal.message, "Syntax error: expected selection.");
        assert_eq!(refusal.locations.len(), 1);
        assert_eq!(refusal.locations[0].line, 1);
        assert_eq!(refusal.locations[0].column, 10_014);
    }

    #[test]
    fn names_in_errors_are_cut() {
        let name = "n".repeat(10_000);
        let text = format!("query {name}{{a}} query {name}{{a}}");
        let refusal = parse(&text).expect_err("is refused");
        assert!(refusal.message.starts_with("Syntax error: operation nnn"));
        assert!(refusal.message.len() < 600);
    }

    #[test]
    fn the_only_operation_needs_no_name() {
        for text in ["{a}", "query A{a}"] {
            let document = parse(text).expect("parses");
            assert_eq!(
                choose(&document, None)
                    .expect("is found")
                    .variable_definitions
                    .len(),
                0
            );
        }
    }

    #[test]
    fn one_of_several_is_chosen_by_name() {
        let document = parse("query A{a} query B($x: Int){a}").expect("parses");
        let chosen = choose(&document, Some("B")).expect("is found");
        assert_eq!(chosen.variable_definitions.len(), 1);
        let missing = choose(&document, Some("C")).expect_err("is refused");
        assert_eq!(
            missing.message,
            "The document has no operation of the name in `operationName`."
        );
        let unnamed = choose(&document, None).expect_err("is refused");
        assert_eq!(
            unnamed.message,
            "The document has several operations: name one in `operationName`."
        );
    }

    #[test]
    fn required_variables_are_asked_for() {
        let document = parse("query($a: Int!, $b: [ID!]! = [], $c: Int){x}").expect("parses");
        let operation = choose(&document, None).expect("is found");
        let check = |variables| {
            let variables = from_value(variables).expect("is a map");
            check_variables(operation, &variables).map_err(|refusal| refusal.message)
        };
        assert_eq!(check(value!({"a": 1})), Ok(()));
        assert_eq!(check(value!({"a": 1, "c": null})), Ok(()));
        assert_eq!(
            check(value!({})),
            Err("The variable \"$a\" of type \"Int!\" is required and has no value.".to_owned())
        );
        assert_eq!(
            check(value!({"a": 1, "b": null})),
            Err("The variable \"$b\" of type \"[ID!]!\" must not be null.".to_owned())
        );
    }
}
