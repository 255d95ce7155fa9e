//! The small invented company whose one story all five sandbox providers tell.
//!
//! The world knows no provider's words. Each provider reads the cases of its own desk and writes them down its own way.

mod dialogue;
mod people;
mod plan;
mod story;
mod timeline;
mod topic;

#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::model::ProviderKind;

/// Everything that happened, the same in every run.
#[derive(Debug)]
pub struct World {
    /// The support team.
    pub agents: Vec<Agent>,
    /// Groups of the support team.
    pub teams: Vec<Team>,
    /// The companies that buy.
    pub organizations: Vec<Organization>,
    /// The people who ask. Some ask at several desks.
    pub people: Vec<Person>,
    /// What was asked, over all desks, in the order it was opened.
    pub cases: Vec<Case>,
}

/// A member of the support team; present at every desk.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Short unique word, such as `ana`.
    pub key: &'static str,
    /// Given name.
    pub first_name: &'static str,
    /// Family name.
    pub last_name: &'static str,
    /// Address at the company.
    pub email: &'static str,
    /// Key of the team.
    pub team: &'static str,
    /// True for administrators.
    pub is_admin: bool,
}

/// A group of agents.
#[derive(Debug, Clone)]
pub struct Team {
    /// Short unique word.
    pub key: &'static str,
    /// Name.
    pub name: &'static str,
}

/// A company on the customer side.
#[derive(Debug, Clone)]
pub struct Organization {
    /// Short unique word.
    pub key: &'static str,
    /// Name.
    pub name: &'static str,
    /// Mail domain.
    pub domain: &'static str,
}

/// A person on the customer side.
#[derive(Debug, Clone)]
pub struct Person {
    /// Short unique word.
    pub key: &'static str,
    /// Given name.
    pub first_name: &'static str,
    /// Family name.
    pub last_name: &'static str,
    /// Address, unless the person never gave one.
    pub email: Option<&'static str>,
    /// Number in international form, unless the person never gave one.
    pub phone: Option<&'static str>,
    /// Key of the company, if any.
    pub organization: Option<&'static str>,
    /// The desks where the person has at least one case, in the order of `ProviderKind::ALL`.
    pub desks: Vec<ProviderKind>,
}

/// One matter, from first contact to resolution, at one desk.
#[derive(Debug, Clone)]
pub struct Case {
    /// The desk where it was asked.
    pub desk: ProviderKind,
    /// Counts from 1 within its desk, in the order of opening.
    pub number: u32,
    /// What it is about.
    pub subject: String,
    /// How it arrived; always one that its desk has.
    pub channel: Channel,
    /// Where it stands now; always one that its desk can express.
    pub state: State,
    /// Urgency; `None` where unset, and always at desks that have none.
    pub priority: Option<Priority>,
    /// Key of the person who asked.
    pub person: &'static str,
    /// Key of the agent who works on it.
    pub assignee: Option<&'static str>,
    /// Key of the team it is assigned to, at desks that have such a thing.
    pub team: Option<&'static str>,
    /// Tag names, lower case; empty at desks that have none.
    pub tags: Vec<&'static str>,
    /// What was said and done, oldest first, never empty; the first one is by the person who asked.
    pub entries: Vec<Entry>,
}

/// How a case arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Email,
    /// Chat widget.
    Chat,
    /// Slack.
    Slack,
    /// Comment on a page of the product.
    InProduct,
    /// Phone call.
    Phone,
    /// `WhatsApp`.
    WhatsApp,
    /// Through an API.
    Api,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked at it.
    New,
    /// The team's turn.
    Open,
    /// Somebody works on it.
    InProgress,
    /// The customer's turn.
    Pending,
    /// Parked without a time.
    OnHold,
    /// Parked until a time far in the future.
    Snoozed {
        /// When it comes back.
        until: Timestamp,
    },
    /// Done at the time of its last entry.
    Resolved,
    /// Junk.
    Spam,
}

/// How urgent a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Urgent.
    Urgent,
}

/// One thing said or done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When; strictly later than the entry before it.
    pub at: Timestamp,
    /// By whom.
    pub by: Author,
    /// What it is.
    pub kind: EntryKind,
    /// Plain text, one or more paragraphs separated by an empty line; a sentence for events.
    pub text: String,
    /// A file that came with it.
    pub file: Option<File>,
}

/// Who said or did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// Key of a person.
    Person(&'static str),
    /// Key of an agent.
    Agent(&'static str),
    /// An automatic helper.
    Bot,
    /// The desk itself.
    System,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Everybody in the case sees it.
    Message,
    /// Only the team sees it. Never at Cord, which has no notes.
    Note,
    /// The status changed to resolved.
    Resolved,
    /// The status changed back to open.
    Reopened,
    /// It was assigned to the agent who is the author.
    Assigned,
}

/// A small file; the content is made from the name.
#[derive(Debug, Clone)]
pub struct File {
    /// File name.
    pub name: &'static str,
    /// Media type.
    pub mime_type: &'static str,
}

impl File {
    /// The bytes that a download gives.
    #[must_use]
    pub fn content(&self) -> Vec<u8> {
        format!("This is the content of {}.\n", self.name).into_bytes()
    }
}

impl World {
    /// Tells the story.
    #[must_use]
    pub fn new() -> Self {
        story::tell()
    }

    /// The cases of one desk, in the order they were opened.
    pub fn cases_at(&self, desk: ProviderKind) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(move |case| case.desk == desk)
    }

    /// The people who have a case at a desk.
    pub fn people_at(&self, desk: ProviderKind) -> impl Iterator<Item = &Person> {
        self.people
            .iter()
            .filter(move |person| person.desks.contains(&desk))
    }

    /// The agent with this key.
    ///
    /// # Panics
    /// If there is none: keys come from the story alone.
    #[must_use]
    pub fn agent(&self, key: &str) -> &Agent {
        let found = self.agents.iter().find(|agent| agent.key == key);
        found.expect("the story names only agents it has")
    }

    /// The person with this key.
    ///
    /// # Panics
    /// If there is none: keys come from the story alone.
    #[must_use]
    pub fn person(&self, key: &str) -> &Person {
        let found = self.people.iter().find(|person| person.key == key);
        found.expect("the story names only people it has")
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
