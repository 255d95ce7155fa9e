//! Threads.

use jiff::Timestamp;

use crate::model::{ChannelKind, Conversation, Id, NodeKind, Noun, Raw, ThreadKind, Visibility};

/// An ordered run of messages inside one conversation that share one audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// Identity; the parent is the conversation.
    pub id: Id<Thread>,
    /// Primary or side thread.
    pub kind: ThreadKind,
    /// Who can see its messages by default.
    pub visibility: Visibility,
    /// True when the provider has no thread object and this one was derived.
    pub is_synthetic: bool,
    /// Title.
    pub title: Option<String>,
    /// Whether it is resolved; `None` where the provider does not say.
    pub is_resolved: Option<bool>,
    /// Number of messages.
    pub message_count: Option<u32>,
    /// When it started.
    pub created_at: Option<Timestamp>,
    /// Latest message.
    pub last_activity_at: Option<Timestamp>,
    /// Upstream payload; `None` when synthetic.
    pub raw: Option<Raw>,
}

impl Noun for Thread {
    const KIND: NodeKind = NodeKind::Thread;
}

impl Thread {
    /// The id of the one thread that the contact can see: the conversation's own native id.
    #[must_use]
    pub fn primary_id(conversation: &Id<Conversation>) -> Id<Self> {
        Id::within(conversation, conversation.native())
    }

    /// The primary thread of a conversation whose provider has no thread object.
    #[must_use]
    pub fn synthetic(conversation: &Conversation) -> Self {
        Self {
            id: Self::primary_id(&conversation.id),
            kind: ThreadKind::Primary,
            visibility: match conversation.channel.kind {
                ChannelKind::Internal => Visibility::Internal,
                _ => Visibility::Public,
            },
            is_synthetic: true,
            title: conversation.subject.clone(),
            is_resolved: None,
            message_count: conversation.message_count,
            created_at: conversation.created_at,
            last_activity_at: conversation.last_activity_at,
            raw: None,
        }
    }
}
