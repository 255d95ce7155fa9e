//! Entries of a case as threads.

use crate::sandbox::helpscout::records::{
    Action, Attachment, Intent, Party, Source, Thread, ThreadKind, ThreadState,
};
use crate::sandbox::world::{Author, Channel, Entry, EntryKind, File, State};

use super::conversations::{Chapter, moment};
use super::{body, ids};

/// The case whose chat went through the older widget.
const BEACON: u32 = 18;
/// The case that a workflow closed.
const CLOSED_BY_WORKFLOW: u32 = 5;
/// The workflow that closed it.
pub(super) const CLOSING_WORKFLOW: u64 = 3_311;

/// The threads that the story tells, oldest first. Their ids are given later.
pub(super) fn told(chapter: &Chapter<'_>) -> Vec<Thread> {
    let entries = chapter.case.entries.iter().enumerate();
    entries
        .map(|(position, entry)| thread(chapter, position, entry))
        .collect()
}

fn thread(chapter: &Chapter<'_>, position: usize, entry: &Entry) -> Thread {
    let kind = kind(chapter, position, entry);
    let created_by = author(chapter, kind, entry);
    let is_item = kind == ThreadKind::LineItem;
    let to = addressee(chapter, kind).map(str::to_owned);
    Thread {
        status: status(chapter, position, kind, entry),
        action: action(chapter, entry, created_by),
        body: (!is_item).then(|| {
            let text = body::html(
                &entry.text,
                (chapter.case.number as usize + position) % 3 != 1,
            );
            text + body::decoration(chapter.case.number, position)
        }),
        source: source(chapter, kind, created_by),
        customer: (!is_item && kind != ThreadKind::Note).then_some(chapter.customer),
        assigned_to: assigned_to(chapter, position),
        saved_reply: saved_reply(chapter.case.number, position, kind),
        to: to.into_iter().collect(),
        opened_at: opened_at(chapter, position, kind),
        attachments: entry.file.iter().map(attachment).collect(),
        ..blank(chapter, kind, created_by, position)
    }
}

/// A published thread that says nothing yet, at the time of an entry.
pub(super) fn blank(
    chapter: &Chapter<'_>,
    kind: ThreadKind,
    created_by: Party,
    position: usize,
) -> Thread {
    Thread {
        id: 0,
        kind,
        status: Some("nochange"),
        state: ThreadState::Published,
        action: Action::plain(),
        body: None,
        source: Source {
            kind: "web",
            via: "user",
        },
        customer: None,
        created_by,
        assigned_to: chapter.assignee,
        saved_reply: 0,
        to: Vec::new(),
        cc: Vec::new(),
        bcc: Vec::new(),
        created_at: moment(chapter.case, position),
        opened_at: None,
        linked_conversation: None,
        schedule: None,
        intent: Intent::default(),
        attachments: Vec::new(),
    }
}

fn kind(chapter: &Chapter<'_>, position: usize, entry: &Entry) -> ThreadKind {
    match (entry.kind, chapter.case.channel) {
        (EntryKind::Note, _) => ThreadKind::Note,
        (EntryKind::Resolved | EntryKind::Reopened | EntryKind::Assigned, _) => {
            ThreadKind::LineItem
        }
        (EntryKind::Message, Channel::Chat) if chapter.case.number == BEACON => {
            ThreadKind::BeaconChat
        }
        (EntryKind::Message, Channel::Chat) => ThreadKind::Chat,
        (EntryKind::Message, Channel::Phone) if position == 0 => ThreadKind::Phone,
        (EntryKind::Message, _) if matches!(entry.by, Author::Person(_)) => ThreadKind::Customer,
        (EntryKind::Message, _) => ThreadKind::Message,
    }
}

fn author(chapter: &Chapter<'_>, kind: ThreadKind, entry: &Entry) -> Party {
    let is_workflow =
        chapter.case.number == CLOSED_BY_WORKFLOW && entry.kind == EntryKind::Resolved;
    match entry.by {
        // A call is written down by the user who took it.
        Author::Person(_) if kind == ThreadKind::Phone => {
            let key = chapter.case.assignee.unwrap_or("ana");
            Party::User(ids::user(chapter.world, key))
        }
        Author::Person(key) => Party::Customer(ids::customer(chapter.world, key)),
        Author::Agent(_) if is_workflow => Party::Nobody,
        Author::Agent(key) => Party::User(ids::user(chapter.world, key)),
        Author::Bot | Author::System => Party::Nobody,
    }
}

