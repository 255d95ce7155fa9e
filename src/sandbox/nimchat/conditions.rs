//! The conditions of a `/filter` body, as release 3.2 turns them into SQL; what it cannot turn is a 500.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, civil};
use serde_json::Value;

use super::params;
use super::refusal::Refusal;

/// One condition.
#[derive(Debug)]
pub(super) struct Condition {
    /// Name of the attribute.
    pub key: String,
    operator: Operator,
    values: Vec<Value>,
    joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    EqualTo,
    NotEqualTo,
    Contains,
    DoesNotContain,
    IsPresent,
    IsNotPresent,
    IsGreaterThan,
    IsLessThan,
    DaysBefore,
    Unknown,
}

/// What follows a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
    End,
}

/// What the attribute of a row holds.
#[derive(Debug)]
pub(super) enum Field<'a> {
    /// An integer column.
    Number(Option<u64>),
    /// The status column.
    Status(&'a str),
    /// A text.
    Text(Option<String>, TextRule),
    /// A number inside the custom attributes.
    Amount(Option<f64>),
    /// A day.
    Day(Option<Date>),
    /// Titles.
    Labels(&'a [String]),
}

/// How texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextRule {
    /// Upper and lower case differ.
    pub is_exact: bool,
    /// `equal_to` looks at the first value alone.
    pub first_only: bool,
    /// A missing text is different from every value, instead of unknown.
    pub null_differs: bool,
}

/// Reads the body. The object around the list is needed, each condition but the last needs a `query_operator`, and
/// the last must have none.
pub(super) fn parse(body: &[u8]) -> Result<Vec<Condition>, Refusal> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Refusal::Syntax)?;
    let list = body.get("payload").and_then(Value::as_array);
    let conditions: Vec<Condition> = list
        .ok_or(Refusal::Crash)?
        .iter()
        .map(condition)
        .collect::<Result<_, _>>()?;
    let last = conditions.len().saturating_sub(1);
    let is_sql = |(index, condition): (usize, &Condition)| {
        (condition.joint == Joint::End) == (index == last)
    };
    if !conditions.iter().enumerate().all(is_sql) {
        return Err(Refusal::Crash);
    }
    Ok(conditions)
}

fn condition(value: &Value) -> Result<Condition, Refusal> {
    let key = value.get("attribute_key").and_then(Value::as_str);
    let operator = operator(value.get("filter_operator"));
    let values = value.get("values").and_then(Value::as_array).cloned();
    let needs_values = !matches!(operator, Operator::IsPresent | Operator::IsNotPresent);
    if needs_values && values.is_none() {
        return Err(Refusal::Crash);
    }
    Ok(Condition {
        key: key.ok_or(Refusal::Crash)?.to_owned(),
        operator,
        values: values.unwrap_or_default(),
        joint: joint(value.get("query_operator"))?,
    })
}

fn operator(value: Option<&Value>) -> Operator {
    match value.and_then(Value::as_str).unwrap_or_default() {
        "equal_to" => Operator::EqualTo,
        "not_equal_to" => Operator::NotEqualTo,
        "contains" => Operator::Contains,
        "does_not_contain" => Operator::DoesNotContain,
        "is_present" => Operator::IsPresent,
        "is_not_present" => Operator::IsNotPresent,
        "is_greater_than" => Operator::IsGreaterThan,
        "is_less_than" => Operator::IsLessThan,
        "days_before" => Operator::DaysBefore,
        _ => Operator::Unknown,
    }
}

fn joint(value: Option<&Value>) -> Result<Joint, Refusal> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Ok(Joint::End);
    };
    match value.as_str().map(str::to_uppercase).as_deref() {
        Some("AND") => Ok(Joint::And),
        Some("OR") => Ok(Joint::Or),
        Some("") => Ok(Joint::End),
        _ => Err(Refusal::Crash),
    }
}

/// Joins the truths of all conditions without brackets, so AND binds tighter than OR. No condition at all is true.
pub(super) fn holds(
    conditions: &[Condition],
    mut truth: impl FnMut(&Condition) -> Result<bool, Refusal>,
) -> Result<bool, Refusal> {
    let mut any = false;
    let mut group = true;
    for condition in conditions {
        group &= truth(condition)?;
        if condition.joint == Joint::Or {
            any |= group;
            group = true;
        }
    }
    Ok(any || group)
}

