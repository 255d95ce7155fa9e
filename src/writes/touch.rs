//! What a write touched is dropped from the cache, so that whoever wrote reads it.

use crate::cache::Cache;
use crate::model::command::Command;
use crate::model::{Conversation, Id, NodeKind, SourceKey};

/// Drops every copy that a write may have made wrong.
pub(super) fn touch(cache: &Cache, source: &SourceKey, command: &Command) {
    match command {
        Command::Reply(_) | Command::AddNote(_) | Command::ChangeConversation { .. } => {
            conversation(cache, source, command.conversation().as_ref());
        }
        Command::EditMessage(edit) => {
            cache.invalidate_object(&edit.message);
            conversation(cache, source, command.conversation().as_ref());
        }
        Command::DeleteMessage(message) => {
            cache.invalidate_object(message);
            conversation(cache, source, command.conversation().as_ref());
        }
        Command::SuggestReply(_) => {}
        // A new conversation may bring a new contact, and a deleted one takes its messages along. The others show in
        // conversations, contacts and companies: few, and rarely changed.
        Command::CreateConversation(_)
        | Command::DeleteConversation(_)
        | Command::CreateContact(_)
        | Command::ChangeContact { .. }
        | Command::DeleteContact(_)
        | Command::CreateOrganization(_)
        | Command::ChangeOrganization { .. }
        | Command::DeleteOrganization(_)
        | Command::TagOrganizations { .. }
        | Command::CreateTag { .. }
        | Command::RenameTag { .. }
        | Command::DeleteTag(_) => cache.invalidate_source(source),
    }
}

fn conversation(cache: &Cache, source: &SourceKey, id: Option<&Id<Conversation>>) {
    if let Some(id) = id {
        cache.invalidate_object(id);
    }
    for kind in [NodeKind::Conversation, NodeKind::Message, NodeKind::Tag] {
        cache.invalidate_lists(source, kind);
    }
}
