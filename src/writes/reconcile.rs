//! Finds out by reading what became of a write whose answer was lost.

use jiff::{SignedDuration, Timestamp};

use super::sameness::{is_same_text, shows};
use crate::model::command::{
    Command, ContactFields, ConversationChange, CreateConversation, MessageBody,
};
use crate::model::{
    Contact, ContactCondition, ContactQuery, Conversation, ConversationParts, ConversationQuery,
    Id, Message, MessageOrder, MessageParts, OrganizationParts, PageRequest, Visibility,
};
use crate::provider::{Batch, CallContext, Provider, Result, WriteError, Written};

/// What reading tells.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It happened.
    Found(Box<Written>),
    /// There is no sign of it where there would be one.
    Absent,
    /// No way to tell, and making it again changes nothing more.
    Repeatable,
    /// No way to tell.
    Unsure,
}

/// Clocks of providers and ours may differ by this much, and some providers cut their times to seconds.
const SKEW: SignedDuration = SignedDuration::from_secs(5);

/// How many rows are looked through.
const ROWS: usize = 50;

/// Whether the server said itself that it has ended the work, so that absence is final.
pub(super) fn is_settled(error: &WriteError) -> bool {
    let WriteError::Failed(error) = error else {
        return true;
    };
    let status = error.source.as_ref().and_then(|wire| wire.status);
    status == Some(500)
}

/// Looks for a write that was begun at `since`.
pub(super) async fn look_for(
    provider: &dyn Provider,
    call: &CallContext,
    command: &Command,
    since: Timestamp,
) -> Verdict {
    let seeker = Seeker {
        provider,
        call,
        since: since - SKEW,
    };
    // A failure to read is not an answer.
    seeker.look(command).await.unwrap_or(Verdict::Unsure)
}

struct Seeker<'a> {
    provider: &'a dyn Provider,
    call: &'a CallContext,
    since: Timestamp,
}

