//! What is refused without a call.

use crate::model::command::{
    AddNote, Command, ConversationChange, CreateConversation, MessageAuthor, Person, Reply, Upload,
};
use crate::model::{Agent, Id, Thread, Visibility};
use crate::provider::Refusal;

use super::{body, contacts, create, fields, tags};

pub(super) type Admitted = Result<(), Refusal>;

/// Files of one message.
const MOST_FILES: usize = 15;

/// Says what speaks against a write.
pub(in crate::adapters::nimchat) fn admit(command: &Command) -> Admitted {
    match command {
        Command::CreateConversation(create) => of_new(create),
        Command::Reply(reply) => of_reply(reply),
        Command::AddNote(note) => of_note(note),
        Command::ChangeConversation { changes, .. } => changes.iter().try_for_each(of_change),
        Command::CreateContact(contact) => contacts::admit_new(contact),
        Command::ChangeContact { fields, .. } => contacts::admit_change(fields),
        Command::CreateTag { name } | Command::RenameTag { name, .. } => tags::admit_title(name),
        Command::DeleteMessage(_) | Command::DeleteContact(_) | Command::DeleteTag(_) => Ok(()),
        Command::EditMessage(_)
        | Command::DeleteConversation(_)
        | Command::SuggestReply(_)
        | Command::CreateOrganization(_)
        | Command::ChangeOrganization { .. }
        | Command::DeleteOrganization(_)
        | Command::TagOrganizations { .. } => Err(Refusal::unsupported("Nimchat cannot do this.")),
    }
}

