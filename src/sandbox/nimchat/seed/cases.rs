//! Conversations.

use jiff::Timestamp;
use serde_json::json;

use crate::model::ProviderKind;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{
    Attributes, Conversation, Message, MessageType, Priority, Sender, State, Status,
};
use crate::sandbox::world::{self, Author, Case, World};

use super::contacts::contact_id;
use super::inboxes::{EMAIL, WEBSITE, inbox_of};
use super::team::{team_id, user_id};

/// Nobody opens the dashboard for conversations that are longer than this: they are answered through the API.
const ANSWERED_ELSEWHERE: usize = 40;

pub(super) fn add(state: &mut State, world: &World) {
    for case in world.cases_at(ProviderKind::Nimchat) {
        let conversation = conversation(state, world, case);
        state.conversations.push(conversation);
    }
}

fn conversation(state: &State, world: &World, case: &Case) -> Conversation {
    let contact_id = contact_id(world, case.person).unwrap_or_default();
    let inbox_id = inbox_of(case.channel);
    let mut ways = state.contact_inboxes.iter();
    let way = ways.find(|way| way.contact_id == contact_id && way.inbox_id == inbox_id);
    let opened = case.entries.first().map_or(super::SET_UP, |entry| entry.at);
    let assignee_id = case.assignee.and_then(|key| user_id(world, key));
    Conversation {
        display_id: u64::from(case.number),
        uuid: secret::uuid(&format!("conversation {}", case.number)),
        inbox_id,
        contact_id,
        contact_inbox_id: way.map_or(0, |way| way.id),
        status: status(case.state),
        priority: case.priority.map(priority),
        assignee_id,
        team_id: case.team.and_then(|key| team_id(world, key)),
        labels: case.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        participants: participants(world, case, assignee_id),
        additional_attributes: additional_attributes(case, inbox_id, opened),
        custom_attributes: custom_attributes(case.number),
        created_at: opened,
        last_activity_at: opened,
        first_reply_created_at: None,
        waiting_since: None,
        contact_last_seen_at: None,
        agent_last_seen_at: None,
        assignee_last_seen_at: None,
        snoozed_until: match case.state {
            world::State::Snoozed { until } => Some(until),
            _ => None,
        },
    }
}

fn status(state: world::State) -> Status {
    match state {
        world::State::New | world::State::Open | world::State::InProgress => Status::Open,
        world::State::Pending => Status::Pending,
        world::State::OnHold | world::State::Snoozed { .. } => Status::Snoozed,
        world::State::Resolved | world::State::Spam => Status::Resolved,
    }
}

fn priority(priority: world::Priority) -> Priority {
    match priority {
        world::Priority::Low => Priority::Low,
        world::Priority::Medium => Priority::Medium,
        world::Priority::High => Priority::High,
        world::Priority::Urgent => Priority::Urgent,
    }
}

/// The assignee and every agent who wrote.
fn participants(world: &World, case: &Case, assignee: Option<u64>) -> Vec<u64> {
    let mut participants = Vec::from_iter(assignee);
    for entry in &case.entries {
        let Author::Agent(key) = entry.by else {
            continue;
        };
        if let Some(id) = user_id(world, key).filter(|id| !participants.contains(id)) {
            participants.push(id);
        }
    }
    participants
}

fn additional_attributes(case: &Case, inbox_id: u64, opened: Timestamp) -> Attributes {
    let attributes = match inbox_id {
        WEBSITE => json!({
            "browser": {
                "browser_name": "Firefox", "browser_version": "144.0", "device_name": "Unknown",
                "platform_name": "Windows", "platform_version": "10.0",
            },
            "referer": "https://kestrelbikes.example/recall",
            "initiated_at": {
                "timestamp": opened.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (UTC)").to_string(),
            },
            "browser_language": "de",
        }),
        EMAIL => json!({
            "source": "email",
            "in_reply_to": null,
            "mail_subject": case.subject,
            "initiated_at": { "timestamp": opened.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string() },
        }),
        _ => json!({}),
    };
    attributes.as_object().cloned().unwrap_or_default()
}

fn custom_attributes(number: u32) -> Attributes {
    let attributes = match number % 4 {
        1 => json!({ "order_no": format!("KB-{}", 20_900 + number) }),
        2 => json!({ "warranty": true, "amount": 49.9 }),
        _ => json!({}),
    };
    attributes.as_object().cloned().unwrap_or_default()
}

/// Puts in what follows from the messages: last activity, first reply, waiting, and who has seen what.
pub(super) fn settle(state: &mut State) {
    for conversation in &mut state.conversations {
        let display_id = conversation.display_id;
        let own = state.messages.iter();
        let own: Vec<&Message> = own
            .filter(|one| one.conversation_id == display_id)
            .collect();
        settle_one(conversation, &own);
    }
}

fn settle_one(conversation: &mut Conversation, messages: &[&Message]) {
    conversation.waiting_since = Some(conversation.created_at);
    for message in messages {
        conversation.last_activity_at = conversation.last_activity_at.max(message.created_at);
        let at = Some(message.created_at);
        match (message.kind, message.sender) {
            (MessageType::Incoming, _) => {
                conversation.waiting_since = conversation.waiting_since.or(at);
            }
            (MessageType::Outgoing, Sender::User(_)) if !message.private => {
                conversation.first_reply_created_at = conversation.first_reply_created_at.or(at);
                conversation.waiting_since = None;
            }
            _ => (),
        }
    }
    let by_user = |message: &&&Message| matches!(message.sender, Sender::User(_));
    let of_users = messages
        .iter()
        .filter(by_user)
        .map(|message| message.created_at);
    conversation.agent_last_seen_at = if messages.len() > ANSWERED_ELSEWHERE {
        of_users.min()
    } else {
        of_users.max()
    };
    let by_assignee = |message: &&&Message| {
        let assignee = conversation.assignee_id;
        assignee.is_some_and(|id| message.sender == Sender::User(id))
    };
    let of_assignee = messages
        .iter()
        .filter(by_assignee)
        .map(|message| message.created_at);
    conversation.assignee_last_seen_at = of_assignee.max();
    if conversation.inbox_id == WEBSITE {
        let incoming = messages
            .iter()
            .filter(|message| message.kind == MessageType::Incoming);
        conversation.contact_last_seen_at = incoming.map(|message| message.created_at).max();
    }
}
