//! One person in several desks.

use async_graphql::{Context, Enum, ID, Object, OneofObject, Result, SimpleObject};

use crate::feed::{self, Person};
use crate::graphql::connection::MergedConnection;
use crate::graphql::inputs::conversation::{ConversationFilter, ConversationOrder};
use crate::graphql::lists::{self, Paging, Scope};
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::outcome::SourceResult;
use crate::model::{ConversationCondition, Id};

/// How to find a person.
#[derive(OneofObject)]
pub(crate) enum ContactIdentityLookup {
    /// A contact of any source: by all its addresses, numbers and identifiers.
    ContactId(ID),
    /// E-mail address. Addresses of a function, such as support@ or info@, never match.
    Email(String),
    /// Phone number in international form.
    Phone(String),
    /// Identifier in another system.
    ExternalId(String),
}

/// What a contact matched by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "feed::Evidence")]
pub(crate) enum IdentityKey {
    /// Same e-mail address, compared without case.
    Email,
    /// Same international phone number.
    Phone,
    /// Same external ID in the same namespace.
    ExternalId,
}

/// How sure a match is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "feed::Confidence")]
pub(crate) enum MatchConfidence {
    /// Unverified data, for example traits typed in by an anonymous visitor.
    Weak,
    /// Something that several people may share, for example a phone number, or an identifier of an unknown namespace.
    Medium,
    /// E-mail address or external ID of an identified contact.
    Strong,
}

/// A contact that is believed to be the person, and why.
#[derive(SimpleObject)]
pub(crate) struct ContactMatch {
    /// The contact.
    contact: Contact,
    /// Which keys matched.
    matched_by: Vec<IdentityKey>,
    /// How sure the match is.
    confidence: MatchConfidence,
}

pub(crate) struct ContactIdentity {
    person: Person,
    /// What was looked for, to show where nothing was found.
    looked_for: String,
}

impl ContactIdentity {
    /// What was found; `None` if every source answered and nobody matched.
    pub(crate) fn of(person: Person, looked_for: String) -> Option<Self> {
        let has_failed = person
            .outcomes
            .iter()
            .any(|outcome| outcome.error.is_some());
        let is_somebody = !person.matches.is_empty() || has_failed;
        is_somebody.then_some(Self { person, looked_for })
    }

    fn contacts(&self) -> impl Iterator<Item = &crate::model::Contact> {
        self.person
            .matches
            .iter()
            .map(|found| &*found.contact.object)
    }
}

/// Adds a text unless it is there already, compared without case.
fn add(texts: &mut Vec<String>, text: &str) {
    if !texts
        .iter()
        .any(|known| known.to_lowercase() == text.to_lowercase())
    {
        texts.push(text.to_owned());
    }
}

/// One person as seen over all sources, found at query time and not stored. Matching uses e-mail, international phone number
/// and external identifiers; each match says which keys matched and how sure it is. Nothing is merged upstream.
#[Object]
impl ContactIdentity {
    /// Best known name; what was looked for when nobody matched.
    async fn display_name(&self) -> &str {
        let named = self.contacts().find(|contact| contact.name.is_some());
        let any = named.or_else(|| self.contacts().next());
        any.map_or(&self.looked_for, |contact| contact.display_name())
    }

    /// All matched e-mail addresses.
    async fn emails(&self) -> Vec<String> {
        let mut all = Vec::new();
        for email in self.contacts().flat_map(|contact| &contact.emails) {
            add(&mut all, &email.value);
        }
        all
    }

    /// All matched phone numbers.
    async fn phones(&self) -> Vec<String> {
        let mut all = Vec::new();
        for phone in self.contacts().flat_map(|contact| &contact.phones) {
            add(&mut all, &phone.value);
        }
        all
    }

    /// Contacts believed to be this person, those that are surest first. Empty only when a source failed.
    async fn matches(&self) -> Vec<ContactMatch> {
        let shown = |found: &feed::Match| ContactMatch {
            contact: Contact(found.contact.clone()),
            matched_by: found.evidence.iter().copied().map(Into::into).collect(),
            confidence: found.confidence.into(),
        };
        self.person.matches.iter().map(shown).collect()
    }

    /// Conversations of this person in every source, merged in one order; null when they could not be read.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its conditions"
    )]
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
        #[graphql(desc = "Ordering; latest activity first when omitted.")] order_by: Option<
            ConversationOrder,
        >,
    ) -> Option<Result<MergedConnection<Conversation>>> {
        let ids: Vec<Id<_>> = self.contacts().map(|contact| contact.id.clone()).collect();
        let scope = match Scope::of(ctx, ids.iter().map(Id::source)) {
            Ok(scope) => scope,
            Err(error) => return Some(Err(error)),
        };
        let own = vec![ConversationCondition::Contacts(ids)];
        let paging = Paging { first, after };
        Some(
            lists::conversations(
                ctx,
                scope,
                paging,
                lists::Wanted {
                    filter,
                    order: order_by,
                    own,
                },
            )
            .await,
        )
    }

    /// Outcome per source, so a missing match can be told from a failed lookup.
    async fn sources(&self) -> Vec<SourceResult> {
        let outcomes = self.person.outcomes.iter().cloned();
        outcomes.map(SourceResult).collect()
    }
}
