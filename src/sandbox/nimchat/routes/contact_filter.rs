//! The filter over contacts: what each key looks at.

use axum::body::Bytes;
use serde_json::Value;

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::conditions::{self, Condition, Field, TextRule, day_of};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::state::{Contact, State};

use super::{contacts, conversation_filter};

/// Contacts compare in lower case, with the first value.
const RULE: TextRule = TextRule {
    is_exact: false,
    first_only: true,
    null_differs: false,
};

/// Searches all contacts, also those that lists leave out.
pub(super) async fn filter(call: Call, body: Bytes) -> Answer {
    let conditions = conditions::parse(&body)?;
    let state = call.state();
    let now = call.view(&state).now;
    let mut found = Vec::new();
    for contact in &state.contacts {
        let fits =
            |condition: &Condition| condition.fits(&field(&state, contact, &condition.key)?, now);
        if conditions::holds(&conditions, fits)? {
            found.push(contact);
        }
    }
    Ok(axum::Json(contacts::listed(&call, &state, found)))
}

fn field<'a>(state: &State, contact: &'a Contact, key: &str) -> Result<Field<'a>, Refusal> {
    let text = |text: Option<String>| Field::Text(text, RULE);
    let attribute = |key: &str| {
        let value = contact.additional_attributes.get(key);
        text(value.and_then(Value::as_str).map(str::to_owned))
    };
    Ok(match key {
        "name" => text(Some(contact.name.clone())),
        "email" => text(contact.email.clone()),
        // Numbers are sent without the plus, which the server adds.
        "phone_number" => {
            let number = contact.phone_number.as_deref();
            text(number.map(|number| number.trim_start_matches('+').to_owned()))
        }
        "identifier" => text(contact.identifier.clone()),
        "city" | "country_code" | "company" | "browser_language" => attribute(key),
        "labels" => Field::Labels(&contact.labels),
        "created_at" => Field::Day(Some(day_of(contact.created_at))),
        "last_activity_at" => Field::Day(contact.last_activity_at.map(day_of)),
        _ => conversation_filter::custom(state, &contact.custom_attributes, key, true)?,
    })
}
