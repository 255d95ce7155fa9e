//! Writes the story down in the provider's own way.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::model::ProviderKind;
use crate::sandbox::world::{Agent, Author, Case, Entry, EntryKind, Person, State, World};

use super::content;
use super::state::{
    Action, Group, Message, Metadata, Participant, Project, Reaction, StoredFile, Thread, User,
};

/// The group of the agents.
const SUPPORT: &str = "support";
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
    Message {
        id: "m-8-withdrawn".to_owned(),
        author_id: author.to_owned(),
        content: content::from_text("Sorry, that was meant for another thread."),
        created,
        updated: None,
        deleted: Some(created + SignedDuration::from_secs(20)),
        action: None,
        metadata: Metadata::new(),
        file: None,
        reactions: Vec::new(),
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
    let content = match action {
        Some(action) => content::action(&author_id, &display_name, action.words()),
        None if index % 7 == 3 => content::markdown(&entry.text),
        None => content::from_text(&entry.text),
    };
    Message {
        id: match action {
            Some(_) => format!("cord:{}", uuid(&format!("message {place}"))),
            None => format!("m-{place}"),
        },
        reactions: reactions(world, case, index, entry),
        file: entry.file.as_ref().map(|file| StoredFile {
            uuid: uuid(&format!("file {place}")),
            name: file.name,
            mime_type: file.mime_type,
            bytes: file.content(),
        }),
        author_id,
        content,
        created: entry.at,
        updated: (index % 11 == 4 && action.is_none())
            .then(|| entry.at + SignedDuration::from_secs(45)),
        deleted: None,
        action,
        metadata: Metadata::new(),
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
        emoji: "👍",
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

/// An id that looks random and is always the same.
fn uuid(name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

fn fields(value: Value) -> Metadata {
    match value {
        Value::Object(fields) => fields,
        _ => Metadata::new(),
    }
}
