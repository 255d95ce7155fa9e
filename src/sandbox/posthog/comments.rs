//! Reads of comments; those of one scope are the messages of tickets.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::cursor;
use super::error::Failure;
use super::ids;
use super::query::{Ask, Query};
use super::shape;
use super::state::{Comment, Project};

/// Lists comments, newest first.
pub(super) fn list(project: &Project, ask: &Ask) -> Result<Value, Failure> {
    let found = found(project, &ask.query);
    cursor::page(ask, &found, |comment| shape::comment(project, comment))
}

/// Counts what the list would have.
pub(super) fn count(project: &Project, ask: &Ask) -> Value {
    json!({"count": found(project, &ask.query).len()})
}

/// Reads one comment. The filters of the list hold here too, so a deleted one is found only if asked for.
pub(super) fn read(project: &Project, ask: &Ask, id: &str) -> Result<Value, Failure> {
    let id = ids::parse_uuid(id).ok_or_else(Failure::not_found)?;
    let found = found(project, &ask.query);
    let comment = found.into_iter().find(|comment| comment.id == id);
    let comment = comment.ok_or_else(Failure::not_found)?;
    Ok(shape::comment(project, comment))
}

/// The comments that pass the filters, newest first.
fn found<'a>(project: &'a Project, query: &Query) -> Vec<&'a Comment> {
    let shows_deleted = query.get("deleted").is_some_and(|value| value != "false");
    let words = query.filled("search").map(str::to_lowercase);
    let passes = |comment: &&Comment| {
        let is = |name: &str, value: Option<&str>| {
            query.filled(name).is_none_or(|asked| value == Some(asked))
        };
        (shows_deleted || !comment.deleted)
            && is("scope", Some(&comment.scope))
            && is("item_id", Some(&comment.item_id))
            && is("source_comment", comment.source_comment.as_deref())
            && words
                .as_deref()
                .is_none_or(|words| has_words(&comment.content, words))
    };
    let mut found: Vec<&Comment> = project.comments.iter().filter(passes).collect();
    found.sort_by_key(|comment| Reverse(comment.created_at));
    found
}

fn has_words(content: &str, words: &str) -> bool {
    let content = content.to_lowercase();
    words.split_whitespace().all(|word| content.contains(word))
}
