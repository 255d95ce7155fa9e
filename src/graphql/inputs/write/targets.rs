//! What is set: statuses, priorities, assignees, recipients, custom fields.

use async_graphql::{Context, ID, InputObject, OneofObject};

use super::{Parsed, Place, email, id_in};
use crate::graphql::context::ContextExt as _;
use crate::graphql::scalars::Json;
use crate::graphql::types::enums::{ConversationStatus, Priority};
use crate::model::command::{FieldValue, PriorityTarget, Recipient, StatusTarget};
use crate::model::{Assignee, SourceKey};
use crate::provider::Refusal;

/// Status to set; give exactly one.
#[derive(OneofObject, Clone)]
pub(crate) enum StatusInput {
    /// Unified status; must be writable for the provider.
    Status(ConversationStatus),
    /// The provider's own value, for values without a unified name.
    NativeStatus(String),
}

impl From<StatusInput> for StatusTarget {
    fn from(input: StatusInput) -> Self {
        match input {
            StatusInput::Status(status) => Self::Unified(status.into()),
            StatusInput::NativeStatus(native) => Self::Native(native),
        }
    }
}

/// Priority to set; give exactly one.
#[derive(OneofObject, Clone)]
pub(crate) enum PriorityInput {
    /// Unified priority; must be writable for the provider.
    Priority(Priority),
    /// The provider's own value.
    NativePriority(String),
}

impl From<PriorityInput> for PriorityTarget {
    fn from(input: PriorityInput) -> Self {
        match input {
            PriorityInput::Priority(priority) => Self::Unified(priority.into()),
            PriorityInput::NativePriority(native) => Self::Native(native),
        }
    }
}

/// Who should get the work; give exactly one.
#[derive(OneofObject, Clone)]
pub(crate) enum AssigneeInput {
    /// Teammate.
    AgentId(ID),
    /// Team.
    TeamId(ID),
    /// Teammate by e-mail address, looked up in the source of the conversation; lets one call assign across sources.
    AgentEmail(String),
}

impl AssigneeInput {
    /// The assignee in the source of a write. `place` is where this input stands.
    pub(crate) async fn assignee(
        self,
        ctx: &Context<'_>,
        source: &SourceKey,
        place: &Place,
    ) -> Parsed<Assignee> {
        let at = |field| [place, &[field]].concat();
        match self {
            Self::AgentId(id) => id_in(ctx, source, &at("agentId"), &id).map(Assignee::Agent),
            Self::TeamId(id) => id_in(ctx, source, &at("teamId"), &id).map(Assignee::Team),
            Self::AgentEmail(address) => {
                let place = at("agentEmail");
                let address = email(&place, address)?;
                let (writes, call) = (&ctx.request().writes, &ctx.request().read.call);
                let found = writes.agent_by_email(call, source, &address).await;
                let none =
                    || Refusal::not_found(&place, "No teammate of the source has this address.");
                found
                    .map_err(|refusal| refusal.at(&place))?
                    .ok_or_else(none)
                    .map(Assignee::Agent)
            }
        }
    }
}

/// Who should get a new conversation; give exactly one.
#[derive(OneofObject)]
pub(crate) enum RecipientInput {
    /// Known contact of the same source.
    ContactId(ID),
    /// E-mail address; a contact is created when the provider does so.
    Email(String),
    /// PostHog distinct ID, Nimchat source ID or Unthread user ID.
    ExternalId(String),
}

impl RecipientInput {
    pub(crate) fn recipient(self, ctx: &Context<'_>, source: &SourceKey) -> Parsed<Recipient> {
        match self {
            Self::ContactId(id) => {
                let place = ["input", "recipient", "contactId"];
                id_in(ctx, source, &place, &id).map(Recipient::Contact)
            }
            Self::Email(address) => {
                email(&["input", "recipient", "email"], address).map(Recipient::Email)
            }
            Self::ExternalId(id) if id.trim().is_empty() => {
                let place = ["input", "recipient", "externalId"];
                Err(Refusal::bad_input(&place, "The identifier is empty."))
            }
            Self::ExternalId(id) => Ok(Recipient::ExternalId(id)),
        }
    }
}

/// Value to write into a custom field.
#[derive(InputObject)]
pub(crate) struct CustomFieldInput {
    /// Key of the field.
    key: String,
    /// New value; null clears the field.
    value: Option<Json>,
}

/// Values for custom fields, each key once.
pub(crate) fn custom_fields(
    place: &Place,
    fields: Option<Vec<CustomFieldInput>>,
) -> Parsed<Vec<FieldValue>> {
    let mut values: Vec<FieldValue> = Vec::new();
    for CustomFieldInput { key, value } in fields.unwrap_or_default() {
        if key.trim().is_empty() {
            return Err(Refusal::bad_input(
                place,
                "The key of a custom field is empty.",
            ));
        }
        if values.iter().any(|field| field.key == key) {
            return Err(Refusal::bad_input(
                place,
                format!("The key `{key}` is given twice."),
            ));
        }
        let value = value.map_or(serde_json::Value::Null, |json| json.0);
        values.push(FieldValue { key, value });
    }
    Ok(values)
}
