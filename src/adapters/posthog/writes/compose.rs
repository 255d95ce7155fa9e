//! New tickets, which begin with a mail to the customer.

use serde_json::{Map, Value, json};

use crate::adapters::paging::FromSource as _;
use crate::adapters::posthog::endpoints::ComposeTicket;
use crate::adapters::posthog::native::is_uuid;
use crate::adapters::posthog::{PostHog, wire};
use crate::model::command::options::PostHogOptions;
use crate::model::command::{
    ConversationChange, CreateConversation, CreateOptions, Recipient, StatusTarget,
};
use crate::model::{Contact, Conversation, ConversationStatus, Id, MessageOrder, PageRequest};
use crate::provider::{Refusal, WriteContext, WriteError, WriteResult, Written, absent_is_none};
use crate::transport::CallContext;

use super::body;
use super::messages::{admit_author, admit_uploads};

/// Letters of a message, of a subject, and of a document as JSON.
const MAX_MESSAGE: usize = 5000;
const MAX_SUBJECT: usize = 500;
const MAX_DOCUMENT: usize = 100_000;
/// Letters of a distinct id.
const MAX_DISTINCT_ID: usize = 400;

/// Says what speaks against a new ticket.
pub(super) fn admit(create: &CreateConversation) -> Result<(), Refusal> {
    let CreateConversation {
        subject,
        body,
        // The guard refuses what a ticket cannot have, by capability and table.
        visibility: _,
        recipient,
        author,
        status: _,
        priority: _,
        assignee: _,
        tags: _,
        custom_fields: _,
        uploads,
        options,
    } = create;
    let options = options_of(options)?;
    admit_author(author)?;
    admit_uploads(uploads)?;
    body::admit(body)?;
    if !is_uuid(&options.email_config_id) {
        let field = ["input", "options", "postHog", "emailConfigId"];
        return Err(Refusal::bad_input(
            &field,
            "The id of an e-mail channel is a UUID.",
        ));
    }
    admit_document(create, options)?;
    if body::text(body).trim().chars().count() > MAX_MESSAGE {
        let explanation =
            format!("A new ticket of PostHog takes a message of {MAX_MESSAGE} characters.");
        return Err(Refusal::bad_input(&["input", "body"], explanation));
    }
    if subject
        .as_ref()
        .is_some_and(|subject| subject.chars().count() > MAX_SUBJECT)
    {
        let explanation = format!("A subject of PostHog has {MAX_SUBJECT} characters at most.");
        return Err(Refusal::bad_input(&["input", "subject"], explanation));
    }
    if recipient.is_none() {
        let explanation = "A new ticket of PostHog is a mail, and needs somebody to write to.";
        return Err(Refusal::bad_input(&["input", "recipient"], explanation));
    }
    // What is done afterwards may be wrong as well.
    super::update::Update::of(&left_over(create)).map(drop)
}

fn options_of(options: &CreateOptions) -> Result<&PostHogOptions, Refusal> {
    match options {
        CreateOptions::PostHog(options) => Ok(options),
        _ => Err(Refusal::bad_input(
            &["input", "options", "postHog"],
            "A new ticket of PostHog is a mail; say from which e-mail channel.",
        )),
    }
}

