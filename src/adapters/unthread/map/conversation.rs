//! Conversations, and whom and what they bring along.

use std::sync::Arc;

use crate::adapters::unthread::{tables, wire};
use crate::model::{
    Actor, Agent, Channel, ChannelKind, Contact, Conversation, ConversationParts, Id, Metrics,
    Organization, Raw, Related, Tag, TicketFacts,
};
use crate::transport::WithRaw;

use super::customer::short_organization;
use super::message::{embedded, plain_text};
use super::person::{short_agent, short_contact, together};
use super::writer::{self, Writer, undecided, writer};
use super::{SECRETS, Scope, said, short_tag, status};

/// What a row is read for, and what its list told.
#[derive(Clone, Copy)]
pub(in crate::adapters::unthread) struct Reading {
    /// What the caller wants.
    pub wanted: ConversationParts,
    /// What the answer tells of it.
    pub known: ConversationParts,
}

/// The users whose side has to be looked up before the conversation can be read.
pub(in crate::adapters::unthread) fn undecided_in(
    conversation: &wire::Conversation,
    wanted: ConversationParts,
) -> impl Iterator<Item = &str> {
    let needs_first = wanted.contains(ConversationParts::FIRST_MESSAGE)
        || (wanted.contains(ConversationParts::CONTACT) && submitter(conversation).is_none());
    let needs_last = wanted.contains(ConversationParts::LAST_MESSAGE);
    let first = conversation
        .initial_message
        .as_ref()
        .filter(|_| needs_first);
    let last = conversation.latest_message.as_ref().filter(|_| needs_last);
    first.into_iter().chain(last).filter_map(undecided)
}

fn submitter(conversation: &wire::Conversation) -> Option<&str> {
    let user = conversation.submitter_user.as_ref();
    let inside = || user.and_then(|user| user.id.as_deref());
    conversation.submitter_user_id.as_deref().or_else(inside)
}

/// A conversation. Who and what comes along is added to `related`.
pub(in crate::adapters::unthread) fn conversation(
    scope: Scope<'_>,
    reading: Reading,
    conversation: WithRaw<wire::Conversation>,
    related: &mut Related,
) -> Conversation {
    let WithRaw { value, raw } = conversation;
    let channel = channel(&value);
    let mut mapped = outline(scope, &value, channel);
    mapped.known = reading.known;
    if mapped.known.contains(ConversationParts::RAW) {
        mapped.raw = Some(Raw::new(raw, SECRETS));
    }
    if mapped.known.contains(ConversationParts::CONTACT) {
        mapped.contact = contact(scope, &mapped, &value, related);
    }
    mapped.preview = preview(&value);
    let wire::Conversation {
        customer_id,
        customer,
        assigned_to_user_id,
        assigned_to_user,
        tags,
        followers,
        initial_message,
        latest_message,
        response_time,
        response_time_working,
        resolution_time,
        resolution_time_working,
        // Read above.
        id: _,
        status: _,
        friendly_id: _,
        title: _,
        summary: _,
        priority: _,
        channel_id: _,
        source_type: _,
        submitter_user_id: _,
        submitter_user: _,
        created_at: _,
        updated_at: _,
        last_activity_at: _,
        closed_at: _,
        status_updated_at: _,
        snoozed_at: _,
        wake_up_at: _,
    } = value;
    mapped.organization = organization(scope, customer_id, customer, related);
    mapped.assignee = assignee(scope, assigned_to_user_id, assigned_to_user, related);
    if mapped.known.contains(ConversationParts::TAGS) {
        mapped.tags = Some(tag_ids(scope, tags, related));
    }
    mapped.followers = followers.map(|all| team_mates(scope, all));
    mapped.metrics = Some(Metrics {
        first_response_seconds: response_time.map(seconds),
        first_response_working_seconds: response_time_working.map(seconds),
        resolution_seconds: resolution_time.map(seconds),
        resolution_working_seconds: resolution_time_working.map(seconds),
    })
    .filter(|metrics| *metrics != Metrics::default());
    with_messages(
        scope,
        reading.wanted,
        mapped,
        initial_message,
        latest_message,
    )
}

/// What every answer tells: the plain facts and the times.
fn outline(scope: Scope<'_>, wire: &wire::Conversation, channel: Channel) -> Conversation {
    let id = Id::new(scope.key, wire.id.as_str());
    // The messages of an internal conversation do not say that they are internal.
    let id = match channel.kind {
        ChannelKind::Internal => id.with_hint(tables::TRIAGE),
        _ => id,
    };
    let snooze = status::snooze(wire.snoozed_at, wire.wake_up_at, scope.now);
    let status = status::status(&wire.status, snooze.as_ref());
    let mut mapped = Conversation::new(id, status, wire.status.as_str(), channel);
    (mapped.priority, mapped.native_priority) = status::priority(wire.priority);
    mapped.snooze = snooze;
    mapped.number = wire.friendly_id.clone();
    mapped.ticket = wire.friendly_id.clone().map(ticket);
    mapped.subject = said(wire.title.clone());
    mapped.summary = said(wire.summary.clone());
    mapped.status_changed_at = wire.status_updated_at;
    mapped.created_at = wire.created_at;
    mapped.updated_at = wire.updated_at;
    mapped.last_activity_at = wire.last_activity_at.or(wire.updated_at);
    mapped.closed_at = wire.closed_at;
    mapped
}

