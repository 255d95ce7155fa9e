//! The static facts of a kind of API.

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use crate::graphql::context::ContextExt as _;
use crate::graphql::scalars::Url;
use crate::graphql::types::enums::{
    Capability, ChannelKind, ConversationOrderField, ConversationStatus, DocumentationLevel,
    HttpMethod, MessageKind, OrderDirection, PaginationStyle, Priority, ProviderKind, SideEffect,
    StatusCategory, SupportLevel, Visibility,
};
use crate::graphql::types::source::Source;
use crate::model::{ConversationField, GlobalId};
use crate::provider::{self, Operation, Profile, mapping};

pub(crate) struct Provider(pub(crate) &'static Profile);

impl Provider {
    /// For the `Node` interface, which calls methods with a context.
    pub(crate) fn global_id(&self) -> ID {
        GlobalId::Provider(self.0.kind).to_text().into()
    }
}

/// Static description of one kind of upstream API, independent of any account.
#[Object]
impl Provider {
    /// Opaque global ID.
    pub(crate) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Which API it is.
    async fn kind(&self) -> ProviderKind {
        self.0.kind.into()
    }

    /// Human name.
    async fn display_name(&self) -> &str {
        self.0.kind.display_name()
    }

    /// Entry page of the provider's API documentation; null when there is none any more.
    async fn docs_url(&self) -> Option<Url> {
        Url::of(self.0.docs_url)
    }

    /// What this provider calls the object served as Conversation.
    async fn conversation_meaning(&self) -> &str {
        self.0.meanings.conversation
    }

    /// What this provider calls the object served as Thread, or how it is synthesised.
    async fn thread_meaning(&self) -> &str {
        self.0.meanings.thread
    }

    /// What this provider calls the object served as Message.
    async fn message_meaning(&self) -> &str {
        self.0.meanings.message
    }

    /// What this provider calls the object served as Ticket, or why there is none.
    async fn ticket_meaning(&self) -> &str {
        self.0.meanings.ticket
    }

    /// Support level of every capability, before account-level restrictions.
    async fn capabilities(&self) -> Vec<CapabilitySupport> {
        CapabilitySupport::all(self.0)
    }

    /// Support level of one capability.
    async fn capability(
        &self,
        #[graphql(desc = "Capability to look up.")] name: Capability,
    ) -> CapabilitySupport {
        CapabilitySupport(self.0.capabilities.of(name.into()))
    }

    /// Table between native and unified conversation status.
    async fn status_mapping(&self) -> Vec<StatusMapping> {
        self.0.statuses.iter().map(StatusMapping::of).collect()
    }

    /// Table between native and unified priority; empty where the provider has none.
    async fn priority_mapping(&self) -> Vec<PriorityMapping> {
        self.0.priorities.iter().map(PriorityMapping::of).collect()
    }

    /// Table between native channel values and `ChannelKind`.
    async fn channel_mapping(&self) -> Vec<ChannelMapping> {
        self.0.channels.iter().map(ChannelMapping::of).collect()
    }

    /// Table between native message types and `MessageKind`.
    async fn message_kind_mapping(&self) -> Vec<MessageKindMapping> {
        self.0
            .message_kinds
            .iter()
            .map(MessageKindMapping::of)
            .collect()
    }

    /// Which list orderings the provider can produce itself.
    async fn conversation_orders(&self) -> Vec<OrderSupport> {
        self.0.orders.iter().map(OrderSupport::of).collect()
    }

    /// Which filter fields the provider can evaluate itself, each alone. Combinations may be evaluated partly; `sources` of
    /// a list tells.
    async fn conversation_filters(&self) -> Vec<FilterSupport> {
        let fields = ConversationField::ALL.iter();
        fields
            .map(|field| FilterSupport::of(self.0, *field))
            .collect()
    }

    /// How the provider pages its main list.
    async fn pagination(&self) -> PaginationTraits {
        PaginationTraits::of(&self.0.pagination)
    }

    /// Every upstream operation that the gateway can call.
    async fn operations(
        &self,
        #[graphql(desc = "Only reads when true and only writes when false; null gives both.")]
        read_only: Option<bool>,
    ) -> Vec<ProviderOperation> {
        let operations = self.0.operations.iter();
        let wanted = operations
            .filter(|operation| read_only.is_none_or(|wanted| operation.is_read == wanted));
        wanted.map(ProviderOperation::of).collect()
    }

    /// Configured accounts of this kind.
    async fn sources(&self, ctx: &Context<'_>) -> Vec<Source> {
        let sources = ctx.request().registry.sources();
        let mine = sources.filter(|source| source.provider.profile().kind == self.0.kind);
        mine.map(|source| Source(source.clone())).collect()
    }
}

pub(crate) struct CapabilitySupport(pub(crate) provider::Support);

impl CapabilitySupport {
    pub(crate) fn all(profile: &Profile) -> Vec<Self> {
        provider::Capability::ALL
            .iter()
            .map(|one| Self(profile.capabilities.of(*one)))
            .collect()
    }
}

/// Support level of one capability.
#[Object]
impl CapabilitySupport {
    /// Which capability.
    async fn capability(&self) -> Capability {
        self.0.capability.into()
    }

    /// How well it works.
    async fn level(&self) -> SupportLevel {
        self.0.level.into()
    }

    /// Restrictions in plain words; null when there are none.
    async fn notes(&self) -> Option<&str> {
        self.0.notes
    }

    /// Upstream operations behind it.
    async fn operation_ids(&self) -> &[&'static str] {
        self.0.operations
    }

    /// Side effects to expect.
    async fn side_effects(&self) -> Vec<SideEffect> {
        self.0
            .side_effects
            .iter()
            .copied()
            .map(Into::into)
            .collect()
    }

    /// Credential scopes the provider asks for.
    async fn required_scopes(&self) -> &[&'static str] {
        self.0.required_scopes
    }
}

/// One row of a status table.
#[derive(SimpleObject)]
pub(crate) struct StatusMapping {
    /// Value used by the provider, or a condition in words.
    native: &'static str,
    /// Unified value when reading.
    unified: ConversationStatus,
    /// Category of the unified value.
    category: StatusCategory,
    /// True when writing the unified value produces this native value.
    is_writable: bool,
}

impl StatusMapping {
    fn of(row: &mapping::StatusRow) -> Self {
        let mapping::StatusRow {
            native,
            unified,
            is_writable,
        } = *row;
        Self {
            native,
            unified: unified.into(),
            category: unified.category().into(),
            is_writable,
        }
    }
}

/// One row of a priority table.
#[derive(SimpleObject)]
pub(crate) struct PriorityMapping {
    /// Value used by the provider.
    native: &'static str,
    /// Unified value when reading.
    unified: Priority,
    /// True when writing the unified value produces this native value.
    is_writable: bool,
}

impl PriorityMapping {
    fn of(row: &mapping::PriorityRow) -> Self {
        let mapping::PriorityRow {
            native,
            unified,
            is_writable,
        } = *row;
        Self {
            native,
            unified: unified.into(),
            is_writable,
        }
    }
}

/// One row of a channel table.
#[derive(SimpleObject)]
pub(crate) struct ChannelMapping {
    /// Value used by the provider.
    native: &'static str,
    /// Unified value.
    unified: ChannelKind,
}

impl ChannelMapping {
    fn of(row: &mapping::ChannelRow) -> Self {
        let mapping::ChannelRow { native, unified } = *row;
        Self {
            native,
            unified: unified.into(),
        }
    }
}

/// One row of a message type table.
#[derive(SimpleObject)]
pub(crate) struct MessageKindMapping {
    /// Value or combination of values used by the provider.
    native: &'static str,
    /// Unified value.
    unified: MessageKind,
    /// Who can see such a message.
    visibility: Visibility,
}

impl MessageKindMapping {
    fn of(row: &mapping::MessageKindRow) -> Self {
        let mapping::MessageKindRow { native, unified } = *row;
        Self {
            native,
            unified: unified.into(),
            visibility: unified.visibility().into(),
        }
    }
}

/// Whether an ordering is available.
#[derive(SimpleObject)]
pub(crate) struct OrderSupport {
    /// Field to order by.
    field: ConversationOrderField,
    /// Directions the provider can produce.
    directions: Vec<OrderDirection>,
    /// How well the provider itself can do it.
    level: SupportLevel,
    /// Differences in meaning, for example which timestamp is used; null when there are none.
    notes: Option<&'static str>,
}

/// How a filter field is evaluated.
#[derive(SimpleObject)]
pub(crate) struct FilterSupport {
    /// Name of the field in a filter of conversations, or of tickets where only that has it.
    field: &'static str,
    /// NATIVE when pushed down, PARTIAL when pushed down and checked by the gateway, EMULATED when the gateway filters.
    level: SupportLevel,
    /// Restrictions, for example one value at a time; null when there are none.
    notes: Option<&'static str>,
}

impl FilterSupport {
    fn of(profile: &provider::Profile, field: ConversationField) -> Self {
        let support = profile.filter(field);
        let unsupported = provider::SupportLevel::Unsupported;
        Self {
            field: field.name(),
            level: support.map_or(unsupported, |support| support.level).into(),
            notes: support.and_then(|support| support.notes),
        }
    }
}

impl OrderSupport {
    fn of(support: &provider::OrderSupport) -> Self {
        let provider::OrderSupport {
            field,
            directions,
            level,
            notes,
        } = *support;
        Self {
            field: field.into(),
            directions: directions.iter().copied().map(Into::into).collect(),
            level: level.into(),
            notes,
        }
    }
}

/// How a provider pages its main list.
#[derive(SimpleObject)]
pub(crate) struct PaginationTraits {
    /// Kind of paging.
    style: PaginationStyle,
    /// Largest page the provider returns.
    max_page_size: usize,
    /// True when the page size cannot be chosen. Providers: Help Scout and Nimchat, 25.
    is_page_size_fixed: bool,
    /// False when new activity can shift items between pages while a client is paging.
    is_stable: bool,
    /// Resolution of the sort key, for example seconds or microseconds.
    key_precision: &'static str,
}

impl PaginationTraits {
    fn of(pagination: &provider::Pagination) -> Self {
        let provider::Pagination {
            style,
            max_page_size,
            is_page_size_fixed,
            is_row_costly: _,
            is_stable,
            key_precision,
        } = *pagination;
        Self {
            style: style.into(),
            max_page_size,
            is_page_size_fixed,
            is_stable,
            key_precision,
        }
    }
}

/// One REST operation of a provider.
#[derive(SimpleObject)]
pub(crate) struct ProviderOperation {
    /// Stable name given by the gateway, for example unthread.conversations.list.
    operation_id: &'static str,
    /// HTTP verb.
    method: HttpMethod,
    /// Path template.
    path: &'static str,
    /// What it does, in one line.
    summary: &'static str,
    /// True when it changes nothing a user can see.
    is_read_only: bool,
    /// Known side effects, also of operations that look like reads.
    side_effects: Vec<SideEffect>,
    /// How well its behaviour is known.
    documentation: DocumentationLevel,
}

impl ProviderOperation {
    fn of(operation: &Operation) -> Self {
        let Operation {
            id,
            method,
            path,
            summary,
            is_read,
            side_effects,
            documentation,
        } = *operation;
        Self {
            operation_id: id,
            method: method.into(),
            path,
            summary,
            is_read_only: is_read,
            side_effects: side_effects.iter().copied().map(Into::into).collect(),
            documentation: documentation.into(),
        }
    }
}

/// Lets a resolver that has only the kind answer for the provider.
pub(crate) fn of_kind(ctx: &Context<'_>, kind: crate::model::ProviderKind) -> Result<Provider> {
    let profile = ctx.request().registry.profile(kind);
    profile
        .map(Provider)
        .ok_or_else(|| crate::graphql::error::internal("a provider without a profile"))
}
