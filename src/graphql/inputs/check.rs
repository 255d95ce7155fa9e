//! Small checks that all filters share. Each names the argument that is wrong.

use async_graphql::{Context, Enum, ID, InputObject, Result};

use crate::feed;
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::bad_input;
use crate::graphql::scalars::DateTime;
use crate::model::{Id, Noun, TimeRange};

/// Most values of one condition.
const MOST_VALUES: usize = 100;

/// Longest text of a condition, in characters.
const LONGEST_TEXT: usize = 200;

/// What to do about conditions and orders that a source does not serve itself.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "feed::FilterPolicy")]
pub(crate) enum FilterPolicy {
    /// The gateway checks and sorts the rows itself, reading a bounded number of them.
    Residual,
    /// The source is left out and reported as `SKIPPED_UNSUPPORTED`.
    Strict,
}

/// Span of time. At least one end has to be given.
#[derive(InputObject)]
pub(crate) struct DateTimeRange {
    /// Inclusive lower bound; null is open.
    from: Option<DateTime>,
    /// Exclusive upper bound; null is open.
    to: Option<DateTime>,
}

/// A place inside the filter argument.
pub(super) fn at(field: &str) -> String {
    format!("filter.{field}")
}

/// The values of a condition: some, but not too many.
pub(super) fn some<T>(field: &str, values: Option<Vec<T>>) -> Result<Option<Vec<T>>> {
    let Some(values) = values else {
        return Ok(None);
    };
    if values.is_empty() {
        let expected = "expected at least one value; leave it out to not filter by it";
        return Err(bad_input(&at(field), expected));
    }
    if values.len() > MOST_VALUES {
        let expected = format!("expected at most {MOST_VALUES} values");
        return Err(bad_input(&at(field), &expected));
    }
    Ok(Some(values))
}

/// The words of a closed set. What is not recognised cannot be looked for.
pub(super) fn known<T: PartialEq, U: From<T>>(
    field: &str,
    values: Option<Vec<T>>,
    unknown: &T,
) -> Result<Option<Vec<U>>> {
    let Some(values) = some(field, values)? else {
        return Ok(None);
    };
    if values.contains(unknown) {
        let expected = "UNKNOWN cannot be filtered by; use the native value";
        return Err(bad_input(&at(field), expected));
    }
    Ok(Some(values.into_iter().map(U::from).collect()))
}

/// Global ids of one kind.
pub(super) fn ids<K: Noun>(
    ctx: &Context<'_>,
    field: &str,
    values: Option<Vec<ID>>,
) -> Result<Option<Vec<Id<K>>>> {
    let Some(values) = some(field, values)? else {
        return Ok(None);
    };
    let ids = values.iter().map(|id| ctx.id::<K>(&at(field), id));
    ids.collect::<Result<_>>().map(Some)
}

/// A text that says something.
pub(super) fn text(field: &str, value: Option<String>) -> Result<Option<String>> {
    value.map(|value| one_text(field, &value)).transpose()
}

/// Texts that say something.
pub(super) fn texts(field: &str, values: Option<Vec<String>>) -> Result<Option<Vec<String>>> {
    let Some(values) = some(field, values)? else {
        return Ok(None);
    };
    let texts = values.iter().map(|value| one_text(field, value));
    texts.collect::<Result<_>>().map(Some)
}

fn one_text(field: &str, value: &str) -> Result<String> {
    words(&at(field), value)
}

/// A text that says something, of any argument.
pub(crate) fn words(argument: &str, value: &str) -> Result<String> {
    let value = value.trim();
    if value.is_empty() || value.chars().count() > LONGEST_TEXT {
        let expected = format!("expected 1 to {LONGEST_TEXT} characters");
        return Err(bad_input(argument, &expected));
    }
    Ok(value.to_owned())
}

/// An e-mail address.
pub(crate) fn address(argument: &str, value: &str) -> Result<String> {
    let value = value.trim();
    let parts = value.split_once('@');
    let is_address = parts
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    let is_plain = !value.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    if is_address && is_plain && value.len() <= LONGEST_TEXT {
        Ok(value.to_owned())
    } else {
        Err(bad_input(argument, "expected an e-mail address"))
    }
}

/// A phone number: at least the digits of a short one.
pub(crate) fn phone(argument: &str, value: &str) -> Result<String> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_plain = value
        .chars()
        .all(|letter| letter.is_ascii_digit() || " +-().".contains(letter));
    if (5..=20).contains(&digits) && is_plain {
        Ok(value.trim().to_owned())
    } else {
        let expected = "expected a phone number in international form such as +4722334455";
        Err(bad_input(argument, expected))
    }
}

/// A span that can hold something.
pub(super) fn range(field: &str, range: Option<DateTimeRange>) -> Result<Option<TimeRange>> {
    let Some(DateTimeRange { from, to }) = range else {
        return Ok(None);
    };
    let (from, to) = (from.map(|at| at.0), to.map(|at| at.0));
    let is_empty = matches!((from, to), (Some(from), Some(to)) if from >= to);
    if is_empty {
        let expected = "`from` has to be before `to`, which is not part of the span";
        return Err(bad_input(&at(field), expected));
    }
    if from.is_none() && to.is_none() {
        return Err(bad_input(&at(field), "expected `from`, `to` or both"));
    }
    Ok(Some(TimeRange { from, to }))
}

/// How many rows may be read.
pub(super) fn scan_limit(value: Option<i32>) -> Result<Option<usize>> {
    const MOST: usize = 1_000;
    let Some(value) = value else { return Ok(None) };
    let limit = usize::try_from(value)
        .ok()
        .filter(|limit| (1..=MOST).contains(limit));
    let expected = || {
        bad_input(
            &at("scanLimit"),
            &format!("expected a number from 1 to {MOST}"),
        )
    };
    limit.map(Some).ok_or_else(expected)
}
