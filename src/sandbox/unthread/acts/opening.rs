//! Conversations that are opened.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::{Optional, Required};
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::story::{self, slack};
use crate::sandbox::unthread::tenant::{Tenant, find};
use crate::sandbox::unthread::upload::Upload;
use crate::sandbox::unthread::{hours, ids, views};

use super::author::{Author, Behalf};
use super::message::{self, Place, Said};
use super::status;
use super::words::Words;

const KEYS: &[Key] = &[
    Key(
        "type",
        Takes::OneOf(&["triage", "email", "slack"]),
        Required,
    ),
    Key("markdown", Takes::Text, Required),
    Key("status", Takes::OneOf(status::STATUSES), Required),
    Key("assignedToUserId", Takes::Text, Optional),
    Key("customerId", Takes::Text, Optional),
    Key("channelId", Takes::Text, Optional),
    Key("projectId", Takes::Text, Optional),
    Key("priority", Takes::Priority, Optional),
    Key("triageChannelId", Takes::Text, Optional),
    Key("notes", Takes::Text, Optional),
    Key("title", Takes::Text, Optional),
    Key("excludeAnalytics", Takes::Flag, Optional),
    Key("emailInboxId", Takes::Text, Optional),
    Key("ticketTypeId", Takes::Text, Optional),
    Key("onBehalfOf", Takes::Object, Optional),
];

/// Opens a conversation with its first message and hands it out.
pub(in crate::sandbox::unthread) fn create(
    tenant: &mut Tenant,
    at: Timestamp,
    upload: Upload,
) -> Result<Value, Refusal> {
    let Upload { body, files } = upload;
    let given = Given::read(&body, "", KEYS)?;
    let channel = channel(tenant, &given)?;
    if let Some(id) = given.text("customerId") {
        find(&tenant.customers, id).ok_or_else(Refusal::not_found)?;
    }
    super::known(&tenant.users, &given, "assignedToUserId")?;
    super::known(&tenant.ticket_types, &given, "ticketTypeId")?;
    let behalf = Behalf::read(tenant, &given)?;
    let author = behalf.settle(tenant);
    let row = row(tenant, at, &given, channel, &author);
    let place = place(&row);
    let id = place.conversation_id.clone();
    tenant.conversations.push(row);
    let said = Said {
        words: Words::slack(given.text("markdown").unwrap_or_default()),
        author,
        files,
        is_private_note: false,
        is_autoresponse: false,
    };
    message::post(tenant, at, place, said);
    respond(tenant, at, &id);
    let row = find(&tenant.conversations, &id).ok_or_else(Refusal::not_found)?;
    let mut view = views::conversation(tenant, row);
    // A mail has its number a little later.
    if view["sourceType"] == "email" {
        let _number = view
            .as_object_mut()
            .and_then(|row| row.remove("friendlyId"));
    }
    Ok(view)
}

/// The channel of the conversation; `None` for a direct message with whoever it is for.
fn channel(tenant: &Tenant, given: &Given) -> Result<Option<String>, Refusal> {
    let needed = |key: &str| {
        let missing = || Refusal::bad_request(format!("{key} is required"));
        given.text(key).ok_or_else(missing)
    };
    let is_named =
        |table: &[Value], column: &str, id: &str| table.iter().any(|row| row[column] == id);
    let (id, is_there) = match given.text("type") {
        Some("email") => {
            let inbox = needed("emailInboxId")?;
            if given.get("onBehalfOf").is_none() {
                return Err(Refusal::bad_request("onBehalfOf is required"));
            }
            (slack::EMAIL_CHANNEL, inbox == story::EMAIL_INBOX)
        }
        Some("triage") => {
            let id = needed("triageChannelId")?;
            let is_set_up = is_named(&tenant.customers, "defaultTriageChannelId", id);
            (id, is_set_up || id == slack::TRIAGE_CHANNEL)
        }
        _ => {
            let Some(id) = given.text("channelId") else {
                return Ok(None);
            };
            let is_shared = is_named(&tenant.customers, "slackChannelId", id);
            (
                id,
                is_shared || is_named(&tenant.conversations, "channelId", id),
            )
        }
    };
    is_there
        .then(|| Some(id.to_owned()))
        .ok_or_else(Refusal::not_found)
}

