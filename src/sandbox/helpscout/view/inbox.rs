//! Mailboxes, folders, custom fields, tags and prepared texts.

use serde_json::{Value, json};

use crate::sandbox::helpscout::records::{
    Field, Folder, FolderKind, Mailbox, SavedReply, Status, Tag,
};
use crate::sandbox::helpscout::search::words::plain;

use super::{Lens, at, map, put};

impl Lens<'_> {
    /// Shows a mailbox.
    pub(crate) fn mailbox(&self, one: &Mailbox) -> Value {
        let path = format!("mailboxes/{}", one.id);
        json!({
            "id": one.id,
            "name": one.name,
            "slug": one.slug,
            "email": one.email,
            "createdAt": at(one.created_at),
            "updatedAt": "2026-02-21T14:43:24Z",
            "_links": {
                "fields": self.link(format_args!("{path}/fields")),
                "folders": self.link(format_args!("{path}/folders")),
                "self": self.link(&path),
            },
        })
    }

    /// Shows a folder with its counts.
    pub(crate) fn folder(&self, one: &Folder) -> Value {
        let all = self.account.conversations.iter();
        let held: Vec<_> = all.filter(|conversation| one.holds(conversation)).collect();
        let active = held
            .iter()
            .filter(|conversation| conversation.status == Status::Active);
        let updated = held
            .iter()
            .map(|conversation| conversation.modified_at())
            .max();
        let user = match one.kind {
            FolderKind::Mine(user) => user,
            _ => 0,
        };
        json!({
            "id": one.id,
            "name": one.name,
            "type": one.kind.word(),
            "userId": user,
            "totalCount": held.len(),
            "activeCount": active.count(),
            "updatedAt": updated.map_or_else(|| "2026-03-01T14:43:24Z".into(), at),
            "_links": self.only_self(format_args!("mailboxes/{}/folders/{}", one.mailbox, one.id)),
        })
    }

    /// Shows the definition of a custom field.
    pub(crate) fn field(&self, one: &Field, order: usize) -> Value {
        let mut body = map(json!({
            "id": one.id,
            "name": one.name,
            "type": one.kind,
            "order": order,
            "required": one.is_required,
        }));
        let option = |(order, (id, label)): (u64, &(u64, &str))| json!({"id": id, "order": order, "label": label});
        let options: Value = (1..).zip(&one.options).map(option).collect();
        // Dates come without the key.
        put(
            &mut body,
            "options",
            (one.kind != "date").then_some(options),
        );
        let path = format!("mailboxes/{}/field/{}", one.mailbox, one.id);
        put(&mut body, "_links", Some(self.only_self(path)));
        Value::Object(body)
    }

    /// Shows a tag.
    pub(crate) fn tag(&self, one: &Tag) -> Value {
        let all = self.account.conversations.iter();
        let count = all
            .filter(|conversation| conversation.tags.contains(&one.id))
            .count();
        json!({
            "id": one.id,
            "name": one.name,
            "slug": slug(&one.name),
            "color": one.color.0,
            "createdAt": at(one.created_at),
            "updatedAt": at(one.created_at),
            "ticketCount": count,
        })
    }

    /// Shows a prepared text: its beginning in lists, all of it alone.
    pub(crate) fn saved_reply(&self, one: &SavedReply, is_whole: bool) -> Value {
        let mut body = map(json!({"id": one.id, "name": one.name}));
        put(&mut body, "preview", one.text.map(plain));
        put(&mut body, "chatPreview", one.chat_text);
        if is_whole {
            put(&mut body, "text", one.text);
            put(&mut body, "chatText", one.chat_text);
        }
        Value::Object(body)
    }
}

fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
