//! A conversation seen as numbered work.

use async_graphql::{Context, Object, Result, SimpleObject};

use crate::graphql::context::ContextExt as _;
use crate::graphql::read;
use crate::graphql::scalars::DateTime;
use crate::graphql::types::actions;
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::{Conversation, Snooze};
use crate::graphql::types::enums::{
    ConversationStatus, Priority, SlaState, StatusCategory, TicketAction,
};
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::model::{self, Id, Served, TicketFacts};

pub(crate) struct Ticket {
    conversation: Served<model::Conversation>,
    facts: TicketFacts,
}

impl HasFacts for Ticket {
    fn facts_now(&self) -> Facts {
        let conversation = &*self.conversation.object;
        let id: Id<model::Ticket> = conversation.id.view_as();
        Facts::of(
            &id,
            conversation.web_url.as_deref(),
            self.conversation.freshness,
            conversation.raw.as_ref(),
        )
    }
}

impl Ticket {
    /// The ticket view of a conversation; `None` where the provider has no tickets.
    pub(crate) fn of(conversation: &Served<model::Conversation>) -> Option<Self> {
        let facts = conversation.object.ticket.clone()?;
        Some(Self {
            conversation: conversation.clone(),
            facts,
        })
    }

    fn model(&self) -> &model::Conversation {
        &self.conversation.object
    }
}

/// The work-item view of a conversation: same upstream object, looked at as something numbered that has to be finished.
/// Exists when the provider gives the object a human-facing number and a life cycle: PostHog, Unthread, Help Scout and
/// Nimchat, but not Cord. Reading it costs nothing beyond its conversation.
#[Object]
impl Ticket {
    #[graphql(flatten)]
    async fn source_facts(&self) -> Facts {
        self.facts_now()
    }

    /// What can be done with it, as far as this copy tells: show a button for nothing else.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<TicketAction> {
        actions::of_ticket(ctx, self.model())
    }

    /// The exchange behind the ticket; null when it is gone.
    async fn conversation(&self, ctx: &Context<'_>) -> Option<Result<Conversation>> {
        read::conversation(ctx, &self.model().id).await
    }

    /// Number people quote.
    async fn number(&self) -> &str {
        &self.facts.number
    }

    /// Title; null when there is none.
    async fn title(&self) -> Option<&str> {
        self.model().subject.as_deref()
    }

    /// Unified status.
    async fn status(&self) -> ConversationStatus {
        self.model().status.into()
    }

    /// Coarse group of the status.
    async fn status_category(&self) -> StatusCategory {
        self.model().status.category().into()
    }

    /// Status as the provider spells it.
    async fn native_status(&self) -> &str {
        &self.model().native_status
    }

    /// Unified priority.
    async fn priority(&self) -> Priority {
        self.model().priority.into()
    }

    /// Who asked; null when not known.
    async fn requester(&self, ctx: &Context<'_>) -> Option<Result<Contact>> {
        read::contact(ctx, self.model().contact.as_ref()?).await
    }

    /// Assigned teammate; null when there is none.
    async fn assignee(&self, ctx: &Context<'_>) -> Option<Result<Agent>> {
        read::agent(ctx, self.model().assignee.as_ref()?).await
    }

    /// Assigned team; null when there is none.
    async fn team(&self, ctx: &Context<'_>) -> Option<Result<Team>> {
        read::team(ctx, self.model().team.as_ref()?).await
    }

    /// Tags; null when they could not be read.
    async fn tags(&self, ctx: &Context<'_>) -> Option<Result<Vec<Tag>>> {
        read::tags(ctx, self.model().tags.as_deref()).await
    }

    /// Service level; null when there is no deadline. Providers: PostHog.
    async fn sla(&self, ctx: &Context<'_>) -> Option<Sla> {
        let due_at = self.facts.sla_due_at?;
        Some(Sla::of(due_at, ctx.request().clock.now()))
    }

    /// Set while snoozed.
    async fn snooze(&self) -> Option<Snooze> {
        self.model().snooze.as_ref().map(Snooze::of)
    }

    /// Whether AI solved it; null elsewhere. Providers: PostHog.
    async fn is_ai_resolved(&self) -> Option<bool> {
        self.facts.is_ai_resolved
    }

    /// Why it was escalated; null when it was not, or not told. Providers: PostHog.
    async fn escalation_reason(&self) -> Option<&str> {
        self.facts.escalation_reason.as_deref()
    }

    /// Messages the team has not seen; null elsewhere. Providers: PostHog, Nimchat.
    async fn unread_team_count(&self) -> Option<u32> {
        self.model().unread_count
    }

    /// Messages the contact has not seen; null elsewhere. Providers: PostHog.
    async fn unread_contact_count(&self) -> Option<u32> {
        self.facts.unread_contact_count
    }

    /// When created; null when not told.
    async fn created_at(&self) -> Option<DateTime> {
        self.model().created_at.map(DateTime)
    }

    /// When last changed; null when not told.
    async fn updated_at(&self) -> Option<DateTime> {
        self.model().updated_at.map(DateTime)
    }

    /// When resolved; null when it is not, or not told.
    async fn closed_at(&self) -> Option<DateTime> {
        self.model().closed_at.map(DateTime)
    }
}

/// Service level of a ticket.
#[derive(SimpleObject)]
pub(crate) struct Sla {
    /// Deadline.
    due_at: DateTime,
    /// Where it stands.
    state: SlaState,
    /// Seconds left, negative when breached.
    remaining_seconds: i64,
}

impl Sla {
    fn of(due_at: jiff::Timestamp, now: jiff::Timestamp) -> Self {
        let remaining_seconds = due_at.duration_since(now).as_secs();
        Self {
            due_at: due_at.into(),
            state: model::SlaState::of(Some(due_at), now).into(),
            remaining_seconds,
        }
    }
}
