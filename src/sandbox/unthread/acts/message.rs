//! Messages that are sent.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::Optional;
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::multipart::Part;
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::story::slack;
use crate::sandbox::unthread::tenant::{StoredFile, Tenant, find, find_mut};
use crate::sandbox::unthread::upload::Upload;
use crate::sandbox::unthread::{ids, views};

use super::author::{Author, Behalf};
use super::status;
use super::words::Words;

const KEYS: &[Key] = &[
    Key("body", Takes::Object, Optional),
    Key("blocks", Takes::Objects, Optional),
    Key("markdown", Takes::Text, Optional),
    Key("triageThreadTs", Takes::Text, Optional),
    Key("isPrivateNote", Takes::Flag, Optional),
    Key("isAutoresponse", Takes::Flag, Optional),
    Key("onBehalfOf", Takes::Object, Optional),
];

/// Where a file is still on its way after it was sent, what its first download is answered with, in turn.
const NOT_READY: [StatusCode; 3] = [
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::TOO_EARLY,
];

/// Where a message goes.
pub(super) struct Place {
    /// The conversation.
    pub conversation_id: String,
    /// The Slack channel.
    pub channel_id: String,
    /// How the conversation came about: `slack`, `email`, `triage`.
    pub source: String,
    /// The message that it answers in Slack.
    pub thread_ts: Option<String>,
    /// The internal thread.
    pub triage_thread_id: Option<String>,
}

/// A message.
pub(super) struct Said {
    pub words: Words,
    pub author: Author,
    pub files: Vec<Part>,
    pub is_private_note: bool,
    pub is_autoresponse: bool,
}

/// Sends a message and hands it out.
pub(in crate::sandbox::unthread) fn create(
    tenant: &mut Tenant,
    at: Timestamp,
    conversation: &str,
    upload: Upload,
) -> Result<Value, Refusal> {
    let Upload { body, files } = upload;
    let row = find(&tenant.conversations, conversation).ok_or_else(Refusal::not_found)?;
    let given = Given::read(&body, "", KEYS)?;
    let place = Place::of(tenant, row, given.text("triageThreadTs"))?;
    let words = Words::read(&given)?;
    let behalf = Behalf::read(tenant, &given)?;
    let said = Said {
        words,
        author: behalf.settle(tenant),
        files,
        // In Slack the flag means nothing: everybody in the channel reads the message.
        is_private_note: given.is_true("isPrivateNote") && place.source != "slack",
        is_autoresponse: given.is_true("isAutoresponse"),
    };
    let id = post(tenant, at, place, said);
    let row = find(&tenant.messages, &id).ok_or_else(Refusal::not_found)?;
    Ok(views::message(tenant, row))
}

impl Place {
    /// The conversation itself, or the internal thread that begins at a ts.
    fn of(tenant: &Tenant, row: &Value, triage_ts: Option<&str>) -> Result<Self, Refusal> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let id = text(&row["id"]).unwrap_or_default();
        let source = text(&row["sourceType"]).unwrap_or_default();
        let Some(ts) = triage_ts else {
            let first = text(&row["initialMessageId"]);
            let first = first.and_then(|first| find(&tenant.messages, &first));
            let first_ts = first.and_then(|first| text(&first["ts"]));
            let channel = text(&row["channelId"]);
            return Ok(Self {
                conversation_id: id,
                channel_id: channel.unwrap_or_else(|| slack::EMAIL_CHANNEL.to_owned()),
                thread_ts: first_ts.filter(|_| source != "email"),
                source,
                triage_thread_id: None,
            });
        };
        let is_there = |message: &&Value| {
            message["conversationId"] == id.as_str()
                && message["triageThreadId"].is_string()
                && (message["threadTs"] == ts || message["ts"] == ts)
        };
        let found = tenant.messages.iter().find(is_there);
        let found = found
            .ok_or_else(|| Refusal::unprocessable(format!("triageThreadTs is unknown: {ts}")))?;
        Ok(Self {
            conversation_id: id,
            channel_id: text(&found["channelId"]).unwrap_or_default(),
            source,
            thread_ts: Some(ts.to_owned()),
            triage_thread_id: text(&found["triageThreadId"]),
        })
    }
}

