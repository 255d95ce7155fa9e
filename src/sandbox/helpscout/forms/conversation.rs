//! The bodies that make a conversation or replace a part of it.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::helpscout::records::{Account, Field, FieldValue, Snooze, Status, ThreadKind};
use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;
use super::customer::{self, PersonRef};
use super::schedule::{in_future, needed_instant};
use super::thread::{NewThread, status};

/// A conversation to be opened.
#[derive(Debug)]
pub(crate) struct NewConversation {
    pub subject: String,
    pub kind: &'static str,
    pub mailbox: u64,
    pub status: Status,
    pub customer: PersonRef,
    /// At least one.
    pub threads: Vec<NewThread>,
    pub tags: Vec<String>,
    pub fields: Vec<FieldValue>,
    pub assign_to: Option<u64>,
    pub user: Option<u64>,
    /// Only of what is imported.
    pub created_at: Option<Timestamp>,
    /// Only of what is imported.
    pub closed_at: Option<Timestamp>,
}

impl NewConversation {
    /// Reads a conversation.
    pub(crate) fn read(body: &Object<'_>) -> Result<Self, Refusal> {
        let is_imported = body.flag("imported")?.unwrap_or_default();
        let person = body.needed("customer", body.object("customer")?)?;
        let kinds = ["chat", "email", "phone"];
        let new = Self {
            subject: body.needed_text("subject")?.to_owned(),
            kind: body.needed("type", body.word("type", &kinds)?)?,
            mailbox: body.needed("mailboxId", body.number("mailboxId")?)?,
            status: body.needed("status", status(body)?)?,
            customer: PersonRef::read(&person)?,
            threads: threads(body)?,
            tags: body.texts("tags")?.unwrap_or_default(),
            fields: fields(body)?.unwrap_or_default(),
            assign_to: body.number("assignTo")?,
            user: body.number("user")?,
            created_at: body.instant("createdAt")?.filter(|_| is_imported),
            closed_at: body.instant("closedAt")?.filter(|_| is_imported),
        };
        let is_by_customer = |thread: &NewThread| thread.kind == ThreadKind::Customer;
        if body.flag("autoReply")?.unwrap_or_default() && !new.threads.iter().any(is_by_customer) {
            let message = "needs a thread of type customer";
            return Err(body.wrong("autoReply", message, "AutoReply"));
        }
        Ok(new)
    }
}

fn threads(body: &Object<'_>) -> Result<Vec<NewThread>, Refusal> {
    let threads = body.objects("threads")?.unwrap_or_default();
    if threads.is_empty() {
        return Err(body.wrong("threads", "may not be empty", "NotEmpty"));
    }
    threads.iter().map(NewThread::read_typed).collect()
}

/// Reads all tags that a conversation shall have.
pub(crate) fn tags(body: &Object<'_>) -> Result<Vec<String>, Refusal> {
    let tags = body.needed("tags", body.texts("tags")?)?;
    if tags.iter().any(|tag| tag.trim().is_empty()) {
        return Err(body.wrong("tags", "may not be empty", "NotEmpty"));
    }
    Ok(tags)
}

/// Reads all custom fields that a conversation shall have.
pub(crate) fn fields(body: &Object<'_>) -> Result<Option<Vec<FieldValue>>, Refusal> {
    let field = |one: &Object<'_>| {
        let value = one.value("value").filter(|value| is_scalar(value));
        let value = value.and_then(customer::plain);
        Ok(FieldValue {
            field: one.needed("id", one.number("id")?)?,
            value: one.needed("value", value)?,
        })
    };
    let fields = body.objects("fields")?;
    fields
        .map(|fields| fields.iter().map(field).collect())
        .transpose()
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

/// Refuses a field that the mailbox does not have, or a value of the wrong form.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/conversations/custom_fields/update/>
pub(crate) fn check_fields(
    account: &Account,
    mailbox: u64,
    fields: &[FieldValue],
) -> Result<(), Refusal> {
    for (index, one) in fields.iter().enumerate() {
        let known = account.field(one.field);
        let Some(field) = known.filter(|field| field.mailbox == mailbox) else {
            let path = format!("fields[{index}].id");
            let rejected = Value::from(one.field);
            let message = "is not a custom field of the inbox";
            return Err(Refusal::invalid(
                &path,
                message,
                Some(&rejected),
                "CustomField",
            ));
        };
        if !fits(field, &one.value) {
            let path = format!("fields[{index}].value");
            let rejected = Value::from(one.value.as_str());
            let message = format!("is not valid for a field of type {}", field.kind);
            return Err(Refusal::invalid(
                &path,
                &message,
                Some(&rejected),
                "CustomField",
            ));
        }
    }
    Ok(())
}

fn fits(field: &Field, value: &str) -> bool {
    let length = value.chars().count();
    match field.kind {
        "dropdown" => field.options.iter().any(|(id, _)| id.to_string() == value),
        "date" => value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok(),
        "number" => {
            let digits = value.strip_prefix('-').unwrap_or(value);
            let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_whole && length <= 255
        }
        "multiline" => length <= 15_000,
        _ => length <= 255,
    }
}

/// Reads how long a conversation shall sleep.
pub(crate) fn snooze(body: &Object<'_>, by: u64, now: Timestamp) -> Result<Snooze, Refusal> {
    let until = needed_instant(body, "snoozedUntil")?;
    in_future(body, "snoozedUntil", until, now)?;
    let name = "unsnoozeOnCustomerReply";
    Ok(Snooze {
        by,
        until,
        ends_on_customer_reply: body.needed(name, body.flag(name)?)?,
    })
}
