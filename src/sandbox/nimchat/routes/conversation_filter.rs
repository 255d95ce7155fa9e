//! The filter over conversations: what each key looks at.

use std::cmp::Reverse;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::conditions::{self, Condition, Field, TextRule, day_of};
use crate::sandbox::nimchat::finder::Counts;
use crate::sandbox::nimchat::pages;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::state::{Attributes, Conversation, Definition, State};

use super::conversations::PAGE_SIZE;

/// Texts in the additional attributes compare exactly, with all values.
const EXACT: TextRule = TextRule {
    is_exact: true,
    first_only: false,
    null_differs: false,
};

/// Custom attributes compare in lower case, with the first value.
const CUSTOM: TextRule = TextRule {
    is_exact: false,
    first_only: true,
    null_differs: true,
};

/// Answers without `data` around it, all statuses, and whatever the inbox: this release does not look at membership.
pub(super) async fn filter(call: Call, body: Bytes) -> Answer {
    let conditions = conditions::parse(&body)?;
    let state = call.state();
    let view = call.view(&state);
    let mut found = Vec::new();
    for conversation in &state.conversations {
        let fits = |condition: &Condition| {
            condition.fits(&field(&state, conversation, &condition.key)?, view.now)
        };
        if conditions::holds(&conditions, fits)? {
            found.push(conversation);
        }
    }
    found.sort_by_key(|conversation| Reverse(conversation.last_activity_at));
    let counts = Counts::of(&found, call.me);
    let page = pages::page(found, &call.params, PAGE_SIZE).into_iter();
    let page: Vec<Value> = page
        .map(|conversation| view.conversation(conversation))
        .collect();
    Ok(axum::Json(
        json!({ "meta": counts.short_view(), "payload": page }),
    ))
}

fn field<'a>(
    state: &'a State,
    conversation: &'a Conversation,
    key: &str,
) -> Result<Field<'a>, Refusal> {
    let text = |key: &str| {
        let value = conversation.additional_attributes.get(key);
        Field::Text(value.and_then(Value::as_str).map(str::to_owned), EXACT)
    };
    Ok(match key {
        "status" => Field::Status(conversation.status.name()),
        "assignee_id" => Field::Number(conversation.assignee_id),
        "inbox_id" => Field::Number(Some(conversation.inbox_id)),
        "team_id" => Field::Number(conversation.team_id),
        "campaign_id" => Field::Number(None),
        "contact_id" => Field::Number(Some(conversation.contact_id)),
        "display_id" => Field::Number(Some(conversation.display_id)),
        "labels" => Field::Labels(&conversation.labels),
        "browser_language"
        | "conversation_language"
        | "country_code"
        | "mail_subject"
        | "referer" => text(key),
        "created_at" => Field::Day(Some(day_of(conversation.created_at))),
        "last_activity_at" => Field::Day(Some(day_of(conversation.last_activity_at))),
        _ => custom(state, &conversation.custom_attributes, key, false)?,
    })
}

/// Looks at a custom attribute by the kind it was defined with; an undefined one is a crash.
pub(super) fn custom(
    state: &State,
    attributes: &Attributes,
    key: &str,
    is_of_contact: bool,
) -> Result<Field<'static>, Refusal> {
    let is_it = |known: &&Definition| known.key == key && known.is_of_contact == is_of_contact;
    let definition = state.definitions.iter().find(is_it).ok_or(Refusal::Crash)?;
    let value = attributes.get(key);
    let text = value.map(|value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    });
    Ok(match definition.display_type {
        "number" | "currency" | "percent" => Field::Amount(value.and_then(Value::as_f64)),
        "date" => Field::Day(text.and_then(|text| text.parse().ok())),
        _ => Field::Text(text, CUSTOM),
    })
}
