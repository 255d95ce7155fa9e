//! How things are written down.

use serde_json::{Value, json};

use super::dates::z;
use super::state::{Assignee, Comment, Person, Project, Role, RoleMember, Ticket, User, View};

/// A ticket with its person.
pub(super) fn ticket(project: &Project, ticket: &Ticket) -> Value {
    let slack = ticket.slack.as_ref();
    let mail = ticket.mail.as_ref();
    let last = ticket.last_message.as_ref();
    json!({
        "id": ticket.id,
        "ticket_number": ticket.number,
        "channel_source": ticket.channel_source,
        "channel_detail": ticket.channel_detail,
        "distinct_id": ticket.distinct_id,
        "status": ticket.status,
        "priority": ticket.priority,
        "assignee": ticket.assignee.as_ref().map(|assignee| self::assignee(project, assignee)),
        "anonymous_traits": ticket.anonymous_traits,
        "ai_resolved": ticket.ai_resolved,
        "escalation_reason": ticket.escalation_reason,
        "created_at": z(ticket.created_at),
        "updated_at": z(ticket.updated_at),
        "message_count": ticket.message_count,
        "last_message_at": last.map(|last| z(last.at)),
        "last_message_text": last.map(|last| &last.text),
        "unread_team_count": ticket.unread_team_count,
        "unread_customer_count": ticket.unread_customer_count,
        "session_id": ticket.session_id,
        "session_context": ticket.session_context,
        "sla_due_at": ticket.sla_due_at.map(z),
        "snoozed_until": ticket.snoozed_until.map(z),
        "slack_channel_id": slack.map(|slack| &slack.channel_id),
        "slack_thread_ts": slack.map(|slack| &slack.thread_ts),
        "slack_team_id": slack.map(|slack| &slack.team_id),
        "email_subject": mail.map(|mail| &mail.subject),
        "email_from": mail.map(|mail| &mail.from),
        "email_to": mail.map(|mail| &mail.to),
        "cc_participants": ticket.cc_participants,
        "github_repo": null,
        "github_issue_number": null,
        "person": project.person_of(ticket).map(ticket_person),
        "tags": ticket.tags,
    })
}

/// A ticket as it comes back from a change: without its person.
pub(super) fn changed_ticket(project: &Project, ticket: &Ticket) -> Value {
    let mut shape = self::ticket(project, ticket);
    shape["person"] = Value::Null;
    shape
}

/// Who works on a ticket: a user, whose id is a number, or a role, whose id is text.
pub(super) fn assignee(project: &Project, assignee: &Assignee) -> Value {
    match assignee {
        Assignee::User(id) => {
            let email = project.user(*id).map(|user| json!({"email": user.email}));
            json!({"id": id, "type": "user", "user": email, "role": null})
        }
        Assignee::Role(id) => {
            let mut roles = project.roles.iter();
            let role = roles.find(|role| role.id == *id);
            let name = role.map(|role| json!({"name": role.name}));
            json!({"id": id, "type": "role", "user": null, "role": name})
        }
    }
}

fn ticket_person(person: &Person) -> Value {
    json!({
        "id": person.uuid,
        "name": name(person),
        "distinct_ids": person.distinct_ids,
        "properties": person.properties,
        "created_at": z(person.created_at),
        "is_identified": person.is_identified,
    })
}

/// The project shows people by address, else by distinct id.
pub(super) fn name(person: &Person) -> &str {
    let distinct_id = person.distinct_ids.first().map(String::as_str);
    person.email().or(distinct_id).unwrap_or_default()
}

/// A person among the persons, where it has other fields than in a ticket.
pub(super) fn person(person: &Person) -> Value {
    json!({
        "id": person.uuid,
        "uuid": person.uuid,
        "name": name(person),
        "distinct_ids": person.distinct_ids,
        "properties": person.properties,
        "created_at": z(person.created_at),
    })
}

/// A comment, which is a message if its scope says so.
pub(super) fn comment(project: &Project, comment: &Comment) -> Value {
    json!({
        "id": comment.id,
        "created_by": user_of(project, comment.created_by),
        "deleted": comment.deleted,
        "content": comment.content,
        "rich_content": comment.rich_content,
        "version": comment.version,
        "created_at": z(comment.created_at),
        "item_id": comment.item_id,
        "item_context": comment.item_context,
        "scope": comment.scope,
        "source_comment": comment.source_comment,
    })
}

fn user_of(project: &Project, id: Option<u32>) -> Option<Value> {
    project.user(id?).map(user)
}

fn user(user: &User) -> Value {
    json!({
        "id": user.id,
        "uuid": user.uuid,
        "distinct_id": user.distinct_id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "is_email_verified": user.is_email_verified,
        "hedgehog_config": user.hedgehog_config,
        "role_at_organization": user.role_at_organization,
    })
}

/// A user as a member of the organization.
pub(super) fn member(member: &User) -> Value {
    json!({
        "id": member.membership_id,
        "user": user(member),
        "level": member.level,
        "joined_at": z(member.joined_at),
        "updated_at": z(member.joined_at),
        "is_2fa_enabled": member.level > 1,
        "has_social_auth": false,
        "last_login": null,
    })
}

/// A role with its members.
pub(super) fn role(project: &Project, role: &Role) -> Value {
    let members = role.members.iter();
    let members: Vec<Value> = members
        .map(|member| role_member(project, role, member))
        .collect();
    json!({
        "id": role.id,
        "name": role.name,
        "created_at": z(role.created_at),
        "created_by": user_of(project, role.created_by),
        "members": members,
        "is_default": role.is_default,
    })
}

/// The membership of a user in a role.
pub(super) fn role_member(project: &Project, role: &Role, one: &RoleMember) -> Value {
    let known = project.user(one.user_id);
    json!({
        "id": one.id,
        "role_id": role.id,
        "organization_member": known.map(member),
        "user": known.map(user),
        "joined_at": z(one.joined_at),
        "updated_at": z(one.joined_at),
    })
}

/// A saved set of ticket filters.
pub(super) fn view(project: &Project, view: &View) -> Value {
    json!({
        "id": view.id,
        "short_id": view.short_id,
        "name": view.name,
        "filters": view.filters,
        "created_at": z(view.created_at),
        "created_by": user_of(project, Some(view.created_by)),
    })
}
