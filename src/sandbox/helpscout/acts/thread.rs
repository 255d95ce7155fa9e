//! New threads and what they do to their conversation.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::patch::ThreadPatch;
use crate::sandbox::helpscout::forms::thread::{NewFile, NewThread};
use crate::sandbox::helpscout::records::{
    Account, Attachment, Conversation, Intent, Minted, Party, Status, Thread, ThreadKind,
    ThreadState,
};
use crate::sandbox::helpscout::refusal::Refusal;

use super::{actor, assignee, customer};

/// Writes a thread into a conversation and gives its id.
pub(crate) fn add(
    account: &mut Account,
    conversation: u64,
    new: NewThread,
    now: Timestamp,
) -> Result<u64, Refusal> {
    let found = account.conversation(conversation);
    found.ok_or_else(Refusal::not_found)?;
    check(account, &new)?;
    let (cc, bcc) = (new.cc.clone(), new.bcc.clone());
    let thread = make(account, conversation, new, now)?;
    let id = thread.id;
    let found = account.conversation_mut(conversation);
    let found = found.ok_or_else(Refusal::not_found)?;
    if thread.state == ThreadState::Published {
        found.cc = cc.unwrap_or_else(|| std::mem::take(&mut found.cc));
        found.bcc = bcc.unwrap_or_else(|| std::mem::take(&mut found.bcc));
        take_effect(found, &thread);
    }
    place(found, thread);
    Ok(id)
}

/// Refuses a thread that names somebody who does not exist.
pub(super) fn check(account: &Account, new: &NewThread) -> Result<(), Refusal> {
    actor(account, new.user)?;
    if let Some(id) = new.assign_to {
        assignee(account, id)?;
    }
    let known = new.customer.as_ref();
    known.map_or(Ok(()), |person| customer::check(account, person))
}

/// Makes a thread for a conversation, without putting it there.
pub(super) fn make(
    account: &mut Account,
    conversation: u64,
    new: NewThread,
    now: Timestamp,
) -> Result<Thread, Refusal> {
    let user = actor(account, new.user)?;
    let wish = new.assign_to.map(|id| assignee(account, id)).transpose()?;
    let person = new
        .customer
        .map(|person| customer::find_or_make(account, person, now));
    let created_by = match (new.kind, person) {
        (ThreadKind::Customer, Some(id)) => Party::Customer(id),
        (ThreadKind::Chat, Some(id)) if new.user.is_none() => Party::Customer(id),
        _ => user,
    };
    let id = account.mint(Minted::Thread);
    let attachments = keep(account, new.files);
    let found = account.conversation(conversation);
    let found = found.ok_or_else(Refusal::not_found)?;
    let created_at = new.created_at.unwrap_or(now);
    Ok(Thread {
        status: status(new.kind, new.status, new.is_draft),
        state: if new.is_draft {
            ThreadState::Draft
        } else {
            ThreadState::Published
        },
        body: Some(new.text),
        customer: person,
        assigned_to: found.assignee,
        to: addressee(account, found, new.kind, person),
        cc: new.cc.unwrap_or_default(),
        bcc: new.bcc.unwrap_or_default(),
        intent: Intent {
            status: new.status,
            assignee: wish,
        },
        attachments,
        ..Thread::new(id, new.kind, created_by, created_at)
    })
}

/// Gives files their ids.
pub(super) fn keep(account: &mut Account, files: Vec<NewFile>) -> Vec<Attachment> {
    let keep = |file: NewFile| Attachment {
        id: account.mint(Minted::Attachment),
        name: file.name,
        mime_type: file.mime_type,
        pixels: None,
        content: Some(file.content),
    };
    files.into_iter().map(keep).collect()
}

/// The status that a thread shows: the one it sets.
fn status(kind: ThreadKind, wish: Option<Status>, is_draft: bool) -> Option<&'static str> {
    match kind {
        ThreadKind::Chat => None,
        ThreadKind::Message if is_draft => Some("nochange"),
        ThreadKind::Message => Some(wish.unwrap_or(Status::Active).word()),
        ThreadKind::Customer => Some("active"),
        _ => Some(wish.map_or("nochange", Status::word)),
    }
}

fn addressee(
    account: &Account,
    conversation: &Conversation,
    kind: ThreadKind,
    person: Option<u64>,
) -> Vec<String> {
    let customer = || account.customer(person?)?.email();
    let mailbox = || account.mailbox(conversation.mailbox).map(|one| one.email);
    let to = match kind {
        ThreadKind::Message => customer(),
        ThreadKind::Customer => mailbox(),
        _ => None,
    };
    to.map(str::to_owned).into_iter().collect()
}

/// Puts a thread where its time is; what was imported may be older than what is there.
pub(super) fn place(conversation: &mut Conversation, thread: Thread) {
    let threads = &mut conversation.threads;
    let position = threads.partition_point(|one| one.created_at <= thread.created_at);
    threads.insert(position, thread);
}

/// Lets a thread that is sent change its conversation.
pub(super) fn take_effect(conversation: &mut Conversation, thread: &Thread) {
    let (by, at) = (thread.created_by, thread.created_at);
    conversation.state = "published";
    match (thread.kind, by) {
        (ThreadKind::Message, _) => {
            // Whoever does not say otherwise makes the conversation active again.
            let status = thread.intent.status.unwrap_or(Status::Active);
            conversation.turn(status, by, at);
            if let Some(assignee) = thread.intent.assignee {
                conversation.assignee = assignee;
            }
        }
        (ThreadKind::Note, _) => {
            if let Some(status) = thread.intent.status {
                conversation.turn(status, by, at);
            }
        }
        (ThreadKind::Customer | ThreadKind::Chat, Party::Customer(_)) => conversation.hear(by, at),
        _ => (),
    }
}

/// Changes the text of a thread, or hides it.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/conversations/threads/update/>
pub(crate) fn patch(
    account: &mut Account,
    (conversation, thread): (u64, u64),
    patch: ThreadPatch,
    now: Timestamp,
) -> Result<(), Refusal> {
    let found = account.conversation_mut(conversation);
    let found = found.ok_or_else(Refusal::not_found)?;
    let mut threads = found.threads.iter_mut();
    let one = threads.find(|one| one.id == thread);
    let one = one.ok_or_else(Refusal::not_found)?;
    match (patch, one.state) {
        (ThreadPatch::Text(text), _) if one.body.is_some() => one.body = Some(text),
        (ThreadPatch::Hidden(is_hidden), ThreadState::Published | ThreadState::Hidden)
            if matches!(one.kind, ThreadKind::Customer | ThreadKind::Message) =>
        {
            one.state = if is_hidden {
                ThreadState::Hidden
            } else {
                ThreadState::Published
            };
        }
        _ => return Err(Refusal::unsupported("Thread cannot be changed this way")),
    }
    found.touched_at = Some(now);
    Ok(())
}
