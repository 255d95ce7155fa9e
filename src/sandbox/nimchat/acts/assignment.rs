//! Who takes care of a conversation.

use crate::sandbox::nimchat::state::{Inbox, Team, User};

use super::Act;

impl Act<'_> {
    /// Gives the conversation to a user, or takes it from whoever has it. The assignee takes part from then on.
    pub(crate) fn assign(&mut self, id: u64, assignee: Option<u64>) {
        if !self.replace_assignee(id, assignee) {
            return;
        }
        let who = self.my_name();
        let name = assignee.and_then(|id| self.state.user(id));
        let text = match (assignee, name) {
            (Some(assignee), _) if assignee == self.me => {
                format!("{who} self-assigned this conversation")
            }
            (_, Some(user)) => format!("Assigned to {} by {who}", user.name),
            (_, None) => format!("Conversation unassigned by {who}"),
        };
        self.log(id, text);
    }

    /// Returns false if nothing changed.
    fn replace_assignee(&mut self, id: u64, assignee: Option<u64>) -> bool {
        let Some(conversation) = self.state.conversation_mut(id) else {
            return false;
        };
        if conversation.assignee_id == assignee {
            return false;
        }
        conversation.assignee_id = assignee;
        if let Some(user) = assignee.filter(|user| !conversation.participants.contains(user)) {
            conversation.participants.push(user);
        }
        true
    }

    /// Gives the conversation to a team: an assignee outside of it is dropped, and a team that wants it picks one of
    /// its own. One line tells of all that.
    pub(crate) fn assign_team(&mut self, id: u64, team: Option<u64>) {
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut conversation.team_id, team);
        if before == team {
            return;
        }
        let who = self.my_name();
        let text = match team.and_then(|team| self.state.team(team)) {
            Some(team) => format!("Assigned to {} by {who}", team.name),
            None => {
                let before = before.and_then(|team| self.state.team(team));
                format!(
                    "Unassigned from {} by {who}",
                    before.map_or("", |team| &team.name)
                )
            }
        };
        self.settle_team(id, team);
        self.log(id, text);
    }

    fn settle_team(&mut self, id: u64, team: Option<u64>) {
        let Some(team) = team.and_then(|team| self.state.team(team)) else {
            return;
        };
        let Some(conversation) = self.state.conversation(id) else {
            return;
        };
        let is_member = |user: &u64| team.members.contains(user);
        let assignee = conversation.assignee_id.filter(is_member);
        let picked = self.state.inbox(conversation.inbox_id);
        let picked = picked.filter(|_| team.allow_auto_assign);
        let picked = picked.and_then(|inbox| self.next_in_turn(inbox, Some(team)));
        let inbox = conversation.inbox_id;
        if assignee.is_none() {
            self.note_turn(inbox, picked);
        }
        self.replace_assignee(id, assignee.or(picked));
    }

    /// Gives an open conversation that nobody has to a member of the inbox who is there.
    pub(super) fn assign_automatically(&mut self, id: u64) {
        let Some(conversation) = self.state.conversation(id) else {
            return;
        };
        if conversation.assignee_id.is_some() {
            return;
        }
        let inbox = self.state.inbox(conversation.inbox_id);
        let Some(next) = inbox.and_then(|inbox| self.next_in_turn(inbox, None)) else {
            return;
        };
        let inbox = conversation.inbox_id;
        self.note_turn(inbox, Some(next));
        self.assign(id, Some(next));
    }

    /// Members take turns.
    fn next_in_turn(&self, inbox: &Inbox, team: Option<&Team>) -> Option<u64> {
        let is_there = |user: &User| user.availability_status() == "online";
        let can = |id: &&u64| {
            let user = self.state.user(**id);
            user.is_some_and(is_there) && team.is_none_or(|team| team.members.contains(id))
        };
        let mut members = inbox.members.iter().filter(can);
        let last = inbox.last_served.unwrap_or_default();
        let later = members.clone().find(|id| **id > last);
        later.or_else(|| members.next()).copied()
    }

    fn note_turn(&mut self, inbox: u64, served: Option<u64>) {
        let mut inboxes = self.state.inboxes.iter_mut();
        if let Some(inbox) = inboxes.find(|known| known.id == inbox) {
            inbox.last_served = served.or(inbox.last_served);
        }
    }
}
