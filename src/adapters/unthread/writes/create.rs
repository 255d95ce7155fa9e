//! Conversations that are opened. The call takes a first message and most fields; the rest follows in calls of its own.

use serde_json::{Map, Value, json};

use crate::adapters::paging::FromSource as _;
use crate::adapters::unthread::endpoints::{
    CreateConversation as Create, Post, SendMessage, SendNote,
};
use crate::adapters::unthread::{Unthread, tables, wire};
use crate::model::command::options::UnthreadOptions;
use crate::model::command::{CreateConversation, CreateOptions};
use crate::model::{Conversation, Id, Visibility};
use crate::provider::{Allowed, Refusal, SideEffect, WriteError, WriteResult};
use crate::transport::CallContext;

use super::steps::Steps;
use super::tags::TagWish;
use super::{author, body, change};

/// What the call takes.
const KINDS: &[&str] = &[tables::SLACK, tables::TRIAGE, tables::EMAIL];

const TYPE: &[&str] = &["input", "options", "unthread", "type"];
const SLACK_CHANNEL: &[&str] = &["input", "options", "unthread", "slackChannelId"];
const TRIAGE_CHANNEL: &[&str] = &["input", "options", "unthread", "triageChannelId"];
const EMAIL_INBOX: &[&str] = &["input", "options", "unthread", "emailInboxId"];

/// A conversation as it is opened, and what the call does not take.
#[derive(Debug)]
pub(super) struct Opening<'a> {
    /// The body of the call.
    body: Value,
    /// Fields of the ticket type, as one map.
    form: Option<Value>,
    tags: TagWish<'a>,
    is_internal: bool,
}

/// Says how a conversation is opened, or what speaks against it.
pub(super) fn opening(create: &CreateConversation) -> Result<Opening<'_>, Refusal> {
    let CreateConversation {
        visibility,
        recipient,
        author,
        tags,
        custom_fields,
        uploads,
        options,
        // Fields of the call.
        subject: _,
        body: _,
        status: _,
        priority: _,
        assignee: _,
    } = create;
    let CreateOptions::Unthread(options) = options else {
        let explanation = "Unthread has to be told where a conversation takes place.";
        let field = &["input", "options", "unthread"];
        return Err(Refusal::bad_input(field, explanation));
    };
    body::files(uploads)?;
    let person = author::correspondent(recipient.as_ref(), author)?;
    let is_internal = fits(options, *visibility, person.as_ref())?;
    let mut body = place(options);
    body.extend(fields(create)?);
    body.extend(person.map(|person| ("onBehalfOf".to_owned(), person)));
    let form = change::form(custom_fields)?;
    Ok(Opening {
        body: body.into(),
        form: (!form.is_empty()).then(|| change::filled(&form)),
        tags: TagWish::add(tags, false)?,
        is_internal,
    })
}

/// What is said, and the fields that have a value from the start.
fn fields(create: &CreateConversation) -> Result<Map<String, Value>, Refusal> {
    let status = create.status.as_ref().map(change::status).transpose()?;
    let priority = create.priority.as_ref().map(change::priority).transpose()?;
    let assignee = create.assignee.as_ref().map(change::member).transpose()?;
    let fields = [
        ("markdown", Some(body::slack(&create.body)?.into())),
        ("status", Some(status.unwrap_or(tables::OPEN).into())),
        ("title", create.subject.as_deref().map(Value::from)),
        // Without one it has none; null is not taken here.
        ("priority", priority.filter(|priority| !priority.is_null())),
        ("assignedToUserId", assignee.map(Value::from)),
    ];
    let fields = fields.into_iter();
    Ok(fields
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect())
}

/// Whether the settings belong together. Tells whether the conversation is internal.
fn fits(
    options: &UnthreadOptions,
    visibility: Visibility,
    person: Option<&Value>,
) -> Result<bool, Refusal> {
    let kind = options.kind.as_str();
    if !KINDS.contains(&kind) {
        let allowed = Allowed::Words(KINDS.iter().map(|kind| kind.to_uppercase()).collect());
        let refusal = Refusal::bad_input(TYPE, "Such a conversation begins on the other side.");
        return Err(refusal.allowing(allowed));
    }
    let is_internal = kind == tables::TRIAGE;
    if is_internal != (visibility == Visibility::Internal) {
        let explanation = "TRIAGE is internal and the others are public: the two have to agree.";
        return Err(Refusal::bad_input(&["input", "visibility"], explanation));
    }
    has_its_channel(options)?;
    let is_direct = kind == tables::SLACK && options.slack_channel_id.is_none();
    if person.is_none() && (is_direct || kind == tables::EMAIL) {
        let explanation = "Mail and direct messages need somebody to talk to.";
        return Err(Refusal::bad_input(&["input", "recipient"], explanation));
    }
    Ok(is_internal)
}

