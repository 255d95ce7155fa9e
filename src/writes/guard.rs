//! Refuses what a source cannot do, before any call.

use super::{Item, Problem, Write, Writes};
use crate::model::command::{
    Command, ConversationChange, CreateConversation, MessageBody, PriorityTarget, StatusTarget,
};
use crate::model::{Assignee, ConversationStatus, Priority, Visibility};
use crate::provider::{Allowed, Capability, Profile, Provider, Refusal, RefusalReason};

impl Writes {
    /// What speaks against each item; `None` for those that may be tried.
    pub(super) fn refusals(&self, write: &Write) -> Vec<Option<Problem>> {
        write.items.iter().map(|item| self.refusal(item)).collect()
    }

    fn refusal(&self, item: &Item) -> Option<Problem> {
        let source = self.registry.source(item.source.as_str())?;
        if !source.is_enabled {
            let refusal = Refusal::unsupported("The source is switched off.");
            return Some(Problem::refused(Some(&item.source), refusal));
        }
        let refused = |refusal| Problem::refused(Some(&item.source), refusal);
        admit(&*source.provider, &item.command).err().map(refused)
    }
}

fn admit(provider: &dyn Provider, command: &Command) -> Result<(), Refusal> {
    let profile = provider.profile();
    capabilities(command).try_for_each(|capability| can(profile, capability))?;
    if let Some(body) = body(command) {
        not_empty(body)?;
    }
    targets(profile, command)?;
    provider.admit(command)
}

/// What a source has to be able to do for a write.
fn capabilities(command: &Command) -> impl Iterator<Item = Capability> {
    let (first, changes) = match command {
        Command::CreateConversation(create) => {
            (Some(Capability::ConversationCreate), create.changes())
        }
        Command::Reply(reply) => {
            let status = reply.status_after.clone();
            let status = status.map(|to| ConversationChange::Status { to, actor: None });
            (
                Some(Capability::ConversationReply),
                status.into_iter().collect(),
            )
        }
        Command::AddNote(_) => (Some(Capability::ConversationNote), Vec::new()),
        Command::EditMessage(_) => (Some(Capability::MessageUpdate), Vec::new()),
        Command::DeleteMessage(_) => (Some(Capability::MessageDelete), Vec::new()),
        Command::ChangeConversation { changes, .. } => (None, changes.clone()),
        Command::DeleteConversation(_) => (Some(Capability::ConversationDelete), Vec::new()),
        Command::SuggestReply(_) => (Some(Capability::TicketSuggestReply), Vec::new()),
        Command::CreateContact(_) => (Some(Capability::ContactCreate), Vec::new()),
        Command::ChangeContact { .. } => (Some(Capability::ContactUpdate), Vec::new()),
        Command::DeleteContact(_) => (Some(Capability::ContactDelete), Vec::new()),
        Command::CreateOrganization(_)
        | Command::ChangeOrganization { .. }
        | Command::DeleteOrganization(_)
        | Command::TagOrganizations { .. } => (Some(Capability::OrganizationWrite), Vec::new()),
        Command::CreateTag { .. } | Command::RenameTag { .. } | Command::DeleteTag(_) => {
            (Some(Capability::TagWrite), Vec::new())
        }
    };
    let uploads = (!uploads(command).is_empty()).then_some(Capability::AttachmentUpload);
    let later = matches!(command, Command::Reply(reply) if reply.send_at.is_some());
    let later = later.then_some(Capability::MessageSchedule);
    let of_changes = changes.into_iter().filter_map(|change| of_change(&change));
    first
        .into_iter()
        .chain(uploads)
        .chain(later)
        .chain(of_changes)
}

/// What a source has to be able to do for a change; `None` where only the adapter knows.
const fn of_change(change: &ConversationChange) -> Option<Capability> {
    use ConversationChange as Change;
    Some(match change {
        Change::Subject(_) => Capability::ConversationSetSubject,
        Change::Status { .. } => Capability::ConversationSetStatus,
        Change::Priority(_) => Capability::ConversationSetPriority,
        Change::Assign(Assignee::Agent(_)) | Change::Unassign { keeps_team: true } => {
            Capability::ConversationAssignAgent
        }
        Change::Assign(Assignee::Team(_)) => Capability::ConversationAssignTeam,
        Change::Unassign { keeps_team: false } => Capability::ConversationAssignAgent,
        Change::Snooze(_) | Change::Unsnooze => Capability::ConversationSnooze,
        Change::AddTags { .. } | Change::RemoveTags(_) | Change::SetTags(_) => {
            Capability::ConversationTag
        }
        Change::CustomFields(_) | Change::Metadata(_) => Capability::ConversationCustomFields,
        Change::Follow(_) | Change::Unfollow(_) => Capability::ConversationFollow,
        Change::MarkRead => Capability::ConversationMarkRead,
        Change::Typing(_) => Capability::ConversationTyping,
        Change::TicketType(_) => Capability::TicketFields,
        Change::SlaDueAt(_) => Capability::TicketSla,
        Change::Contact(_)
        | Change::Organization(_)
        | Change::Inbox(_)
        | Change::EscalationReason(_)
        | Change::IsAiResolved(_)
        | Change::RequesterTraits(_) => return None,
    })
}

