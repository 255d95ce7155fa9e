//! New conversations.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::conversation::{NewConversation, check_fields};
use crate::sandbox::helpscout::records::{
    Account, Closing, Conversation, Minted, Party, Source, Status, ThreadState,
};
use crate::sandbox::helpscout::refusal::Refusal;

use super::thread::{self, place};
use super::{actor, assignee, customer, labels, unknown};

/// Opens a conversation and gives its id.
pub(crate) fn open(
    account: &mut Account,
    mut new: NewConversation,
    now: Timestamp,
) -> Result<u64, Refusal> {
    check(account, &new)?;
    let threads = std::mem::take(&mut new.threads);
    let has_creator = new.user.is_some();
    let created_at = new.created_at.unwrap_or(now);
    let conversation = make(account, new, now)?;
    let id = conversation.id;
    account.conversations.push(conversation);
    for one in threads {
        let one = thread::make(account, id, one, created_at)?;
        if let Some(opened) = account.conversation_mut(id) {
            place(opened, one);
        }
    }
    if let Some(opened) = account.conversation_mut(id) {
        finish(opened, has_creator);
    }
    Ok(id)
}

/// Makes a conversation without threads.
fn make(
    account: &mut Account,
    new: NewConversation,
    now: Timestamp,
) -> Result<Conversation, Refusal> {
    let assignee = new.assign_to.map(|id| assignee(account, id)).transpose()?;
    let user = actor(account, new.user)?;
    let created_at = new.created_at.unwrap_or(now);
    let is_closed = new.status == Status::Closed;
    Ok(Conversation {
        id: account.mint(Minted::Conversation),
        number: account.mint(Minted::Number),
        kind: new.kind,
        status: new.status,
        state: "published",
        subject: new.subject,
        mailbox: new.mailbox,
        customer: customer::find_or_make(account, new.customer, now),
        assignee: assignee.unwrap_or(Party::Nobody),
        created_by: user,
        created_at,
        closing: is_closed.then(|| Closing {
            by: user,
            at: new.closed_at.unwrap_or(created_at),
        }),
        source: Source {
            kind: "api",
            via: "user",
        },
        tags: labels::ids(account, &new.tags, now),
        cc: Vec::new(),
        bcc: Vec::new(),
        snooze: None,
        fields: new.fields,
        threads: Vec::new(),
        touched_at: None,
    })
}

fn check(account: &Account, new: &NewConversation) -> Result<(), Refusal> {
    let mailbox = account.mailbox(new.mailbox);
    mailbox.ok_or_else(|| unknown("mailboxId", new.mailbox))?;
    customer::check(account, &new.customer)?;
    check_fields(account, new.mailbox, &new.fields)?;
    actor(account, new.user)?;
    if let Some(id) = new.assign_to {
        assignee(account, id)?;
    }
    new.threads
        .iter()
        .try_for_each(|one| thread::check(account, one))
}

/// What the first thread says of the conversation as a whole.
fn finish(one: &mut Conversation, has_creator: bool) {
    let status = one.status.word();
    for thread in &mut one.threads {
        if thread.status.is_some() && thread.state == ThreadState::Published {
            thread.status = Some(status);
        }
    }
    let sent = one
        .threads
        .iter()
        .any(|thread| thread.state == ThreadState::Published);
    if !sent {
        one.state = "draft";
    }
    let Some(first) = one.threads.first() else {
        return;
    };
    one.source = first.source;
    one.cc.clone_from(&first.cc);
    one.bcc.clone_from(&first.bcc);
    if !has_creator {
        one.created_by = first.created_by;
    }
}
