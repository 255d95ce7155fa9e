//! Mailboxes and what belongs to them, and the small lists of the account.

use jiff::Timestamp;

use super::{Conversation, Party, Status};

/// A shared mailbox.
#[derive(Debug)]
pub(crate) struct Mailbox {
    pub id: u64,
    pub name: &'static str,
    pub slug: &'static str,
    pub email: &'static str,
    pub created_at: Timestamp,
}

/// A view on the conversations of a mailbox.
#[derive(Debug)]
pub(crate) struct Folder {
    pub id: u64,
    pub mailbox: u64,
    pub name: String,
    pub kind: FolderKind,
}

/// Which conversations a folder shows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FolderKind {
    Unassigned,
    /// Of one user.
    Mine(u64),
    Drafts,
    Assigned,
    /// Of one team.
    Team(u64),
    Closed,
    Spam,
}

impl FolderKind {
    /// The provider's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Unassigned => "unassigned",
            Self::Mine(_) => "mytickets",
            Self::Drafts => "drafts",
            Self::Assigned => "assigned",
            Self::Team(_) => "team",
            Self::Closed => "closed",
            Self::Spam => "spam",
        }
    }
}

impl Folder {
    /// Says whether the folder shows a conversation.
    pub(crate) fn holds(&self, conversation: &Conversation) -> bool {
        if conversation.mailbox != self.mailbox {
            return false;
        }
        if conversation.state == "draft" {
            return matches!(self.kind, FolderKind::Drafts);
        }
        let is_waiting = matches!(conversation.status, Status::Active | Status::Pending);
        match self.kind {
            FolderKind::Unassigned => is_waiting && conversation.assignee == Party::Nobody,
            FolderKind::Mine(user) => is_waiting && conversation.assignee == Party::User(user),
            FolderKind::Drafts => false,
            FolderKind::Assigned => is_waiting && matches!(conversation.assignee, Party::User(_)),
            FolderKind::Team(team) => is_waiting && conversation.assignee == Party::Team(team),
            FolderKind::Closed => conversation.status == Status::Closed,
            FolderKind::Spam => conversation.status == Status::Spam,
        }
    }
}

/// A custom field of a mailbox.
#[derive(Debug)]
pub(crate) struct Field {
    pub id: u64,
    pub mailbox: u64,
    pub name: &'static str,
    /// `dropdown`, `singleline`, `multiline`, `number` or `date`.
    pub kind: &'static str,
    pub is_required: bool,
    /// Ids and labels; dropdowns only.
    pub options: Vec<(u64, &'static str)>,
}

impl Field {
    /// The text to show for a value.
    pub(crate) fn text(&self, value: &str) -> String {
        let mut options = self.options.iter();
        let chosen = options.find(|(id, _)| id.to_string() == value);
        chosen.map_or(value, |(_, label)| label).to_owned()
    }
}

/// A label.
#[derive(Debug)]
pub(crate) struct Tag {
    pub id: u64,
    pub name: String,
    /// The colour's name, and how conversations write it.
    pub color: (&'static str, &'static str),
    pub created_at: Timestamp,
}

/// A prepared text.
#[derive(Debug)]
pub(crate) struct SavedReply {
    pub id: u64,
    pub mailbox: u64,
    pub name: &'static str,
    /// For mail.
    pub text: Option<&'static str>,
    /// For chats.
    pub chat_text: Option<&'static str>,
}

/// What a customer thought of a reply.
#[derive(Debug)]
pub(crate) struct Rating {
    pub id: u64,
    /// `great`, `okay` or `not_good`.
    pub word: &'static str,
    pub comments: Option<&'static str>,
    pub conversation: u64,
    pub thread: u64,
    pub created_at: Timestamp,
}

/// A set of rules.
#[derive(Debug)]
pub(crate) struct Workflow {
    pub id: u64,
    pub mailbox: u64,
    /// `manual` or `automatic`.
    pub kind: &'static str,
    pub status: &'static str,
    pub name: &'static str,
    pub created_at: Timestamp,
}

/// Where events are sent.
#[derive(Debug)]
pub(crate) struct Webhook {
    pub id: u64,
    pub url: &'static str,
    pub is_enabled: bool,
    pub events: &'static [&'static str],
    /// True if only the address of what changed is sent.
    pub is_notification: bool,
    pub label: Option<&'static str>,
    pub mailboxes: Vec<u64>,
}