/// Each type has a channel of its own kind, and all but direct messages in Slack need one.
fn has_its_channel(options: &UnthreadOptions) -> Result<(), Refusal> {
    let (slack, triage) = (&options.slack_channel_id, &options.triage_channel_id);
    for (kind, channel, field) in [
        (tables::SLACK, slack, SLACK_CHANNEL),
        (tables::TRIAGE, triage, TRIAGE_CHANNEL),
        (tables::EMAIL, &options.email_inbox_id, EMAIL_INBOX),
    ] {
        let is_own = options.kind == kind;
        if channel.is_some() && !is_own {
            let explanation = "This is for conversations of another type.";
            return Err(Refusal::bad_input(field, explanation));
        }
        if channel.is_none() && is_own && kind != tables::SLACK {
            let explanation = "Conversations of this type need it.";
            return Err(Refusal::bad_input(field, explanation));
        }
    }
    Ok(())
}

fn place(options: &UnthreadOptions) -> Map<String, Value> {
    let UnthreadOptions {
        kind,
        slack_channel_id,
        triage_channel_id,
        email_inbox_id,
        customer,
        project_id,
        ticket_type_id,
        notes,
        excludes_analytics,
    } = options;
    let customer = customer.as_ref().map(|id| id.native().to_owned());
    let texts = [
        ("type", Some(kind.clone())),
        ("channelId", slack_channel_id.clone()),
        ("triageChannelId", triage_channel_id.clone()),
        ("emailInboxId", email_inbox_id.clone()),
        ("customerId", customer),
        ("projectId", project_id.clone()),
        ("ticketTypeId", ticket_type_id.clone()),
        ("notes", notes.clone()),
    ];
    let texts = texts.into_iter();
    let mut place: Map<String, Value> = texts
        .filter_map(|(key, text)| Some((key.to_owned(), text?.into())))
        .collect();
    if let Some(is_excluded) = excludes_analytics {
        place.insert("excludeAnalytics".to_owned(), (*is_excluded).into());
    }
    place
}

impl Unthread {
    pub(super) async fn create(
        &self,
        context: &CallContext,
        create: &CreateConversation,
    ) -> WriteResult {
        let mut steps = Steps::default();
        let outcome = self.create_by_steps(context, create, &mut steps).await;
        steps.end(outcome)
    }

    async fn create_by_steps(
        &self,
        context: &CallContext,
        create: &CreateConversation,
        steps: &mut Steps,
    ) -> Result<(), WriteError> {
        let Opening {
            body,
            form,
            tags,
            is_internal,
        } = opening(create)?;
        // Unknown tags are found before anything is opened.
        let links = self.links(context, &[tags], &[]).await?;
        let row = self.client.send(context, &Create(body)).await;
        let row = row.from_source(&self.key)?;
        steps.done();
        let id = self.opened(&row.value, is_internal, steps);
        let is_all = form.is_none() && links.is_empty() && create.uploads.is_empty();
        if is_all {
            steps.written.related = self.shown(row).unwrap_or_default();
        }
        if let Some(form) = form {
            let fields = Map::from_iter([("ticketTypeFields".to_owned(), form)]);
            self.update(context, &id, fields).await?;
        }
        self.link(context, &id, links, steps).await?;
        self.send_files(context, &id, create, is_internal).await
    }

    /// Notes what was opened.
    fn opened(
        &self,
        row: &wire::Conversation,
        is_internal: bool,
        steps: &mut Steps,
    ) -> Id<Conversation> {
        let id = Id::new(&self.key, row.id.as_str());
        let id = if is_internal {
            id.with_hint(tables::TRIAGE)
        } else {
            steps.written.side_effects.push(SideEffect::NotifiesContact);
            id
        };
        let first = row.initial_message.as_ref();
        let first = first.and_then(|first| first.id.clone());
        steps.written.message = first.map(|first| Id::within(&id, first));
        steps.written.conversation = Some(id.clone());
        id
    }

    /// Files follow in a message of their own: clients found those unreliable that came with the first one.
    async fn send_files(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        create: &CreateConversation,
        is_internal: bool,
    ) -> Result<(), WriteError> {
        let files = create.uploads.as_slice();
        if files.is_empty() {
            return Ok(());
        }
        let mut message = json!({"body": body::placeholder(files.len())});
        if let Some(person) = author::correspondent(create.recipient.as_ref(), &create.author)? {
            message["onBehalfOf"] = person;
        }
        let post = Post {
            conversation: id.native(),
            message,
            files,
        };
        let sent = if is_internal {
            self.client.send(context, &SendNote(post)).await
        } else {
            self.client.send(context, &SendMessage(post)).await
        };
        sent.from_source(&self.key)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
