//! Messages: what was said, in the order of the whole installation.

use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::nimchat::acts::files;
use crate::sandbox::nimchat::state::{
    Attachment, Attributes, Blob, Message, MessageType, Sender, State,
};
use crate::sandbox::nimchat::{secret, sequences};
use crate::sandbox::world::{Author, Case, Entry, EntryKind, World};

use super::contacts::contact_id;
use super::inboxes::{EMAIL, WEBSITE, WHATSAPP, inbox_of};
use super::team::{PIP, user_id};
use super::{email, team};

/// Other accounts of the installation use ids in between.
const FIRST_MESSAGE: u64 = 9001;
const FIRST_ATTACHMENT: u64 = 71;
const FIRST_BLOB: u64 = 601;

/// A message that has no ids yet.
struct Draft<'a> {
    case: &'a Case,
    /// Place of the entry in its case; the survey comes after the last one.
    place: usize,
    message: Message,
}

pub(super) fn add(state: &mut State, world: &World) {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for case in world.cases_at(ProviderKind::Nimchat) {
        for (place, entry) in case.entries.iter().enumerate() {
            let message = message(world, case, entry);
            drafts.push(Draft {
                case,
                place,
                message,
            });
        }
        drafts.extend(survey(case));
    }
    drafts.sort_by_key(|draft| (draft.message.created_at, draft.case.number, draft.place));
    let mut id = FIRST_MESSAGE;
    for draft in drafts {
        add_one(state, draft, id);
        id = sequences::after_message(id);
    }
}

fn add_one(state: &mut State, draft: Draft<'_>, id: u64) {
    let Draft {
        case,
        place,
        mut message,
    } = draft;
    message.id = id;
    let entry = case.entries.get(place);
    if let Some(file) = entry.and_then(|entry| entry.file.as_ref()) {
        let count: usize = state
            .messages
            .iter()
            .map(|message| message.attachments.len())
            .sum();
        let count = u64::try_from(count).unwrap_or_default();
        let blob = FIRST_BLOB + count;
        state.blobs.push(Blob {
            id: blob,
            file_name: file.name.to_owned(),
            mime_type: file.mime_type.to_owned(),
            content: file.content(),
        });
        message.attachments.push(Attachment {
            id: FIRST_ATTACHMENT + count,
            file_type: files::file_type(file.mime_type),
            blob,
        });
    }
    let inbox = inbox_of(case.channel);
    if inbox == EMAIL && message.kind != MessageType::Activity && !message.private {
        let from = match message.sender {
            Sender::Contact(id) => state
                .contact(id)
                .and_then(|contact| contact.email.as_deref()),
            Sender::User(_) | Sender::Bot(_) | Sender::Nobody => None,
        };
        email::complete(&mut message, case, place, from.unwrap_or_default());
    }
    if inbox == WHATSAPP && message.kind != MessageType::Activity && !message.private {
        complete_whatsapp(state, &mut message, case, place);
    }
    state.messages.push(message);
}

fn message(world: &World, case: &Case, entry: &Entry) -> Message {
    let is_event = !matches!(entry.kind, EntryKind::Message | EntryKind::Note);
    let (kind, sender) = match entry.by {
        _ if is_event => (MessageType::Activity, Sender::Nobody),
        Author::Person(key) => (
            MessageType::Incoming,
            Sender::Contact(contact_id(world, key).unwrap_or_default()),
        ),
        Author::Agent(key) => (
            MessageType::Outgoing,
            Sender::User(user_id(world, key).unwrap_or_default()),
        ),
        Author::Bot if is_greeting(entry) => (MessageType::Template, Sender::Nobody),
        Author::Bot => (MessageType::Outgoing, Sender::Bot(PIP)),
        Author::System => (MessageType::Template, Sender::Nobody),
    };
    let content = if is_event {
        activity(world, entry)
    } else {
        entry.text.clone()
    };
    Message {
        content: Some(content),
        kind,
        sender,
        private: entry.kind == EntryKind::Note,
        ..blank(case, entry)
    }
}

fn blank(case: &Case, entry: &Entry) -> Message {
    Message {
        id: 0,
        conversation_id: u64::from(case.number),
        content: None,
        kind: MessageType::Template,
        content_type: "text",
        content_attributes: Attributes::new(),
        additional_attributes: Attributes::new(),
        status: "sent",
        private: false,
        source_id: None,
        sender: Sender::Nobody,
        attachments: Vec::new(),
        created_at: entry.at,
        updated_at: entry.at,
    }
}

/// The greeting of an inbox is an automatic message without sender; what names Pip comes from the bot.
fn is_greeting(entry: &Entry) -> bool {
    !entry.text.contains("Pip")
}

/// The line that the server writes for a change.
fn activity(world: &World, entry: &Entry) -> String {
    let who = match entry.by {
        Author::Agent(key) => team::full_name(world.agent(key)),
        Author::Person(key) => world.person(key).first_name.to_owned(),
        Author::Bot => "Pip".to_owned(),
        Author::System => "System".to_owned(),
    };
    match entry.kind {
        EntryKind::Assigned => format!("{who} self-assigned this conversation"),
        EntryKind::Resolved => format!("Conversation was marked resolved by {who}"),
        EntryKind::Reopened => format!("Conversation was reopened by {who}"),
        EntryKind::Message | EntryKind::Note => entry.text.clone(),
    }
}

/// The website asks for a rating at the end; some answer.
fn survey(case: &Case) -> Option<Draft<'_>> {
    let last = case.entries.last()?;
    if inbox_of(case.channel) != WEBSITE || last.kind != EntryKind::Resolved {
        return None;
    }
    let mut message = Message {
        content: Some("Please rate the conversation".to_owned()),
        content_type: "input_csat",
        ..blank(case, last)
    };
    if case.number % 2 == 1 {
        let values = json!({ "csat_survey_response": { "rating": 5, "feedback_message": "Quick answer, thanks" } });
        message
            .content_attributes
            .insert("submitted_values".to_owned(), values);
    }
    let place = case.entries.len();
    Some(Draft {
        case,
        place,
        message,
    })
}

/// Messages of this channel have its ids, travel visibly, and often point to what they answer.
fn complete_whatsapp(state: &State, message: &mut Message, case: &Case, place: usize) {
    let name = format!("whatsapp {} {place}", case.number);
    message.source_id = Some(format!("wamid.{}", secret::token(&name)));
    if message.kind == MessageType::Incoming {
        return;
    }
    let later = case.entries.get(place + 1..).unwrap_or_default();
    let is_answered = later
        .iter()
        .any(|entry| matches!(entry.by, Author::Person(_)));
    message.status = if is_answered { "read" } else { "delivered" };
    if !is_answered && place == 1 {
        message.status = "failed";
        let error = "131047: Message failed to send because more than 24 hours have passed since the customer last replied.";
        message
            .content_attributes
            .insert("external_error".to_owned(), json!(error));
    }
    let previous = state.messages.iter().rev().find(|earlier| {
        earlier.conversation_id == message.conversation_id && earlier.kind == MessageType::Incoming
    });
    if let Some(previous) = previous.filter(|_| place % 4 == 3) {
        let attributes = &mut message.content_attributes;
        attributes.insert("in_reply_to".to_owned(), json!(previous.id));
        let external: Value = json!(previous.source_id);
        attributes.insert("in_reply_to_external_id".to_owned(), external);
    }
}
