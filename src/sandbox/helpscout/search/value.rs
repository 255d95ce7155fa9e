//! Numbers and dates as values of a query.

use jiff::Timestamp;

use super::lucene::Value;
use super::moment;

/// Whole numbers from the first to the last.
#[derive(Debug, PartialEq)]
pub(crate) struct Numbers(u64, u64);

impl Numbers {
    /// Reads a number or a range; `*` leaves an end open.
    pub(crate) fn read(value: &Value) -> Result<Self, String> {
        let number = |text: &str, open: u64| match text {
            "*" => Ok(open),
            _ => text
                .parse()
                .map_err(|_| format!("'{text}' is not a number")),
        };
        match value {
            Value::Text(text) => {
                let only = text
                    .parse()
                    .map_err(|_| format!("'{text}' is not a number"))?;
                Ok(Self(only, only))
            }
            Value::Range(from, to) => Ok(Self(number(from, 0)?, number(to, u64::MAX)?)),
        }
    }

    /// Says whether a number is among them.
    pub(crate) fn hold(&self, number: u64) -> bool {
        (self.0..=self.1).contains(&number)
    }
}

/// The time from a moment to another one.
#[derive(Debug, PartialEq)]
pub(crate) struct Times {
    from: Timestamp,
    before: Timestamp,
}

impl Times {
    /// Reads a date or a range, which includes both its dates; `*` leaves an end open.
    pub(crate) fn read(value: &Value, now: Timestamp) -> Result<Self, String> {
        let period = |text: &str| match text {
            "*" => Ok((Timestamp::MIN, Timestamp::MAX)),
            _ => moment::period(text, now).ok_or_else(|| format!("'{text}' is not a date")),
        };
        let (first, last) = match value {
            Value::Text(text) => (text, text),
            Value::Range(from, to) => (from, to),
        };
        Ok(Self {
            from: period(first)?.0,
            before: period(last)?.1,
        })
    }

    /// Says whether a moment is in that time.
    pub(crate) fn hold(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.before
    }
}

/// Reads a value that is not a range.
pub(crate) fn text(value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Range(..) => Err("a range does not fit here".to_owned()),
    }
}
