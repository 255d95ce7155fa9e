//! Reads a message that somebody wants to write. Whatever is wrong with it is a 422 with one text.

use serde_json::{Value, json};

use crate::sandbox::nimchat::acts::files::{self, File};
use crate::sandbox::nimchat::acts::{contact, message};
use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::Call;
use crate::sandbox::nimchat::liquid;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::state::{
    Attributes, Channel, Conversation, Message, MessageType, Sender, State,
};

/// Letters of a message.
const LONGEST: usize = 150_000;

/// The kinds of content, and the keys of their items if they need some.
const CONTENT_TYPES: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("input_text", &[]),
    ("input_textarea", &[]),
    ("input_email", &[]),
    ("input_select", &["title", "value"]),
    ("cards", &["title", "description", "media_url", "actions"]),
    (
        "form",
        &[
            "type",
            "placeholder",
            "label",
            "name",
            "options",
            "default",
            "required",
            "pattern",
            "title",
            "pattern_error",
        ],
    ),
    ("article", &["title", "description", "link"]),
    ("incoming_email", &[]),
    ("input_csat", &[]),
    ("integrations", &[]),
];

/// A message that can be written.
pub(super) struct Draft {
    pub message: Message,
    pub files: Vec<File>,
}

pub(super) fn read(
    call: &Call,
    state: &State,
    conversation: &Conversation,
    body: &mut Body,
) -> Result<Draft, Refusal> {
    let inbox = state.inbox(conversation.inbox_id);
    let channel = inbox.map(|inbox| &inbox.channel);
    let kind = kind(body, channel)?;
    let attributes = body.object("content_attributes").unwrap_or_default();
    let content_type = content_type(body, &attributes)?;
    let mut stored = reply_attributes(state, conversation, &attributes);
    if let Some(at) = body.present("external_created_at") {
        stored.insert("external_created_at".to_owned(), json!(at));
    }
    let private = body.truth("private").unwrap_or_default();
    if matches!(channel, Some(Channel::Email { .. })) && !private {
        stored.extend(addresses(body)?);
    }
    let mut files = files::stored(state, body.texts("attachments").unwrap_or_default())?;
    files.extend(body.take_files("attachments").into_iter().map(File::New));
    files::check(&files, channel)?;
    let message = Message {
        content: content(call, state, conversation, body, kind)?,
        kind,
        content_type,
        content_attributes: stored,
        additional_attributes: additional_attributes(body),
        private,
        sender: sender(call, state, conversation, body, kind),
        ..message::blank(conversation.display_id, call.view(state).now)
    };
    Ok(Draft { message, files })
}

fn failed(text: impl Into<String>) -> Refusal {
    Refusal::Failed(text.into())
}

fn kind(body: &Body, channel: Option<&Channel>) -> Result<MessageType, Refusal> {
    let sent = body.present("message_type");
    let is_api = matches!(channel, Some(Channel::Api { .. }));
    match sent.as_deref().unwrap_or("outgoing") {
        "outgoing" => Ok(MessageType::Outgoing),
        "incoming" if is_api => Ok(MessageType::Incoming),
        "incoming" => Err(failed("Incoming messages are only allowed in Api inboxes")),
        "activity" => Ok(MessageType::Activity),
        "template" => Ok(MessageType::Template),
        other => Err(failed(format!("'{other}' is not a valid message_type"))),
    }
}

fn content_type(body: &Body, attributes: &Attributes) -> Result<&'static str, Refusal> {
    let sent = body.present("content_type");
    let sent = sent.as_deref().unwrap_or("text");
    let known = CONTENT_TYPES.iter().find(|(name, _)| *name == sent);
    let (name, keys) =
        known.ok_or_else(|| failed(format!("'{sent}' is not a valid content_type")))?;
    if keys.is_empty() {
        return Ok(name);
    }
    let invalid = |text: &str| failed(format!("Validation failed: Content attributes {text}"));
    let items = attributes.get("items").and_then(Value::as_array);
    let items = items.filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| invalid("At least one item is required."))?;
    for item in items {
        let item = item
            .as_object()
            .ok_or_else(|| invalid("Items should be a hash."))?;
        if let Some(key) = item.keys().find(|key| !keys.contains(&key.as_str())) {
            return Err(invalid(&format!(
                "contains invalid keys for items : [:{key}]"
            )));
        }
    }
    Ok(name)
}

