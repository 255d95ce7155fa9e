//! Who is an agent. Cord knows users only; the configuration says which of them are the team.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::adapters::paging::walk;
use crate::clock::SharedClock;
use crate::transport::{CallContext, Client, Error};

use super::endpoints::ListGroupMembers;
use super::map::AgentIds;

/// How long the members of the agents' group are taken for granted.
const LIFE: Duration = Duration::from_mins(5);
/// Most members that are read.
const MOST: usize = 1000;

/// The agents of one source: a group, or single users, or both.
#[derive(Debug)]
pub(super) struct Roster {
    pub group: Option<String>,
    pub users: Vec<String>,
    clock: SharedClock,
    held: Mutex<Option<(Duration, Arc<AgentIds>)>>,
}

impl Roster {
    pub(super) fn new(group: Option<String>, users: Vec<String>, clock: SharedClock) -> Self {
        Self {
            group,
            users,
            clock,
            held: Mutex::default(),
        }
    }

    /// The native ids of all agents. Costs a call now and then if a group is configured, and none otherwise.
    pub(super) async fn agents(
        &self,
        client: &Client,
        context: &CallContext,
    ) -> Result<Arc<AgentIds>, Error> {
        let mut held = self.held.lock().await;
        let now = self.clock.uptime();
        if let Some((until, agents)) = &*held
            && now < *until
        {
            return Ok(Arc::clone(agents));
        }
        let mut agents: AgentIds = self.users.iter().cloned().collect();
        if let Some(group) = &self.group {
            let (members, _) = walk(client, context, &ListGroupMembers { group }, MOST).await?;
            agents.extend(members.into_iter().map(|member| member.value.id));
        }
        let agents = Arc::new(agents);
        *held = Some((now + LIFE, Arc::clone(&agents)));
        Ok(agents)
    }
}
