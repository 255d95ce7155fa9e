//! Which path is what.

use axum::http::Method;

use super::access::Need;
use super::error::Failure;
use super::throttle::Bucket;
use super::{ORGANIZATION_ID, PROJECT_ID};

/// What is addressed, below a project or an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resource<'a> {
    Tickets,
    Ticket(&'a str),
    UnreadCount,
    Compose,
    BulkUpdateTags,
    SuggestReply(&'a str),
    TicketViews,
    TicketView(&'a str),
    Comments,
    CommentCount,
    Comment(&'a str),
    Persons,
    Person(&'a str),
    Members,
    Roles,
    Role(&'a str),
    RoleMemberships(&'a str),
    /// Chats with the assistant: another product whose path begins the same.
    AssistantChats,
}

impl<'a> Resource<'a> {
    /// Finds what a path below `/api` addresses.
    ///
    /// # Errors
    /// If there is no such path.
    pub(super) fn at(path: &[&'a str]) -> Result<(Owner<'a>, Self), Failure> {
        match path {
            ["projects", id, rest @ ..] => Ok((Owner::Project(id), Self::in_project(rest)?)),
            ["organizations", id, rest @ ..] => {
                Ok((Owner::Organization(id), Self::in_organization(rest)?))
            }
            _ => Err(Failure::not_found()),
        }
    }

    fn in_project(path: &[&'a str]) -> Result<Self, Failure> {
        Ok(match *path {
            ["conversations"] => Self::AssistantChats,
            ["conversations", "tickets"] => Self::Tickets,
            ["conversations", "tickets", "unread_count"] => Self::UnreadCount,
            ["conversations", "tickets", "compose"] => Self::Compose,
            ["conversations", "tickets", "bulk_update_tags"] => Self::BulkUpdateTags,
            ["conversations", "tickets", id] => Self::Ticket(id),
            ["conversations", "tickets", id, "suggest_reply"] => Self::SuggestReply(id),
            ["conversations", "views"] => Self::TicketViews,
            ["conversations", "views", id] => Self::TicketView(id),
            ["comments"] => Self::Comments,
            ["comments", "count"] => Self::CommentCount,
            ["comments", id] => Self::Comment(id),
            ["persons"] => Self::Persons,
            ["persons", id] => Self::Person(id),
            _ => return Err(Failure::not_found()),
        })
    }

    fn in_organization(path: &[&'a str]) -> Result<Self, Failure> {
        Ok(match *path {
            ["members"] => Self::Members,
            ["roles"] => Self::Roles,
            ["roles", id] => Self::Role(id),
            ["roles", id, "role_memberships"] => Self::RoleMemberships(id),
            _ => return Err(Failure::not_found()),
        })
    }

    /// What a request with this method needs.
    ///
    /// # Errors
    /// If nobody can do it.
    pub(super) fn need(self, method: &Method) -> Result<Need, Failure> {
        let object = match self {
            Self::Tickets | Self::Ticket(_) | Self::TicketViews | Self::TicketView(_) => "ticket",
            Self::Comments | Self::CommentCount | Self::Comment(_) => "comment",
            Self::Persons | Self::Person(_) => "person",
            Self::Members => "organization_member",
            Self::Roles | Self::Role(_) | Self::RoleMemberships(_) => "organization",
            Self::AssistantChats => "conversation",
            // Actions have no scope, and so refuse keys.
            Self::UnreadCount => return only(&Method::GET, method),
            Self::Compose | Self::BulkUpdateTags | Self::SuggestReply(_) => {
                return only(&Method::POST, method);
            }
        };
        let access = if method == Method::GET {
            "read"
        } else {
            "write"
        };
        Ok(Need::Scope(format!("{object}:{access}")))
    }

    /// What the request is counted with.
    pub(super) fn bucket(self) -> Bucket {
        match self {
            Self::Persons | Self::Person(_) => Bucket::Persons,
            Self::Compose => Bucket::Compose,
            Self::SuggestReply(_) => Bucket::Suggest,
            _ => Bucket::General,
        }
    }
}

fn only(allowed: &Method, method: &Method) -> Result<Need, Failure> {
    if allowed == method {
        return Ok(Need::Session);
    }
    Err(Failure::method_not_allowed(method))
}

/// Whose things are addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner<'a> {
    Project(&'a str),
    Organization(&'a str),
}

impl Owner<'_> {
    /// Refuses if it is not the one that there is.
    ///
    /// # Errors
    /// If it is another's, or no id at all.
    pub(super) fn require(self) -> Result<(), Failure> {
        match self {
            Self::Project("@current" | PROJECT_ID)
            | Self::Organization("@current" | ORGANIZATION_ID) => Ok(()),
            Self::Project(id) if id.parse::<u32>().is_ok() => {
                let detail = "You don't have access to the project.";
                Err(Failure::permission_denied(detail))
            }
            Self::Project(_) | Self::Organization(_) => Err(Failure::not_found()),
        }
    }
}
