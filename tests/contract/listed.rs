//! What can be listed and read by its id, of whatever noun.

use std::collections::HashSet;
use std::fmt::Debug;
use std::future::Future;

use deskgraph::model::{
    Agent, AgentParts, Contact, ContactParts, ContactQuery, Conversation, ConversationParts,
    ConversationQuery, DirectoryParts, Id, Inbox, Noun, Organization, OrganizationParts, Page,
    PageRequest, Partial, Tag, Team,
};
use deskgraph::provider::{Batch, Capability, Result};
use futures_util::future::BoxFuture;

use super::setup::Desk;

/// A noun with a list and a read by id in the port.
pub(super) trait Listed:
    Noun + Partial + Clone + Debug + PartialEq + Send + 'static
{
    /// What a provider declares if it has the list.
    const LIST: Capability;

    fn id(&self) -> &Id<Self>;

    fn every_part() -> Self::Parts;

    fn each_part() -> Vec<Self::Parts>;

    fn list(desk: &Desk, request: PageRequest) -> BoxFuture<'_, Result<Page<Self>>>;

    fn by_id<'a>(
        desk: &'a Desk,
        ids: &'a [Id<Self>],
        parts: Self::Parts,
    ) -> BoxFuture<'a, Batch<Self>>;
}

impl Listed for Conversation {
    const LIST: Capability = Capability::ConversationList;

    fn id(&self) -> &Id<Self> {
        &self.id
    }

    fn every_part() -> ConversationParts {
        ConversationParts::all()
    }

    fn each_part() -> Vec<ConversationParts> {
        ConversationParts::all().iter().collect()
    }

    fn list(desk: &Desk, request: PageRequest) -> BoxFuture<'_, Result<Page<Self>>> {
        let parts = Self::every_part();
        Box::pin(async move {
            let every = ConversationQuery::default();
            let page = desk
                .provider
                .conversations(&desk.context, &every, request, parts);
            page.await
        })
    }

    fn by_id<'a>(
        desk: &'a Desk,
        ids: &'a [Id<Self>],
        parts: ConversationParts,
    ) -> BoxFuture<'a, Batch<Self>> {
        desk.provider.conversations_by_id(&desk.context, ids, parts)
    }
}

macro_rules! listed {
    ($($noun:ident, $parts:ident, $list:ident $(($query:expr))?, $by_id:ident, $capability:ident;)+) => {$(
        impl Listed for $noun {
            const LIST: Capability = Capability::$capability;

            fn id(&self) -> &Id<Self> {
                &self.id
            }

            fn every_part() -> $parts {
                $parts::all()
            }

            fn each_part() -> Vec<$parts> {
                $parts::all().iter().collect()
            }

            fn list(desk: &Desk, request: PageRequest) -> BoxFuture<'_, Result<Page<Self>>> {
                Box::pin(async move { desk.provider.$list(&desk.context $(, &$query)?, request).await })
            }

            fn by_id<'a>(desk: &'a Desk, ids: &'a [Id<Self>], parts: $parts) -> BoxFuture<'a, Batch<Self>> {
                desk.provider.$by_id(&desk.context, ids, parts)
            }
        }
    )+};
}

listed! {
    Contact, ContactParts, contacts(ContactQuery::default()), contacts_by_id, ContactList;
    Organization, OrganizationParts, organizations, organizations_by_id, OrganizationRead;
    Agent, AgentParts, agents, agents_by_id, AgentList;
    Team, DirectoryParts, teams, teams_by_id, TeamList;
    Tag, DirectoryParts, tags, tags_by_id, TagList;
    Inbox, DirectoryParts, inboxes, inboxes_by_id, InboxList;
}

/// Awaits a promise about each noun that can be listed.
macro_rules! of_each_noun {
    ($promise:ident, $desk:expr) => {
        $promise::<deskgraph::model::Conversation>($desk).await;
        $promise::<deskgraph::model::Contact>($desk).await;
        $promise::<deskgraph::model::Organization>($desk).await;
        $promise::<deskgraph::model::Agent>($desk).await;
        $promise::<deskgraph::model::Team>($desk).await;
        $promise::<deskgraph::model::Tag>($desk).await;
        $promise::<deskgraph::model::Inbox>($desk).await;
    };
}
pub(super) use of_each_noun;

/// More pages than any list of the story has.
const ENDLESS: usize = 300;

/// Reads a list page by page to its end.
pub(super) async fn walk<T, F>(
    first: PageRequest,
    fetch: impl Fn(PageRequest) -> F,
) -> Result<Vec<Page<T>>>
where
    F: Future<Output = Result<Page<T>>>,
{
    let mut pages = Vec::new();
    let mut seen: HashSet<_> = first.position.iter().cloned().collect();
    let size = first.size;
    let mut request = first;
    loop {
        let page = fetch(request).await?;
        let next = page.next.clone();
        pages.push(page);
        let Some(next) = next else {
            return Ok(pages);
        };
        assert!(
            seen.insert(next.clone()),
            "{next:?} leads to where the walk has been"
        );
        assert!(pages.len() < ENDLESS, "the walk does not end");
        request = PageRequest {
            size,
            position: Some(next),
        };
    }
}

/// The items of all pages.
pub(super) fn items<T>(pages: Vec<Page<T>>) -> Vec<T> {
    pages.into_iter().flat_map(|page| page.items).collect()
}

/// Everything that a desk lists of a noun; nothing where it has no such list.
pub(super) async fn all<T: Listed>(desk: &Desk) -> Vec<T> {
    if !desk.can(T::LIST) {
        return Vec::new();
    }
    let pages = walk(PageRequest::first(25), |request| T::list(desk, request)).await;
    items(pages.unwrap_or_else(|error| panic!("{} list: {error:?}", T::KIND.type_name())))
}

/// What stands under an id in a batch; a failure is a broken promise.
pub(super) fn found<T: Listed>(desk: &Desk, batch: &mut Batch<T>, id: &Id<T>) -> Option<T> {
    let noun = T::KIND.type_name();
    match batch.outcomes.remove(id) {
        Some(Ok(object)) => object,
        Some(Err(error)) => {
            desk.check(false, || format!("{noun} {id:?} failed: {error:?}"));
            None
        }
        None => {
            desk.check(false, || format!("{noun} {id:?} is not answered"));
            None
        }
    }
}
