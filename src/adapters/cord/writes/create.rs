//! New threads, each made by its first message.

use serde_json::{Map, Value, json};

use crate::adapters::cord::Cord;
use crate::adapters::cord::endpoints::{GetGroup, GetMessage, GetThread};
use crate::adapters::paging::FromSource as _;
use crate::model::command::options::CordOptions;
use crate::model::command::{
    ConversationChange, CreateConversation, CreateOptions, FieldValue, Recipient, StatusTarget,
};
use crate::model::{ConversationStatus, Id};
use crate::provider::{
    Error, Refusal, WriteContext, WriteError, WriteResult, Written, absent_is_none,
};
use crate::transport::CallContext;

use super::{body, is_chosen, people, reply};

/// Says what speaks against a new thread.
pub(super) fn admit(create: &CreateConversation) -> Result<(), Refusal> {
    let CreateConversation {
        subject: _,
        body,
        // The guard refuses what a thread cannot have, by capability and table.
        visibility: _,
        recipient,
        author,
        status: _,
        priority: _,
        assignee: _,
        tags: _,
        custom_fields,
        uploads,
        options,
    } = create;
    let CordOptions {
        group_id,
        location,
        url: _,
        thread_id,
    } = cord_options(options)?;
    people::author(author)?;
    reply::admit_uploads(uploads)?;
    body::admit(body)?;
    admit_fields(custom_fields)?;
    if let Some(Recipient::Email(_) | Recipient::ExternalId(_)) = recipient {
        let refusal = Refusal::unsupported("Cord knows people by their ids; name a contact.");
        return Err(refusal.at(&["input", "recipient"]));
    }
    if group_id.is_empty() {
        return Err(option("groupId", "The group is missing."));
    }
    if !location.values().all(is_flat) {
        return Err(option(
            "location",
            "A location holds texts, numbers and booleans only.",
        ));
    }
    let is_good = |id: &String| !id.is_empty() && id.chars().count() <= 320 && is_chosen(id);
    if !thread_id.as_ref().is_none_or(is_good) {
        let explanation = "An id has 1 to 320 characters and does not begin with `cord:`.";
        return Err(option("threadId", explanation));
    }
    Ok(())
}

fn cord_options(options: &CreateOptions) -> Result<&CordOptions, Refusal> {
    match options {
        CreateOptions::Cord(options) => Ok(options),
        _ => Err(Refusal::bad_input(
            &["input", "options", "cord"],
            "A thread stands on a page and belongs to a group; say which.",
        )),
    }
}

fn option(name: &'static str, explanation: &str) -> Refusal {
    Refusal::bad_input(&["input", "options", "cord", name], explanation)
}

/// Says what speaks against custom fields, which are metadata.
pub(super) fn admit_fields(fields: &[FieldValue]) -> Result<(), Refusal> {
    if fields
        .iter()
        .all(|field| field.value.is_null() || is_flat(&field.value))
    {
        return Ok(());
    }
    let explanation = "Metadata of Cord holds texts, numbers and booleans only.";
    Err(Refusal::bad_input(&["input", "customFields"], explanation))
}

/// Whether metadata can hold it.
pub(super) fn is_flat(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// The server names a missing group in an error that could be about anything.
fn unknown_group(error: Error) -> WriteError {
    let wire = error.source.as_ref();
    match wire.and_then(|wire| wire.upstream_code.as_deref()) {
        Some("organization_not_found" | "group_not_found") => {
            let field = ["input", "options", "cord", "groupId"];
            Refusal::not_found(&field, "There is no such group.").into()
        }
        _ => error.into(),
    }
}

/// How to make the thread.
fn thread_json(create: &CreateConversation, options: &CordOptions) -> Value {
    let set = create
        .custom_fields
        .iter()
        .filter(|field| !field.value.is_null());
    let metadata: Map<String, Value> = set
        .map(|field| (field.key.clone(), field.value.clone()))
        .collect();
    let mut thread = json!({
        "groupID": options.group_id,
        "location": options.location,
        "name": create.subject.as_deref().unwrap_or_default(),
        "url": options.url,
    });
    if !metadata.is_empty() {
        thread["metadata"] = Value::Object(metadata);
    }
    if let Some(Recipient::Contact(contact)) = &create.recipient {
        thread["addSubscribers"] = json!([contact.native()]);
    }
    thread
}

/// What a new thread is not by itself.
fn left_over(create: &CreateConversation) -> Vec<ConversationChange> {
    let is_to_resolve = |to: &StatusTarget| match to {
        StatusTarget::Unified(status) => *status != ConversationStatus::Open,
        StatusTarget::Native(native) => native != super::super::tables::UNRESOLVED,
    };
    let status = create.status.clone().filter(is_to_resolve);
    let status = status.map(|to| ConversationChange::Status {
        to,
        actor: people::author_person(&create.author),
    });
    status.into_iter().collect()
}

impl Cord {
    pub(super) async fn create(
        &self,
        context: &WriteContext,
        create: &CreateConversation,
    ) -> WriteResult {
        let options = cord_options(&create.options)?;
        let author = people::author(&create.author)?;
        let (call, token) = (&context.call, context.token.as_str());
        let thread = options.thread_id.as_deref().unwrap_or(token);
        let conversation = reply::conversation(self, thread);
        let written = Written {
            conversation: Some(conversation.clone()),
            message: Some(Id::within(&conversation, token)),
            left_over: left_over(create),
            ..Written::default()
        };
        if options.thread_id.is_some() && self.is_made(call, thread, token).await? {
            return Ok(written);
        }
        if let Some(Recipient::Contact(contact)) = &create.recipient {
            let field = ["input", "recipient", "contactId"];
            self.require_member(call, &options.group_id, contact.native(), &field)
                .await?;
        }
        let files = self.upload(call, author, &create.uploads).await?;
        let mut message = reply::message_json(token, author, body::nodes(&create.body), &files);
        message["createThread"] = thread_json(create, options);
        let made = self.say(call, thread, message).await;
        made.map_err(unknown_group)?;
        Ok(written)
    }

    /// Whether the same write has made the thread before. A thread that another made must not get the message, as the
    /// server would give it.
    async fn is_made(
        &self,
        call: &CallContext,
        thread: &str,
        message: &str,
    ) -> Result<bool, WriteError> {
        let found = self.client.send(call, &GetThread { thread }).await;
        if absent_is_none(found.from_source(&self.key))?.is_none() {
            return Ok(false);
        }
        let endpoint = GetMessage { thread, message };
        let found = self.client.send(call, &endpoint).await;
        if absent_is_none(found.from_source(&self.key))?.is_some() {
            return Ok(true);
        }
        Err(option("threadId", "There is a thread with this id already.").into())
    }

    /// Refuses somebody who is not of the group: the server would pass over them without a word.
    pub(super) async fn require_member(
        &self,
        call: &CallContext,
        group: &str,
        user: &str,
        field: &[&'static str],
    ) -> Result<(), WriteError> {
        let found = self.client.send(call, &GetGroup { group }).await;
        let members = found.from_source(&self.key)?.value.members;
        if members.is_none_or(|members| members.iter().any(|member| member == user)) {
            return Ok(());
        }
        let explanation = "Only members of the thread's group can follow it.";
        Err(Refusal::bad_input(field, explanation).into())
    }
}
