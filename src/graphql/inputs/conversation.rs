//! Filter and order of conversations.

use async_graphql::{Context, Enum, ID, InputObject, Result};

use crate::graphql::error::bad_input;
use crate::graphql::inputs::Bounds;
use crate::graphql::inputs::check::{
    DateTimeRange, FilterPolicy, address, at, ids, known, range, scan_limit, some, text, texts,
};
use crate::graphql::types::enums::{
    ChannelKind, ConversationOrderField, ConversationStatus, OrderDirection, Priority,
    ProviderKind, SlaState, StatusCategory,
};
use crate::model::{self, ConversationCondition as Is, FieldCondition};

/// Conditions on conversations; all that are given have to hold. Several values of one condition mean any of them, and
/// null means no condition. Providers evaluate what they can; `sources` of the connection tells what the gateway checks.
#[derive(InputObject, Default)]
pub(crate) struct ConversationFilter {
    /// Only these conversations, at most 100.
    ids: Option<Vec<ID>>,
    /// Only sources of these kinds.
    providers: Option<Vec<ProviderKind>>,
    /// Unified statuses.
    statuses: Option<Vec<ConversationStatus>>,
    /// Coarse groups. All statuses are listed when no status condition is given, also on providers whose own default is
    /// open only.
    status_categories: Option<Vec<StatusCategory>>,
    /// Native statuses, for values without a unified name.
    native_statuses: Option<Vec<String>>,
    /// Unified priorities.
    priorities: Option<Vec<Priority>>,
    /// Channels.
    channels: Option<Vec<ChannelKind>>,
    /// Inboxes.
    inbox_ids: Option<Vec<ID>>,
    /// Assigned teammates.
    assignee_ids: Option<Vec<ID>>,
    /// Assigned teams.
    team_ids: Option<Vec<ID>>,
    /// Whether a teammate is assigned.
    is_assigned: Option<bool>,
    /// Has at least one of these tag names, compared without case.
    tags_any: Option<Vec<String>>,
    /// Has all of these tag names, compared without case.
    tags_all: Option<Vec<String>>,
    /// Conversations of these contacts.
    contact_ids: Option<Vec<ID>>,
    /// Conversations of contacts with this e-mail address, in every source.
    contact_email: Option<String>,
    /// Conversations of these companies.
    organization_ids: Option<Vec<ID>>,
    /// Service level states. Providers: PostHog.
    sla_states: Option<Vec<SlaState>>,
    /// Full-text condition, passed to each provider's own search. Sources without one are left out and say so.
    text: Option<String>,
    /// Whether the team has unread messages. Providers: PostHog, Nimchat.
    is_unread: Option<bool>,
    /// Whether it is snoozed.
    is_snoozed: Option<bool>,
    /// Creation time.
    created_at: Option<DateTimeRange>,
    /// Time of the last change of the record.
    updated_at: Option<DateTimeRange>,
    /// Time of the last activity.
    last_activity_at: Option<DateTimeRange>,
    /// Time it was resolved.
    closed_at: Option<DateTimeRange>,
    /// Conditions on custom fields.
    custom_fields: Option<Vec<CustomFieldFilter>>,
    /// What to do when a source cannot evaluate a condition, or sort.
    #[graphql(default_with = "Some(FilterPolicy::Residual)")]
    policy: Option<FilterPolicy>,
    /// Most items the gateway reads per source and page while checking or sorting by itself, from 1 to 1000.
    #[graphql(default_with = "Some(200)")]
    scan_limit: Option<i32>,
}

/// Condition on one custom field.
#[derive(InputObject)]
pub(crate) struct CustomFieldFilter {
    /// Key of the field.
    key: String,
    /// Comparison to apply.
    #[graphql(default_with = "FilterOperator::Equals")]
    operator: FilterOperator,
    /// Values to compare with, as text; several values mean any of them. None for `IS_PRESENT` and `IS_ABSENT`, one for
    /// `GREATER_THAN` and `LESS_THAN`.
    values: Vec<String>,
}

/// Comparison of a filter.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::FieldOperator")]
pub(crate) enum FilterOperator {
    /// Equal to one of the values.
    Equals,
    /// Different from all values.
    NotEquals,
    /// Contains one of the texts.
    Contains,
    /// Contains none of the texts.
    NotContains,
    /// Greater or later than the value.
    GreaterThan,
    /// Smaller or earlier than the value.
    LessThan,
    /// Has any value.
    IsPresent,
    /// Has no value.
    IsAbsent,
}

