//! What payloads are made of: the changed object as the provider now shows it, and what every write tells.
//!
//! An object is read when it is selected, unless the answer of the write brought it along. If that read fails the field is
//! null and nothing else: the write did succeed, and an error would make clients repeat it.

use async_graphql::{Context, ID, Object, Result};

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::source_failed;
use crate::graphql::look_ahead::{self, selected};
use crate::graphql::read;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::ticket::Ticket;
use crate::graphql::types::write::{BulkResult, UserError, WriteReceipt};
use crate::graphql::write::Outcome;
use crate::model::{self, Id};
use crate::writes::Report;

/// Makes the payload types: each is what it lists, and what every write tells.
macro_rules! payloads {
    ($($(#[$doc:meta])+ $name:ident($($part:ident),* $(,)?);)+) => {$(
        $(#[$doc])+
        #[derive(async_graphql::MergedObject)]
        pub(crate) struct $name(
            $(pub(crate) $crate::graphql::mutation::payload::$part,)*
            pub(crate) $crate::graphql::mutation::payload::Told,
        );
    )+};
}

pub(crate) use payloads;

/// What every write tells.
pub(crate) struct Told {
    report: Report,
    client_mutation_id: Option<String>,
}

impl From<Outcome> for Told {
    fn from(outcome: Outcome) -> Self {
        let Outcome {
            report,
            client_mutation_id,
        } = outcome;
        Self {
            report,
            client_mutation_id,
        }
    }
}

#[Object]
impl Told {
    /// Problems the caller can act on; empty when the write was accepted.
    async fn user_errors(&self) -> Vec<UserError> {
        self.report.all_problems().cloned().map(UserError).collect()
    }

    /// What the gateway did upstream for this write; null when it did not begin.
    async fn receipt(&self) -> Option<WriteReceipt> {
        let has_begun = self.report.problems.is_empty() && !self.report.items.is_empty();
        has_begun.then(|| WriteReceipt(self.report.receipt.clone()))
    }

    /// Value passed in the input.
    async fn client_mutation_id(&self) -> Option<&str> {
        self.client_mutation_id.as_deref()
    }
}

/// A failed read after a write leaves its field null; the loader has told the log.
fn read_after<T>(found: Option<Result<T>>) -> Option<T> {
    found.and_then(Result::ok)
}

pub(crate) struct ConversationAfter(pub(crate) Option<Id<model::Conversation>>);

#[Object]
impl ConversationAfter {
    /// Conversation after the write; null when nothing was done, or when it could not be read since.
    async fn conversation(&self, ctx: &Context<'_>) -> Option<Conversation> {
        read_after(read::conversation(ctx, self.0.as_ref()?).await)
    }
}

pub(crate) struct TicketAfter(pub(crate) Option<Id<model::Conversation>>);

#[Object]
impl TicketAfter {
    /// Ticket after the write; null when nothing was done, when it could not be read since, or when it is not numbered.
    async fn ticket(&self, ctx: &Context<'_>) -> Option<Ticket> {
        let parts = look_ahead::ticket(&selected(ctx));
        let found = ctx.loaders().conversation(self.0.as_ref()?, parts).await;
        let found = found.map_err(|error| source_failed(&error)).ok()?;
        found.and_then(|found| Ticket::of(&found))
    }
}

pub(crate) struct MessageAfter(pub(crate) Option<Id<model::Message>>);

#[Object]
impl MessageAfter {
    /// Message after the write; null when nothing was done, when the provider does not name it, or when it could not be
    /// read since.
    async fn message(&self, ctx: &Context<'_>) -> Option<Message> {
        read_after(read::message(ctx, self.0.as_ref()?).await)
    }
}

pub(crate) struct ContactAfter(pub(crate) Option<Id<model::Contact>>);

#[Object]
impl ContactAfter {
    /// Contact after the write; null when nothing was done, or when it could not be read since.
    async fn contact(&self, ctx: &Context<'_>) -> Option<Contact> {
        read_after(read::contact(ctx, self.0.as_ref()?).await)
    }
}

pub(crate) struct OrganizationAfter(pub(crate) Option<Id<model::Organization>>);

#[Object]
impl OrganizationAfter {
    /// Company after the write; null when nothing was done, or when it could not be read since.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Organization> {
        read_after(read::organization(ctx, self.0.as_ref()?).await)
    }
}

pub(crate) struct OrganizationsAfter(pub(crate) Vec<Id<model::Organization>>);

#[Object]
impl OrganizationsAfter {
    /// Companies after the write; empty when nothing was done. What could not be read since is left out.
    async fn organizations(&self, ctx: &Context<'_>) -> Vec<Organization> {
        let reads = self.0.iter().map(|id| read::organization(ctx, id));
        let found = futures_util::future::join_all(reads).await;
        found.into_iter().filter_map(read_after).collect()
    }
}

pub(crate) struct TagAfter(pub(crate) Option<Id<model::Tag>>);

#[Object]
impl TagAfter {
    /// Tag after the write; null when nothing was done, or when it could not be read since.
    async fn tag(&self, ctx: &Context<'_>) -> Option<Tag> {
        read_after(read::tag(ctx, self.0.as_ref()?).await)
    }
}

pub(crate) struct Suggested(pub(crate) Option<String>);

#[Object]
impl Suggested {
    /// Draft text; null when there is none.
    async fn suggestion(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

pub(crate) struct ConversationsAfter(pub(crate) Vec<Id<model::Conversation>>);

#[Object]
impl ConversationsAfter {
    /// Conversations that changed. What could not be read since is left out.
    async fn conversations(&self, ctx: &Context<'_>) -> Vec<Conversation> {
        let reads = self.0.iter().map(|id| read::conversation(ctx, id));
        let found = futures_util::future::join_all(reads).await;
        found.into_iter().filter_map(read_after).collect()
    }
}

/// One outcome per item, in input order.
pub(crate) struct Results(pub(crate) Vec<crate::writes::ItemReport>);

#[Object]
impl Results {
    /// One outcome per item, in input order; empty when the write as a whole did not begin.
    async fn results(&self) -> Vec<BulkResult> {
        self.0.iter().cloned().map(BulkResult).collect()
    }
}

macro_rules! deleted {
    ($($name:ident, $field:ident, $kind:ident, $doc:literal;)+) => {$(
        pub(crate) struct $name(pub(crate) Option<Id<model::$kind>>);

        #[Object]
        impl $name {
            #[doc = $doc]
            async fn $field(&self) -> Option<ID> {
                self.0.as_ref().map(Id::to_global).map(ID)
            }
        }
    )+};
}

deleted! {
    DeletedConversation, deleted_conversation_id, Conversation,
        "ID of the deleted conversation; null when it was not deleted.";
    DeletedTicket, deleted_ticket_id, Ticket, "ID of the deleted ticket; null when it was not deleted.";
    DeletedMessage, deleted_message_id, Message,
        "ID of the deleted or hidden message; null when it was not.";
    DeletedContact, deleted_contact_id, Contact,
        "ID of the deleted contact; null when it was not deleted.";
    DeletedOrganization, deleted_organization_id, Organization,
        "ID of the deleted company; null when it was not deleted.";
    DeletedTag, deleted_tag_id, Tag, "ID of the deleted tag; null when it was not deleted.";
}
