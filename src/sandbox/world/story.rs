//! The story itself: Kestrel Bikes ships firmware 4.2.0, recalls battery batch B2609 and charges its Care plan twice, all
//! within one fortnight of November 2026.

use jiff::Timestamp;

use crate::model::ProviderKind;

use super::dialogue::{self, Line, Scene};
use super::plan::{self, Row};
use super::{Agent, Case, Entry, Priority, State, World};
use super::{people, timeline};

/// Tells it from the beginning.
pub(super) fn tell() -> World {
    let mut world = World {
        agents: people::AGENTS.to_vec(),
        teams: people::TEAMS.to_vec(),
        organizations: people::ORGANIZATIONS.to_vec(),
        people: people::people(),
        cases: Vec::new(),
    };
    let slots = slots();
    for (nth, slot) in slots.iter().enumerate() {
        let opened = timeline::opened(nth, slots.len());
        let before = |earlier: &&Slot| std::ptr::eq(earlier.row.topic, slot.row.topic);
        let asked_before = slots[..nth].iter().filter(before).count();
        let told = case(&world, slot, (nth, asked_before), opened);
        world.cases.push(told);
    }
    world.cases.sort_by_key(|case| case.entries[0].at);
    tie(&mut world.cases);
    seat(&mut world);
    world
}

/// A row of the plan at its place in the story.
struct Slot {
    desk: ProviderKind,
    number: u32,
    row: &'static Row,
}

fn plan(desk: ProviderKind) -> &'static [Row] {
    match desk {
        ProviderKind::Unthread => plan::UNTHREAD,
        ProviderKind::Cord => plan::CORD,
        ProviderKind::HelpScout => plan::HELP_SCOUT,
        ProviderKind::PostHog => plan::POSTHOG,
        ProviderKind::Nimchat => plan::NIMCHAT,
    }
}

/// The rows of all desks, shuffled together like cards.
fn slots() -> Vec<Slot> {
    let mut slots = Vec::new();
    for desk in ProviderKind::ALL {
        let rows = plan(desk);
        for (index, (number, row)) in (1..).zip(rows).enumerate() {
            let place = (2 * index + 1) * 10_000 / rows.len();
            slots.push((place, Slot { desk, number, row }));
        }
    }
    slots.sort_by_key(|(place, _)| *place);
    slots.into_iter().map(|(_, slot)| slot).collect()
}

fn case(
    world: &World,
    slot: &Slot,
    (nth, asked_before): (usize, usize),
    opened: Timestamp,
) -> Case {
    let Row {
        person,
        topic,
        channel,
        state,
        count,
    } = *slot.row;
    let agent = agent(topic.team, nth);
    let scene = Scene {
        desk: slot.desk,
        row: slot.row,
        nth,
        asked_before,
        person: world.person(person),
        agent: agent.key,
        agent_name: agent.first_name,
        colleague: people::AGENTS[(nth + 3) % people::AGENTS.len()].key,
    };
    let assignment = assignment(slot, nth);
    Case {
        desk: slot.desk,
        number: slot.number,
        subject: dialogue::subject(&scene),
        channel,
        state,
        priority: priority(slot.desk, nth),
        person,
        assignee: assignment.agent.then_some(agent.key),
        team: assignment.team.then_some(topic.team),
        tags: tags(slot, nth),
        entries: entries(
            dialogue::lines(&scene),
            &timeline::times(opened, nth, count),
        ),
    }
}

/// The agent of the team whose turn it is.
fn agent(team: &str, nth: usize) -> &'static Agent {
    let members: Vec<&Agent> = people::AGENTS
        .iter()
        .filter(|agent| agent.team == team)
        .collect();
    members[nth % members.len()]
}

fn entries(lines: Vec<Line>, times: &[Timestamp]) -> Vec<Entry> {
    let entry = |(line, at): (Line, &Timestamp)| {
        let Line {
            by,
            kind,
            text,
            file,
        } = line;
        Entry {
            at: *at,
            by,
            kind,
            text,
            file,
        }
    };
    lines.into_iter().zip(times).map(entry).collect()
}

