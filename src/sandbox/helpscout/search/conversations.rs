//! The filters and the order of the list of conversations.

use std::cmp::Ordering;

use jiff::Timestamp;

use crate::sandbox::helpscout::params::Params;
use crate::sandbox::helpscout::records::{Account, Conversation, Customer, Status};
use crate::sandbox::helpscout::refusal::{Flaw, Refusal};

use super::conditions::{Condition, is_tagged};
use super::lucene::Query;
use super::order::{Direction, query};

const STATUS: &[&str] = &["active", "all", "closed", "open", "pending", "spam"];
const SORT: &[&str] = &[
    "createdAt",
    "customerEmail",
    "customerName",
    "mailboxid",
    "modifiedAt",
    "number",
    "score",
    "status",
    "subject",
    "waitingSince",
];

/// What was asked of the list.
#[derive(Debug)]
pub(crate) struct ConversationFilter {
    mailboxes: Option<Vec<u64>>,
    folder: Option<u64>,
    status: &'static str,
    tags: Vec<String>,
    assigned_to: Option<u64>,
    modified_since: Option<Timestamp>,
    number: Option<u64>,
    fields: Vec<(u64, String)>,
    query: Option<Query<Condition>>,
    sort: &'static str,
    direction: Direction,
}

impl ConversationFilter {
    /// Reads the parameters.
    pub(crate) fn read(params: &Params, now: Timestamp) -> Result<Self, Refusal> {
        let understand = |field: Option<&str>, value| Condition::read(field, value, now);
        let tags = params.list("tag").into_iter().map(str::to_owned);
        Ok(Self {
            mailboxes: params.numbers("mailbox")?,
            folder: params.number("folder")?,
            // Whoever forgets it sees no closed conversations.
            status: params.word("status", STATUS)?.unwrap_or("active"),
            tags: tags.collect(),
            assigned_to: params.number("assigned_to")?,
            modified_since: params.instant("modifiedSince")?,
            number: params.number("number")?,
            fields: fields(params)?,
            query: query(params, &understand)?,
            sort: params.word("sortField", SORT)?.unwrap_or("createdAt"),
            direction: Direction::read(params)?,
        })
    }

    /// The conversations that fit, in order.
    pub(crate) fn apply<'a>(&self, account: &'a Account) -> Vec<&'a Conversation> {
        let all = account.conversations.iter();
        let mut found: Vec<_> = all.filter(|one| self.fits(account, one)).collect();
        found.sort_by(|a, b| self.direction.apply(self.compare(account, a, b)));
        found
    }

    fn fits(&self, account: &Account, one: &Conversation) -> bool {
        let within = |mailboxes: &Vec<u64>| mailboxes.contains(&one.mailbox);
        has_status(self.status, one.status)
            && self.mailboxes.as_ref().is_none_or(within)
            && self.folder.is_none_or(|id| is_in_folder(account, one, id))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| is_tagged(account, one, tag)))
            && self.assigned_to.is_none_or(|id| one.assignee.id() == id)
            && self
                .modified_since
                .is_none_or(|since| one.modified_at() >= since)
            && self.number.is_none_or(|number| one.number == number)
            && self
                .fields
                .iter()
                .all(|(id, value)| has_value(account, one, *id, value))
            && self.query.as_ref().is_none_or(|query| {
                query.holds(&|condition: &Condition| condition.fits(account, one))
            })
    }

    fn compare(&self, account: &Account, a: &Conversation, b: &Conversation) -> Ordering {
        let by_customer = |key: fn(&Account, u64) -> String| {
            key(account, a.customer).cmp(&key(account, b.customer))
        };
        let ordering = match self.sort {
            "customerEmail" => by_customer(customer_email),
            "customerName" => by_customer(customer_name),
            "mailboxid" => a.mailbox.cmp(&b.mailbox),
            "modifiedAt" => a.modified_at().cmp(&b.modified_at()),
            "number" => a.number.cmp(&b.number),
            "status" => a.status.cmp(&b.status),
            "subject" => a.subject.to_lowercase().cmp(&b.subject.to_lowercase()),
            "waitingSince" => a.waiting().since.cmp(&b.waiting().since),
            // Without words to weigh, every conversation has the same score.
            _ => a.created_at.cmp(&b.created_at),
        };
        ordering.then(a.id.cmp(&b.id))
    }
}

/// Reads `id:value` pairs, which need a mailbox.
fn fields(params: &Params) -> Result<Vec<(u64, String)>, Refusal> {
    let refuse = |message: &str, rejected: &str| {
        Refusal::bad_request(&Flaw {
            path: "customFieldsByIds",
            message: message.to_owned(),
            rejected,
            code: "CustomFields",
        })
    };
    let mut fields = Vec::new();
    for text in params.all("customFieldsByIds") {
        if params.get("mailbox").is_none() {
            return Err(refuse("needs the parameter mailbox", text));
        }
        for pair in text.split(',') {
            let parsed = pair
                .split_once(':')
                .and_then(|(id, value)| Some((id.trim().parse().ok()?, value)));
            let (id, value) = parsed.ok_or_else(|| refuse("Expected id:value", pair))?;
            fields.push((id, value.to_owned()));
        }
    }
    Ok(fields)
}

fn has_status(wanted: &str, status: Status) -> bool {
    match wanted {
        "all" => true,
        "open" => matches!(status, Status::Active | Status::Pending),
        word => word == status.word(),
    }
}

fn is_in_folder(account: &Account, one: &Conversation, id: u64) -> bool {
    let mut folders = account.folders.iter();
    folders.any(|folder| folder.id == id && folder.holds(one))
}

/// Single lines may be given in part, multiple lines cannot be asked for, all else is exact.
fn has_value(account: &Account, one: &Conversation, id: u64, value: &str) -> bool {
    let Some(field) = account.field(id) else {
        return false;
    };
    let mut values = one.fields.iter().filter(|one| one.field == id);
    match field.kind {
        "multiline" => false,
        "singleline" => values.any(|one| one.value.to_lowercase().contains(&value.to_lowercase())),
        _ => values.any(|one| one.value == value),
    }
}

fn customer_email(account: &Account, id: u64) -> String {
    let email = account.customer(id).and_then(Customer::email);
    email.unwrap_or_default().to_owned()
}

fn customer_name(account: &Account, id: u64) -> String {
    let name = account
        .customer(id)
        .map(|customer| format!("{} {}", customer.first(), customer.last()));
    name.unwrap_or_default().to_lowercase()
}
