//! What can be done with an object, as far as its copy tells: for buttons.

use async_graphql::Context;

use crate::graphql::context::ContextExt as _;
use crate::graphql::types::enums::{ConversationAction, MessageAction, TicketAction};
use crate::model;
use crate::provider::Capability;

const OF_CONVERSATION: [(ConversationAction, Capability); 14] = [
    (ConversationAction::Reply, Capability::ConversationReply),
    (ConversationAction::Note, Capability::ConversationNote),
    (
        ConversationAction::SetStatus,
        Capability::ConversationSetStatus,
    ),
    (
        ConversationAction::SetPriority,
        Capability::ConversationSetPriority,
    ),
    (
        ConversationAction::AssignAgent,
        Capability::ConversationAssignAgent,
    ),
    (
        ConversationAction::AssignTeam,
        Capability::ConversationAssignTeam,
    ),
    (ConversationAction::Snooze, Capability::ConversationSnooze),
    (ConversationAction::Tag, Capability::ConversationTag),
    (
        ConversationAction::Rename,
        Capability::ConversationSetSubject,
    ),
    (
        ConversationAction::MarkRead,
        Capability::ConversationMarkRead,
    ),
    (ConversationAction::Type, Capability::ConversationTyping),
    (ConversationAction::Follow, Capability::ConversationFollow),
    (ConversationAction::Delete, Capability::ConversationDelete),
    (
        ConversationAction::SuggestReply,
        Capability::TicketSuggestReply,
    ),
];

/// What can be done with a conversation.
pub(crate) fn of_conversation(
    ctx: &Context<'_>,
    conversation: &model::Conversation,
) -> Vec<ConversationAction> {
    let Ok(source) = ctx.source(conversation.id.source()) else {
        return Vec::new();
    };
    let can = |capability| source.provider.permits(conversation, capability);
    let actions = OF_CONVERSATION.into_iter();
    let actions = actions.filter(|(_, capability)| can(*capability));
    actions.map(|(action, _)| action).collect()
}

/// What can be done with a message.
pub(crate) fn of_message(ctx: &Context<'_>, message: &model::Message) -> Vec<MessageAction> {
    let Ok(source) = ctx.source(message.id.source()) else {
        return Vec::new();
    };
    let actions = [
        (MessageAction::Update, Capability::MessageUpdate),
        (MessageAction::Delete, Capability::MessageDelete),
    ];
    let can = |capability| source.provider.permits_message(message, capability);
    let actions = actions
        .into_iter()
        .filter(|(_, capability)| can(*capability));
    actions.map(|(action, _)| action).collect()
}

/// What can be done with the ticket of a conversation.
pub(crate) fn of_ticket(
    ctx: &Context<'_>,
    conversation: &model::Conversation,
) -> Vec<TicketAction> {
    let can = of_conversation(ctx, conversation);
    let of =
        |action: TicketAction, needs: ConversationAction| can.contains(&needs).then_some(action);
    let actions = [
        of(TicketAction::Update, ConversationAction::SetStatus),
        of(TicketAction::Delete, ConversationAction::Delete),
        of(TicketAction::SuggestReply, ConversationAction::SuggestReply),
        of(TicketAction::BulkTag, ConversationAction::Tag),
    ];
    actions.into_iter().flatten().collect()
}