/// Ordering of conversations.
#[derive(InputObject, Clone, Copy)]
pub(crate) struct ConversationOrder {
    /// Sort key.
    #[graphql(default_with = "ConversationOrderField::LastActivityAt")]
    pub(crate) field: ConversationOrderField,
    /// Direction. Rows without a value come last in either one.
    #[graphql(default_with = "OrderDirection::Desc")]
    pub(crate) direction: OrderDirection,
}

impl ConversationFilter {
    /// Checks every condition.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<(Vec<Is>, Bounds)> {
        let bounds = Bounds {
            providers: some("providers", self.providers)?,
            policy: self.policy,
            scan_limit: scan_limit(self.scan_limit)?,
        };
        let unknown_status = ConversationStatus::Unknown;
        let unknown_category = StatusCategory::Unknown;
        let address = |value: String| address(&at("contactEmail"), &value);
        let conditions = [
            ids(ctx, "ids", self.ids)?.map(Is::Ids),
            known("statuses", self.statuses, &unknown_status)?.map(Is::Statuses),
            known(
                "statusCategories",
                self.status_categories,
                &unknown_category,
            )?
            .map(Is::Categories),
            texts("nativeStatuses", self.native_statuses)?.map(Is::NativeStatuses),
            known("priorities", self.priorities, &Priority::Unknown)?.map(Is::Priorities),
            known("channels", self.channels, &ChannelKind::Unknown)?.map(Is::Channels),
            ids(ctx, "inboxIds", self.inbox_ids)?.map(Is::Inboxes),
            ids(ctx, "assigneeIds", self.assignee_ids)?.map(Is::Assignees),
            ids(ctx, "teamIds", self.team_ids)?.map(Is::Teams),
            self.is_assigned.map(Is::IsAssigned),
            texts("tagsAny", self.tags_any)?.map(Is::TagsAny),
            texts("tagsAll", self.tags_all)?.map(Is::TagsAll),
            ids(ctx, "contactIds", self.contact_ids)?.map(Is::Contacts),
            self.contact_email
                .map(address)
                .transpose()?
                .map(Is::ContactEmail),
            ids(ctx, "organizationIds", self.organization_ids)?.map(Is::Organizations),
            some("slaStates", self.sla_states)?
                .map(|states| Is::SlaStates(states.into_iter().map(Into::into).collect())),
            text("text", self.text)?.map(Is::Text),
            self.is_unread.map(Is::IsUnread),
            self.is_snoozed.map(Is::IsSnoozed),
            range("createdAt", self.created_at)?.map(Is::CreatedAt),
            range("updatedAt", self.updated_at)?.map(Is::UpdatedAt),
            range("lastActivityAt", self.last_activity_at)?.map(Is::LastActivityAt),
            range("closedAt", self.closed_at)?.map(Is::ClosedAt),
        ];
        let mut conditions: Vec<_> = conditions.into_iter().flatten().collect();
        for field in some("customFields", self.custom_fields)?.unwrap_or_default() {
            conditions.push(Is::CustomField(field.read()?));
        }
        Ok((conditions, bounds))
    }
}

impl CustomFieldFilter {
    fn read(self) -> Result<FieldCondition> {
        let key = text("customFields.key", Some(self.key))?.unwrap_or_default();
        let expected = match self.operator {
            FilterOperator::IsPresent | FilterOperator::IsAbsent => 0..=0,
            FilterOperator::GreaterThan | FilterOperator::LessThan => 1..=1,
            FilterOperator::Equals
            | FilterOperator::NotEquals
            | FilterOperator::Contains
            | FilterOperator::NotContains => 1..=100,
        };
        if !expected.contains(&self.values.len()) {
            let (least, most) = (expected.start(), expected.end());
            let expected = format!("expected {least} to {most} values for this comparison");
            return Err(bad_input(&at("customFields.values"), &expected));
        }
        Ok(FieldCondition {
            key,
            operator: self.operator.into(),
            values: self.values,
        })
    }
}

impl From<ConversationOrder> for model::ConversationOrder {
    fn from(ConversationOrder { field, direction }: ConversationOrder) -> Self {
        Self {
            field: field.into(),
            direction: direction.into(),
        }
    }
}
