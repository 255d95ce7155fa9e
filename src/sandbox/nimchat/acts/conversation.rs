//! Conversations: how one begins, who takes part and who has seen what.

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attributes, Conversation, MessageType, Status};

use super::Act;

/// What a conversation begins with.
#[derive(Debug)]
pub(crate) struct Start {
    pub status: Status,
    pub snoozed_until: Option<Timestamp>,
    pub assignee_id: Option<u64>,
    pub team_id: Option<u64>,
    pub additional_attributes: Attributes,
    pub custom_attributes: Attributes,
}

impl Act<'_> {
    /// The contact's last conversation in an inbox that wants but one.
    pub(crate) fn last_of_single(&self, way: u64) -> Option<u64> {
        let way = self.state.contact_inbox(way)?;
        let inbox = self.state.inbox(way.inbox_id)?;
        let mut latest_first = self.state.conversations.iter().rev();
        let is_of =
            |one: &&Conversation| one.contact_id == way.contact_id && one.inbox_id == way.inbox_id;
        let last = latest_first.find(is_of);
        last.filter(|_| inbox.lock_to_single_conversation)
            .map(|conversation| conversation.display_id)
    }

    /// A conversation that is not kept yet. Where a bot is active it is pending, whatever was asked.
    pub(crate) fn blank_conversation(&self, way: u64, start: Start) -> Option<Conversation> {
        let way = self.state.contact_inbox(way)?;
        let inbox = self.state.inbox(way.inbox_id)?;
        let status = if inbox.bot.is_some() {
            Status::Pending
        } else {
            start.status
        };
        let is_snoozed = status == Status::Snoozed;
        Some(Conversation {
            display_id: 0,
            uuid: String::new(),
            inbox_id: inbox.id,
            contact_id: way.contact_id,
            contact_inbox_id: way.id,
            status,
            priority: None,
            assignee_id: start.assignee_id,
            team_id: start.team_id,
            labels: Vec::new(),
            participants: Vec::from_iter(start.assignee_id),
            additional_attributes: start.additional_attributes,
            custom_attributes: start.custom_attributes,
            created_at: self.now,
            last_activity_at: self.now,
            first_reply_created_at: None,
            waiting_since: Some(self.now),
            contact_last_seen_at: None,
            agent_last_seen_at: None,
            assignee_last_seen_at: None,
            snoozed_until: start.snoozed_until.filter(|_| is_snoozed),
        })
    }

    /// Keeps a new conversation, and gives it to somebody.
    pub(crate) fn open(&mut self, blank: Conversation) -> u64 {
        let id = self.state.sequences.conversation();
        let (status, team, assignee) = (blank.status, blank.team_id, blank.assignee_id);
        self.state.conversations.push(Conversation {
            display_id: id,
            uuid: secret::uuid(&format!("conversation {id}")),
            assignee_id: None,
            team_id: None,
            ..blank
        });
        self.assign_team(id, team);
        self.assign(id, assignee.or(self.assignee_of(id)));
        if status == Status::Open {
            self.assign_automatically(id);
        }
        id
    }

    fn assignee_of(&self, id: u64) -> Option<u64> {
        self.state.conversation(id)?.assignee_id
    }

    /// Marks it as read by the team, and by the assignee if that is who looks.
    pub(crate) fn see(&mut self, id: u64) {
        let (me, now) = (self.me, self.now);
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        conversation.agent_last_seen_at = Some(now);
        if conversation.assignee_id == Some(me) {
            conversation.assignee_last_seen_at = Some(now);
        }
    }

    /// Marks it as read until just before the customer's last message.
    pub(crate) fn unsee(&mut self, id: u64) {
        let Some(conversation) = self.state.conversation(id) else {
            return;
        };
        let last = self
            .state
            .messages_of(conversation)
            .rev()
            .find(|message| message.kind == MessageType::Incoming);
        let second = SignedDuration::from_secs(1);
        let seen = last.and_then(|message| message.created_at.checked_sub(second).ok());
        if let Some(conversation) = self.state.conversation_mut(id) {
            conversation.agent_last_seen_at = seen;
            conversation.assignee_last_seen_at = seen;
        }
    }

    /// Lets users take part who can see the inbox, and returns who came; others are silently left out.
    pub(crate) fn add_participants(&mut self, id: u64, users: &[u64]) -> Vec<u64> {
        let Some(conversation) = self.state.conversation(id) else {
            return Vec::new();
        };
        let inbox = self.state.inbox(conversation.inbox_id);
        let can_see = |id: &u64| {
            let is_member = inbox.is_some_and(|inbox| inbox.members.contains(id));
            self.state
                .user(*id)
                .is_some_and(|user| user.is_admin || is_member)
        };
        let mut came: Vec<u64> = Vec::new();
        for user in users.iter().copied().filter(can_see) {
            if !conversation.participants.contains(&user) && !came.contains(&user) {
                came.push(user);
            }
        }
        if let Some(conversation) = self.state.conversation_mut(id) {
            conversation.participants.extend(&came);
        }
        came
    }

    pub(crate) fn keep_participants(&mut self, id: u64, stays: impl Fn(u64) -> bool) {
        if let Some(conversation) = self.state.conversation_mut(id) {
            conversation.participants.retain(|user| stays(*user));
        }
    }
}
