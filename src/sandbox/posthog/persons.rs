//! Reads of persons.

use serde_json::Value;

use super::error::Failure;
use super::ids;
use super::paging::{NO_MAX, Page};
use super::query::{Ask, Query};
use super::shape;
use super::state::{Person, Project};

/// Lists persons, uncounted.
pub(super) fn list(project: &Project, ask: &Ask) -> Value {
    let all = project.persons.iter();
    let found: Vec<&Person> = all.filter(|person| passes(person, &ask.query)).collect();
    Page::cut(ask, &found, NO_MAX).uncounted_json(|person| shape::person(person))
}

/// Reads a person by UUID.
pub(super) fn read(project: &Project, id: &str) -> Result<Value, Failure> {
    let Some(uuid) = ids::parse_uuid(id) else {
        return Err(without_uuid(id));
    };
    let person = project.persons.iter().find(|person| person.uuid == uuid);
    Ok(shape::person(person.ok_or_else(Failure::not_found)?))
}

/// A number may be the key of a row, which is nobody's; anything else is taken for a distinct id.
fn without_uuid(id: &str) -> Failure {
    if id.parse::<i64>().is_ok() {
        return Failure::not_found();
    }
    Failure::invalid_input(&format!(
        "The ID provided does not look like a personID. If you are using a distinctId, please use \
         /persons?distinct_id={id} instead."
    ))
}

fn passes(person: &Person, query: &Query) -> bool {
    let has_distinct_id = |id: &str| person.distinct_ids.iter().any(|own| own == id);
    let has_email = |email: &str| person.email() == Some(email);
    let is_found = |text: &str| {
        let email = person.email().unwrap_or_default();
        email.to_lowercase().contains(&text.to_lowercase()) || has_distinct_id(text)
    };
    query.filled("distinct_id").is_none_or(has_distinct_id)
        && query.filled("email").is_none_or(has_email)
        && query.filled("search").is_none_or(is_found)
}