fn admit_document(create: &CreateConversation, options: &PostHogOptions) -> Result<(), Refusal> {
    let field = ["input", "options", "postHog", "richContent"];
    let own = body::document(&create.body);
    if own.is_some() && options.rich_content.is_some() {
        let explanation = "The document is given twice: as native body and among the options.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    let document = own.or(options.rich_content.as_ref());
    if document.is_some_and(|document| document.to_string().len() > MAX_DOCUMENT) {
        let explanation = "A document of PostHog has 100,000 characters at most.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    Ok(())
}

/// What a new ticket is not by itself. It is open.
fn left_over(create: &CreateConversation) -> Vec<ConversationChange> {
    let is_given = |change: &ConversationChange| match change {
        ConversationChange::Status { to, .. } => match to {
            StatusTarget::Unified(status) => *status == ConversationStatus::Open,
            StatusTarget::Native(native) => native == "open",
        },
        _ => false,
    };
    let mut changes = create.changes();
    changes.retain(|change| !is_given(change));
    changes
}

/// Whom the mail goes to.
struct Addressee {
    email: String,
    distinct_id: Option<String>,
}

impl PostHog {
    pub(super) async fn compose(
        &self,
        context: &WriteContext,
        create: &CreateConversation,
    ) -> WriteResult {
        let options = options_of(&create.options)?;
        let addressee = self
            .addressee(&context.call, create.recipient.as_ref())
            .await?;
        let endpoint = ComposeTicket {
            project: &self.project,
            body: Value::Object(letter(create, options, addressee)),
        };
        let composed = self.client.send(&context.call, &endpoint).await;
        let composed = composed.from_source(&self.key);
        let wire::Composed { id, ticket_number } =
            composed.map_err(|error| self.rights.learn(error))?;
        let conversation: Id<Conversation> =
            Id::new(&self.key, id).with_hint(ticket_number.to_string());
        // The answer does not name the message, which is the only one as yet. If it cannot be read, the ticket is made all
        // the same.
        let (order, request) = (MessageOrder::NewestFirst, PageRequest::first(1));
        let said = self.comments(&context.call, &conversation, order, &request);
        let first = said
            .await
            .ok()
            .and_then(|page| page.items.into_iter().next());
        let message = first.map(|comment| Id::within(&conversation, comment.value.id));
        Ok(Written {
            conversation: Some(conversation),
            message,
            left_over: left_over(create),
            ..Written::default()
        })
    }

    async fn addressee(
        &self,
        call: &CallContext,
        recipient: Option<&Recipient>,
    ) -> Result<Addressee, WriteError> {
        let field = ["input", "recipient"];
        let contact = match recipient {
            Some(Recipient::Email(email)) => {
                return Ok(Addressee {
                    email: email.clone(),
                    distinct_id: None,
                });
            }
            Some(Recipient::Contact(id)) => absent_is_none(self.contact(call, id).await)?,
            Some(Recipient::ExternalId(id)) => absent_is_none(self.by_distinct_id(call, id).await)?,
            None => None,
        };
        let contact =
            contact.ok_or_else(|| Refusal::not_found(&field, "There is no such contact."))?;
        let without =
            || Refusal::bad_input(&field, "Nobody knows an e-mail address of this contact.");
        let Contact {
            emails,
            external_ids,
            ..
        } = contact;
        let email = emails.into_iter().next().ok_or_else(without)?.value;
        let named = match recipient {
            Some(Recipient::ExternalId(id)) => Some(id.clone()),
            _ => external_ids.into_iter().next().map(|id| id.value),
        };
        let fits = |id: &String| !id.is_empty() && id.chars().count() <= MAX_DISTINCT_ID;
        Ok(Addressee {
            email,
            distinct_id: named.filter(fits),
        })
    }
}

/// The body of the call. Empty texts are refused, so they are left out.
fn letter(
    create: &CreateConversation,
    options: &PostHogOptions,
    addressee: Addressee,
) -> Map<String, Value> {
    let Addressee { email, distinct_id } = addressee;
    let document = body::document(&create.body).or(options.rich_content.as_ref());
    let subject = create
        .subject
        .as_deref()
        .filter(|subject| !subject.trim().is_empty());
    let fields = [
        ("recipient_email", Some(json!(email))),
        ("recipient_distinct_id", distinct_id.map(Value::from)),
        ("email_subject", subject.map(Value::from)),
        ("email_config_id", Some(json!(options.email_config_id))),
        ("message", Some(json!(body::text(&create.body)))),
        ("rich_content", document.cloned()),
    ];
    let sent = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    sent.collect()
}
