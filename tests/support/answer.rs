//! Reads answers.

use std::collections::BTreeMap;

use serde_json::Value;

/// The data of an answer that has no errors.
#[track_caller]
pub(crate) fn data(answer: &Value) -> &Value {
    assert_eq!(answer.get("errors"), None, "{answer:#}");
    &answer["data"]
}

/// What stands at a JSON pointer.
#[track_caller]
pub(crate) fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value
        .pointer(pointer)
        .unwrap_or_else(|| panic!("nothing at {pointer}: {value:#}"))
}

/// The list at a JSON pointer.
#[track_caller]
pub(crate) fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    at(value, pointer)
        .as_array()
        .unwrap_or_else(|| panic!("no list at {pointer}: {value:#}"))
}

/// The text at a JSON pointer.
#[track_caller]
pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    at(value, pointer)
        .as_str()
        .unwrap_or_else(|| panic!("no text at {pointer}: {value:#}"))
}

/// The one error of an answer.
#[track_caller]
pub(crate) fn only_error(answer: &Value) -> &Value {
    match list(answer, "/errors") {
        [error] => error,
        errors => panic!("{} errors: {answer:#}", errors.len()),
    }
}

/// The codes of the errors of an answer.
pub(crate) fn codes(answer: &Value) -> Vec<&str> {
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    errors
        .iter()
        .map(|error| text(error, "/extensions/code"))
        .collect()
}

/// How many calls of each operation a traced answer tells of, as `source operation`.
pub(crate) fn calls(answer: &Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in list(answer, "/extensions/upstream/calls") {
        let name = format!("{} {}", text(call, "/source"), text(call, "/operationId"));
        *counts.entry(name).or_default() += 1;
    }
    counts
}
