//! Threads and attachments.

use serde_json::{Value, json};

use crate::sandbox::helpscout::records::{
    Attachment, Conversation, Party, Rating, Schedule, Thread, ThreadKind,
};
use crate::sandbox::helpscout::search::words::plain;

use super::{Lens, at, map, put};

/// How much of a chat entry a list of conversations shows.
const CHAT: usize = 60;

/// Where threads are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// By themselves, or in their one conversation.
    Whole,
    /// In a list of conversations, where chats are cut short.
    Narrow,
}

impl Lens<'_> {
    /// Shows all threads of a conversation, newest first.
    pub(crate) fn threads(&self, conversation: &Conversation, room: Room) -> Vec<Value> {
        let threads = conversation.threads.iter().rev();
        threads
            .map(|thread| self.thread(conversation, thread, room))
            .collect()
    }

    /// Shows a thread.
    pub(crate) fn thread(&self, conversation: &Conversation, one: &Thread, room: Room) -> Value {
        let mut body = map(json!({"id": one.id, "type": one.kind.word()}));
        put(&mut body, "status", one.status);
        put(&mut body, "state", Some(one.state.word()));
        put(&mut body, "action", Some(action(one)));
        put(&mut body, "body", text(one, room));
        put(
            &mut body,
            "source",
            Some(json!({"type": one.source.kind, "via": one.source.via})),
        );
        put(
            &mut body,
            "customer",
            one.customer.map(|id| self.person(Party::Customer(id))),
        );
        put(&mut body, "createdBy", Some(self.person(one.created_by)));
        let assigned = Some(one.assigned_to).filter(|party| *party != Party::Nobody);
        put(
            &mut body,
            "assignedTo",
            assigned.map(|party| self.person(party)),
        );
        let is_item = one.kind == ThreadKind::LineItem;
        if !is_item {
            put(&mut body, "savedReplyId", Some(one.saved_reply));
            put(&mut body, "to", Some(json!(one.to)));
            put(&mut body, "cc", Some(json!(one.cc)));
            put(&mut body, "bcc", Some(json!(one.bcc)));
        }
        put(&mut body, "createdAt", Some(at(one.created_at)));
        put(&mut body, "openedAt", one.opened_at.map(at));
        // A text, although every other id is a number.
        put(
            &mut body,
            "linkedConversationId",
            one.linked_conversation.map(|id| id.to_string()),
        );
        let mut ratings = self.account.ratings.iter();
        let rating = ratings.find(|rating| rating.thread == one.id);
        put(
            &mut body,
            "rating",
            rating.map(|rating| rating_of(conversation, rating)),
        );
        put(&mut body, "scheduled", one.schedule.map(schedule));
        if !is_item {
            let files = one.attachments.iter();
            let files: Value = files
                .map(|file| self.attachment(conversation.id, file))
                .collect();
            put(&mut body, "_embedded", Some(json!({"attachments": files})));
        }
        put(&mut body, "_links", Some(self.thread_links(one)));
        Value::Object(body)
    }

    fn attachment(&self, conversation: u64, one: &Attachment) -> Value {
        let path = format!("conversations/{conversation}/attachments/{}", one.id);
        let mut body = map(json!({
            "id": one.id,
            "filename": one.name,
            "mimeType": one.mime_type,
        }));
        put(&mut body, "width", one.pixels.map(|(width, _)| width));
        put(&mut body, "height", one.pixels.map(|(_, height)| height));
        put(&mut body, "size", one.content.as_ref().map(Vec::len));
        let state = if one.content.is_some() {
            "valid"
        } else {
            "virus"
        };
        put(&mut body, "state", Some(state));
        let mut links = map(self.only_self(&path));
        if one.content.is_some() {
            let mut web =
                url::form_urlencoded::byte_serialize(one.name.as_bytes()).collect::<String>();
            web.insert_str(
                0,
                &format!("https://secure.helpscout.net/file/{}/4be1/", one.id),
            );
            put(
                &mut links,
                "data",
                Some(self.link(format_args!("{path}/data"))),
            );
            put(&mut links, "web", Some(json!({"href": web})));
        }
        put(&mut body, "_links", Some(links));
        Value::Object(body)
    }

    fn thread_links(&self, one: &Thread) -> Value {
        let mut links = map(json!({}));
        put(&mut links, "assignedTo", self.person_link(one.assigned_to));
        let creator = match one.created_by {
            Party::Customer(_) => "createdByCustomer",
            Party::Nobody | Party::User(_) | Party::Team(_) => "createdByUser",
        };
        put(&mut links, creator, self.person_link(one.created_by));
        let customer = one
            .customer
            .and_then(|id| self.person_link(Party::Customer(id)));
        put(&mut links, "customer", customer);
        Value::Object(links)
    }
}

fn text(one: &Thread, room: Room) -> Option<String> {
    let body = one.body.as_ref()?;
    let is_chat = matches!(one.kind, ThreadKind::Chat | ThreadKind::BeaconChat);
    if room == Room::Whole || !is_chat {
        return Some(body.clone());
    }
    let text = plain(body);
    let is_long = text.chars().count() > CHAT;
    let start: String = text.chars().take(CHAT).collect();
    Some(if is_long { format!("{start}...") } else { text })
}

fn action(one: &Thread) -> Value {
    let mut action = map(json!({"type": one.action.kind}));
    put(&mut action, "text", one.action.text.clone());
    let entities = one.action.entities.iter();
    let entities: serde_json::Map<String, Value> = entities
        .map(|(name, id)| ((*name).to_owned(), json!(id)))
        .collect();
    // The provider writes both forms when there are none.
    let is_list = entities.is_empty() && one.id.is_multiple_of(2);
    let entities = if is_list {
        json!([])
    } else {
        Value::Object(entities)
    };
    put(&mut action, "associatedEntities", Some(entities));
    Value::Object(action)
}

fn rating_of(conversation: &Conversation, rating: &Rating) -> Value {
    let mut body = map(json!({"customerId": conversation.customer, "rating": rating.word}));
    put(&mut body, "comments", rating.comments);
    Value::Object(body)
}

fn schedule(schedule: Schedule) -> Value {
    let mut body = map(json!({"scheduledBy": schedule.by}));
    put(&mut body, "sendAsId", schedule.send_as);
    put(&mut body, "createdAt", Some(at(schedule.created_at)));
    put(&mut body, "scheduledFor", Some(at(schedule.at)));
    put(
        &mut body,
        "unscheduleOnCustomerReply",
        Some(schedule.ends_on_customer_reply),
    );
    Value::Object(body)
}
