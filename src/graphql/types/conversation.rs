//! One case between the team and a contact.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use crate::graphql::connection::{ActorConnection, MessageConnection, ThreadConnection, plain};
use crate::graphql::read;
use crate::graphql::scalars::DateTime;
use crate::graphql::timeline::{self, MessagesArgs};
use crate::graphql::types::actions;
use crate::graphql::types::actor::Actor;
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::enums::{
    ChannelKind, ConversationAction, ConversationLinkKind, ConversationStatus, MessageKind,
    MessageOrder, Priority, RatingValue, StatusCategory, Visibility,
};
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::thread::Thread;
use crate::graphql::types::ticket::Ticket;
use crate::model::{self, ConversationParts, Served};
use crate::richtext;

pub(crate) struct Conversation(pub(crate) Served<model::Conversation>);

impl HasFacts for Conversation {
    fn facts_now(&self) -> Facts {
        let conversation = &*self.0.object;
        Facts::of(
            &conversation.id,
            conversation.web_url.as_deref(),
            self.0.freshness,
            conversation.raw.as_ref(),
        )
    }
}

/// One case between the team and a contact: the row of an inbox. It has one status, at most one assigned agent, and lives
/// in one source. Exactly one upstream object stands behind it: Unthread conversation, Cord thread, Help Scout
/// conversation, PostHog ticket, Nimchat conversation.
#[Object]
impl Conversation {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Number people quote. Unthread friendlyId, Help Scout number, PostHog `ticket_number`, Nimchat id. Null for Cord.
    async fn number(&self) -> Option<&str> {
        self.0.object.number.as_deref()
    }

    /// Title or e-mail subject; null when the channel has none.
    async fn subject(&self) -> Option<&str> {
        self.0.object.subject.as_deref()
    }

    /// Beginning of the latest message that the contact can see, at most 200 characters; null when there is none. Unthread
    /// does not tell in its lists whether the latest message is an internal note: do not show its previews to contacts.
    async fn preview(&self) -> Option<String> {
        self.0.object.preview.as_deref().map(richtext::preview)
    }

    /// Summary written by the provider; null elsewhere. Providers: Unthread.
    async fn summary(&self) -> Option<&str> {
        self.0.object.summary.as_deref()
    }

    /// Unified status.
    async fn status(&self) -> ConversationStatus {
        self.0.object.status.into()
    }

    /// Coarse group of the status.
    async fn status_category(&self) -> StatusCategory {
        self.0.object.status.category().into()
    }

    /// Status as the provider spells it; for Cord the words resolved or unresolved.
    async fn native_status(&self) -> &str {
        &self.0.object.native_status
    }

    /// When the status last changed; null when not told. Providers: Unthread, Cord for resolving.
    async fn status_changed_at(&self) -> Option<DateTime> {
        self.0.object.status_changed_at.map(DateTime)
    }

    /// True for trashed or unpublished conversations. Help Scout: state deleted.
    async fn is_archived(&self) -> bool {
        self.0.object.is_archived
    }

    /// Unified priority, NONE when unset or not offered.
    async fn priority(&self) -> Priority {
        self.0.object.priority.into()
    }

    /// Priority as the provider spells it; null when unset or not offered.
    async fn native_priority(&self) -> Option<&str> {
        self.0.object.native_priority.as_deref()
    }

    /// Where it takes place.
    async fn channel(&self) -> Channel {
        Channel::of(&self.0.object.channel)
    }

    /// Inbox it belongs to; null where the provider has none. Providers: Help Scout, Nimchat.
    async fn inbox(&self, ctx: &Context<'_>) -> Option<Result<Inbox>> {
        read::inbox(ctx, self.0.object.inbox.as_ref()?).await
    }

    /// Person the team is talking to. Null for internal conversations and for Cord threads without an outside
    /// participant.
    async fn contact(&self, ctx: &Context<'_>) -> Option<Result<Contact>> {
        read::contact(ctx, self.0.object.contact.as_ref()?).await
    }

