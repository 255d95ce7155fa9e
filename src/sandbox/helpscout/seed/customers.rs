//! People and companies of the story.

use jiff::{SignedDuration, Timestamp};

use crate::model::ProviderKind;
use crate::sandbox::helpscout::records::{Customer, Organization};
use crate::sandbox::world::{Person, World};

use super::{date, ids, whole_second};

const JOBS: &[Option<&str>] = &[Some("Fleet manager"), None, Some("Office"), None];
const PLACES: &[Option<&str>] = &[Some("Bergen"), Some("London"), None];

/// The people who ever wrote to this desk.
pub(super) fn all(world: &World) -> Vec<Customer> {
    let people = world.people_at(ProviderKind::HelpScout);
    (0..)
        .zip(people)
        .map(|(rank, person)| customer(world, rank, person))
        .collect()
}

fn customer(world: &World, rank: usize, person: &Person) -> Customer {
    let created_at = joined(rank);
    let texts = |text: Option<&str>| text.map(str::to_owned).into_iter().collect();
    Customer {
        id: ids::customer(world, person.key),
        first: person.first_name.to_owned(),
        last: person.last_name.to_owned(),
        emails: emails(person),
        phones: texts(person.phone),
        organization: person.organization.map(|key| ids::organization(world, key)),
        job_title: JOBS[rank % JOBS.len()].filter(|_| person.organization.is_some()),
        location: PLACES[rank % PLACES.len()],
        background: (rank % 4 == 1).then_some("Prefers mail"),
        created_at,
        updated_at: last_asked(world, person).unwrap_or(created_at),
    }
}

/// The addresses of a person, the main one first. One of them writes from two.
fn emails(person: &Person) -> Vec<String> {
    let second = (person.key == "grace").then_some("grace@adeyemi.example");
    let all = person.email.into_iter().chain(second);
    all.map(str::to_owned).collect()
}

/// Customers came one after the other, long before the story.
fn joined(rank: usize) -> Timestamp {
    let seconds = 1_131_077 * i64::try_from(rank).expect("the story is short");
    let first = date("2025-03-01T09:30:00Z");
    first
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(first)
}

fn last_asked(world: &World, person: &Person) -> Option<Timestamp> {
    let cases = world.cases_at(ProviderKind::HelpScout);
    let own = cases.filter(|case| case.person == person.key);
    own.map(|case| whole_second(case.entries[0].at)).max()
}

/// The companies of the story, also those that never wrote to this desk.
pub(super) fn organizations(world: &World) -> Vec<Organization> {
    let organization = |one: &crate::sandbox::world::Organization| Organization {
        id: ids::organization(world, one.key),
        name: one.name,
        domain: one.domain,
        created_at: date("2025-02-01T08:00:00Z"),
    };
    world.organizations.iter().map(organization).collect()
}
