//! The cases, as conversations.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::unthread::tenant::StoredFile;
use crate::sandbox::unthread::{hours, ids};
use crate::sandbox::world::{
    Author, Case, Channel, Entry, EntryKind, Person, Priority, State, World,
};

use super::messages::Scene;
use super::{customers, merged, settings, slack, tag_id, users};

/// The number of the first conversation, less one.
const FIRST_NUMBER: u32 = 1000;

/// A conversation with all that was said in it.
pub(super) struct Told {
    /// The row.
    pub row: Value,
    /// Its messages, oldest first.
    pub messages: Vec<Value>,
    /// Its files.
    pub files: Vec<StoredFile>,
}

/// The id of the conversation of a case.
pub(super) fn id(number: u32) -> String {
    ids::uuid("conversation", &number.to_string())
}

/// Tells one case.
pub(super) fn tell(world: &World, case: &Case) -> Told {
    let scene = Scene {
        world,
        case,
        conversation_id: id(case.number),
        channel: slack::channel_of(world, case),
    };
    let (mut messages, mut files) = (Vec::new(), Vec::new());
    for (index, entry) in case.entries.iter().enumerate() {
        let Some(told) = scene.tell(index, entry) else {
            continue;
        };
        messages.push(told.row);
        files.extend(told.file);
    }
    let columns = [
        head(&scene),
        times(case),
        durations(case),
        people(world, case),
        kind(case),
        ends(&messages),
    ];
    let row = columns.into_iter().fold(json!({}), merged);
    Told {
        row,
        messages,
        files,
    }
}

fn head(scene: &Scene<'_>) -> Value {
    let case = scene.case;
    let number = case.number;
    let is_slack = case.channel == Channel::Slack;
    // The service thinks up titles for what came by Slack, once there is more than a greeting.
    let has_title = !is_slack || case.entries.len() > 1;
    // Mail that nobody looked at in Slack yet has no channel.
    let has_channel = is_slack || !number.is_multiple_of(5);
    let summary = format!("The customer writes about: {}.", case.subject);
    json!({
        "id": scene.conversation_id, "status": status(case.state),
        "channelId": has_channel.then_some(&scene.channel),
        "wasManuallyCreated": false, "friendlyId": FIRST_NUMBER + number,
        "title": has_title.then_some(&case.subject), "priority": case.priority.map(priority),
        "tagIds": case.tags.iter().map(|name| tag_id(name)).collect::<Vec<_>>(),
        "summary": (number % 2 == 1 && case.entries.len() > 3).then_some(summary),
        "sourceType": if is_slack { "slack" } else { "email" },
        "titleOverwritten": false, "excludeAnalytics": false, "notes": null,
    })
}

fn status(state: State) -> &'static str {
    match state {
        State::New | State::Open | State::Snoozed { .. } => "open",
        State::InProgress | State::Pending => "in_progress",
        State::OnHold => "on_hold",
        State::Resolved | State::Spam => "closed",
    }
}

fn priority(priority: Priority) -> u8 {
    match priority {
        Priority::Low => 3,
        Priority::Medium => 5,
        Priority::High => 7,
        Priority::Urgent => 9,
    }
}

fn times(case: &Case) -> Value {
    let opened = case.entries[0].at;
    let last = last_at(case);
    let closed = closed_at(case);
    let snoozed_until = match case.state {
        State::Snoozed { until } => Some(until),
        _ => None,
    };
    // Closed conversations of some customers cannot be written to.
    let locked = closed.filter(|_| case.number % 9 == 3);
    json!({
        "createdAt": ids::stored(opened), "updatedAt": ids::stored(last), "lastActivityAt": ids::stored(last),
        "closedAt": closed.map(ids::stored), "statusUpdatedAt": status_updated_at(case).map(ids::stored),
        "wakeUpAt": snoozed_until.map(ids::stored), "snoozedAt": snoozed_until.map(|_| ids::stored(last)),
        "lockedAt": locked.map(ids::stored),
    })
}

fn last_at(case: &Case) -> Timestamp {
    case.entries[case.entries.len() - 1].at
}

