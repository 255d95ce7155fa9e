//! The small lists of an account. Each comes whole; none has a read by ids.

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, WithRaw,
};

use crate::adapters::nimchat::wire;

fn whole<T>(response: wire::List<T>) -> Listed<T> {
    Listed {
        total: Some(response.items.len() as u64),
        items: response.items,
        next: Next::End,
    }
}

/// Agents, by name.
pub(in crate::adapters::nimchat) struct ListAgents<'a> {
    pub account: &'a str,
}

impl Endpoint for ListAgents<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.agents.list",
        "/api/v1/accounts/{account_id}/agents",
        "List agents",
    );
    type Response = wire::List<WithRaw<wire::Agent>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }
}

impl Paged for ListAgents<'_> {
    const STYLE: PageStyle = PageStyle::Whole;
    type Item = WithRaw<wire::Agent>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        whole(response)
    }
}

/// Teams.
pub(in crate::adapters::nimchat) struct ListTeams<'a> {
    pub account: &'a str,
}

impl Endpoint for ListTeams<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.teams.list",
        "/api/v1/accounts/{account_id}/teams",
        "List teams",
    );
    type Response = wire::List<WithRaw<wire::Team>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }
}

impl Paged for ListTeams<'_> {
    const STYLE: PageStyle = PageStyle::Whole;
    type Item = WithRaw<wire::Team>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        whole(response)
    }
}

/// The agents of one team.
pub(in crate::adapters::nimchat) struct ListTeamMembers<'a> {
    pub account: &'a str,
    pub team: &'a str,
}

impl Endpoint for ListTeamMembers<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.teams.members",
        "/api/v1/accounts/{account_id}/teams/{team_id}/team_members",
        "List the agents of a team",
    );
    type Response = wire::List<WithRaw<wire::Agent>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.team]
    }
}

/// The catalogue of labels, by title.
pub(in crate::adapters::nimchat) struct ListLabels<'a> {
    pub account: &'a str,
}

impl Endpoint for ListLabels<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.labels.list",
        "/api/v1/accounts/{account_id}/labels",
        "List labels",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<WithRaw<wire::Label>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }
}

impl Paged for ListLabels<'_> {
    const STYLE: PageStyle = PageStyle::Whole;
    type Item = WithRaw<wire::Label>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        whole(response)
    }
}

/// The inboxes that the token may see; all of them for an administrator.
pub(in crate::adapters::nimchat) struct ListInboxes<'a> {
    pub account: &'a str,
}

impl Endpoint for ListInboxes<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.inboxes.list",
        "/api/v1/accounts/{account_id}/inboxes",
        "List inboxes",
    );
    type Response = wire::List<WithRaw<wire::Inbox>>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }
}

impl Paged for ListInboxes<'_> {
    const STYLE: PageStyle = PageStyle::Whole;
    type Item = WithRaw<wire::Inbox>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        whole(response)
    }
}
