//! Threads become messages.

use std::sync::Arc;

use crate::model::{
    Activity, ActivityType, Actor, Attachment, AttachmentState, Body, BodyFormat, Conversation, Id,
    Message, MessageKind, MessageParts, MessageState, Rating, RatingValue, Raw, Recipients,
    Related, SourceKey, UNKNOWN_MIME_TYPE, Visibility,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::super::{tables, wire};
use super::person::{Party, party};
use super::{Found, SECRETS, filled, full_name};

/// Maps a thread of a conversation. The people in it come along as short copies.
pub(crate) fn message(
    key: &SourceKey,
    conversation: &Id<Conversation>,
    thread: WithRaw<wire::Thread>,
    found: Found,
) -> (Message, Related) {
    let wire::Thread {
        id,
        kind: native_kind,
        status,
        state: native_state,
        action,
        body,
        source,
        customer,
        created_by,
        assigned_to,
        to,
        cc,
        bcc,
        created_at,
        opened_at,
        linked_conversation_id: _,
        rating,
        scheduled,
        embedded,
    } = thread.value;
    let mut related = Related::default();
    let (by, via) = spoken_by(created_by.as_ref(), source.as_ref());
    let kind = message_kind(&native_kind, by);
    let state = message_state(
        native_state.as_deref(),
        scheduled.is_some(),
        opened_at.is_some(),
    );
    let is_cut = found == Found::InList && tables::CUT_IN_LISTS.contains(&native_kind.as_str());
    let change =
        (kind == MessageKind::Activity).then(|| activity(action, status, assigned_to.as_ref()));
    let id = Id::<Message>::within(conversation, id.to_string());
    let mut mapped = Message::new(id.clone(), kind, native_kind, state, created_at);
    if state == MessageState::Unknown && native_state.is_some() {
        mapped.visibility = Visibility::Internal;
    }
    let author = created_by.map(|person| party(key, person, via));
    let customer = customer.map(|person| party(key, person, Some("customer")));
    let customer = customer.and_then(|customer| customer.into_contact(&mut related));
    mapped.author = author.map(|author| actor(author, kind, source.as_ref(), &mut related));
    mapped.on_behalf_of = customer.filter(|_| {
        kind == MessageKind::CustomerMessage && !matches!(mapped.author, Some(Actor::Contact(_)))
    });
    if let Some(Party::Agent(agent)) = assigned_to.map(|person| party(key, person, Some("user"))) {
        related.agents.push(agent);
    }
    mapped.body = body.filter(|_| change.is_none()).map(|html| Body {
        is_truncated: is_cut,
        ..Body::new(BodyFormat::Html, html)
    });
    mapped.activity = change;
    mapped.recipients = recipients(to, cc, bcc);
    let files = embedded.map(|parts| parts.attachments).unwrap_or_default();
    let files = files
        .into_iter()
        .map(|file| Arc::new(attachment(&id, file)));
    mapped.attachments = Some(files.collect());
    mapped.rating = rating.and_then(satisfaction);
    mapped.scheduled_for = scheduled.and_then(|scheduled| scheduled.scheduled_for);
    mapped.read_at = opened_at;
    mapped.raw = Some(Raw::new(thread.raw, SECRETS));
    if is_cut {
        mapped.known = MessageParts::DETAIL;
    }
    (mapped, related)
}

/// The type of who wrote it, and what to assume if the person has none: the side that the source names.
fn spoken_by<'a>(
    created_by: Option<&'a wire::Person>,
    source: Option<&wire::Source>,
) -> (Option<&'a str>, Option<&'static str>) {
    let via = match source.and_then(|source| source.via.as_deref()) {
        Some("customer") => Some("customer"),
        Some("user") => Some("user"),
        _ => None,
    };
    let by = created_by.and_then(|person| person.kind.as_deref());
    (by.or(via), via)
}

fn message_kind(native: &str, by: Option<&str>) -> MessageKind {
    let by = by.unwrap_or_default();
    match mapping::message_kind(tables::MESSAGE_KIND, &format!("{native} by {by}")) {
        MessageKind::Unknown => mapping::message_kind(tables::MESSAGE_KIND, native),
        known => known,
    }
}

