//! Writes the story down in the provider's own way.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::world::{Agent, Author, Case, Entry, EntryKind, Person, State, World};

use super::content;
use super::ids::uuid;
use super::message::{Action, Message, Reaction, StoredFile};
use super::state::{Group, Metadata, Participant, Project, Thread, User};

/// The group of the agents.
pub(super) const SUPPORT: &str = "support";
/// The group of the people who belong to no company.
const RIDERS: &str = "riders";

/// The project as it stands at the end of the story.
pub(super) fn project(world: &World) -> Project {
    let agents = world.agents.iter().enumerate().map(agent);
    let people = world.people_at(ProviderKind::Cord).enumerate().map(person);
    let users: Vec<User> = agents.chain(people).collect();
    let threads = world
        .cases_at(ProviderKind::Cord)
        .map(|case| thread(world, case));
    Project {
        name: "Kestrel Fleet Console",
        threads: threads.collect(),
        groups: groups(world),
        uploads: Vec::new(),
        made: 0,
        users,
    }
}

fn agent((index, agent): (usize, &Agent)) -> User {
    User {
        id: agent.key.to_owned(),
        uuid: uuid(&format!("user {}", agent.key)),
        email: Some(agent.email.to_owned()),
        name: Some(format!("{} {}", agent.first_name, agent.last_name)),
        short_name: Some(agent.first_name.to_owned()),
        picture: Some(format!(
            "https://cdn.kestrelbikes.example/faces/{}.png",
            agent.key
        )),
        metadata: fields(json!({"role": "agent", "team": agent.team, "admin": agent.is_admin})),
        created: joined(index),
        is_active: true,
    }
}

fn person((index, person): (usize, &Person)) -> User {
    User {
        id: user_id(person),
        uuid: uuid(&format!("user {}", person.key)),
        email: person.email.map(str::to_owned),
        name: Some(format!("{} {}", person.first_name, person.last_name)),
        short_name: None,
        picture: None,
        metadata: fields(json!({"role": "contact"})),
        created: joined(50 + index),
        is_active: true,
    }
}

/// Some customers use addresses as ids, some their own keys.
fn user_id(person: &Person) -> String {
    match person.email {
        Some(email) if person.key.len().is_multiple_of(3) => email.to_owned(),
        _ => person.key.to_owned(),
    }
}

fn joined(index: usize) -> Timestamp {
    let opened: Timestamp = Timestamp::constant(1_767_600_000, 6_000_000);
    let days = i64::try_from(index).expect("there are few users");
    opened + SignedDuration::from_hours(24 * days)
}

/// The group of the agents, one per company, and one for everybody else. Agents are members of all, else they could not write.
fn groups(world: &World) -> Vec<Group> {
    let agents: Vec<String> = world
        .agents
        .iter()
        .map(|agent| agent.key.to_owned())
        .collect();
    let support = Group {
        id: SUPPORT.to_owned(),
        name: "Kestrel Support".to_owned(),
        metadata: Metadata::new(),
        members: agents.clone(),
        is_active: true,
    };
    let companies = world.organizations.iter().map(|organization| {
        let metadata = json!({"domain": organization.domain, "fleet": true});
        group(
            world,
            &agents,
            (organization.key, organization.name),
            metadata,
        )
    });
    let riders = group(world, &agents, (RIDERS, "Private Riders"), json!({}));
    [support]
        .into_iter()
        .chain(companies)
        .chain([riders])
        .collect()
}

fn group(world: &World, agents: &[String], (id, name): (&str, &str), metadata: Value) -> Group {
    let people = world.people_at(ProviderKind::Cord);
    let members = people.filter(|person| group_of(person) == id).map(user_id);
    Group {
        id: id.to_owned(),
        name: name.to_owned(),
        metadata: fields(metadata),
        members: agents.iter().cloned().chain(members).collect(),
        is_active: true,
    }
}

fn group_of(person: &Person) -> &'static str {
    person.organization.unwrap_or(RIDERS)
}

fn thread(world: &World, case: &Case) -> Thread {
    let asker = world.person(case.person);
    let first = &case.entries[0];
    let messages = messages(world, case);
    let page = ["/vehicles", "/updates", "/zones", "/reports"][case.number as usize % 4];
    let is_resolved = case.state == State::Resolved;
    Thread {
        id: thread_id(case.number),
        group_id: group_of(asker).to_owned(),
        name: case.subject.clone(),
        url: format!(
            "https://console.kestrelbikes.example{page}?view={}",
            case.number
        ),
        location: fields(json!({"page": page, "view": case.number})),
        metadata: metadata(case.number),
        extra_classnames: (case.number == 6).then(|| "pinned".to_owned()),
        created: first.at,
        resolved: is_resolved.then(|| last(case).at),
        subscribers: authors(&messages),
        participants: participants(case.number, &messages),
        typing: Vec::new(),
        messages,
    }
}

