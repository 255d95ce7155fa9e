//! The conditions of a list. As in SQL, null fulfils none of them.

use std::cmp::Ordering;

use serde_json::Value;

use crate::sandbox::unthread::fields::{Field, Kind};
use crate::sandbox::unthread::refusal::Refusal;

use super::order::{as_stored, column, compare};

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
        let given = item.get("value").unwrap_or(&Value::Null);
        let test = match operator {
            "in" | "notIn" => values(field.1, given).map(|values| Test::In {
                values,
                wanted: operator == "in",
            }),
            "contains" | "notContains" => part(field.1, given).map(|part| Test::Contains {
                part: part.to_owned(),
                wanted: operator == "contains",
            }),
            "like" => part(field.1, given).map(|part| Test::Like(part.chars().collect())),
            _ => {
                let wanted = comparison(operator).ok_or_else(|| {
                    Refusal::bad_request(format!(
                        "where[{index}].operator is not allowed: {operator}"
                    ))
                })?;
                as_stored(field.1, given).map(|value| Test::Compare(wanted, value))
            }
        };
        let wrong = || {
            Refusal::bad_request(format!(
                "where[{index}].value does not fit {} of {}",
                operator, field.0
            ))
        };
        Ok(Self {
            field,
            test: test.ok_or_else(wrong)?,
        })
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

/// The last two are not in the provider's document, and work all the same.
fn comparison(operator: &str) -> Option<fn(Ordering) -> bool> {
    Some(match operator {
        "==" => Ordering::is_eq,
        "!=" => Ordering::is_ne,
        ">" => Ordering::is_gt,
        "<" => Ordering::is_lt,
        ">=" => Ordering::is_ge,
        "<=" => Ordering::is_le,
        _ => return None,
    })
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
