//! Operations that resemble JSON Patch: one object for conversations and threads, a list for customers.

use serde_json::Value;

use crate::sandbox::helpscout::records::Status;
use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;
use super::customer::{Change, List, NewEntry, change, plain};
use super::thread::status_named;

const OPERATIONS: &[&str] = &["add", "move", "remove", "replace"];

/// The one change of a conversation.
#[derive(Debug)]
pub(crate) enum ConversationPatch {
    Subject(String),
    Customer(u64),
    /// False publishes.
    Draft(bool),
    Mailbox(u64),
    Status(Status),
    /// `None` unassigns.
    Assignee(Option<u64>),
}

impl ConversationPatch {
    /// Reads the combinations that the provider's table has; a list is refused.
    pub(crate) fn read(body: &Value) -> Result<Self, Refusal> {
        let body = Object::of(body)?;
        let (op, path) = operation(&body)?;
        Ok(match (op, path) {
            ("replace", "/subject") => Self::Subject(body.needed_text("value")?.to_owned()),
            // A dot, not a slash.
            ("replace", "/primaryCustomer.id") => Self::Customer(number(&body)?),
            ("replace", "/draft") => Self::Draft(flag(&body)?),
            ("move", "/mailboxId") => Self::Mailbox(number(&body)?),
            ("replace", "/status") => Self::Status(status(&body)?),
            ("replace", "/assignTo") => Self::Assignee(Some(number(&body)?)),
            ("remove", "/assignTo") => Self::Assignee(None),
            _ => return Err(unknown(&body)),
        })
    }
}

/// The one change of a thread.
#[derive(Debug)]
pub(crate) enum ThreadPatch {
    Text(String),
    Hidden(bool),
}

impl ThreadPatch {
    /// Reads the change of a thread.
    pub(crate) fn read(body: &Value) -> Result<Self, Refusal> {
        let body = Object::of(body)?;
        match operation(&body)? {
            ("replace", "/text") => Ok(Self::Text(body.needed_text("value")?.to_owned())),
            ("replace", "/hidden") => Ok(Self::Hidden(flag(&body)?)),
            _ => Err(unknown(&body)),
        }
    }
}

/// Reads the one operation on a schedule: to send now.
pub(crate) fn send_now(body: &Value) -> Result<(), Refusal> {
    let body = Object::of(body)?;
    if operation(&body)? != ("replace", "/state") {
        return Err(unknown(&body));
    }
    body.needed("value", body.word("value", &["published"])?)?;
    Ok(())
}

/// Reads the changes of a customer.
pub(crate) fn customer(body: &Value) -> Result<Vec<Change>, Refusal> {
    let operations = body.as_array().ok_or_else(Refusal::unreadable)?;
    operations.iter().map(customer_change).collect()
}

fn customer_change(body: &Value) -> Result<Change, Refusal> {
    let body = Object::of(body)?;
    let (op, path) = operation(&body)?;
    let name = path.strip_prefix('/').unwrap_or_default();
    let list = List::ALL.into_iter().find(|list| list.key() == name);
    if let ("add", Some(list), Some(entry)) = (op, list, body.object("value").ok().flatten()) {
        return Ok(Change::Entry(list, NewEntry::read(list, &entry)?));
    }
    let value = match op {
        "remove" => Value::Null,
        "add" | "replace" => body.value("value").cloned().unwrap_or_default(),
        _ => return Err(unknown(&body)),
    };
    let single = Value::from_iter([(name.to_owned(), value)]);
    let found = change(&Object::of(&single)?, name)?;
    found.ok_or_else(|| unknown(&body))
}

/// Reads the changes of the properties of a customer: slugs, and values or nothing.
pub(crate) fn properties(body: &Value) -> Result<Vec<(String, Option<String>)>, Refusal> {
    let operations = body.as_array().ok_or_else(Refusal::unreadable)?;
    let property = |body: &Value| {
        let body = Object::of(body)?;
        let (op, path) = operation(&body)?;
        let slug = path.strip_prefix('/').filter(|slug| !slug.is_empty());
        let slug = slug.ok_or_else(|| unknown(&body))?.to_owned();
        match op {
            "replace" => Ok((slug, body.value("value").and_then(plain))),
            "remove" => Ok((slug, None)),
            _ => Err(unknown(&body)),
        }
    };
    operations.iter().map(property).collect()
}

fn operation<'a>(body: &Object<'a>) -> Result<(&'static str, &'a str), Refusal> {
    let op = body.needed("op", body.word("op", OPERATIONS)?)?;
    Ok((op, body.needed_text("path")?))
}

fn unknown(body: &Object<'_>) -> Refusal {
    let message = "Unsupported combination of operation and path";
    body.wrong("path", message, "Path")
}

fn number(body: &Object<'_>) -> Result<u64, Refusal> {
    body.needed("value", body.number("value")?)
}

fn flag(body: &Object<'_>) -> Result<bool, Refusal> {
    body.needed("value", body.flag("value")?)
}

fn status(body: &Object<'_>) -> Result<Status, Refusal> {
    let words = ["active", "spam", "open", "closed", "pending"];
    let word = body.needed("value", body.word("value", &words)?)?;
    Ok(status_named(word))
}
