//! Lists over sources.

use std::sync::Arc;

use async_graphql::{Context, Result};

use crate::feed::{Among, Ask, Check, FeedError, FilterPolicy, Merged};
use crate::graphql::connection::{Listed, MergedConnection, page_size};
use crate::graphql::context::{CALLER, ContextExt as _, RequestData};
use crate::graphql::error::{bad_input, list_failed};
use crate::graphql::inputs::contact::{ContactFilter, ContactOrder};
use crate::graphql::inputs::conversation::{ConversationFilter, ConversationOrder};
use crate::graphql::inputs::ticket::{TicketFilter, TicketOrder};
use crate::graphql::inputs::{self, Bounds};
use crate::graphql::look_ahead::{self, selected_rows};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::SourceErrorPolicy;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::ticket::Ticket;
use crate::model::{
    self, ContactCondition, ConversationCondition, ConversationOrderField, ConversationQuery,
    SourceKey,
};
use crate::provider::Source;

/// Over which sources a list goes, and what it does when one fails.
pub(crate) struct Scope {
    sources: Vec<Arc<Source>>,
    on_error: SourceErrorPolicy,
}

impl Scope {
    /// One source.
    pub(crate) fn one(source: &Arc<Source>) -> Self {
        Self {
            sources: vec![Arc::clone(source)],
            on_error: SourceErrorPolicy::Partial,
        }
    }

    /// The sources of some objects, each once.
    pub(crate) fn of<'a>(
        ctx: &Context<'_>,
        keys: impl Iterator<Item = &'a SourceKey>,
    ) -> Result<Self> {
        let mut sources: Vec<Arc<Source>> = Vec::new();
        for key in keys {
            if !sources.iter().any(|one| one.key == *key) {
                sources.push(ctx.source(key)?);
            }
        }
        Ok(Self {
            sources,
            on_error: SourceErrorPolicy::Partial,
        })
    }

    /// The named sources, or all that are switched on.
    pub(crate) fn named(
        ctx: &Context<'_>,
        keys: Option<Vec<String>>,
        on_error: Option<SourceErrorPolicy>,
    ) -> Result<Self> {
        let on_error = on_error.unwrap_or(SourceErrorPolicy::Partial);
        let registry = &ctx.request().registry;
        let Some(keys) = keys else {
            return Ok(Self {
                sources: registry.enabled().cloned().collect(),
                on_error,
            });
        };
        let mut sources: Vec<Arc<Source>> = Vec::new();
        for key in keys {
            let known = || {
                bad_input(
                    "sources",
                    &format!("there is no source `{}`", shortened(&key)),
                )
            };
            let source = registry
                .source(&key)
                .filter(|source| source.is_enabled)
                .ok_or_else(known)?;
            if !sources.iter().any(|one| one.key == source.key) {
                sources.push(Arc::clone(source));
            }
        }
        Ok(Self { sources, on_error })
    }

    /// What the feed is told.
    pub(crate) fn among<'a>(&'a self, request: &'a RequestData) -> Among<'a> {
        Among {
            sources: &self.sources,
            read: &request.read,
        }
    }

    /// Only the sources that a filter allows.
    pub(crate) fn within(mut self, bounds: &Bounds) -> Self {
        if let Some(kinds) = &bounds.providers {
            let kind = |source: &Source| source.provider.profile().kind.into();
            self.sources.retain(|source| kinds.contains(&kind(source)));
        }
        self
    }

    /// Names the list, so that a cursor of another one is refused.
    pub(crate) fn list(&self, name: &str) -> String {
        self.sources.iter().fold(name.to_owned(), |list, source| {
            list + " " + source.key.as_str()
        })
    }
}

/// Which part of a list is wanted.
pub(crate) struct Paging {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
}

/// What a caller wrote, cut to what an error message needs.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn connection<T: Listed>(
    ctx: &Context<'_>,
    page: std::result::Result<Merged<T::Model>, FeedError>,
) -> Result<MergedConnection<T>> {
    page.map(|page| MergedConnection::of(ctx, page))
        .map_err(|error| list_failed(&error))
}

