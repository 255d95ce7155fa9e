//! Users, teams, mailboxes and tags.

use crate::transport::{Documentation, Endpoint, Listed, Operation, PageStyle, Paged, WithRaw};

use super::{LONG, listed, wire};

/// Users.
pub(crate) struct ListUsers;

impl Endpoint for ListUsers {
    const OPERATION: Operation = Operation::get("helpscout.users.list", "/v2/users", "List users")
        .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Users>;
}

impl Paged for ListUsers {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::User>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.users)
    }
}

/// One user.
pub(crate) struct GetUser<'a> {
    pub user: &'a str,
}

impl Endpoint for GetUser<'_> {
    const OPERATION: Operation =
        Operation::get("helpscout.users.get", "/v2/users/{userId}", "Get a user")
            .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::User>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.user]
    }
}

/// The user for whom the token acts.
pub(crate) struct GetMe;

impl Endpoint for GetMe {
    const OPERATION: Operation = Operation::get(
        "helpscout.users.me",
        "/v2/users/me",
        "Get the owner of the token",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::User;
}

/// Who is at work.
pub(crate) struct ListUserStatuses;

impl Endpoint for ListUserStatuses {
    const OPERATION: Operation = Operation::get(
        "helpscout.users.statuses",
        "/v2/users/status",
        "List the statuses of users",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::UserStatuses>;
}

impl Paged for ListUserStatuses {
    const STYLE: PageStyle = LONG;
    type Item = wire::UserStatus;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.user_statuses)
    }
}

/// Teams. One alone cannot be read.
pub(crate) struct ListTeams;

impl Endpoint for ListTeams {
    const OPERATION: Operation = Operation::get("helpscout.teams.list", "/v2/teams", "List teams")
        .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Teams>;
}

impl Paged for ListTeams {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Team>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.teams)
    }
}

/// The users of a team.
pub(crate) struct ListTeamMembers<'a> {
    pub team: &'a str,
}

impl Endpoint for ListTeamMembers<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.teams.members",
        "/v2/teams/{teamId}/members",
        "List the members of a team",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Users>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.team]
    }
}

impl Paged for ListTeamMembers<'_> {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::User>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.users)
    }
}

/// Mailboxes, which the product calls inboxes.
pub(crate) struct ListMailboxes;

impl Endpoint for ListMailboxes {
    const OPERATION: Operation =
        Operation::get("helpscout.mailboxes.list", "/v2/mailboxes", "List inboxes")
            .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Mailboxes>;
}

impl Paged for ListMailboxes {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Mailbox>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.mailboxes)
    }
}

/// One mailbox.
pub(crate) struct GetMailbox<'a> {
    pub mailbox: &'a str,
}

impl Endpoint for GetMailbox<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.mailboxes.get",
        "/v2/mailboxes/{mailboxId}",
        "Get an inbox",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Mailbox>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.mailbox]
    }
}

/// The custom fields that the conversations of a mailbox can have.
pub(crate) struct ListMailboxFields<'a> {
    pub mailbox: &'a str,
}

impl Endpoint for ListMailboxFields<'_> {
    const OPERATION: Operation = Operation::get(
        "helpscout.mailboxes.fields",
        "/v2/mailboxes/{mailboxId}/fields",
        "List the custom fields of an inbox",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Fields>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.mailbox]
    }
}

impl Paged for ListMailboxFields<'_> {
    const STYLE: PageStyle = LONG;
    type Item = wire::Field;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.fields)
    }
}

/// Tags.
pub(crate) struct ListTags;

impl Endpoint for ListTags {
    const OPERATION: Operation = Operation::get("helpscout.tags.list", "/v2/tags", "List tags")
        .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Tags>;
}

impl Paged for ListTags {
    const STYLE: PageStyle = LONG;
    type Item = WithRaw<wire::Tag>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        listed(response, |page| page.tags)
    }
}

/// One tag.
pub(crate) struct GetTag<'a> {
    pub tag: &'a str,
}

impl Endpoint for GetTag<'_> {
    const OPERATION: Operation =
        Operation::get("helpscout.tags.get", "/v2/tags/{tagId}", "Get a tag")
            .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Tag>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.tag]
    }
}
