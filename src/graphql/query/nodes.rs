//! Any object by global id.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use futures_util::future::join_all;

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::{bad_id, bad_input, source_failed};
use crate::graphql::look_ahead::{self, selected};
use crate::graphql::read;
use crate::graphql::types::attachment::Attachment;
use crate::graphql::types::facts::Node;
use crate::graphql::types::provider;
use crate::graphql::types::source::Source;
use crate::graphql::types::thread::Thread;
use crate::graphql::types::ticket::Ticket;
use crate::model::{self, GlobalId, Id, NodeKind};

#[derive(Default)]
pub(super) struct NodeQuery;

/// Most ids of one request for several nodes.
const MOST_NODES: usize = 100;

#[Object]
impl NodeQuery {
    /// Any object by global ID; null when it does not exist.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ID.")] id: ID,
    ) -> Option<Result<Node>> {
        node(ctx, "id", &id).await
    }

    /// Several objects, in the order of the IDs, with null for missing ones.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 global IDs.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        if ids.len() > MOST_NODES {
            return Err(bad_input(
                "ids",
                &format!("expected at most {MOST_NODES} ids"),
            ));
        }
        Ok(join_all(ids.iter().map(|id| node(ctx, "ids", id))).await)
    }

    /// Parts of a global ID, for exploring; null when it is malformed.
    async fn decode_id(&self, #[graphql(desc = "Global ID.")] id: ID) -> Option<DecodedId> {
        GlobalId::parse(&id).ok().map(|id| DecodedId::of(&id))
    }
}

async fn node(ctx: &Context<'_>, argument: &str, id: &str) -> Option<Result<Node>> {
    match GlobalId::parse(id) {
        Err(error) => Some(Err(bad_id(argument, &error))),
        Ok(GlobalId::Provider(kind)) => Some(provider::of_kind(ctx, kind).map(Node::Provider)),
        Ok(GlobalId::Source(key)) => {
            let source = ctx.request().registry.source(key.as_str())?;
            Some(Ok(Node::Source(Source(source.clone()))))
        }
        Ok(GlobalId::Object(kind, id)) => match ctx.known_source(argument, id.source()) {
            Ok(()) => object(ctx, kind, &id).await,
            Err(error) => Some(Err(error)),
        },
    }
}

async fn object(ctx: &Context<'_>, kind: NodeKind, id: &Id<()>) -> Option<Result<Node>> {
    match kind {
        // Their ids carry no object.
        NodeKind::Provider | NodeKind::Source => None,
        NodeKind::Conversation => Some(
            read::conversation(ctx, &id.view_as())
                .await?
                .map(Node::Conversation),
        ),
        NodeKind::Ticket => ticket(ctx, &id.view_as()).await,
        NodeKind::Thread => Some(Thread::read(ctx, &id.view_as()).await?.map(Node::Thread)),
        NodeKind::Message => Some(read::message(ctx, &id.view_as()).await?.map(Node::Message)),
        NodeKind::Attachment => attachment(ctx, &id.view_as()).await,
        NodeKind::Contact => Some(read::contact(ctx, &id.view_as()).await?.map(Node::Contact)),
        NodeKind::Organization => Some(
            read::organization(ctx, &id.view_as())
                .await?
                .map(Node::Organization),
        ),
        NodeKind::Agent => Some(read::agent(ctx, &id.view_as()).await?.map(Node::Agent)),
        NodeKind::Team => Some(read::team(ctx, &id.view_as()).await?.map(Node::Team)),
        NodeKind::Tag => Some(read::tag(ctx, &id.view_as()).await?.map(Node::Tag)),
        NodeKind::Inbox => Some(read::inbox(ctx, &id.view_as()).await?.map(Node::Inbox)),
    }
}

async fn ticket(ctx: &Context<'_>, id: &Id<model::Conversation>) -> Option<Result<Node>> {
    let parts = look_ahead::ticket(&selected(ctx));
    match ctx.loaders().conversation(id, parts).await {
        Ok(found) => Ticket::of(&found?).map(|ticket| Ok(Node::Ticket(ticket))),
        Err(error) => Some(Err(source_failed(&error))),
    }
}

/// A file is read with the message that carries it.
async fn attachment(ctx: &Context<'_>, id: &Id<model::Attachment>) -> Option<Result<Node>> {
    let message = match ctx
        .loaders()
        .message(&id.parent()?, model::MessageParts::DETAIL)
        .await
    {
        Ok(found) => found?,
        Err(error) => return Some(Err(source_failed(&error))),
    };
    let files = message.object.attachments.as_ref()?;
    let file = files.iter().find(|file| file.id == *id)?;
    Some(Ok(Node::Attachment(Attachment(
        message.along(file.clone()),
    ))))
}

/// Parts of a global ID.
#[derive(SimpleObject)]
struct DecodedId {
    /// GraphQL type.
    type_name: String,
    /// Source; null for a kind of API.
    source_key: Option<String>,
    /// Native ID; null for a source.
    native_id: Option<String>,
    /// Native IDs of what the object lives in, outermost first.
    parent_native_ids: Vec<String>,
    /// What helps to read it again, for example the ticket number used to read a PostHog ticket without marking it read;
    /// null when nothing does.
    hint: Option<String>,
}

impl DecodedId {
    fn of(id: &GlobalId) -> Self {
        let type_name = id.kind().type_name().to_owned();
        let mut parts = Self {
            type_name,
            source_key: None,
            native_id: None,
            parent_native_ids: Vec::new(),
            hint: None,
        };
        match id {
            GlobalId::Provider(kind) => parts.native_id = Some(kind.slug().to_owned()),
            GlobalId::Source(key) => parts.source_key = Some(key.to_string()),
            GlobalId::Object(_, id) => {
                parts.source_key = Some(id.source().to_string());
                parts.native_id = Some(id.native().to_owned());
                parts.parent_native_ids = id.parents().map(str::to_owned).collect();
                parts.hint = id.hint().map(str::to_owned);
            }
        }
        parts
    }
}