    /// Company of the case; null when not known. Providers: Unthread customer, Cord group, Nimchat company.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Result<Organization>> {
        read::organization(ctx, self.0.object.organization.as_ref()?).await
    }

    /// What can be done with it, as far as this copy tells: show a button for nothing else.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<ConversationAction> {
        actions::of_conversation(ctx, &self.0.object)
    }

    /// Everyone who took part; null where the provider does not say. Providers: Unthread, Cord.
    async fn participants(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<ActorConnection>> {
        Some(plain::actors(ctx, self.0.object.participants.as_deref()?, first, after).await)
    }

    /// Assigned teammate; null when there is none.
    async fn assignee(&self, ctx: &Context<'_>) -> Option<Result<Agent>> {
        read::agent(ctx, self.0.object.assignee.as_ref()?).await
    }

    /// Assigned team; null when there is none. PostHog: role.
    async fn team(&self, ctx: &Context<'_>) -> Option<Result<Team>> {
        read::team(ctx, self.0.object.team.as_ref()?).await
    }

    /// Tags; null where the provider has none, or when they could not be read.
    async fn tags(&self, ctx: &Context<'_>) -> Option<Result<Vec<Tag>>> {
        read::tags(ctx, self.0.object.tags.as_deref()).await
    }

    /// Set while the conversation is snoozed.
    async fn snooze(&self) -> Option<Snooze> {
        self.0.object.snooze.as_ref().map(Snooze::of)
    }

    /// People who follow it; null elsewhere. Providers: Unthread followers, Cord subscribers.
    async fn followers(&self, ctx: &Context<'_>) -> Option<Result<Vec<Actor>>> {
        read::actors(ctx, self.0.object.followers.as_deref()).await
    }

    /// Messages the team has not read; Nimchat stops counting at 10. Null elsewhere. Providers: PostHog, Nimchat.
    async fn unread_count(&self) -> Option<u32> {
        self.0.object.unread_count
    }

    /// True when unreadCount is above zero; null when the provider does not track it.
    async fn is_unread(&self) -> Option<bool> {
        self.0.object.unread_count.map(|count| count > 0)
    }

    /// Number of messages without activity records; null when not told.
    async fn message_count(&self) -> Option<u32> {
        self.0.object.message_count
    }

    /// The thread the contact can see, or the only thread of an internal conversation. Costs no call by itself.
    async fn primary_thread(&self, ctx: &Context<'_>) -> Result<Thread> {
        Thread::primary(ctx, &self.0)
    }

    /// All threads, primary first; null when they could not be read.
    async fn threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Keep only threads of this visibility.")] visibility: Option<Visibility>,
    ) -> Option<Result<ThreadConnection>> {
        Some(timeline::threads(ctx, &self.0, first, after, visibility).await)
    }

    /// Messages of all threads in one timeline. `last: 20` gives the newest twenty in reading order, which every provider
    /// can do cheaply; without `first` and `last` it is `last: 25`. Null when they could not be read.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its filters"
    )]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size when paging forward, from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Page size when paging backward, from 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor to continue before.")] before: Option<String>,
        #[graphql(
            default_with = "Some(MessageOrder::OldestFirst)",
            desc = "Order of the page."
        )]
        order: Option<MessageOrder>,
        #[graphql(desc = "Keep only these kinds; null keeps all.")] kinds: Option<Vec<MessageKind>>,
        #[graphql(desc = "Keep only public or internal messages; null keeps both.")]
        visibility: Option<Visibility>,
    ) -> Option<Result<MessageConnection>> {
        let args = MessagesArgs {
            first,
            after,
            last,
            before,
            order: order.unwrap_or(MessageOrder::OldestFirst),
            kinds,
            visibility,
            thread: None,
        };
        Some(timeline::messages(ctx, &self.0.object.id, args).await)
    }

    /// First message, when the provider sends it along; null otherwise.
    async fn first_message(&self) -> Option<Message> {
        let message = self.0.object.first_message.as_ref()?;
        Some(Message(self.0.along(Arc::clone(message))))
    }

    /// Latest message that is not an activity record; null when there is none. Costs a call per conversation where the
    /// provider's list does not bring it along. Providers: PostHog.
    async fn last_message(&self, ctx: &Context<'_>) -> Option<Result<Message>> {
        if self
            .0
            .object
            .known
            .contains(ConversationParts::LAST_MESSAGE)
        {
            let message = self.0.object.last_message.as_ref()?;
            return Some(Ok(Message(self.0.along(Arc::clone(message)))));
        }
        read::latest_message(ctx, &self.0.object.id).await
    }

    /// Work-item view of this conversation; null for Cord, and until Unthread has given it a number.
    async fn ticket(&self) -> Option<Ticket> {
        Ticket::of(&self.0)
    }

    /// Satisfaction rating; null when there is none. Providers: Help Scout, Nimchat.
    async fn rating(&self) -> Option<Rating> {
        self.0.object.rating.as_ref().map(Rating::of)
    }

    /// Response and resolution times; null elsewhere. Providers: Unthread.
    async fn metrics(&self) -> Option<ConversationMetrics> {
        self.0.object.metrics.as_ref().map(ConversationMetrics::of)
    }

    /// Forwarded or otherwise linked conversations; null where the provider does not say with the conversation.
    async fn linked_conversations(&self) -> Option<Vec<ConversationLink>> {
        let links = self.0.object.links.as_ref()?;
        Some(links.iter().cloned().map(ConversationLink).collect())
    }

    /// When it started; null only for a Cord thread without messages.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.object.created_at.map(DateTime)
    }

    /// When the record last changed; null when not told.
    async fn updated_at(&self) -> Option<DateTime> {
        self.0.object.updated_at.map(DateTime)
    }

    /// Sort key of the inbox: Unthread lastActivityAt or else updatedAt, Cord latest message, Help Scout the newest known
    /// time, PostHog `updated_at`, Nimchat `last_activity_at`. Null only for a Cord thread without messages.
    async fn last_activity_at(&self) -> Option<DateTime> {
        self.0.object.last_activity_at.map(DateTime)
    }

    /// When it was resolved; null when it is not, or not told.
    async fn closed_at(&self) -> Option<DateTime> {
        self.0.object.closed_at.map(DateTime)
    }

    /// Since when the contact has been waiting; null when not waiting, or not told. Providers: Help Scout, Nimchat.
    async fn waiting_since(&self) -> Option<DateTime> {
        self.0.object.waiting_since.map(DateTime)
    }
}

