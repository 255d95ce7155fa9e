//! What is refused without a call: every wish is kept or refused, none is dropped.

use jiff::Timestamp;

use crate::model::command::options::HelpScoutOptions;
use crate::model::command::{
    AddNote, Command, ConversationChange, CreateConversation, CreateOptions, MessageAuthor,
    MessageBody, Recipient, Reply, Upload,
};
use crate::model::{Id, Thread};
use crate::provider::{Allowed, Refusal};

use super::admit_people::{contact, new_contact, organization};

/// Nothing speaks against it, or something does.
pub(super) type Admission = Result<(), Refusal>;

/// The largest file, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// The first moment that is too far away to be planned for.
const TOO_FAR: Timestamp = Timestamp::constant(4_133_980_800, 0);
/// The kinds of conversation.
const KINDS: &[&str] = &["email", "chat", "phone"];

/// Says what speaks against a write.
pub(in super::super) fn admit(command: &Command, now: Timestamp) -> Admission {
    match command {
        Command::CreateConversation(create) => new_conversation(create),
        Command::Reply(reply) => self::reply(reply, now),
        Command::AddNote(note) => self::note(note),
        Command::EditMessage(edit) => form(&edit.body),
        Command::ChangeConversation { changes, .. } => changes
            .iter()
            .try_for_each(|change| self::change(change, now)),
        Command::CreateContact(fields) => new_contact(fields),
        Command::ChangeContact { fields, .. } => contact(fields),
        Command::CreateOrganization(fields) | Command::ChangeOrganization { fields, .. } => {
            organization(fields)
        }
        Command::TagOrganizations { .. } => Err(Refusal::unsupported(
            "Companies have no tags at Help Scout.",
        )),
        Command::SuggestReply(_) => Err(Refusal::unsupported(
            "Help Scout drafts no replies through its API.",
        )),
        Command::CreateTag { .. } | Command::RenameTag { .. } | Command::DeleteTag(_) => {
            Err(Refusal::unsupported(
                "Help Scout makes tags when they are first used, and changes none through its API.",
            ))
        }
        Command::DeleteMessage(_)
        | Command::DeleteConversation(_)
        | Command::DeleteContact(_)
        | Command::DeleteOrganization(_) => Ok(()),
    }
}

fn new_conversation(create: &CreateConversation) -> Admission {
    let CreateConversation {
        subject,
        body,
        visibility: _,
        recipient,
        author,
        status: _,
        priority: _,
        assignee: _,
        tags,
        custom_fields: _,
        uploads,
        options,
    } = create;
    let CreateOptions::HelpScout(options) = options else {
        let field = ["input", "options", "helpScout"];
        return Err(Refusal::bad_input(&field, "Help Scout needs the inbox."));
    };
    if subject.as_deref().unwrap_or_default().trim().is_empty() {
        let field = ["input", "subject"];
        return Err(Refusal::bad_input(&field, "Help Scout needs a subject."));
    }
    form(body)?;
    files(uploads)?;
    names(tags)?;
    speaker(author)?;
    whom(recipient.as_ref(), author)?;
    settings(options, author)
}

fn whom(recipient: Option<&Recipient>, author: &MessageAuthor) -> Admission {
    match recipient {
        Some(Recipient::ExternalId(_)) => {
            let field = ["input", "recipient", "externalId"];
            let explanation = "Help Scout knows people by their id or e-mail address.";
            Err(Refusal::bad_input(&field, explanation))
        }
        None if author.contact.is_none() => {
            let field = ["input", "recipient"];
            let explanation = "Help Scout needs to know who the conversation is with.";
            Err(Refusal::bad_input(&field, explanation))
        }
        _ => Ok(()),
    }
}