fn status(
    chapter: &Chapter<'_>,
    position: usize,
    kind: ThreadKind,
    entry: &Entry,
) -> Option<&'static str> {
    let later = &chapter.case.entries[position + 1..];
    let is_last = !later.iter().any(|entry| entry.kind == EntryKind::Message);
    match (entry.kind, kind) {
        (EntryKind::Resolved, _) => Some("closed"),
        (EntryKind::Reopened, _) => Some("active"),
        (EntryKind::Assigned | EntryKind::Note, _) => Some("nochange"),
        (EntryKind::Message, ThreadKind::Chat | ThreadKind::BeaconChat) => None,
        (EntryKind::Message, _) if chapter.case.state == State::Spam => Some("spam"),
        (EntryKind::Message, ThreadKind::Message)
            if is_last && chapter.case.state == State::Pending =>
        {
            Some("pending")
        }
        (EntryKind::Message, _) => Some("active"),
    }
}

fn action(chapter: &Chapter<'_>, entry: &Entry, created_by: Party) -> Action {
    let text = Some(entry.text.clone());
    match (entry.kind, created_by) {
        (EntryKind::Message | EntryKind::Note, _) => Action::plain(),
        (EntryKind::Resolved, Party::Nobody) => Action {
            kind: "automatic-workflow",
            text,
            entities: vec![("workflow", CLOSING_WORKFLOW), ("inbox", ids::HELP)],
        },
        (EntryKind::Assigned, Party::User(user)) => Action {
            text,
            entities: vec![("user", user)],
            ..Action::plain()
        },
        (EntryKind::Resolved, Party::User(user)) if chapter.case.number % 2 == 1 => Action {
            kind: "manual-workflow",
            text,
            entities: vec![("workflow", CLOSING_WORKFLOW + 1), ("user", user)],
        },
        (EntryKind::Resolved | EntryKind::Reopened | EntryKind::Assigned, _) => Action {
            text,
            ..Action::plain()
        },
    }
}

fn source(chapter: &Chapter<'_>, kind: ThreadKind, by: Party) -> Source {
    let via = if by.is_staff() { "user" } else { "customer" };
    let word = match kind {
        ThreadKind::BeaconChat => "beacon",
        ThreadKind::Chat => "chat",
        ThreadKind::Customer => "email",
        ThreadKind::LineItem if by == Party::Nobody => "workflows",
        ThreadKind::Message if chapter.case.number % 6 == 3 => "mobile",
        _ => "web",
    };
    Source { kind: word, via }
}

/// To whom the case belonged at the time: to the team from the beginning, to the user once they took it.
fn assigned_to(chapter: &Chapter<'_>, position: usize) -> Party {
    let entries = &chapter.case.entries;
    let takes = |entry: &Entry| entry.kind == EntryKind::Assigned;
    let taken = entries.iter().position(takes).unwrap_or(1);
    match chapter.assignee {
        Party::User(_) if position < taken => Party::Nobody,
        other => other,
    }
}

fn saved_reply(case: u32, position: usize, kind: ThreadKind) -> u64 {
    match (case, position, kind) {
        (1, 1, ThreadKind::Message) => 417,
        (6, 1, ThreadKind::Message) => 418,
        _ => 0,
    }
}

fn addressee<'a>(chapter: &Chapter<'a>, kind: ThreadKind) -> Option<&'a str> {
    match kind {
        ThreadKind::Customer => Some(chapter.mailbox_email),
        ThreadKind::Message => chapter.customer_email,
        _ => None,
    }
}

/// A reply was seen shortly before the customer's answer to it.
fn opened_at(chapter: &Chapter<'_>, position: usize, kind: ThreadKind) -> Option<jiff::Timestamp> {
    let next = chapter.case.entries.get(position + 1)?;
    let is_answered = kind == ThreadKind::Message && matches!(next.by, Author::Person(_));
    let seen = moment(chapter.case, position + 1).checked_sub(jiff::SignedDuration::from_secs(60));
    let seen = seen.ok().filter(|_| is_answered)?;
    Some(seen.max(moment(chapter.case, position)))
}

fn attachment(file: &File) -> Attachment {
    let is_picture = file.mime_type.starts_with("image/");
    Attachment {
        id: 0,
        name: file.name.to_owned(),
        mime_type: file.mime_type.to_owned(),
        pixels: is_picture.then_some((1_280, 720)),
        content: Some(file.content()),
    }
}
