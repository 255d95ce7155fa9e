//! The body of a new thread, alone or in a new conversation.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::sandbox::helpscout::records::{Status, ThreadKind};
use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;
use super::customer::PersonRef;

/// The largest file.
const LARGEST: usize = 10 * 1024 * 1024;

/// What a conversation can be set to. `open` and `all` are words of filters that the validator lets pass.
const STATUS: &[&str] = &["active", "all", "closed", "open", "pending", "spam"];

/// A thread to be written.
#[derive(Debug)]
pub(crate) struct NewThread {
    pub kind: ThreadKind,
    pub text: String,
    pub customer: Option<PersonRef>,
    /// Who writes it; the owner of the token if left out.
    pub user: Option<u64>,
    pub cc: Option<Vec<String>>,
    pub bcc: Option<Vec<String>>,
    pub is_draft: bool,
    /// Only what is imported may be older than now.
    pub created_at: Option<Timestamp>,
    pub files: Vec<NewFile>,
    pub status: Option<Status>,
    pub assign_to: Option<u64>,
}

/// A file to be kept.
#[derive(Debug)]
pub(crate) struct NewFile {
    pub name: String,
    pub mime_type: String,
    pub content: Vec<u8>,
}

impl NewThread {
    /// Reads a thread of a kind that its endpoint or its `type` says.
    pub(crate) fn read(kind: ThreadKind, body: &Object<'_>) -> Result<Self, Refusal> {
        let text = body.needed_text("text")?.to_owned();
        let customer = body.object("customer")?;
        let customer = customer.as_ref().map(PersonRef::read).transpose()?;
        if customer.is_none() && kind != ThreadKind::Note {
            return Err(body.wrong("customer", "may not be null", "NotNull"));
        }
        let is_reply = kind == ThreadKind::Message;
        let is_imported = body.flag("imported")?.unwrap_or_default();
        let files = body.objects("attachments")?.unwrap_or_default();
        Ok(Self {
            kind,
            text,
            customer,
            user: body.number("user")?,
            cc: body.texts("cc")?,
            bcc: body.texts("bcc")?,
            is_draft: is_reply && body.flag("draft")?.unwrap_or_default(),
            created_at: body.instant("createdAt")?.filter(|_| is_imported),
            files: files.iter().map(NewFile::read).collect::<Result<_, _>>()?,
            status: status(body)?,
            assign_to: if is_reply {
                body.number("assignTo")?
            } else {
                None
            },
        })
    }

    /// Reads a thread of a new conversation, which names its kind.
    pub(super) fn read_typed(body: &Object<'_>) -> Result<Self, Refusal> {
        let kinds = ["chat", "customer", "note", "phone", "reply"];
        let kind = match body.needed("type", body.word("type", &kinds)?)? {
            "chat" => ThreadKind::Chat,
            "customer" => ThreadKind::Customer,
            "note" => ThreadKind::Note,
            "phone" => ThreadKind::Phone,
            _ => ThreadKind::Message,
        };
        let thread = Self::read(kind, body)?;
        Ok(Self {
            status: None,
            assign_to: None,
            ..thread
        })
    }
}

impl NewFile {
    /// Reads a file, whose name is under `fileName` here and under `filename` in answers.
    pub(crate) fn read(body: &Object<'_>) -> Result<Self, Refusal> {
        let name = body.needed_text("fileName")?.to_owned();
        let mime_type = body.needed_text("mimeType")?.to_owned();
        let data = body.needed("data", body.text("data")?)?;
        let content = STANDARD.decode(data);
        let content =
            content.map_err(|_| body.wrong("data", "must be encoded in Base64", "Base64"))?;
        if content.len() > LARGEST {
            return Err(Refusal::too_large());
        }
        Ok(Self {
            name,
            mime_type,
            content,
        })
    }
}

/// The status that shall be set, if any.
pub(super) fn status(body: &Object<'_>) -> Result<Option<Status>, Refusal> {
    Ok(body.word("status", STATUS)?.map(status_named))
}

/// The status that a word stands for in a write.
pub(super) fn status_named(word: &str) -> Status {
    match word {
        "closed" => Status::Closed,
        "pending" => Status::Pending,
        "spam" => Status::Spam,
        _ => Status::Active,
    }
}
