//! Contacts, agents, organizations and tags.

use std::collections::HashSet;

use super::{Desk, HOSTILE};
use crate::model::{
    Agent, AgentParts, Assignee, Contact, ContactParts, ContactQuery, DirectoryParts, Id,
    Organization, OrganizationParts, PageRequest, ProviderKind, Tag,
};
use crate::provider::{Batch, Provider as _};
use crate::sandbox::world::World;

impl Desk {
    /// Every contact, read in pages of this size.
    async fn contacts(&self, size: usize) -> Vec<Contact> {
        let mut request = PageRequest::first(size);
        let mut contacts = Vec::new();
        loop {
            let page = self
                .unthread
                .contacts(&self.context, &ContactQuery::default(), request)
                .await
                .unwrap();
            contacts.extend(page.items);
            let position = page.next;
            if position.is_none() {
                return contacts;
            }
            request = PageRequest { size, position };
        }
    }

    async fn agents(&self) -> Vec<Agent> {
        let page = self
            .unthread
            .agents(&self.context, PageRequest::first(100))
            .await;
        page.unwrap().items
    }

    async fn organizations(&self) -> Vec<Organization> {
        let request = PageRequest::first(100);
        let page = self.unthread.organizations(&self.context, request).await;
        page.unwrap().items
    }

    /// The ids of these objects, and some that nobody has.
    fn ids<T>(&self, all: &[T], id_of: impl Fn(&T) -> &Id<T>) -> Vec<Id<T>> {
        let real = all.iter().map(|one| id_of(one).clone());
        let hostile = HOSTILE
            .iter()
            .map(|native| Id::new(self.unthread.key(), *native));
        real.chain(hostile).collect()
    }
}

/// What was found, and how many ids were not.
fn found<T>(batch: Batch<T>) -> (Vec<T>, usize) {
    let (mut found, mut missing) = (Vec::new(), 0);
    for outcome in batch.outcomes.into_values() {
        match outcome.unwrap() {
            Some(object) => found.push(object),
            None => missing += 1,
        }
    }
    (found, missing)
}

#[tokio::test]
async fn contacts_are_the_people_of_the_story_and_agents_its_team() {
    let desk = Desk::open().await;
    let world = World::new();
    let name = |first: &str, last: &str| format!("{first} {last}");
    let people = world.people_at(ProviderKind::Unthread);
    let people: HashSet<_> = people
        .map(|one| name(one.first_name, one.last_name))
        .collect();
    let contacts = desk.contacts(4).await;
    assert_eq!(
        contacts.len(),
        world.people_at(ProviderKind::Unthread).count()
    );
    let names: HashSet<_> = contacts.into_iter().filter_map(|one| one.name).collect();
    assert_eq!(names, people);
    let team: HashSet<_> = world
        .agents
        .iter()
        .map(|one| name(one.first_name, one.last_name))
        .collect();
    let agents: HashSet<_> = desk
        .agents()
        .await
        .into_iter()
        .filter_map(|one| one.name)
        .collect();
    assert_eq!(agents, team);
}

#[tokio::test]
async fn many_users_cost_one_call_and_one_costs_one() {
    let desk = Desk::open().await;
    let contacts = desk.contacts(100).await;
    let ids = desk.ids(&contacts, |contact| &contact.id);
    desk.requests();
    let batch = desk
        .unthread
        .contacts_by_id(&desk.context, &ids, ContactParts::all())
        .await;
    assert_eq!(desk.requests().len(), 1);
    let (read, missing) = found(batch);
    assert_eq!((read.len(), missing), (contacts.len(), HOSTILE.len()));
    assert!(read.iter().all(|contact| contacts.contains(contact)));
    let agents = desk.agents().await;
    desk.requests();
    let one = [agents[0].id.clone()];
    let batch = desk
        .unthread
        .agents_by_id(&desk.context, &one, AgentParts::all())
        .await;
    assert_eq!(found(batch).0, agents[..1]);
    assert_eq!(desk.requests().len(), 1);
    let ids = desk.ids(&agents, |agent| &agent.id);
    let batch = desk
        .unthread
        .agents_by_id(&desk.context, &ids, AgentParts::all())
        .await;
    assert_eq!(found(batch).0.len(), agents.len());
}

#[tokio::test]
async fn organizations_have_domains_when_they_are_asked_for() {
    let desk = Desk::open().await;
    let world = World::new();
    let listed = desk.organizations().await;
    assert_eq!(listed.len(), world.organizations.len());
    assert!(
        listed
            .iter()
            .all(|one| !one.known.contains(OrganizationParts::DOMAINS))
    );
    assert!(
        listed
            .iter()
            .any(|one| matches!(one.primary_assignee, Some(Assignee::Agent(_))))
    );
    let ids = desk.ids(&listed, |organization| &organization.id);
    desk.requests();
    let all = OrganizationParts::all();
    let batch = desk
        .unthread
        .organizations_by_id(&desk.context, &ids, all)
        .await;
    assert_eq!(desk.requests().len(), 1);
    let (read, missing) = found(batch);
    assert_eq!((read.len(), missing), (listed.len(), HOSTILE.len()));
    assert!(read.iter().all(|one| one.known == all));
    let domains: HashSet<_> = read
        .iter()
        .flat_map(|one| one.email_domains.clone())
        .collect();
    let told: HashSet<_> = world
        .organizations
        .iter()
        .map(|one| one.domain.to_owned())
        .collect();
    assert!(!domains.is_empty() && domains.is_subset(&told));
    let one = [listed[0].id.clone()];
    let batch = desk
        .unthread
        .organizations_by_id(&desk.context, &one, OrganizationParts::TIMES)
        .await;
    assert_eq!(found(batch).0[0].name, listed[0].name);
}

#[tokio::test]
async fn tags_are_listed_and_read() {
    let desk = Desk::open().await;
    let page = desk
        .unthread
        .tags(&desk.context, PageRequest::first(100))
        .await
        .unwrap();
    let world = World::new();
    let cases = world.cases_at(ProviderKind::Unthread);
    let used: HashSet<&str> = cases.flat_map(|case| case.tags.clone()).collect();
    let names: HashSet<&str> = page.items.iter().map(|tag| tag.name.as_str()).collect();
    assert!(used.is_subset(&names) && names.contains("enterprise"));
    let ids: Vec<Id<Tag>> = desk.ids(&page.items, |tag| &tag.id);
    desk.requests();
    let all = DirectoryParts::all();
    let batch = desk.unthread.tags_by_id(&desk.context, &ids, all).await;
    assert_eq!(desk.requests().len(), 1);
    let (read, missing) = found(batch);
    assert_eq!((read.len(), missing), (page.items.len(), HOSTILE.len()));
    assert!(read.iter().all(|tag| page.items.contains(tag)));
    let one = [page.items[0].id.clone()];
    let batch = desk.unthread.tags_by_id(&desk.context, &one, all).await;
    assert_eq!(found(batch).0, page.items[..1]);
}