fn message_state(native: Option<&str>, is_scheduled: bool, is_opened: bool) -> MessageState {
    let state = native.and_then(|native| tables::find(tables::STATE, native));
    match state.unwrap_or(MessageState::Unknown) {
        MessageState::Draft if is_scheduled => MessageState::Scheduled,
        MessageState::Sent if is_opened => MessageState::Read,
        state => state,
    }
}

/// Number 0 stands for nobody. Where nobody changed something, it was Help Scout itself.
fn actor(
    author: Party,
    kind: MessageKind,
    source: Option<&wire::Source>,
    related: &mut Related,
) -> Actor {
    let is_workflow = source.is_some_and(|source| source.kind.as_deref() == Some("workflows"));
    match author {
        Party::Unknown(name) if is_workflow || kind == MessageKind::Activity => Actor::System(name),
        author => author.into_actor(related),
    }
}

fn activity(
    action: Option<wire::Action>,
    status: Option<String>,
    assigned_to: Option<&wire::Person>,
) -> Activity {
    let (native, text, associated) = match action {
        Some(wire::Action {
            kind,
            text,
            associated_entities,
        }) => (filled(kind), filled(text), associated_entities),
        None => (None, None, None),
    };
    let native = native.unwrap_or_else(|| tables::LINE_ITEM.to_owned());
    let status = filled(status).filter(|status| status != tables::NO_CHANGE);
    let (kind, to) = match (tables::find(tables::ACTIVITY, &native), status, associated) {
        (Some(kind), _, _) => (kind, None),
        (None, Some(status), _) => (ActivityType::StatusChanged, Some(status)),
        (None, None, Some(wire::Associated::Entities(entities))) => touched(&entities, assigned_to),
        (None, None, _) => (ActivityType::Other, None),
    };
    Activity {
        kind,
        text: text.unwrap_or_else(|| native.clone()),
        native,
        from: None,
        to,
    }
}

/// A change without a status and without a name of its own tells by its objects what it was.
fn touched(
    entities: &wire::Entities,
    assigned_to: Option<&wire::Person>,
) -> (ActivityType, Option<String>) {
    if entities.user.is_some() {
        let name = assigned_to
            .and_then(|person| full_name(person.first.as_deref(), person.last.as_deref()));
        return (ActivityType::Assigned, name);
    }
    if entities.inbox.is_some() {
        return (ActivityType::Moved, None);
    }
    (ActivityType::Other, None)
}

fn recipients(
    to: Option<wire::Addresses>,
    cc: Option<wire::Addresses>,
    bcc: Option<wire::Addresses>,
) -> Option<Recipients> {
    let recipients = Recipients {
        to: addresses(to),
        cc: addresses(cc),
        bcc: addresses(bcc),
    };
    Some(recipients).filter(|recipients| *recipients != Recipients::default())
}

fn addresses(addresses: Option<wire::Addresses>) -> Vec<String> {
    let mut addresses = match addresses {
        None => Vec::new(),
        Some(wire::Addresses::One(address)) => vec![address],
        Some(wire::Addresses::Many(addresses)) => addresses,
    };
    addresses.retain(|address| !address.trim().is_empty());
    addresses
}

fn satisfaction(rating: wire::Rating) -> Option<Rating> {
    let wire::Rating { rating, comments } = rating;
    let native = filled(rating)?;
    Some(Rating {
        value: tables::find(tables::RATING, &native).unwrap_or(RatingValue::Unknown),
        native,
        comment: filled(comments),
    })
}

fn attachment(message: &Id<Message>, attachment: WithRaw<wire::Attachment>) -> Attachment {
    let wire::Attachment {
        id,
        filename,
        mime_type,
        width,
        height,
        size,
        state,
        links,
    } = attachment.value;
    let state = state.and_then(|state| tables::find(tables::ATTACHMENT_STATE, &state));
    Attachment {
        id: Id::within(message, id.to_string()),
        web_url: links.and_then(|links| filled(links.web?.href)),
        filename: filename.unwrap_or_default(),
        mime_type: filled(mime_type).unwrap_or_else(|| UNKNOWN_MIME_TYPE.to_owned()),
        size_bytes: size,
        width,
        height,
        state: state.unwrap_or(AttachmentState::Unknown),
        raw: Some(Raw::new(attachment.raw, SECRETS)),
    }
}