impl Condition {
    /// Tells whether a row fits.
    pub(super) fn fits(&self, field: &Field<'_>, now: Timestamp) -> Result<bool, Refusal> {
        match field {
            Field::Number(number) => self.fits_number(*number),
            Field::Status(name) => self.fits_status(name),
            Field::Text(text, rule) => self.fits_text(text.as_deref(), *rule),
            Field::Amount(amount) => self.fits_amount(*amount),
            Field::Day(day) => self.fits_day(*day, now),
            Field::Labels(labels) => self.fits_labels(labels),
        }
    }

    /// `contains` on an integer column is an error of the database.
    fn fits_number(&self, number: Option<u64>) -> Result<bool, Refusal> {
        match self.operator {
            Operator::IsPresent => Ok(number.is_some()),
            Operator::IsNotPresent => Ok(number.is_none()),
            Operator::EqualTo => Ok(self.has_number(number)? == Some(true)),
            Operator::NotEqualTo => Ok(self.has_number(number)? == Some(false)),
            Operator::Contains
            | Operator::DoesNotContain
            | Operator::IsGreaterThan
            | Operator::IsLessThan
            | Operator::DaysBefore
            | Operator::Unknown => Err(Refusal::Crash),
        }
    }

    /// Null is neither in a list nor outside of it.
    fn has_number(&self, number: Option<u64>) -> Result<Option<bool>, Refusal> {
        let known = self
            .values
            .iter()
            .map(whole)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(number.map(|number| known.contains(&number)))
    }

    fn fits_status(&self, name: &str) -> Result<bool, Refusal> {
        let named =
            |value: &Value| matches!(value.as_str(), Some(text) if text == name || text == "all");
        let is_named = self.values.iter().any(named);
        match self.operator {
            Operator::EqualTo => Ok(is_named),
            Operator::NotEqualTo => Ok(!is_named),
            Operator::IsPresent => Ok(true),
            Operator::IsNotPresent => Ok(false),
            Operator::Contains
            | Operator::DoesNotContain
            | Operator::IsGreaterThan
            | Operator::IsLessThan
            | Operator::DaysBefore
            | Operator::Unknown => Err(Refusal::Crash),
        }
    }

    fn fits_text(&self, text: Option<&str>, rule: TextRule) -> Result<bool, Refusal> {
        let fold = |text: &str| {
            if rule.is_exact {
                text.to_owned()
            } else {
                text.to_lowercase()
            }
        };
        let values: Vec<String> = self
            .values
            .iter()
            .map(|value| fold(&written(value)))
            .collect();
        let equals = if rule.first_only {
            values.get(..1).unwrap_or_default()
        } else {
            &values
        };
        let Some(text) = text.map(fold) else {
            let differs = self.operator == Operator::NotEqualTo && rule.null_differs;
            return Ok(differs || self.operator == Operator::IsNotPresent);
        };
        let contains = || values.iter().any(|value| text.contains(value.as_str()));
        match self.operator {
            Operator::EqualTo => Ok(equals.contains(&text)),
            Operator::NotEqualTo => Ok(!equals.contains(&text)),
            Operator::Contains => Ok(contains()),
            Operator::DoesNotContain => Ok(!contains()),
            Operator::IsPresent => Ok(true),
            Operator::IsNotPresent | Operator::Unknown => Ok(false),
            Operator::IsGreaterThan | Operator::IsLessThan | Operator::DaysBefore => {
                Err(Refusal::Crash)
            }
        }
    }

    fn fits_amount(&self, amount: Option<f64>) -> Result<bool, Refusal> {
        let wanted = || {
            let text = self.values.first().map(written);
            let number: Option<f64> = text.and_then(|text| text.trim().parse().ok());
            number.ok_or(Refusal::Crash)
        };
        let compare = |test: fn(f64, f64) -> bool| {
            let wanted = wanted()?;
            Ok(amount.is_some_and(|amount| test(amount, wanted)))
        };
        match self.operator {
            Operator::EqualTo => compare(|one, other| (one - other).abs() < f64::EPSILON),
            Operator::NotEqualTo => {
                let equal = compare(|one, other| (one - other).abs() < f64::EPSILON)?;
                Ok(!equal)
            }
            Operator::IsGreaterThan => compare(|one, other| one > other),
            Operator::IsLessThan => compare(|one, other| one < other),
            Operator::IsPresent => Ok(amount.is_some()),
            Operator::IsNotPresent => Ok(amount.is_none()),
            Operator::Contains
            | Operator::DoesNotContain
            | Operator::DaysBefore
            | Operator::Unknown => Err(Refusal::Crash),
        }
    }

