//! Conversations.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{
    Agent, Channel, ChannelKind, Conversation, ConversationLink, ConversationLinkKind,
    ConversationParts, ConversationStatus, DirectoryParts, Id, Message, MessageKind, Rating, Raw,
    Related, Snooze, SourceKey, Tag, Team, TicketFacts,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::super::{tables, wire};
use super::person::{Party, party};
use super::{Found, SECRETS, filled, message, reference};

/// What a conversation tells without its threads. Who the company is, only the customer tells.
const WITHOUT_THREADS: ConversationParts = ConversationParts::all()
    .difference(ConversationParts::ORGANIZATION)
    .difference(ConversationParts::FIRST_MESSAGE)
    .difference(ConversationParts::LAST_MESSAGE)
    .difference(ConversationParts::WORK);

/// Where conversations open for people, if an answer does not say.
const WEB: &str = "https://secure.helpscout.net/conversation";

/// Maps a conversation. `threads` says where its threads were found, if they were asked for.
pub(crate) fn conversation(
    key: &SourceKey,
    conversation: WithRaw<wire::Conversation>,
    threads: Option<Found>,
) -> (Conversation, Related) {
    let wire::Conversation {
        id: native,
        number,
        threads: count,
        kind,
        status,
        state,
        subject,
        preview,
        mailbox_id,
        assignee,
        created_by,
        created_at,
        closed_by_user,
        closed_at,
        user_updated_at,
        customer_waiting_since,
        source,
        tags,
        primary_customer,
        snooze,
        embedded,
        links,
    } = conversation.value;
    let mut related = Related::default();
    let native_status = status.unwrap_or_default();
    let id = Id::new(key, native.to_string());
    let unified = unified_status(&native_status, snooze.as_ref());
    let mut mapped = Conversation::new(id, unified, native_status, channel(kind, source));
    mapped.known = WITHOUT_THREADS;
    mapped.number = number.filter(|number| *number > 0).map(|n| n.to_string());
    let link = links.and_then(|links| links.web?.href);
    mapped.web_url = filled(link).or_else(|| web_url(native, mapped.number.as_deref()));
    mapped.subject = filled(subject);
    mapped.preview = filled(preview);
    mapped.is_archived = state.is_some_and(|state| state != "published");
    mapped.inbox = reference(key, mailbox_id);
    mapped.message_count = count;
    mapped.tags = Some(applied_tags(key, tags.unwrap_or_default(), &mut related));
    mapped.snooze = snooze.map(sleep);
    mapped.ticket = mapped.number.clone().map(ticket);
    let customer = primary_customer.map(|one| party(key, one, Some("customer")));
    mapped.contact = customer.and_then(|customer| customer.into_contact(&mut related));
    (mapped.assignee, mapped.team) = assigned(key, assignee, &mut related);
    for person in [created_by, closed_by_user].into_iter().flatten() {
        party(key, person, None).into_actor(&mut related);
    }
    mapped.created_at = created_at;
    mapped.closed_at = closed_at;
    let waiting = customer_waiting_since.as_ref();
    mapped.last_activity_at = [
        user_updated_at,
        waiting.and_then(|one| one.time),
        closed_at,
        created_at,
    ]
    .into_iter()
    .max()
    .flatten();
    mapped.updated_at = mapped.last_activity_at;
    mapped.waiting_since = customer_waiting_since.and_then(|one| waiting_since(one, unified));
    mapped.raw = Some(Raw::new(conversation.raw, SECRETS));
    if let Some(found) = threads {
        let threads = embedded.unwrap_or_default().threads;
        add_threads(key, &mut mapped, threads, found, &mut related);
    }
    (mapped, related)
}

fn unified_status(native: &str, snooze: Option<&wire::Snooze>) -> ConversationStatus {
    match snooze {
        Some(_) => ConversationStatus::Snoozed,
        None => mapping::status(tables::STATUS, native),
    }
}

fn channel(kind: Option<String>, source: Option<wire::Source>) -> Channel {
    let native = kind.unwrap_or_default();
    let detail = filled(source.and_then(|source| source.kind));
    let by_type = mapping::channel(tables::CHANNEL, &native);
    let by_source = detail
        .as_deref()
        .filter(|_| native == tables::REFINED_BY_SOURCE)
        .map_or(ChannelKind::Unknown, |word| {
            mapping::channel(tables::CHANNEL, word)
        });
    let kind = match by_source {
        ChannelKind::Unknown => by_type,
        known => known,
    };
    Channel {
        kind,
        native,
        detail,
    }
}

fn web_url(id: i64, number: Option<&str>) -> Option<String> {
    number.map(|number| format!("{WEB}/{id}/{number}"))
}

