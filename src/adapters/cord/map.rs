//! Cord's objects become ours.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use crate::model::{
    Activity, ActivityType, Actor, Agent, AgentParts, Attachment, AttachmentState, Body,
    BodyFormat, Channel, ChannelKind, Contact, ContactEmail, ContactParts, Conversation,
    ConversationParts, Id, Message, MessageKind, MessageState, Organization, OrganizationParts,
    Raw, Reaction, SourceKey,
};
use crate::provider::mapping;
use crate::richtext;
use crate::transport::WithRaw;

use super::{metadata, tables, wire};

/// Native ids of the users who are agents.
pub(super) type AgentIds = HashSet<String>;

/// What a map needs to know besides the object.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub key: &'a SourceKey,
    pub agents: &'a AgentIds,
}

impl Scope<'_> {
    fn actor(&self, user: &str) -> Actor {
        if self.agents.contains(user) {
            Actor::Agent(Id::new(self.key, user))
        } else {
            Actor::Contact(Id::new(self.key, user))
        }
    }

    fn actors(&self, users: impl IntoIterator<Item = String>) -> Vec<Actor> {
        users.into_iter().map(|user| self.actor(&user)).collect()
    }
}

/// No payload of Cord carries a secret.
const SECRETS: &[&str] = &[];

/// What only the messages of a thread tell.
pub(super) const OF_MESSAGES: ConversationParts = ConversationParts::TIMES
    .union(ConversationParts::CONTACT)
    .union(ConversationParts::FIRST_MESSAGE)
    .union(ConversationParts::PREVIEW)
    .union(ConversationParts::LAST_MESSAGE);

/// A thread alone: neither times nor people, which only its messages tell.
pub(super) fn conversation(scope: Scope<'_>, thread: WithRaw<wire::Thread>) -> Conversation {
    let wire::Thread {
        id,
        organization_id,
        group_id,
        user_messages,
        resolved,
        resolved_timestamp,
        participants,
        subscribers,
        name,
        url,
        metadata,
    } = thread.value;
    let native = if resolved {
        tables::RESOLVED
    } else {
        tables::UNRESOLVED
    };
    let channel = Channel {
        kind: ChannelKind::InProduct,
        native: "thread".to_owned(),
        detail: None,
    };
    let id = Id::new(scope.key, id);
    let mut conversation =
        Conversation::new(id, mapping::status(tables::STATUS, native), native, channel);
    conversation.known = ConversationParts::all() - OF_MESSAGES;
    let known = &mut conversation.known;
    known.set(ConversationParts::CUSTOM_FIELDS, metadata.is_some());
    conversation.custom_fields = metadata.map(metadata::fields);
    conversation.subject = Some(name).filter(|name| !name.is_empty());
    conversation.web_url = Some(url).filter(|url| !url.is_empty());
    conversation.organization = Some(Id::new(scope.key, group_id.unwrap_or(organization_id)));
    conversation.status_changed_at = resolved_timestamp;
    conversation.closed_at = resolved_timestamp;
    conversation.participants =
        Some(scope.actors(participants.into_iter().filter_map(|one| one.user_id)));
    conversation.followers = Some(scope.actors(subscribers));
    conversation.message_count = Some(user_messages);
    conversation.raw = Some(Raw::new(thread.raw, SECRETS));
    conversation
}

/// Adds what the messages of a thread tell, newest first.
pub(super) fn with_messages(
    mut conversation: Conversation,
    newest_first: Vec<Message>,
) -> Conversation {
    // The server sorts threads by the creation of the newest message, deleted and action messages included.
    conversation.last_activity_at = newest_first.first().map(|message| message.created_at);
    conversation.updated_at = conversation.last_activity_at.max(conversation.closed_at);
    conversation.created_at = newest_first.last().map(|message| message.created_at);
    let first = newest_first.iter().rev().find(|message| is_said(message));
    conversation.contact = first.and_then(|message| match &message.author {
        Some(Actor::Contact(contact)) => Some(contact.clone()),
        _ => None,
    });
    conversation.first_message = first.cloned().map(Arc::new);
    conversation.last_message = newest_first
        .iter()
        .find(|message| is_said(message))
        .cloned()
        .map(Arc::new);
    let body = conversation
        .last_message
        .as_ref()
        .and_then(|message| message.body.as_ref());
    conversation.preview = body
        .and_then(|body| body.plain.as_deref())
        .map(str::to_owned);
    conversation.known |= OF_MESSAGES;
    conversation
}

