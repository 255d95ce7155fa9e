//! One question for each method of the port that asks the provider something.

use deskgraph::model::{
    Agent, AgentParts, Attachment, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationParts, ConversationQuery, DirectoryParts, Id,
    Inbox, Message, MessageOrder, MessageParts, Noun, Organization, OrganizationParts, PageRequest,
    Tag, Team,
};
use deskgraph::provider::{Batch, CallContext, Provider, Result};
use futures_util::TryStreamExt as _;
use futures_util::future::{BoxFuture, FutureExt as _};

use super::listed::{Listed, all};
use super::messages::messages;
use super::setup::Desk;

/// What was answered: once for a list, once for each key of a batch.
pub(super) type Answers = Vec<Result<()>>;

/// Some ids of each noun; one that nothing has where the desk lists none.
pub(super) struct Sample {
    pub(super) conversations: Vec<Id<Conversation>>,
    messages: Vec<Id<Message>>,
    files: Vec<Id<Attachment>>,
    contacts: Vec<Id<Contact>>,
    organizations: Vec<Id<Organization>>,
    agents: Vec<Id<Agent>>,
    teams: Vec<Id<Team>>,
    tags: Vec<Id<Tag>>,
    inboxes: Vec<Id<Inbox>>,
}

impl Sample {
    /// Takes so many of each.
    pub(super) async fn of(desk: &Desk, count: usize) -> Self {
        let conversations = some::<Conversation>(desk, count).await;
        let mut said = Vec::new();
        for conversation in &conversations {
            // Without a list of messages, the ids stay those that nothing has.
            said.extend(messages(desk, conversation).await);
        }
        let ids: Vec<_> = said.iter().map(|message| message.id.clone()).collect();
        let nothing = Id::within(&Id::<Conversation>::new(desk.provider.key(), "1"), "1");
        Self {
            messages: filled(ids.into_iter().take(count).collect(), nothing),
            files: files(desk).await,
            contacts: some::<Contact>(desk, count).await,
            organizations: some::<Organization>(desk, count).await,
            agents: some::<Agent>(desk, count).await,
            teams: some::<Team>(desk, count).await,
            tags: some::<Tag>(desk, count).await,
            inboxes: some::<Inbox>(desk, count).await,
            conversations,
        }
    }
}

async fn some<T: Listed>(desk: &Desk, count: usize) -> Vec<Id<T>> {
    let listed = all::<T>(desk).await;
    let ids = listed.iter().take(count).map(|one| one.id().clone());
    filled(ids.collect(), Id::new(desk.provider.key(), "1"))
}

fn filled<T>(ids: Vec<Id<T>>, nothing: Id<T>) -> Vec<Id<T>> {
    if ids.is_empty() { vec![nothing] } else { ids }
}

/// The first file of the desk.
async fn files(desk: &Desk) -> Vec<Id<Attachment>> {
    for conversation in all::<Conversation>(desk).await {
        for message in messages(desk, &conversation.id).await {
            if let Some(file) = message.attachments.iter().flatten().next() {
                return vec![file.id.clone()];
            }
        }
    }
    let parent = Id::<Conversation>::new(desk.provider.key(), "1");
    vec![Id::within(&Id::<Message>::within(&parent, "1"), "1")]
}

/// The questions, each with the name of its method.
pub(super) fn questions<'a>(
    provider: &'a dyn Provider,
    context: &'a CallContext,
    sample: &'a Sample,
) -> Vec<(&'static str, BoxFuture<'a, Answers>)> {
    let mut questions = lists(provider, context);
    questions.extend(batches(provider, context, sample));
    questions.extend(of_conversations(provider, context, sample));
    questions.extend(of_an_organization(provider, context, sample));
    questions
}

fn lists<'a>(
    provider: &'a dyn Provider,
    context: &'a CallContext,
) -> Vec<(&'static str, BoxFuture<'a, Answers>)> {
    let first = || PageRequest::first(5);
    let parts = ConversationParts::all();
    vec![
        ("check", one(provider.check(context))),
        (
            "conversations",
            one(async move {
                let every = ConversationQuery::default();
                provider
                    .conversations(context, &every, first(), parts)
                    .await
            }),
        ),
        (
            "contacts",
            one(async move {
                let every = ContactQuery::default();
                provider.contacts(context, &every, first()).await
            }),
        ),
        (
            "organizations",
            one(provider.organizations(context, first())),
        ),
        ("agents", one(provider.agents(context, first()))),
        ("teams", one(provider.teams(context, first()))),
        ("tags", one(provider.tags(context, first()))),
        ("inboxes", one(provider.inboxes(context, first()))),
    ]
}