/// What a case is assigned to.
struct Assignment {
    agent: bool,
    team: bool,
}

fn assignment(slot: &Slot, nth: usize) -> Assignment {
    let is_untouched = slot.row.count == 1 || matches!(slot.row.state, State::New | State::Spam);
    let (agent, team) = match slot.desk {
        ProviderKind::Cord => (false, false),
        ProviderKind::Unthread => (!is_untouched, false),
        // Either an agent or a team.
        ProviderKind::HelpScout | ProviderKind::PostHog => (
            !is_untouched && !nth.is_multiple_of(4),
            nth.is_multiple_of(4),
        ),
        ProviderKind::Nimchat => (!is_untouched, !nth.is_multiple_of(3)),
    };
    let is_junk = slot.row.state == State::Spam;
    Assignment {
        agent,
        team: team && !is_junk,
    }
}

fn priority(desk: ProviderKind, nth: usize) -> Option<Priority> {
    let all = [
        None,
        Some(Priority::Medium),
        Some(Priority::High),
        Some(Priority::Low),
        Some(Priority::Urgent),
        Some(Priority::Medium),
        Some(Priority::High),
    ];
    let chosen = all[nth % all.len()];
    match desk {
        ProviderKind::Cord | ProviderKind::HelpScout => None,
        ProviderKind::PostHog => chosen.map(|priority| match priority {
            Priority::Urgent => Priority::High,
            other @ (Priority::Low | Priority::Medium | Priority::High) => other,
        }),
        ProviderKind::Unthread | ProviderKind::Nimchat => chosen,
    }
}

fn tags(slot: &Slot, nth: usize) -> Vec<&'static str> {
    if slot.desk == ProviderKind::Cord {
        return Vec::new();
    }
    let mut tags = slot.row.topic.tags.to_vec();
    if nth.is_multiple_of(5) {
        tags.truncate(1);
    }
    if nth % 8 == 3 {
        tags.push("vip");
    }
    tags
}

/// Cases whose last entry is at exactly the same time: between desks, and within one.
const TIES: &[[(ProviderKind, u32); 2]] = &[
    [(ProviderKind::Unthread, 9), (ProviderKind::HelpScout, 10)],
    [(ProviderKind::PostHog, 13), (ProviderKind::Nimchat, 15)],
    [(ProviderKind::Cord, 12), (ProviderKind::Unthread, 15)],
    [(ProviderKind::Cord, 8), (ProviderKind::Cord, 9)],
    [(ProviderKind::HelpScout, 16), (ProviderKind::HelpScout, 17)],
    [(ProviderKind::Nimchat, 18), (ProviderKind::Nimchat, 19)],
    [(ProviderKind::Unthread, 19), (ProviderKind::Unthread, 20)],
    [(ProviderKind::PostHog, 14), (ProviderKind::PostHog, 15)],
];

fn tie(cases: &mut [Case]) {
    for pair in TIES {
        let is_one =
            |case: &&mut Case| pair.contains(&(case.desk, case.number)) && case.entries.len() > 1;
        let mut both: Vec<&mut Entry> = cases
            .iter_mut()
            .filter(is_one)
            .filter_map(|case| case.entries.last_mut())
            .collect();
        let Some(latest) = both.iter().map(|entry| entry.at).max() else {
            continue;
        };
        for entry in &mut both {
            entry.at = latest;
        }
    }
}

/// Puts each person at the desks where they have a case.
fn seat(world: &mut World) {
    for person in &mut world.people {
        let is_at = |desk: &ProviderKind| {
            let mut cases = world.cases.iter();
            cases.any(|case| case.desk == *desk && case.person == person.key)
        };
        person.desks = ProviderKind::ALL.into_iter().filter(is_at).collect();
    }
}
