//! New conversations: everything that is wished goes into one call.

use serde_json::{Value, json};

use crate::model::command::options::HelpScoutOptions;
use crate::model::command::{CreateConversation, CreateOptions, MessageAuthor, Recipient};
use crate::model::{Assignee, Id};
use crate::provider::{Error, ErrorKind, Result, SideEffect, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::super::HelpScout;
use super::super::endpoints::CreateConversation as CreateEndpoint;
use super::body::{ThreadText, put, status, thread};
use super::fields;

const OPERATION: &str = CreateEndpoint::OPERATION.id;

impl HelpScout {
    pub(super) async fn open(
        &self,
        context: &CallContext,
        create: &CreateConversation,
    ) -> WriteResult {
        let CreateOptions::HelpScout(options) = &create.options else {
            let error = Error::new(ErrorKind::Internal, &self.key, OPERATION);
            return Err(error.into());
        };
        let body = self.conversation_body(context, create, options).await?;
        let native = self.produce(context, &CreateEndpoint { body }).await?;
        Ok(Written {
            conversation: Some(Id::new(&self.key, native)),
            side_effects: side_effects(create, options),
            ..Written::default()
        })
    }

    async fn conversation_body(
        &self,
        context: &CallContext,
        create: &CreateConversation,
        options: &HelpScoutOptions,
    ) -> std::result::Result<Value, WriteError> {
        let HelpScoutOptions {
            inbox,
            kind,
            is_auto_reply_enabled,
            is_imported,
        } = options;
        let customer = self.customer_of(create)?;
        let first = self.first_thread(create, options)?;
        let mut body = serde_json::Map::new();
        put(&mut body, "subject", create.subject.as_deref());
        put(&mut body, "type", Some(kind.as_str()));
        put(&mut body, "mailboxId", Some(self.figure(inbox, OPERATION)?));
        let begins = create.status.as_ref().map(status);
        let begins = begins.unwrap_or_else(|| "active".to_owned());
        put(&mut body, "status", Some(begins));
        put(&mut body, "customer", Some(customer));
        put(&mut body, "threads", Some(json!([first])));
        let tags = (!create.tags.is_empty()).then(|| json!(create.tags));
        put(&mut body, "tags", tags);
        if !create.custom_fields.is_empty() {
            let known = self.fields_of(context, inbox.native()).await?;
            let filled = fields::resolve(&known, &create.custom_fields)?;
            put(&mut body, "fields", Some(fields::body(&filled)));
        }
        put(&mut body, "assignTo", self.assignee(create)?);
        put(&mut body, "user", self.author(&create.author, OPERATION)?);
        put(&mut body, "autoReply", *is_auto_reply_enabled);
        put(&mut body, "imported", *is_imported);
        Ok(Value::Object(body))
    }

    /// A message of the contact, an entry of a chat, a note of a call, or a mail to the contact.
    fn first_thread(
        &self,
        create: &CreateConversation,
        options: &HelpScoutOptions,
    ) -> Result<Value> {
        let speaker = match &create.author.contact {
            Some(contact) => json!({"id": self.figure(contact, OPERATION)?}),
            None => self.customer_of(create)?,
        };
        let kind = match options.kind.as_str() {
            "phone" => "phone",
            "chat" => "chat",
            _ if create.author.contact.is_some() => "customer",
            _ => "reply",
        };
        let text = ThreadText {
            body: &create.body,
            uploads: &create.uploads,
            user: self.author(&create.author, OPERATION)?,
            customer: Some(speaker),
            cc: &[],
            bcc: &[],
        };
        let mut first = thread(&text);
        first.insert("type".to_owned(), kind.into());
        put(&mut first, "imported", options.is_imported);
        Ok(Value::Object(first))
    }

    /// Who the conversation is with: who is named, or else who wrote.
    fn customer_of(&self, create: &CreateConversation) -> Result<Value> {
        let contact = match (&create.recipient, &create.author.contact) {
            (Some(Recipient::Contact(contact)), _) | (None, Some(contact)) => contact,
            (Some(Recipient::Email(email)), _) => return Ok(json!({"email": email})),
            (Some(Recipient::ExternalId(_)) | None, _) => return Err(self.missing(OPERATION)),
        };
        Ok(json!({"id": self.figure(contact, OPERATION)?}))
    }

    fn assignee(&self, create: &CreateConversation) -> Result<Option<i64>> {
        let number = |assignee: &Assignee| match assignee {
            Assignee::Agent(agent) => self.figure(agent, OPERATION),
            Assignee::Team(team) => self.figure(team, OPERATION),
        };
        create.assignee.as_ref().map(number).transpose()
    }

    /// The user who writes; `None` for who owns the token.
    pub(super) fn author(
        &self,
        author: &MessageAuthor,
        operation: &'static str,
    ) -> Result<Option<i64>> {
        let agent = author.agent.as_ref();
        agent.map(|agent| self.figure(agent, operation)).transpose()
    }
}

fn side_effects(create: &CreateConversation, options: &HelpScoutOptions) -> Vec<SideEffect> {
    let is_imported = options.is_imported.unwrap_or_default();
    let is_mail = create.author.contact.is_none() && options.kind == "email";
    let answers = options.is_auto_reply_enabled.unwrap_or_default();
    let notifies = (is_mail || answers) && !is_imported;
    let is_address = matches!(create.recipient, Some(Recipient::Email(_)));
    let effects = [
        notifies.then_some(SideEffect::NotifiesContact),
        is_address.then_some(SideEffect::CreatesContact),
    ];
    effects.into_iter().flatten().collect()
}
