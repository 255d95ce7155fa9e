//! Paths from raw values. Values are encoded here and nowhere else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is inside a path segment; everything else is encoded.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Why a path could not be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum PathError {
    /// URL parsers take these for steps, encoded or not, so they cannot be sent as values.
    #[error("`{value}` cannot stand in a path")]
    Step {
        /// The value.
        value: String,
    },
    /// The endpoint gives another number of values than its template has places.
    #[error("`{template}` has another number of places than there are values")]
    Arity {
        /// The template.
        template: &'static str,
    },
}

/// Fills the `{…}` places of a template, in order.
///
/// # Errors
/// If a value is empty, `.` or `..`, or if the number of values is not that of the places.
pub(crate) fn fill(template: &'static str, values: &[&str]) -> Result<String, PathError> {
    let mut values = values.iter();
    let mut path = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (_, after) = after.split_once('}').ok_or(PathError::Arity { template })?;
        let value = values.next().ok_or(PathError::Arity { template })?;
        path.push_str(before);
        push_segment(&mut path, value)?;
        rest = after;
    }
    path.push_str(rest);
    match values.next() {
        None => Ok(path),
        Some(_) => Err(PathError::Arity { template }),
    }
}

fn push_segment(path: &mut String, value: &str) -> Result<(), PathError> {
    if matches!(value, "" | "." | "..") {
        return Err(PathError::Step {
            value: value.to_owned(),
        });
    }
    path.extend(utf8_percent_encode(value, SEGMENT));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PathError, fill};

    #[test]
    fn values_are_encoded() {
        assert_eq!(
            fill("/v1/threads/{threadID}/messages", &["case/β 7?#%"]).unwrap(),
            "/v1/threads/case%2F%CE%B2%207%3F%23%25/messages"
        );
    }

    #[test]
    fn values_that_would_be_steps_are_refused() {
        for value in ["", ".", ".."] {
            let refused = fill("/tickets/{id}/x", &[value]);
            assert_eq!(
                refused,
                Err(PathError::Step {
                    value: value.to_owned()
                })
            );
        }
    }

    #[test]
    fn the_number_of_values_must_fit() {
        assert!(matches!(fill("/a/{id}", &[]), Err(PathError::Arity { .. })));
        assert!(matches!(fill("/a", &["1"]), Err(PathError::Arity { .. })));
    }
}
