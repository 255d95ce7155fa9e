//! Who a new conversation is with.

use serde_json::json;

use crate::model::command::Recipient;
use crate::model::command::options::NimchatOptions;
use crate::provider::{Refusal, WriteError, absent_is_none};
use crate::transport::{CallContext, WithRaw};

use crate::adapters::nimchat::endpoints::{Clause, CreateContact, FilterContacts, FindBySourceId};
use crate::adapters::nimchat::reads::number_of;
use crate::adapters::nimchat::{Nimchat, wire};

use super::create::OPTIONS;

/// Who a conversation is with.
pub(super) struct Other {
    pub contact: u64,
    pub is_new: bool,
}

impl Nimchat {
    pub(super) async fn recipient(
        &self,
        call: &CallContext,
        inbox: u64,
        options: &NimchatOptions,
        recipient: Option<&Recipient>,
    ) -> Result<Other, WriteError> {
        let known = |contact| Other {
            contact,
            is_new: false,
        };
        match recipient {
            Some(Recipient::Contact(contact)) => {
                let field = ["input", "recipient", "contactId"];
                let missing = || Refusal::not_found(&field, "There is no such contact.");
                Ok(known(number_of(contact).ok_or_else(missing)?))
            }
            Some(Recipient::Email(email)) => match self.contact_of_email(call, email).await? {
                Some(contact) => Ok(known(contact)),
                None => self.new_contact(call, inbox, email).await,
            },
            Some(Recipient::ExternalId(source_id)) => {
                let field = ["input", "recipient", "externalId"];
                let found = self
                    .contact_of_source_id(call, inbox, source_id, &field)
                    .await;
                Ok(known(found?))
            }
            None => {
                let field = [OPTIONS.as_slice(), &["sourceId"]].concat();
                let source_id = options.source_id.as_deref().unwrap_or_default();
                let found = self
                    .contact_of_source_id(call, inbox, source_id, &field)
                    .await;
                Ok(known(found?))
            }
        }
    }

    async fn contact_of_email(
        &self,
        call: &CallContext,
        email: &str,
    ) -> Result<Option<u64>, WriteError> {
        let email = email.trim().to_lowercase();
        let clauses = [Clause::new("email", "equal_to", [email.as_str()])];
        let endpoint = FilterContacts {
            account: &self.account,
            clauses: &clauses,
            sort: "created_at",
        };
        let found = self.ask(call, &endpoint).await?.items;
        let is_theirs = |contact: &&WithRaw<wire::Contact>| {
            let known = contact.value.email.as_deref().unwrap_or_default();
            known.to_lowercase() == email
        };
        Ok(found
            .iter()
            .find(is_theirs)
            .map(|contact| contact.value.id.0))
    }

    async fn new_contact(
        &self,
        call: &CallContext,
        inbox: u64,
        email: &str,
    ) -> Result<Other, WriteError> {
        let body = json!({ "inbox_id": inbox, "email": email.trim() });
        let endpoint = CreateContact {
            account: &self.account,
            body: &body,
        };
        let wire::OneContact(contact) = self.ask(call, &endpoint).await?;
        Ok(Other {
            contact: contact.value.id.0,
            is_new: true,
        })
    }

    async fn contact_of_source_id(
        &self,
        call: &CallContext,
        inbox: u64,
        source_id: &str,
        field: &[&'static str],
    ) -> Result<u64, WriteError> {
        let endpoint = FindBySourceId {
            account: &self.account,
            inbox,
            source_id,
        };
        let found = absent_is_none(self.ask(call, &endpoint).await)?;
        let missing = || Refusal::not_found(field, "The inbox knows nobody by this id.");
        Ok(found.ok_or_else(missing)?.id.0)
    }
}
