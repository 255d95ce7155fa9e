//! People and the small lists of an account: walked, read by id, and asked for what is not there.

use std::collections::{BTreeSet, HashSet};

use deskgraph::model::{
    Agent, Contact, Id, Noun, Organization, PageRequest, ProviderKind, Tag, Team,
};
use deskgraph::provider::{Capability, ErrorKind};

use super::listed::{Listed, all, found, items, of_each_noun, walk};
use super::setup::{Desk, at_every_desk};
use super::story;

/// Ids that no provider gives: they must not lead to another path, another object or a failure.
pub(super) const HOSTILE: &[&str] = &[
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "/",
    "%",
    "%2e%2e",
    "%00",
    "?a=b#c",
    "ü 日本",
    "0",
    "-1",
    "999999999",
    "18446744073709551616",
    "no-such-thing",
];

fn hostile<T>(desk: &Desk) -> Vec<Id<T>> {
    let long = "9".repeat(10_000);
    let natives = HOSTILE.iter().copied().chain([long.as_str()]);
    natives
        .map(|native| Id::new(desk.provider.key(), native))
        .collect()
}

fn name<T: Noun>() -> &'static str {
    T::KIND.type_name()
}

async fn every_size_gives_the_same_list<T: Listed>(desk: &Desk) {
    if !desk.can(T::LIST) {
        return;
    }
    let whole: HashSet<_> = all::<T>(desk)
        .await
        .iter()
        .map(|one| one.id().clone())
        .collect();
    desk.check(!whole.is_empty(), || format!("no {} at all", name::<T>()));
    for size in [1, 7, 100] {
        let list = |request| T::list(desk, request);
        let pages = walk(PageRequest::first(size), list).await.unwrap();
        for page in &pages {
            let total = page.total.unwrap_or(whole.len() as u64);
            desk.same(
                &format!("total of {}", name::<T>()),
                total,
                whole.len() as u64,
            );
        }
        let ids: Vec<_> = items(pages).iter().map(|one| one.id().clone()).collect();
        desk.same(
            &format!("{} by {size}", name::<T>()),
            ids.len(),
            whole.len(),
        );
        let ids: HashSet<_> = ids.into_iter().collect();
        desk.check(ids == whole, || format!("{} by {size} differ", name::<T>()));
    }
}

#[tokio::test]
async fn a_list_is_the_same_in_pages_of_any_size() {
    at_every_desk(|desk| async move {
        of_each_noun!(every_size_gives_the_same_list, &desk);
    })
    .await;
}

async fn is_found_by_id<T: Listed>(desk: &Desk) {
    let listed = all::<T>(desk).await;
    let ids: Vec<_> = listed.iter().map(|one| one.id().clone()).collect();
    let mut wanted = T::each_part();
    wanted.push(T::every_part());
    for ids in [&ids[..], &ids[..ids.len().min(1)]] {
        for &parts in &wanted {
            let mut batch = T::by_id(desk, ids, parts).await;
            for id in ids {
                let read = found(desk, &mut batch, id);
                let is_it = read.as_ref().is_some_and(|read| read.id() == id);
                desk.check(is_it, || {
                    format!("{id:?} is listed and not found: {read:?}")
                });
                let known = read.map(|read| read.known());
                let covers = known.is_some_and(|known| T::covers(known, parts));
                desk.check(covers, || {
                    format!("{} {id:?} wanted {parts:?}, known {known:?}", name::<T>())
                });
            }
        }
    }
}

#[tokio::test]
async fn what_is_listed_is_found_by_its_id_with_all_wanted_parts() {
    at_every_desk(|desk| async move {
        of_each_noun!(is_found_by_id, &desk);
    })
    .await;
}