fn row(
    tenant: &mut Tenant,
    at: Timestamp,
    given: &Given,
    channel: Option<String>,
    author: &Author,
) -> Value {
    let person = author.user_id.as_ref().filter(|_| author.is_external);
    let direct = || ids::slack('D', person.map_or("app", String::as_str));
    let optional = |key: &str| given.get(key).cloned().unwrap_or_default();
    let mut customer = optional("customerId");
    if customer.is_null() && given.text("type") == Some("email") {
        customer = by_domain(tenant, author).unwrap_or_default();
    }
    let mut row = json!({
        "id": tenant.new_id("conversation"), "status": "open", "channelId": channel.unwrap_or_else(direct),
        "customerId": customer, "wasManuallyCreated": true, "friendlyId": next_number(tenant),
        "title": optional("title"), "priority": optional("priority"), "tagIds": [], "summary": null,
        "sourceType": optional("type"), "titleOverwritten": false,
        "excludeAnalytics": given.is_true("excludeAnalytics"), "notes": optional("notes"),
        "createdAt": ids::stored(at), "updatedAt": ids::stored(at), "lastActivityAt": ids::stored(at),
        "closedAt": null, "statusUpdatedAt": null, "wakeUpAt": null, "snoozedAt": null, "lockedAt": null,
        "responseTime": null, "responseTimeWorking": null, "resolutionTime": null,
        "resolutionTimeWorking": null, "waitingOnAgentTime": 0, "waitingOnCustomerTime": 0,
        "assignedToUserId": optional("assignedToUserId"), "submitterUserId": person, "followers": [],
        "ticketTypeId": optional("ticketTypeId"), "ticketTypeFields": {}, "category": null, "sentiment": null,
        "initialMessageId": null, "latestMessageId": null,
    });
    if let Some(wanted) = given.text("status") {
        status::set(&mut row, wanted, at);
    }
    row
}

fn place(row: &Value) -> Place {
    let text = |column: &str| row[column].as_str().unwrap_or_default().to_owned();
    Place {
        conversation_id: text("id"),
        channel_id: text("channelId"),
        source: text("sourceType"),
        thread_ts: None,
        triage_thread_id: None,
    }
}

/// Mails of a known domain belong to its company.
fn by_domain(tenant: &Tenant, author: &Author) -> Option<Value> {
    let (_, domain) = author.email.as_deref()?.rsplit_once('@')?;
    let domain = domain.to_ascii_lowercase();
    let knows = |customer: &&Value| {
        let domains = customer["emailDomains"].as_array();
        domains.is_some_and(|all| all.iter().any(|one| *one == domain.as_str()))
    };
    let found = tenant.customers.iter().find(knows);
    found.map(|customer| customer["id"].clone())
}

fn next_number(tenant: &Tenant) -> u64 {
    let numbers = tenant.conversations.iter();
    let numbers = numbers.filter_map(|row| row["friendlyId"].as_u64());
    numbers.max().unwrap_or_default() + 1
}

/// The automatic answer that the company is set up with.
fn respond(tenant: &mut Tenant, at: Timestamp, id: &str) {
    let Some(row) = find(&tenant.conversations, id) else {
        return;
    };
    let customer = row["customerId"].as_str();
    let customer = customer.and_then(|id| find(&tenant.customers, id));
    let answer = customer.map(|customer| customer["autoresponder"].clone());
    let is_due = |answer: &Value| {
        let is_always = answer["condition"] == "always";
        answer["enabled"] == true && (is_always || !hours::is_working_time(at))
    };
    let Some(answer) = answer.filter(is_due) else {
        return;
    };
    if row["sourceType"] == "triage" {
        return;
    }
    let first = row["initialMessageId"].as_str();
    let first = first.and_then(|id| find(&tenant.messages, id));
    let is_slack = row["sourceType"] == "slack";
    let place = Place {
        thread_ts: first
            .and_then(|first| first["ts"].as_str())
            .filter(|_| is_slack)
            .map(str::to_owned),
        ..place(row)
    };
    let said = Said {
        words: Words::slack(answer["message"].as_str().unwrap_or_default()),
        author: Author::app(),
        files: Vec::new(),
        is_private_note: false,
        is_autoresponse: true,
    };
    let at = tenant.moment(at);
    let message = message::post(tenant, at, place, said);
    if let Some(row) = tenant.messages.iter_mut().find(|row| row["id"] == message) {
        row["metadata"] = json!({ "eventType": "autoresponder_replied" });
    }
}
