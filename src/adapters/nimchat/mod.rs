//! Nimchat, which speaks the Chatwoot API, from release 3.2 to 4.x.
//!
//! What bites:
//!
//! * The id of a conversation is its number, counted per account. Messages are counted over the whole installation, but
//!   can be reached through their conversation only.
//! * A conversation carries its contact, assignee, team, labels and latest message, so a page of the list is one call.
//! * There is no read of one message, and no read of several contacts.
//! * There are three lists of conversations, which cannot be combined; see `plan`. What a release does not know, a list
//!   ignores silently, and a filter fails over.
//! * Ids, never times, cut the pages of messages: 20 back, 100 forth.
//! * A missing right is a 401, told from a bad token by its text alone.
//! * `0` means never, `""` means none, and the answer of a server differs from the document in most envelopes.
//! * A label is its title; a conversation may carry titles that the catalogue does not know.
//! * A company is a text on a contact. It is an organization by its name.
//!
//! What bites who writes (their server, release 3.2, unless said otherwise):
//!
//! * Labels and custom attributes of a conversation are replaced whole; a list of the wrong type clears all labels.
//! * No priority is `null`. The word `none`, which the document has, is a 500, as is every other unknown word.
//! * Assigning somebody unknown unassigns and answers 200.
//! * A message is a template (Liquid): `{{contact.name}}` is filled in unless it is quoted. Only `private` makes a note.
//! * Copies of a message are dropped silently outside of mail, a follower who may not see the inbox likewise.
//! * A message is taken although the channel's window is closed, and fails later; `can_reply` tells before.
//! * An inbox may keep one conversation for each contact: creating one then answers with the old one, unchanged.
//! * Where a bot is active a new conversation is pending, whatever was asked. An agent who opens one gets it.
//! * A custom attribute of a contact can be taken away by a call of its own only.
//! * There is no key that makes a repeat safe: `echo_id` is echoed and not looked for.

mod endpoints;
mod links;
mod lists;
mod map;
mod plan;
mod profile;
mod reads;
mod refusal;
mod tables;
#[cfg(test)]
mod tests;
mod wire;
mod writes;

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::OnceCell;
use url::Url;

use crate::adapters::paging::{FromSource as _, each, lookups, page, picked};
use crate::adapters::{Setup, build_client};
use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationParts, ConversationQuery, ConversationStatus,
    DirectoryParts, Id, Inbox, Message, MessageOrder, MessageParts, Organization,
    OrganizationParts, Page, PageRequest, Position, Related, SourceKey, Tag, Team, Thread,
};
use crate::provider::{
    Batch, Capability, ConversationRef, Plan, Profile, Provider, Refusal, Result, WriteContext,
    WriteResult, absent_is_none,
};
use crate::transport::{Auth, CallContext, Client, Download, Endpoint as _};

use endpoints::{
    DOWNLOAD_ATTACHMENT, FILTER_MAX, GetContact, LIST_MESSAGES, ListAgents, ListInboxes,
    ListLabels, ListMessagesAfter, ListMessagesBefore, ListTeams,
};
use plan::{AskedContacts, AskedConversations};
use reads::{WHOLE, number_of};

pub(crate) use profile::PROFILE;

/// What a Nimchat source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Number of the account.
    pub account_id: u64,
    /// Token of an agent or administrator.
    pub api_access_token: SecretString,
    /// Token of the platform API.
    pub platform_token: Option<SecretString>,
    /// Identifier of an API inbox, for the public API.
    pub inbox_identifier: Option<String>,
}

#[derive(Debug)]
pub(super) struct Nimchat {
    key: SourceKey,
    client: Client,
    account: String,
    /// Number of the token's owner, once it was asked for.
    me: OnceCell<u64>,
}

impl Nimchat {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let Account {
            account_id,
            api_access_token,
            platform_token: _,
            inbox_identifier: _,
        } = account;
        let auth = Auth::Header {
            // The documented name has underscores, which many proxies drop; the server takes both.
            name: "api-access-token",
            secret: api_access_token,
        };
        let key = setup.key.clone();
        let client = build_client(setup, auth, refusal::refine)?;
        Ok(Self {
            key,
            client,
            account: account_id.to_string(),
            me: OnceCell::new(),
        })
    }
}

