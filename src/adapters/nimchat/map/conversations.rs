//! Conversations.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::adapters::nimchat::{tables, wire};
use crate::model::{
    Contact, Conversation, ConversationParts, CustomField, Id, Message, MessageKind, MessageState,
    Metrics, Organization, Priority, Raw, Related, Snooze, Tag, TicketFacts, Visibility,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::directory::channel;
use super::{SECRET_KEYS, Scope, contacts, directory, filled, keep, message, organization};

/// A conversation. Contact, company, assignee, team, tags and the author of the latest message go to what came along.
pub(in crate::adapters::nimchat) fn conversation(
    scope: Scope<'_>,
    conversation: WithRaw<wire::Conversation>,
    along: &mut Related,
) -> Conversation {
    let wire::Conversation {
        id,
        inbox_id,
        status,
        priority,
        messages,
        last_non_activity_message,
        timestamp,
        last_activity_at,
        created_at,
        updated_at,
        first_reply_created_at,
        waiting_since,
        snoozed_until,
        can_reply: _,
        unread_count,
        labels,
        additional_attributes,
        custom_attributes,
        meta,
    } = conversation.value;
    let status = status.name(tables::STATUS_CODES);
    let latest = last_non_activity_message.or_else(|| messages.into_iter().next());
    let channel = channel(meta.channel.clone(), filled(additional_attributes.kind));
    let id = Id::new(scope.key, id);
    let unified = mapping::status(tables::STATUS, &status);
    let is_snoozed = status == tables::SNOOZED;
    let mut mapped = Conversation::new(id, unified, status, channel);
    let number = mapped.id.native().to_owned();
    mapped.web_url = scope.web_url("conversations", &number);
    mapped.subject = filled(additional_attributes.mail_subject);
    mapped.inbox = inbox_id.map(|inbox| Id::new(scope.key, inbox));
    (mapped.priority, mapped.native_priority) = urgency(priority);
    mapped.tags = labels.map(|labels| tags(scope, labels, along));
    // A message of the contact wakes it whenever it comes.
    mapped.snooze = is_snoozed.then_some(Snooze {
        since: None,
        until: snoozed_until.0,
        wakes_on_reply: true,
    });
    mapped.unread_count = unread_count;
    mapped.custom_fields = Some(custom_fields(custom_attributes));
    mapped.ticket = Some(ticket(number.clone()));
    mapped.number = Some(number);
    mapped.created_at = created_at.0;
    mapped.last_activity_at = last_activity_at.0.or(timestamp.0);
    mapped.updated_at = updated_at.0.or(mapped.last_activity_at);
    mapped.waiting_since = waiting_since.0;
    mapped.metrics = metrics(created_at.0, first_reply_created_at.0);
    people(scope, &mut mapped, meta, along);
    mapped.known =
        ConversationParts::all() - ConversationParts::FIRST_MESSAGE - ConversationParts::PEOPLE;
    let latest = latest.map(|latest| message(scope, &mapped.id, latest, along));
    with_latest(&mut mapped, latest);
    mapped.raw = Some(Raw::new(conversation.raw, SECRET_KEYS));
    mapped
}

/// No priority is null.
fn urgency(priority: Option<wire::Coded>) -> (Priority, Option<String>) {
    let native = priority.map(|priority| priority.name(tables::PRIORITY_CODES));
    let unified = native.as_deref().map_or(Priority::None, |word| {
        mapping::priority(tables::PRIORITY, word)
    });
    (unified, native)
}

fn tags(scope: Scope<'_>, labels: Vec<String>, along: &mut Related) -> Vec<Id<Tag>> {
    let tag = |title: String| {
        let id: Id<Tag> = Id::new(scope.key, title.as_str());
        keep(&mut along.tags, Tag::new(id.clone(), title), |tag| &tag.id);
        id
    };
    labels.into_iter().map(tag).collect()
}

/// Custom attributes that have a value. They are texts, numbers and truths.
fn custom_fields(attributes: Map<String, Value>) -> Vec<CustomField> {
    let field = |(key, value)| {
        let values: Vec<_> = match value {
            Value::Array(values) => values.into_iter().filter_map(text_of_value).collect(),
            value => text_of_value(value).into_iter().collect(),
        };
        (!values.is_empty()).then_some(CustomField { key, values })
    };
    attributes.into_iter().filter_map(field).collect()
}

fn text_of_value(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => filled(Some(text)),
        other => Some(other.to_string()),
    }
}