fn asked<'a>(
    ctx: &Context<'_>,
    scope: &Scope,
    paging: &'a Paging,
    bounds: &Bounds,
    list: &'a str,
) -> Result<Ask<'a>> {
    let first = page_size(ctx, "first", paging.first)?;
    Ok(Ask {
        after: paging.after.as_deref(),
        on_error: scope.on_error.into(),
        policy: bounds.policy.map_or(FilterPolicy::Residual, Into::into),
        scan_limit: bounds.scan_limit.unwrap_or(Ask::SCAN_LIMIT),
        ..Ask::first(first, list, CALLER)
    })
}

/// Which rows of a list are wanted, and in which order.
pub(crate) struct Wanted<F, O, C> {
    pub(crate) filter: Option<F>,
    pub(crate) order: Option<O>,
    /// Conditions that follow from where the list hangs.
    pub(crate) own: Vec<C>,
}

/// Which conversations are wanted.
pub(crate) type WantedConversations =
    Wanted<ConversationFilter, ConversationOrder, ConversationCondition>;

/// Which contacts are wanted.
pub(crate) type WantedContacts = Wanted<ContactFilter, ContactOrder, ContactCondition>;

/// Conversations.
pub(crate) async fn conversations(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    wanted: WantedConversations,
) -> Result<MergedConnection<Conversation>> {
    let Wanted { filter, order, own } = wanted;
    let (mut conditions, bounds) = filter.unwrap_or_default().read(ctx)?;
    conditions.extend(own);
    let query = question(&scope, conditions, order.map(Into::into))?;
    let scope = scope.within(&bounds);
    let list = format!("{} {query:?}", scope.list("conversations"));
    let ask = asked(ctx, &scope, &paging, &bounds, &list)?;
    let parts = look_ahead::conversation(&selected_rows(ctx));
    let request = ctx.request();
    let page = request
        .feed
        .conversations(scope.among(request), &ask, &query, parts);
    connection(ctx, page.await)
}

/// Tickets: conversations with a number and a life cycle.
pub(crate) async fn tickets(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    filter: Option<TicketFilter>,
    order: Option<TicketOrder>,
) -> Result<MergedConnection<Ticket>> {
    let (conditions, bounds) = filter.unwrap_or_default().read(ctx)?;
    let query = question(&scope, conditions, order.map(Into::into))?;
    let scope = scope.within(&bounds);
    let list = format!("{} {query:?}", scope.list("tickets"));
    let ask = asked(ctx, &scope, &paging, &bounds, &list)?;
    let parts = look_ahead::ticket(&selected_rows(ctx));
    let request = ctx.request();
    let page = request
        .feed
        .tickets(scope.among(request), &ask, query, parts);
    connection(ctx, page.await)
}

fn question(
    scope: &Scope,
    conditions: Vec<ConversationCondition>,
    order: Option<model::ConversationOrder>,
) -> Result<ConversationQuery> {
    let order = order.unwrap_or_default();
    if order.field == ConversationOrderField::Number && scope.sources.len() != 1 {
        let expected = "numbers only compare within one source; name one in `sources`";
        return Err(bad_input("orderBy.field", expected));
    }
    Ok(ConversationQuery { conditions, order })
}

/// Conversations that hang on an object of one source.
pub(crate) async fn conversations_within(
    ctx: &Context<'_>,
    source: &SourceKey,
    paging: Paging,
    filter: Option<ConversationFilter>,
    own: ConversationCondition,
) -> Result<MergedConnection<Conversation>> {
    let scope = Scope::one(&ctx.source(source)?);
    let wanted = Wanted {
        filter,
        order: None,
        own: vec![own],
    };
    conversations(ctx, scope, paging, wanted).await
}

/// Contacts that hang on an object of one source.
pub(crate) async fn contacts_within(
    ctx: &Context<'_>,
    source: &SourceKey,
    paging: Paging,
    own: ContactCondition,
) -> Result<MergedConnection<Contact>> {
    let scope = Scope::one(&ctx.source(source)?);
    let wanted = Wanted {
        filter: None,
        order: None,
        own: vec![own],
    };
    contacts(ctx, scope, paging, wanted).await
}

