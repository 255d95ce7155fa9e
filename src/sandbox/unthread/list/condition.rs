//! The conditions of a list. As in SQL, null fulfils none of them.

use std::cmp::Ordering;

use serde_json::Value;

use crate::sandbox::unthread::fields::{Field, Kind};
use crate::sandbox::unthread::refusal::Refusal;

use super::order::{as_stored, column, compare};

/// The two before the last are not in the provider's document, and work all the same.
const OPERATORS: &[&str] = &[
    "==",
    "!=",
    ">",
    "<",
    "in",
    "notIn",
    "contains",
    "notContains",
    ">=",
    "<=",
    "like",
];

/// One condition; a list holds the rows that fulfil all of them.
pub(super) struct Condition {
    field: &'static Field,
    test: Test,
}

enum Test {
    Compare(fn(Ordering) -> bool, Value),
    In { values: Vec<Value>, wanted: bool },
    Contains { part: String, wanted: bool },
    Like(Vec<char>),
}

impl Condition {
    /// Reads the condition at a place of the request.
    pub(super) fn parse(
        shape: &'static [Field],
        index: usize,
        item: &Value,
    ) -> Result<Self, Refusal> {
        let text = |key: &str| {
            let missing = || Refusal::bad_request(format!("where[{index}].{key} must be a string"));
            item.get(key).and_then(Value::as_str).ok_or_else(missing)
        };
        let field = column(shape, text("field")?, &format!("where[{index}].field"))?;
        let operator = text("operator")?;
        if !OPERATORS.contains(&operator) {
            return Err(Refusal::bad_request(format!(
                "where[{index}].operator is not allowed: {operator}"
            )));
        }
        let value = item.get("value").unwrap_or(&Value::Null);
        let wrong = || {
            Refusal::bad_request(format!(
                "where[{index}].value does not fit {operator} of {}",
                field.0
            ))
        };
        let test = Test::parse(field.1, operator, value).ok_or_else(wrong)?;
        Ok(Self { field, test })
    }

    /// True for rows that fulfil it.
    pub(super) fn holds(&self, row: &Value) -> bool {
        let Some(value) = row.get(self.field.0).filter(|value| !value.is_null()) else {
            return false;
        };
        match &self.test {
            Test::Compare(wanted, other) => wanted(compare(value, other)),
            Test::In { values, wanted } => {
                values
                    .iter()
                    .any(|one| compare(one, value) == Ordering::Equal)
                    == *wanted
            }
            Test::Contains { part, wanted } => {
                value.as_str().is_some_and(|text| text.contains(part)) == *wanted
            }
            Test::Like(pattern) => value.as_str().is_some_and(|text| is_like(text, pattern)),
        }
    }
}

impl Test {
    /// `None` if the value does not fit.
    fn parse(kind: Kind, operator: &str, value: &Value) -> Option<Self> {
        let compare = |wanted| as_stored(kind, value).map(|value| Self::Compare(wanted, value));
        let is_in = |wanted| values(kind, value).map(|values| Self::In { values, wanted });
        let contains = |wanted| {
            part(kind, value).map(|part| Self::Contains {
                part: part.to_owned(),
                wanted,
            })
        };
        match operator {
            "==" => compare(Ordering::is_eq),
            "!=" => compare(Ordering::is_ne),
            ">" => compare(Ordering::is_gt),
            "<" => compare(Ordering::is_lt),
            ">=" => compare(Ordering::is_ge),
            "<=" => compare(Ordering::is_le),
            "in" => is_in(true),
            "notIn" => is_in(false),
            "contains" => contains(true),
            "notContains" => contains(false),
            "like" => part(kind, value).map(|part| Self::Like(part.chars().collect())),
            _ => None,
        }
    }
}

/// Lists are of texts only, also for number columns.
fn values(kind: Kind, given: &Value) -> Option<Vec<Value>> {
    let one = |item: &Value| {
        item.as_str()
            .and_then(|text| as_stored(kind, &Value::from(text)))
    };
    given.as_array()?.iter().map(one).collect()
}

fn part(kind: Kind, given: &Value) -> Option<&str> {
    given.as_str().filter(|_| kind == Kind::Text)
}

/// SQL's LIKE: `%` stands for anything, `_` for one character.
fn is_like(text: &str, pattern: &[char]) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut in_pattern) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(in_pattern) {
            Some('%') => {
                retry = Some((in_pattern + 1, at));
                in_pattern += 1;
            }
            Some(&wanted) if wanted == '_' || wanted == text[at] => {
                at += 1;
                in_pattern += 1;
            }
            _ => {
                let Some((after_percent, from)) = retry else {
                    return false;
                };
                retry = Some((after_percent, from + 1));
                (at, in_pattern) = (from + 1, after_percent);
            }
        }
    }
    pattern[in_pattern..].iter().all(|rest| *rest == '%')
}

#[cfg(test)]
mod tests {
    use super::is_like;

    fn like(text: &str, pattern: &str) -> bool {
        is_like(text, &pattern.chars().collect::<Vec<_>>())
    }

    #[test]
    fn like_knows_two_wildcards() {
        assert!(like("Battery got hot", "%got%"));
        assert!(like("Battery got hot", "B_ttery%"));
        assert!(like("aab", "%ab"));
        assert!(like("", "%"));
        assert!(!like("Battery got hot", "got"));
        assert!(!like("Battery", "Battery_"));
        assert!(!like("Battery", "batt%"));
    }
}
