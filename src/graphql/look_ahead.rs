//! From the fields that a query selects to the parts of an object that have to be read.

use async_graphql::{Context, SelectionField};

use crate::model::{
    AgentParts, ContactParts, ConversationParts, DirectoryParts, MessageParts, OrganizationParts,
};

/// The selected fields of the object that the current field returns.
pub(crate) fn selected<'a>(ctx: &'a Context<'_>) -> Vec<SelectionField<'a>> {
    ctx.field().selection_set().collect()
}

/// The selected fields of the rows of the connection that the current field returns.
pub(crate) fn selected_rows<'a>(ctx: &'a Context<'_>) -> Vec<SelectionField<'a>> {
    let rows = |field: SelectionField<'a>| match field.name() {
        "nodes" => field.selection_set().collect(),
        "edges" => named(field, "node"),
        _ => Vec::new(),
    };
    ctx.field().selection_set().flat_map(rows).collect()
}

/// The selected fields of the objects that a field of the current object returns.
pub(crate) fn below<'a>(ctx: &'a Context<'_>, name: &str) -> Vec<SelectionField<'a>> {
    named(ctx.field(), name)
}

fn named<'a>(field: SelectionField<'a>, name: &str) -> Vec<SelectionField<'a>> {
    let named = field.selection_set().filter(|below| below.name() == name);
    named
        .flat_map(|below| below.selection_set().collect::<Vec<_>>())
        .collect()
}

/// What a selection on a conversation wants.
pub(crate) fn conversation(fields: &[SelectionField<'_>]) -> ConversationParts {
    use ConversationParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "id" | "source" | "nativeId" | "freshness" | "__typename" => Parts::empty(),
        "contact" => Parts::CONTACT,
        "organization" => Parts::ORGANIZATION,
        "assignee" | "team" => Parts::ASSIGNEE,
        "tags" => Parts::TAGS,
        "inbox" => Parts::INBOX,
        "preview" => Parts::PREVIEW,
        "createdAt" | "updatedAt" | "lastActivityAt" | "closedAt" | "waitingSince"
        | "statusChangedAt" => Parts::TIMES,
        "firstMessage" => Parts::FIRST_MESSAGE,
        "lastMessage" => Parts::LAST_MESSAGE,
        "participants" | "followers" => Parts::PEOPLE,
        "unreadCount" | "isUnread" | "messageCount" => Parts::COUNTS,
        "primaryThread" | "threads" => Parts::SUMMARY | Parts::TIMES | Parts::COUNTS,
        "rating" | "metrics" | "linkedConversations" => Parts::WORK,
        "ticket" => ticket(&field.selection_set().collect::<Vec<_>>()),
        "raw" => Parts::RAW,
        _ => Parts::SUMMARY,
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}

/// What a selection on a ticket wants of its conversation.
pub(crate) fn ticket(fields: &[SelectionField<'_>]) -> ConversationParts {
    use ConversationParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "conversation" => conversation(&field.selection_set().collect::<Vec<_>>()),
        "requester" => Parts::CONTACT,
        "assignee" | "team" => Parts::ASSIGNEE,
        "tags" => Parts::TAGS,
        "createdAt" | "updatedAt" | "closedAt" => Parts::TIMES,
        "unreadTeamCount" | "unreadContactCount" => Parts::COUNTS | Parts::WORK,
        "raw" => Parts::RAW,
        _ => Parts::SUMMARY | Parts::WORK,
    };
    fields
        .iter()
        .map(part)
        .fold(Parts::SUMMARY | Parts::WORK, Parts::union)
}

/// What a selection on a message wants.
pub(crate) fn message(fields: &[SelectionField<'_>]) -> MessageParts {
    use MessageParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "body" => Parts::BODY,
        "attachments" | "recipients" | "reactions" | "rating" | "seenBy" | "interactive"
        | "inReplyTo" => Parts::DETAIL,
        "raw" => Parts::RAW,
        _ => Parts::empty(),
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}

/// What a selection on a contact, or on an actor that may be one, wants.
pub(crate) fn contact(fields: &[SelectionField<'_>]) -> ContactParts {
    use ContactParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "avatarUrl" => Parts::AVATAR,
        "firstName" | "lastName" => Parts::NAMES,
        "primaryEmail" => Parts::PRIMARY_EMAIL,
        "emails" => Parts::EMAILS,
        "phones" => Parts::PHONES,
        "organization" => Parts::ORGANIZATION,
        "jobTitle" | "location" | "notes" | "externalIds" | "isIdentified" => Parts::PROFILE,
        "createdAt" | "lastActivityAt" => Parts::TIMES,
        "raw" => Parts::RAW,
        _ => Parts::empty(),
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}

/// What a selection on a teammate, or on an actor that may be one, wants.
pub(crate) fn agent(fields: &[SelectionField<'_>]) -> AgentParts {
    use AgentParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "avatarUrl" => Parts::AVATAR,
        "email" => Parts::EMAIL,
        "role" | "availability" | "isConfirmed" | "slackId" => Parts::PROFILE,
        "teams" => Parts::TEAMS,
        "raw" => Parts::RAW,
        _ => Parts::empty(),
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}

/// What a selection on a company wants.
pub(crate) fn organization(fields: &[SelectionField<'_>]) -> OrganizationParts {
    use OrganizationParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "emailDomains" => Parts::DOMAINS,
        "tags" | "primaryAssignee" | "secondaryAssignee" => Parts::SUPPORT,
        "createdAt" | "updatedAt" => Parts::TIMES,
        "raw" => Parts::RAW,
        _ => Parts::empty(),
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}

/// What a selection on a team, tag or inbox wants.
pub(crate) fn directory(fields: &[SelectionField<'_>]) -> DirectoryParts {
    use DirectoryParts as Parts;
    let part = |field: &SelectionField<'_>| match field.name() {
        "id" | "source" | "nativeId" | "name" | "freshness" | "__typename" => Parts::empty(),
        "raw" => Parts::RAW,
        _ => Parts::DETAIL,
    };
    fields.iter().map(part).fold(Parts::empty(), Parts::union)
}