fn closed_at(case: &Case) -> Option<Timestamp> {
    (status(case.state) == "closed").then(|| last_at(case))
}

/// Null as long as the status is the one that conversations begin with.
fn status_updated_at(case: &Case) -> Option<Timestamp> {
    let turns = case.entries.iter().rev();
    let mut turns =
        turns.filter(|entry| matches!(entry.kind, EntryKind::Resolved | EntryKind::Reopened));
    match status(case.state) {
        "open" => turns.next().map(|entry| entry.at),
        _ => Some(last_at(case)),
    }
}

/// The unit is documented nowhere; seconds, here.
fn durations(case: &Case) -> Value {
    let opened = case.entries[0].at;
    let answered = case.entries.iter().find(|entry| is_answer(entry));
    let answered = answered.map(|entry| entry.at);
    let closed = closed_at(case);
    json!({
        "responseTime": answered.map(|at| hours::elapsed(opened, at)),
        "responseTimeWorking": answered.map(|at| hours::working(opened, at)),
        "resolutionTime": closed.map(|at| hours::elapsed(opened, at)),
        "resolutionTimeWorking": closed.map(|at| hours::working(opened, at)),
        "waitingOnAgentTime": answered.map_or(0, |at| hours::elapsed(opened, at)),
        "waitingOnCustomerTime": 0,
    })
}

fn is_answer(entry: &Entry) -> bool {
    entry.kind == EntryKind::Message && matches!(entry.by, Author::Agent(_))
}

fn people(world: &World, case: &Case) -> Value {
    let person = world.person(case.person);
    let is_slack = case.channel == Channel::Slack;
    let known = |key: &&str| is_slack || customers::knows_domain(world, key);
    let customer = person.organization.filter(known);
    let mut columns = json!({
        "customerId": customer.map(|key| customers::id(world, key)),
        "assignedToUserId": case.assignee.map(users::agent_id),
        "submitterUserId": users::person_id(person.key),
        "followers": followers(world, case),
    });
    if !is_slack {
        columns["submitterUser"] = correspondent(person, case.number);
    }
    if case.number.is_multiple_of(6) {
        columns["collaborators"] = settings::collaborators(case.assignee);
    }
    columns
}

/// Whoever wrote by mail is known by the address of the mail, and sometimes by nothing else.
fn correspondent(person: &Person, number: u32) -> Value {
    if number % 2 == 1 {
        return json!({ "email": person.email });
    }
    let name = format!("{} {}", person.first_name, person.last_name);
    json!({ "id": users::person_id(person.key), "name": name, "email": person.email })
}

fn followers(world: &World, case: &Case) -> Value {
    let others = world.agents.iter();
    let mut others = others.filter(|agent| Some(agent.key) != case.assignee);
    let follower = others.next().filter(|_| case.number.is_multiple_of(4));
    let entry = |id: String| json!({ "userId": id, "entityId": id });
    follower
        .map(|agent| entry(users::agent_id(agent.key)))
        .into_iter()
        .collect()
}

fn kind(case: &Case) -> Value {
    let is_fault = case.number % 4 == 1;
    let mut columns = json!({
        "ticketTypeId": is_fault.then(settings::bike_fault_id),
        "ticketTypeFields": if is_fault { settings::bike_fault_values() } else { json!({}) },
        "category": case.tags.first(),
        // Seen as a text and as a number.
        "sentiment": match case.number % 3 {
            0 => json!("neutral"),
            1 => Value::Null,
            _ => json!(0.25),
        },
    });
    if case.number % 5 == 4 {
        columns["metadata"] = json!({ "origin": "fleet-console" });
    }
    columns
}

/// Notes are nobody's latest word to the customer.
fn ends(messages: &[Value]) -> Value {
    let is_public = |row: &&Value| row["triageThreadId"].is_null() && row["isPrivateNote"] == false;
    let latest = messages.iter().rev().find(is_public);
    json!({
        "initialMessageId": messages.first().map(|row| &row["id"]),
        "latestMessageId": latest.map(|row| &row["id"]),
    })
}