    /// Days are compared, not instants: the day itself is neither greater nor less.
    fn fits_day(&self, day: Option<Date>, now: Timestamp) -> Result<bool, Refusal> {
        let text = self.values.first().map(written).unwrap_or_default();
        let wanted = || text.parse::<civil::Date>().map_err(|_| Refusal::Crash);
        match self.operator {
            Operator::IsGreaterThan => {
                let wanted = wanted()?;
                Ok(day.is_some_and(|day| day > wanted))
            }
            Operator::IsLessThan => {
                let wanted = wanted()?;
                Ok(day.is_some_and(|day| day < wanted))
            }
            Operator::DaysBefore => {
                let days = params::integer(&text).clamp(0, 100_000);
                let limit = day_of(now).checked_sub(days.days());
                let limit = limit.map_err(|_| Refusal::Crash)?;
                Ok(day.is_some_and(|day| day < limit))
            }
            Operator::IsPresent => Ok(day.is_some()),
            Operator::IsNotPresent => Ok(day.is_none()),
            Operator::EqualTo
            | Operator::NotEqualTo
            | Operator::Contains
            | Operator::DoesNotContain
            | Operator::Unknown => Err(Refusal::Crash),
        }
    }

    fn fits_labels(&self, labels: &[String]) -> Result<bool, Refusal> {
        let has_any = self
            .values
            .iter()
            .any(|value| labels.contains(&written(value)));
        match self.operator {
            Operator::EqualTo => Ok(has_any),
            Operator::NotEqualTo => Ok(!has_any),
            Operator::IsPresent => Ok(!labels.is_empty()),
            Operator::IsNotPresent => Ok(labels.is_empty()),
            Operator::Contains
            | Operator::DoesNotContain
            | Operator::IsGreaterThan
            | Operator::IsLessThan
            | Operator::DaysBefore
            | Operator::Unknown => Err(Refusal::Crash),
        }
    }
}

/// The day of an instant; the database thinks in UTC.
pub(super) fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn written(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn whole(value: &Value) -> Result<u64, Refusal> {
    let text = written(value);
    text.trim().parse().map_err(|_| Refusal::Crash)
}

#[cfg(test)]
mod tests {
    use super::{Condition, Field, Refusal, Timestamp, holds, parse};

    fn read(body: &str) -> Result<Vec<Condition>, Refusal> {
        parse(body.as_bytes())
    }

    fn joined(joints: [&str; 2], truths: [bool; 3]) -> bool {
        let body = format!(
            r#"{{"payload":[
                {{"attribute_key":"0","filter_operator":"is_present","query_operator":"{}"}},
                {{"attribute_key":"1","filter_operator":"is_present","query_operator":"{}"}},
                {{"attribute_key":"2","filter_operator":"is_present","query_operator":null}}]}}"#,
            joints[0], joints[1]
        );
        let truth = |condition: &Condition| Ok(truths[condition.key.parse::<usize>().unwrap()]);
        holds(&read(&body).unwrap(), truth).unwrap()
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert!(joined(["OR", "AND"], [true, false, false]));
        assert!(!joined(["AND", "OR"], [true, false, false]));
        assert!(joined(["and", "or"], [true, false, true]));
        assert!(!joined(["OR", "AND"], [false, true, false]));
    }

    #[test]
    fn no_condition_lets_everything_through() {
        let none = read(r#"{"payload":[]}"#).unwrap();
        assert_eq!(holds(&none, |_| Ok(false)), Ok(true));
    }

    #[test]
    fn a_body_that_gives_no_sql_is_a_crash() {
        let one = r#""attribute_key":"status","filter_operator":"equal_to""#;
        let bodies = [
            "[]".to_owned(),
            r#"{"payload":{}}"#.to_owned(),
            format!(r#"{{"payload":[{{{one},"values":["open"],"query_operator":"AND"}}]}}"#),
            format!(r#"{{"payload":[{{{one},"values":["open"]}},{{{one},"values":["open"]}}]}}"#),
            format!(r#"{{"payload":[{{{one},"values":"open"}}]}}"#),
            format!(r#"{{"payload":[{{{one},"values":["open"],"query_operator":"XOR"}}]}}"#),
        ];
        for body in bodies {
            assert_eq!(read(&body).unwrap_err(), Refusal::Crash, "{body}");
        }
        assert_eq!(read("{").unwrap_err(), Refusal::Syntax);
    }

    #[test]
    fn null_is_neither_equal_nor_different() {
        for operator in ["equal_to", "not_equal_to"] {
            let body = format!(
                r#"{{"payload":[{{"attribute_key":"team_id","filter_operator":"{operator}","values":["4"]}}]}}"#
            );
            let condition = &read(&body).unwrap()[0];
            let fits = condition.fits(&Field::Number(None), Timestamp::UNIX_EPOCH);
            assert_eq!(fits, Ok(false), "{operator}");
        }
    }
}
