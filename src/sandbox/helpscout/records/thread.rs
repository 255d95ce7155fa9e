//! Threads: the single entries of a conversation.

use jiff::Timestamp;

use super::{Party, Status};

/// One entry of a conversation.
#[derive(Debug)]
pub(crate) struct Thread {
    pub id: u64,
    pub kind: ThreadKind,
    /// The status the entry set; `nochange` where it set none, `None` where the key is left out.
    pub status: Option<&'static str>,
    pub state: ThreadState,
    pub action: Action,
    /// HTML; `None` for line items.
    pub body: Option<String>,
    pub source: Source,
    pub customer: Option<u64>,
    pub created_by: Party,
    pub assigned_to: Party,
    /// 0 if none was used.
    pub saved_reply: u64,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub bcc: Vec<String>,
    pub created_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub linked_conversation: Option<u64>,
    pub schedule: Option<Schedule>,
    /// What a draft shall do to its conversation once it is sent.
    pub intent: Intent,
    pub attachments: Vec<Attachment>,
}

impl Thread {
    /// An entry that says nothing yet, sent through the API.
    pub(crate) const fn new(
        id: u64,
        kind: ThreadKind,
        created_by: Party,
        created_at: Timestamp,
    ) -> Self {
        let via = if created_by.is_staff() {
            "user"
        } else {
            "customer"
        };
        Self {
            id,
            kind,
            status: Some("nochange"),
            state: ThreadState::Published,
            action: Action::plain(),
            body: None,
            source: Source { kind: "api", via },
            customer: None,
            created_by,
            assigned_to: Party::Nobody,
            saved_reply: 0,
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            created_at,
            opened_at: None,
            linked_conversation: None,
            schedule: None,
            intent: Intent {
                status: None,
                assignee: None,
            },
            attachments: Vec::new(),
        }
    }
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreadKind {
    BeaconChat,
    Chat,
    Customer,
    ForwardChild,
    ForwardParent,
    LineItem,
    Message,
    Note,
    Phone,
}

impl ThreadKind {
    /// The provider's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::BeaconChat => "beaconchat",
            Self::Chat => "chat",
            Self::Customer => "customer",
            Self::ForwardChild => "forwardchild",
            Self::ForwardParent => "forwardparent",
            Self::LineItem => "lineitem",
            Self::Message => "message",
            Self::Note => "note",
            Self::Phone => "phone",
        }
    }
}

/// Whether an entry was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreadState {
    Draft,
    Hidden,
    Published,
    /// Held back by the collision detection.
    Review,
}

impl ThreadState {
    /// The provider's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Hidden => "hidden",
            Self::Published => "published",
            Self::Review => "review",
        }
    }
}

/// Why an entry exists, for the provider's own use.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub kind: &'static str,
    /// A sentence; line items only.
    pub text: Option<String>,
    pub entities: Vec<(&'static str, u64)>,
}

impl Action {
    /// Nothing special.
    pub(crate) const fn plain() -> Self {
        Self {
            kind: "default",
            text: None,
            entities: Vec::new(),
        }
    }
}

/// How an entry came in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    pub kind: &'static str,
    /// `customer` or `user`.
    pub via: &'static str,
}

/// What a reply changes beside being written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Intent {
    /// `None` for the usual: active.
    pub status: Option<Status>,
    /// `None` if the owner stays.
    pub assignee: Option<Party>,
}

/// When a draft will be sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schedule {
    pub by: u64,
    pub send_as: Option<u64>,
    pub created_at: Timestamp,
    pub at: Timestamp,
    pub ends_on_customer_reply: bool,
}

/// A file.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub id: u64,
    pub name: String,
    pub mime_type: String,
    /// Width and height of a picture.
    pub pixels: Option<(u32, u32)>,
    /// `None` for a file with a virus.
    pub content: Option<Vec<u8>>,
}
