//! What a `query` over conversations can ask for.

use jiff::Timestamp;

use crate::sandbox::helpscout::records::{
    Account, Conversation, Party, Thread, ThreadKind, ThreadState,
};

use super::lucene::Value;
use super::value::{Numbers, Times, text};
use super::words::{Phrase, is_like, plain};

/// One thing that a conversation is or is not.
#[derive(Debug)]
pub(super) enum Condition {
    /// Words without a field: in the subject or in a body.
    Words(Phrase),
    Subject(Phrase),
    Body(Phrase),
    Tag(String),
    Mailbox(String),
    MailboxId(Numbers),
    ModifiedAt(Times),
    CreatedAt(Times),
    Email(String),
    CustomerIds(Numbers),
    Number(Numbers),
    Id(Numbers),
    Assigned(String),
    Attachments(bool),
    ReplyUserIds(Numbers),
}

impl Condition {
    /// Understands a field and its value.
    pub(super) fn read(field: Option<&str>, value: Value, now: Timestamp) -> Result<Self, String> {
        let Some(field) = field else {
            return Ok(Self::Words(Phrase::new(&text(value)?)));
        };
        Ok(match field {
            "subject" => Self::Subject(Phrase::new(&text(value)?)),
            "body" => Self::Body(Phrase::new(&text(value)?)),
            "tag" => Self::Tag(text(value)?),
            "mailbox" => Self::Mailbox(text(value)?),
            "mailboxid" => Self::MailboxId(Numbers::read(&value)?),
            "modifiedAt" => Self::ModifiedAt(Times::read(&value, now)?),
            "createdAt" => Self::CreatedAt(Times::read(&value, now)?),
            "email" => Self::Email(text(value)?),
            "customerIds" => Self::CustomerIds(Numbers::read(&value)?),
            "number" => Self::Number(Numbers::read(&value)?),
            "id" => Self::Id(Numbers::read(&value)?),
            "assigned" => Self::Assigned(text(value)?),
            "attachments" => Self::Attachments(boolean(&text(value)?)?),
            "replyUserIds" => Self::ReplyUserIds(Numbers::read(&value)?),
            _ => return Err(format!("unknown field '{field}'")),
        })
    }

    /// Says whether a conversation is so.
    pub(super) fn fits(&self, account: &Account, one: &Conversation) -> bool {
        match self {
            Self::Words(phrase) => phrase.is_in(&one.subject) || says(one, phrase),
            Self::Subject(phrase) => phrase.is_in(&one.subject),
            Self::Body(phrase) => says(one, phrase),
            Self::Tag(name) => is_tagged(account, one, name),
            Self::Mailbox(name) => {
                let mailbox = account.mailbox(one.mailbox);
                mailbox.is_some_and(|mailbox| mailbox.name == name)
            }
            Self::MailboxId(ids) => ids.hold(one.mailbox),
            Self::ModifiedAt(times) => times.hold(one.modified_at()),
            Self::CreatedAt(times) => times.hold(one.created_at),
            Self::Email(pattern) => reaches(account, one, pattern),
            Self::CustomerIds(ids) => ids.hold(one.customer),
            Self::Number(numbers) => numbers.hold(one.number),
            Self::Id(ids) => ids.hold(one.id),
            Self::Assigned(name) => is_like(name, &assignee(account, one.assignee)),
            Self::Attachments(wanted) => {
                one.threads
                    .iter()
                    .any(|thread| !thread.attachments.is_empty())
                    == *wanted
            }
            Self::ReplyUserIds(ids) => one.threads.iter().any(|thread| is_reply(thread, ids)),
        }
    }
}

/// Says whether a conversation has a tag with this name.
pub(super) fn is_tagged(account: &Account, one: &Conversation, name: &str) -> bool {
    let mut tags = one.tags.iter().filter_map(|id| account.tag(*id));
    tags.any(|tag| tag.name.eq_ignore_ascii_case(name))
}

fn says(one: &Conversation, phrase: &Phrase) -> bool {
    let mut bodies = one
        .threads
        .iter()
        .filter_map(|thread| thread.body.as_deref());
    bodies.any(|body| phrase.is_in(&plain(body)))
}

fn reaches(account: &Account, one: &Conversation, pattern: &str) -> bool {
    let threads = one.threads.iter();
    let addressed =
        threads.flat_map(|thread| thread.to.iter().chain(&thread.cc).chain(&thread.bcc));
    let profile = account.customer(one.customer).into_iter();
    let own = profile.flat_map(|customer| &customer.emails);
    let own = own.map(|entry| &entry.value);
    addressed
        .chain(&one.cc)
        .chain(&one.bcc)
        .chain(own)
        .any(|email| is_like(pattern, email))
}

fn assignee(account: &Account, party: Party) -> String {
    let name = match party {
        Party::User(id) => account
            .user(id)
            .map(|user| format!("{} {}", user.first, user.last)),
        Party::Team(id) => account.team(id).map(|team| team.name.to_owned()),
        Party::Nobody | Party::Customer(_) => None,
    };
    name.unwrap_or_else(|| "Unassigned".to_owned())
}

fn is_reply(thread: &Thread, ids: &Numbers) -> bool {
    let is_sent = thread.kind == ThreadKind::Message && thread.state == ThreadState::Published;
    is_sent && matches!(thread.created_by, Party::User(id) if ids.hold(id))
}

fn boolean(text: &str) -> Result<bool, String> {
    text.parse()
        .map_err(|_| format!("'{text}' is neither true nor false"))
}