fn applied_tags(
    key: &SourceKey,
    tags: Vec<wire::AppliedTag>,
    related: &mut Related,
) -> Vec<Id<Tag>> {
    let mut ids = Vec::with_capacity(tags.len());
    for wire::AppliedTag { id, color, tag } in tags {
        let Some(id) = reference::<Tag>(key, id) else {
            continue;
        };
        ids.push(id.clone());
        let Some(name) = filled(tag) else {
            continue;
        };
        let color = filled(color);
        let mut tag = Tag::new(id, name);
        tag.known.set(DirectoryParts::DETAIL, color.is_some());
        tag.color = super::account::hex(color);
        related.tags.push(tag);
    }
    ids
}

fn sleep(snooze: wire::Snooze) -> Snooze {
    let wire::Snooze {
        snoozed_until,
        unsnooze_on_customer_reply,
    } = snooze;
    Snooze {
        since: None,
        until: snoozed_until,
        wakes_on_reply: unsnooze_on_customer_reply.unwrap_or_default(),
    }
}

const fn ticket(number: String) -> TicketFacts {
    TicketFacts {
        number,
        sla_due_at: None,
        is_ai_resolved: None,
        escalation_reason: None,
        unread_contact_count: None,
    }
}

fn assigned(
    key: &SourceKey,
    assignee: Option<wire::Person>,
    related: &mut Related,
) -> (Option<Id<Agent>>, Option<Id<Team>>) {
    match assignee.map(|person| party(key, person, Some("user"))) {
        Some(Party::Agent(agent)) => {
            let id = agent.id.clone();
            related.agents.push(agent);
            (Some(id), None)
        }
        Some(Party::Team(team)) => {
            let id = team.id.clone();
            if !team.name.is_empty() {
                related.teams.push(team);
            }
            (None, Some(id))
        }
        Some(Party::Contact(_) | Party::Bot(_) | Party::Unknown(_)) | None => (None, None),
    }
}

/// The time is there as well when it is the customer's turn or the matter is done; then nobody is waiting.
fn waiting_since(waiting: wire::WaitingSince, status: ConversationStatus) -> Option<Timestamp> {
    let wire::WaitingSince {
        time,
        latest_reply_from,
    } = waiting;
    let is_over = matches!(
        status,
        ConversationStatus::Resolved | ConversationStatus::Spam
    );
    time.filter(|_| !is_over && latest_reply_from.as_deref() != Some("user"))
}

/// Adds what only threads tell.
fn add_threads(
    key: &SourceKey,
    conversation: &mut Conversation,
    threads: Vec<WithRaw<wire::Thread>>,
    found: Found,
    related: &mut Related,
) {
    conversation.links = Some(
        threads
            .iter()
            .filter_map(|one| link(key, &one.value))
            .collect(),
    );
    let id = conversation.id.clone();
    let mut messages: Vec<(i64, Message, Related)> = threads
        .into_iter()
        .map(|thread| {
            let native = thread.value.id;
            let (message, people) = message(key, &id, thread, found);
            (native, message, people)
        })
        .collect();
    messages.sort_by_key(|(native, message, _)| (message.created_at, *native));
    conversation.rating = messages.iter().rev().find_map(rating);
    messages.retain(|(_, message, _)| is_said(message));
    let (mut first, mut last) = (None, None);
    let count = messages.len();
    for (place, (_, message, people)) in messages.into_iter().enumerate() {
        if place != 0 && place + 1 != count {
            continue;
        }
        related.append(people);
        let message = Arc::new(message);
        first.get_or_insert_with(|| Arc::clone(&message));
        last = Some(message);
    }
    (conversation.first_message, conversation.last_message) = (first, last);
    conversation.known |= ConversationParts::FIRST_MESSAGE
        | ConversationParts::LAST_MESSAGE
        | ConversationParts::WORK;
}

fn rating((_, message, _): &(i64, Message, Related)) -> Option<Rating> {
    message.rating.clone()
}

/// Drafts, and replies that were held back or hidden, are no part of the exchange.
fn is_said(message: &Message) -> bool {
    message.kind != MessageKind::Activity && message.state.may_be_public()
}

fn link(key: &SourceKey, thread: &wire::Thread) -> Option<ConversationLink> {
    let other = thread.linked_conversation_id.as_ref()?.number()?;
    let kind = match thread.kind.as_str() {
        "forwardparent" => ConversationLinkKind::ForwardedTo,
        "forwardchild" => ConversationLinkKind::ForwardedFrom,
        _ => ConversationLinkKind::Related,
    };
    let conversation = reference(key, Some(other))?;
    Some(ConversationLink { kind, conversation })
}
