//! What a body says about a message, and whether it holds.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::ids;
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::message::{Message, Reaction, StoredFile};
use crate::sandbox::cord::nodes;
use crate::sandbox::cord::state::Project;

/// The content, if it is well formed and names only users that exist.
pub(super) fn content(project: &Project, input: &Input) -> Answer<Option<Vec<Value>>> {
    let Some(content) = input.content("content") else {
        return Ok(None);
    };
    if !nodes::are_well_formed(&content) {
        let dump = Value::Array(content);
        return Err(Refusal::invalid_field(format!(
            "content field is invalid: Message contents contained invalid element(s): {dump}"
        )));
    }
    let mut named = nodes::named_users(&content).into_iter();
    if let Some(id) = named.find(|id| project.user(id).is_none()) {
        return Err(Refusal::invalid_field(format!(
            "content field is invalid: Could not find mentioned user with ID {id}"
        )));
    }
    Ok(Some(content))
}

/// The files to attach, which must be the author's own. Their ids come without `cord:`; with it the server fails.
pub(super) fn new_files(
    project: &Project,
    input: &Input,
    author_id: &str,
) -> Answer<Vec<Arc<StoredFile>>> {
    let rows = input.rows("addAttachments");
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.text("id")).collect();
    if ids.iter().any(|id| !ids::is_uuid(id)) {
        return Err(Refusal::internal());
    }
    let is_twice = |(nth, id): (usize, &&str)| ids[..nth].contains(id);
    if ids.iter().enumerate().any(is_twice) {
        let message = "Cannot attach the same file multiple times";
        return Err(Refusal::invalid_field(message));
    }
    let find = |id: &&str| {
        let mut uploads = project.uploads.iter();
        let file = uploads.find(|file| file.uuid == **id).cloned();
        file.ok_or_else(|| Refusal::missing("file_not_found", "File not found."))
    };
    let files: Vec<Arc<StoredFile>> = ids.iter().map(find).collect::<Answer<_>>()?;
    if files.iter().any(|file| file.owner_id != author_id) {
        let message = "Cannot attach files owned by another user";
        return Err(Refusal::forbidden(
            "file_belongs_to_different_user",
            message,
        ));
    }
    Ok(files)
}

/// The reactions under this name; all users must exist.
pub(super) fn reactions(
    project: &Project,
    input: &Input,
    name: &str,
    now: Timestamp,
) -> Answer<Vec<Reaction>> {
    let reaction = |row: &Input| {
        let user_id = row.text("userID").unwrap_or_default();
        if project.user(user_id).is_none() {
            return Err(Refusal::unknown_user());
        }
        Ok(Reaction {
            emoji: row.text("reaction").unwrap_or_default().to_owned(),
            user_id: user_id.to_owned(),
            at: row.time("timestamp").flatten().unwrap_or(now),
        })
    };
    input.rows(name).iter().map(reaction).collect()
}

/// Changes the plain fields that the body names.
pub(super) fn apply(message: &mut Message, input: &Input) {
    if let Some(url) = input.text_or_null("url") {
        message.url = url;
    }
    if let Some(icon) = input.text_or_null("iconURL") {
        message.icon_url = icon;
    }
    if let Some(key) = input.text_or_null("translationKey") {
        message.translation_key = key;
    }
    if let Some(kind) = input.text("type") {
        message.is_action = kind == "action_message";
    }
    if let Some(metadata) = input.fields("metadata") {
        message.metadata = metadata;
    }
    if let Some(created) = input.time("createdTimestamp").flatten() {
        message.created = created;
    }
    if let Some(updated) = input.time("updatedTimestamp") {
        message.updated = updated;
    }
    if let Some(deleted) = input.time("deletedTimestamp") {
        message.deleted = deleted;
    }
    // Null does not clear it.
    if let Some(names) = input.text("extraClassnames") {
        message.extra_classnames = Some(names.to_owned());
    }
    if let Some(skips) = input.flag("skipLinkPreviews") {
        message.skips_link_previews = skips;
    }
}
