//! Conversations, and whom and what they bring along.

use std::sync::Arc;

use crate::adapters::unthread::{tables, wire};
use crate::model::{
    Actor, Agent, Channel, ChannelKind, Contact, Conversation, ConversationParts, CustomField, Id,
    Metrics, Organization, Raw, Related, Tag, TicketFacts,
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
        ticket_type_fields,
        followers,
        initial_message,
        latest_message,
        response_time,
        response_time_working,
        resolution_time,
        resolution_time_working,
        // Merged with when it is written; the model shows none.
        metadata: _,
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
    if mapped.known.contains(ConversationParts::CUSTOM_FIELDS) {
        let fields = ticket_type_fields.into_iter();
        mapped.custom_fields = Some(fields.filter_map(custom_field).collect());
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

/// Where it takes place.
pub(in crate::adapters::unthread) fn channel(wire: &wire::Conversation) -> Channel {
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

/// The values of a multi-select stand in one text; those that are written in JSON are taken apart. The labels of fields
/// cannot be read.
fn custom_field((key, text): (String, String)) -> Option<CustomField> {
    let values: Vec<String> = serde_json::from_str(&text).unwrap_or_else(|_| vec![text]);
    (!values.is_empty()).then_some(CustomField { key, values })
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::samples::{self, key};
    use super::super::writer::Members;
    use super::{Reading, Scope, conversation, undecided_in};
    use crate::adapters::unthread::wire;
    use crate::model::{
        Actor, ChannelKind, Conversation, ConversationParts, ConversationStatus, Id, MessageKind,
        Metrics, Priority, Related, Thread, Visibility,
    };

    const ANA: &str = "b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90";

    fn read(json: &str, now: &str) -> (Conversation, Related) {
        let members = Members::from([ANA.to_owned()]);
        let scope = Scope {
            key: &key(),
            members: &members,
            now: now.parse().unwrap(),
        };
        let reading = Reading {
            wanted: ConversationParts::all(),
            known: ConversationParts::all(),
        };
        let mut related = Related::default();
        let found = conversation(scope, reading, samples::read(json), &mut related);
        (found, related)
    }

    fn told(json: &serde_json::Value) -> (Conversation, Related) {
        let mut row = json!({"id": "c", "status": "open"});
        row.as_object_mut()
            .unwrap()
            .extend(json.as_object().unwrap().clone());
        read(&row.to_string(), "2026-02-05T00:00:00Z")
    }

    #[test]
    fn a_conversation_in_slack() {
        let (found, related) = read(samples::FROM_SLACK, "2026-02-05T00:00:00Z");
        assert_eq!(
            found.id,
            Id::new(&key(), "7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11")
        );
        assert_eq!(found.number.as_deref(), Some("1042"));
        assert_eq!(found.ticket.unwrap().number, "1042");
        assert_eq!(found.subject.as_deref(), Some("Export to CSV hangs"));
        let preview = "The CSV export never finishes & shows a spinner";
        assert_eq!(found.preview.as_deref(), Some(preview));
        assert_eq!(found.status, ConversationStatus::Open);
        assert_eq!(
            (found.snooze, found.metrics, found.closed_at),
            (None, None, None)
        );
        assert_eq!(
            (found.priority, found.native_priority.as_deref()),
            (Priority::High, Some("7"))
        );
        assert_eq!(found.channel.kind, ChannelKind::Slack);
        let northwind = Id::new(&key(), "2c9b1f0a-55a1-4d0e-9c57-51c1a9fe2d10");
        assert_eq!(found.organization, Some(northwind.clone()));
        assert_eq!(
            (
                &related.organizations[0].id,
                related.organizations[0].name.as_str()
            ),
            (&northwind, "Northwind Tiles")
        );
        assert_eq!(found.assignee, Some(Id::new(&key(), ANA)));
        assert!(related.agents.is_empty(), "the row does not name the agent");
        assert_eq!(
            found.tags,
            Some(vec![Id::new(
                &key(),
                "c50a2e0e-6a5b-4f0a-a0a1-9b2f6d1f0c77"
            )])
        );
        assert_eq!(related.tags[0].name, "Bug");
        assert_eq!(found.followers, Some(Vec::new()));
        assert_eq!((found.contact, found.inbox, found.team), (None, None, None));
        assert_eq!(
            found.created_at,
            Some("2026-02-03T08:11:04.201Z".parse().unwrap())
        );
        assert_eq!(
            found.last_activity_at, found.updated_at,
            "the row names no activity"
        );
        assert_eq!(found.first_message, None, "nobody is named as its writer");
        assert!(!found.known.intersects(ConversationParts::WISHES));
    }

    #[test]
    fn a_snoozed_conversation_wakes_at_its_time() {
        let (asleep, _) = read(samples::SNOOZED, "2026-02-05T00:00:00Z");
        assert_eq!(asleep.status, ConversationStatus::Snoozed);
        assert_eq!(asleep.native_status, "on_hold");
        assert_eq!(
            asleep.snooze.unwrap().until,
            Some("2026-02-06T08:00:00Z".parse().unwrap())
        );
        let (awake, _) = read(samples::SNOOZED, "2026-02-06T08:00:00Z");
        assert_eq!(
            (awake.status, awake.snooze),
            (ConversationStatus::OnHold, None)
        );
        assert_eq!(awake.summary.as_deref(), Some("Key rotation request"));
        assert_eq!(
            (awake.subject, awake.organization, awake.assignee),
            (None, None, None)
        );
        assert_eq!(
            (awake.priority, awake.native_priority),
            (Priority::None, None)
        );
        assert_eq!(
            awake.status_changed_at,
            Some("2026-02-04T10:30:12.340Z".parse().unwrap())
        );
    }

    #[test]
    fn a_closed_conversation_by_mail() {
        let (found, related) = read(samples::BY_MAIL, "2026-02-05T00:00:00Z");
        assert_eq!(found.status, ConversationStatus::Resolved);
        assert_eq!(
            found.closed_at,
            Some("2026-01-21T09:12:01.490Z".parse().unwrap())
        );
        assert_eq!(found.channel.kind, ChannelKind::Email);
        assert_eq!(found.preview.as_deref(), Some("Please send invoice 77."));
        let metrics = Metrics {
            first_response_seconds: Some(905),
            first_response_working_seconds: Some(300),
            resolution_seconds: Some(65357),
            resolution_working_seconds: Some(14057),
        };
        assert_eq!(found.metrics, Some(metrics));
        assert_eq!(found.contact, None, "an address is not an id");
        assert_eq!(related.agents[0].name.as_deref(), Some("Ana Ruiz"));
        assert_eq!(found.organization.unwrap().native(), "9XqJkPTvWm3RzB7uLdAe");
    }

    #[test]
    fn the_contact_is_who_submitted_it() {
        let (found, related) = told(&json!({
            "submitterUserId": "u", "submitterUser": {"email": "ola@example.test"},
            "initialMessage": {"isExternal": true, "user": {"id": "u", "name": "Ola Berg", "email": ""}},
        }));
        assert_eq!(found.contact, Some(Id::new(&key(), "u")));
        let contact = &related.contacts[0];
        assert_eq!(
            (contact.display_name(), contact.emails[0].value.as_str()),
            ("Ola Berg", "ola@example.test")
        );
    }

    #[test]
    fn without_a_submitter_the_contact_is_who_wrote_first_from_outside() {
        let first = |user: &str| json!({"initialMessage": {"ts": "1.0", "user": {"id": user, "name": "N"}}});
        let (by_customer, _) = told(&first("u"));
        assert_eq!(by_customer.contact, Some(Id::new(&key(), "u")));
        let (by_ana, related) = told(&first(ANA));
        assert_eq!((by_ana.contact, related.contacts.len()), (None, 0));
    }

    #[test]
    fn sides_are_looked_up_only_where_they_matter() {
        let row =
            |json: serde_json::Value| serde_json::from_value::<wire::Conversation>(json).unwrap();
        let undecided =
            row(json!({"id": "c", "status": "open", "initialMessage": {"user": {"id": "u"}}}));
        let submitted = row(json!({"id": "c", "status": "open", "submitterUserId": "v",
            "initialMessage": {"user": {"id": "u"}}, "latestMessage": {"user": {"id": "w"}}}));
        let asked = |row, parts| {
            undecided_in(row, parts)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(asked(&undecided, ConversationParts::CONTACT), ["u"]);
        assert_eq!(
            asked(&undecided, ConversationParts::TAGS),
            Vec::<String>::new()
        );
        assert_eq!(
            asked(&submitted, ConversationParts::CONTACT),
            Vec::<String>::new()
        );
        assert_eq!(asked(&submitted, ConversationParts::WISHES), ["u", "w"]);
    }

    #[test]
    fn an_internal_conversation_has_no_customer_side() {
        let (found, _) = told(&json!({"sourceType": "triage", "submitterUserId": "u"}));
        assert_eq!(found.channel.kind, ChannelKind::Internal);
        assert_eq!(found.contact, None);
        assert_eq!(found.id.hint(), Some("triage"));
        assert_eq!(Thread::synthetic(&found).visibility, Visibility::Internal);
    }

    #[test]
    fn odd_shapes_are_read_as_what_they_mean() {
        let (found, related) = told(&json!({
            "friendlyId": "1042", "priority": "5", "channelId": null, "tags": null,
            "assignedToUserId": {"id": "a", "name": "Ana Ruiz"}, "customer": {"id": "k", "name": ""},
            "followers": [{"userId": "a", "entityId": "a"}, {"groupId": "g", "entityId": "g"}],
        }));
        assert_eq!(
            (found.number.as_deref(), found.priority),
            (Some("1042"), Priority::Medium)
        );
        assert_eq!(found.assignee, Some(Id::new(&key(), "a")));
        assert_eq!(related.agents[0].name.as_deref(), Some("Ana Ruiz"));
        assert_eq!(
            (found.organization, related.organizations.len()),
            (Some(Id::new(&key(), "k")), 0)
        );
        assert_eq!(found.tags, Some(Vec::new()));
        assert_eq!(
            found.followers,
            Some(vec![Actor::Agent(Id::new(&key(), "a"))])
        );
        let (bare, _) = told(&json!({}));
        assert_eq!(
            (bare.number, bare.ticket, bare.followers),
            (None, None, None)
        );
    }

    #[test]
    fn the_form_of_a_ticket_type_is_custom_fields() {
        let (found, _) = told(&json!({
            "ticketTypeFields": {"f1": "staging", "f2": "[\"city\",\"hills\"]", "f3": "", "f4": "[1", "f5": "[]"},
        }));
        let fields = found.custom_fields.unwrap();
        let shown: Vec<_> = fields
            .iter()
            .map(|field| (field.key.as_str(), field.values.join("|")))
            .collect();
        let value = |key, values: &str| (key, values.to_owned());
        assert_eq!(
            shown,
            [
                value("f1", "staging"),
                value("f2", "city|hills"),
                value("f4", "[1")
            ]
        );
        let (bare, _) = told(&json!({"ticketTypeFields": null}));
        assert_eq!(bare.custom_fields, Some(Vec::new()));
    }

    #[test]
    fn first_and_last_message_are_given_when_they_say_enough() {
        let (found, _) = told(&json!({
            "initialMessage": {"ts": "1.0", "text": "Hi", "isExternal": true},
            "latestMessage": {"id": "m", "ts": "2.0", "text": "Hello", "sentByUserId": ANA},
        }));
        assert_eq!(
            found.first_message.unwrap().kind,
            MessageKind::CustomerMessage
        );
        assert_eq!(found.last_message.unwrap().kind, MessageKind::AgentReply);
        assert!(found.known.contains(ConversationParts::WISHES));
        assert_eq!(found.preview.as_deref(), Some("Hello"));
    }
}
