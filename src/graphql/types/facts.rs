//! What every object that was read from an account can tell.

use async_graphql::{Context, ID, Interface, Object, Result, SimpleObject};

use crate::graphql::context::ContextExt as _;
use crate::graphql::scalars::{DateTime, Json, Url};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::attachment::Attachment;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::ServedFrom;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::provider::Provider;
use crate::graphql::types::source::Source;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::thread::Thread;
use crate::graphql::types::ticket::Ticket;
use crate::model::{self, Id, Noun, Raw, SourceKey};

/// Anything that has a global ID and can be refetched with `node`.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Opaque global ID. It names the type, the source and the native ID, so it stays valid across restarts and never \
            clashes between sources."
))]
pub(crate) enum Node {
    Provider(Provider),
    Source(Source),
    Conversation(Conversation),
    Ticket(Ticket),
    Thread(Thread),
    Message(Message),
    Attachment(Attachment),
    Contact(Contact),
    Organization(Organization),
    Agent(Agent),
    Team(Team),
    Tag(Tag),
    Inbox(Inbox),
}

/// A node that was read from one upstream account.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Opaque global ID."),
    field(
        name = "source",
        ty = "Source",
        desc = "Account the object was read from."
    ),
    field(
        name = "native_id",
        ty = "String",
        desc = "Identifier used by the provider, as text."
    ),
    field(
        name = "web_url",
        ty = "Option<Url>",
        desc = "Link to the object in the provider's own web application; null when there is none."
    ),
    field(
        name = "freshness",
        ty = "Freshness",
        desc = "How old the served copy is and where it came from."
    ),
    field(
        name = "raw",
        ty = "Option<Json>",
        desc = "Upstream payload the object was built from, with secrets removed; null when there is none, or no such \
                part of it.",
        arg(
            name = "pointer",
            ty = "Option<String>",
            default_with = "Some(String::new())",
            desc = "JSON Pointer to a part of the payload such as /meta/sender; empty means everything."
        )
    )
)]
pub(crate) enum SourceObject {
    Conversation(Conversation),
    Ticket(Ticket),
    Thread(Thread),
    Message(Message),
    Attachment(Attachment),
    Contact(Contact),
    Organization(Organization),
    Agent(Agent),
    Team(Team),
    Tag(Tag),
    Inbox(Inbox),
}

/// The fields of [`SourceObject`]; each type takes them over with `#[graphql(flatten)]`.
pub(crate) struct Facts {
    id: ID,
    source: SourceKey,
    native_id: String,
    web_url: Option<Url>,
    freshness: model::Freshness,
    raw: Option<Raw>,
}

impl Facts {
    pub(crate) fn of<K: Noun>(
        id: &Id<K>,
        web_url: Option<&str>,
        freshness: model::Freshness,
        raw: Option<&Raw>,
    ) -> Self {
        Self {
            id: id.to_global().into(),
            source: id.source().clone(),
            native_id: id.native().to_owned(),
            web_url: web_url.and_then(Url::of),
            freshness,
            raw: raw.cloned(),
        }
    }
}

/// What every object that was read from an account can tell.
#[Object]
impl Facts {
    /// Opaque global ID.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// Account the object was read from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Source> {
        ctx.source(&self.source).map(Source)
    }

    /// Identifier used by the provider, as text.
    async fn native_id(&self) -> &str {
        &self.native_id
    }

    /// Link to the object in the provider's own web application; null when there is none.
    async fn web_url(&self) -> Option<&Url> {
        self.web_url.as_ref()
    }

    /// How old the served copy is and where it came from.
    async fn freshness(&self, ctx: &Context<'_>) -> Freshness {
        Freshness::of(self.freshness, ctx.request().clock.now())
    }

    /// Upstream payload the object was built from, with secrets removed; null when there is none, or no such part of it.
    async fn raw(
        &self,
        #[graphql(
            default_with = "Some(String::new())",
            desc = "JSON Pointer to a part of the payload such as /meta/sender; empty means everything."
        )]
        pointer: Option<String>,
    ) -> Option<Json> {
        let pointer = pointer.unwrap_or_default();
        self.raw
            .as_ref()
            .and_then(|raw| raw.pointer(&pointer))
            .map(Json)
    }
}

/// Gives the interfaces the methods that the flattened fields do not have.
pub(crate) trait HasFacts: Sync {
    fn facts_now(&self) -> Facts;

    async fn id(&self, _: &Context<'_>) -> Result<ID> {
        Ok(self.facts_now().id)
    }

    async fn source(&self, ctx: &Context<'_>) -> Result<Source> {
        ctx.source(&self.facts_now().source).map(Source)
    }

    async fn native_id(&self, _: &Context<'_>) -> Result<String> {
        Ok(self.facts_now().native_id)
    }

    async fn web_url(&self, _: &Context<'_>) -> Result<Option<Url>> {
        Ok(self.facts_now().web_url)
    }

    async fn freshness(&self, ctx: &Context<'_>) -> Result<Freshness> {
        Ok(Freshness::of(
            self.facts_now().freshness,
            ctx.request().clock.now(),
        ))
    }

    async fn raw(&self, _: &Context<'_>, pointer: Option<String>) -> Result<Option<Json>> {
        let pointer = pointer.unwrap_or_default();
        Ok(self
            .facts_now()
            .raw
            .and_then(|raw| raw.pointer(&pointer))
            .map(Json))
    }
}

/// Age and origin of a served object.
#[derive(SimpleObject)]
pub(crate) struct Freshness {
    /// When the gateway obtained this copy.
    fetched_at: DateTime,
    /// Whole seconds since fetchedAt.
    age_seconds: i64,
    /// True when the copy is past its time to live and is served because the source is failing or a newer copy is on its
    /// way.
    is_stale: bool,
    /// Where the copy came from.
    served_from: ServedFrom,
    /// When the cache entry ends; null when the object is not cached.
    expires_at: Option<DateTime>,
}

impl Freshness {
    pub(crate) fn of(freshness: model::Freshness, now: jiff::Timestamp) -> Self {
        let model::Freshness {
            fetched_at,
            expires_at,
            served_from,
            is_stale,
        } = freshness;
        Self {
            fetched_at: fetched_at.into(),
            age_seconds: now.duration_since(fetched_at).as_secs().max(0),
            is_stale,
            served_from: served_from.into(),
            expires_at: expires_at.map(DateTime),
        }
    }
}