#[async_trait]
impl Provider for Nimchat {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        self.teams(context, WHOLE).await.map(drop)
    }

    fn plan_conversations(&self, query: &ConversationQuery) -> Plan<ConversationCondition> {
        AskedConversations::of(query).plan(query)
    }

    async fn conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        self.listed_conversations(context, query, request, parts)
            .await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let numbers = ids.iter().filter(|id| number_of(id).is_some());
        let numbers: Vec<_> = numbers.cloned().collect();
        let few = each(numbers.chunks(FILTER_MAX), |few| {
            self.few_conversations(context, few, parts)
        });
        let mut batch = Batch::of_found(ids, Vec::new(), |conversation: &Conversation| {
            &conversation.id
        });
        few.await.into_iter().for_each(|few| batch.merge(few));
        batch
    }

    fn conversation_of_url(&self, url: &Url) -> Option<ConversationRef> {
        links::conversation(url, self.client.base_url(), &self.account, &self.key)
            .map(ConversationRef::Id)
    }

    /// Newest first.
    async fn search_messages(
        &self,
        context: &CallContext,
        words: &str,
        request: PageRequest,
    ) -> Result<Page<Message>> {
        self.found_messages(context, words, &request).await
    }

    fn primary_thread(&self, conversation: &Conversation) -> Thread {
        Thread {
            is_resolved: Some(conversation.status == ConversationStatus::Resolved),
            ..Thread::synthetic(conversation)
        }
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        mut request: PageRequest,
    ) -> Result<Page<Message>> {
        number_of(conversation).ok_or_else(|| self.missing(LIST_MESSAGES.id))?;
        let mut related = Related::default();
        let message = |one| map::message(self.scope(), conversation, one, &mut related);
        let (account, native) = (&self.account, conversation.native());
        let page = match order {
            MessageOrder::NewestFirst => {
                let endpoint = ListMessagesBefore {
                    account,
                    conversation: native,
                };
                page(&self.client, context, &endpoint, &request, message).await
            }
            MessageOrder::OldestFirst => {
                let endpoint = ListMessagesAfter {
                    account,
                    conversation: native,
                };
                request.position.get_or_insert_with(|| Position::new("0"));
                page(&self.client, context, &endpoint, &request, message).await
            }
        };
        let page = page.from_source(&self.key)?;
        Ok(Page { related, ..page })
    }

    /// Both directions go on from the id of a message.
    fn position_after(&self, message: &Id<Message>, _: MessageOrder) -> Option<Position> {
        number_of(message).map(|_| Position::new(message.native()))
    }

    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        _: MessageParts,
    ) -> Batch<Message> {
        let found = each(ids.iter().cloned(), |id| async move {
            let mut related = Related::default();
            let message = self.one_message(context, &id).await;
            let message = message.map(|(conversation, message)| {
                map::message(self.scope(), &conversation, message, &mut related)
            });
            (id, message, related)
        })
        .await;
        let mut related = Related::default();
        let lookups = found.into_iter().map(|(id, message, along)| {
            related.append(along);
            (id, message)
        });
        Batch::of_lookups(lookups).with_related(related)
    }

    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        let parts = ConversationParts::LAST_MESSAGE;
        let batch = self
            .conversations_by_id(context, conversations, parts)
            .await;
        let message = |conversation: Conversation| conversation.last_message.as_deref().cloned();
        let outcomes = batch.outcomes.into_iter();
        outcomes
            .map(|(id, outcome)| (id, outcome.map(|found| found.and_then(message))))
            .collect()
    }

    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        let (Some(message), Some(number)) = (attachment.parent(), number_of(attachment)) else {
            return Ok(None);
        };
        let found = absent_is_none(self.one_message(context, &message).await)?;
        let Some((_, message)) = found else {
            return Ok(None);
        };
        let message = message.value;
        let mut files = message
            .attachments
            .into_iter()
            .flatten()
            .chain(message.attachment);
        let file = files.find(|file| file.value.id.0 == number);
        let Some(link) = file.and_then(|file| map::file_link(file.value)) else {
            return Ok(None);
        };
        let download = self
            .client
            .download_link(context, DOWNLOAD_ATTACHMENT, &link)
            .await;
        absent_is_none(download.from_source(&self.key))
    }

    fn plan_contacts(&self, query: &ContactQuery) -> Plan<ContactCondition> {
        AskedContacts::of(query).plan(query)
    }

    async fn contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: PageRequest,
    ) -> Result<Page<Contact>> {
        self.listed_contacts(context, query, &request).await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        _: ContactParts,
    ) -> Batch<Contact> {
        lookups(ids, |id| async move {
            number_of(&id).ok_or_else(|| self.missing(GetContact::OPERATION.id))?;
            let endpoint = GetContact {
                account: &self.account,
                contact: id.native(),
            };
            let found = self.client.send(context, &endpoint).await;
            let wire::OneContact(contact) = found.from_source(&self.key)?;
            Ok(map::contact(self.scope(), contact))
        })
        .await
    }

    /// A company is its name, so nothing needs to be asked.
    async fn organizations_by_id(
        &self,
        _: &CallContext,
        ids: &[Id<Organization>],
        _: OrganizationParts,
    ) -> Batch<Organization> {
        let names = ids.iter().filter(|id| !id.native().trim().is_empty());
        let found = names.cloned().map(map::organization).collect();
        Batch::of_found(ids, found, |organization| &organization.id)
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        let endpoint = ListAgents {
            account: &self.account,
        };
        let agent = |agent| map::agent(&self.key, agent);
        page(&self.client, context, &endpoint, &request, agent)
            .await
            .from_source(&self.key)
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        parts: AgentParts,
    ) -> Batch<Agent> {
        let mut listed = self.agents(context, WHOLE).await;
        if parts.contains(AgentParts::TEAMS)
            && let Ok(agents) = listed
        {
            listed = self.with_teams(context, agents).await;
        }
        picked(
            ids,
            listed,
            |agent| &agent.id,
            |agents| Related {
                agents,
                ..Related::default()
            },
        )
    }

    async fn teams(&self, context: &CallContext, request: PageRequest) -> Result<Page<Team>> {
        let endpoint = ListTeams {
            account: &self.account,
        };
        let team = |team| map::team(&self.key, team);
        page(&self.client, context, &endpoint, &request, team)
            .await
            .from_source(&self.key)
    }

    async fn teams_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Team>],
        _: DirectoryParts,
    ) -> Batch<Team> {
        let listed = self.teams(context, WHOLE).await;
        picked(
            ids,
            listed,
            |team| &team.id,
            |teams| Related {
                teams,
                ..Related::default()
            },
        )
    }

    async fn tags(&self, context: &CallContext, request: PageRequest) -> Result<Page<Tag>> {
        let endpoint = ListLabels {
            account: &self.account,
        };
        let tag = |label| map::tag(&self.key, label);
        page(&self.client, context, &endpoint, &request, tag)
            .await
            .from_source(&self.key)
    }

    async fn tags_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Tag>],
        _: DirectoryParts,
    ) -> Batch<Tag> {
        let listed = self.tags(context, WHOLE).await;
        let mut batch = picked(
            ids,
            listed,
            |tag| &tag.id,
            |tags| Related {
                tags,
                ..Related::default()
            },
        );
        let is_missing = |id: &&Id<Tag>| matches!(batch.outcomes.get(id), Some(Ok(None)));
        let missing: Vec<_> = ids.iter().filter(is_missing).cloned().collect();
        batch.merge(lookups(&missing, |id| self.uncatalogued(context, id)).await);
        batch
    }

    async fn inboxes(&self, context: &CallContext, request: PageRequest) -> Result<Page<Inbox>> {
        let endpoint = ListInboxes {
            account: &self.account,
        };
        let inbox = |inbox| map::inbox(&self.key, inbox);
        page(&self.client, context, &endpoint, &request, inbox)
            .await
            .from_source(&self.key)
    }

    async fn inboxes_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Inbox>],
        _: DirectoryParts,
    ) -> Batch<Inbox> {
        let listed = self.inboxes(context, WHOLE).await;
        picked(
            ids,
            listed,
            |inbox| &inbox.id,
            |inboxes| Related {
                inboxes,
                ..Related::default()
            },
        )
    }

    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        writes::admit(command)
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        self.written(context, command).await
    }

    /// Some channels take messages for a while after the contact wrote.
    fn permits(&self, conversation: &Conversation, capability: Capability) -> bool {
        let is_reply = capability == Capability::ConversationReply;
        PROFILE.capabilities.can(capability) && (!is_reply || writes::can_reply(conversation))
    }
}
