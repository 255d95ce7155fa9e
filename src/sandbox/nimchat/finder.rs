//! Which conversations a list shows, and in which order.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::call::Call;
use super::refusal::Refusal;
use super::state::{Conversation, Message, MessageType, State, Status};

/// What a list found.
pub(super) struct Found<'a> {
    /// All that fit, in order, not yet cut into pages.
    pub conversations: Vec<&'a Conversation>,
    /// Counted before `assignee_type`, after everything else.
    pub counts: Counts,
}

/// The numbers beside a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    mine: usize,
    unassigned: usize,
    all: usize,
}

impl Counts {
    pub(super) fn of(conversations: &[&Conversation], me: u64) -> Self {
        let count = |assignee: Option<u64>| {
            let is_theirs = |conversation: &&&Conversation| conversation.assignee_id == assignee;
            conversations.iter().filter(is_theirs).count()
        };
        Self {
            mine: count(Some(me)),
            unassigned: count(None),
            all: conversations.len(),
        }
    }

    /// The form of the list and of `meta`.
    pub(super) fn view(self) -> Value {
        json!({
            "mine_count": self.mine,
            "assigned_count": self.all - self.unassigned,
            "unassigned_count": self.unassigned,
            "all_count": self.all,
        })
    }

    /// The form of the filter, which does not count the assigned ones.
    pub(super) fn short_view(self) -> Value {
        json!({
            "mine_count": self.mine,
            "unassigned_count": self.unassigned,
            "all_count": self.all,
        })
    }
}

/// Finds the conversations of a list.
pub(super) fn find<'a>(call: &Call, state: &'a State) -> Result<Found<'a>, Refusal> {
    let status = status(call)?;
    let team = call.params.id("team_id");
    if team.is_some_and(|team| state.team(team).is_none()) {
        return Err(Refusal::Missing);
    }
    let mut found: Vec<&Conversation> = state
        .conversations
        .iter()
        .filter(|conversation| call.sees(state, conversation.inbox_id))
        .filter(|conversation| status.is_none_or(|status| conversation.status == status))
        .filter(|conversation| team.is_none_or(|team| conversation.team_id == Some(team)))
        .filter(|conversation| is_asked_for(call, state, conversation))
        .collect();
    let counts = Counts::of(&found, call.me);
    found.retain(|conversation| is_assigned_as_asked(call, conversation));
    sort(&mut found, state, call.params.get("sort_by"));
    Ok(Found {
        conversations: found,
        counts,
    })
}

/// The status to show; open unless told otherwise, any for a search.
fn status(call: &Call) -> Result<Option<Status>, Refusal> {
    if call.params.present("q").is_some() {
        return Ok(None);
    }
    match call.params.present("status") {
        None => Ok(Some(Status::Open)),
        Some("all") => Ok(None),
        Some(name) => Status::named(name).map(Some).ok_or(Refusal::Crash),
    }
}

fn is_asked_for(call: &Call, state: &State, conversation: &Conversation) -> bool {
    let params = &call.params;
    let labels = params.list("labels");
    let inbox = params.id("inbox_id");
    let has_label = |label: &&str| conversation.labels.iter().any(|own| own == label);
    let has_source = |source: &str| {
        let way = state.contact_inbox(conversation.contact_inbox_id);
        way.is_some_and(|way| way.source_id == source)
    };
    inbox.is_none_or(|inbox| conversation.inbox_id == inbox)
        && (labels.is_empty() || labels.iter().any(has_label))
        && params.present("source_id").is_none_or(has_source)
        && params
            .present("q")
            .is_none_or(|words| says(state, conversation, words))
        && is_of_type(call, conversation)
}

/// Looks into incoming and outgoing messages, private notes included.
pub(super) fn says(state: &State, conversation: &Conversation, words: &str) -> bool {
    let words = words.to_lowercase();
    let speaks = |message: &Message| {
        let is_spoken = matches!(message.kind, MessageType::Incoming | MessageType::Outgoing);
        let content = message.content.as_deref().unwrap_or_default();
        is_spoken && content.to_lowercase().contains(&words)
    };
    state.messages_of(conversation).any(speaks)
}

/// Nobody is mentioned in the story.
fn is_of_type(call: &Call, conversation: &Conversation) -> bool {
    match call.params.get("conversation_type") {
        Some("mention") => false,
        Some("participating") => conversation.participants.contains(&call.me),
        Some("unattended") => {
            conversation.first_reply_created_at.is_none() || conversation.waiting_since.is_some()
        }
        _ => true,
    }
}

fn is_assigned_as_asked(call: &Call, conversation: &Conversation) -> bool {
    match call.params.get("assignee_type") {
        Some("me") => conversation.assignee_id == Some(call.me),
        Some("unassigned") => conversation.assignee_id.is_none(),
        Some("assigned") => conversation.assignee_id.is_some(),
        _ => true,
    }
}

/// The names of release 3.2; what it does not know sorts by last activity.
fn sort(found: &mut [&Conversation], state: &State, by: Option<&str>) {
    match by {
        Some("sort_on_created_at") => found.sort_by_key(|conversation| conversation.created_at),
        // No priority ranks as low does.
        Some("sort_on_priority") => {
            found.sort_by_key(|conversation| {
                Reverse(conversation.priority.map_or(0, |rank| rank as u8))
            });
        }
        Some("sort_on_waiting_since") => found.sort_by_key(|conversation| {
            let since = conversation.waiting_since;
            (since.is_none(), since)
        }),
        Some("last_user_message_at") => found.sort_by_key(|conversation| {
            let mut messages = state.messages_of(conversation).rev();
            let last = messages.find(|message| message.kind == MessageType::Incoming);
            Reverse(last.map(|message| message.created_at))
        }),
        _ => found.sort_by_key(|conversation| Reverse(conversation.last_activity_at)),
    }
}
