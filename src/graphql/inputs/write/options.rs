//! What only one provider asks for when a conversation starts.

use async_graphql::{Context, Enum, ID, InputObject, OneofObject};

use super::{Parsed, Place, id_in, object};
use crate::graphql::scalars::Json;
use crate::model::SourceKey;
use crate::model::command::CreateOptions;
use crate::model::command::options;

/// Provider-only settings; must match the provider of the source.
#[derive(OneofObject)]
pub(crate) enum ConversationOptionsInput {
    /// For Unthread.
    Unthread(UnthreadConversationOptions),
    /// For Cord.
    Cord(CordConversationOptions),
    /// For Help Scout.
    HelpScout(HelpScoutConversationOptions),
    /// For PostHog.
    PostHog(PostHogConversationOptions),
    /// For Nimchat.
    Nimchat(NimchatConversationOptions),
}

/// Kinds of new Unthread conversations.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnthreadConversationType {
    /// In Slack.
    Slack,
    /// Internal.
    Triage,
    /// By e-mail.
    Email,
}

/// Unthread-only settings for a new conversation.
#[derive(InputObject)]
pub(crate) struct UnthreadConversationOptions {
    /// Where it takes place.
    #[graphql(name = "type")]
    kind: UnthreadConversationType,
    /// Slack channel; a direct message through the app when omitted.
    slack_channel_id: Option<String>,
    /// Triage channel, required for TRIAGE.
    triage_channel_id: Option<String>,
    /// E-mail inbox, required for EMAIL.
    email_inbox_id: Option<String>,
    /// Company to link, as a global Organization ID.
    customer_id: Option<ID>,
    /// Project.
    project_id: Option<String>,
    /// Ticket type, by its ID in Unthread.
    ticket_type_id: Option<String>,
    /// Notes.
    notes: Option<String>,
    /// Leave it out of reports.
    exclude_analytics: Option<bool>,
}

/// Cord-only settings for a new conversation.
#[derive(InputObject)]
pub(crate) struct CordConversationOptions {
    /// Group.
    group_id: String,
    /// Page context: a flat object.
    location: Json,
    /// Page address.
    url: String,
    /// ID chosen by the caller; makes creation repeatable.
    thread_id: Option<String>,
}

/// Help Scout-only settings for a new conversation.
#[derive(InputObject)]
pub(crate) struct HelpScoutConversationOptions {
    /// Mailbox.
    inbox_id: ID,
    /// email, chat or phone.
    #[graphql(name = "type", default_with = "\"email\".to_owned()")]
    kind: String,
    /// Whether the auto reply is sent.
    is_auto_reply_enabled: Option<bool>,
    /// Whether it is historic and must not notify anyone.
    is_imported: Option<bool>,
}

/// PostHog-only settings for a new conversation.
#[derive(InputObject)]
pub(crate) struct PostHogConversationOptions {
    /// E-mail channel to send from.
    email_config_id: ID,
    /// Rich content tree.
    rich_content: Option<Json>,
}

/// Nimchat-only settings for a new conversation.
#[derive(InputObject)]
pub(crate) struct NimchatConversationOptions {
    /// Inbox.
    inbox_id: ID,
    /// Contact identifier within the inbox; looked up from the recipient when omitted.
    source_id: Option<String>,
    /// Browser and channel data.
    additional_attributes: Option<Json>,
    /// Template parameters of a WhatsApp message.
    template_params: Option<Json>,
}

impl ConversationOptionsInput {
    pub(crate) fn options(
        input: Option<Self>,
        ctx: &Context<'_>,
        source: &SourceKey,
    ) -> Parsed<CreateOptions> {
        let Some(input) = input else {
            return Ok(CreateOptions::None);
        };
        Ok(match input {
            Self::Unthread(input) => CreateOptions::Unthread(input.options(ctx, source)?),
            Self::Cord(input) => CreateOptions::Cord(input.options()?),
            Self::HelpScout(input) => CreateOptions::HelpScout(input.options(ctx, source)?),
            Self::PostHog(PostHogConversationOptions {
                email_config_id,
                rich_content,
            }) => CreateOptions::PostHog(options::PostHogOptions {
                email_config_id: email_config_id.0,
                rich_content: rich_content.map(|json| json.0),
            }),
            Self::Nimchat(input) => CreateOptions::Nimchat(input.options(ctx, source)?),
        })
    }
}

const INBOX_OF_HELP_SCOUT: &Place = &["input", "options", "helpScout", "inboxId"];
const INBOX_OF_NIMCHAT: &Place = &["input", "options", "nimchat", "inboxId"];

impl UnthreadConversationOptions {
    fn options(self, ctx: &Context<'_>, source: &SourceKey) -> Parsed<options::UnthreadOptions> {
        let Self {
            kind,
            slack_channel_id,
            triage_channel_id,
            email_inbox_id,
            customer_id,
            project_id,
            ticket_type_id,
            notes,
            exclude_analytics,
        } = self;
        let place = ["input", "options", "unthread", "customerId"];
        let customer = customer_id.map(|id| id_in(ctx, source, &place, &id));
        let kind = match kind {
            UnthreadConversationType::Slack => "slack",
            UnthreadConversationType::Triage => "triage",
            UnthreadConversationType::Email => "email",
        };
        Ok(options::UnthreadOptions {
            kind: kind.to_owned(),
            slack_channel_id,
            triage_channel_id,
            email_inbox_id,
            customer: customer.transpose()?,
            project_id,
            ticket_type_id,
            notes,
            excludes_analytics: exclude_analytics,
        })
    }
}

impl CordConversationOptions {
    fn options(self) -> Parsed<options::CordOptions> {
        let Self {
            group_id,
            location,
            url,
            thread_id,
        } = self;
        let place = ["input", "options", "cord", "location"];
        Ok(options::CordOptions {
            group_id,
            location: object(&place, location)?,
            url,
            thread_id,
        })
    }
}

impl HelpScoutConversationOptions {
    fn options(self, ctx: &Context<'_>, source: &SourceKey) -> Parsed<options::HelpScoutOptions> {
        let Self {
            inbox_id,
            kind,
            is_auto_reply_enabled,
            is_imported,
        } = self;
        Ok(options::HelpScoutOptions {
            inbox: id_in(ctx, source, INBOX_OF_HELP_SCOUT, &inbox_id)?,
            kind,
            is_auto_reply_enabled,
            is_imported,
        })
    }
}

impl NimchatConversationOptions {
    fn options(self, ctx: &Context<'_>, source: &SourceKey) -> Parsed<options::NimchatOptions> {
        let Self {
            inbox_id,
            source_id,
            additional_attributes,
            template_params,
        } = self;
        Ok(options::NimchatOptions {
            inbox: id_in(ctx, source, INBOX_OF_NIMCHAT, &inbox_id)?,
            source_id,
            additional_attributes: additional_attributes.map(|json| json.0),
            template_params: template_params.map(|json| json.0),
        })
    }
}
