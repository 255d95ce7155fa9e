//! What the provider keeps. `acts` change these records; `view` shows them.

pub(crate) mod conversation;
pub(crate) mod customer;
pub(crate) mod inbox;
pub(crate) mod people;
pub(crate) mod thread;

use std::collections::BTreeMap;

pub(crate) use conversation::{Closing, Conversation, FieldValue, Snooze, Status};
pub(crate) use customer::{Address, Customer, Entry};
pub(crate) use inbox::{
    Field, Folder, FolderKind, Mailbox, Rating, SavedReply, Tag, Webhook, Workflow,
};
pub(crate) use people::{Organization, Party, Presence, Team, User};
pub(crate) use thread::{
    Action, Attachment, Intent, Schedule, Source, Thread, ThreadKind, ThreadState,
};

/// Everything of one account.
#[derive(Debug)]
pub(crate) struct Account {
    /// In the order they were opened.
    pub conversations: Vec<Conversation>,
    /// The ids of merged conversations and where they went.
    pub merged: BTreeMap<u64, u64>,
    pub customers: Vec<Customer>,
    pub organizations: Vec<Organization>,
    /// The first one owns the application that reads.
    pub users: Vec<User>,
    pub teams: Vec<Team>,
    pub mailboxes: Vec<Mailbox>,
    pub folders: Vec<Folder>,
    pub fields: Vec<Field>,
    pub tags: Vec<Tag>,
    pub saved_replies: Vec<SavedReply>,
    pub ratings: Vec<Rating>,
    pub workflows: Vec<Workflow>,
    pub webhooks: Vec<Webhook>,
    /// How many ids were given out since the story ended.
    pub minted: u64,
}

/// What gets a new id.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Minted {
    Conversation,
    Number,
    Thread,
    Attachment,
    Customer,
    Entry,
    Organization,
    Tag,
}

impl Minted {
    /// Where the new ids begin: nothing in the story comes so far.
    const fn start(self) -> u64 {
        match self {
            Self::Conversation => 2_147_500_000,
            Self::Number => 48_300,
            Self::Thread => 7_712_100_000,
            Self::Attachment => 9_500,
            Self::Customer => 502_000,
            Self::Entry => 6_000_000,
            Self::Organization => 800,
            Self::Tag => 5_200,
        }
    }
}

impl Account {
    /// An id that nothing else of this kind has.
    pub(crate) const fn mint(&mut self, kind: Minted) -> u64 {
        self.minted += 1;
        kind.start() + self.minted
    }

    /// The conversation with this id, not one that was merged.
    pub(crate) fn conversation(&self, id: u64) -> Option<&Conversation> {
        self.conversations.iter().find(|one| one.id == id)
    }

    /// The conversation with this id, to be changed.
    pub(crate) fn conversation_mut(&mut self, id: u64) -> Option<&mut Conversation> {
        self.conversations.iter_mut().find(|one| one.id == id)
    }

    /// The customer with this id, to be changed.
    pub(crate) fn customer_mut(&mut self, id: u64) -> Option<&mut Customer> {
        self.customers.iter_mut().find(|one| one.id == id)
    }

    /// The organization with this id.
    pub(crate) fn organization(&self, id: u64) -> Option<&Organization> {
        self.organizations.iter().find(|one| one.id == id)
    }

    /// The customer with this id.
    pub(crate) fn customer(&self, id: u64) -> Option<&Customer> {
        self.customers.iter().find(|one| one.id == id)
    }

    /// The user with this id.
    pub(crate) fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|one| one.id == id)
    }

    /// The team with this id.
    pub(crate) fn team(&self, id: u64) -> Option<&Team> {
        self.teams.iter().find(|one| one.id == id)
    }

    /// The mailbox with this id.
    pub(crate) fn mailbox(&self, id: u64) -> Option<&Mailbox> {
        self.mailboxes.iter().find(|one| one.id == id)
    }

    /// The tag with this id.
    pub(crate) fn tag(&self, id: u64) -> Option<&Tag> {
        self.tags.iter().find(|one| one.id == id)
    }

    /// The custom field with this id.
    pub(crate) fn field(&self, id: u64) -> Option<&Field> {
        self.fields.iter().find(|one| one.id == id)
    }

    /// The folder in which a conversation lies: never the personal one, which is a view on another.
    pub(crate) fn folder_of(&self, conversation: &Conversation) -> Option<&Folder> {
        let mut folders = self.folders.iter();
        folders.find(|folder| {
            !matches!(folder.kind, FolderKind::Mine(_)) && folder.holds(conversation)
        })
    }

    /// How many conversations a customer has.
    pub(crate) fn conversations_of(&self, customer: u64) -> usize {
        let all = self.conversations.iter();
        all.filter(|one| one.customer == customer).count()
    }
}