pub(super) fn unsupported(field: &[&'static str], explanation: &str) -> Admitted {
    Err(Refusal::unsupported(explanation).at(field))
}

fn of_new(wish: &CreateConversation) -> Admitted {
    let CreateConversation {
        subject: _,
        body,
        visibility,
        recipient,
        author,
        status: _,
        priority: _,
        assignee: _,
        tags,
        custom_fields,
        uploads,
        options,
    } = wish;
    if *visibility == Visibility::Internal {
        let explanation = "A conversation is always with a contact; add a note to one instead.";
        return unsupported(&["input", "visibility"], explanation);
    }
    body::content(body)?;
    no_author(author)?;
    if author.contact.is_some() {
        let explanation =
            "The team begins a conversation; record the contact's message as a reply.";
        return unsupported(&["input", "author", "contactId"], explanation);
    }
    of_files(uploads)?;
    tags::admit(tags)?;
    fields::admit(custom_fields)?;
    create::admit(options, recipient.as_ref(), uploads)
}

fn of_reply(reply: &Reply) -> Admitted {
    let Reply {
        conversation: _,
        body,
        author,
        cc,
        bcc,
        uploads,
        status_after: _,
        send_at,
        is_autoresponse,
    } = reply;
    body::content(body)?;
    no_author(author)?;
    of_files(uploads)?;
    addresses(&["input", "cc"], cc)?;
    addresses(&["input", "bcc"], bcc)?;
    if send_at.is_some() {
        return unsupported(&["input", "sendAt"], "Messages are sent at once.");
    }
    if *is_autoresponse {
        let explanation = "Messages cannot be marked as automatic.";
        return unsupported(&["input", "isAutoresponse"], explanation);
    }
    Ok(())
}

fn of_note(note: &AddNote) -> Admitted {
    let AddNote {
        conversation,
        thread,
        body,
        author,
        uploads,
    } = note;
    body::content(body)?;
    no_author(author)?;
    if author.contact.is_some() {
        let explanation = "A note is always from the team.";
        return unsupported(&["input", "author", "contactId"], explanation);
    }
    of_files(uploads)?;
    let own = Thread::primary_id(conversation);
    match thread {
        Some(thread) if *thread != own => {
            let explanation = "A conversation has no other thread than its own.";
            Err(Refusal::bad_input(&["input", "threadId"], explanation))
        }
        _ => Ok(()),
    }
}

/// The team's messages are from the owner of the token.
fn no_author(author: &MessageAuthor) -> Admitted {
    let MessageAuthor {
        agent,
        contact: _,
        on_behalf_of_email,
        on_behalf_of_name,
    } = author;
    let field = match (agent, on_behalf_of_email, on_behalf_of_name) {
        (Some(_), _, _) => "agentId",
        (_, Some(_), _) => "onBehalfOfEmail",
        (_, _, Some(_)) => "onBehalfOfName",
        (None, None, None) => return Ok(()),
    };
    let explanation = "Messages are always from the teammate whom the token belongs to.";
    unsupported(&["input", "author", field], explanation)
}

fn of_files(uploads: &[Upload]) -> Admitted {
    if uploads.len() <= MOST_FILES {
        return Ok(());
    }
    let explanation = format!("A message has at most {MOST_FILES} files.");
    Err(Refusal::bad_input(&["input", "attachmentIds"], explanation))
}

/// The server takes a text with commas between addresses, and refuses what is none.
pub(super) fn addresses(field: &[&'static str], addresses: &[String]) -> Admitted {
    let is_address = |text: &String| {
        let has_odd = text.contains(|letter: char| letter.is_whitespace() || letter == ',');
        let parts: Vec<&str> = text.split('@').collect();
        !has_odd && matches!(parts[..], [name, host] if !name.is_empty() && !host.is_empty())
    };
    if addresses.iter().all(is_address) {
        return Ok(());
    }
    Err(Refusal::bad_input(field, "This is not an e-mail address."))
}

fn of_change(change: &ConversationChange) -> Admitted {
    use ConversationChange as Change;
    match change {
        Change::Status { to: _, actor: None }
        | Change::Priority(_)
        | Change::Assign(_)
        | Change::Unassign { keeps_team: _ }
        | Change::Snooze(_)
        | Change::Unsnooze
        | Change::MarkRead => Ok(()),
        Change::Status { actor: Some(_), .. } => {
            let explanation = "The record names the teammate whom the token belongs to.";
            unsupported(&["input", "actorId"], explanation)
        }
        Change::AddTags {
            names,
            // A label is there as soon as it is used.
            creates_missing: _,
        }
        | Change::SetTags(names)
        | Change::RemoveTags(names) => tags::admit(names),
        Change::CustomFields(fields) => fields::admit(fields),
        Change::Follow(person) | Change::Unfollow(person) => {
            teammate(person, &["input", "followerId"]).map(drop)
        }
        Change::Typing(people) => of_typing(people),
        Change::Subject(_)
        | Change::Metadata(_)
        | Change::Contact(_)
        | Change::Organization(_)
        | Change::Inbox(_)
        | Change::TicketType(_)
        | Change::SlaDueAt(_)
        | Change::EscalationReason(_)
        | Change::IsAiResolved(_)
        | Change::RequesterTraits(_) => unknown(change),
    }
}

/// What the server does not know, or keeps as it is.
fn unknown(change: &ConversationChange) -> Admitted {
    use ConversationChange as Change;
    let (field, explanation) = match change {
        Change::Subject(_) => ("subject", "The subject stays."),
        Change::Metadata(_) => (
            "metadata",
            "The attributes of a conversation are written when it begins.",
        ),
        Change::Contact(_) => ("contactId", "The contact stays."),
        Change::Organization(_) => ("organizationId", "The company is that of the contact."),
        Change::Inbox(_) => ("inboxId", "The inbox stays."),
        Change::TicketType(_) => ("typeId", "There are no types."),
        Change::SlaDueAt(_) => ("slaDueAt", "There are no deadlines."),
        Change::EscalationReason(_) => ("escalationReason", "There is no such record."),
        Change::IsAiResolved(_) => ("isAiResolved", "There is no such record."),
        Change::RequesterTraits(_) => (
            "requesterTraits",
            "Change the custom fields of the contact.",
        ),
        _ => return Err(Refusal::unsupported("Nimchat cannot do this.")),
    };
    unsupported(&["input", field], explanation)
}

/// A teammate: nobody else can follow or type.
pub(super) fn teammate<'a>(
    person: &'a Person,
    field: &[&'static str],
) -> Result<&'a Id<Agent>, Refusal> {
    match person {
        Person::Agent(agent) => Ok(agent),
        Person::Team(_) | Person::Contact(_) => {
            Err(Refusal::unsupported("Only teammates can do this.").at(field))
        }
    }
}

fn of_typing(people: &[Person]) -> Admitted {
    let field = ["input", "actorIds"];
    match people {
        [] => Ok(()),
        [one] => teammate(one, &field).map(drop),
        _ => unsupported(
            &field,
            "Only the teammate whom the token belongs to can type.",
        ),
    }
}