fn last(case: &Case) -> &Entry {
    case.entries.last().expect("a case has entries")
}

/// Mostly the customer's own ids, also awkward ones; where the customer gave none, the provider's.
pub(super) fn thread_id(number: u32) -> String {
    match number {
        4 | 13 => format!("cord:{}", uuid(&format!("thread {number}"))),
        11 => "case/11 größe".to_owned(),
        _ => format!("case-{}", 1000 + number),
    }
}

fn metadata(number: u32) -> Metadata {
    fields(match number % 3 {
        0 => json!({"vehicles": number * 7, "vip": number.is_multiple_of(2)}),
        1 => json!({"depot": "north"}),
        _ => json!({}),
    })
}

fn messages(world: &World, case: &Case) -> Vec<Message> {
    let entries = case.entries.iter().enumerate();
    let mut messages: Vec<Message> = entries
        .map(|(index, entry)| message(world, case, index, entry))
        .collect();
    if case.number == 8 {
        messages.insert(1, withdrawn(&messages[0], world.agents[1].key));
    }
    messages
}

/// A message that its author took back; it stays in every list.
fn withdrawn(before: &Message, author: &str) -> Message {
    let created = before.created + SignedDuration::from_millis(400);
    let content = content::from_text("Sorry, that was meant for another thread.");
    Message {
        deleted: Some(created + SignedDuration::from_secs(20)),
        ..Message::new("m-8-withdrawn".to_owned(), author, content, created)
    }
}

fn message(world: &World, case: &Case, index: usize, entry: &Entry) -> Message {
    let (author_id, display_name) = author(world, entry.by);
    let action = match entry.kind {
        EntryKind::Resolved => Some(Action::Resolved),
        EntryKind::Reopened => Some(Action::Unresolved),
        // The story has no notes and no assignments at this desk.
        EntryKind::Message | EntryKind::Note | EntryKind::Assigned => None,
    };
    let place = format!("{}-{}", case.number, index + 1);
    if let Some(action) = action {
        let id = format!("cord:{}", uuid(&format!("message {place}")));
        return Message {
            reactions: reactions(world, case, index, entry),
            ..Message::of_action(id, (&author_id, &display_name), action, entry.at)
        };
    }
    let content = match index % 7 {
        3 => content::markdown(&entry.text),
        _ => content::from_text(&entry.text),
    };
    let file = entry.file.as_ref().map(|file| StoredFile {
        uuid: uuid(&format!("file {place}")),
        owner_id: author_id.clone(),
        name: file.name.to_owned(),
        mime_type: file.mime_type.to_owned(),
        bytes: file.content(),
    });
    Message {
        reactions: reactions(world, case, index, entry),
        files: file.into_iter().map(Arc::new).collect(),
        updated: (index % 11 == 4).then(|| entry.at + SignedDuration::from_secs(45)),
        ..Message::new(format!("m-{place}"), &author_id, content, entry.at)
    }
}

/// Id and shown name of an author. The desk itself and bots never write here; the first agent stands in.
fn author(world: &World, by: Author) -> (String, String) {
    match by {
        Author::Person(key) => {
            let person = world.person(key);
            (
                user_id(person),
                format!("{} {}", person.first_name, person.last_name),
            )
        }
        Author::Agent(key) => (key.to_owned(), world.agent(key).first_name.to_owned()),
        Author::Bot | Author::System => {
            let agent = &world.agents[0];
            (agent.key.to_owned(), agent.first_name.to_owned())
        }
    }
}

fn reactions(world: &World, case: &Case, index: usize, entry: &Entry) -> Vec<Reaction> {
    let is_liked = index % 5 == 1 && matches!(entry.by, Author::Agent(_));
    let reaction = is_liked.then(|| Reaction {
        emoji: "👍".to_owned(),
        user_id: user_id(world.person(case.person)),
        at: entry.at + SignedDuration::from_secs(33),
    });
    reaction.into_iter().collect()
}

/// Everybody who wrote, each once, in order.
fn authors(messages: &[Message]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for message in messages {
        if !found.contains(&message.author_id) {
            found.push(message.author_id.clone());
        }
    }
    found
}

/// Everybody who wrote has seen the thread up to the last thing they wrote; once, somebody looked who is gone by now.
fn participants(number: u32, messages: &[Message]) -> Vec<Participant> {
    let seen_by = |id: &String| {
        let mut own = messages
            .iter()
            .rev()
            .filter(|message| message.author_id == *id);
        own.next().map(|message| message.created)
    };
    let authors = authors(messages);
    let mut participants: Vec<Participant> = authors
        .into_iter()
        .map(|id| Participant {
            last_seen: seen_by(&id),
            user_id: Some(id),
        })
        .collect();
    if number == 3 {
        participants.push(Participant {
            user_id: None,
            last_seen: None,
        });
    }
    participants
}

fn fields(value: Value) -> Metadata {
    match value {
        Value::Object(fields) => fields,
        _ => Metadata::new(),
    }
}
