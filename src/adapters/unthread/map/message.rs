//! Messages, and the files in them.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::adapters::unthread::{tables, wire};
use crate::model::{
    Activity, ActivityType, Actor, Attachment, AttachmentState, Body, BodyFormat, Bot,
    Conversation, Id, Message, MessageKind, MessageParts, MessageState, Raw, Related,
    UNKNOWN_MIME_TYPE,
};
use crate::provider::mapping;
use crate::richtext;
use crate::transport::WithRaw;

use super::person::{short_agent, short_contact, together};
use super::writer::{self, Writer};
use super::{SECRETS, Scope};

/// What the app is called when a message does not say.
const APP: &str = "Unthread";

/// A message of the list. People who come along are added to `related`.
pub(in crate::adapters::unthread) fn message(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: WithRaw<wire::Message>,
    related: &mut Related,
) -> Message {
    let WithRaw { value, raw } = message;
    mapped(scope, conversation, value, Some(raw), related)
}

/// A message inside its conversation, which tells less: neither files nor the payload. `None` if not even its writer.
pub(super) fn embedded(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: wire::Message,
) -> Option<Message> {
    let is_named = message.id.is_some() || message.ts.is_some();
    let is_dated = message.timestamp.is_some() || message.ts.is_some();
    let is_told = writer::writer(&message, scope.members) != Writer::Nobody;
    (is_named && is_dated && is_told)
        .then(|| mapped(scope, conversation, message, None, &mut Related::default()))
}

fn mapped(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: wire::Message,
    raw: Option<Box<RawValue>>,
    related: &mut Related,
) -> Message {
    let writer = writer::writer(&message, scope.members);
    let word = deciding_word(&message, conversation, writer).to_owned();
    let kind = mapping::message_kind(tables::MESSAGE_KIND, &word);
    let author = author(scope, &message, &word, kind, writer);
    people(scope, &message, writer, related);
    let native_kind = native_kind(&message, &word);
    let wire::Message {
        id,
        ts,
        team_id,
        channel_id,
        text,
        content,
        timestamp,
        updated_at,
        deleted_at,
        triage_thread_id,
        metadata,
        blocks,
        files,
        bot_id: _,
        bot_name: _,
        subtype: _,
        user: _,
        sent_by_user_id: _,
        sent_by_user: _,
        is_external: _,
        is_private_note: _,
        is_autoresponse: _,
        source_type: _,
    } = message;
    let ts_id = || derived_id(team_id.as_deref(), channel_id.as_deref(), ts.as_deref());
    let id = Id::within(conversation, id.unwrap_or_else(ts_id));
    let state = match deleted_at {
        Some(_) => MessageState::Deleted,
        None => MessageState::Sent,
    };
    let created_at = timestamp
        .or_else(|| moment(ts.as_deref()?))
        .or(updated_at)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let mut mapped = Message::new(id.clone(), kind, native_kind, state, created_at);
    if raw.is_none() {
        mapped.known = MessageParts::BODY;
    }
    if let Some(thread) = triage_thread_id {
        mapped.thread = Id::within(conversation, thread);
    }
    mapped.author = author;
    mapped.deleted_at = deleted_at;
    if deleted_at.is_none() {
        if kind == MessageKind::Activity {
            mapped.activity = Some(activity(&word, text.as_deref()));
        } else {
            mapped.body = Some(body(text, content));
        }
        mapped.attachments = Some(attachments(&id, files, metadata));
        mapped.interactive =
            blocks.filter(|blocks| blocks.as_array().is_some_and(|all| !all.is_empty()));
    }
    mapped.raw = raw.map(|raw| Raw::new(raw, SECRETS));
    mapped
}

/// The word that decides what the message is: a flag, an event, a subtype of Slack, or who wrote it. What is not in the
/// table of kinds is of none, and so for the team alone.
fn deciding_word<'a>(
    message: &'a wire::Message,
    conversation: &Id<Conversation>,
    writer: Writer<'_>,
) -> &'a str {
    let is_triage = message.triage_thread_id.is_some()
        || message.source_type.as_deref() == Some(tables::TRIAGE)
        || conversation.hint() == Some(tables::TRIAGE);
    if message.is_private_note == Some(true) {
        return tables::NOTE;
    }
    if is_triage {
        return tables::TRIAGE_MESSAGE;
    }
    let by_writer = match writer {
        Writer::Outsider(_) => tables::FROM_OUTSIDE,
        Writer::Member(_) => tables::BY_MEMBER,
        Writer::App => tables::BY_BOT,
        Writer::Nobody => "message",
    };
    let subtype = message
        .subtype
        .as_deref()
        .filter(|subtype| !tables::WRITTEN.contains(subtype));
    match message.event() {
        // What a member sent through a customer's way in is still an answer of the team.
        Some(event) if is_inbound(event) && matches!(writer, Writer::Member(_)) => by_writer,
        // An event nobody knows could be for the team alone, unless it came from outside.
        Some(event) if !is_known(event) && matches!(writer, Writer::Outsider(_)) => by_writer,
        Some(event) => event,
        None if message.is_autoresponse == Some(true) => tables::AUTORESPONSE,
        None => subtype.unwrap_or(by_writer),
    }
}

fn is_inbound(event: &str) -> bool {
    tables::INBOUND.iter().any(|(inbound, _)| *inbound == event)
}

fn is_known(event: &str) -> bool {
    tables::MESSAGE_KIND.iter().any(|row| row.native == event)
}

/// The word of the service: what decided, but for those words that are ours.
fn native_kind(message: &wire::Message, word: &str) -> String {
    let is_ours = [tables::FROM_OUTSIDE, tables::BY_MEMBER, tables::BY_BOT].contains(&word);
    let own = message.event().or(message.subtype.as_deref());
    match own {
        Some(own) if is_ours => own,
        None if is_ours => "message",
        _ => word,
    }
    .to_owned()
}

