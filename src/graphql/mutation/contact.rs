//! Contacts.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use super::payload::{ContactAfter, DeletedContact, payloads};
use crate::graphql::inputs::write::{
    CustomFieldInput, Parsed, WriteOptions, custom_fields, email, id, id_in, source, text,
};
use crate::graphql::write::{Wish, item};
use crate::model::command::{Command, ContactFields, Patch};
use crate::model::{self, Id};
use crate::provider::Refusal;
use crate::writes::Item;

/// Arguments of `contactCreate`.
#[derive(InputObject)]
pub(crate) struct ContactCreateInput {
    /// Key of the source.
    source: String,
    /// Full name.
    name: Option<String>,
    /// Given name. Providers: Help Scout.
    first_name: Option<String>,
    /// Family name. Providers: Help Scout.
    last_name: Option<String>,
    /// E-mail address.
    email: Option<String>,
    /// Phone number.
    phone: Option<String>,
    /// Picture.
    avatar_url: Option<String>,
    /// Identifier in another system; for Cord the ID itself.
    external_id: Option<String>,
    /// Inbox the contact belongs to. Providers: Nimchat, required there.
    inbox_id: Option<ID>,
    /// Custom attributes.
    custom_fields: Option<Vec<CustomFieldInput>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `contactUpdate`. Omitted fields stay, null clears.
#[derive(InputObject)]
pub(crate) struct ContactUpdateInput {
    /// Contact.
    contact_id: ID,
    /// Full name.
    name: MaybeUndefined<String>,
    /// Given name. Providers: Help Scout.
    first_name: MaybeUndefined<String>,
    /// Family name. Providers: Help Scout.
    last_name: MaybeUndefined<String>,
    /// E-mail address.
    email: MaybeUndefined<String>,
    /// Phone number.
    phone: MaybeUndefined<String>,
    /// Picture.
    avatar_url: MaybeUndefined<String>,
    /// Identifier in another system. Providers: Nimchat.
    external_id: MaybeUndefined<String>,
    /// Custom attributes; the others stay.
    custom_fields: Option<Vec<CustomFieldInput>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `contactDelete`.
#[derive(InputObject)]
pub(crate) struct ContactDeleteInput {
    /// Contact.
    contact_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `contactCreate`.
    ContactCreatePayload(ContactAfter);
    /// Result of `contactUpdate`.
    ContactUpdatePayload(ContactAfter);
    /// Result of `contactDelete`.
    ContactDeletePayload(DeletedContact);
}

#[derive(Default)]
pub(crate) struct ContactMutation;

#[Object]
impl ContactMutation {
    /// Creates a contact. Providers: Help Scout, Nimchat, Cord.
    async fn contact_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ContactCreateInput,
    ) -> ContactCreatePayload {
        let options = std::mem::take(&mut input.write);
        let items = input.items(ctx);
        let outcome = Wish::new("contactCreate", options).run(ctx, items).await;
        let contact = outcome.done().and_then(|done| done.contact.clone());
        ContactCreatePayload(ContactAfter(contact), outcome.into())
    }

    /// Changes a contact; omitted fields stay, null clears. Providers: Help Scout, Nimchat, Cord.
    async fn contact_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ContactUpdateInput,
    ) -> ContactUpdatePayload {
        let options = std::mem::take(&mut input.write);
        let contact = id::<model::Contact>(ctx, &["input", "contactId"], &input.contact_id);
        let change = |contact: Id<model::Contact>| {
            let source = contact.source().clone();
            let fields = Box::new(input.fields()?);
            Ok(vec![item(
                &source,
                Command::ChangeContact { contact, fields },
            )])
        };
        let items = contact.clone().and_then(change);
        let outcome = Wish::new("contactUpdate", options).run(ctx, items).await;
        ContactUpdatePayload(ContactAfter(outcome.if_done(contact.ok())), outcome.into())
    }

    /// Deletes a contact. Providers: Cord, Help Scout, Nimchat.
    async fn contact_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ContactDeleteInput,
    ) -> ContactDeletePayload {
        let ContactDeleteInput { contact_id, write } = input;
        let contact = id::<model::Contact>(ctx, &["input", "contactId"], &contact_id);
        let delete = |contact: Id<model::Contact>| {
            vec![item(
                contact.source(),
                Command::DeleteContact(contact.clone()),
            )]
        };
        let items = contact.clone().map(delete);
        let outcome = Wish::new("contactDelete", write).run(ctx, items).await;
        ContactDeletePayload(
            DeletedContact(outcome.if_done(contact.ok())),
            outcome.into(),
        )
    }
}

fn given(text: Option<String>) -> Patch<String> {
    text.map_or(Patch::Keep, Patch::Set)
}

fn address(patch: Patch<String>) -> Parsed<Patch<String>> {
    match patch {
        Patch::Set(address) => email(&["input", "email"], address).map(Patch::Set),
        other => Ok(other),
    }
}

impl ContactCreateInput {
    fn items(self, ctx: &Context<'_>) -> Parsed<Vec<Item>> {
        let Self {
            source: key,
            name,
            first_name,
            last_name,
            email,
            phone,
            avatar_url,
            external_id,
            inbox_id,
            custom_fields: fields,
            write: _,
        } = self;
        let source = source(ctx, &key)?;
        let inbox = inbox_id.map(|id| id_in(ctx, &source, &["input", "inboxId"], &id));
        let fields = ContactFields {
            name: given(name),
            first_name: given(first_name),
            last_name: given(last_name),
            email: address(given(email))?,
            phone: given(phone),
            avatar_url: given(avatar_url),
            external_id: given(external_id),
            inbox: inbox.transpose()?,
            custom_fields: custom_fields(&["input", "customFields"], fields)?,
        };
        Ok(vec![item(
            &source,
            Command::CreateContact(Box::new(fields)),
        )])
    }
}

impl ContactUpdateInput {
    fn fields(self) -> Parsed<ContactFields> {
        let Self {
            contact_id: _,
            name,
            first_name,
            last_name,
            email,
            phone,
            avatar_url,
            external_id,
            custom_fields: fields,
            write: _,
        } = self;
        let fields = ContactFields {
            name: text(name),
            first_name: text(first_name),
            last_name: text(last_name),
            email: address(text(email))?,
            phone: text(phone),
            avatar_url: text(avatar_url),
            external_id: text(external_id),
            inbox: None,
            custom_fields: custom_fields(&["input", "customFields"], fields)?,
        };
        if fields == ContactFields::default() {
            return Err(Refusal::bad_input(&["input"], "Nothing is to be changed."));
        }
        Ok(fields)
    }
}