/// Whether a message is something that was said and still stands.
pub(super) fn is_said(message: &Message) -> bool {
    message.kind != MessageKind::Activity && message.deleted_at.is_none()
}

pub(super) fn message(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: WithRaw<wire::Message>,
) -> Message {
    let wire::Message {
        id,
        author_id,
        content,
        plaintext,
        url,
        created_timestamp,
        updated_timestamp,
        deleted_timestamp,
        translation_key,
        kind: native_kind,
        attachments,
        reactions,
        seen_by,
    } = message.value;
    let author = scope.actor(&author_id);
    let kind = message_kind(&native_kind, &author);
    let state = if deleted_timestamp.is_some() {
        MessageState::Deleted
    } else {
        MessageState::Sent
    };
    let id = Id::<Message>::within(conversation, id);
    let mut mapped = Message::new(id.clone(), kind, native_kind, state, created_timestamp);
    mapped.web_url = url;
    mapped.author = Some(author);
    mapped.edited_at = updated_timestamp;
    mapped.deleted_at = deleted_timestamp;
    mapped.seen_by = seen_by.map(|users| scope.actors(users));
    if deleted_timestamp.is_none() {
        mapped.attachments = Some(
            attachments
                .into_iter()
                .filter_map(|file| attachment(&id, file))
                .collect(),
        );
        mapped.reactions = reactions
            .into_iter()
            .map(|one| reaction(scope, one))
            .collect();
        if kind == MessageKind::Activity {
            mapped.activity = Some(activity(translation_key, plaintext));
        } else {
            let plain = Some(plain(content.get(), plaintext).into());
            mapped.body = Some(Body {
                plain,
                ..Body::new(BodyFormat::RichNodes, content.get())
            });
        }
    }
    mapped.raw = Some(Raw::new(message.raw, MESSAGE_SECRETS));
    mapped
}

/// The text without markup. The server's own still has that of Markdown nodes.
fn plain(content: &str, plaintext: String) -> String {
    let nodes: Value = serde_json::from_str(content).unwrap_or_default();
    let mut kinds = nodes
        .as_array()
        .into_iter()
        .flatten()
        .map(|node| &node["type"]);
    if kinds.any(|kind| kind == "markdown") {
        return richtext::Body::Nodes(&nodes).text();
    }
    plaintext
}

fn message_kind(native: &str, author: &Actor) -> MessageKind {
    let kind = mapping::message_kind(tables::MESSAGE_KIND, native);
    match (kind, author) {
        (MessageKind::CustomerMessage, Actor::Agent(_)) => MessageKind::AgentReply,
        (kind, _) => kind,
    }
}

fn activity(translation_key: Option<String>, text: String) -> Activity {
    let row = tables::ACTIVITY
        .iter()
        .find(|(key, _, _)| Some(*key) == translation_key.as_deref());
    Activity {
        kind: row.map_or(ActivityType::Other, |(_, kind, _)| *kind),
        native: translation_key.unwrap_or_else(|| "action_message".to_owned()),
        text,
        from: None,
        to: row.map(|(_, _, to)| (*to).to_owned()),
    }
}

fn reaction(scope: Scope<'_>, reaction: wire::Reaction) -> Reaction {
    let wire::Reaction {
        reaction,
        user_id,
        timestamp,
    } = reaction;
    Reaction {
        emoji: reaction,
        actor: Some(scope.actor(&user_id)),
        created_at: timestamp,
    }
}

fn attachment(
    message: &Id<Message>,
    attachment: WithRaw<wire::Attachment>,
) -> Option<Arc<Attachment>> {
    let wire::File {
        id,
        name,
        url: _,
        mime_type,
        size,
        upload_status,
    } = file(attachment.value)?;
    Some(Arc::new(Attachment {
        id: Id::within(message, id),
        web_url: None,
        filename: name,
        mime_type,
        size_bytes: size,
        width: None,
        height: None,
        state: match upload_status.as_str() {
            "uploaded" => AttachmentState::Available,
            "uploading" => AttachmentState::Pending,
            "failed" | "cancelled" => AttachmentState::Unavailable,
            _ => AttachmentState::Unknown,
        },
        raw: Some(Raw::new(attachment.raw, FILE_SECRETS)),
    }))
}