fn can(profile: &Profile, capability: Capability) -> Result<(), Refusal> {
    let support = profile.capabilities.of(capability);
    if support.level.is_available() {
        return Ok(());
    }
    let (provider, capability) = (profile.kind.display_name(), name(capability));
    let what = format!("{provider} cannot do this: it has no {capability}.");
    Err(Refusal::unsupported(match support.notes {
        Some(notes) => format!("{what} {notes}"),
        None => what,
    }))
}

/// A capability as the schema spells it.
fn name(capability: Capability) -> String {
    let mut name = String::new();
    for letter in format!("{capability:?}").chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

const fn body(command: &Command) -> Option<&MessageBody> {
    match command {
        Command::CreateConversation(create) => Some(&create.body),
        Command::Reply(reply) => Some(&reply.body),
        Command::AddNote(note) => Some(&note.body),
        Command::EditMessage(edit) => Some(&edit.body),
        _ => None,
    }
}

fn uploads(command: &Command) -> &[crate::model::command::Upload] {
    match command {
        Command::CreateConversation(create) => &create.uploads,
        Command::Reply(reply) => &reply.uploads,
        Command::AddNote(note) => &note.uploads,
        _ => &[],
    }
}

fn not_empty(body: &MessageBody) -> Result<(), Refusal> {
    let (form, text) = match body {
        MessageBody::Text(text) => ("text", text),
        MessageBody::Markdown(text) => ("markdown", text),
        MessageBody::Html(text) => ("html", text),
        MessageBody::Native(_) => return Ok(()),
    };
    if text.trim().is_empty() {
        let field = ["input", "body", form];
        return Err(Refusal::bad_input(&field, "The message is empty."));
    }
    Ok(())
}

/// Whether the statuses and priorities that a write sets are ones that can be set.
fn targets(profile: &Profile, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::CreateConversation(create) => of_new(profile, create),
        Command::Reply(reply) => match &reply.status_after {
            Some(status) => status_target(profile, status, &["input", "status"]),
            None => Ok(()),
        },
        Command::ChangeConversation { changes, .. } => {
            changes.iter().try_for_each(|change| match change {
                ConversationChange::Status { to, .. } => {
                    status_target(profile, to, &["input", "status"])
                }
                ConversationChange::Priority(to) => {
                    priority_target(profile, to, &["input", "priority"])
                }
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

fn of_new(profile: &Profile, create: &CreateConversation) -> Result<(), Refusal> {
    let is_other = |kind| kind != profile.kind;
    if create.options.provider().is_some_and(is_other) {
        let allowed = Allowed::Words(vec![profile.kind.display_name().to_owned()]);
        let refusal = Refusal::bad_input(
            &["input", "options"],
            "The options are for another provider than that of the source.",
        );
        return Err(refusal.allowing(allowed));
    }
    if create.visibility == Visibility::Internal
        && !profile
            .capabilities
            .can(Capability::ConversationSideThreads)
    {
        let refusal =
            Refusal::unsupported("An internal conversation cannot be kept internal here.");
        return Err(refusal.at(&["input", "visibility"]));
    }
    if let Some(status) = &create.status {
        status_target(profile, status, &["input", "status"])?;
    }
    match &create.priority {
        Some(priority) => priority_target(profile, priority, &["input", "priority"]),
        None => Ok(()),
    }
}

fn status_target(
    profile: &Profile,
    target: &StatusTarget,
    field: &[&'static str],
) -> Result<(), Refusal> {
    let rows = || profile.statuses.iter().filter(|row| row.is_writable);
    let (is_known, allowed) = match target {
        StatusTarget::Unified(status) => {
            let mut allowed: Vec<ConversationStatus> = rows().map(|row| row.unified).collect();
            allowed.dedup();
            (allowed.contains(status), Allowed::Statuses(allowed))
        }
        StatusTarget::Native(native) => {
            let allowed: Vec<_> = rows().map(|row| row.native.to_owned()).collect();
            (allowed.contains(native), Allowed::Words(allowed))
        }
    };
    if is_known {
        return Ok(());
    }
    let hint = match target {
        StatusTarget::Unified(ConversationStatus::Snoozed) => " Use conversationSnooze.",
        _ => "",
    };
    let explanation = format!(
        "{} has no such status to set.{hint}",
        profile.kind.display_name()
    );
    Err(Refusal::new(RefusalReason::StatusNotSupported, explanation)
        .at(field)
        .allowing(allowed))
}

fn priority_target(
    profile: &Profile,
    target: &PriorityTarget,
    field: &[&'static str],
) -> Result<(), Refusal> {
    let rows = || profile.priorities.iter().filter(|row| row.is_writable);
    let (is_known, allowed) = match target {
        PriorityTarget::Unified(priority) => {
            let mut allowed: Vec<Priority> = rows().map(|row| row.unified).collect();
            allowed.dedup();
            (allowed.contains(priority), Allowed::Priorities(allowed))
        }
        PriorityTarget::Native(native) => {
            let allowed: Vec<_> = rows().map(|row| row.native.to_owned()).collect();
            (allowed.contains(native), Allowed::Words(allowed))
        }
    };
    if is_known {
        return Ok(());
    }
    let explanation = format!(
        "{} has no such priority to set.",
        profile.kind.display_name()
    );
    Err(
        Refusal::new(RefusalReason::PriorityNotSupported, explanation)
            .at(field)
            .allowing(allowed),
    )
}