/// The number is all that a conversation lacks to be a ticket.
const fn ticket(number: String) -> TicketFacts {
    TicketFacts {
        number,
        sla_due_at: None,
        is_ai_resolved: None,
        escalation_reason: None,
        unread_contact_count: None,
    }
}

fn metrics(created: Option<Timestamp>, replied: Option<Timestamp>) -> Option<Metrics> {
    let waited = replied?.duration_since(created?);
    Some(Metrics {
        first_response_seconds: Some(waited.as_secs()),
        ..Metrics::default()
    })
}

fn people(
    scope: Scope<'_>,
    conversation: &mut Conversation,
    meta: wire::ConversationMeta,
    along: &mut Related,
) {
    let wire::ConversationMeta {
        sender,
        channel: _,
        assignee,
        assignee_type,
        team,
    } = meta;
    if let Some(sender) = sender {
        let contact = contacts::embedded(scope, sender);
        conversation.contact = Some(contact.id.clone());
        conversation.organization = company(&contact, along);
        keep(&mut along.contacts, contact, |contact| &contact.id);
    }
    // Bots can be assigned since 4.8; they are nobody's teammates and count their ids apart.
    let is_bot = |agent: &WithRaw<wire::Agent>| {
        assignee_type.as_deref() == Some("AgentBot") || agent.value.bot_type.is_some()
    };
    if let Some(assignee) = assignee.filter(|agent| !is_bot(agent)) {
        let agent = directory::agent(scope.key, assignee);
        conversation.assignee = Some(agent.id.clone());
        keep(&mut along.agents, agent, |agent| &agent.id);
    }
    if let Some(team) = team {
        let team = directory::team(scope.key, team);
        conversation.team = Some(team.id.clone());
        keep(&mut along.teams, team, |team| &team.id);
    }
}

fn company(contact: &Contact, along: &mut Related) -> Option<Id<Organization>> {
    let id = contact.organization.clone()?;
    let company = organization(id.clone());
    keep(&mut along.organizations, company, |company| &company.id);
    Some(id)
}

/// Adds the latest message, and the preview unless the contact cannot see that message.
fn with_latest(conversation: &mut Conversation, latest: Option<Message>) {
    let latest = latest.filter(|latest| latest.kind != MessageKind::Activity);
    conversation.rating = latest.as_ref().and_then(|latest| latest.rating.clone());
    match &latest {
        Some(latest) if !is_visible(latest) => conversation.known -= ConversationParts::PREVIEW,
        latest => conversation.preview = latest.as_ref().and_then(text_of),
    }
    conversation.last_message = latest.map(Arc::new);
}

/// The preview that messages give, oldest first.
pub(in crate::adapters::nimchat) fn preview_of(messages: &[Message]) -> Option<String> {
    let latest = messages.iter().rev().find(|message| is_visible(message));
    latest.and_then(text_of)
}

fn is_visible(message: &Message) -> bool {
    message.visibility == Visibility::Public && message.state != MessageState::Deleted
}