fn author(
    scope: Scope<'_>,
    message: &wire::Message,
    word: &str,
    kind: MessageKind,
    writer: Writer<'_>,
) -> Option<Actor> {
    let name = writer::name(message);
    if tables::BY_SERVICE.contains(&word) {
        return Some(Actor::System(name));
    }
    let bot = |name: Option<String>| {
        Actor::Bot(Bot {
            native_id: message.bot_id.clone(),
            name: name.unwrap_or_else(|| APP.to_owned()),
            avatar_url: None,
        })
    };
    Some(match writer {
        _ if kind == MessageKind::BotReply => bot(name),
        Writer::App => bot(name),
        Writer::Outsider(Some(id)) => Actor::Contact(Id::new(scope.key, id)),
        Writer::Member(id) => Actor::Agent(Id::new(scope.key, id)),
        Writer::Outsider(None) | Writer::Nobody => Actor::Unknown(name),
    })
}

fn people(scope: Scope<'_>, message: &wire::Message, writer: Writer<'_>, related: &mut Related) {
    match writer {
        Writer::Outsider(Some(id)) => {
            let user = together(id, writer::copies(message, id));
            related.contacts.extend(short_contact(scope.key, user));
        }
        Writer::Member(id) => {
            let user = together(id, writer::copies(message, id));
            related.agents.extend(short_agent(scope.key, user));
        }
        Writer::Outsider(None) | Writer::App | Writer::Nobody => {}
    }
}

/// The id that the service gives to messages, made of its parts where it is missing.
fn derived_id(team: Option<&str>, channel: Option<&str>, ts: Option<&str>) -> String {
    let [team, channel, ts] = [team, channel, ts].map(Option::unwrap_or_default);
    format!("{team}-{channel}-{ts}")
}

/// Reads Slack's seconds with a fraction, digit by digit.
fn moment(ts: &str) -> Option<Timestamp> {
    let (seconds, fraction) = ts.split_once('.').unwrap_or((ts, ""));
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Timestamp::new(seconds.parse().ok()?, nanoseconds).ok()
}

fn activity(word: &str, text: Option<&str>) -> Activity {
    let row = tables::ACTIVITY.iter().find(|(native, _)| *native == word);
    Activity {
        kind: row.map_or(ActivityType::Other, |(_, kind)| *kind),
        native: word.to_owned(),
        text: richtext::Body::Slack(text.unwrap_or_default()).text(),
        from: None,
        to: None,
    }
}

/// Mail has HTML and often no text; everything else has text in Slack's markup.
fn body(text: Option<String>, content: Option<String>) -> Body {
    match (text, content) {
        (None, Some(html)) => Body::new(BodyFormat::Html, html),
        (text, _) => Body::new(BodyFormat::SlackMrkdwn, text.unwrap_or_default()),
    }
}

/// The text of a message without markup; `None` if it says nothing.
pub(super) fn plain_text(message: &wire::Message) -> Option<String> {
    let text = message
        .text
        .as_deref()
        .map(|text| richtext::Body::Slack(text).text());
    let html = || Some(richtext::Body::Html(message.content.as_deref()?).text());
    super::said(text).or_else(|| super::said(html()))
}

fn attachments(
    message: &Id<Message>,
    files: Option<Vec<WithRaw<wire::SlackFile>>>,
    metadata: Option<wire::Metadata>,
) -> Vec<Arc<Attachment>> {
    let payload = metadata.and_then(|all| all.event_payload.or(all.camel_event_payload));
    let uploads = payload.and_then(|payload| payload.attachments);
    let from_slack = files
        .into_iter()
        .flatten()
        .map(|file| slack_file(message, file));
    let others = uploads
        .into_iter()
        .flatten()
        .map(|file| upload(message, file));
    let mut all: Vec<Arc<Attachment>> = Vec::new();
    for file in from_slack.chain(others).flatten() {
        if !all.iter().any(|one| one.id == file.id) {
            all.push(Arc::new(file));
        }
    }
    all
}

fn slack_file(message: &Id<Message>, file: WithRaw<wire::SlackFile>) -> Option<Attachment> {
    let wire::SlackFile {
        id,
        name,
        title,
        size,
        mimetype,
    } = file.value;
    let id = id?;
    let filename = name.or(title).unwrap_or_else(|| id.clone());
    Some(attachment(
        message,
        id,
        filename,
        mimetype,
        (size, file.raw),
    ))
}

fn upload(message: &Id<Message>, file: WithRaw<wire::Upload>) -> Option<Attachment> {
    let wire::Upload {
        id,
        name,
        size,
        kind,
    } = file.value;
    let id = id?;
    let filename = name.unwrap_or_else(|| id.clone());
    // A bare extension says no more than the name does.
    let mime_type = kind.filter(|kind| kind.contains('/'));
    Some(attachment(
        message,
        id,
        filename,
        mime_type,
        (size, file.raw),
    ))
}

fn attachment(
    message: &Id<Message>,
    id: String,
    filename: String,
    mime_type: Option<String>,
    (size, raw): (Option<f64>, Box<RawValue>),
) -> Attachment {
    Attachment {
        id: Id::within(message, id),
        web_url: None,
        filename,
        mime_type: mime_type.unwrap_or_else(|| UNKNOWN_MIME_TYPE.to_owned()),
        size_bytes: size.filter(|size| *size >= 0.0).map(|size| size as u64),
        width: None,
        height: None,
        state: AttachmentState::Available,
        raw: Some(Raw::new(raw, SECRETS)),
    }
}
