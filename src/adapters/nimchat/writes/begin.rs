//! A new conversation as it is sent, and what its answer shows of the wishes.

use serde_json::{Map, Value, json};

use crate::model::command::options::NimchatOptions;
use crate::model::command::{
    ConversationChange, CreateConversation as Wish, FieldValue, Recipient,
};
use crate::model::{Assignee, Conversation};

use crate::adapters::nimchat::endpoints::Assignment;

use super::message::Draft;
use super::{fields, native_priority, native_status};

/// The body of the call.
pub(super) fn body_of(
    wish: &Wish,
    options: &NimchatOptions,
    (inbox, contact): (u64, u64),
    assignment: Option<Assignment>,
    draft: &Draft<'_>,
) -> Value {
    let mut body = json!({ "inbox_id": inbox, "contact_id": contact });
    if let Some(source_id) = source_id(wish, options) {
        body["source_id"] = json!(source_id);
    }
    if let Some(status) = wish.status.as_ref().and_then(native_status) {
        body["status"] = json!(status);
    }
    match assignment {
        Some(Assignment::Agent(agent)) => body["assignee_id"] = json!(agent),
        Some(Assignment::Team(team)) => body["team_id"] = json!(team),
        Some(Assignment::NoAgent | Assignment::NoTeam) | None => {}
    }
    let attributes = additional_attributes(wish, options);
    if !attributes.is_empty() {
        body["additional_attributes"] = Value::Object(attributes);
    }
    let custom = fields::merged(&Map::new(), &wish.custom_fields);
    if !custom.is_empty() {
        body["custom_attributes"] = Value::Object(custom);
    }
    // Files need a form, which knows no types; the message then follows in a call of its own.
    if wish.uploads.is_empty() {
        body["message"] = draft.json();
        if let Some(template) = &options.template_params {
            body["message"]["template_params"] = template.clone();
        }
    }
    body
}

fn source_id<'a>(wish: &'a Wish, options: &'a NimchatOptions) -> Option<&'a str> {
    match &wish.recipient {
        Some(Recipient::ExternalId(id)) => Some(id),
        Some(Recipient::Contact(_) | Recipient::Email(_)) | None => options.source_id.as_deref(),
    }
}

/// The subject is the one that mails have.
fn additional_attributes(wish: &Wish, options: &NimchatOptions) -> Map<String, Value> {
    let given = options.additional_attributes.as_ref();
    let mut attributes = given
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    if let Some(subject) = &wish.subject {
        attributes.insert("mail_subject".to_owned(), json!(subject));
    }
    attributes
}

/// Whether the answer already shows a wish.
pub(super) fn shows(
    conversation: &Conversation,
    attributes: &Map<String, Value>,
    change: &ConversationChange,
) -> bool {
    use ConversationChange as Change;
    match change {
        Change::Status { to, actor: _ } => {
            native_status(to) == Some(conversation.native_status.as_str())
        }
        Change::Priority(to) => native_priority(to) == conversation.native_priority.as_deref(),
        Change::Assign(Assignee::Agent(agent)) => conversation.assignee.as_ref() == Some(agent),
        Change::Assign(Assignee::Team(team)) => conversation.team.as_ref() == Some(team),
        Change::AddTags { names, .. } => {
            let tags = conversation.tags.as_deref().unwrap_or_default();
            let has = |name: &String| tags.iter().any(|tag| tag.native() == name.trim());
            names.iter().all(has)
        }
        Change::CustomFields(fields) => fields
            .iter()
            .all(|FieldValue { key, value }| attributes.get(key).unwrap_or(&Value::Null) == value),
        _ => false,
    }
}
