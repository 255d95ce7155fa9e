//! What an upstream call is, as data.

use serde::{Deserialize, Serialize};

/// HTTP verbs used upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// The verb as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What a call changes besides its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SideEffect {
    /// Marks the object as read by the team.
    MarksRead,
    /// Sends something to the contact.
    NotifiesContact,
    /// Notifies teammates.
    NotifiesTeam,
    /// Changes the status as a consequence.
    ChangesStatus,
    /// May create a contact.
    CreatesContact,
    /// May create a channel.
    CreatesChannel,
    /// Overwrites a whole list.
    ReplacesList,
}

/// How an operation came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Documentation {
    /// Described in the API documents this project is built from.
    Documented,
    /// Described in the provider's wider public reference or open source.
    PublicReference,
    /// Seen in traffic or source only.
    Observed,
}

/// One upstream operation: a constant that can be listed, searched and served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `<provider>.<resource>.<verb>`.
    pub id: &'static str,
    /// Verb.
    pub method: Method,
    /// Path below the base URL, exactly as the provider's documents print it, with `{…}` for values.
    pub path: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// True when it changes nothing a user can see. A POST that lists is a read.
    pub is_read: bool,
    /// Known side effects, also of operations that look like reads.
    pub side_effects: &'static [SideEffect],
    /// How well its behaviour is known.
    pub documentation: Documentation,
}

impl Operation {
    /// A GET that changes nothing.
    #[must_use]
    pub const fn get(id: &'static str, path: &'static str, summary: &'static str) -> Self {
        Self::read(Method::Get, id, path, summary)
    }

    /// A POST that only reads, such as a list with a body.
    #[must_use]
    pub const fn post_read(id: &'static str, path: &'static str, summary: &'static str) -> Self {
        Self::read(Method::Post, id, path, summary)
    }

    /// A call that changes something.
    #[must_use]
    pub const fn write(
        method: Method,
        id: &'static str,
        path: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            is_read: false,
            ..Self::read(method, id, path, summary)
        }
    }

    const fn read(
        method: Method,
        id: &'static str,
        path: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            id,
            method,
            path,
            summary,
            is_read: true,
            side_effects: &[],
            documentation: Documentation::Documented,
        }
    }

    /// Says how the operation is known.
    #[must_use]
    pub const fn known_by(self, documentation: Documentation) -> Self {
        Self {
            documentation,
            ..self
        }
    }

    /// Says what the operation changes; it is then no plain read.
    #[must_use]
    pub const fn with_effects(self, side_effects: &'static [SideEffect]) -> Self {
        Self {
            side_effects,
            is_read: false,
            ..self
        }
    }
}
