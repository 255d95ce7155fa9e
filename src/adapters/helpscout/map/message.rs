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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Found;
    use super::message;
    use crate::model::{
        ActivityType, Actor, AttachmentState, BodyFormat, Conversation, Id, Message, MessageKind,
        MessageParts, MessageState, RatingValue, Related, SourceKey, Visibility,
    };

    const MAIL: &str = r#"{"id":7712000451,"type":"customer","status":"active","state":"published","action":{"type":"default","associatedEntities":{}},"body":"<p>The export button does nothing since this morning.</p>","source":{"type":"email","via":"customer"},"customer":{"id":501233,"first":"Ines","last":"Marchetti","photoUrl":"https://img.example.net/c/05.png","email":"ines@orchardlabs.example"},"createdBy":{"id":501233,"type":"customer","first":"Ines","last":"Marchetti","photoUrl":"https://img.example.net/c/05.png","email":"ines@orchardlabs.example"},"assignedTo":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"savedReplyId":0,"to":["help@acme.example"],"cc":["ops@orchardlabs.example"],"bcc":[],"createdAt":"2026-03-02T08:14:09Z","_embedded":{"attachments":[{"id":9001,"filename":"console.png","mimeType":"image/png","width":1280,"height":720,"size":84211,"state":"valid","_links":{"self":{"href":"https://api.helpscout.net/v2/conversations/2591003377/attachments/9001"},"data":{"href":"https://api.helpscout.net/v2/conversations/2591003377/attachments/9001/data"},"web":{"href":"https://secure.helpscout.net/file/9001/4be1/console.png"}}}]},"_links":{"assignedTo":{"href":"https://api.helpscout.net/v2/users/88"},"createdByCustomer":{"href":"https://api.helpscout.net/v2/customers/501233"},"customer":{"href":"https://api.helpscout.net/v2/customers/501233"}}}"#;
    const REPLY: &str = r#"{"id":7712003310,"type":"message","status":"pending","state":"published","action":{"type":"default","associatedEntities":{}},"body":"Hello Ines,<br>we shipped a fix, please reload.","source":{"type":"web","via":"user"},"customer":{"id":501233,"first":"Ines","last":"Marchetti","email":"ines@orchardlabs.example"},"createdBy":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"assignedTo":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"savedReplyId":417,"to":["ines@orchardlabs.example"],"cc":[],"bcc":[],"createdAt":"2026-03-02T09:02:51Z","openedAt":"2026-03-02T09:30:12Z","rating":{"customerId":501233,"rating":"great","comments":"Quick!"},"_embedded":{"attachments":[]},"_links":{"createdByUser":{"href":"https://api.helpscout.net/v2/users/88"},"customer":{"href":"https://api.helpscout.net/v2/customers/501233"}}}"#;
    const NOTE: &str = r#"{"id":7712003390,"type":"note","status":"nochange","state":"published","action":{"type":"default","associatedEntities":{}},"body":"Root cause: stale CDN entry.","source":{"type":"web","via":"user"},"createdBy":{"id":91,"type":"user","first":"Priya","last":"Olsen","email":"priya@acme.example"},"savedReplyId":0,"to":[],"cc":[],"bcc":[],"createdAt":"2026-03-02T09:10:00Z","_embedded":{"attachments":[]},"_links":{"createdByUser":{"href":"https://api.helpscout.net/v2/users/91"}}}"#;
    const LINE_ITEM: &str = r#"{"id":7712003401,"type":"lineitem","status":"closed","state":"published","action":{"type":"manual-workflow","text":"Priya ran the Close billing workflow","associatedEntities":{"workflow":3311,"user":91}},"source":{"type":"workflows","via":"user"},"createdBy":{"id":91,"type":"user","first":"Priya","last":"Olsen","email":"priya@acme.example"},"assignedTo":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"createdAt":"2026-03-02T09:12:44Z","_links":{"createdByUser":{"href":"https://api.helpscout.net/v2/users/91"}}}"#;
    const SCHEDULED: &str = r#"{"id":7712009915,"type":"message","status":"nochange","state":"draft","action":{"type":"default","associatedEntities":{}},"body":"We will follow up on Monday.","source":{"type":"api","via":"user"},"customer":{"id":501233,"first":"Ines","last":"Marchetti","email":"ines@orchardlabs.example"},"createdBy":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"to":["ines@orchardlabs.example"],"cc":[],"bcc":[],"createdAt":"2026-03-06T16:20:00Z","scheduled":{"scheduledBy":88,"sendAsId":88,"createdAt":"2026-03-06T16:21:10Z","scheduledFor":"2026-03-09T08:00:00Z","unscheduleOnCustomerReply":true},"_embedded":{"attachments":[]},"_links":{"createdByUser":{"href":"https://api.helpscout.net/v2/users/88"}}}"#;
    const FORWARD: &str = r#"{"id":7712011200,"type":"forwardparent","status":"nochange","state":"published","action":{"type":"default","associatedEntities":{"originalConversation":2591003377}},"body":"Forwarding to our hosting partner.","source":{"type":"web","via":"user"},"createdBy":{"id":88,"type":"user","first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"},"assignedTo":{"id":640,"type":"team","first":"Platform","last":"","email":"platform@acme.example"},"to":["noc@hostpartner.example"],"cc":[],"bcc":[],"createdAt":"2026-03-07T11:00:00Z","linkedConversationId":"2591009002","_embedded":{"attachments":[]},"_links":{"assignedTo":{"href":"https://api.helpscout.net/v2/teams/640"}}}"#;

    fn key() -> SourceKey {
        SourceKey::parse("help").unwrap()
    }

    fn id<T>(native: &str) -> Id<T> {
        Id::new(&key(), native)
    }

    fn mapped(json: &str, found: Found) -> (Message, Related) {
        let conversation = id::<Conversation>("2591003377");
        let thread = serde_json::from_str(json).unwrap();
        message(&key(), &conversation, thread, found)
    }

    fn read(json: &str) -> Message {
        mapped(json, Found::Whole).0
    }

    /// A reply in which some members are others.
    fn reply(changes: &Value) -> Message {
        let mut thread: Value = serde_json::from_str(REPLY).unwrap();
        for (name, value) in changes.as_object().unwrap() {
            thread[name] = value.clone();
        }
        read(&thread.to_string())
    }

    #[test]
    fn a_customers_mail_is_inbound() {
        let (mail, related) = mapped(MAIL, Found::Whole);
        assert_eq!(
            mail.id,
            Id::within(&id::<Conversation>("2591003377"), "7712000451")
        );
        assert_eq!(mail.kind, MessageKind::CustomerMessage);
        assert_eq!(mail.native_kind, "customer");
        assert_eq!(
            (mail.visibility, mail.state),
            (Visibility::Public, MessageState::Sent)
        );
        assert_eq!(mail.author, Some(Actor::Contact(id("501233"))));
        assert_eq!(mail.on_behalf_of, None);
        assert_eq!(mail.known, MessageParts::all());
        let body = mail.body.unwrap();
        assert_eq!(body.format, BodyFormat::Html);
        assert_eq!(
            &*body.native,
            "<p>The export button does nothing since this morning.</p>"
        );
        let recipients = mail.recipients.unwrap();
        assert_eq!(recipients.to, ["help@acme.example"]);
        assert_eq!(recipients.cc, ["ops@orchardlabs.example"]);
        assert_eq!(recipients.bcc, Vec::<String>::new());
        assert_eq!(mail.activity, None);
        let file = &mail.attachments.unwrap()[0];
        assert_eq!(file.id, Id::within(&mail.id, "9001"));
        assert_eq!((file.width, file.height), (Some(1280), Some(720)));
        assert_eq!(file.size_bytes, Some(84211));
        assert_eq!(file.state, AttachmentState::Available);
        assert_eq!(
            file.web_url.as_deref(),
            Some("https://secure.helpscout.net/file/9001/4be1/console.png")
        );
        let emails = &related.contacts[0].emails;
        assert_eq!(emails[0].value, "ines@orchardlabs.example");
        assert_eq!(related.agents[0].id, id("88"));
    }

    #[test]
    fn a_reply_that_was_opened_and_rated_says_so() {
        let reply = read(REPLY);
        assert_eq!(reply.kind, MessageKind::AgentReply);
        assert_eq!(
            (reply.visibility, reply.state),
            (Visibility::Public, MessageState::Read)
        );
        assert_eq!(reply.read_at, Some("2026-03-02T09:30:12Z".parse().unwrap()));
        let rating = reply.rating.unwrap();
        assert_eq!(
            (rating.value, rating.native.as_str()),
            (RatingValue::Good, "great")
        );
        assert_eq!(rating.comment.as_deref(), Some("Quick!"));
        assert_eq!(reply.author, Some(Actor::Agent(id("88"))));
    }

    #[test]
    fn notes_forwards_and_calls_stay_inside() {
        let note = read(NOTE);
        assert_eq!(
            (note.kind, note.visibility),
            (MessageKind::Note, Visibility::Internal)
        );
        assert_eq!(note.recipients, None);
        let forward = read(FORWARD);
        assert_eq!(
            (forward.kind, forward.visibility),
            (MessageKind::Forward, Visibility::Internal)
        );
        let call = reply(&json!({"type": "phone"}));
        assert_eq!(
            (call.kind, call.visibility),
            (MessageKind::Call, Visibility::Internal)
        );
        let new = reply(&json!({"type": "hologram"}));
        assert_eq!(
            (new.kind, new.visibility),
            (MessageKind::Unknown, Visibility::Internal)
        );
        assert_eq!(new.native_kind, "hologram");
    }

    #[test]
    fn a_line_item_is_an_activity_without_a_body() {
        let item = read(LINE_ITEM);
        assert_eq!(
            (item.kind, item.visibility),
            (MessageKind::Activity, Visibility::Internal)
        );
        assert_eq!((item.body, item.recipients), (None, None));
        let activity = item.activity.unwrap();
        assert_eq!(activity.kind, ActivityType::Workflow);
        assert_eq!(activity.native, "manual-workflow");
        assert_eq!(activity.text, "Priya ran the Close billing workflow");
    }

    #[test]
    fn what_a_line_item_changed_is_told_by_what_it_touches() {
        let change = |status: &str, of: &str, entities: Value| {
            let action = json!({"type": of, "text": "It changed", "associatedEntities": entities});
            let thread = json!({"id": 1, "type": "lineitem", "status": status, "action": action,
                "assignedTo": {"id": 88, "type": "user", "first": "Tomasz", "last": "Reyes"},
                "createdAt": "2026-03-02T09:12:44Z", "createdBy": {"id": 0, "type": "user", "first": "", "last": "", "email": ""}});
            let item = read(&thread.to_string());
            assert_eq!(item.author, Some(Actor::System(None)));
            let activity = item.activity.unwrap();
            (activity.kind, activity.to)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            change("closed", "default", json!({})),
            (ActivityType::StatusChanged, text("closed"))
        );
        assert_eq!(
            change("nochange", "default", json!({"user": 88})),
            (ActivityType::Assigned, text("Tomasz Reyes"))
        );
        assert_eq!(
            change("nochange", "default", json!({"inbox": 13})),
            (ActivityType::Moved, None)
        );
        assert_eq!(
            change(
                "nochange",
                "merged",
                json!({"originalConversation": 1, "user": 88})
            ),
            (ActivityType::Merged, None)
        );
        assert_eq!(
            change("closed", "automatic-workflow", json!({"workflow": 1})),
            (ActivityType::Workflow, None)
        );
        for entities in [json!([]), json!({}), json!(null), json!("x")] {
            assert_eq!(
                change("nochange", "default", entities),
                (ActivityType::Other, None)
            );
        }
    }

    #[test]
    fn what_was_not_sent_is_internal() {
        let scheduled = read(SCHEDULED);
        assert_eq!(scheduled.state, MessageState::Scheduled);
        assert_eq!(scheduled.visibility, Visibility::Internal);
        assert_eq!(
            scheduled.scheduled_for,
            Some("2026-03-09T08:00:00Z".parse().unwrap())
        );
        let states = [
            ("draft", MessageState::Draft),
            ("hidden", MessageState::Hidden),
            ("review", MessageState::UnderReview),
            ("underreview", MessageState::UnderReview),
            ("quarantined", MessageState::Unknown),
        ];
        for (native, state) in states {
            let message = reply(&json!({"state": native}));
            assert_eq!(
                (message.state, message.visibility),
                (state, Visibility::Internal)
            );
        }
        let message = reply(&json!({"state": null}));
        assert_eq!(
            (message.state, message.visibility),
            (MessageState::Unknown, Visibility::Public)
        );
    }

    #[test]
    fn a_chat_goes_the_way_of_its_author() {
        let kinds = [
            ("customer", MessageKind::CustomerMessage),
            ("user", MessageKind::AgentReply),
            ("system_user", MessageKind::BotReply),
            ("team", MessageKind::Unknown),
        ];
        for chat in ["chat", "beaconchat"] {
            for (by, kind) in kinds {
                let author = json!({"id": 5, "type": by, "first": "Ada"});
                let message = reply(&json!({"type": chat, "createdBy": author}));
                assert_eq!(message.kind, kind, "{chat} by {by}");
            }
            // Without a type, the side that the source names decides.
            let author = json!({"id": 5, "first": "Ada"});
            let source = json!({"type": "chat", "via": "customer"});
            let message = reply(&json!({"type": chat, "createdBy": author, "source": source}));
            assert_eq!(message.kind, MessageKind::CustomerMessage);
            assert_eq!(message.author, Some(Actor::Contact(id("5"))));
            let message = reply(&json!({"type": chat, "createdBy": null, "source": null}));
            assert_eq!((message.kind, message.author), (MessageKind::Unknown, None));
        }
        let bot = json!({"id": 7, "type": "system_user", "first": "Ada"});
        let message = reply(&json!({"createdBy": bot}));
        assert_eq!(message.kind, MessageKind::BotReply);
        assert!(matches!(message.author, Some(Actor::Bot(_))));
    }

    #[test]
    fn a_chat_in_a_list_is_cut_short() {
        let mut chat: Value = serde_json::from_str(MAIL).unwrap();
        chat["type"] = json!("beaconchat");
        let (cut, _) = mapped(&chat.to_string(), Found::InList);
        assert!(cut.body.unwrap().is_truncated);
        assert_eq!(cut.known, MessageParts::DETAIL);
        let (whole, _) = mapped(&chat.to_string(), Found::Whole);
        assert!(!whole.body.unwrap().is_truncated);
        assert_eq!(whole.known, MessageParts::all());
        let (mail, _) = mapped(MAIL, Found::InList);
        assert_eq!(mail.known, MessageParts::all());
    }

    #[test]
    fn an_agent_can_write_down_what_a_customer_said() {
        let message = reply(&json!({"type": "customer"}));
        assert_eq!(message.author, Some(Actor::Agent(id("88"))));
        assert_eq!(message.on_behalf_of, Some(id("501233")));
        assert_eq!(reply(&json!({})).on_behalf_of, None);
    }

    #[test]
    fn addresses_may_be_a_bare_text() {
        let message =
            reply(&json!({"to": "one@acme.example", "cc": null, "bcc": ["", "two@acme.example"]}));
        let recipients = message.recipients.unwrap();
        assert_eq!(recipients.to, ["one@acme.example"]);
        assert_eq!(recipients.cc, Vec::<String>::new());
        assert_eq!(recipients.bcc, ["two@acme.example"]);
    }

    #[test]
    fn files_may_say_little_and_be_dangerous() {
        let files = json!({"attachments": [
            {"id":9002,"filename":"invoice.pdf","mimeType":"application/pdf","size":20191,"state":"valid","_links":{"data":{"href":"https://api.helpscout.net/v2/conversations/1/attachments/9002/data"}}},
            {"id":9003,"filename":"setup.exe","mimeType":"application/octet-stream","state":"virus","_links":{"self":{"href":"https://api.helpscout.net/v2/conversations/1/attachments/9003"}}},
            {"id":9004},
        ]});
        let files = reply(&json!({"_embedded": files})).attachments.unwrap();
        let states: Vec<_> = files.iter().map(|file| file.state).collect();
        assert_eq!(
            states,
            [
                AttachmentState::Available,
                AttachmentState::Infected,
                AttachmentState::Unknown
            ]
        );
        assert_eq!((files[0].width, files[0].size_bytes), (None, Some(20191)));
        assert_eq!(files[2].mime_type, "application/octet-stream");
        assert_eq!(files[1].web_url, None);
        let none = reply(&json!({"_embedded": null})).attachments;
        assert_eq!(none, Some(Vec::new()));
    }
}
