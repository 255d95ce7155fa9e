//! What can be done with one conversation or message, as far as a copy of it tells.

use crate::model::{Conversation, ConversationParts, Message, MessageState};
use crate::provider::Capability;

/// The native kinds of threads that can be hidden.
const HIDEABLE: &[&str] = &["customer", "message"];

/// Whether a conversation takes this.
pub(in super::super) fn permits(conversation: &Conversation, capability: Capability) -> bool {
    match capability {
        // A reply names its customer.
        Capability::ConversationReply | Capability::MessageSchedule => {
            let knows_contact = conversation.known.contains(ConversationParts::CONTACT);
            conversation.contact.is_some() || !knows_contact
        }
        _ => true,
    }
}

/// Whether a message takes this.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/conversations/threads/update/>
pub(in super::super) fn permits_message(message: &Message, capability: Capability) -> bool {
    match capability {
        // Line items have no text.
        Capability::MessageUpdate => message.activity.is_none(),
        Capability::MessageDelete => {
            let is_sent = matches!(message.state, MessageState::Sent | MessageState::Read);
            let is_hidden = message.state == MessageState::Hidden;
            HIDEABLE.contains(&message.native_kind.as_str()) && (is_sent || is_hidden)
        }
        _ => true,
    }
}
