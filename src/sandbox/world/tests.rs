//! What the providers and their readers may rely on.

use std::collections::BTreeSet;

use crate::model::ProviderKind;

use super::{Author, Case, Channel, Entry, EntryKind, Priority, State, World};

fn long(world: &World, desk: ProviderKind) -> usize {
    let lengths = world.cases_at(desk).map(|case| case.entries.len());
    lengths.max().unwrap()
}

#[test]
fn every_desk_has_its_number_of_cases_and_one_long_one() {
    let world = World::new();
    let told = ProviderKind::ALL.map(|desk| (world.cases_at(desk).count(), long(&world, desk)));
    assert_eq!(told, [(24, 105), (20, 30), (28, 60), (22, 120), (27, 48)]);
    let long_ones = world.cases.iter().filter(|case| case.entries.len() > 15);
    assert_eq!(long_ones.count(), 5);
    let entries: usize = world.cases.iter().map(|case| case.entries.len()).sum();
    assert_eq!(entries, 870);
    assert_eq!((world.agents.len(), world.teams.len()), (7, 3));
    assert_eq!((world.organizations.len(), world.people.len()), (8, 45));
}

#[test]
fn cases_and_entries_are_in_the_order_they_happened() {
    let world = World::new();
    let begin: jiff::Timestamp = "2026-11-06T00:00:00Z".parse().unwrap();
    let end: jiff::Timestamp = "2026-11-20T17:00:00Z".parse().unwrap();
    assert!(world.cases.is_sorted_by_key(|case| case.entries[0].at));
    for case in &world.cases {
        assert!(
            case.entries.is_sorted_by(|a, b| a.at < b.at),
            "{} {}",
            case.desk,
            case.number
        );
        assert!(
            case.entries
                .iter()
                .all(|entry| begin <= entry.at && entry.at <= end)
        );
        assert_eq!(case.entries[0].by, Author::Person(case.person));
    }
    for desk in ProviderKind::ALL {
        assert!(
            world
                .cases_at(desk)
                .map(|case| case.number)
                .eq(1..=u32::try_from(world.cases_at(desk).count()).unwrap())
        );
    }
}

#[test]
fn every_key_leads_somewhere_and_is_used_once() {
    let world = World::new();
    let keys: BTreeSet<&str> = world.people.iter().map(|person| person.key).collect();
    assert_eq!(keys.len(), world.people.len());
    for person in &world.people {
        if let Some(key) = person.organization {
            assert!(
                world
                    .organizations
                    .iter()
                    .any(|organization| organization.key == key),
                "{key}"
            );
        }
        assert!(!person.desks.is_empty(), "{} asks nothing", person.key);
    }
    for agent in &world.agents {
        assert!(
            world.teams.iter().any(|team| team.key == agent.team),
            "{}",
            agent.key
        );
    }
    for entry in world.cases.iter().flat_map(|case| &case.entries) {
        match entry.by {
            Author::Person(key) => drop(world.person(key).clone()),
            Author::Agent(key) => drop(world.agent(key).clone()),
            Author::Bot | Author::System => (),
        }
    }
}

#[test]
fn people_sit_at_the_desks_where_they_have_cases() {
    let world = World::new();
    for person in &world.people {
        for desk in ProviderKind::ALL {
            let asks = world.cases_at(desk).any(|case| case.person == person.key);
            assert_eq!(
                person.desks.contains(&desk),
                asks,
                "{} at {desk}",
                person.key
            );
        }
    }
    let with_email = world.people.iter().filter(|person| person.email.is_some());
    assert_eq!(
        with_email.filter(|person| person.desks.len() > 1).count(),
        35
    );
    let phones: Vec<_> = world
        .people
        .iter()
        .filter_map(|person| person.phone)
        .collect();
    let different: BTreeSet<_> = phones.iter().collect();
    assert_eq!(phones.len() - different.len(), 1);
}

#[test]
fn a_person_can_be_reached_the_way_they_asked() {
    let world = World::new();
    for case in &world.cases {
        let person = world.person(case.person);
        match case.channel {
            Channel::Email | Channel::Slack => assert!(person.email.is_some(), "{}", person.key),
            Channel::Phone | Channel::WhatsApp => assert!(person.phone.is_some(), "{}", person.key),
            Channel::Chat | Channel::InProduct | Channel::Api => (),
        }
    }
}

#[test]
fn a_desk_tells_only_what_it_can_express() {
    for case in &World::new().cases {
        let fits = match case.desk {
            ProviderKind::Unthread => unthread_has(case),
            ProviderKind::Cord => cord_has(case),
            ProviderKind::HelpScout => help_scout_has(case),
            ProviderKind::PostHog => posthog_has(case),
            ProviderKind::Nimchat => nimchat_has(case),
        };
        assert!(fits, "{} {}: {case:?}", case.desk, case.number);
    }
}

