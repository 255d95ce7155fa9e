//! Comments, which are the messages of tickets.

use serde_json::Value;

use crate::adapters::posthog::native::ContactKey;
use crate::adapters::posthog::requesters::Requester;
use crate::adapters::posthog::{tables, wire};
use crate::model::{
    Actor, Agent, Body, BodyFormat, Bot, Contact, Conversation, Id, Message, MessageKind,
    MessageState, Raw,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::{SECRETS, filled, member, team};

/// A message, and the teammate who wrote it.
#[derive(Debug)]
pub(crate) struct Mapped {
    pub message: Message,
    pub agent: Option<Agent>,
}

/// The name under which the provider shows its assistant.
const ASSISTANT: &str = "PostHog Assistant";

/// A message of a conversation. The comment does not say who the customer is, the ticket does.
pub(crate) fn message(
    conversation: &Id<Conversation>,
    requester: &Requester,
    comment: WithRaw<wire::Comment>,
) -> Mapped {
    let wire::Comment {
        id,
        created_by,
        deleted,
        content,
        rich_content,
        created_at,
        item_id: _,
        item_context,
        scope: _,
        source_comment,
    } = comment.value;
    let agent = created_by.map(|user| team::author(conversation.source(), user));
    let writing = Writing {
        author_type: member(&item_context, "author_type"),
        // Exactly `true`: the provider sends everything else to the customer.
        is_private: item_context.get("is_private") == Some(&Value::Bool(true)),
        contact: writer(conversation, requester, &item_context),
        agent: agent.as_ref().map(|agent| agent.id.clone()),
    };
    let state = if deleted == Some(true) {
        MessageState::Deleted
    } else {
        MessageState::Sent
    };
    let native_kind = writing.author_type.clone().unwrap_or_default();
    let id = Id::within(conversation, id);
    let mut message = Message::new(id, writing.kind(), native_kind, state, created_at);
    message.on_behalf_of = writing.on_behalf_of();
    message.author = writing.author();
    message.in_reply_to = filled(source_comment).map(|id| Id::within(conversation, id));
    message.body = (state != MessageState::Deleted).then(|| body(content, rich_content.as_ref()));
    message.raw = Some(Raw::new(comment.raw, SECRETS));
    Mapped { message, agent }
}

/// Who wrote, in the provider's words.
struct Writing {
    author_type: Option<String>,
    is_private: bool,
    contact: Option<Id<Contact>>,
    agent: Option<Id<Agent>>,
}

impl Writing {
    fn kind(&self) -> MessageKind {
        if self.is_private {
            return MessageKind::Note;
        }
        let told = self.author_type.as_deref();
        match told.map(|told| mapping::message_kind(tables::MESSAGE_KIND, told)) {
            Some(MessageKind::Unknown) | None if self.agent.is_some() => MessageKind::AgentReply,
            None => MessageKind::CustomerMessage,
            Some(kind) => kind,
        }
    }

    /// Customers and the assistant have no account, so whoever has one is of the team.
    fn author(self) -> Option<Actor> {
        if let Some(agent) = self.agent {
            return Some(Actor::Agent(agent));
        }
        match self.author_type.as_deref() {
            None | Some(tables::CUSTOMER) => self.contact.map(Actor::Contact),
            Some(tables::AI) => Some(Actor::Bot(Bot {
                native_id: None,
                name: ASSISTANT.to_owned(),
                avatar_url: None,
            })),
            Some(_) => Some(Actor::Unknown(None)),
        }
    }

    /// Teammates can write down what the customer said.
    fn on_behalf_of(&self) -> Option<Id<Contact>> {
        let is_for_customer = self.author_type.as_deref() == Some(tables::CUSTOMER);
        let contact = self.contact.clone();
        contact.filter(|_| self.agent.is_some() && is_for_customer)
    }
}

/// The contact of the ticket, unless the comment names somebody else, as happens in shared Slack channels.
fn writer(
    conversation: &Id<Conversation>,
    requester: &Requester,
    context: &Value,
) -> Option<Id<Contact>> {
    let Requester {
        contact,
        distinct_ids,
    } = requester;
    match member(context, "distinct_id") {
        Some(own) if !distinct_ids.contains(&own) => {
            Some(ContactKey::Distinct(&own).id(conversation.source()))
        }
        _ => contact.clone(),
    }
}

/// The Markdown. Where there is none, the words of the editor's document.
fn body(content: Option<String>, rich_content: Option<&Value>) -> Body {
    let content = content.unwrap_or_default();
    match rich_content {
        Some(document) if content.trim().is_empty() => Body::new(BodyFormat::Text, words(document)),
        _ => Body::new(BodyFormat::Markdown, content),
    }
}

/// The words of a document of the editor.
pub(crate) fn words(document: &Value) -> String {
    let mut words = String::new();
    collect(document, &mut words);
    words.truncate(words.trim_end().len());
    words
}

/// Adds the words of a node, a line for each block of text. The parser bounds how deep nodes can lie.
fn collect(node: &Value, words: &mut String) {
    let kind = node.get("type").and_then(Value::as_str);
    if let Some(text) = node.get("text").and_then(Value::as_str) {
        words.push_str(text);
    }
    let children = node.get("content").and_then(Value::as_array);
    for child in children.into_iter().flatten() {
        collect(child, words);
    }
    if matches!(
        kind,
        Some("paragraph" | "heading" | "codeBlock" | "hardBreak")
    ) {
        words.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Mapped, message};
    use crate::adapters::posthog::requesters::Requester;
    use crate::model::{
        Actor, AgentParts, BodyFormat, Bot, Contact, Id, MessageDirection, MessageKind,
        MessageState, SourceKey, Visibility,
    };

    const CUSTOMER: &str = r#"{"id":"0195a3f0-8000-7000-8000-000000000001","created_by":null,"deleted":false,"content":"The funnel shows zero conversions since yesterday.","rich_content":null,"version":0,"created_at":"2026-03-02T08:14:09.600000Z","item_id":"0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01","item_context":{"author_type":"customer","distinct_id":"usr_8841","is_private":false},"scope":"conversations_ticket","source_comment":null}"#;
    const REPLY: &str = r#"{"id":"0195a3f0-8000-7000-8000-000000000002","created_by":{"id":311,"uuid":"0190c1aa-0000-7000-8000-0000000000aa","distinct_id":"staff_311","first_name":"Mina","last_name":"Faro","email":"mina@acme.example","is_email_verified":true,"hedgehog_config":null,"role_at_organization":"engineering"},"deleted":false,"content":"Could you send the **funnel link**?","rich_content":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Could you send the "},{"type":"text","marks":[{"type":"bold"}],"text":"funnel link"},{"type":"text","text":"?"}]}]},"version":0,"created_at":"2026-03-02T09:02:51.100201Z","item_id":"0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01","item_context":{"author_type":"support","is_private":false},"scope":"conversations_ticket","source_comment":null}"#;
    const NOTE: &str = r#"{"id":"0195a3f0-8000-7000-8000-000000000003","created_by":{"id":312,"uuid":"0190c1aa-0000-7000-8000-0000000000ab","distinct_id":"staff_312","first_name":"Jo","last_name":"","email":"jo@acme.example","is_email_verified":null,"hedgehog_config":null,"role_at_organization":null},"deleted":false,"content":"Looks like the schema change from Friday.","rich_content":null,"version":1,"created_at":"2026-03-02T09:05:00Z","item_id":"0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01","item_context":{"author_type":"support","is_private":true},"scope":"conversations_ticket","source_comment":null}"#;
    const AI: &str = r#"{"id":"0195a3f0-8000-7000-8000-000000000004","created_by":null,"deleted":false,"content":"You can rebuild the funnel with the new event name.","rich_content":null,"version":0,"created_at":"2026-03-02T08:15:01.000100Z","item_id":"0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01","item_context":{"author_type":"AI","is_private":false},"scope":"conversations_ticket","source_comment":null}"#;

    fn key() -> SourceKey {
        SourceKey::parse("desk").unwrap()
    }

    fn ravi() -> Id<Contact> {
        Id::new(&key(), "0194b1c2-aaaa-7bbb-8ccc-1234567890ab")
    }

    fn mapped(json: &str) -> Mapped {
        let conversation = Id::new(&key(), "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01").with_hint("42");
        let requester = Requester {
            contact: Some(ravi()),
            distinct_ids: vec!["usr_8841".to_owned()],
        };
        message(
            &conversation,
            &requester,
            serde_json::from_str(json).unwrap(),
        )
    }

    /// The reply with other members.
    fn changed(members: &Value) -> Mapped {
        let mut comment: Value = serde_json::from_str(REPLY).unwrap();
        for (name, value) in members.as_object().unwrap() {
            comment[name] = value.clone();
        }
        mapped(&comment.to_string())
    }

    #[test]
    fn the_customer_is_the_contact_of_the_ticket() {
        let Mapped { message, agent } = mapped(CUSTOMER);
        assert_eq!(message.kind, MessageKind::CustomerMessage);
        assert_eq!(message.visibility, Visibility::Public);
        assert_eq!(message.author, Some(Actor::Contact(ravi())));
        assert_eq!(message.native_kind, "customer");
        assert_eq!(message.id.hint(), Some("42"));
        assert_eq!(
            message.created_at,
            "2026-03-02T08:14:09.6Z".parse().unwrap()
        );
        let body = message.body.unwrap();
        assert_eq!(body.format, BodyFormat::Markdown);
        assert_eq!(
            &*body.native,
            "The funnel shows zero conversions since yesterday."
        );
        assert_eq!(agent, None);
    }

    #[test]
    fn another_customer_in_the_same_ticket_is_somebody_else() {
        let Mapped { message, .. } = mapped(&CUSTOMER.replace("usr_8841", "usr_1"));
        let other = Id::new(&key(), "distinct:usr_1");
        assert_eq!(message.author, Some(Actor::Contact(other)));
    }

    #[test]
    fn a_reply_brings_the_teammate_along() {
        let Mapped { message, agent } = mapped(REPLY);
        assert_eq!(message.kind, MessageKind::AgentReply);
        assert_eq!(message.direction(), MessageDirection::Outbound);
        let agent = agent.unwrap();
        assert_eq!(message.author, Some(Actor::Agent(Id::new(&key(), "311"))));
        assert_eq!(agent.name.as_deref(), Some("Mina Faro"));
        assert_eq!(agent.email.as_deref(), Some("mina@acme.example"));
        assert_eq!(agent.known, AgentParts::EMAIL | AgentParts::AVATAR);
        assert_eq!(
            &*message.body.unwrap().native,
            "Could you send the **funnel link**?"
        );
    }

    #[test]
    fn a_private_comment_is_a_note() {
        let Mapped { message, .. } = mapped(NOTE);
        assert_eq!(message.kind, MessageKind::Note);
        assert_eq!(message.visibility, Visibility::Internal);
        assert_eq!(message.direction(), MessageDirection::None);
        for author_type in ["customer", "AI", "support", "new"] {
            let context = json!({"author_type": author_type, "is_private": true});
            let Mapped { message, .. } =
                changed(&json!({"item_context": context, "created_by": null}));
            assert_eq!(message.visibility, Visibility::Internal, "{author_type}");
        }
    }

    #[test]
    fn the_assistant_is_a_bot() {
        let Mapped { message, .. } = mapped(AI);
        assert_eq!(message.kind, MessageKind::BotReply);
        let bot = Bot {
            native_id: None,
            name: "PostHog Assistant".to_owned(),
            avatar_url: None,
        };
        assert_eq!(message.author, Some(Actor::Bot(bot)));
    }

    #[test]
    fn who_wrote_and_what_it_says_decide_what_a_comment_is() {
        let by = json!({"id": 311, "first_name": "Mina", "last_name": "Faro"});
        let agent = Some(Actor::Agent(Id::new(&key(), "311")));
        let contact = Some(Actor::Contact(ravi()));
        let table = [
            (
                json!({"author_type": "human"}),
                &by,
                MessageKind::AgentReply,
                agent.clone(),
            ),
            (
                json!({"author_type": "team"}),
                &by,
                MessageKind::AgentReply,
                agent.clone(),
            ),
            (
                json!({"author_type": "new"}),
                &by,
                MessageKind::AgentReply,
                agent.clone(),
            ),
            (json!({}), &by, MessageKind::AgentReply, agent.clone()),
            (
                json!({"author_type": "customer"}),
                &by,
                MessageKind::CustomerMessage,
                agent,
            ),
            (
                json!({}),
                &Value::Null,
                MessageKind::CustomerMessage,
                contact.clone(),
            ),
            (
                json!(null),
                &Value::Null,
                MessageKind::CustomerMessage,
                contact.clone(),
            ),
            (
                json!({"is_private": "true"}),
                &Value::Null,
                MessageKind::CustomerMessage,
                contact,
            ),
            (
                json!({"author_type": "new"}),
                &Value::Null,
                MessageKind::Unknown,
                Some(Actor::Unknown(None)),
            ),
        ];
        for (context, by, kind, author) in table {
            let Mapped { message, .. } =
                changed(&json!({"item_context": context, "created_by": by}));
            assert_eq!(
                (message.kind, &message.author),
                (kind, &author),
                "{context} by {by}"
            );
        }
    }

    #[test]
    fn a_teammate_can_speak_for_the_customer() {
        let Mapped { message, .. } = changed(&json!({"item_context": {"author_type": "customer"}}));
        assert_eq!(message.on_behalf_of, Some(ravi()));
        assert_eq!(mapped(CUSTOMER).message.on_behalf_of, None);
    }

    #[test]
    fn a_deleted_comment_shows_nothing() {
        let Mapped { message, .. } = changed(&json!({"deleted": true}));
        assert_eq!((message.state, message.body), (MessageState::Deleted, None));
    }

    #[test]
    fn a_document_without_markdown_gives_its_words() {
        let document = json!({"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "One"}, {"type": "hardBreak"}, {"type": "text", "text": "two"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "three"}]},
        ]});
        let Mapped { message, .. } = changed(&json!({"content": null, "rich_content": document}));
        let body = message.body.unwrap();
        assert_eq!(
            (body.format, &*body.native),
            (BodyFormat::Text, "One\ntwo\nthree")
        );
    }

    #[test]
    fn an_answer_names_the_comment_it_answers() {
        let source = "0195a3f0-8000-7000-8000-000000000001";
        let Mapped { message, .. } = changed(&json!({"source_comment": source}));
        assert_eq!(message.in_reply_to, Some(mapped(CUSTOMER).message.id));
    }
}
