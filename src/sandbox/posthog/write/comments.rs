//! New comments, and changes of them. What is said in a ticket changes the ticket.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::posthog::error::Failure;
use crate::sandbox::posthog::fields::{Fields, TextRule, required};
use crate::sandbox::posthog::ids;
use crate::sandbox::posthog::shape;
use crate::sandbox::posthog::state::{
    Comment, LastMessage, MESSAGE_SCOPE, Project, Properties, Ticket, excerpt,
};

/// What a body says about a comment. The outer `None` is what was not sent.
struct Wish {
    content: Option<String>,
    rich_content: Option<Option<Value>>,
    is_deleted: Option<bool>,
    scope: Option<String>,
    item_id: Option<String>,
    item_context: Option<Properties>,
    source_comment: Option<String>,
}

impl Wish {
    fn read(fields: &Fields) -> Result<Self, Failure> {
        let free = |max| TextRule {
            max,
            may_be_blank: true,
            may_be_null: true,
        };
        let scope = TextRule {
            max: Some(79),
            ..TextRule::default()
        };
        let rich_content = fields.object("rich_content")?;
        let wish = Self {
            content: fields.text("content", free(None))?.flatten(),
            rich_content: rich_content.map(|rich| rich.map(Value::Object)),
            is_deleted: fields.boolean("deleted")?,
            scope: fields.text("scope", scope)?.flatten(),
            item_id: fields.text("item_id", free(Some(72)))?.flatten(),
            item_context: fields.object("item_context")?.flatten(),
            source_comment: source(fields)?,
        };
        if wish.is_deleted != Some(true) && !wish.has_content() {
            return Err(Failure::invalid_input("A comment must have content"));
        }
        Ok(wish)
    }

    fn has_content(&self) -> bool {
        let text = self.content.as_deref().unwrap_or_default();
        let rich = self.rich_content.as_ref().and_then(Option::as_ref);
        !text.is_empty() || rich.is_some_and(|rich| !has_empty_paragraph(rich))
    }
}

fn source(fields: &Fields) -> Result<Option<String>, Failure> {
    match fields.get("source_comment") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let id = value.as_str().and_then(ids::parse_uuid);
            let wrong =
                || Failure::invalid("source_comment", "invalid_input", "Must be a valid UUID.");
            id.map(Some).ok_or_else(wrong)
        }
    }
}

fn has_empty_paragraph(rich: &Value) -> bool {
    let nodes = rich["content"].as_array();
    let mut nodes = nodes.into_iter().flatten();
    nodes.any(|node| match node["content"].as_array().map(Vec::as_slice) {
        Some([only]) => node["type"] == "paragraph" && only["text"] == "",
        _ => false,
    })
}

/// Adds a comment by the user of the key.
pub(in crate::sandbox::posthog) fn create(
    project: &mut Project,
    user_id: u32,
    fields: &Fields,
    now: Timestamp,
) -> Result<Value, Failure> {
    let wish = Wish::read(fields)?;
    let comment = Comment {
        id: project.new_id(now),
        created_by: Some(user_id),
        deleted: wish.is_deleted.unwrap_or_default(),
        content: wish.content.unwrap_or_default(),
        rich_content: wish.rich_content.flatten(),
        version: 0,
        created_at: now,
        item_id: wish.item_id.unwrap_or_default(),
        item_context: wish.item_context.unwrap_or_default(),
        scope: wish.scope.ok_or_else(|| required("scope"))?,
        source_comment: wish.source_comment,
    };
    let answer = shape::comment(project, &comment);
    add(project, comment);
    Ok(answer)
}

/// Adds a comment, and counts it in its ticket if it is a message that the customer sees.
pub(super) fn add(project: &mut Project, comment: Comment) {
    let is_by_team = is_by_team(&comment);
    if let Some(ticket) = ticket_of(project, &comment)
        && !is_private(&comment)
    {
        ticket.message_count += 1;
        ticket.last_message = Some(last_message(&comment));
        ticket.updated_at = comment.created_at;
        ticket.unread_customer_count += usize::from(is_by_team);
    }
    project.comments.push(comment);
}

/// Only exactly `true` makes it private.
fn is_private(comment: &Comment) -> bool {
    comment.item_context.get("is_private") == Some(&Value::Bool(true))
}

fn is_by_team(comment: &Comment) -> bool {
    let author_type = comment.item_context.get("author_type");
    comment.created_by.is_some() && author_type.is_none_or(|kind| kind != "customer")
}

fn ticket_of<'a>(project: &'a mut Project, comment: &Comment) -> Option<&'a mut Ticket> {
    if comment.scope != MESSAGE_SCOPE {
        return None;
    }
    let mut tickets = project.tickets.iter_mut();
    tickets.find(|ticket| ticket.id == comment.item_id)
}

fn last_message(comment: &Comment) -> LastMessage {
    LastMessage {
        at: comment.created_at,
        text: excerpt(&comment.content),
    }
}

/// Changes a comment of the key's own user, or marks it as deleted.
pub(in crate::sandbox::posthog) fn change(
    project: &mut Project,
    user_id: u32,
    id: &str,
    fields: impl FnOnce() -> Result<Fields, Failure>,
) -> Result<Value, Failure> {
    let id = ids::parse_uuid(id).ok_or_else(Failure::not_found)?;
    let mut comments = project.comments.iter();
    let position = comments.position(|comment| comment.id == id && !comment.deleted);
    let position = position.ok_or_else(Failure::not_found)?;
    let wish = Wish::read(&fields()?);
    if project.comments[position].created_by != Some(user_id) {
        let detail = "You can only modify your own comments";
        return Err(Failure::permission_denied(detail));
    }
    let wish = wish?;
    let comment = &mut project.comments[position];
    let was_deleted = comment.deleted;
    apply(comment, wish);
    if comment.deleted && !was_deleted {
        uncount(project, position);
    }
    Ok(shape::comment(project, &project.comments[position]))
}

fn apply(comment: &mut Comment, wish: Wish) {
    if let Some(content) = wish.content.filter(|content| !content.is_empty()) {
        comment.content = content;
        comment.version += 1;
    }
    if let Some(rich) = wish.rich_content {
        comment.rich_content = rich;
    }
    if let Some(context) = wish.item_context {
        comment.item_context = context;
    }
    if let Some(is_deleted) = wish.is_deleted {
        comment.deleted = is_deleted;
    }
}

/// Takes a deleted comment out of what its ticket tells; `updated_at` stays as it is.
fn uncount(project: &mut Project, position: usize) {
    let gone = &project.comments[position];
    let (was_public, was_by_team) = (!is_private(gone), is_by_team(gone));
    let (scope, item_id) = (gone.scope.clone(), gone.item_id.clone());
    if scope != MESSAGE_SCOPE {
        return;
    }
    let left = project.comments.iter().filter(|comment| {
        comment.scope == scope
            && comment.item_id == item_id
            && !comment.deleted
            && !is_private(comment)
    });
    let last = left
        .max_by_key(|comment| comment.created_at)
        .map(last_message);
    let mut tickets = project.tickets.iter_mut();
    let Some(ticket) = tickets.find(|ticket| ticket.id == item_id) else {
        return;
    };
    ticket.last_message = last;
    if was_public {
        ticket.message_count = ticket.message_count.saturating_sub(1);
        let unread = ticket.unread_customer_count;
        ticket.unread_customer_count = unread.saturating_sub(usize::from(was_by_team));
    }
}