/// Channel of a conversation or an inbox.
#[derive(SimpleObject)]
pub(crate) struct Channel {
    /// Unified channel.
    kind: ChannelKind,
    /// Value used by the provider.
    native: String,
    /// Finer native value such as `slack_bot_mention` or the Slack channel name; null when there is none.
    detail: Option<String>,
}

impl Channel {
    pub(crate) fn of(channel: &model::Channel) -> Self {
        let model::Channel {
            kind,
            native,
            detail,
        } = channel.clone();
        Self {
            kind: kind.into(),
            native,
            detail,
        }
    }
}

/// Snooze state.
#[derive(SimpleObject)]
pub(crate) struct Snooze {
    /// When it was snoozed; null when not told.
    since: Option<DateTime>,
    /// When it wakes up; null means with the next customer message.
    until: Option<DateTime>,
    /// True when a customer message ends the snooze.
    wakes_on_reply: bool,
}

impl Snooze {
    pub(crate) fn of(snooze: &model::Snooze) -> Self {
        let model::Snooze {
            since,
            until,
            wakes_on_reply,
        } = snooze.clone();
        Self {
            since: since.map(DateTime),
            until: until.map(DateTime),
            wakes_on_reply,
        }
    }
}

/// Satisfaction rating given by a contact.
#[derive(SimpleObject)]
pub(crate) struct Rating {
    /// Unified rating.
    value: RatingValue,
    /// Rating as the provider spells it, for example great or 5.
    native: String,
    /// Comment of the contact; null when there is none.
    comment: Option<String>,
}

impl Rating {
    pub(crate) fn of(rating: &model::Rating) -> Self {
        let model::Rating {
            value,
            native,
            comment,
        } = rating.clone();
        Self {
            value: value.into(),
            native,
            comment,
        }
    }
}

/// Times measured by the provider, in seconds.
#[derive(SimpleObject)]
pub(crate) struct ConversationMetrics {
    /// Until the first answer; null when not told.
    first_response_seconds: Option<i64>,
    /// Until the first answer, counting working hours only; null when not told.
    first_response_working_seconds: Option<i64>,
    /// Until it was resolved; null when not told.
    resolution_seconds: Option<i64>,
    /// Until it was resolved, counting working hours only; null when not told.
    resolution_working_seconds: Option<i64>,
}

impl ConversationMetrics {
    fn of(metrics: &model::Metrics) -> Self {
        let model::Metrics {
            first_response_seconds,
            first_response_working_seconds,
            resolution_seconds,
            resolution_working_seconds,
        } = metrics.clone();
        Self {
            first_response_seconds,
            first_response_working_seconds,
            resolution_seconds,
            resolution_working_seconds,
        }
    }
}

pub(crate) struct ConversationLink(model::ConversationLink);

/// Relation to another conversation.
#[Object]
impl ConversationLink {
    /// Kind of relation.
    async fn kind(&self) -> ConversationLinkKind {
        self.0.kind.into()
    }

    /// Global ID of the other conversation.
    async fn conversation_id(&self) -> ID {
        self.0.conversation.to_global().into()
    }

    /// Native ID of the other conversation.
    async fn native_id(&self) -> &str {
        self.0.conversation.native()
    }

    /// The other conversation; null when it is not accessible.
    async fn conversation(&self, ctx: &Context<'_>) -> Option<Result<Conversation>> {
        read::conversation(ctx, &self.0.conversation).await
    }
}