fn unthread_has(case: &Case) -> bool {
    matches!(case.channel, Channel::Slack | Channel::Email)
        && matches!(
            case.state,
            State::Open
                | State::InProgress
                | State::OnHold
                | State::Snoozed { .. }
                | State::Resolved
        )
        && case.team.is_none()
}

fn cord_has(case: &Case) -> bool {
    let speaks = |entry: &Entry| matches!(entry.by, Author::Person(_) | Author::Agent(_));
    let kinds = |entry: &Entry| !matches!(entry.kind, EntryKind::Note | EntryKind::Assigned);
    case.channel == Channel::InProduct
        && matches!(case.state, State::Open | State::Resolved)
        && case.priority.is_none()
        && case.tags.is_empty()
        && case.assignee.is_none()
        && case.team.is_none()
        && case
            .entries
            .iter()
            .all(|entry| speaks(entry) && kinds(entry))
}

fn help_scout_has(case: &Case) -> bool {
    matches!(
        case.channel,
        Channel::Email | Channel::Chat | Channel::Phone
    ) && matches!(
        case.state,
        State::Open | State::Pending | State::Snoozed { .. } | State::Resolved | State::Spam
    ) && case.priority.is_none()
        && (case.assignee.is_none() || case.team.is_none())
}

fn posthog_has(case: &Case) -> bool {
    matches!(
        case.channel,
        Channel::Email | Channel::Chat | Channel::Slack
    ) && !matches!(case.state, State::InProgress | State::Spam)
        && case.priority != Some(Priority::Urgent)
        && (case.assignee.is_none() || case.team.is_none())
}

fn nimchat_has(case: &Case) -> bool {
    matches!(
        case.channel,
        Channel::Chat | Channel::WhatsApp | Channel::Email | Channel::Api
    ) && matches!(
        case.state,
        State::Open | State::Pending | State::Snoozed { .. } | State::Resolved
    )
}

#[test]
fn a_case_is_resolved_exactly_if_its_last_change_says_so() {
    for case in &World::new().cases {
        let mut changes = case.entries.iter().rev().map(|entry| entry.kind);
        let last = changes.find(|kind| matches!(kind, EntryKind::Resolved | EntryKind::Reopened));
        let ends = last == Some(EntryKind::Resolved);
        assert_eq!(
            case.state == State::Resolved,
            ends,
            "{} {}",
            case.desk,
            case.number
        );
        if ends {
            assert_eq!(case.entries.last().unwrap().kind, EntryKind::Resolved);
        }
    }
}

#[test]
fn merging_by_last_activity_alternates_between_the_desks() {
    let world = World::new();
    let last = |case: &&Case| case.entries.last().unwrap().at;
    let mut cases: Vec<&Case> = world.cases.iter().collect();
    cases.sort_by_key(last);
    let changes = cases
        .windows(2)
        .filter(|pair| pair[0].desk != pair[1].desk)
        .count();
    assert!(changes > 80, "{changes}");
    let ties = cases
        .windows(2)
        .filter(|pair| last(&pair[0]) == last(&pair[1]));
    let (same, other): (Vec<_>, Vec<_>) = ties.partition(|pair| pair[0].desk == pair[1].desk);
    assert_eq!((same.len(), other.len()), (5, 3));
}

#[test]
fn nobody_says_the_same_twice_in_a_row() {
    for case in &World::new().cases {
        for pair in case.entries.windows(2) {
            assert_ne!(pair[0].text, pair[1].text, "{} {}", case.desk, case.number);
        }
        assert!(
            !case.entries.iter().any(|entry| entry.text.contains('{')),
            "{} {}",
            case.desk,
            case.number
        );
        assert!(!case.subject.contains('{'), "{}", case.subject);
    }
}

#[test]
fn some_texts_look_dangerous_and_some_bring_files() {
    let world = World::new();
    let entries = || world.cases.iter().flat_map(|case| &case.entries);
    let with = |needle: &str| {
        entries()
            .filter(|entry| entry.text.contains(needle))
            .count()
    };
    assert!(with("<script>alert(1)</script>") > 0);
    assert!(with("&") > 5 && with("https://") > 5 && with("\n\n") > 50 && with("🙏") > 0);
    assert!(entries().filter(|entry| entry.file.is_some()).count() > 20);
    let files = || entries().filter_map(|entry| entry.file.as_ref());
    assert!(files().any(|file| file.name == "größe & maße.csv"));
    assert!(entries().any(|entry| entry.at.subsec_nanosecond() != 0));
}

#[test]
fn the_story_is_the_same_each_time() {
    assert_eq!(format!("{:?}", World::new()), format!("{:?}", World::new()));
}
