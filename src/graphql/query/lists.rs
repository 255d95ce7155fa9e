//! Lists over all sources.

use async_graphql::{Context, Object, Result};

use crate::graphql::connection::MergedConnection;
use crate::graphql::inputs::contact::{ContactFilter, ContactOrder};
use crate::graphql::inputs::conversation::{ConversationFilter, ConversationOrder};
use crate::graphql::inputs::ticket::{TicketFilter, TicketOrder};
use crate::graphql::lists::{self, Paging, Scope};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::SourceErrorPolicy;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::ticket::Ticket;

#[derive(Default)]
pub(super) struct ListQuery;

#[Object]
impl ListQuery {
    /// One globally ordered list over all sources, merged while reading.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
        #[graphql(desc = "Ordering; latest activity first when omitted.")] order_by: Option<
            ConversationOrder,
        >,
        #[graphql(
            default_with = "Some(SourceErrorPolicy::Partial)",
            desc = "What to do when one of the sources fails."
        )]
        on_source_error: Option<SourceErrorPolicy>,
    ) -> Result<MergedConnection<Conversation>> {
        let scope = Scope::named(ctx, sources, on_source_error)?;
        let paging = Paging { first, after };
        lists::conversations(
            ctx,
            scope,
            paging,
            lists::Wanted {
                filter,
                order: order_by,
                own: Vec::new(),
            },
        )
        .await
    }

    /// One globally ordered list of tickets over all sources that have them. Sources without tickets say so.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn tickets(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Conditions.")] filter: Option<TicketFilter>,
        #[graphql(desc = "Ordering; latest activity first when omitted.")] order_by: Option<
            TicketOrder,
        >,
        #[graphql(
            default_with = "Some(SourceErrorPolicy::Partial)",
            desc = "What to do when one of the sources fails."
        )]
        on_source_error: Option<SourceErrorPolicy>,
    ) -> Result<MergedConnection<Ticket>> {
        let scope = Scope::named(ctx, sources, on_source_error)?;
        lists::tickets(ctx, scope, Paging { first, after }, filter, order_by).await
    }

    /// Contacts over all sources.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Conditions.")] filter: Option<ContactFilter>,
        #[graphql(
            desc = "Ordering. When omitted the sources come one after another, each in its own order: the cheapest way to see all."
        )]
        order_by: Option<ContactOrder>,
        #[graphql(
            default_with = "Some(SourceErrorPolicy::Partial)",
            desc = "What to do when one of the sources fails."
        )]
        on_source_error: Option<SourceErrorPolicy>,
    ) -> Result<MergedConnection<Contact>> {
        let scope = Scope::named(ctx, sources, on_source_error)?;
        let paging = Paging { first, after };
        lists::contacts(
            ctx,
            scope,
            paging,
            lists::Wanted {
                filter,
                order: order_by,
                own: Vec::new(),
            },
        )
        .await
    }

    /// Companies over all sources: the sources one after another, each in its own order.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Text in the name.")] text: Option<String>,
    ) -> Result<MergedConnection<Organization>> {
        let scope = Scope::named(ctx, sources, None)?;
        lists::organizations(ctx, scope, Paging { first, after }, text).await
    }

    /// Teammates over all sources, by name.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn agents(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Exact e-mail address, compared without case.")] email: Option<String>,
        #[graphql(desc = "Text in name or e-mail.")] text: Option<String>,
    ) -> Result<MergedConnection<Agent>> {
        let scope = Scope::named(ctx, sources, None)?;
        lists::agents(ctx, scope, Paging { first, after }, email, text).await
    }

    /// Teams over all sources, by name.
    async fn teams(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Team>> {
        lists::teams(
            ctx,
            Scope::named(ctx, sources, None)?,
            Paging { first, after },
        )
        .await
    }

    /// Tags over all sources, by name.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging, its scope and its conditions"
    )]
    async fn tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Text in the name.")] text: Option<String>,
    ) -> Result<MergedConnection<Tag>> {
        let scope = Scope::named(ctx, sources, None)?;
        lists::tags(ctx, scope, Paging { first, after }, text).await
    }

    /// Inboxes over all sources, by name.
    async fn inboxes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Inbox>> {
        lists::inboxes(
            ctx,
            Scope::named(ctx, sources, None)?,
            Paging { first, after },
        )
        .await
    }
}
