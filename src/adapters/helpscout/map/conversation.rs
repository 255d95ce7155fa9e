//! Conversations.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use crate::model::{
    Channel, ChannelKind, Conversation, ConversationLink, ConversationLinkKind, ConversationParts,
    ConversationStatus, CustomField, DirectoryParts, Id, Message, MessageKind, Rating, Raw,
    Related, Snooze, SourceKey, Tag, TicketFacts, Visibility,
};
use crate::provider::mapping;
use crate::richtext;
use crate::transport::WithRaw;

use super::super::{is_number, tables, web, wire};
use super::person::{Party, party};
use super::{Found, SECRETS, filled, message, reference};

/// What a conversation tells without its threads. Who the company is, only the customer tells.
const WITHOUT_THREADS: ConversationParts = ConversationParts::all()
    .difference(ConversationParts::ORGANIZATION)
    .difference(ConversationParts::FIRST_MESSAGE)
    .difference(ConversationParts::LAST_MESSAGE)
    .difference(ConversationParts::PREVIEW)
    .difference(ConversationParts::WORK);

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
        custom_fields,
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
    mapped.web_url = filled(link).or_else(|| web::address(native, mapped.number.as_deref()));
    mapped.subject = filled(subject);
    mapped.is_archived = state.is_some_and(|state| state != "published");
    mapped.inbox = reference(key, mailbox_id);
    mapped.message_count = count;
    mapped.tags = Some(applied_tags(key, tags.unwrap_or_default(), &mut related));
    mapped.snooze = snooze.map(sleep);
    let fields = custom_fields.unwrap_or_default().into_iter();
    mapped.custom_fields = Some(fields.filter_map(field).collect());
    mapped.ticket = mapped.number.clone().map(ticket);
    let others = [created_by, closed_by_user];
    add_people(key, &mut mapped, primary_customer, assignee, &mut related);
    for person in others.into_iter().flatten() {
        party(key, person, None).into_actor(&mut related);
    }
    mapped.created_at = created_at;
    mapped.closed_at = closed_at;
    let waiting = customer_waiting_since.as_ref().and_then(|one| one.time);
    let times = [user_updated_at, waiting, closed_at, created_at];
    mapped.last_activity_at = times.into_iter().max().flatten();
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

