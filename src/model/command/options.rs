//! What only one provider asks for when a conversation starts.

use serde_json::Value;

use crate::model::{Id, Inbox, Organization, ProviderKind};

/// Settings of one provider.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateOptions {
    /// None are given.
    None,
    /// Of Unthread.
    Unthread(UnthreadOptions),
    /// Of Cord.
    Cord(CordOptions),
    /// Of Help Scout.
    HelpScout(HelpScoutOptions),
    /// Of PostHog.
    PostHog(PostHogOptions),
    /// Of Nimchat.
    Nimchat(NimchatOptions),
}

impl CreateOptions {
    /// Which provider they are for; `None` if none are given.
    #[must_use]
    pub const fn provider(&self) -> Option<ProviderKind> {
        match self {
            Self::None => None,
            Self::Unthread(_) => Some(ProviderKind::Unthread),
            Self::Cord(_) => Some(ProviderKind::Cord),
            Self::HelpScout(_) => Some(ProviderKind::HelpScout),
            Self::PostHog(_) => Some(ProviderKind::PostHog),
            Self::Nimchat(_) => Some(ProviderKind::Nimchat),
        }
    }
}

/// Settings of Unthread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnthreadOptions {
    /// Where it takes place: `slack`, `triage`, `email` or `widget`.
    pub kind: String,
    /// Slack channel; a direct message through the app when there is none.
    pub slack_channel_id: Option<String>,
    /// Triage channel.
    pub triage_channel_id: Option<String>,
    /// E-mail inbox.
    pub email_inbox_id: Option<String>,
    /// Company to link.
    pub customer: Option<Id<Organization>>,
    /// Project.
    pub project_id: Option<String>,
    /// Ticket type, by its native id.
    pub ticket_type_id: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// Whether it is left out of reports.
    pub excludes_analytics: Option<bool>,
}

/// Settings of Cord.
#[derive(Clone, Debug, PartialEq)]
pub struct CordOptions {
    /// Group.
    pub group_id: String,
    /// Page context: a flat object.
    pub location: serde_json::Map<String, Value>,
    /// Page address.
    pub url: String,
    /// Id chosen by the caller; makes creation repeatable.
    pub thread_id: Option<String>,
}

/// Settings of Help Scout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpScoutOptions {
    /// Mailbox.
    pub inbox: Id<Inbox>,
    /// `email`, `chat` or `phone`.
    pub kind: String,
    /// Whether the auto reply is sent.
    pub is_auto_reply_enabled: Option<bool>,
    /// Whether it is historic and must not notify anyone.
    pub is_imported: Option<bool>,
}

/// Settings of PostHog.
#[derive(Clone, Debug, PartialEq)]
pub struct PostHogOptions {
    /// E-mail channel to send from.
    pub email_config_id: String,
    /// Rich content tree.
    pub rich_content: Option<Value>,
}

/// Settings of Nimchat.
#[derive(Clone, Debug, PartialEq)]
pub struct NimchatOptions {
    /// Inbox.
    pub inbox: Id<Inbox>,
    /// Contact identifier within the inbox; found or made from the recipient when there is none.
    pub source_id: Option<String>,
    /// Browser and channel data.
    pub additional_attributes: Option<Value>,
    /// Template parameters of a `WhatsApp` message.
    pub template_params: Option<Value>,
}
