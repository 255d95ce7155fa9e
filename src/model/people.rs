//! People and companies on the customer side.

use jiff::Timestamp;

use crate::model::{Agent, ContactParts, Id, NodeKind, Noun, OrganizationParts, Raw, Tag, Team};

/// A person outside the team, as one source knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Identity.
    pub id: Id<Contact>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: ContactParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name, if there is one; display falls back to an address.
    pub name: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Picture.
    pub avatar_url: Option<String>,
    /// E-mail addresses, the main one first.
    pub emails: Vec<ContactEmail>,
    /// Phone numbers, the main one first.
    pub phones: Vec<ContactPhone>,
    /// Identifiers in other systems.
    pub external_ids: Vec<ExternalId>,
    /// False for visitors known only by unverified traits.
    pub is_identified: bool,
    /// Company.
    pub organization: Option<Id<Organization>>,
    /// Job title.
    pub job_title: Option<String>,
    /// Place.
    pub location: Option<String>,
    /// Free notes.
    pub notes: Option<String>,
    /// When first seen.
    pub created_at: Option<Timestamp>,
    /// Latest activity.
    pub last_activity_at: Option<Timestamp>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Contact {
    /// A contact of which only the identity is known; the adapter fills in the rest.
    #[must_use]
    pub const fn new(id: Id<Self>) -> Self {
        Self {
            id,
            known: ContactParts::empty(),
            web_url: None,
            name: None,
            first_name: None,
            last_name: None,
            avatar_url: None,
            emails: Vec::new(),
            phones: Vec::new(),
            external_ids: Vec::new(),
            is_identified: true,
            organization: None,
            job_title: None,
            location: None,
            notes: None,
            created_at: None,
            last_activity_at: None,
            raw: None,
        }
    }

    /// Name fit for display: the name, else an address, else a number, else a neutral label.
    #[must_use]
    pub fn display_name(&self) -> &str {
        let name = self.name.as_deref().filter(|name| !name.trim().is_empty());
        let email = || self.emails.first().map(|email| email.value.as_str());
        let phone = || self.phones.first().map(|phone| phone.value.as_str());
        name.or_else(email)
            .or_else(phone)
            .unwrap_or("Unknown contact")
    }
}

impl Noun for Contact {
    const KIND: NodeKind = NodeKind::Contact;
}

/// E-mail address of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactEmail {
    /// Address as stored.
    pub value: String,
    /// Label such as work.
    pub kind: Option<String>,
    /// Whether the provider verified it; `None` when not told.
    pub is_verified: Option<bool>,
}

impl ContactEmail {
    /// An address of which nothing else is known.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            kind: None,
            is_verified: None,
        }
    }
}

/// Phone number of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPhone {
    /// Number as stored.
    pub value: String,
    /// Label such as mobile.
    pub kind: Option<String>,
}

/// Identifier in another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalId {
    /// Which system or namespace.
    pub system: &'static str,
    /// Identifier.
    pub value: String,
}

/// A company on the customer side.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// Identity.
    pub id: Id<Organization>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: OrganizationParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name.
    pub name: String,
    /// E-mail domains.
    pub email_domains: Vec<String>,
    /// Tags; `None` where the provider has none.
    pub tags: Option<Vec<Id<Tag>>>,
    /// Default person or team.
    pub primary_assignee: Option<Assignee>,
    /// Backup person or team.
    pub secondary_assignee: Option<Assignee>,
    /// When created.
    pub created_at: Option<Timestamp>,
    /// When last changed.
    pub updated_at: Option<Timestamp>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Organization {
    /// A company of which only the name is known; the adapter fills in the rest.
    pub fn new(id: Id<Self>, name: impl Into<String>) -> Self {
        Self {
            id,
            known: OrganizationParts::empty(),
            web_url: None,
            name: name.into(),
            email_domains: Vec::new(),
            tags: None,
            primary_assignee: None,
            secondary_assignee: None,
            created_at: None,
            updated_at: None,
            raw: None,
        }
    }
}

impl Noun for Organization {
    const KIND: NodeKind = NodeKind::Organization;
}

/// A teammate or a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// A teammate.
    Agent(Id<Agent>),
    /// A team.
    Team(Id<Team>),
}
