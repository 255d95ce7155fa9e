//! How many bytes a value takes, roughly: texts and payloads are counted, small parts are estimated.

use std::mem::size_of;

use serde_json::Value;

use crate::model::{
    Actor, Agent, Attachment, Contact, Conversation, Hit, Id, Inbox, Message, Organization, Page,
    Raw, Related, Tag, Team, Thread,
};

/// Something that knows roughly how many bytes it takes, itself included.
pub trait Weigh {
    /// Bytes it takes.
    fn weight(&self) -> usize;
}

/// An id that is not shared with anything: its fields, the source's name aside.
const ID: usize = 96;

/// A member of a small list: an address, a reaction, a linked conversation.
const SMALL: usize = 128;

fn text(text: Option<&String>) -> usize {
    text.map_or(0, String::len)
}

fn texts<'a>(all: impl IntoIterator<Item = Option<&'a String>>) -> usize {
    all.into_iter().map(text).sum()
}

fn raw(raw: Option<&Raw>) -> usize {
    raw.map_or(0, Raw::size)
}

fn list<T>(list: Option<&Vec<T>>, each: usize) -> usize {
    list.map_or(0, |list| list.len() * each)
}

fn id<K>(id: &Id<K>) -> usize {
    ID + id.native().len()
}

fn json(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => size_of::<Value>(),
        Value::String(text) => size_of::<Value>() + text.len(),
        Value::Array(items) => size_of::<Value>() + items.iter().map(json).sum::<usize>(),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| SMALL + name.len() + json(value);
            size_of::<Value>() + members.iter().map(member).sum::<usize>()
        }
    }
}

impl Weigh for Hit {
    fn weight(&self) -> usize {
        match self {
            Self::Conversation(one) | Self::Ticket(one) => one.weight(),
            Self::Message(one) => one.weight(),
            Self::Contact(one) => one.weight(),
            Self::Organization(one) => one.weight(),
        }
    }
}

impl Weigh for Conversation {
    fn weight(&self) -> usize {
        let words = texts([
            self.number.as_ref(),
            self.web_url.as_ref(),
            self.subject.as_ref(),
            self.preview.as_ref(),
            self.summary.as_ref(),
            Some(&self.native_status),
            self.native_priority.as_ref(),
            Some(&self.channel.native),
            self.channel.detail.as_ref(),
            self.rating
                .as_ref()
                .and_then(|rating| rating.comment.as_ref()),
        ]);
        let messages = [&self.first_message, &self.last_message];
        let messages = messages.into_iter().flatten();
        let people = size_of::<Actor>() + ID;
        size_of::<Self>()
            + id(&self.id)
            + 5 * ID
            + words
            + list(self.tags.as_ref(), ID)
            + list(self.participants.as_ref(), people)
            + list(self.followers.as_ref(), people)
            + list(self.links.as_ref(), SMALL)
            + messages.map(|message| message.weight()).sum::<usize>()
            + raw(self.raw.as_ref())
    }
}

impl Weigh for Message {
    fn weight(&self) -> usize {
        let body = self.body.as_ref().map_or(0, |body| {
            body.native.len() + body.plain.as_ref().map_or(0, |plain| plain.len())
        });
        let activity = self.activity.as_ref().map_or(0, |activity| {
            let words = [Some(&activity.native), Some(&activity.text)];
            texts(words) + text(activity.from.as_ref()) + text(activity.to.as_ref())
        });
        let recipients = self.recipients.as_ref().map_or(0, |recipients| {
            (recipients.to.len() + recipients.cc.len() + recipients.bcc.len()) * SMALL
        });
        let attachments = self.attachments.iter().flatten();
        size_of::<Self>()
            + id(&self.id)
            + 4 * ID
            + texts([self.web_url.as_ref(), Some(&self.native_kind)])
            + body
            + activity
            + recipients
            + attachments.map(|file| attachment(file)).sum::<usize>()
            + self.reactions.len() * SMALL
            + list(self.seen_by.as_ref(), size_of::<Actor>() + ID)
            + self.interactive.as_ref().map_or(0, json)
            + raw(self.raw.as_ref())
    }
}

fn attachment(file: &Attachment) -> usize {
    size_of::<Attachment>()
        + id(&file.id)
        + texts([
            file.web_url.as_ref(),
            Some(&file.filename),
            Some(&file.mime_type),
        ])
        + raw(file.raw.as_ref())
}