/// A field goes by its name, as people know it; the number is of no use without the list of an inbox's fields.
fn field(field: wire::CustomField) -> Option<CustomField> {
    let wire::CustomField {
        id,
        name,
        value,
        text,
    } = field;
    let key = filled(name).or_else(|| id.map(|id| id.to_string()))?;
    let value = match value? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let text = filled(text);
    let is_option = value.as_deref().is_some_and(is_number);
    let value = filled(value);
    let value = if is_option {
        text.or(value)
    } else {
        value.or(text)
    };
    Some(CustomField {
        key,
        values: vec![value?],
    })
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

/// The customer, and who has the work: a user or a team.
fn add_people(
    key: &SourceKey,
    conversation: &mut Conversation,
    customer: Option<wire::Person>,
    assignee: Option<wire::Person>,
    related: &mut Related,
) {
    let customer = customer.map(|person| party(key, person, Some("customer")));
    conversation.contact = customer.and_then(|customer| customer.into_contact(related));
    match assignee.map(|person| party(key, person, Some("user"))) {
        Some(Party::Agent(agent)) => {
            conversation.assignee = Some(agent.id.clone());
            related.agents.push(agent);
        }
        Some(Party::Team(team)) => {
            conversation.team = Some(team.id.clone());
            // Without a name it is no copy.
            related
                .teams
                .extend(Some(team).filter(|team| !team.name.is_empty()));
        }
        Some(Party::Contact(_) | Party::Bot(_) | Party::Unknown(_)) | None => {}
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
    let mut latest = messages.iter().rev().map(|(_, message, _)| message);
    let visible = latest.find(|message| message.visibility == Visibility::Public);
    conversation.preview = visible.and_then(text);
    let last = messages.pop();
    let first = messages.into_iter().next();
    let mut along = |(_, message, people): (i64, Message, Related)| {
        related.append(people);
        Arc::new(message)
    };
    conversation.last_message = last.map(&mut along);
    let first = first.map(along);
    conversation.first_message = first.or_else(|| conversation.last_message.clone());
    conversation.known |= ConversationParts::FIRST_MESSAGE
        | ConversationParts::LAST_MESSAGE
        | ConversationParts::PREVIEW
        | ConversationParts::WORK;
}

/// Help Scout's own preview shows the latest thread, which may be a note.
fn text(message: &Message) -> Option<String> {
    let body = message.body.as_ref()?;
    filled(Some(richtext::Body::Html(&body.native).text()))
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Found;
    use super::{WITHOUT_THREADS, conversation};
    use crate::model::{
        Actor, ChannelKind, Conversation, ConversationLinkKind, ConversationParts,
        ConversationStatus, CustomField, DirectoryParts, Id, MessageKind, RatingValue, Related,
        SourceKey,
    };

    const EXPORT: &str = r##"{"id":2591003377,"number":48211,"threads":4,"type":"email","folderId":771,"status":"active","state":"published","subject":"Export broken","preview":"The export button does nothing","mailboxId":13,"assignee":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"createdBy":{"id":501233,"type":"customer","email":"ines@orchardlabs.example"},"createdAt":"2026-03-02T08:14:09Z","userUpdatedAt":"2026-03-02T09:10:00Z","customerWaitingSince":{"time":"2026-03-02T08:14:09Z","friendly":"2 hours ago","latestReplyFrom":"customer"},"source":{"type":"email","via":"customer"},"tags":[{"id":5120,"color":"#929499","tag":"export"}],"cc":["ops@orchardlabs.example"],"bcc":[],"primaryCustomer":{"id":501233,"type":"customer","first":"Ines","last":"Marchetti","email":"ines@orchardlabs.example"},"customFields":[{"id":8,"name":"Plan","value":"8518","text":"Growth"}],"_embedded":{"threads":[]},"_links":{"self":{"href":"https://api.helpscout.net/v2/conversations/2591003377"},"mailbox":{"href":"https://api.helpscout.net/v2/mailboxes/13"},"primaryCustomer":{"href":"https://api.helpscout.net/v2/customers/501233"},"createdByCustomer":{"href":"https://api.helpscout.net/v2/customers/501233"},"threads":{"href":"https://api.helpscout.net/v2/conversations/2591003377/threads"},"assignee":{"href":"https://api.helpscout.net/v2/users/88"},"web":{"href":"https://secure.helpscout.net/conversation/2591003377/48211"}}}"##;
    const REFUND: &str = r##"{"id":2591003400,"number":48214,"threads":2,"type":"email","folderId":774,"status":"closed","state":"published","subject":"Refund","preview":"Done, the refund is on its way","mailboxId":13,"createdBy":{"id":88,"type":"user","email":"tomasz@acme.example"},"createdAt":"2026-03-01T10:00:00Z","closedBy":91,"closedByUser":{"id":91,"type":"user","first":"Priya","last":"Olsen","photoUrl":"https://img.example.net/u/91.png","email":"priya@acme.example"},"closedAt":"2026-03-01T12:30:00Z","userUpdatedAt":"2026-03-01T12:30:00Z","customerWaitingSince":{"time":"2026-03-01T12:30:00Z","friendly":"Yesterday"},"source":{"type":"web","via":"user"},"tags":[],"cc":[],"bcc":[],"primaryCustomer":{"id":501240,"type":"customer","first":"Bo","last":"","email":"bo@fernway.example"},"customFields":[],"_embedded":{"threads":[]},"_links":{"self":{"href":"https://api.helpscout.net/v2/conversations/2591003400"},"createdByUser":{"href":"https://api.helpscout.net/v2/users/88"},"closedBy":{"href":"https://api.helpscout.net/v2/users/91"},"threads":{"href":"https://api.helpscout.net/v2/conversations/2591003400/threads"}}}"##;
    const MIGRATION: &str = r##"{"id":2591003500,"number":48220,"threads":1,"type":"phone","folderId":772,"status":"pending","state":"published","subject":"Call about migration","preview":"Customer asked for a date","mailboxId":14,"assignee":{"id":640,"type":"team","first":"Platform","last":"","email":"platform@acme.example"},"createdBy":{"id":91,"type":"user","email":"priya@acme.example"},"createdAt":"2026-03-03T14:00:00Z","userUpdatedAt":"2026-03-03T14:00:00Z","source":{"type":"api","via":"user"},"tags":[{"id":5121,"color":"#3197d6","tag":"migration"}],"cc":[],"bcc":[],"primaryCustomer":{"id":501250,"type":"customer","first":"Ana","last":"Kova","email":"ana@kova.example"},"snooze":{"snoozedBy":91,"snoozedUntil":"2026-03-10T08:00:00Z","unsnoozeOnCustomerReply":true},"nextEvent":{"time":"2026-03-10T08:00:00Z","eventType":"snooze","userId":91,"cancelOnCustomerReply":true},"customFields":[],"_embedded":{"threads":[]},"_links":{"self":{"href":"https://api.helpscout.net/v2/conversations/2591003500"},"threads":{"href":"https://api.helpscout.net/v2/conversations/2591003500/threads"}}}"##;

    fn key() -> SourceKey {
        SourceKey::parse("help").unwrap()
    }

    fn id<T>(native: &str) -> Id<T> {
        Id::new(&key(), native)
    }

    fn read(json: &str, threads: Option<Found>) -> (Conversation, Related) {
        conversation(&key(), serde_json::from_str(json).unwrap(), threads)
    }

    #[test]
    fn a_custom_field_shows_what_people_chose() {
        let value = |field: Value| {
            let json = json!({"id": 1, "customFields": [field]}).to_string();
            let fields = read(&json, None).0.custom_fields.unwrap();
            let texts = |field: CustomField| (field.key, field.values.concat());
            fields.into_iter().map(texts).next()
        };
        let is = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        let option = json!({"id": 8, "name": "Plan", "value": "8518", "text": "Growth"});
        assert_eq!(value(option), is("Plan", "Growth"));
        let day = json!({"id": 9, "name": "Due", "value": "2026-11-24", "text": "Nov 24, 2026"});
        assert_eq!(value(day), is("Due", "2026-11-24"));
        let number = json!({"id": 10, "value": 21.5});
        assert_eq!(value(number), is("10", "21.5"));
        let empty = json!({"id": 11, "name": "Order", "value": "", "text": " "});
        assert_eq!(value(empty), None);
        assert_eq!(value(json!({"id": 12, "name": "Odd", "value": null})), None);
        assert_eq!(
            read(r#"{"id":1,"customFields":null}"#, None)
                .0
                .custom_fields,
            Some(vec![])
        );
    }

    #[test]
    fn an_active_conversation_tells_who_waits_for_whom() {
        let (export, related) = read(EXPORT, None);
        assert_eq!(export.id, id("2591003377"));
        assert_eq!(export.known, WITHOUT_THREADS);
        assert_eq!(export.number.as_deref(), Some("48211"));
        assert_eq!(export.ticket.unwrap().number, "48211");
        assert_eq!(export.status, ConversationStatus::Open);
        assert_eq!(export.native_status, "active");
        assert_eq!(export.channel.kind, ChannelKind::Email);
        assert_eq!(export.channel.detail.as_deref(), Some("email"));
        assert_eq!(export.inbox, Some(id("13")));
        assert_eq!(export.contact, Some(id("501233")));
        assert_eq!((export.assignee, export.team), (Some(id("88")), None));
        assert_eq!(export.tags, Some(vec![id("5120")]));
        let fields = export.custom_fields.unwrap();
        assert_eq!(
            (&*fields[0].key, &fields[0].values[..]),
            ("Plan", &["Growth".to_owned()][..])
        );
        assert_eq!(export.message_count, Some(4));
        assert!(!export.is_archived);
        let time = |text: &str| Some(text.parse().unwrap());
        assert_eq!(export.waiting_since, time("2026-03-02T08:14:09Z"));
        assert_eq!(export.last_activity_at, time("2026-03-02T09:10:00Z"));
        assert_eq!(export.closed_at, None);
        assert_eq!(
            export.web_url.as_deref(),
            Some("https://secure.helpscout.net/conversation/2591003377/48211")
        );
        assert_eq!((export.links, export.rating), (None, None));
        let tag = &related.tags[0];
        assert_eq!(
            (tag.name.as_str(), tag.known),
            ("export", DirectoryParts::DETAIL)
        );
        assert_eq!(tag.color.as_deref(), Some("#929499"));
        assert_eq!(related.contacts[0].name.as_deref(), Some("Ines Marchetti"));
        assert_eq!(related.agents[0].name.as_deref(), Some("Tomasz Reyes"));
    }

    #[test]
    fn nobody_waits_for_a_closed_conversation() {
        let (refund, related) = read(REFUND, None);
        assert_eq!(refund.status, ConversationStatus::Resolved);
        assert_eq!(
            refund.closed_at,
            Some("2026-03-01T12:30:00Z".parse().unwrap())
        );
        assert_eq!(refund.last_activity_at, refund.closed_at);
        assert_eq!(refund.waiting_since, None);
        assert_eq!((refund.assignee, refund.team), (None, None));
        assert_eq!(refund.channel.detail.as_deref(), Some("web"));
        assert_eq!(refund.channel.kind, ChannelKind::Email);
        assert_eq!(
            refund.web_url.as_deref(),
            Some("https://secure.helpscout.net/conversation/2591003400/48214")
        );
        assert!(related.agents.iter().any(|one| one.id == id("91")));
    }

    #[test]
    fn a_snooze_covers_the_status() {
        let (migration, related) = read(MIGRATION, None);
        assert_eq!(migration.status, ConversationStatus::Snoozed);
        assert_eq!(migration.native_status, "pending");
        let snooze = migration.snooze.unwrap();
        assert_eq!(snooze.until, Some("2026-03-10T08:00:00Z".parse().unwrap()));
        assert!(snooze.wakes_on_reply);
        assert_eq!(migration.channel.kind, ChannelKind::Phone);
        assert_eq!(
            (migration.assignee, migration.team),
            (None, Some(id("640")))
        );
        assert_eq!(related.teams[0].name, "Platform");
    }

    #[test]
    fn the_source_refines_mail_alone() {
        let kind = |of: &str, source: &str| {
            let json = json!({"id": 1, "type": of, "source": {"type": source, "via": "user"}});
            read(&json.to_string(), None).0.channel.kind
        };
        assert_eq!(kind("email", "beacon"), ChannelKind::Chat);
        assert_eq!(kind("email", "coreapi"), ChannelKind::Api);
        assert_eq!(kind("email", "heymarket"), ChannelKind::Sms);
        assert_eq!(kind("email", "zendesk"), ChannelKind::Imported);
        assert_eq!(kind("email", "mobile"), ChannelKind::Email);
        assert_eq!(kind("phone", "api"), ChannelKind::Phone);
        assert_eq!(kind("chat", "web"), ChannelKind::Chat);
        assert_eq!(kind("fax", "email"), ChannelKind::Unknown);
    }

    #[test]
    fn everything_but_the_id_may_be_missing_or_none() {
        let (bare, related) = read(r#"{"id":1}"#, None);
        assert_eq!(bare.status, ConversationStatus::Unknown);
        assert_eq!((bare.contact, bare.inbox), (None, None));
        assert_eq!((bare.number, bare.web_url), (None, None));
        assert_eq!(bare.last_activity_at, None);
        assert!(bare.ticket.is_none() && related.contacts.is_empty());
        let json = json!({"id": 1, "mailboxId": 0, "subject": "", "customerWaitingSince": null, "snooze": null,
            "state": "deleted", "tags": [{"id": null, "tag": "x", "color": null}], "assignee": {"id": 0},
            "primaryCustomer": {"id": 0, "first": "", "email": ""}, "_embedded": {}, "_links": null});
        let (empty, related) = read(&json.to_string(), Some(Found::InList));
        assert_eq!(
            (empty.inbox, empty.subject, empty.contact),
            (None, None, None)
        );
        assert_eq!((empty.assignee, empty.snooze), (None, None));
        assert_eq!(empty.tags, Some(Vec::new()));
        assert!(empty.is_archived && related.tags.is_empty());
        assert_eq!((empty.links, empty.last_message), (Some(Vec::new()), None));
    }

    fn thread(id: i64, of: &str, state: &str, at: &str) -> Value {
        json!({"id": id, "type": of, "state": state, "body": format!("body {id}"), "createdAt": at,
            "createdBy": {"id": 88, "type": "user", "first": "Tomasz", "last": "Reyes"}})
    }

    #[test]
    fn threads_tell_what_was_said_first_and_last() {
        let mut forward = thread(3, "forwardparent", "published", "2026-03-02T10:00:00Z");
        forward["linkedConversationId"] = json!("2591009002");
        let mut reply = thread(2, "message", "published", "2026-03-02T09:00:00Z");
        reply["rating"] = json!({"customerId": 501_233, "rating": "great", "comments": "Quick!"});
        let threads = [
            thread(6, "message", "draft", "2026-03-02T13:00:00Z"),
            thread(5, "lineitem", "published", "2026-03-02T12:00:00Z"),
            thread(4, "chat", "published", "2026-03-02T11:00:00Z"),
            forward,
            reply,
            thread(1, "customer", "published", "2026-03-02T08:00:00Z"),
        ];
        let json = json!({"id": 1, "_embedded": {"threads": threads}}).to_string();
        let (mapped, related) = read(&json, Some(Found::InList));
        assert_eq!(
            mapped.known | ConversationParts::ORGANIZATION,
            ConversationParts::all()
        );
        let (first, last) = (mapped.first_message.unwrap(), mapped.last_message.unwrap());
        assert_eq!(first.id, Id::within(&mapped.id, "1"));
        assert_eq!(last.id, Id::within(&mapped.id, "4"));
        assert_eq!(last.kind, MessageKind::AgentReply);
        assert!(last.body.as_ref().unwrap().is_truncated);
        assert!(!first.body.as_ref().unwrap().is_truncated);
        assert_eq!(last.author, Some(Actor::Agent(id("88"))));
        assert!(related.agents.iter().any(|one| one.id == id("88")));
        assert_eq!(mapped.rating.unwrap().value, RatingValue::Good);
        let links = mapped.links.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].kind, ConversationLinkKind::ForwardedTo);
        assert_eq!(links[0].conversation, id("2591009002"));
    }
}
