//! The cases as tickets.

use jiff::Timestamp;
use serde_json::json;

use crate::sandbox::posthog::ids::{short, uuid};
use crate::sandbox::posthog::state::{Assignee, Mail, Project, Properties, SlackThread, Ticket};
use crate::sandbox::world::{
    self, Author, Case, Channel, Entry, EntryKind, Priority, State, World,
};

use super::people;

/// The mail address of the desk.
pub(super) const DESK_ADDRESS: &str = "help@kestrelbikes.example";
/// The workspace that customers share.
const SLACK_TEAM: &str = "T01KESTREL";
const SLACK_DETAILS: &[&str] = &[
    "slack_channel_message",
    "slack_bot_mention",
    "slack_emoji_reaction",
];
/// Around the end of the story: one deadline is over, one near, one far.
const DEADLINES: &[Timestamp] = &[
    Timestamp::constant(1_795_158_000, 0),
    Timestamp::constant(1_795_195_800, 0),
    Timestamp::constant(1_795_420_800, 500_000_000),
];

/// Writes a case down, as yet without what its messages say about it.
pub(super) fn ticket(world: &World, case: &Case, project: &Project) -> Ticket {
    let person = world.person(case.person);
    let created_at = case.entries[0].at;
    let is_widget = case.channel == Channel::Chat;
    let session_id = is_widget.then(|| uuid(&format!("session {}", case.number), created_at));
    Ticket {
        id: uuid(&format!("ticket {}", case.number), created_at),
        number: case.number,
        channel_source: channel_source(case.channel),
        channel_detail: channel_detail(case),
        distinct_id: match is_widget {
            true => people::widget_id(person),
            false => people::mail_id(person),
        },
        status: status(case.state),
        priority: case.priority.map(priority),
        assignee: assignee(world, case, project),
        anonymous_traits: people::traits(person),
        ai_resolved: false,
        escalation_reason: escalation_reason(case),
        created_at,
        updated_at: updated_at(case),
        message_count: 0,
        last_message: None,
        unread_team_count: unread(case, is_by_customer, is_by_team),
        unread_customer_count: unread(case, is_told_to_customer, is_by_customer),
        session_context: session_context(case, session_id.as_deref()),
        session_id,
        sla_due_at: sla_due_at(case),
        snoozed_until: snoozed_until(case.state),
        slack: (case.channel == Channel::Slack).then(|| slack(person, created_at)),
        mail: (case.channel == Channel::Email).then(|| mail(case, person)),
        cc_participants: cc_participants(case, person),
        tags: case.tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

/// The desk has three channels of the story.
fn channel_source(channel: Channel) -> &'static str {
    match channel {
        Channel::Email | Channel::Phone => "email",
        Channel::Slack => "slack",
        Channel::Chat | Channel::InProduct | Channel::WhatsApp | Channel::Api => "widget",
    }
}

fn channel_detail(case: &Case) -> Option<&'static str> {
    match channel_source(case.channel) {
        "slack" => Some(SLACK_DETAILS[position(case) % SLACK_DETAILS.len()]),
        "widget" => Some("widget_embedded"),
        _ => None,
    }
}

fn status(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Open | State::InProgress => "open",
        State::Pending => "pending",
        State::OnHold | State::Snoozed { .. } => "on_hold",
        State::Resolved | State::Spam => "resolved",
    }
}

fn snoozed_until(state: State) -> Option<Timestamp> {
    match state {
        State::Snoozed { until } => Some(until),
        State::New
        | State::Open
        | State::InProgress
        | State::Pending
        | State::OnHold
        | State::Resolved
        | State::Spam => None,
    }
}

/// This generation has no `critical`.
fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "low",
        Priority::Medium => "medium",
        Priority::High | Priority::Urgent => "high",
    }
}

fn assignee(world: &World, case: &Case, project: &Project) -> Option<Assignee> {
    if let Some(agent) = case.assignee {
        let user = people::user_id(&project.users, world.agent(agent))?;
        return Some(Assignee::User(user));
    }
    case.team.map(|team| Assignee::Role(people::role_id(team)))
}

/// The assistant answered first, and was not enough.
fn escalation_reason(case: &Case) -> Option<String> {
    let has_assistant = case.entries.iter().any(|entry| entry.by == Author::Bot);
    let is_open = !matches!(case.state, State::Resolved | State::Spam);
    (has_assistant && is_open).then(|| "customer_requested".to_owned())
}

/// Private notes do not touch a ticket.
fn updated_at(case: &Case) -> Timestamp {
    let touches = |entry: &&Entry| entry.kind != EntryKind::Note;
    let last = case.entries.iter().rfind(touches);
    last.unwrap_or(&case.entries[0]).at
}

/// How many messages one side wrote since the other side did anything.
fn unread(case: &Case, counts: fn(&Entry) -> bool, has_seen: fn(&Entry) -> bool) -> usize {
    let since = case.entries.iter().rev();
    let since = since.take_while(|entry| !has_seen(entry));
    since.filter(|entry| counts(entry)).count()
}

fn is_by_customer(entry: &Entry) -> bool {
    entry.kind == EntryKind::Message && matches!(entry.by, Author::Person(_))
}

/// What the assistant does is not seen by anybody on the team.
fn is_by_team(entry: &Entry) -> bool {
    matches!(entry.by, Author::Agent(_))
}

fn is_told_to_customer(entry: &Entry) -> bool {
    entry.kind == EntryKind::Message && !is_by_customer(entry)
}

fn session_context(case: &Case, session_id: Option<&str>) -> Properties {
    let mut context = Properties::new();
    let Some(session_id) = session_id else {
        return context;
    };
    let replay = format!("https://us.posthog.example/replay/{session_id}");
    let page = format!(
        "https://app.kestrelbikes.example/support?topic={}",
        case.number
    );
    context.insert("session_replay_url".to_owned(), json!(replay));
    context.insert("current_url".to_owned(), json!(page));
    context
}

/// Only what is urgent and not done has a deadline.
fn sla_due_at(case: &Case) -> Option<Timestamp> {
    let is_done = matches!(case.state, State::Resolved | State::Spam);
    let is_urgent = matches!(case.priority, Some(Priority::High | Priority::Medium));
    (is_urgent && !is_done).then(|| DEADLINES[position(case) % DEADLINES.len()])
}

fn slack(person: &world::Person, at: Timestamp) -> SlackThread {
    let channel = person.organization.unwrap_or(person.key);
    SlackThread {
        channel_id: format!("C07{}", short(channel).to_uppercase()),
        thread_ts: format!("{}.{:06}", at.as_second(), at.subsec_microsecond()),
        team_id: SLACK_TEAM.to_owned(),
    }
}

fn mail(case: &Case, person: &world::Person) -> Mail {
    Mail {
        subject: case.subject.clone(),
        from: people::mail_id(person),
        to: DESK_ADDRESS.to_owned(),
    }
}

/// Some write with a second address in copy.
fn cc_participants(case: &Case, person: &world::Person) -> Vec<String> {
    let address = person.email.and_then(|email| email.split_once('@'));
    match address {
        Some((name, domain)) if case.channel == Channel::Email && case.number.is_multiple_of(2) => {
            vec![format!("{name}+copy@{domain}")]
        }
        _ => Vec::new(),
    }
}

fn position(case: &Case) -> usize {
    usize::try_from(case.number).expect("the story is short")
}