/// Files stand in a message with their signed links; each has its own payload, without the link.
const MESSAGE_SECRETS: &[&str] = &["attachments"];

/// The link is signed: whoever has it has the file.
const FILE_SECRETS: &[&str] = &["url"];

/// The file of an attachment, if it has one.
pub(super) fn file(attachment: wire::Attachment) -> Option<wire::File> {
    match attachment {
        wire::Attachment::File(file) | wire::Attachment::Screenshot { screenshot: file } => {
            Some(file)
        }
        wire::Attachment::Annotation { screenshot } => screenshot,
        wire::Attachment::Other => None,
    }
}

pub(super) fn contact(key: &SourceKey, user: WithRaw<wire::User>) -> Contact {
    let wire::User {
        id,
        email,
        name,
        short_name,
        profile_picture_url,
        created_timestamp,
        groups,
        metadata: _,
    } = user.value;
    let mut contact = Contact::new(Id::new(key, id));
    contact.known = ContactParts::all();
    let known = &mut contact.known;
    known.set(ContactParts::ORGANIZATION, groups.is_some());
    known.set(ContactParts::TIMES, created_timestamp.is_some());
    contact.name = name.or(short_name);
    contact.avatar_url = profile_picture_url;
    contact.emails = email.into_iter().map(ContactEmail::new).collect();
    contact.created_at = created_timestamp;
    contact.organization = groups
        .and_then(|groups| groups.into_iter().next())
        .map(|group| Id::new(key, group));
    contact.raw = Some(Raw::new(user.raw, SECRETS));
    contact
}

pub(super) fn agent(key: &SourceKey, user: WithRaw<wire::User>) -> Agent {
    let wire::User {
        id,
        email,
        name,
        short_name,
        profile_picture_url,
        created_timestamp: _,
        groups: _,
        metadata: _,
    } = user.value;
    let mut agent = Agent::new(Id::new(key, id));
    agent.known = AgentParts::all();
    agent.name = name.or(short_name);
    agent.avatar_url = profile_picture_url;
    agent.email = email;
    agent.raw = Some(Raw::new(user.raw, SECRETS));
    agent
}

