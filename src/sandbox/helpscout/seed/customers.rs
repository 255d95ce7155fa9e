//! People and companies of the story.

use jiff::{SignedDuration, Timestamp};

use crate::model::ProviderKind;
use crate::sandbox::helpscout::records::{Address, Customer, Entry, Organization};
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
    let id = ids::customer(world, person.key);
    let mut companies = world.organizations.iter();
    let company = person
        .organization
        .and_then(|key| companies.find(|company| company.key == key));
    let place = PLACES[rank % PLACES.len()];
    let job = JOBS[rank % JOBS.len()].filter(|_| company.is_some());
    let kind = if company.is_some() { "work" } else { "home" };
    // Some customers have a picture.
    let photo =
        (id.is_multiple_of(3)).then(|| format!("https://img.kestrelbikes.example/c/{id}.png"));
    let website = company.map(|company| Entry {
        id: id * 10 + 6,
        value: format!("https://{}", company.domain),
        kind: None,
    });
    Customer {
        first: Some(person.first_name.to_owned()),
        last: Some(person.last_name.to_owned()),
        gender: Some("Unknown".to_owned()),
        job_title: job.map(str::to_owned),
        location: place.map(str::to_owned),
        background: (rank % 4 == 1).then(|| "Prefers mail".to_owned()),
        photo_type: Some("unknown".to_owned()),
        photo_url: photo,
        organization: company.map(|company| ids::organization(world, company.key)),
        emails: entries(id * 10 + 1, emails(person), kind),
        phones: entries(id * 10 + 4, person.phone, kind),
        websites: Vec::from_iter(website),
        address: place.map(address),
        updated_at: last_asked(world, person).unwrap_or(created_at),
        ..Customer::unknown(id, created_at)
    }
}

fn entries<'a>(first: u64, values: impl IntoIterator<Item = &'a str>, kind: &str) -> Vec<Entry> {
    let entry = |(id, value): (u64, &str)| Entry {
        id,
        value: value.to_owned(),
        kind: Some(kind.to_owned()),
    };
    (first..).zip(values).map(entry).collect()
}

fn address(city: &str) -> Address {
    let country = if city == "London" { "GB" } else { "NO" };
    Address {
        city: city.to_owned(),
        country: country.to_owned(),
        lines: vec!["Harbour Street 1".to_owned()],
        ..Address::default()
    }
}

/// The addresses of a person, the main one first. One of them writes from two.
fn emails(person: &Person) -> impl Iterator<Item = &'static str> {
    let second = (person.key == "grace").then_some("grace@adeyemi.example");
    person.email.into_iter().chain(second)
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
        name: one.name.to_owned(),
        domains: vec![one.domain.to_owned()],
        website: Some(format!("https://{}", one.domain)),
        description: None,
        location: None,
        logo_url: None,
        note: None,
        brand_color: None,
        phones: Vec::new(),
        created_at: date("2025-02-01T08:00:00Z"),
        updated_at: date("2025-02-01T08:00:00Z"),
    };
    world.organizations.iter().map(organization).collect()
}