/// Writes a message down and lets the conversation take note of it. Answers with its id.
pub(super) fn post(tenant: &mut Tenant, at: Timestamp, place: Place, said: Said) -> String {
    let Said {
        words,
        author,
        files,
        is_private_note,
        is_autoresponse,
    } = said;
    let is_in_slack = place.source != "email" || place.triage_thread_id.is_some();
    let mut row = words.columns(is_in_slack, files.len());
    for (column, value) in head(at, &place).into_iter().chain(signature(&author)) {
        row[column] = value;
    }
    row["isPrivateNote"] = is_private_note.into();
    row["isAutoresponse"] = is_autoresponse.into();
    if !files.is_empty() {
        let files = store(tenant, &place.conversation_id, files);
        let attachments: Vec<Value> = files.iter().map(StoredFile::as_upload).collect();
        row["metadata"] = json!({ "event_payload": {"attachments": attachments} });
        tenant.files.extend(files);
    }
    let id = row["id"].as_str().unwrap_or_default().to_owned();
    if let Some(conversation) = find_mut(&mut tenant.conversations, &place.conversation_id) {
        take_note(conversation, &row, &author, at);
    }
    tenant.messages.push(row);
    id
}

fn head(at: Timestamp, place: &Place) -> [(&'static str, Value); 12] {
    let ts = ids::own_ts(at);
    let id = format!("{}-{}-{ts}", slack::TEAM, place.channel_id);
    [
        ("id", id.into()),
        ("ts", ts.into()),
        ("conversationId", place.conversation_id.clone().into()),
        ("timestamp", ids::stored(at).into()),
        ("threadTs", place.thread_ts.clone().into()),
        ("sourceType", place.source.clone().into()),
        ("teamId", slack::TEAM.into()),
        ("channelId", place.channel_id.clone().into()),
        ("triageThreadId", place.triage_thread_id.clone().into()),
        ("files", Value::Null),
        ("updatedAt", ids::stored(at).into()),
        ("deletedAt", Value::Null),
    ]
}

/// The app posts everything that comes through the API, and says for whom.
fn signature(author: &Author) -> Vec<(&'static str, Value)> {
    let mut columns: Vec<(&str, Value)> = vec![
        ("userId", slack::BOT_USER.into()),
        ("userTeamId", slack::TEAM.into()),
        ("botId", slack::BOT.into()),
        ("botName", author.name.clone().into()),
        ("subtype", "bot_message".into()),
        ("isExternal", author.is_external.into()),
        ("authorId", Value::Null),
    ];
    if let Some(id) = &author.user_id {
        columns.push(("sentByUserId", id.clone().into()));
        columns.push((
            "sentByUser",
            json!({ "name": author.name, "email": author.email }),
        ));
    }
    columns
}

fn store(tenant: &mut Tenant, conversation: &str, parts: Vec<Part>) -> Vec<StoredFile> {
    let mut files = Vec::new();
    for part in parts {
        let turn = (tenant.files.len() + files.len()) % NOT_READY.len();
        files.push(StoredFile {
            id: tenant.new_id("file"),
            conversation_id: conversation.to_owned(),
            name: part.file_name.unwrap_or_default(),
            mime_type: part
                .media_type
                .unwrap_or_else(|| "application/octet-stream".to_owned()),
            content: part.content,
            not_ready: Some(NOT_READY[turn]),
        });
    }
    files
}

/// Notes are activity, and nobody's word to the customer.
fn take_note(conversation: &mut Value, message: &Value, author: &Author, at: Timestamp) {
    conversation["updatedAt"] = ids::stored(at).into();
    conversation["lastActivityAt"] = ids::stored(at).into();
    if conversation["initialMessageId"].is_null() {
        conversation["initialMessageId"] = message["id"].clone();
    }
    let is_internal = message["isPrivateNote"] == true
        || message["triageThreadId"].is_string()
        || message["sourceType"] == "triage";
    if is_internal {
        return;
    }
    conversation["latestMessageId"] = message["id"].clone();
    if author.is_external {
        status::wake(conversation, at);
    } else if author.user_id.is_some() {
        status::answer(conversation, at);
    }
}
