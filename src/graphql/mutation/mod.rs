//! All writes, one mutation per intent. Input and payload are named after the mutation.

mod attachment;
mod bulk;
mod compose;
mod contact;
mod conversation;
mod message;
mod organization;
mod payload;
mod tag;
mod ticket;

use async_graphql::MergedObject;

/// All writes. Each takes one `input`; what the caller can act on comes back as `userErrors`, and empty `userErrors` mean
/// that the write was accepted. What a provider cannot do is refused before anything is called.
#[derive(MergedObject, Default)]
pub(crate) struct Mutation(
    compose::ComposeMutation,
    message::MessageMutation,
    conversation::ConversationMutation,
    bulk::BulkMutation,
    ticket::TicketMutation,
    contact::ContactMutation,
    organization::OrganizationMutation,
    tag::TagMutation,
    attachment::AttachmentMutation,
);
