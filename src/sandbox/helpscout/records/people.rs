//! Organizations, users and teams, and whoever does something.

use jiff::Timestamp;

/// Somebody who did something, or to whom something is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    Nobody,
    Customer(u64),
    User(u64),
    Team(u64),
}

impl Party {
    /// The id; 0 for nobody.
    pub(crate) const fn id(self) -> u64 {
        match self {
            Self::Nobody => 0,
            Self::Customer(id) | Self::User(id) | Self::Team(id) => id,
        }
    }

    /// True for all that is not on the customer's side: a workflow acts as nobody.
    pub(crate) const fn is_staff(self) -> bool {
        !matches!(self, Self::Customer(_))
    }
}

/// A company on the customer side.
#[derive(Debug)]
pub(crate) struct Organization {
    pub id: u64,
    pub name: String,
    pub domains: Vec<String>,
    pub website: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    pub logo_url: Option<String>,
    pub note: Option<String>,
    pub brand_color: Option<String>,
    pub phones: Vec<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A member of the support team.
#[derive(Debug)]
pub(crate) struct User {
    pub id: u64,
    pub first: &'static str,
    pub last: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    /// Id of the team.
    pub team: u64,
    /// Ids of the mailboxes that the user may see.
    pub mailboxes: Vec<u64>,
    pub presence: Presence,
    pub created_at: Timestamp,
}

/// Whether a user is at work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Presence {
    /// Said so.
    Working,
    /// Is away and says why.
    OnLeave,
    /// Was noticed.
    Noticed,
}

/// A group of users.
#[derive(Debug)]
pub(crate) struct Team {
    pub id: u64,
    pub key: &'static str,
    pub name: &'static str,
    pub email: String,
    pub created_at: Timestamp,
}
