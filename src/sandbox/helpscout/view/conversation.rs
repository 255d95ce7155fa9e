//! Conversations.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::sandbox::helpscout::records::{Conversation, Party, Status};
use crate::sandbox::helpscout::search::words::plain;

use super::thread::Room;
use super::{Lens, at, map, put};

/// How much of the newest thread a list shows.
const PREVIEW: usize = 185;

impl Lens<'_> {
    /// Shows a conversation, with its threads if a room for them is given.
    pub(crate) fn conversation(&self, one: &Conversation, threads: Option<Room>) -> Value {
        let mut body = map(json!({
            "id": one.id,
            "number": one.number,
            // A count, not the threads.
            "threads": one.readable().count(),
            "type": one.kind,
            "folderId": self.account.folder_of(one).map_or(0, |folder| folder.id),
            "status": one.status.word(),
            "state": one.state,
            "subject": one.subject,
            "preview": preview(one),
            "mailboxId": one.mailbox,
        }));
        let assignee = Some(one.assignee).filter(|party| *party != Party::Nobody);
        put(
            &mut body,
            "assignee",
            assignee.map(|party| self.person(party)),
        );
        put(&mut body, "createdBy", Some(self.person(one.created_by)));
        put(&mut body, "createdAt", Some(at(one.created_at)));
        self.put_closing(&mut body, one);
        put(&mut body, "userUpdatedAt", Some(at(one.user_updated_at())));
        put(&mut body, "customerWaitingSince", self.waiting(one));
        put(
            &mut body,
            "source",
            Some(json!({"type": one.source.kind, "via": one.source.via})),
        );
        put(&mut body, "tags", Some(self.tags_of(one)));
        put(&mut body, "cc", Some(json!(one.cc)));
        put(&mut body, "bcc", Some(json!(one.bcc)));
        put(
            &mut body,
            "primaryCustomer",
            Some(self.person(Party::Customer(one.customer))),
        );
        put_snooze(&mut body, one);
        put(&mut body, "customFields", Some(self.fields_of(one)));
        let shown = threads
            .map(|room| self.threads(one, room))
            .unwrap_or_default();
        put(&mut body, "_embedded", Some(json!({"threads": shown})));
        put(&mut body, "_links", Some(self.conversation_links(one)));
        Value::Object(body)
    }

    fn put_closing(&self, body: &mut Map<String, Value>, one: &Conversation) {
        let Some(closing) = one.closing else {
            return;
        };
        put(body, "closedBy", Some(closing.by.id()));
        let person = Some(closing.by).filter(|party| *party != Party::Nobody);
        put(body, "closedByUser", person.map(|party| self.person(party)));
        put(body, "closedAt", Some(at(closing.at)));
    }

    /// Absent for junk, null while the conversation sleeps.
    fn waiting(&self, one: &Conversation) -> Option<Value> {
        if one.status == Status::Spam {
            return None;
        }
        if one.snooze.is_some() {
            return Some(Value::Null);
        }
        if let Some(closing) = one.closing {
            let friendly = friendly(closing.at, self.now);
            return Some(json!({"time": at(closing.at), "friendly": friendly}));
        }
        let waiting = one.waiting();
        Some(json!({
            "time": at(waiting.since),
            "friendly": friendly(waiting.since, self.now),
            "latestReplyFrom": if waiting.is_for_user { "customer" } else { "user" },
        }))
    }

    fn tags_of(&self, one: &Conversation) -> Value {
        let tags = one.tags.iter().filter_map(|id| self.account.tag(*id));
        // Here the name is under `tag`.
        tags.map(|tag| json!({"id": tag.id, "color": tag.color.1, "tag": tag.name}))
            .collect()
    }

    fn fields_of(&self, one: &Conversation) -> Value {
        let field = |field: &crate::sandbox::helpscout::records::FieldValue| {
            let definition = self.account.field(field.field)?;
            // What was filled in before a move to another inbox is kept, but has no field there.
            let definition = Some(definition).filter(|known| known.mailbox == one.mailbox)?;
            Some(json!({
                "id": field.field,
                "name": definition.name,
                "value": field.value,
                "text": definition.text(&field.value),
            }))
        };
        one.fields.iter().filter_map(field).collect()
    }

    fn conversation_links(&self, one: &Conversation) -> Value {
        let path = format!("conversations/{}", one.id);
        let mut links = map(json!({
            "self": self.link(&path),
            "mailbox": self.link(format_args!("mailboxes/{}", one.mailbox)),
            "primaryCustomer": self.link(format_args!("customers/{}", one.customer)),
        }));
        let creator = match one.created_by {
            Party::Customer(_) => "createdByCustomer",
            Party::Nobody | Party::User(_) | Party::Team(_) => "createdByUser",
        };
        put(&mut links, creator, self.person_link(one.created_by));
        let closer = one.closing.and_then(|closing| self.person_link(closing.by));
        put(&mut links, "closedBy", closer);
        put(
            &mut links,
            "threads",
            Some(self.link(format_args!("{path}/threads"))),
        );
        put(&mut links, "assignee", self.person_link(one.assignee));
        let web = format!(
            "https://secure.helpscout.net/conversation/{}/{}",
            one.id, one.number
        );
        put(&mut links, "web", Some(json!({"href": web})));
        Value::Object(links)
    }
}

fn preview(one: &Conversation) -> String {
    let body = one.latest().and_then(|thread| thread.body.as_deref());
    plain(body.unwrap_or_default())
        .chars()
        .take(PREVIEW)
        .collect()
}

fn put_snooze(body: &mut Map<String, Value>, one: &Conversation) {
    let Some(snooze) = one.snooze else {
        return;
    };
    let sleep = json!({
        "snoozedBy": snooze.by,
        "snoozedUntil": at(snooze.until),
        "unsnoozeOnCustomerReply": snooze.ends_on_customer_reply,
    });
    let next = json!({
        "time": at(snooze.until),
        "eventType": "snooze",
        "userId": snooze.by,
        "cancelOnCustomerReply": snooze.ends_on_customer_reply,
    });
    put(body, "snooze", Some(sleep));
    put(body, "nextEvent", Some(next));
}

/// A time as people say it.
fn friendly(since: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(since).as_mins();
    let count = |count: i64, noun: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{s} ago")
    };
    match minutes {
        ..1 => "Just now".to_owned(),
        1..60 => count(minutes, "minute"),
        60..1_440 => count(minutes / 60, "hour"),
        1_440..2_880 => "Yesterday".to_owned(),
        _ => count(minutes / 1_440, "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_words() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let is = |since: &str, text: &str| assert_eq!(friendly(since.parse().unwrap(), now), text);
        is("2026-11-20T11:59:30Z", "Just now");
        is("2026-11-21T12:00:00Z", "Just now");
        is("2026-11-20T11:59:00Z", "1 minute ago");
        is("2026-11-20T09:30:00Z", "2 hours ago");
        is("2026-11-19T10:00:00Z", "Yesterday");
        is("2026-11-06T12:00:00Z", "14 days ago");
    }
}
