//! What is refused of contacts and companies without a call.

use serde_json::Value;

use crate::model::command::{ContactFields, FieldValue, OrganizationFields, Patch};
use crate::provider::Refusal;

use super::admit::Admission;

/// Refuses a new contact of whom nothing is known.
pub(super) fn new_contact(fields: &ContactFields) -> Admission {
    contact(fields)?;
    let texts = [
        &fields.name,
        &fields.first_name,
        &fields.last_name,
        &fields.email,
        &fields.phone,
    ];
    if texts.iter().all(|text| text.value().is_none()) {
        let explanation = "A contact needs a name, an e-mail address or a phone number.";
        return Err(Refusal::bad_input(&["input"], explanation));
    }
    Ok(())
}

/// Refuses what the provider does not keep of a contact.
pub(super) fn contact(fields: &ContactFields) -> Admission {
    let ContactFields {
        name,
        first_name,
        last_name,
        email,
        phone,
        avatar_url,
        external_id,
        inbox,
        custom_fields,
    } = fields;
    let texts: [(&Patch<String>, &'static str); 6] = [
        (name, "name"),
        (first_name, "firstName"),
        (last_name, "lastName"),
        (email, "email"),
        (phone, "phone"),
        (avatar_url, "avatarUrl"),
    ];
    for (text, field) in texts {
        if text.value().is_some_and(|text| text.trim().is_empty()) {
            let explanation = "The text is empty; null clears.";
            return Err(Refusal::bad_input(&["input", field], explanation));
        }
    }
    if name.is_change() && (first_name.is_change() || last_name.is_change()) {
        let explanation = "Give either the full name or its parts: Help Scout keeps the parts.";
        return Err(Refusal::bad_input(&["input", "name"], explanation));
    }
    if external_id.is_change() {
        let refusal = Refusal::unsupported("Help Scout keeps no ids of other systems.");
        return Err(refusal.at(&["input", "externalId"]));
    }
    if inbox.is_some() {
        let refusal = Refusal::unsupported("Contacts belong to the whole account.");
        return Err(refusal.at(&["input", "inboxId"]));
    }
    custom_fields.iter().try_for_each(property)
}

fn property(FieldValue { key, value }: &FieldValue) -> Admission {
    let is_slug = |key: &str| !key.is_empty() && !key.contains('/');
    let is_plain = !matches!(value, Value::Array(_) | Value::Object(_));
    if is_slug(key) && is_plain {
        return Ok(());
    }
    let field = ["input", "customFields"];
    let explanation = "A property goes by its slug and has a text, a number or a date.";
    Err(Refusal::bad_input(&field, explanation))
}

/// Refuses what the provider does not keep of a company.
pub(super) fn organization(fields: &OrganizationFields) -> Admission {
    let OrganizationFields {
        name,
        email_domains: _,
        tags,
        slack_channel_id,
        creates_channel,
        is_private_channel,
        channel_topic,
        invites,
        primary_assignee,
        secondary_assignee,
        settings,
    } = fields;
    let is_empty = name.value().is_some_and(|name| name.trim().is_empty());
    if is_empty || *name == Patch::Clear {
        let explanation = "A company needs a name.";
        return Err(Refusal::bad_input(&["input", "name"], explanation));
    }
    let unknown = [
        (!tags.is_empty(), "tagIds"),
        (slack_channel_id.is_change(), "slackChannelId"),
        (*creates_channel, "createChannel"),
        (is_private_channel.is_some(), "isPrivateChannel"),
        (channel_topic.is_some(), "channelTopic"),
        (!invites.is_empty(), "inviteUserIds"),
        (primary_assignee.is_change(), "primaryAssignee"),
        (secondary_assignee.is_change(), "secondaryAssignee"),
        (!settings.is_empty(), "settings"),
    ];
    match unknown.into_iter().find(|(is_wished, _)| *is_wished) {
        Some((_, field)) => {
            let refusal = Refusal::unsupported("Companies have no such field at Help Scout.");
            Err(refusal.at(&["input", field]))
        }
        None => Ok(()),
    }
}