impl Weigh for Contact {
    fn weight(&self) -> usize {
        let words = texts([
            self.web_url.as_ref(),
            self.name.as_ref(),
            self.first_name.as_ref(),
            self.last_name.as_ref(),
            self.avatar_url.as_ref(),
            self.job_title.as_ref(),
            self.location.as_ref(),
            self.notes.as_ref(),
        ]);
        let small = self.emails.len() + self.phones.len() + self.external_ids.len();
        size_of::<Self>() + id(&self.id) + ID + words + small * SMALL + raw(self.raw.as_ref())
    }
}

impl Weigh for Organization {
    fn weight(&self) -> usize {
        size_of::<Self>()
            + id(&self.id)
            + 2 * ID
            + texts([self.web_url.as_ref(), Some(&self.name)])
            + self.email_domains.len() * SMALL
            + list(self.tags.as_ref(), ID)
            + raw(self.raw.as_ref())
    }
}

impl Weigh for Agent {
    fn weight(&self) -> usize {
        let words = texts([
            self.web_url.as_ref(),
            self.name.as_ref(),
            self.avatar_url.as_ref(),
            self.email.as_ref(),
            self.role.as_ref(),
            self.slack_id.as_ref(),
        ]);
        size_of::<Self>()
            + id(&self.id)
            + words
            + list(self.teams.as_ref(), ID)
            + raw(self.raw.as_ref())
    }
}

impl Weigh for Team {
    fn weight(&self) -> usize {
        let words = [self.web_url.as_ref(), Some(&self.name)];
        let words = texts(words) + text(self.description.as_ref());
        size_of::<Self>() + id(&self.id) + words + raw(self.raw.as_ref())
    }
}

impl Weigh for Tag {
    fn weight(&self) -> usize {
        let words = [self.web_url.as_ref(), Some(&self.name)];
        let words = texts(words) + text(self.color.as_ref());
        size_of::<Self>() + id(&self.id) + words + raw(self.raw.as_ref())
    }
}

impl Weigh for Inbox {
    fn weight(&self) -> usize {
        let words = texts([
            self.web_url.as_ref(),
            Some(&self.name),
            Some(&self.channel.native),
            self.email.as_ref(),
            self.website_url.as_ref(),
        ]);
        size_of::<Self>() + id(&self.id) + words + raw(self.raw.as_ref())
    }
}

impl Weigh for Thread {
    fn weight(&self) -> usize {
        size_of::<Self>() + id(&self.id) + text(self.title.as_ref()) + raw(self.raw.as_ref())
    }
}

impl<T: Weigh> Weigh for Page<T> {
    fn weight(&self) -> usize {
        let next = self.next.as_ref().map_or(0, |next| next.as_str().len());
        size_of::<Self>() + all(&self.items) + next + self.related.weight()
    }
}

impl Weigh for Related {
    fn weight(&self) -> usize {
        let Self {
            conversations,
            messages,
            contacts,
            organizations,
            agents,
            teams,
            tags,
            inboxes,
        } = self;
        all(conversations)
            + all(messages)
            + all(contacts)
            + all(organizations)
            + all(agents)
            + all(teams)
            + all(tags)
            + all(inboxes)
    }
}

fn all<T: Weigh>(items: &[T]) -> usize {
    items.iter().map(Weigh::weight).sum()
}

#[cfg(test)]
mod tests {
    use super::Weigh as _;
    use crate::model::{Contact, Id, Page, Related, SourceKey, Tag};

    #[test]
    fn texts_and_what_came_along_count() {
        let source = SourceKey::parse("chat").unwrap();
        let mut contact = Contact::new(Id::new(&source, "1"));
        let light = contact.weight();
        contact.notes = Some("x".repeat(1000));
        assert_eq!(contact.weight(), light + 1000);
        let mut page = Page::whole(vec![contact.clone(), contact.clone()]);
        let whole = page.weight();
        assert!(whole > 2 * contact.weight(), "{whole}");
        let tag = Tag::new(Id::new(&source, "vip"), "VIP");
        let came_along = tag.weight();
        page.related = Related {
            tags: vec![tag],
            ..Related::default()
        };
        assert_eq!(page.weight(), whole + came_along);
    }
}
