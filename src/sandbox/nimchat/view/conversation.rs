//! Conversations.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::sandbox::nimchat::state::{Channel, Conversation, HOME, Message, MessageType, Priority};

use super::{View, epoch, extend, iso};

/// Unread messages are counted up to here.
const MOST_UNREAD: usize = 10;

impl View<'_> {
    /// Conversation view: at most one message, whatever the document says.
    pub(crate) fn conversation(&self, conversation: &Conversation) -> Value {
        let latest = self.latest(conversation, |_| true);
        let said = self.state.messages_of(conversation).rev();
        let said = said
            .into_iter()
            .find(|message| message.kind != MessageType::Activity);
        let push = |message: &Message| self.push_message(message, conversation);
        json!({
            "meta": self.meta(conversation),
            "id": conversation.display_id,
            "messages": Vec::from_iter(latest.map(push)),
            "account_id": HOME,
            "uuid": conversation.uuid,
            "additional_attributes": conversation.additional_attributes,
            "agent_last_seen_at": epoch(conversation.agent_last_seen_at),
            "assignee_last_seen_at": epoch(conversation.assignee_last_seen_at),
            "can_reply": self.can_reply(conversation),
            "contact_last_seen_at": epoch(conversation.contact_last_seen_at),
            "custom_attributes": conversation.custom_attributes,
            "inbox_id": conversation.inbox_id,
            "labels": conversation.labels,
            "muted": false,
            "snoozed_until": iso(conversation.snoozed_until),
            "status": conversation.status.name(),
            "created_at": epoch(Some(conversation.created_at)),
            "timestamp": epoch(Some(conversation.last_activity_at)),
            "first_reply_created_at": epoch(conversation.first_reply_created_at),
            "unread_count": self.unread_count(conversation),
            "last_non_activity_message": said.map(push),
            "last_activity_at": epoch(Some(conversation.last_activity_at)),
            "priority": conversation.priority.map(Priority::name),
            "waiting_since": epoch(conversation.waiting_since),
        })
    }

    /// Short form, as the conversation search answers.
    pub(crate) fn short_conversation(&self, conversation: &Conversation) -> Value {
        let contact = self.state.contact(conversation.contact_id);
        let inbox = self.state.inbox(conversation.inbox_id);
        let messages = self.state.messages_of(conversation);
        let messages = messages.filter(|message| message.kind != MessageType::Activity);
        json!({
            "id": conversation.display_id,
            "uuid": conversation.uuid,
            "created_at": epoch(Some(conversation.created_at)),
            "contact": contact.map(|contact| json!({ "id": contact.id, "name": contact.name })),
            "inbox": inbox.map(|inbox| json!({
                "id": inbox.id, "name": inbox.name, "channel_type": inbox.channel.class(),
            })),
            "messages": messages.map(|message| self.short_message(message)).collect::<Vec<_>>(),
            "account_id": HOME,
        })
    }

    /// A message inside a search hit.
    pub(crate) fn short_message(&self, message: &Message) -> Value {
        let mut view = json!({ "content": message.content, "id": message.id });
        if let Some(name) = self.sender(message).get("name") {
            extend(&mut view, json!({ "sender_name": name }));
        }
        extend(
            &mut view,
            json!({
                "message_type": message.kind.number(),
                "created_at": epoch(Some(message.created_at)),
            }),
        );
        view
    }

    /// What stands beside the messages of a conversation.
    pub(crate) fn messages_meta(&self, conversation: &Conversation) -> Value {
        let contact = self.state.contact(conversation.contact_id);
        let mut meta = json!({
            "labels": conversation.labels,
            "additional_attributes": conversation.additional_attributes,
            "contact": contact.map(|contact| self.push_contact(contact)),
        });
        if let Some(user) = conversation.assignee_id.and_then(|id| self.state.user(id)) {
            extend(&mut meta, json!({ "assignee": self.push_user(user) }));
        }
        let seen = json!({
            "agent_last_seen_at": iso(conversation.agent_last_seen_at),
            "assignee_last_seen_at": iso(conversation.assignee_last_seen_at),
        });
        extend(&mut meta, seen);
        meta
    }

    /// What a changed status is answered with.
    pub(crate) fn toggled_status(&self, conversation: &Conversation) -> Value {
        json!({
            "success": true,
            "conversation_id": conversation.display_id,
            "current_status": conversation.status.name(),
            "snoozed_until": iso(conversation.snoozed_until),
        })
    }

    /// Incoming messages that no agent has seen.
    pub(super) fn unread_count(&self, conversation: &Conversation) -> usize {
        let is_unread = |message: &&Message| {
            let seen = conversation.agent_last_seen_at;
            message.kind == MessageType::Incoming
                && seen.is_none_or(|seen| message.created_at > seen)
        };
        let unread = self.state.messages_of(conversation).filter(is_unread);
        unread.take(MOST_UNREAD).count()
    }

    /// `assignee` and `team` are absent where there are none.
    fn meta(&self, conversation: &Conversation) -> Value {
        let sender = self.state.contact(conversation.contact_id);
        let inbox = self.state.inbox(conversation.inbox_id);
        let way = self.state.contact_inbox(conversation.contact_inbox_id);
        let mut meta = json!({
            "sender": sender.map(|contact| self.contact(contact)),
            "channel": inbox.map(|inbox| inbox.channel.class()),
        });
        if let Some(user) = conversation.assignee_id.and_then(|id| self.state.user(id)) {
            extend(&mut meta, json!({ "assignee": self.agent(user) }));
        }
        if let Some(team) = conversation.team_id.and_then(|id| self.state.team(id)) {
            extend(&mut meta, json!({ "team": self.team(team) }));
        }
        extend(
            &mut meta,
            json!({ "hmac_verified": way.map(|way| way.hmac_verified) }),
        );
        meta
    }

    /// The newest message by time, then by id.
    fn latest(
        &self,
        conversation: &Conversation,
        counts: impl Fn(&&Message) -> bool,
    ) -> Option<&Message> {
        let messages = self.state.messages_of(conversation).filter(counts);
        messages.max_by_key(|message| (message.created_at, message.id))
    }

    /// Messengers close the window some time after the customer last wrote.
    pub(crate) fn can_reply(&self, conversation: &Conversation) -> bool {
        let inbox = self.state.inbox(conversation.inbox_id);
        let hours = match inbox.map(|inbox| &inbox.channel) {
            Some(Channel::Whatsapp { .. }) => 24,
            Some(Channel::Api { .. }) => 48,
            Some(Channel::WebWidget { .. } | Channel::Email { .. }) | None => return true,
        };
        let is_incoming = |message: &&Message| message.kind == MessageType::Incoming;
        let last = self.latest(conversation, is_incoming);
        let window = SignedDuration::from_hours(hours);
        last.is_some_and(|message| self.now.duration_since(message.created_at) < window)
    }
}
