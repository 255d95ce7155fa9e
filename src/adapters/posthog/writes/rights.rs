//! What the key may not do, whatever its scopes.

use std::sync::atomic::{AtomicBool, Ordering};

use secrecy::{ExposeSecret as _, SecretString};

use crate::model::command::Command;
use crate::provider::{Error, ErrorKind, Refusal};

/// What personal API keys begin with.
const PERSONAL: &str = "phx_";

/// What the key may not do.
#[derive(Debug)]
pub(in crate::adapters::posthog) struct Rights {
    is_personal: bool,
    /// Whether the server has refused to make a ticket.
    is_refused: AtomicBool,
}

impl Rights {
    pub(in crate::adapters::posthog) fn of(key: &SecretString) -> Self {
        Self {
            is_personal: key.expose_secret().starts_with(PERSONAL),
            is_refused: AtomicBool::new(false),
        }
    }

    /// Older servers refuse personal API keys for drafts, and newer ones have no drafts (the server's source).
    pub(super) const fn can_draft(&self) -> bool {
        !self.is_personal
    }

    /// Says what speaks against a write.
    pub(super) fn admit(&self, command: &Command) -> Result<(), Refusal> {
        let explanation = match command {
            Command::SuggestReply(_) if !self.can_draft() => {
                "PostHog drafts for sessions, not for personal API keys."
            }
            Command::CreateConversation(_) if self.is_refused.load(Ordering::Relaxed) => {
                "The server refuses to make tickets for this key; older ones do so for every personal API key."
            }
            _ => return Ok(()),
        };
        Err(Refusal::unsupported(explanation))
    }

    /// Learns from an attempt to make a ticket. Only that tells whether the server takes keys for it.
    pub(super) fn learn(&self, error: Error) -> Error {
        let wire = error.source.as_ref();
        let code = wire.and_then(|wire| wire.upstream_code.as_deref());
        if error.kind == ErrorKind::Forbidden && code == Some("permission_denied") {
            self.is_refused.store(true, Ordering::Relaxed);
        }
        error
    }
}