/// Contacts.
pub(crate) async fn contacts(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    wanted: WantedContacts,
) -> Result<MergedConnection<Contact>> {
    let Wanted { filter, order, own } = wanted;
    let (mut conditions, bounds) = filter.unwrap_or_default().read(ctx)?;
    conditions.extend(own);
    let order: Option<model::ContactOrder> = order.map(Into::into);
    let scope = scope.within(&bounds);
    let list = format!("{} {conditions:?} {order:?}", scope.list("contacts"));
    let ask = asked(ctx, &scope, &paging, &bounds, &list)?;
    let request = ctx.request();
    let page = request
        .feed
        .contacts(scope.among(request), &ask, &conditions, order);
    connection(ctx, page.await)
}

/// A part of a name or an address that is looked for, compared without case.
fn part_of(argument: &str, text: Option<String>) -> Result<Option<String>> {
    let words = text
        .map(|text| inputs::words(argument, &text))
        .transpose()?;
    Ok(words.map(|words| words.to_lowercase()))
}

/// Companies, the sources one after another.
pub(crate) async fn organizations(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    text: Option<String>,
) -> Result<MergedConnection<Organization>> {
    let text = part_of("text", text)?;
    let list = format!("{} {text:?}", scope.list("organizations"));
    let check = text.map(|text| Check::<model::Organization> {
        name: "text",
        keeps: Arc::new(move |row| row.name.to_lowercase().contains(&text)),
    });
    let ask = asked(ctx, &scope, &paging, &Bounds::default(), &list)?;
    let request = ctx.request();
    let page = request
        .feed
        .organizations(scope.among(request), &ask, check);
    connection(ctx, page.await)
}

/// Teammates by name.
pub(crate) async fn agents(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    email: Option<String>,
    text: Option<String>,
) -> Result<MergedConnection<Agent>> {
    let (email, text) = (part_of("email", email)?, part_of("text", text)?);
    let list = format!("{} {email:?} {text:?}", scope.list("agents"));
    let is_checked = email.is_some() || text.is_some();
    let check = Check::<model::Agent> {
        name: if email.is_some() { "email" } else { "text" },
        keeps: Arc::new(move |row| {
            let address = row.email.as_deref().unwrap_or_default().to_lowercase();
            let name = row.display_name().to_lowercase();
            email.as_ref().is_none_or(|email| address == *email)
                && text
                    .as_ref()
                    .is_none_or(|text| name.contains(text) || address.contains(text))
        }),
    };
    let ask = asked(ctx, &scope, &paging, &Bounds::default(), &list)?;
    let request = ctx.request();
    let page = request
        .feed
        .agents(scope.among(request), &ask, is_checked.then_some(check));
    connection(ctx, page.await)
}

/// Tags by name.
pub(crate) async fn tags(
    ctx: &Context<'_>,
    scope: Scope,
    paging: Paging,
    text: Option<String>,
) -> Result<MergedConnection<Tag>> {
    let text = part_of("text", text)?;
    let list = format!("{} {text:?}", scope.list("tags"));
    let check = text.map(|text| Check::<model::Tag> {
        name: "text",
        keeps: Arc::new(move |row| row.name.to_lowercase().contains(&text)),
    });
    let ask = asked(ctx, &scope, &paging, &Bounds::default(), &list)?;
    let request = ctx.request();
    let page = request.feed.tags(scope.among(request), &ask, check);
    connection(ctx, page.await)
}

macro_rules! lists {
    ($($(#[$doc:meta])+ $method:ident of $noun:ident);+ $(;)?) => {$(
        $(#[$doc])+
        pub(crate) async fn $method(
            ctx: &Context<'_>,
            scope: Scope,
            paging: Paging,
        ) -> Result<MergedConnection<$noun>> {
            let request = ctx.request();
            let list = scope.list(stringify!($method));
            let ask = asked(ctx, &scope, &paging, &Bounds::default(), &list)?;
            let page = request.feed.$method(scope.among(request), &ask).await;
            connection(ctx, page)
        }
    )+};
}

lists! {
    /// Teams by name.
    teams of Team;
    /// Inboxes by name.
    inboxes of Inbox;
}
