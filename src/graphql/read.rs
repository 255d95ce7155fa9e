//! How resolvers read single objects: by id, with what the query wants of them.
//!
//! Each answers in the shape that keeps a failure on its own field: `None` where there is nothing, an error where the
//! source failed.

use async_graphql::{Context, Result, SelectionField};

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::source_failed;
use crate::graphql::look_ahead::{self, selected};
use crate::graphql::types::actor::{Actor, Assignee, Bot, SystemActor};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::ActorKind;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::model::{self, Id};
use crate::provider;

type Field<T> = Option<Result<T>>;

fn field<T, U>(outcome: provider::Result<Option<T>>, wrap: impl FnOnce(T) -> U) -> Field<U> {
    match outcome {
        Ok(found) => found.map(|found| Ok(wrap(found))),
        Err(error) => Some(Err(source_failed(&error))),
    }
}

pub(crate) async fn conversation(
    ctx: &Context<'_>,
    id: &Id<model::Conversation>,
) -> Field<Conversation> {
    let parts = look_ahead::conversation(&selected(ctx));
    field(ctx.loaders().conversation(id, parts).await, Conversation)
}

pub(crate) async fn message(ctx: &Context<'_>, id: &Id<model::Message>) -> Field<Message> {
    let parts = look_ahead::message(&selected(ctx));
    field(ctx.loaders().message(id, parts).await, Message)
}

pub(crate) async fn latest_message(
    ctx: &Context<'_>,
    id: &Id<model::Conversation>,
) -> Field<Message> {
    let parts = look_ahead::message(&selected(ctx));
    field(ctx.loaders().latest_message(id, parts).await, Message)
}

pub(crate) async fn contact(ctx: &Context<'_>, id: &Id<model::Contact>) -> Field<Contact> {
    let parts = look_ahead::contact(&selected(ctx));
    field(ctx.loaders().contact(id, parts).await, Contact)
}

pub(crate) async fn organization(
    ctx: &Context<'_>,
    id: &Id<model::Organization>,
) -> Field<Organization> {
    let parts = look_ahead::organization(&selected(ctx));
    field(ctx.loaders().organization(id, parts).await, Organization)
}

pub(crate) async fn agent(ctx: &Context<'_>, id: &Id<model::Agent>) -> Field<Agent> {
    let parts = look_ahead::agent(&selected(ctx));
    field(ctx.loaders().agent(id, parts).await, Agent)
}

pub(crate) async fn team(ctx: &Context<'_>, id: &Id<model::Team>) -> Field<Team> {
    let parts = look_ahead::directory(&selected(ctx));
    field(ctx.loaders().team(id, parts).await, Team)
}

pub(crate) async fn tag(ctx: &Context<'_>, id: &Id<model::Tag>) -> Field<Tag> {
    let parts = look_ahead::directory(&selected(ctx));
    field(ctx.loaders().tag(id, parts).await, Tag)
}

pub(crate) async fn inbox(ctx: &Context<'_>, id: &Id<model::Inbox>) -> Field<Inbox> {
    let parts = look_ahead::directory(&selected(ctx));
    field(ctx.loaders().inbox(id, parts).await, Inbox)
}

/// Reads a list of tags; one failure makes the whole list unreadable, since a shorter list would be wrong.
pub(crate) async fn tags(ctx: &Context<'_>, ids: Option<&[Id<model::Tag>]>) -> Field<Vec<Tag>> {
    let found = futures_util::future::join_all(ids?.iter().map(|id| tag(ctx, id))).await;
    Some(found.into_iter().flatten().collect())
}

/// Reads teams like [`tags`].
pub(crate) async fn teams(ctx: &Context<'_>, ids: Option<&[Id<model::Team>]>) -> Field<Vec<Team>> {
    let found = futures_util::future::join_all(ids?.iter().map(|id| team(ctx, id))).await;
    Some(found.into_iter().flatten().collect())
}

pub(crate) async fn assignee(ctx: &Context<'_>, assignee: &model::Assignee) -> Field<Assignee> {
    match assignee {
        model::Assignee::Agent(id) => agent(ctx, id).await.map(|found| found.map(Assignee::Agent)),
        model::Assignee::Team(id) => team(ctx, id).await.map(|found| found.map(Assignee::Team)),
    }
}

/// Reads who acted. Somebody who is gone upstream stays visible, without a name.
pub(crate) async fn actor(ctx: &Context<'_>, actor: &model::Actor) -> Result<Actor> {
    actor_with(ctx, &selected(ctx), actor).await
}

/// Reads who acted, like [`actor`], as rows of a connection.
pub(crate) async fn actor_with(
    ctx: &Context<'_>,
    fields: &[SelectionField<'_>],
    actor: &model::Actor,
) -> Result<Actor> {
    match actor {
        model::Actor::Agent(id) => {
            let found = ctx.loaders().agent(id, look_ahead::agent(fields)).await;
            let gone = || Actor::System(SystemActor::gone(ActorKind::Agent));
            Ok(found
                .map_err(|error| source_failed(&error))?
                .map_or_else(gone, |agent| Actor::Agent(Agent(agent))))
        }
        model::Actor::Contact(id) => {
            let found = ctx.loaders().contact(id, look_ahead::contact(fields)).await;
            let gone = || Actor::System(SystemActor::gone(ActorKind::Contact));
            Ok(found
                .map_err(|error| source_failed(&error))?
                .map_or_else(gone, |contact| Actor::Contact(Contact(contact))))
        }
        model::Actor::Bot(bot) => Ok(Actor::Bot(Bot(bot.clone()))),
        model::Actor::System(name) => Ok(Actor::System(SystemActor::named(
            name.clone(),
            ActorKind::System,
        ))),
        model::Actor::Unknown(name) => Ok(Actor::System(SystemActor::named(
            name.clone(),
            ActorKind::Unknown,
        ))),
    }
}

/// Reads a list of those who acted; one failure makes the whole list unreadable.
pub(crate) async fn actors(
    ctx: &Context<'_>,
    actors: Option<&[model::Actor]>,
) -> Field<Vec<Actor>> {
    let fields = selected(ctx);
    let found =
        futures_util::future::join_all(actors?.iter().map(|one| actor_with(ctx, &fields, one)))
            .await;
    Some(found.into_iter().collect())
}