impl Seeker<'_> {
    async fn look(&self, command: &Command) -> Result<Verdict> {
        match command {
            Command::Reply(reply) => {
                // What is sent later is a draft until then, which nobody outside sees.
                let shown_as = reply.send_at.is_none().then_some(Visibility::Public);
                let found = self.message(&reply.conversation, &reply.body, shown_as);
                let status = reply.status_after.clone();
                let status = status.map(|to| ConversationChange::Status { to, actor: None });
                Ok(leaving(found.await?, status.into_iter().collect()))
            }
            Command::AddNote(note) => {
                self.message(&note.conversation, &note.body, Some(Visibility::Internal))
                    .await
            }
            Command::CreateConversation(create) => {
                Ok(leaving(self.conversation(create).await?, create.changes()))
            }
            Command::ChangeConversation {
                conversation,
                changes,
            } => {
                let batch = self.conversations(conversation).await;
                let Batch { outcomes, related } = batch;
                let one = only(outcomes.into_values())?;
                let shown = |one: &Conversation| {
                    changes
                        .iter()
                        .all(|change| shows(one, &related, change) == Some(true))
                };
                Ok(repeatable(one.as_ref().is_some_and(shown)))
            }
            Command::EditMessage(edit) => {
                let one = self.message_by_id(&edit.message).await?;
                let body = one.and_then(|one| one.body);
                Ok(repeatable(
                    body.is_some_and(|body| is_same_text(&edit.body, &body)),
                ))
            }
            Command::DeleteMessage(id) => {
                let one = self.message_by_id(id).await?;
                Ok(repeatable(one.is_none_or(|one| one.deleted_at.is_some())))
            }
            Command::DeleteConversation(id) => {
                let outcomes = self.conversations(id).await.outcomes;
                let one = only(outcomes.into_values())?;
                Ok(repeatable(one.is_none()))
            }
            Command::DeleteContact(id) => {
                let ids = std::slice::from_ref(id);
                let parts = crate::model::ContactParts::empty();
                let batch = self.provider.contacts_by_id(self.call, ids, parts).await;
                Ok(repeatable(only(batch.outcomes.into_values())?.is_none()))
            }
            Command::DeleteOrganization(id) => {
                let ids = std::slice::from_ref(id);
                let parts = OrganizationParts::empty();
                let batch = self
                    .provider
                    .organizations_by_id(self.call, ids, parts)
                    .await;
                Ok(repeatable(only(batch.outcomes.into_values())?.is_none()))
            }
            Command::CreateContact(fields) => self.contact(fields).await,
            Command::CreateOrganization(fields) => match fields.name.value() {
                Some(name) => self.organization(name).await,
                None => Ok(Verdict::Unsure),
            },
            Command::CreateTag { name } => self.tag(name).await,
            Command::SuggestReply(_)
            | Command::ChangeContact { .. }
            | Command::ChangeOrganization { .. }
            | Command::TagOrganizations { .. }
            | Command::RenameTag { .. }
            | Command::DeleteTag(_) => Ok(Verdict::Repeatable),
        }
    }

    /// Looks among the newest messages for one with this text, of one visibility or of any.
    async fn message(
        &self,
        conversation: &Id<Conversation>,
        body: &MessageBody,
        visibility: Option<Visibility>,
    ) -> Result<Verdict> {
        if matches!(body, MessageBody::Native(_)) {
            return Ok(Verdict::Unsure);
        }
        let request = PageRequest::first(ROWS);
        let page = self
            .provider
            .messages(self.call, conversation, MessageOrder::NewestFirst, request)
            .await?;
        let is_it = |message: &&Message| {
            message.created_at >= self.since
                && visibility.is_none_or(|visibility| message.visibility == visibility)
                && message
                    .body
                    .as_ref()
                    .is_some_and(|read| is_same_text(body, read))
        };
        if let Some(found) = page.items.iter().find(is_it) {
            return Ok(found_as(Written {
                message: Some(found.id.clone()),
                ..Written::default()
            }));
        }
        let reaches_back = page
            .items
            .last()
            .is_none_or(|last| last.created_at < self.since);
        Ok(absent(page.next.is_none() || reaches_back))
    }

    async fn message_by_id(&self, id: &Id<Message>) -> Result<Option<Message>> {
        let ids = std::slice::from_ref(id);
        let batch = self
            .provider
            .messages_by_id(self.call, ids, MessageParts::BODY)
            .await;
        only(batch.outcomes.into_values())
    }

    async fn conversations(&self, id: &Id<Conversation>) -> Batch<Conversation> {
        let parts = ConversationParts::all()
            .difference(ConversationParts::RAW)
            .difference(ConversationParts::PREVIEW)
            .difference(ConversationParts::WISHES);
        self.provider
            .conversations_by_id(self.call, std::slice::from_ref(id), parts)
            .await
    }

    /// Looks among the latest conversations for the only new one with this subject.
    async fn conversation(&self, create: &CreateConversation) -> Result<Verdict> {
        let Some(subject) = &create.subject else {
            return Ok(Verdict::Unsure);
        };
        let query = ConversationQuery::default();
        let parts = ConversationParts::SUMMARY | ConversationParts::TIMES;
        let request = PageRequest::first(ROWS);
        let page = self
            .provider
            .conversations(self.call, &query, request, parts)
            .await?;
        let is_it = |one: &&Conversation| {
            one.subject.as_ref() == Some(subject)
                && one.created_at.is_some_and(|created| created >= self.since)
        };
        let found: Vec<_> = page.items.iter().filter(is_it).collect();
        match found.as_slice() {
            [one] => Ok(found_as(Written {
                conversation: Some(one.id.clone()),
                ..Written::default()
            })),
            [] => {
                let last = page.items.last().and_then(|last| last.last_activity_at);
                Ok(absent(
                    page.next.is_none() || last.is_some_and(|last| last < self.since),
                ))
            }
            _ => Ok(Verdict::Unsure),
        }
    }

    /// Looks for a new contact by e-mail address.
    async fn contact(&self, fields: &ContactFields) -> Result<Verdict> {
        let Some(email) = fields.email.value() else {
            return Ok(Verdict::Unsure);
        };
        let query = ContactQuery {
            conditions: vec![ContactCondition::Email(email.clone())],
            ..ContactQuery::default()
        };
        if self.provider.plan_contacts(&query).pushed.is_empty() {
            return Ok(Verdict::Unsure);
        }
        let page = self
            .provider
            .contacts(self.call, &query, PageRequest::first(ROWS))
            .await?;
        let is_it = |one: &&Contact| one.created_at.is_none_or(|created| created >= self.since);
        Ok(match page.items.iter().find(is_it) {
            Some(found) => found_as(Written {
                contact: Some(found.id.clone()),
                ..Written::default()
            }),
            None => Verdict::Absent,
        })
    }

    async fn organization(&self, name: &str) -> Result<Verdict> {
        let page = self
            .provider
            .organizations(self.call, PageRequest::first(ROWS))
            .await?;
        let found = page.items.iter().find(|one| {
            one.name == name && one.created_at.is_some_and(|created| created >= self.since)
        });
        Ok(match found {
            Some(found) => found_as(Written {
                organization: Some(found.id.clone()),
                ..Written::default()
            }),
            None => absent(page.next.is_none()),
        })
    }

    /// A name of a tag is there once.
    async fn tag(&self, name: &str) -> Result<Verdict> {
        let page = self
            .provider
            .tags(self.call, PageRequest::first(ROWS))
            .await?;
        let found = page.items.iter().find(|tag| tag.name == name);
        Ok(match found {
            Some(found) => found_as(Written {
                tag: Some(found.id.clone()),
                ..Written::default()
            }),
            None => absent(page.next.is_none()),
        })
    }
}

fn found_as(written: Written) -> Verdict {
    Verdict::Found(Box::new(written))
}

/// Found, and the rest of the wish is still to be done: doing it again where it was done changes nothing.
fn leaving(verdict: Verdict, left_over: Vec<ConversationChange>) -> Verdict {
    match verdict {
        Verdict::Found(written) => found_as(Written {
            left_over,
            ..*written
        }),
        other => other,
    }
}

fn absent(is_complete: bool) -> Verdict {
    if is_complete {
        Verdict::Absent
    } else {
        Verdict::Unsure
    }
}

fn repeatable(is_visible: bool) -> Verdict {
    if is_visible {
        found_as(Written::default())
    } else {
        Verdict::Repeatable
    }
}

/// The outcome of the one id that was asked for.
fn only<T>(mut outcomes: impl Iterator<Item = Result<Option<T>>>) -> Result<Option<T>> {
    outcomes.next().unwrap_or(Ok(None))
}
