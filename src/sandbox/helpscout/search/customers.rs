//! The filters and the order of the list of customers.

use std::cmp::Ordering;

use jiff::Timestamp;

use crate::sandbox::helpscout::params::Params;
use crate::sandbox::helpscout::records::{Account, Customer};
use crate::sandbox::helpscout::refusal::Refusal;

use super::lucene::{Query, Value};
use super::order::{Direction, query};
use super::value::{Times, text};
use super::words::{Phrase, is_like};

const SORT: &[&str] = &["createdAt", "firstName", "lastName", "modifiedAt", "score"];

/// What was asked of the list.
#[derive(Debug)]
pub(crate) struct CustomerFilter {
    mailbox: Option<u64>,
    first: Option<String>,
    last: Option<String>,
    modified_since: Option<Timestamp>,
    query: Option<Query<Condition>>,
    sort: &'static str,
    direction: Direction,
}

#[derive(Debug)]
enum Condition {
    Words(Phrase),
    Email(String),
    First(String),
    Last(String),
    CreatedAt(Times),
    ModifiedAt(Times),
}

impl Condition {
    fn read(field: Option<&str>, value: Value, now: Timestamp) -> Result<Self, String> {
        Ok(match field {
            None => Self::Words(Phrase::new(&text(value)?)),
            Some("email") => Self::Email(text(value)?),
            Some("firstName") => Self::First(text(value)?),
            Some("lastName") => Self::Last(text(value)?),
            Some("createdAt") => Self::CreatedAt(Times::read(&value, now)?),
            Some("modifiedAt") => Self::ModifiedAt(Times::read(&value, now)?),
            // There is none for ids.
            Some(field) => return Err(format!("unknown field '{field}'")),
        })
    }

    fn fits(&self, one: &Customer) -> bool {
        match self {
            Self::Words(phrase) => {
                let emails: Vec<&str> = one.emails.iter().map(|one| one.value.as_str()).collect();
                let emails = emails.join(" ");
                phrase.is_in(&format!("{} {} {emails}", one.first(), one.last()))
            }
            Self::Email(pattern) => {
                let mut emails = one.emails.iter();
                emails.any(|email| is_like(pattern, &email.value))
            }
            Self::First(pattern) => is_like(pattern, one.first()),
            Self::Last(pattern) => is_like(pattern, one.last()),
            Self::CreatedAt(times) => times.hold(one.created_at),
            Self::ModifiedAt(times) => times.hold(one.updated_at),
        }
    }
}

impl CustomerFilter {
    /// Reads the parameters.
    pub(crate) fn read(params: &Params, now: Timestamp) -> Result<Self, Refusal> {
        let understand = |field: Option<&str>, value| Condition::read(field, value, now);
        Ok(Self {
            mailbox: params.number("mailbox")?,
            first: params.get("firstName").map(str::to_owned),
            last: params.get("lastName").map(str::to_owned),
            modified_since: params.instant("modifiedSince")?,
            query: query(params, &understand)?,
            sort: params.word("sortField", SORT)?.unwrap_or("createdAt"),
            direction: Direction::read(params)?,
        })
    }

    /// The customers that fit, in order.
    pub(crate) fn apply<'a>(&self, account: &'a Account) -> Vec<&'a Customer> {
        let all = account.customers.iter();
        let mut found: Vec<_> = all.filter(|one| self.fits(account, one)).collect();
        found.sort_by(|a, b| self.direction.apply(self.compare(a, b)));
        found
    }

    fn fits(&self, account: &Account, one: &Customer) -> bool {
        let writes_to = |mailbox: u64| {
            let mut conversations = account.conversations.iter();
            conversations.any(|each| each.customer == one.id && each.mailbox == mailbox)
        };
        self.mailbox.is_none_or(writes_to)
            && self
                .first
                .as_ref()
                .is_none_or(|name| is_like(name, one.first()))
            && self
                .last
                .as_ref()
                .is_none_or(|name| is_like(name, one.last()))
            && self
                .modified_since
                .is_none_or(|since| one.updated_at >= since)
            && self
                .query
                .as_ref()
                .is_none_or(|query| query.holds(&|condition: &Condition| condition.fits(one)))
    }

    fn compare(&self, a: &Customer, b: &Customer) -> Ordering {
        let ordering = match self.sort {
            "firstName" => a.first().to_lowercase().cmp(&b.first().to_lowercase()),
            "lastName" => a.last().to_lowercase().cmp(&b.last().to_lowercase()),
            "modifiedAt" => a.updated_at.cmp(&b.updated_at),
            _ => a.created_at.cmp(&b.created_at),
        };
        ordering.then(a.id.cmp(&b.id))
    }
}
