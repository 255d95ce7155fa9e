//! One person in several desks.

use async_graphql::{Context, Object, Result};

use crate::feed::{IDENTIFYING, PersonKey};
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::{note, source_failed};
use crate::graphql::inputs;
use crate::graphql::lists::Scope;
use crate::graphql::types::identity::{ContactIdentity, ContactIdentityLookup};
use crate::model::{Contact, Id};

#[derive(Default)]
pub(super) struct PeopleQuery;

#[Object]
impl PeopleQuery {
    /// One person across sources; null when nobody matched, or when only an address of a function such as support@ was
    /// given. Costs about one call per source and key; nothing is written.
    async fn contact_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How to find the person.")] by: ContactIdentityLookup,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Option<Result<ContactIdentity>> {
        identity(ctx, by, sources).await.transpose()
    }
}

async fn identity(
    ctx: &Context<'_>,
    by: ContactIdentityLookup,
    sources: Option<Vec<String>>,
) -> Result<Option<ContactIdentity>> {
    let scope = Scope::named(ctx, sources, None)?;
    match by {
        ContactIdentityLookup::Email(address) => {
            let address = inputs::address("by.email", &address)?;
            find(
                ctx,
                &scope,
                vec![PersonKey::Email(address.clone())],
                address,
            )
            .await
        }
        ContactIdentityLookup::Phone(number) => {
            let number = inputs::phone("by.phone", &number)?;
            find(ctx, &scope, vec![PersonKey::Phone(number.clone())], number).await
        }
        ContactIdentityLookup::ExternalId(value) => {
            let value = inputs::words("by.externalId", &value)?;
            let key = PersonKey::ExternalId {
                system: None,
                value: value.clone(),
            };
            find(ctx, &scope, vec![key], value).await
        }
        ContactIdentityLookup::ContactId(id) => {
            let id: Id<Contact> = ctx.id("by.contactId", &id)?;
            of_contact(ctx, &scope, &id).await
        }
    }
}

/// The person that a contact is, by everything that the contact is known by.
pub(crate) async fn of_contact(
    ctx: &Context<'_>,
    scope: &Scope,
    id: &Id<Contact>,
) -> Result<Option<ContactIdentity>> {
    let found = ctx.loaders().contact(id, IDENTIFYING).await;
    let Some(contact) = found.map_err(|error| source_failed(&error))? else {
        return Ok(None);
    };
    let keys = PersonKey::of(&contact.object);
    let name = contact.object.display_name().to_owned();
    find(ctx, scope, keys, name).await
}

async fn find(
    ctx: &Context<'_>,
    scope: &Scope,
    keys: Vec<PersonKey>,
    looked_for: String,
) -> Result<Option<ContactIdentity>> {
    if !keys.iter().any(PersonKey::names_a_person) {
        return Ok(None);
    }
    let request = ctx.request();
    let person = request.feed.person(scope.among(request), &keys).await;
    let outcomes = person.outcomes.iter();
    outcomes
        .filter_map(|outcome| outcome.error.as_ref())
        .for_each(note);
    Ok(ContactIdentity::of(person, looked_for))
}
