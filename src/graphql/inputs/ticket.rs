//! Filter and order of tickets: conditions on the conversations that they are.

use async_graphql::{Context, Enum, ID, InputObject, Result};

use crate::graphql::inputs::Bounds;
use crate::graphql::inputs::check::{
    DateTimeRange, FilterPolicy, ids, known, range, scan_limit, some, text, texts,
};
use crate::graphql::types::enums::{
    ChannelKind, ConversationStatus, OrderDirection, Priority, ProviderKind, SlaState,
    StatusCategory,
};
use crate::model::{self, ConversationCondition as Is, ConversationOrderField, Id};

/// Conditions on tickets; all that are given have to hold. Several values of one condition mean any of them, and null means
/// no condition.
#[derive(InputObject, Default)]
pub(crate) struct TicketFilter {
    /// Only these tickets, at most 100.
    ids: Option<Vec<ID>>,
    /// Only sources of these kinds.
    providers: Option<Vec<ProviderKind>>,
    /// Ticket numbers, within the asked sources.
    numbers: Option<Vec<String>>,
    /// Unified statuses.
    statuses: Option<Vec<ConversationStatus>>,
    /// Coarse groups.
    status_categories: Option<Vec<StatusCategory>>,
    /// Unified priorities.
    priorities: Option<Vec<Priority>>,
    /// Channels.
    channels: Option<Vec<ChannelKind>>,
    /// Assigned teammates.
    assignee_ids: Option<Vec<ID>>,
    /// Assigned teams.
    team_ids: Option<Vec<ID>>,
    /// Whether a teammate is assigned.
    is_assigned: Option<bool>,
    /// Has at least one of these tag names.
    tags_any: Option<Vec<String>>,
    /// Tickets of these contacts.
    requester_ids: Option<Vec<ID>>,
    /// Service level states. Providers: PostHog.
    sla_states: Option<Vec<SlaState>>,
    /// Whether snoozed.
    is_snoozed: Option<bool>,
    /// Full-text condition.
    text: Option<String>,
    /// Creation time.
    created_at: Option<DateTimeRange>,
    /// Time of the last change.
    updated_at: Option<DateTimeRange>,
    /// What to do when a source cannot evaluate a condition, or sort.
    #[graphql(default_with = "Some(FilterPolicy::Residual)")]
    policy: Option<FilterPolicy>,
    /// Most items the gateway reads per source and page while checking or sorting by itself, from 1 to 1000.
    #[graphql(default_with = "Some(200)")]
    scan_limit: Option<i32>,
}

/// Ordering of tickets.
#[derive(InputObject, Clone, Copy)]
pub(crate) struct TicketOrder {
    /// Sort key.
    #[graphql(default_with = "TicketOrderField::LastActivityAt")]
    field: TicketOrderField,
    /// Direction. Rows without a value come last in either one.
    #[graphql(default_with = "OrderDirection::Desc")]
    direction: OrderDirection,
}

/// Sort keys of tickets.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketOrderField {
    /// Last change.
    UpdatedAt,
    /// Latest activity.
    LastActivityAt,
    /// Creation.
    CreatedAt,
    /// Service level deadline. Providers: PostHog.
    SlaDueAt,
    /// Wake-up time.
    SnoozedUntil,
    /// Priority, ties broken by latest activity.
    Priority,
    /// Number, within one source only.
    Number,
}

impl TicketFilter {
    /// Checks every condition.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<(Vec<Is>, Bounds)> {
        let bounds = Bounds {
            providers: some("providers", self.providers)?,
            policy: self.policy,
            scan_limit: scan_limit(self.scan_limit)?,
        };
        let cases = |ids: Vec<Id<model::Ticket>>| ids.iter().map(Id::view_as).collect();
        let unknown_status = ConversationStatus::Unknown;
        let unknown_category = StatusCategory::Unknown;
        let conditions = [
            ids::<model::Ticket>(ctx, "ids", self.ids)?.map(|ids| Is::Ids(cases(ids))),
            texts("numbers", self.numbers)?.map(Is::Numbers),
            known("statuses", self.statuses, &unknown_status)?.map(Is::Statuses),
            known(
                "statusCategories",
                self.status_categories,
                &unknown_category,
            )?
            .map(Is::Categories),
            known("priorities", self.priorities, &Priority::Unknown)?.map(Is::Priorities),
            known("channels", self.channels, &ChannelKind::Unknown)?.map(Is::Channels),
            ids(ctx, "assigneeIds", self.assignee_ids)?.map(Is::Assignees),
            ids(ctx, "teamIds", self.team_ids)?.map(Is::Teams),
            self.is_assigned.map(Is::IsAssigned),
            texts("tagsAny", self.tags_any)?.map(Is::TagsAny),
            ids(ctx, "requesterIds", self.requester_ids)?.map(Is::Contacts),
            some("slaStates", self.sla_states)?
                .map(|states| Is::SlaStates(states.into_iter().map(Into::into).collect())),
            self.is_snoozed.map(Is::IsSnoozed),
            text("text", self.text)?.map(Is::Text),
            range("createdAt", self.created_at)?.map(Is::CreatedAt),
            range("updatedAt", self.updated_at)?.map(Is::UpdatedAt),
        ];
        Ok((conditions.into_iter().flatten().collect(), bounds))
    }
}

impl From<TicketOrder> for model::ConversationOrder {
    fn from(TicketOrder { field, direction }: TicketOrder) -> Self {
        use ConversationOrderField as Field;
        Self {
            field: match field {
                TicketOrderField::UpdatedAt => Field::UpdatedAt,
                TicketOrderField::LastActivityAt => Field::LastActivityAt,
                TicketOrderField::CreatedAt => Field::CreatedAt,
                TicketOrderField::SlaDueAt => Field::SlaDueAt,
                TicketOrderField::SnoozedUntil => Field::SnoozedUntil,
                TicketOrderField::Priority => Field::Priority,
                TicketOrderField::Number => Field::Number,
            },
            direction: direction.into(),
        }
    }
}