/// Only three of the sent keys are kept. A message that is answered must be of the same conversation.
fn reply_attributes(state: &State, conversation: &Conversation, sent: &Attributes) -> Attributes {
    let mut kept = Attributes::new();
    for key in ["items", "automation_rule_id"] {
        if let Some(value) = sent.get(key).filter(|value| !value.is_null()) {
            kept.insert(key.to_owned(), value.clone());
        }
    }
    let Some(answered) = sent.get("in_reply_to").filter(|value| !value.is_null()) else {
        return kept;
    };
    let wanted = answered
        .as_u64()
        .or_else(|| answered.as_str()?.parse().ok());
    let mut messages = state.messages_of(conversation);
    let found = wanted.and_then(|id| messages.find(|message| message.id == id));
    let external = found.map(|message| &message.source_id);
    kept.insert(
        "in_reply_to".to_owned(),
        json!(found.map(|message| message.id)),
    );
    kept.insert("in_reply_to_external_id".to_owned(), json!(external));
    kept
}

/// Comma lists of addresses, stored as arrays.
fn addresses(body: &Body) -> Result<Attributes, Refusal> {
    let mut stored = Attributes::new();
    for key in ["cc_emails", "bcc_emails", "to_emails"] {
        let sent = body.text(key).unwrap_or_default();
        let sent: Vec<&str> = sent.split(',').map(str::trim).collect();
        let sent: Vec<&str> = sent.into_iter().filter(|text| !text.is_empty()).collect();
        if sent.iter().any(|text| !contact::is_email(text)) {
            return Err(failed("Invalid email address"));
        }
        stored.insert(key.to_owned(), json!(sent));
    }
    Ok(stored)
}

fn additional_attributes(body: &Body) -> Attributes {
    let mut attributes = Attributes::new();
    if let Some(template) = body.object("template_params") {
        attributes.insert("template_params".to_owned(), Value::Object(template));
    }
    if let Some(campaign) = body.present("campaign_id") {
        attributes.insert("campaign_id".to_owned(), json!(campaign));
    }
    attributes
}

/// The text, which is a template unless the customer wrote it.
fn content(
    call: &Call,
    state: &State,
    conversation: &Conversation,
    body: &Body,
    kind: MessageType,
) -> Result<Option<String>, Refusal> {
    let Some(text) = body.text("content") else {
        return Ok(None);
    };
    if text.chars().count() > LONGEST {
        let flaw = format!("Content is too long (maximum is {LONGEST} characters)");
        return Err(failed(format!("Validation failed: {flaw}")));
    }
    let is_template = matches!(kind, MessageType::Outgoing | MessageType::Template);
    Ok(Some(if is_template {
        liquid::fill(&text, state, conversation, call.me)
    } else {
        text
    }))
}

/// Whoever asks, or a bot that is named; what is not outgoing comes from the contact.
fn sender(
    call: &Call,
    state: &State,
    conversation: &Conversation,
    body: &Body,
    kind: MessageType,
) -> Sender {
    if kind != MessageType::Outgoing {
        return Sender::Contact(conversation.contact_id);
    }
    let names_bot = body.text("sender_type").as_deref() == Some("AgentBot");
    let bot = body.id("sender_id").filter(|_| names_bot);
    let bot = bot.and_then(|id| state.bot(id));
    bot.map_or(Sender::User(call.me), |bot| Sender::Bot(bot.id))
}