/// The number can come seconds after the conversation; until then there is no ticket.
fn ticket(number: String) -> TicketFacts {
    TicketFacts {
        number,
        sla_due_at: None,
        is_ai_resolved: None,
        escalation_reason: None,
        unread_contact_count: None,
    }
}

fn channel(wire: &wire::Conversation) -> Channel {
    let first = wire.initial_message.as_ref();
    let event = first.and_then(wire::Message::event);
    status::channel(wire.source_type.clone(), event, wire.channel_id.as_deref())
}

/// Who submitted it, else who wrote first, if that is somebody outside.
fn contact(
    scope: Scope<'_>,
    mapped: &Conversation,
    wire: &wire::Conversation,
    related: &mut Related,
) -> Option<Id<Contact>> {
    if mapped.channel.kind == ChannelKind::Internal {
        return None;
    }
    let first = wire.initial_message.as_ref();
    let first_writer = first.map(|message| writer(message, scope.members));
    let outsider = match first_writer {
        Some(Writer::Outsider(id)) => id,
        _ => None,
    };
    let id = submitter(wire).or(outsider)?;
    let is_own = |user: &&wire::User| user.id.as_deref().is_none_or(|own| own == id);
    let own = wire.submitter_user.as_ref().filter(is_own).cloned();
    let written = first.filter(|_| outsider == Some(id));
    let written = written
        .into_iter()
        .flat_map(|message| writer::copies(message, id));
    let user = together(id, own.into_iter().chain(written));
    related.contacts.extend(short_contact(scope.key, user));
    Some(Id::new(scope.key, id))
}

fn organization(
    scope: Scope<'_>,
    id: Option<String>,
    customer: Option<wire::Customer>,
    related: &mut Related,
) -> Option<Id<Organization>> {
    let inside = customer.as_ref().and_then(|customer| customer.id.clone());
    let id = id.or(inside)?;
    let copy = customer.and_then(|customer| short_organization(scope.key, Some(&id), customer));
    related.organizations.extend(copy);
    Some(Id::new(scope.key, id))
}

fn assignee(
    scope: Scope<'_>,
    by_id: Option<wire::User>,
    inside: Option<wire::User>,
    related: &mut Related,
) -> Option<Id<Agent>> {
    let copies = || by_id.iter().chain(&inside);
    let id = copies().find_map(|user| user.id.clone())?;
    let user = together(&id, copies().cloned());
    related.agents.extend(short_agent(scope.key, user));
    Some(Id::new(scope.key, id))
}

fn tag_ids(scope: Scope<'_>, tags: Option<Vec<wire::Tag>>, related: &mut Related) -> Vec<Id<Tag>> {
    let tags = tags.into_iter().flatten();
    let tags: Vec<_> = tags.map(|tag| short_tag(scope.key, tag)).collect();
    let ids = tags.iter().map(|tag| tag.id.clone()).collect();
    related
        .tags
        .extend(tags.into_iter().filter(|tag| !tag.name.is_empty()));
    ids
}

/// Groups follow as well, but cannot be read.
fn team_mates(scope: Scope<'_>, followers: Vec<wire::Follower>) -> Vec<Actor> {
    let agent = |id: String| Actor::Agent(Id::new(scope.key, id));
    let users = followers
        .into_iter()
        .filter_map(|follower| follower.user_id);
    users.map(agent).collect()
}

/// The unit is documented nowhere; what is seen fits seconds.
fn seconds(number: f64) -> i64 {
    number.round() as i64
}

fn preview(wire: &wire::Conversation) -> Option<String> {
    let latest = wire
        .latest_message
        .as_ref()
        .or(wire.initial_message.as_ref());
    latest.and_then(plain_text)
}

fn with_messages(
    scope: Scope<'_>,
    wanted: ConversationParts,
    mut mapped: Conversation,
    first: Option<wire::Message>,
    last: Option<wire::Message>,
) -> Conversation {
    let read = |part, message: Option<wire::Message>| {
        let message = message.filter(|_| wanted.contains(part))?;
        embedded(scope, &mapped.id, message).map(Arc::new)
    };
    let first = read(ConversationParts::FIRST_MESSAGE, first);
    let last = read(ConversationParts::LAST_MESSAGE, last);
    mapped
        .known
        .set(ConversationParts::FIRST_MESSAGE, first.is_some());
    mapped
        .known
        .set(ConversationParts::LAST_MESSAGE, last.is_some());
    mapped.first_message = first;
    mapped.last_message = last;
    mapped
}
