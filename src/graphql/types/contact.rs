//! A person outside the team.

use async_graphql::{Context, Object, Result, SimpleObject};

use crate::graphql::connection::MergedConnection;
use crate::graphql::inputs::conversation::ConversationFilter;
use crate::graphql::lists::{self, Paging, Scope};
use crate::graphql::query::people;
use crate::graphql::read;
use crate::graphql::scalars::{DateTime, Url};
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::ActorKind;
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::identity::ContactIdentity;
use crate::graphql::types::organization::Organization;
use crate::model::{self, ConversationCondition, Served};

#[derive(Clone)]
pub(crate) struct Contact(pub(crate) Served<model::Contact>);

impl HasFacts for Contact {
    fn facts_now(&self) -> Facts {
        let contact = &*self.0.object;
        Facts::of(
            &contact.id,
            contact.web_url.as_deref(),
            self.0.freshness,
            contact.raw.as_ref(),
        )
    }
}

/// A person outside the team, as one source knows them. Unthread: external user. Cord: user not listed as an agent. Help
/// Scout: customer. PostHog: person or anonymous visitor. Nimchat: contact. Unthread's customer is a company and therefore
/// an Organization.
#[Object]
impl Contact {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name fit for display.
    pub(crate) async fn display_name(&self) -> &str {
        self.0.object.display_name()
    }

    /// Always CONTACT.
    pub(crate) async fn actor_kind(&self) -> ActorKind {
        ActorKind::Contact
    }

    /// Picture; null when there is none.
    pub(crate) async fn avatar_url(&self) -> Option<Url> {
        self.0.object.avatar_url.as_deref().and_then(Url::of)
    }

    /// Given name; null when not told apart.
    async fn first_name(&self) -> Option<&str> {
        self.0.object.first_name.as_deref()
    }

    /// Family name; null when not told apart.
    async fn last_name(&self) -> Option<&str> {
        self.0.object.last_name.as_deref()
    }

    /// First known e-mail address; null when there is none.
    async fn primary_email(&self) -> Option<&str> {
        self.0
            .object
            .emails
            .first()
            .map(|email| email.value.as_str())
    }

    /// E-mail addresses.
    async fn emails(&self) -> Vec<ContactEmail> {
        self.0.object.emails.iter().map(ContactEmail::of).collect()
    }

    /// Phone numbers.
    async fn phones(&self) -> Vec<ContactPhone> {
        self.0.object.phones.iter().map(ContactPhone::of).collect()
    }

    /// Identifiers in other systems: PostHog distinct IDs, Nimchat identifier, Slack ID.
    async fn external_ids(&self) -> Vec<ExternalId> {
        self.0
            .object
            .external_ids
            .iter()
            .map(ExternalId::of)
            .collect()
    }

    /// False for visitors known only by unverified traits.
    async fn is_identified(&self) -> bool {
        self.0.object.is_identified
    }

    /// Company; null when not known.
    async fn organization(&self, ctx: &Context<'_>) -> Option<Result<Organization>> {
        read::organization(ctx, self.0.object.organization.as_ref()?).await
    }

    /// Job title; null elsewhere. Providers: Help Scout.
    async fn job_title(&self) -> Option<&str> {
        self.0.object.job_title.as_deref()
    }

    /// Place; null when not told.
    async fn location(&self) -> Option<&str> {
        self.0.object.location.as_deref()
    }

    /// Free notes; null elsewhere. Providers: Help Scout.
    async fn notes(&self) -> Option<&str> {
        self.0.object.notes.as_deref()
    }

    /// Conversations of this contact in this source, latest activity first; null when they could not be read.
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
    ) -> Option<Result<MergedConnection<Conversation>>> {
        let id = &self.0.object.id;
        let own = ConversationCondition::Contacts(vec![id.clone()]);
        let paging = Paging { first, after };
        Some(lists::conversations_within(ctx, id.source(), paging, filter, own).await)
    }

    /// The same person across all sources, searched by e-mail, phone and external ID; null when the contact has none of
    /// them. Fans out; costs about one call per source and key.
    async fn identity(&self, ctx: &Context<'_>) -> Option<Result<ContactIdentity>> {
        let scope = match Scope::named(ctx, None, None) {
            Ok(scope) => scope,
            Err(error) => return Some(Err(error)),
        };
        let found = people::of_contact(ctx, &scope, &self.0.object.id).await;
        found.transpose()
    }

    /// When first seen; null when not told.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.object.created_at.map(DateTime)
    }

    /// Latest activity; null when not told.
    async fn last_activity_at(&self) -> Option<DateTime> {
        self.0.object.last_activity_at.map(DateTime)
    }
}

/// E-mail address of a contact.
#[derive(SimpleObject)]
pub(crate) struct ContactEmail {
    /// Address as stored.
    value: String,
    /// Lower-case form used for matching.
    normalized: String,
    /// Label such as work or home; null when there is none.
    kind: Option<String>,
    /// Whether the provider verified it; null when not told.
    is_verified: Option<bool>,
}

impl ContactEmail {
    fn of(email: &model::ContactEmail) -> Self {
        let model::ContactEmail {
            value,
            kind,
            is_verified,
        } = email.clone();
        Self {
            normalized: value.trim().to_lowercase(),
            value,
            kind,
            is_verified,
        }
    }
}

/// Phone number of a contact.
#[derive(SimpleObject)]
pub(crate) struct ContactPhone {
    /// Number as stored.
    value: String,
    /// International form; null when it cannot be told from the stored number.
    e164: Option<String>,
    /// Label such as mobile; null when there is none.
    kind: Option<String>,
}

impl ContactPhone {
    fn of(phone: &model::ContactPhone) -> Self {
        let model::ContactPhone { value, kind } = phone.clone();
        Self {
            e164: e164(&value),
            value,
            kind,
        }
    }
}

/// The international form of a number that carries its country: a plus sign and 8 to 15 digits, whatever stands between.
fn e164(value: &str) -> Option<String> {
    let rest = value.trim().strip_prefix('+')?;
    let is_filler = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    if !rest.chars().all(|c| c.is_ascii_digit() || is_filler(c)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    (8..=15)
        .contains(&digits.len())
        .then(|| format!("+{digits}"))
}

/// Identifier in another system.
#[derive(SimpleObject)]
pub(crate) struct ExternalId {
    /// Which system or namespace.
    system: String,
    /// Identifier.
    value: String,
}

impl ExternalId {
    fn of(id: &model::ExternalId) -> Self {
        let model::ExternalId { system, value } = id;
        Self {
            system: (*system).to_owned(),
            value: value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::e164;

    #[test]
    fn only_numbers_with_their_country_have_an_international_form() {
        assert_eq!(e164("+49 (30) 123-4567").as_deref(), Some("+49301234567"));
        for national in ["030 1234567", "+12", "+49 call me", ""] {
            assert_eq!(e164(national), None, "{national}");
        }
    }
}