pub(super) fn organization(key: &SourceKey, group: WithRaw<wire::Group>) -> Organization {
    let wire::Group {
        id,
        name,
        status: _,
        members: _,
    } = group.value;
    let mut organization = Organization::new(Id::new(key, id), name);
    organization.known = OrganizationParts::all();
    organization.raw = Some(Raw::new(group.raw, SECRETS));
    organization
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{AgentIds, Scope, conversation, message, with_messages};
    use crate::model::{Actor, Id, MessageKind, MessageState, SourceKey, Visibility};
    use crate::transport::WithRaw;

    fn read<T: serde::de::DeserializeOwned>(json: &Value) -> WithRaw<T> {
        serde_json::from_str(&json.to_string()).unwrap()
    }

    fn said(id: &str, author: &str, at: &str) -> Value {
        json!({"id": id, "authorID": author, "organizationID": "g", "threadID": "t", "content": [],
            "plaintext": format!("{id} by {author}"), "url": null, "createdTimestamp": at, "updatedTimestamp": null,
            "deletedTimestamp": null, "iconURL": null, "translationKey": null, "type": "user_message", "metadata": {},
            "extraClassnames": null, "attachments": [], "reactions": [], "seenBy": ["ana"], "skipLinkPreviews": false})
    }

    fn thread() -> Value {
        json!({"id": "t", "organizationID": "g", "groupID": "g", "total": 3, "userMessages": 2, "actionMessages": 0,
            "deletedMessages": 1, "resolved": true, "resolvedTimestamp": "2024-06-11T14:03:21.118Z",
            "participants": [{"lastSeenTimestamp": "2024-06-11T14:03:21.118402+00:00", "userID": "ana"},
                {"lastSeenTimestamp": null, "userID": null}],
            "subscribers": ["ivo"], "name": "", "url": "https://app.test/"})
    }

    #[test]
    fn times_and_people_of_a_thread_come_from_its_messages() {
        let key = SourceKey::parse("cord").unwrap();
        let agents = AgentIds::from(["ana".to_owned()]);
        let scope = Scope {
            key: &key,
            agents: &agents,
        };
        let id = Id::new(&key, "t");
        let mut deleted = said("m3", "ivo", "2024-06-11T15:00:00Z");
        deleted["deletedTimestamp"] = json!("2024-06-11T15:01:00Z");
        let newest_first = [
            deleted,
            said("m2", "ana", "2024-06-11T14:00:00Z"),
            said("m1", "ivo", "2024-06-11T13:00:00Z"),
        ];
        let messages = newest_first
            .iter()
            .map(|one| message(scope, &id, read(one)))
            .collect();
        let thread = with_messages(conversation(scope, read(&thread())), messages);
        assert_eq!(
            thread.created_at,
            Some("2024-06-11T13:00:00Z".parse().unwrap())
        );
        assert_eq!(
            thread.last_activity_at,
            Some("2024-06-11T15:00:00Z".parse().unwrap())
        );
        assert_eq!(thread.contact, Some(Id::new(&key, "ivo")));
        assert_eq!(thread.preview.as_deref(), Some("m2 by ana"));
        assert_eq!(
            thread.participants,
            Some(vec![Actor::Agent(Id::new(&key, "ana"))])
        );
        assert_eq!(thread.subject, None);
    }

    #[test]
    fn who_wrote_decides_what_a_message_is() {
        let key = SourceKey::parse("cord").unwrap();
        let agents = AgentIds::from(["ana".to_owned()]);
        let scope = Scope {
            key: &key,
            agents: &agents,
        };
        let id = Id::new(&key, "t");
        let mut action = said("m", "ana", "2024-06-11T14:00:00Z");
        action["type"] = json!("action_message");
        action["translationKey"] = json!("cord.thread_resolved");
        let kinds = [
            (
                said("m", "ivo", "2024-06-11T14:00:00Z"),
                MessageKind::CustomerMessage,
                Visibility::Public,
            ),
            (
                said("m", "ana", "2024-06-11T14:00:00Z"),
                MessageKind::AgentReply,
                Visibility::Public,
            ),
            (action, MessageKind::Activity, Visibility::Internal),
        ];
        for (wire, kind, visibility) in kinds {
            let mapped = message(scope, &id, read(&wire));
            assert_eq!((mapped.kind, mapped.visibility), (kind, visibility));
        }
    }

    #[test]
    fn the_payload_of_a_message_does_not_open_its_files() {
        let key = SourceKey::parse("cord").unwrap();
        let agents = AgentIds::new();
        let mut wire = said("m", "ivo", "2024-06-11T14:00:00Z");
        wire["attachments"] = json!([{"id": "cord:f", "type": "file", "name": "trace.log", "size": 7,
            "url": "https://files.test/f?sig=abc", "mimeType": "text/plain", "uploadStatus": "uploaded"}]);
        let scope = Scope {
            key: &key,
            agents: &agents,
        };
        let mapped = message(scope, &Id::new(&key, "t"), read(&wire));
        let files = mapped.attachments.unwrap();
        let payloads = [mapped.raw.unwrap(), files[0].raw.clone().unwrap()];
        for payload in payloads {
            assert!(!payload.pointer("").unwrap().to_string().contains("sig=abc"));
        }
    }

    #[test]
    fn the_text_of_markdown_has_no_markup() {
        let key = SourceKey::parse("cord").unwrap();
        let agents = AgentIds::new();
        let scope = Scope {
            key: &key,
            agents: &agents,
        };
        let mut wire = said("m", "ivo", "2024-06-11T14:00:00Z");
        wire["content"] = json!([{"type": "markdown", "children": [{"text": "Fixed in **2.4**"}]}]);
        wire["plaintext"] = json!("Fixed in **2.4**");
        let mapped = message(scope, &Id::new(&key, "t"), read(&wire));
        assert_eq!(mapped.body.unwrap().plain.as_deref(), Some("Fixed in 2.4"));
    }

    #[test]
    fn a_deleted_message_shows_nothing() {
        let key = SourceKey::parse("cord").unwrap();
        let agents = AgentIds::new();
        let mut wire = said("m", "ivo", "2024-06-11T14:00:00Z");
        wire["deletedTimestamp"] = json!("2024-06-11T15:01:00Z");
        let mapped = message(
            Scope {
                key: &key,
                agents: &agents,
            },
            &Id::new(&key, "t"),
            read(&wire),
        );
        assert_eq!(mapped.state, MessageState::Deleted);
        assert_eq!(mapped.body, None);
    }
}
