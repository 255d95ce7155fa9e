//! Customers and what lies below them.

use jiff::Timestamp;

/// A person who asks.
#[derive(Debug)]
pub(crate) struct Customer {
    pub id: u64,
    pub first: Option<String>,
    pub last: Option<String>,
    pub gender: Option<String>,
    pub job_title: Option<String>,
    pub location: Option<String>,
    pub background: Option<String>,
    pub age: Option<String>,
    pub photo_type: Option<String>,
    pub photo_url: Option<String>,
    /// Id of the organization.
    pub organization: Option<u64>,
    /// A company that is a mere name.
    pub company: Option<String>,
    pub emails: Vec<Entry>,
    pub phones: Vec<Entry>,
    pub chats: Vec<Entry>,
    pub social_profiles: Vec<Entry>,
    pub websites: Vec<Entry>,
    pub address: Option<Address>,
    /// Slugs and values.
    pub properties: Vec<(String, String)>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// One of the addresses, numbers or names by which a customer is reached.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub id: u64,
    pub value: String,
    /// Such as `home` or `work`; websites have none.
    pub kind: Option<String>,
}

/// Where a customer lives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Address {
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub country: String,
    pub lines: Vec<String>,
}

impl Customer {
    /// A customer of whom nothing is known yet.
    pub(crate) const fn unknown(id: u64, now: Timestamp) -> Self {
        Self {
            id,
            first: None,
            last: None,
            gender: None,
            job_title: None,
            location: None,
            background: None,
            age: None,
            photo_type: None,
            photo_url: None,
            organization: None,
            company: None,
            emails: Vec::new(),
            phones: Vec::new(),
            chats: Vec::new(),
            social_profiles: Vec::new(),
            websites: Vec::new(),
            address: None,
            properties: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    /// The first name, empty if there is none.
    pub(crate) fn first(&self) -> &str {
        self.first.as_deref().unwrap_or_default()
    }

    /// The last name, empty if there is none.
    pub(crate) fn last(&self) -> &str {
        self.last.as_deref().unwrap_or_default()
    }

    /// The main mail address.
    pub(crate) fn email(&self) -> Option<&str> {
        self.emails.first().map(|entry| entry.value.as_str())
    }

    /// Says whether an address is one of theirs, in any case of letters.
    pub(crate) fn has_email(&self, email: &str) -> bool {
        let mut emails = self.emails.iter();
        emails.any(|entry| entry.value.eq_ignore_ascii_case(email))
    }
}