fn settings(options: &HelpScoutOptions, author: &MessageAuthor) -> Admission {
    let HelpScoutOptions {
        inbox: _,
        kind,
        is_auto_reply_enabled,
        is_imported: _,
    } = options;
    let is_by_contact = author.contact.is_some();
    if !KINDS.contains(&kind.as_str()) {
        let field = ["input", "options", "helpScout", "type"];
        let words = KINDS.iter().map(|word| (*word).to_owned()).collect();
        let refusal = Refusal::bad_input(&field, "Help Scout has no such kind of conversation.");
        return Err(refusal.allowing(Allowed::Words(words)));
    }
    if kind == "chat" && !is_by_contact && author.agent.is_none() {
        let field = ["input", "author"];
        let explanation = "An entry of a chat needs its author: Help Scout takes it for the contact's own otherwise.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    if *is_auto_reply_enabled == Some(true) && !(kind == "email" && is_by_contact) {
        let field = ["input", "options", "helpScout", "isAutoReplyEnabled"];
        let explanation = "Help Scout answers by itself only to a mail of the contact.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    Ok(())
}

fn reply(reply: &Reply, now: Timestamp) -> Admission {
    let Reply {
        conversation: _,
        body,
        author,
        cc: _,
        bcc: _,
        uploads,
        status_after,
        send_at,
        is_autoresponse,
    } = reply;
    form(body)?;
    files(uploads)?;
    speaker(author)?;
    if *is_autoresponse {
        let refusal = Refusal::unsupported("Help Scout marks no message as automatic.");
        return Err(refusal.at(&["input", "isAutoresponse"]));
    }
    let Some(at) = send_at else {
        return Ok(());
    };
    plannable(*at, now, &["input", "sendAt"])?;
    if author.contact.is_some() {
        let explanation = "What a contact wrote cannot be sent later.";
        return Err(Refusal::bad_input(&["input", "sendAt"], explanation));
    }
    if status_after.is_some() {
        let field = ["input", "statusAfter"];
        let explanation = "Help Scout does not say when a status is set that goes with a message to be sent later.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    Ok(())
}

fn note(note: &AddNote) -> Admission {
    let AddNote {
        conversation,
        thread,
        body,
        author,
        uploads,
    } = note;
    form(body)?;
    files(uploads)?;
    speaker(author)?;
    if author.contact.is_some() {
        let field = ["input", "author", "contactId"];
        let explanation = "A note is written by a teammate.";
        return Err(Refusal::bad_input(&field, explanation));
    }
    let is_other = |thread: &Id<Thread>| *thread != Thread::primary_id(conversation);
    if thread.as_ref().is_some_and(is_other) {
        let refusal = Refusal::unsupported("A conversation of Help Scout has no side threads.");
        return Err(refusal.at(&["input", "threadId"]));
    }
    Ok(())
}

fn change(change: &ConversationChange, now: Timestamp) -> Admission {
    match change {
        ConversationChange::Subject(subject) => {
            if subject.as_deref().unwrap_or_default().trim().is_empty() {
                let field = ["input", "subject"];
                return Err(Refusal::bad_input(&field, "Help Scout needs a subject."));
            }
            Ok(())
        }
        ConversationChange::Status { to: _, actor } => match actor {
            Some(_) => {
                let refusal = Refusal::unsupported("Help Scout names who owns the credentials.");
                Err(refusal.at(&["input", "actorId"]))
            }
            None => Ok(()),
        },
        ConversationChange::Snooze(until) => match until {
            Some(until) => plannable(*until, now, &["input", "until"]),
            None => {
                let explanation = "Help Scout needs a time to wake up at; a message of the contact wakes it earlier.";
                Err(Refusal::bad_input(&["input", "until"], explanation))
            }
        },
        ConversationChange::AddTags { names, .. }
        | ConversationChange::RemoveTags(names)
        | ConversationChange::SetTags(names) => self::names(names),
        ConversationChange::Assign(_)
        | ConversationChange::Unassign { .. }
        | ConversationChange::Unsnooze
        | ConversationChange::CustomFields(_)
        | ConversationChange::Contact(_)
        | ConversationChange::Inbox(_) => Ok(()),
        ConversationChange::Organization(_) => {
            let refusal = Refusal::unsupported("The company is that of the contact.");
            Err(refusal.at(&["input", "organizationId"]))
        }
        ConversationChange::Metadata(_) => {
            let refusal = Refusal::unsupported("Help Scout has custom fields and no metadata.");
            Err(refusal.at(&["input", "metadata"]))
        }
        ConversationChange::Priority(_)
        | ConversationChange::Follow(_)
        | ConversationChange::Unfollow(_)
        | ConversationChange::MarkRead
        | ConversationChange::Typing(_)
        | ConversationChange::TicketType(_)
        | ConversationChange::SlaDueAt(_)
        | ConversationChange::EscalationReason(_)
        | ConversationChange::IsAiResolved(_)
        | ConversationChange::RequesterTraits(_) => {
            Err(Refusal::unsupported("Help Scout has no such thing."))
        }
    }
}

fn form(body: &MessageBody) -> Admission {
    if !matches!(body, MessageBody::Native(_)) {
        return Ok(());
    }
    let words = ["text", "markdown", "html"].map(str::to_owned).to_vec();
    let field = ["input", "body", "native"];
    let refusal = Refusal::bad_input(&field, "Help Scout has no structure of its own for texts.");
    Err(refusal.allowing(Allowed::Words(words)))
}

fn files(uploads: &[Upload]) -> Admission {
    if uploads.iter().all(|upload| upload.content.len() <= LARGEST) {
        return Ok(());
    }
    let field = ["input", "attachmentIds"];
    Err(Refusal::bad_input(
        &field,
        "Help Scout takes files of up to 10 MB.",
    ))
}

fn names(tags: &[String]) -> Admission {
    if tags.iter().all(|tag| !tag.trim().is_empty()) {
        return Ok(());
    }
    Err(Refusal::bad_input(&["input", "tags"], "A tag has a name."))
}

/// A teammate or a contact, and nobody spoken for.
fn speaker(author: &MessageAuthor) -> Admission {
    let MessageAuthor {
        agent,
        contact,
        on_behalf_of_email,
        on_behalf_of_name,
    } = author;
    if on_behalf_of_email.is_some() || on_behalf_of_name.is_some() {
        let refusal = Refusal::unsupported("Nobody can be spoken for at Help Scout.");
        return Err(refusal.at(&["input", "author"]));
    }
    if agent.is_some() && contact.is_some() {
        let explanation = "A message has one author.";
        return Err(Refusal::bad_input(&["input", "author"], explanation));
    }
    Ok(())
}

/// A moment in whole seconds that is still to come, and not after the year 2100.
fn plannable(at: Timestamp, now: Timestamp, field: &[&'static str]) -> Admission {
    if at.as_second() > now.as_second() && at < TOO_FAR {
        return Ok(());
    }
    let explanation = "The time has to be in the future and not after the year 2100.";
    Err(Refusal::bad_input(field, explanation))
}
