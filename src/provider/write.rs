//! Writes: what came of one, and what speaks against it.

use crate::model::command::ConversationChange;
use crate::model::{
    Contact, Conversation, ConversationStatus, Id, Message, Organization, Priority, Related, Tag,
};
use crate::provider::Error;
use crate::transport::{CallContext, SideEffect};
use serde::{Deserialize, Serialize};

/// Handed to a write.
#[derive(Clone, Debug)]
pub struct WriteContext {
    /// Deadline, and where calls are counted.
    pub call: CallContext,
    /// Names this write: the same when the same write is repeated, else unique. For providers that let the caller
    /// choose ids. 32 letters and digits.
    pub token: String,
}

/// What came of a write that reached the provider.
#[derive(Debug, Default)]
pub struct Written {
    /// The conversation that was created.
    pub conversation: Option<Id<Conversation>>,
    /// The message that was created.
    pub message: Option<Id<Message>>,
    /// The contact that was created.
    pub contact: Option<Id<Contact>>,
    /// The company that was created.
    pub organization: Option<Id<Organization>>,
    /// The tag that was created.
    pub tag: Option<Id<Tag>>,
    /// A draft.
    pub suggestion: Option<String>,
    /// What the answer brought along, as the provider shows it after the write. Copies made before the write or by a
    /// guess have no place here.
    pub related: Related,
    /// Side effects that happened this time, beside those that the operations always have.
    pub side_effects: Vec<SideEffect>,
    /// What was wished and is not done yet: the caller does it next, as changes of the conversation.
    pub left_over: Vec<ConversationChange>,
    /// A later step failed; what is told above is done.
    pub stopped: Option<WriteError>,
}

impl Written {
    /// Says that a later step failed.
    #[must_use]
    pub fn stopped_by(self, error: impl Into<WriteError>) -> Self {
        Self {
            stopped: Some(error.into()),
            ..self
        }
    }
}

/// A write that did nothing, or that nobody knows what it did; see [`WriteError::may_have_acted`].
#[derive(Clone, Debug, thiserror::Error)]
pub enum WriteError {
    /// It was refused before anything was changed.
    #[error("the write was refused")]
    Refused(#[from] Refusal),
    /// A call failed.
    #[error("the write failed")]
    Failed(#[from] Error),
}

impl WriteError {
    /// Whether the provider may have done it all the same.
    #[must_use]
    pub fn may_have_acted(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            Self::Failed(error) => error
                .source
                .as_ref()
                .is_some_and(crate::transport::Error::may_have_acted),
        }
    }
}

/// The outcome of a write.
pub type WriteResult = std::result::Result<Written, WriteError>;

/// Why a write is not even tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{explanation}")]
pub struct Refusal {
    /// What is wrong.
    pub reason: RefusalReason,
    /// Path into the input of the write, as the schema spells it; empty if it is not about one field.
    pub field: Vec<&'static str>,
    /// A sentence for a developer or a form.
    pub explanation: String,
    /// What would have been accepted.
    pub allowed: Allowed,
}

/// What is wrong with a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalReason {
    /// The provider cannot do this.
    Unsupported,
    /// The provider has no such status, or it cannot be set.
    StatusNotSupported,
    /// The provider has no such priority, or it cannot be set.
    PriorityNotSupported,
    /// An argument is wrong.
    BadInput,
    /// Something that the write names does not exist.
    NotFound,
    /// The object changed since the caller read it.
    Conflict,
}

/// What would have been accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Allowed {
    /// Not told.
    #[default]
    Untold,
    /// These statuses.
    Statuses(Vec<ConversationStatus>),
    /// These priorities.
    Priorities(Vec<Priority>),
    /// These words.
    Words(Vec<String>),
}

impl Refusal {
    /// The provider cannot do this. The explanation is a sentence that names no source.
    #[must_use]
    pub fn unsupported(explanation: impl Into<String>) -> Self {
        Self::new(RefusalReason::Unsupported, explanation)
    }

    /// An argument is wrong.
    #[must_use]
    pub fn bad_input(field: &[&'static str], explanation: impl Into<String>) -> Self {
        Self::new(RefusalReason::BadInput, explanation).at(field)
    }

    /// Something that the write names does not exist.
    #[must_use]
    pub fn not_found(field: &[&'static str], explanation: impl Into<String>) -> Self {
        Self::new(RefusalReason::NotFound, explanation).at(field)
    }

    /// A refusal that is not about one field.
    #[must_use]
    pub fn new(reason: RefusalReason, explanation: impl Into<String>) -> Self {
        Self {
            reason,
            field: Vec::new(),
            explanation: explanation.into(),
            allowed: Allowed::Untold,
        }
    }

    /// Says which field it is about.
    #[must_use]
    pub fn at(self, field: &[&'static str]) -> Self {
        Self {
            field: field.to_vec(),
            ..self
        }
    }

    /// Says what would have been accepted.
    #[must_use]
    pub fn allowing(self, allowed: Allowed) -> Self {
        Self { allowed, ..self }
    }
}
