//! Messages and their files.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use crate::model::{
    ActivityType, Actor, AttachmentState, BodyFormat, Contact, Conversation, Id, MessageDirection,
    MessageKind, MessageParts, MessageState, NodeKind, Noun, Rating, Raw, Thread, Visibility,
};

/// One entry in the timeline of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Identity; the parent is the conversation.
    pub id: Id<Message>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: MessageParts,
    /// The thread it belongs to.
    pub thread: Id<Thread>,
    /// Link to the message.
    pub web_url: Option<String>,
    /// What it is.
    pub kind: MessageKind,
    /// Type as the provider spells it.
    pub native_kind: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// Delivery or life-cycle state.
    pub state: MessageState,
    /// Who wrote it.
    pub author: Option<Actor>,
    /// The person the author spoke for.
    pub on_behalf_of: Option<Id<Contact>>,
    /// Content; `None` for activity records and deleted messages.
    pub body: Option<Body>,
    /// What happened, for activity records.
    pub activity: Option<Activity>,
    /// Mail addresses.
    pub recipients: Option<Recipients>,
    /// Files; `None` where they could not be read.
    pub attachments: Option<Vec<Arc<Attachment>>>,
    /// Emoji reactions.
    pub reactions: Vec<Reaction>,
    /// Rating given to this message.
    pub rating: Option<Rating>,
    /// The message it answers.
    pub in_reply_to: Option<Id<Message>>,
    /// Structured content such as cards and forms.
    pub interactive: Option<Value>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it will be sent.
    pub scheduled_for: Option<Timestamp>,
    /// When the contact opened it.
    pub read_at: Option<Timestamp>,
    /// Who has seen it; `None` where the provider does not say.
    pub seen_by: Option<Vec<Actor>>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Message {
    /// A message of the primary thread of which only this is known; the adapter fills in the rest.
    ///
    /// Visibility follows from the kind, and stays on the safe side in states that no contact sees.
    #[must_use]
    pub fn new(
        id: Id<Self>,
        kind: MessageKind,
        native_kind: impl Into<String>,
        state: MessageState,
        created_at: Timestamp,
    ) -> Self {
        let conversation: Id<Conversation> = id.parent().unwrap_or_else(|| id.view_as());
        let visibility = if state.may_be_public() {
            kind.visibility()
        } else {
            Visibility::Internal
        };
        Self {
            thread: Thread::primary_id(&conversation),
            id,
            known: MessageParts::all(),
            web_url: None,
            kind,
            native_kind: native_kind.into(),
            visibility,
            state,
            author: None,
            on_behalf_of: None,
            body: None,
            activity: None,
            recipients: None,
            attachments: Some(Vec::new()),
            reactions: Vec::new(),
            rating: None,
            in_reply_to: None,
            interactive: None,
            created_at,
            edited_at: None,
            deleted_at: None,
            scheduled_for: None,
            read_at: None,
            seen_by: None,
            raw: None,
        }
    }

    /// The conversation it belongs to.
    #[must_use]
    pub fn conversation(&self) -> Id<Conversation> {
        self.id.parent().unwrap_or_else(|| self.id.view_as())
    }

    /// Which way it travels; what the contact cannot see travels nowhere.
    #[must_use]
    pub const fn direction(&self) -> MessageDirection {
        match self.visibility {
            Visibility::Public => self.kind.direction(),
            Visibility::Internal => MessageDirection::None,
        }
    }
}

impl Noun for Message {
    const KIND: NodeKind = NodeKind::Message;
}

/// Content of a message as the provider sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its form.
    pub format: BodyFormat,
    /// The content; JSON text for trees of nodes.
    pub native: Arc<str>,
    /// The plain text that the provider itself made of it, if it did.
    pub plain: Option<Arc<str>>,
    /// True when the provider sent only a part.
    pub is_truncated: bool,
}

impl Body {
    /// A whole body.
    pub fn new(format: BodyFormat, native: impl Into<Arc<str>>) -> Self {
        Self {
            format,
            native: native.into(),
            plain: None,
            is_truncated: false,
        }
    }
}

/// Record of something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Unified type.
    pub kind: ActivityType,
    /// Type as the provider spells it.
    pub native: String,
    /// Sentence fit for display.
    pub text: String,
    /// Previous value.
    pub from: Option<String>,
    /// New value.
    pub to: Option<String>,
}

/// Mail addresses of a message.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recipients {
    /// Direct recipients.
    pub to: Vec<String>,
    /// Copied.
    pub cc: Vec<String>,
    /// Blind-copied.
    pub bcc: Vec<String>,
}

/// Emoji reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// Who reacted.
    pub actor: Option<Actor>,
    /// When.
    pub created_at: Option<Timestamp>,
}

/// A file sent with a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Identity; the parents are the conversation and the message.
    pub id: Id<Attachment>,
    /// Link for people.
    pub web_url: Option<String>,
    /// File name.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Size in bytes.
    pub size_bytes: Option<u64>,
    /// Width in pixels of an image.
    pub width: Option<u32>,
    /// Height in pixels of an image.
    pub height: Option<u32>,
    /// Safety and availability.
    pub state: AttachmentState,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

/// Media type of a file whose provider does not tell.
pub const UNKNOWN_MIME_TYPE: &str = "application/octet-stream";

impl Noun for Attachment {
    const KIND: NodeKind = NodeKind::Attachment;
}
