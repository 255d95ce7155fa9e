//! Unthread: a support desk around Slack.
//!
//! What bites:
//!
//! * Lists are asked for with a POST. A cursor holds neither order nor conditions, and its last page has a `next` as well.
//! * The names of fields that may be selected are not published, and one wrong name refuses the call: see `selection`.
//! * Nothing says whether a user is of the team but the list of users without those outside.
//! * A message cannot be read alone, and its document knows neither its id nor its author.
//! * Internal threads show only in the messages that belong to them. Teams and inboxes cannot be read at all.

mod conversations;
mod customers;
mod endpoints;
mod lookup;
mod map;
mod messages;
mod people;
mod selection;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::paging::each;
use crate::adapters::{Setup, build_client};
use crate::clock::SharedClock;
use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactParts, Conversation, ConversationParts,
    DirectoryParts, Id, Message, MessageOrder, MessageParts, Organization, OrganizationParts, Page,
    PageRequest, ProviderKind, SourceKey, Tag, Thread,
};
use crate::provider::{
    Batch, Capabilities, Capability, ConversationOrderField, Meanings, OrderDirection,
    OrderSupport, Pagination, PaginationStyle, Profile, Provider, Result, Support, SupportLevel,
};
use crate::transport::{
    self, Auth, CallContext, Client, Download, Endpoint as _, Refined, Refusal,
};

use endpoints::{
    Asked, DownloadFile, GetConversation, GetCustomer, GetTag, GetUser, ListConversations,
    ListCustomers, ListMessages, ListTags, ListUsers,
};
use map::{Members, Scope};
use selection::Accepted;

/// What Unthread is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Unthread,
    docs_url: "https://docs.unthread.io",
    meanings: Meanings {
        conversation: "A conversation: a Slack thread, a mail or an in-app case.",
        thread: "None for the customer's side; the triage threads in Slack for the internal side.",
        message: "A message of Slack, or one that is shaped like it.",
        ticket: "The same conversation again, once it has its friendly id.",
    },
    capabilities: CAPABILITIES,
    statuses: tables::STATUS,
    priorities: tables::PRIORITY,
    channels: tables::CHANNEL,
    message_kinds: tables::MESSAGE_KIND,
    orders: &[OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("Conversations of which the service names no latest activity come last."),
    }],
    pagination: Pagination {
        style: PaginationStyle::Cursor,
        max_page_size: endpoints::MAX_PAGE,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: false,
        key_precision: "milliseconds",
    },
    operations: endpoints::OPERATIONS,
};

const CAPABILITIES: Capabilities = Capabilities(&[
    Support::native(
        Capability::ConversationList,
        &[ListConversations::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationGet,
        &[
            GetConversation::OPERATION.id,
            ListConversations::OPERATION.id,
        ],
    ),
    Support::native(
        Capability::ConversationGetWithoutSideEffects,
        &[
            GetConversation::OPERATION.id,
            ListConversations::OPERATION.id,
        ],
    ),
    Support::emulated(
        Capability::ConversationSideThreads,
        &[ListMessages::OPERATION.id],
        "Found by reading the messages, at most a thousand of them.",
    ),
    Support::native(Capability::MessageList, &[ListMessages::OPERATION.id]),
    Support::native(
        Capability::AttachmentDownload,
        &[DownloadFile::OPERATION.id],
    ),
    Support::native(
        Capability::ContactGet,
        &[GetUser::OPERATION.id, ListUsers::OPERATION.id],
    ),
    Support::partial(
        Capability::ContactList,
        &[ListUsers::OPERATION.id],
        "Every user who is not of the team; pages may be shorter than asked for.",
    ),
    Support::native(
        Capability::OrganizationRead,
        &[ListCustomers::OPERATION.id, GetCustomer::OPERATION.id],
    ),
    Support::partial(
        Capability::AgentList,
        &[ListUsers::OPERATION.id, GetUser::OPERATION.id],
        "Every member of the account's own Slack workspace.",
    ),
    Support::native(
        Capability::TagList,
        &[ListTags::OPERATION.id, GetTag::OPERATION.id],
    ),
    Support::native(
        Capability::TicketRead,
        &[
            ListConversations::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
    ),
]);

/// What an Unthread source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Key of the API; sent in `X-Api-Key`.
    pub api_key: SecretString,
}

#[derive(Debug)]
pub(super) struct Unthread {
    key: SourceKey,
    client: Client,
    clock: SharedClock,
    accepted: Accepted,
}

impl Unthread {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let Account { api_key } = account;
        // The raw key: the document's one example with `Bearer` contradicts its own text.
        let auth = Auth::Header {
            name: "x-api-key",
            secret: api_key,
        };
        let (key, clock) = (setup.key.clone(), setup.clock.clone());
        Ok(Self {
            key,
            client: build_client(setup, auth, refine)?,
            clock,
            accepted: Accepted::default(),
        })
    }

    fn scope<'a>(&'a self, members: &'a Members) -> Scope<'a> {
        Scope {
            key: &self.key,
            members,
            now: self.clock.now(),
        }
    }
}

