//! One entry in the timeline of a thread.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};

use crate::graphql::read;
use crate::graphql::scalars::{DateTime, Json};
use crate::graphql::types::actions;
use crate::graphql::types::actor::Actor;
use crate::graphql::types::attachment::Attachment;
use crate::graphql::types::body::MessageBody;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::{Conversation, Rating};
use crate::graphql::types::enums::{
    ActivityType, MessageAction, MessageDirection, MessageKind, MessageState, Visibility,
};
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::thread::Thread;
use crate::model::{self, Served};

pub(crate) struct Message(pub(crate) Served<model::Message>);

impl HasFacts for Message {
    fn facts_now(&self) -> Facts {
        let message = &*self.0.object;
        Facts::of(
            &message.id,
            message.web_url.as_deref(),
            self.0.freshness,
            message.raw.as_ref(),
        )
    }
}

/// One entry in the timeline of a thread: a message, a note, a call log or a record of something that happened.
#[Object]
impl Message {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Conversation it belongs to; null when it is gone.
    async fn conversation(&self, ctx: &Context<'_>) -> Option<Result<Conversation>> {
        read::conversation(ctx, &self.0.object.conversation()).await
    }

    /// Thread it belongs to; null when its conversation is gone.
    async fn thread(&self, ctx: &Context<'_>) -> Option<Result<Thread>> {
        Thread::read(ctx, &self.0.object.thread).await
    }

    /// What can be done with it, as far as this copy tells.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<MessageAction> {
        actions::of_message(ctx, &self.0.object)
    }

    /// What it is.
    async fn kind(&self) -> MessageKind {
        self.0.object.kind.into()
    }

    /// Type as the provider spells it.
    async fn native_kind(&self) -> &str {
        &self.0.object.native_kind
    }

    /// Who can see it. What is not known to be public is internal.
    async fn visibility(&self) -> Visibility {
        self.0.object.visibility.into()
    }

    /// Direction of travel.
    async fn direction(&self) -> MessageDirection {
        self.0.object.direction().into()
    }

    /// Delivery or life-cycle state.
    async fn state(&self) -> MessageState {
        self.0.object.state.into()
    }

    /// Who wrote it; null when unknown.
    async fn author(&self, ctx: &Context<'_>) -> Option<Result<Actor>> {
        Some(read::actor(ctx, self.0.object.author.as_ref()?).await)
    }

    /// Person the author spoke for; null elsewhere. Providers: Unthread.
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> Option<Result<Contact>> {
        read::contact(ctx, self.0.object.on_behalf_of.as_ref()?).await
    }

    /// Content; null for activity records and deleted messages.
    async fn body(&self) -> Option<MessageBody> {
        self.0.object.body.clone().map(MessageBody)
    }

    /// What happened, for activity records; null for everything else.
    async fn activity(&self) -> Option<MessageActivity> {
        self.0.object.activity.as_ref().map(MessageActivity::of)
    }

    /// Mail addresses; null elsewhere. Providers: Help Scout, Nimchat e-mail.
    async fn recipients(&self) -> Option<MessageRecipients> {
        self.0.object.recipients.as_ref().map(MessageRecipients::of)
    }

    /// Files; null when they could not be read.
    async fn attachments(&self) -> Option<Vec<Attachment>> {
        let files = self.0.object.attachments.as_ref()?;
        Some(
            files
                .iter()
                .map(|file| Attachment(self.0.along(Arc::clone(file))))
                .collect(),
        )
    }

    /// Emoji reactions. Providers: Cord.
    async fn reactions(&self) -> Vec<Reaction> {
        self.0
            .object
            .reactions
            .iter()
            .cloned()
            .map(Reaction)
            .collect()
    }

    /// Rating given to this message; null when there is none. Providers: Help Scout.
    async fn rating(&self) -> Option<Rating> {
        self.0.object.rating.as_ref().map(Rating::of)
    }

    /// Message it answers; null when it answers none. Providers: Nimchat.
    async fn in_reply_to(&self, ctx: &Context<'_>) -> Option<Result<Message>> {
        read::message(ctx, self.0.object.in_reply_to.as_ref()?).await
    }

    /// Structured content such as cards, forms and Slack blocks; null when there is none. Providers: Nimchat, Unthread.
    async fn interactive(&self) -> Option<Json> {
        self.0.object.interactive.clone().map(Json)
    }

    /// When it was created.
    async fn created_at(&self) -> DateTime {
        self.0.object.created_at.into()
    }

    /// When it was last edited; null when it never was, or not told.
    async fn edited_at(&self) -> Option<DateTime> {
        self.0.object.edited_at.map(DateTime)
    }

    /// When it was deleted; null when it was not, or not told.
    async fn deleted_at(&self) -> Option<DateTime> {
        self.0.object.deleted_at.map(DateTime)
    }

    /// When it will be sent; null when it is not scheduled. Providers: Help Scout.
    async fn scheduled_for(&self) -> Option<DateTime> {
        self.0.object.scheduled_for.map(DateTime)
    }

    /// When the contact opened it; null when not told. Providers: Help Scout.
    async fn read_at(&self) -> Option<DateTime> {
        self.0.object.read_at.map(DateTime)
    }

    /// Who has seen it; null elsewhere. Providers: Cord.
    async fn seen_by(&self, ctx: &Context<'_>) -> Option<Result<Vec<Actor>>> {
        read::actors(ctx, self.0.object.seen_by.as_deref()).await
    }
}

/// Structured record of something that happened.
#[derive(SimpleObject)]
pub(crate) struct MessageActivity {
    /// Unified type.
    #[graphql(name = "type")]
    kind: ActivityType,
    /// Type as the provider spells it.
    native: String,
    /// Sentence fit for display.
    text: String,
    /// Previous value; null when not told.
    from: Option<String>,
    /// New value; null when not told.
    to: Option<String>,
}

impl MessageActivity {
    fn of(activity: &model::Activity) -> Self {
        let model::Activity {
            kind,
            native,
            text,
            from,
            to,
        } = activity.clone();
        Self {
            kind: kind.into(),
            native,
            text,
            from,
            to,
        }
    }
}

/// Mail addresses of a message.
#[derive(SimpleObject)]
pub(crate) struct MessageRecipients {
    /// Direct recipients.
    to: Vec<String>,
    /// Copied.
    cc: Vec<String>,
    /// Blind-copied.
    bcc: Vec<String>,
}

impl MessageRecipients {
    fn of(recipients: &model::Recipients) -> Self {
        let model::Recipients { to, cc, bcc } = recipients.clone();
        Self { to, cc, bcc }
    }
}

pub(crate) struct Reaction(model::Reaction);

/// Emoji reaction.
#[Object]
impl Reaction {
    /// The emoji.
    async fn emoji(&self) -> &str {
        &self.0.emoji
    }

    /// Who reacted; null when not told.
    async fn actor(&self, ctx: &Context<'_>) -> Option<Result<Actor>> {
        Some(read::actor(ctx, self.0.actor.as_ref()?).await)
    }

    /// When; null when not told.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.created_at.map(DateTime)
    }
}