fn text_of(message: &Message) -> Option<String> {
    let body = message.body.as_ref()?;
    Some(body.plain.as_ref().unwrap_or(&body.native).to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use url::Url;

    use super::conversation;
    use crate::adapters::nimchat::map::Scope;
    use crate::model::{
        AgentParts, ChannelKind, ContactParts, Conversation, ConversationParts, ConversationStatus,
        DirectoryParts, MessageKind, Priority, Related, Snooze, SourceKey, Visibility,
    };

    fn read(sample: &Value) -> (Conversation, Related) {
        let key = SourceKey::parse("chat").unwrap();
        let base_url = Url::parse("https://nimchat.example.test/").unwrap();
        let scope = Scope {
            key: &key,
            base_url: &base_url,
            account: "7",
        };
        let wire = serde_json::from_str(&sample.to_string()).unwrap();
        let mut along = Related::default();
        let conversation = conversation(scope, wire, &mut along);
        (conversation, along)
    }

    fn at(text: &str) -> Option<jiff::Timestamp> {
        Some(text.parse().unwrap())
    }

    fn noor() -> Value {
        json!({"additional_attributes": {"city": "Utrecht", "country": "Netherlands", "country_code": "NL",
                "company_name": "De Wit Catering", "description": ""},
            "availability_status": "online", "email": "noor@dewit.test", "id": 501, "name": "Noor de Wit",
            "phone_number": "+31612345678", "identifier": "crm-8841", "thumbnail": "",
            "custom_attributes": {"plan": "gold", "seats": 12, "newsletter": true},
            "last_activity_at": 1_698_310_000, "created_at": 1_690_000_123})
    }

    fn luis() -> Value {
        json!({"id": 32, "account_id": 7, "availability_status": "busy", "auto_offline": false, "confirmed": true,
            "email": "luis@brightkettle.test", "available_name": "Luis Brandt", "name": "Luis Brandt",
            "role": "agent", "thumbnail": ""})
    }

    fn note() -> Value {
        json!({"id": 9004, "content": "Known defect on batch K7, offer a swap.", "account_id": 7, "inbox_id": 12,
            "conversation_id": 88, "message_type": 1, "created_at": 1_698_310_200,
            "updated_at": "2023-10-26T08:50:00.412Z", "private": true, "status": "sent", "source_id": null,
            "content_type": "text", "content_attributes": {}, "sender_type": "User", "sender_id": 32,
            "external_source_ids": {}, "additional_attributes": {},
            "processed_message_content": "Known defect on batch K7, offer a swap.", "sentiment": {},
            "conversation": {"assignee_id": 31, "unread_count": 1, "last_activity_at": 1_698_310_200,
                "contact_inbox": {"source_id": "3f0a3c1e-7f2b-4b0e-9d55-4e0a4d6f9f10"}},
            "sender": {"id": 32, "name": "Luis Brandt", "available_name": "Luis Brandt", "avatar_url": "",
                "type": "user", "availability_status": "busy", "thumbnail": ""}})
    }

    fn open() -> Value {
        json!({"meta": {"sender": noor(), "channel": "Channel::WebWidget",
                "assignee": {"id": 31, "account_id": 7, "availability_status": "online", "auto_offline": true,
                    "confirmed": true, "email": "maya@brightkettle.test", "available_name": "Maya",
                    "name": "Maya Okafor", "role": "administrator", "thumbnail": ""},
                "team": {"id": 5, "name": "tier two", "description": "", "allow_auto_assign": false,
                    "account_id": 7, "is_member": false},
                "hmac_verified": false},
            "id": 88, "messages": [note()], "account_id": 7, "uuid": "5a0f2f0a-6f0e-4c6e-8d43-0d8d0f8b6f11",
            "additional_attributes": {"browser": {"browser_name": "Firefox"}, "referer": "https://brightkettle.test/k7"},
            "agent_last_seen_at": 1_698_310_272, "assignee_last_seen_at": 0, "can_reply": true,
            "contact_last_seen_at": 1_698_310_150, "custom_attributes": {"order_no": "K7-20931"}, "inbox_id": 12,
            "labels": ["hardware"], "muted": false, "snoozed_until": null, "status": "open",
            "created_at": 1_698_310_000, "timestamp": 1_698_310_200, "first_reply_created_at": 1_698_310_140,
            "unread_count": 0, "last_non_activity_message": note(), "last_activity_at": 1_698_310_200,
            "priority": "high", "waiting_since": 0})
    }

    fn pending_mail() -> Value {
        let mail = json!({"id": 9020, "content": "Invoice 2291 shows the wrong VAT rate.", "account_id": 7,
            "inbox_id": 15, "conversation_id": 89, "message_type": 0, "created_at": 1_698_311_000,
            "updated_at": "2023-10-26T09:03:20.412Z", "private": false, "status": "sent",
            "source_id": "CAF2x9@mail.dewit.test", "content_type": "incoming_email",
            "content_attributes": {"email": {"subject": "VAT on invoice 2291"}, "cc_email": ["boss@dewit.test"],
                "bcc_email": null},
            "sender_type": "Contact", "sender_id": 501, "processed_message_content": "Invoice 2291 shows the wrong VAT rate.",
            "conversation": {"contact_inbox": {"source_id": "noor@dewit.test"}},
            "sender": {"additional_attributes": {}, "custom_attributes": {}, "email": "noor@dewit.test", "id": 501,
                "identifier": "crm-8841", "name": "Noor de Wit", "phone_number": "+31612345678", "thumbnail": "",
                "type": "contact"}});
        json!({"meta": {"sender": noor(), "channel": "Channel::Email", "hmac_verified": false},
            "id": 89, "messages": [mail], "account_id": 7, "uuid": "c1f8f4de-2c50-4f4f-8f11-bb9f9f5d1a20",
            "additional_attributes": {"source": "email", "in_reply_to": null, "mail_subject": "VAT on invoice 2291",
                "initiated_at": {"timestamp": "2023-10-26T09:03:20.101Z"}},
            "agent_last_seen_at": 0, "assignee_last_seen_at": 0, "can_reply": true, "contact_last_seen_at": 0,
            "custom_attributes": {}, "inbox_id": 15, "labels": [], "muted": false, "snoozed_until": null,
            "status": "pending", "created_at": 1_698_311_000, "timestamp": 1_698_311_000,
            "first_reply_created_at": 0, "unread_count": 1, "last_non_activity_message": mail,
            "last_activity_at": 1_698_311_000, "priority": null, "waiting_since": 1_698_311_000})
    }

    fn snoozed() -> Value {
        let activity = json!({"id": 9041, "content": "Conversation was snoozed by Luis Brandt", "account_id": 7,
            "inbox_id": 14, "conversation_id": 90, "message_type": 2, "created_at": 1_698_312_100, "private": false,
            "status": "sent", "content_type": "text", "content_attributes": {}, "sender_type": null,
            "sender_id": null});
        let question = json!({"id": 9040, "content": "Choose a topic", "account_id": 7, "inbox_id": 14,
            "conversation_id": 90, "message_type": 1, "created_at": 1_698_312_000, "private": false,
            "status": "sent", "content_type": "input_select",
            "content_attributes": {"items": [{"title": "Billing", "value": "billing"}]},
            "sender_type": "AgentBot", "sender_id": 2,
            "sender": {"id": 2, "name": "Kettlebot", "avatar_url": "", "type": "agent_bot"}});
        json!({"meta": {"sender": {"additional_attributes": {}, "availability_status": "offline",
                    "email": "ravi@menon.test", "id": 503, "name": "Ravi Menon", "phone_number": null,
                    "identifier": null, "thumbnail": "", "custom_attributes": {"plan": "trial"},
                    "created_at": 1_697_000_000},
                "channel": "Channel::Api", "assignee": luis(), "hmac_verified": true},
            "id": 90, "messages": [activity], "account_id": 7, "uuid": "f2e7a6b5-9b8e-4d7d-9e5c-6d7c8b9a0f12",
            "additional_attributes": {}, "agent_last_seen_at": 1_698_312_100,
            "assignee_last_seen_at": 1_698_312_100, "can_reply": false, "contact_last_seen_at": 0,
            "custom_attributes": {}, "inbox_id": 14, "labels": ["vip", "delivery"], "muted": false,
            "snoozed_until": "2023-10-30T08:00:00.000Z", "status": "snoozed", "created_at": 1_698_300_000,
            "timestamp": 1_698_312_100, "first_reply_created_at": 1_698_301_000, "unread_count": 0,
            "last_non_activity_message": question, "last_activity_at": 1_698_312_100, "priority": "urgent",
            "waiting_since": 0})
    }

    #[test]
    fn an_open_conversation_is_read() {
        let (open, along) = read(&open());
        assert_eq!(open.id.native(), "88");
        assert_eq!(open.number.as_deref(), Some("88"));
        assert_eq!(open.ticket.as_ref().unwrap().number, "88");
        assert_eq!(
            open.web_url.as_deref(),
            Some("https://nimchat.example.test/app/accounts/7/conversations/88")
        );
        assert_eq!(
            (open.status, &*open.native_status),
            (ConversationStatus::Open, "open")
        );
        assert_eq!(
            (open.priority, open.native_priority.as_deref()),
            (Priority::High, Some("high"))
        );
        assert_eq!(
            (open.channel.kind, &*open.channel.native),
            (ChannelKind::Chat, "Channel::WebWidget")
        );
        assert_eq!(open.inbox.unwrap().native(), "12");
        assert_eq!((open.subject, open.unread_count), (None, Some(0)));
        assert_eq!((open.snooze, open.waiting_since), (None, None));
        assert_eq!(open.created_at, at("2023-10-26T08:46:40Z"));
        assert_eq!(open.last_activity_at, at("2023-10-26T08:50:00Z"));
        assert_eq!(open.updated_at, open.last_activity_at);
        assert_eq!(open.metrics.unwrap().first_response_seconds, Some(140));
        assert_eq!(open.contact, Some(along.contacts[0].id.clone()));
        assert_eq!(open.assignee, Some(along.agents[0].id.clone()));
        assert_eq!(open.team, Some(along.teams[0].id.clone()));
        assert_eq!(open.tags, Some(vec![along.tags[0].id.clone()]));
        assert_eq!(open.organization, Some(along.organizations[0].id.clone()));
    }

    #[test]
    fn what_comes_along_says_how_much_it_knows() {
        let (_, along) = read(&open());
        assert_eq!(
            along.contacts[0].known,
            ContactParts::all() - ContactParts::RAW
        );
        let agents: Vec<_> = along
            .agents
            .iter()
            .map(|agent| (agent.id.native(), agent.known))
            .collect();
        assert_eq!(
            agents,
            [
                ("31", AgentParts::all() - AgentParts::TEAMS),
                ("32", AgentParts::AVATAR)
            ]
        );
        assert_eq!(along.teams[0].known, DirectoryParts::all());
        assert_eq!(
            (&*along.tags[0].name, along.tags[0].known),
            ("hardware", DirectoryParts::empty())
        );
        assert_eq!(along.organizations[0].name, "De Wit Catering");
    }

    #[test]
    fn a_note_is_the_latest_message_but_no_preview() {
        let (open, _) = read(&open());
        let latest = open.last_message.unwrap();
        assert_eq!(
            (latest.kind, latest.visibility),
            (MessageKind::Note, Visibility::Internal)
        );
        assert_eq!(open.preview, None);
        assert!(!open.known.contains(ConversationParts::PREVIEW));
    }

    #[test]
    fn a_pending_mail_is_read() {
        let (mail, along) = read(&pending_mail());
        assert_eq!(mail.status, ConversationStatus::Pending);
        assert_eq!(
            (mail.priority, mail.native_priority),
            (Priority::None, None)
        );
        assert_eq!(mail.channel.kind, ChannelKind::Email);
        assert_eq!(mail.subject.as_deref(), Some("VAT on invoice 2291"));
        assert_eq!(
            mail.preview.as_deref(),
            Some("Invoice 2291 shows the wrong VAT rate.")
        );
        assert!(mail.known.contains(ConversationParts::PREVIEW));
        assert_eq!((mail.assignee, mail.team), (None, None));
        assert_eq!(mail.tags, Some(Vec::new()));
        assert_eq!(mail.waiting_since, at("2023-10-26T09:03:20Z"));
        assert_eq!((mail.metrics, mail.unread_count), (None, Some(1)));
        // The author of the message is the contact, whose fuller copy stays.
        assert_eq!(along.contacts.len(), 1);
        assert!(along.contacts[0].known.contains(ContactParts::TIMES));
    }

    #[test]
    fn a_snoozed_conversation_tells_until_when() {
        let (snoozed, along) = read(&snoozed());
        assert_eq!(
            snoozed.snooze,
            Some(Snooze {
                since: None,
                until: at("2023-10-30T08:00:00Z"),
                wakes_on_reply: true,
            })
        );
        assert_eq!(snoozed.last_message.unwrap().kind, MessageKind::BotReply);
        assert_eq!(snoozed.preview.as_deref(), Some("Choose a topic"));
        let tags: Vec<_> = along.tags.iter().map(|tag| tag.id.native()).collect();
        assert_eq!(tags, ["vip", "delivery"]);
        assert_eq!(snoozed.organization, None);
    }

    #[test]
    fn a_conversation_without_messages_is_read() {
        let mut silent = pending_mail();
        silent["messages"] = json!([]);
        silent["last_non_activity_message"] = json!(null);
        silent["status"] = json!("resolved");
        let (silent, _) = read(&silent);
        assert_eq!(silent.status, ConversationStatus::Resolved);
        assert_eq!((silent.last_message, silent.preview), (None, None));
        assert!(silent.known.contains(ConversationParts::PREVIEW));
    }

    #[test]
    fn an_activity_is_not_the_latest_message() {
        let mut resolved = snoozed();
        resolved["last_non_activity_message"] = json!(null);
        assert_eq!(read(&resolved).0.last_message, None);
    }

    #[test]
    fn a_bot_is_no_assignee() {
        let mut assigned = open();
        assigned["meta"]["assignee"] = json!({"id": 2, "name": "Kettlebot", "description": null, "thumbnail": "",
            "outgoing_url": null, "bot_type": "webhook"});
        let mut told = open();
        told["meta"]["assignee_type"] = json!("AgentBot");
        for sample in [assigned, told] {
            assert_eq!(read(&sample).0.assignee, None);
        }
    }

    #[test]
    fn custom_attributes_are_texts() {
        let mut full = open();
        full["custom_attributes"] = json!({"order_no": "K7-20931", "seats": 12, "amount": 49.9, "vip": true,
            "none": null, "blank": " ", "both": ["a", null, 2], "empty": []});
        let fields = read(&full).0.custom_fields.unwrap();
        let mut told: Vec<_> = fields
            .iter()
            .map(|field| (field.key.as_str(), field.values.join("|")))
            .collect();
        told.sort_unstable();
        let expected = [
            ("amount", "49.9"),
            ("both", "a|2"),
            ("order_no", "K7-20931"),
            ("seats", "12"),
            ("vip", "true"),
        ];
        assert_eq!(told, expected.map(|(key, value)| (key, value.to_owned())));
        full["custom_attributes"] = json!("text");
        let (without, _) = read(&full);
        assert_eq!(without.custom_fields, Some(Vec::new()));
        assert!(without.known.contains(ConversationParts::CUSTOM_FIELDS));
    }

    #[test]
    fn codes_and_unknown_words_are_survived() {
        let mut odd = open();
        odd["status"] = json!(1);
        odd["priority"] = json!("asap");
        odd["id"] = json!("88");
        odd["meta"]["channel"] = json!("Channel::Fax");
        odd["updated_at"] = json!(1_698_310_300.5);
        let (odd, _) = read(&odd);
        assert_eq!(
            (odd.status, &*odd.native_status),
            (ConversationStatus::Resolved, "resolved")
        );
        assert_eq!(
            (odd.priority, odd.native_priority.as_deref()),
            (Priority::Unknown, Some("asap"))
        );
        assert_eq!(odd.channel.kind, ChannelKind::Unknown);
        assert_eq!(odd.updated_at, at("2023-10-26T08:51:40.5Z"));
    }

    #[test]
    fn a_direct_message_of_instagram_is_told_from_facebook() {
        let mut direct = open();
        direct["meta"]["channel"] = json!("Channel::FacebookPage");
        assert_eq!(read(&direct).0.channel.kind, ChannelKind::Facebook);
        direct["additional_attributes"] = json!({"type": "instagram_direct_message"});
        assert_eq!(read(&direct).0.channel.kind, ChannelKind::Instagram);
    }

    #[test]
    fn the_key_of_the_contact_s_client_is_not_shown() {
        let raw = read(&open()).0.raw.unwrap();
        assert_eq!(
            raw.pointer("/messages/0/conversation/contact_inbox"),
            Some(json!("[redacted]"))
        );
        assert_eq!(
            raw.pointer("/custom_attributes/order_no"),
            Some(json!("K7-20931"))
        );
    }
}
