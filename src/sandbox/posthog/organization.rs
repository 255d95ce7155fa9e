//! Reads of members and roles.

use serde_json::Value;

use super::error::Failure;
use super::ids;
use super::paging::{NO_MAX, Page};
use super::query::Ask;
use super::shape;
use super::state::{Project, Role};

/// Lists the members of the organization.
pub(super) fn members(project: &Project, ask: &Ask) -> Value {
    Page::cut(ask, &project.users, NO_MAX).json(shape::member)
}

/// Lists the roles, each with its members.
pub(super) fn roles(project: &Project, ask: &Ask) -> Value {
    let page = Page::cut(ask, &project.roles, NO_MAX);
    page.json(|role| shape::role(project, role))
}

/// Reads a role.
pub(super) fn role(project: &Project, id: &str) -> Result<Value, Failure> {
    let role = find(project, id).ok_or_else(Failure::not_found)?;
    Ok(shape::role(project, role))
}

/// Lists the members of a role; an unknown role has none.
pub(super) fn memberships(project: &Project, ask: &Ask, id: &str) -> Result<Value, Failure> {
    ids::parse_uuid(id).ok_or_else(Failure::not_found)?;
    let Some(role) = find(project, id) else {
        return Ok(Page::cut(ask, &[], NO_MAX).json(Value::clone));
    };
    let page = Page::cut(ask, &role.members, NO_MAX);
    Ok(page.json(|member| shape::role_member(project, role, member)))
}

fn find<'a>(project: &'a Project, id: &str) -> Option<&'a Role> {
    let id = ids::parse_uuid(id)?;
    project.roles.iter().find(|role| role.id == id)
}