async fn unknown_is_none<T: Listed>(desk: &Desk) {
    if !desk.can(T::LIST) {
        return;
    }
    let hostile = hostile::<T>(desk);
    let known = all::<T>(desk).await;
    let known: Vec<_> = known.iter().take(3).map(|one| one.id().clone()).collect();
    let mixed: Vec<_> = known
        .iter()
        .chain(&hostile)
        .chain(&known)
        .cloned()
        .collect();
    let mut batch = T::by_id(desk, &mixed, T::every_part()).await;
    desk.same(
        "keys of the batch",
        batch.outcomes.len(),
        known.len() + hostile.len(),
    );
    for id in &known {
        let read = found(desk, &mut batch, id);
        desk.check(read.is_some(), || {
            format!("{id:?} is lost among unknown ones")
        });
    }
    for id in &hostile {
        let among_others = found(desk, &mut batch, id);
        let ids = std::slice::from_ref(id);
        let mut alone = T::by_id(desk, ids, T::every_part()).await;
        let alone = found(desk, &mut alone, id);
        desk.check(among_others.is_none() && alone.is_none(), || {
            format!("{} {id:?} is {among_others:?} and {alone:?}", name::<T>())
        });
    }
}

#[tokio::test]
async fn an_unknown_id_is_none_and_harms_no_other() {
    at_every_desk(|desk| async move {
        of_each_noun!(unknown_is_none, &desk);
    })
    .await;
}

#[tokio::test]
async fn the_team_of_the_story_is_listed() {
    at_every_desk(|desk| async move {
        if desk.can(Capability::AgentList) {
            let agents = all::<Agent>(&desk).await;
            let addresses: BTreeSet<_> = agents.into_iter().filter_map(|one| one.email).collect();
            for agent in &desk.world.agents {
                desk.check(addresses.contains(agent.email), || {
                    format!("no {}", agent.email)
                });
            }
        }
        if desk.can(Capability::TeamList) {
            let teams = all::<Team>(&desk).await;
            let names: BTreeSet<_> = teams.iter().map(|team| team.name.to_lowercase()).collect();
            for team in &desk.world.teams {
                let name = team.name.to_lowercase();
                desk.check(names.contains(&name), || format!("no {name} in {names:?}"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_tags_of_the_cases_are_listed() {
    at_every_desk(|desk| async move {
        if !desk.can(Capability::TagList) {
            return;
        }
        let tags = all::<Tag>(&desk).await;
        let names: BTreeSet<_> = tags.iter().map(|tag| tag.name.to_lowercase()).collect();
        // Labels that the catalogue does not know are on conversations of Nimchat alone.
        let is_whole = desk.kind != ProviderKind::Nimchat;
        for tag in desk.world.cases_at(desk.kind).flat_map(|case| &case.tags) {
            desk.check(!is_whole || names.contains(*tag), || {
                format!("no {tag} in {names:?}")
            });
        }
    })
    .await;
}

#[tokio::test]
async fn the_companies_and_people_who_asked_are_known() {
    at_every_desk(|desk| async move {
        let people = desk.world.people_at(desk.kind);
        if desk.can(Capability::ContactList) {
            let contacts = all::<Contact>(&desk).await;
            // Who only wrote without leaving an address is not listed everywhere.
            for person in people.filter(|person| person.email.is_some()) {
                let is_known = contacts.iter().any(|one| story::is_person(one, person));
                let is_partial = desk
                    .provider
                    .profile()
                    .capabilities
                    .of(Capability::ContactList);
                desk.check(is_known || is_partial.notes.is_some(), || {
                    format!("{} is not listed", person.key)
                });
            }
        }
        if desk.can(Capability::OrganizationRead) {
            let listed = all::<Organization>(&desk).await;
            let names: BTreeSet<_> = listed.iter().map(|one| one.name.as_str()).collect();
            let asked = desk.world.people_at(desk.kind);
            let asked: BTreeSet<_> = asked.filter_map(|person| person.organization).collect();
            let companies = desk.world.organizations.iter();
            for company in companies.filter(|one| asked.contains(one.key)) {
                desk.check(names.contains(company.name), || {
                    format!("no {} in {names:?}", company.name)
                });
            }
        }
    })
    .await;
}

async fn refuses_by_id<T: Listed>(desk: &Desk) {
    if desk.can(T::LIST) {
        return;
    }
    let request = PageRequest::first(5);
    let kind = T::list(desk, request).await.err().map(|error| error.kind);
    let what = format!("list of {}", name::<T>());
    desk.same(&what, kind, Some(ErrorKind::Unsupported));
}

#[tokio::test]
async fn a_list_that_is_not_declared_is_unsupported() {
    at_every_desk(|desk| async move {
        of_each_noun!(refuses_by_id, &desk);
    })
    .await;
}