/// Longest plain text that is taken for a message of the provider.
const MAX_PLAIN_MESSAGE: usize = 200;

fn refine(refusal: &Refusal<'_>) -> Refined {
    // A file that is not ready yet: it will be, in seconds.
    let kind = matches!(refusal.status, 409 | 425).then_some(transport::ErrorKind::Unavailable);
    let Ok(failure) = serde_json::from_slice::<wire::Failure>(refusal.body) else {
        return Refined {
            kind,
            message: plain(refusal.body),
            ..Refined::default()
        };
    };
    let wire::Failure {
        errors,
        message,
        error,
    } = failure;
    let (code, told) = match errors.into_iter().next() {
        Some(wire::FailureDetail {
            code,
            title,
            detail,
        }) => (code, detail.or(title)),
        None => (None, None),
    };
    Refined {
        kind,
        code,
        message: told.or(message).or(error),
        ..Refined::default()
    }
}

/// Some refusals are a line of text.
fn plain(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_line =
        !text.is_empty() && text.len() <= MAX_PLAIN_MESSAGE && !text.starts_with(['<', '{', '[']);
    is_line.then(|| text.to_owned())
}

#[async_trait]
impl Provider for Unthread {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        let first = PageRequest::first(1);
        self.list_tags(context, &first, None).await.map(|_| ())
    }

    async fn conversations(
        &self,
        context: &CallContext,
        request: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        self.list_conversations(context, &request, parts, None)
            .await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        self.read_conversations(context, ids, parts).await
    }

    async fn side_threads(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Thread>> {
        self.triage_threads(context, conversation).await
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: PageRequest,
    ) -> Result<Page<Message>> {
        self.list_messages(context, conversation, order, &request)
            .await
    }

    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        _: MessageParts,
    ) -> Batch<Message> {
        self.find_messages(context, ids).await
    }

    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        each(conversations, |id| async move {
            (id.clone(), self.latest_message(context, id).await)
        })
        .await
    }

    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        self.download_file(context, attachment).await
    }

    async fn contacts(&self, context: &CallContext, request: PageRequest) -> Result<Page<Contact>> {
        self.list_contacts(context, &request).await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        _: ContactParts,
    ) -> Batch<Contact> {
        self.read_users(context, ids, map::contact, |contact| &contact.id)
            .await
    }

    async fn organizations(
        &self,
        context: &CallContext,
        request: PageRequest,
    ) -> Result<Page<Organization>> {
        self.list_customers(context, &request, Asked::default())
            .await
    }

    async fn organizations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        parts: OrganizationParts,
    ) -> Batch<Organization> {
        self.read_customers(context, ids, parts).await
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        self.list_agents(context, &request).await
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        _: AgentParts,
    ) -> Batch<Agent> {
        self.read_users(context, ids, map::agent, |agent| &agent.id)
            .await
    }

    async fn tags(&self, context: &CallContext, request: PageRequest) -> Result<Page<Tag>> {
        self.list_tags(context, &request, None).await
    }

    async fn tags_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Tag>],
        _: DirectoryParts,
    ) -> Batch<Tag> {
        self.read_tags(context, ids).await
    }
}
