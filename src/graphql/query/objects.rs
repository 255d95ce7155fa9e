//! Single objects by global id.

use async_graphql::{Context, ID, Object, Result};

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::source_failed;
use crate::graphql::look_ahead::{self, selected};
use crate::graphql::read;
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::thread::Thread;
use crate::graphql::types::ticket::Ticket;
use crate::model;

#[derive(Default)]
pub(super) struct ObjectQuery;

#[Object]
impl ObjectQuery {
    /// One conversation. Follows merges; null when there is none with this id.
    async fn conversation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Conversation>> {
        match ctx.id::<model::Conversation>("id", &id) {
            Ok(id) => read::conversation(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One thread; null when there is none with this id.
    async fn thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Thread>> {
        match ctx.id::<model::Thread>("id", &id) {
            Ok(id) => Thread::read(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One ticket; null when there is none with this id. Never marks it as read.
    async fn ticket(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Ticket>> {
        let id = match ctx.id::<model::Ticket>("id", &id) {
            Ok(id) => id.view_as::<model::Conversation>(),
            Err(error) => return Some(Err(error)),
        };
        match ctx
            .loaders()
            .conversation(&id, look_ahead::ticket(&selected(ctx)))
            .await
        {
            Ok(found) => Ticket::of(&found?).map(Ok),
            Err(error) => Some(Err(source_failed(&error))),
        }
    }

    /// One message; null when there is none with this id.
    async fn message(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Message>> {
        match ctx.id::<model::Message>("id", &id) {
            Ok(id) => read::message(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One contact; null when there is none with this id.
    async fn contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Contact>> {
        match ctx.id::<model::Contact>("id", &id) {
            Ok(id) => read::contact(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One company; null when there is none with this id.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Organization>> {
        match ctx.id::<model::Organization>("id", &id) {
            Ok(id) => read::organization(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One teammate; null when there is none with this id.
    async fn agent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Agent>> {
        match ctx.id::<model::Agent>("id", &id) {
            Ok(id) => read::agent(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One team; null when there is none with this id.
    async fn team(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Team>> {
        match ctx.id::<model::Team>("id", &id) {
            Ok(id) => read::team(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One tag; null when there is none with this id.
    async fn tag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Tag>> {
        match ctx.id::<model::Tag>("id", &id) {
            Ok(id) => read::tag(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }

    /// One inbox; null when there is none with this id.
    async fn inbox(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Inbox>> {
        match ctx.id::<model::Inbox>("id", &id) {
            Ok(id) => read::inbox(ctx, &id).await,
            Err(error) => Some(Err(error)),
        }
    }
}