#[rustfmt::skip]
fn batches<'a>(
    provider: &'a dyn Provider,
    context: &'a CallContext,
    sample: &'a Sample,
) -> Vec<(&'static str, BoxFuture<'a, Answers>)> {
    let Sample { conversations, messages, contacts, organizations, agents, teams, tags, inboxes, .. } = sample;
    let small = DirectoryParts::all();
    vec![
        ("conversations_by_id", each(conversations, provider.conversations_by_id(context, conversations, ConversationParts::all()))),
        ("messages_by_id", each(messages, provider.messages_by_id(context, messages, MessageParts::all()))),
        ("contacts_by_id", each(contacts, provider.contacts_by_id(context, contacts, ContactParts::all()))),
        ("organizations_by_id", each(organizations, provider.organizations_by_id(context, organizations, OrganizationParts::all()))),
        ("agents_by_id", each(agents, provider.agents_by_id(context, agents, AgentParts::all()))),
        ("teams_by_id", each(teams, provider.teams_by_id(context, teams, small))),
        ("tags_by_id", each(tags, provider.tags_by_id(context, tags, small))),
        ("inboxes_by_id", each(inboxes, provider.inboxes_by_id(context, inboxes, small))),
    ]
}

fn of_conversations<'a>(
    provider: &'a dyn Provider,
    context: &'a CallContext,
    sample: &'a Sample,
) -> Vec<(&'static str, BoxFuture<'a, Answers>)> {
    let conversation = &sample.conversations[0];
    let read = |order| provider.messages(context, conversation, order, PageRequest::first(5));
    let latest = provider.latest_messages(context, &sample.conversations);
    let latest = latest.map(|answers| answers.into_iter().map(|(_, one)| one.map(drop)).collect());
    vec![
        ("messages", one(read(MessageOrder::OldestFirst))),
        (
            "messages, newest first",
            one(read(MessageOrder::NewestFirst)),
        ),
        (
            "side_threads",
            one(provider.side_threads(context, conversation)),
        ),
        ("latest_messages", latest.boxed()),
        (
            "download",
            one(download(provider, context, &sample.files[0])),
        ),
    ]
}

/// Lists of one organization, where the provider lists such a thing itself.
fn of_an_organization<'a>(
    provider: &'a dyn Provider,
    context: &'a CallContext,
    sample: &'a Sample,
) -> Vec<(&'static str, BoxFuture<'a, Answers>)> {
    let organizations = || sample.organizations[..1].to_vec();
    let first = || PageRequest::first(5);
    let conversations = async move {
        let mut query = ConversationQuery::default();
        query.conditions = vec![ConversationCondition::Organizations(organizations())];
        query.conditions = provider.plan_conversations(&query).pushed;
        let parts = ConversationParts::all();
        provider
            .conversations(context, &query, first(), parts)
            .await
    };
    let contacts = async move {
        let mut query = ContactQuery::default();
        query.conditions = vec![ContactCondition::Organizations(organizations())];
        query.conditions = provider.plan_contacts(&query).pushed;
        provider.contacts(context, &query, first()).await
    };
    vec![
        ("conversations, of an organization", one(conversations)),
        ("contacts, of an organization", one(contacts)),
    ]
}

fn one<'a, T>(question: impl Future<Output = Result<T>> + Send + 'a) -> BoxFuture<'a, Answers> {
    question.map(|answer| vec![answer.map(drop)]).boxed()
}

fn each<'a, T: Noun + Send + 'a>(
    ids: &'a [Id<T>],
    question: BoxFuture<'a, Batch<T>>,
) -> BoxFuture<'a, Answers> {
    let answer = |mut batch: Batch<T>| {
        let answers = ids.iter().map(|id| batch.outcomes.remove(id));
        answers
            .map(|answer| answer.expect("every key is answered").map(drop))
            .collect()
    };
    question.map(answer).boxed()
}

async fn download(
    provider: &dyn Provider,
    context: &CallContext,
    file: &Id<Attachment>,
) -> Result<()> {
    let Some(download) = provider.download(context, file).await? else {
        return Ok(());
    };
    let chunks: std::result::Result<Vec<_>, _> = download.content.try_collect().await;
    let broke = |error| deskgraph::provider::Error::of_wire(provider.key(), error);
    chunks.map(drop).map_err(broke)
}
