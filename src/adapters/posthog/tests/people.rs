//! Contacts, agents, teams and tags.

use std::collections::HashSet;

use super::{context, desk, number_of, started, told};
use crate::model::{
    AgentParts, ContactParts, ContactQuery, ConversationParts, ConversationQuery, DirectoryParts,
    Id, PageRequest, Team,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::world::World;

#[tokio::test]
async fn the_contact_is_who_asked_known_to_the_product_or_not() {
    let (_sandbox, adapter) = started().await;
    let world = World::new();
    let told = told(&world);
    let page = adapter
        .conversations(
            &context(),
            &ConversationQuery::default(),
            PageRequest::first(100),
            ConversationParts::all(),
        )
        .await
        .unwrap();
    let (mut persons, mut strangers) = (0, 0);
    for row in &page.items {
        let id = row.contact.as_ref().unwrap();
        let mut contacts = page.related.contacts.iter();
        let contact = contacts.find(|contact| contact.id == *id).unwrap();
        let person = world.person(told[&number_of(row)].person);
        if let Some(email) = person.email {
            assert_eq!(contact.emails[0].value, email);
            assert_eq!(contact.emails.len(), 1);
            let name = format!("{} {}", person.first_name, person.last_name);
            assert_eq!(contact.name, Some(name));
        } else {
            assert!(!contact.is_identified);
        }
        match id.native().strip_prefix("distinct:") {
            Some(_) => strangers += 1,
            None => persons += 1,
        }
    }
    assert!(persons > 0 && strangers > 0, "{persons} {strangers}");
}

#[tokio::test]
async fn contacts_are_read_again_by_their_ids() {
    let (sandbox, adapter) = started().await;
    let page = adapter
        .conversations(
            &context(),
            &ConversationQuery::default(),
            PageRequest::first(100),
            ConversationParts::all(),
        )
        .await
        .unwrap();
    let ids: HashSet<_> = page
        .items
        .iter()
        .filter_map(|row| row.contact.clone())
        .collect();
    let ids: Vec<_> = ids.into_iter().collect();
    desk(&sandbox).clear_requests();
    let batch = adapter
        .contacts_by_id(&context(), &ids, ContactParts::all())
        .await;
    assert_eq!(desk(&sandbox).requests().len(), ids.len());
    for (id, outcome) in batch.outcomes {
        let again = outcome.unwrap().unwrap();
        let mut contacts = page.related.contacts.iter();
        let first = contacts.find(|contact| contact.id == id).unwrap();
        assert_eq!(again.id, id);
        assert_eq!((&again.name, &again.emails), (&first.name, &first.emails));
        assert_eq!(again.is_identified, first.is_identified);
        assert_eq!(again.external_ids, first.external_ids);
    }
}

#[tokio::test]
async fn the_team_is_the_organization() {
    let (sandbox, adapter) = started().await;
    let world = World::new();
    let teams = adapter
        .teams(&context(), PageRequest::first(100))
        .await
        .unwrap()
        .items;
    let names: Vec<_> = teams.iter().map(|team| &*team.name).collect();
    assert_eq!(
        names,
        world.teams.iter().map(|team| team.name).collect::<Vec<_>>()
    );
    let agents = adapter
        .agents(&context(), PageRequest::first(3))
        .await
        .unwrap();
    assert_eq!(
        (agents.items.len(), agents.total),
        (3, Some(world.agents.len() as u64))
    );
    assert_eq!(agents.items[0].known, AgentParts::all() - AgentParts::TEAMS);
    let ids: Vec<_> = agents.items.iter().map(|agent| agent.id.clone()).collect();
    desk(&sandbox).clear_requests();
    let batch = adapter
        .agents_by_id(&context(), &ids, AgentParts::all())
        .await;
    assert_eq!(desk(&sandbox).requests().len(), 2);
    for (agent, id) in world.agents.iter().zip(&ids) {
        let found = batch.outcomes[id].as_ref().unwrap().as_ref().unwrap();
        assert_eq!(
            found.name,
            Some(format!("{} {}", agent.first_name, agent.last_name))
        );
        assert_eq!(found.email.as_deref(), Some(agent.email));
        let team = world
            .teams
            .iter()
            .position(|team| team.key == agent.team)
            .unwrap();
        assert_eq!(found.teams, Some(vec![teams[team].id.clone()]));
    }
    let wanted: Vec<Id<Team>> = teams.iter().map(|team| team.id.clone()).collect();
    let batch = adapter
        .teams_by_id(&context(), &wanted, DirectoryParts::all())
        .await;
    for team in &teams {
        assert_eq!(
            batch.outcomes[&team.id].as_ref().unwrap().as_ref(),
            Some(team)
        );
    }
}

#[tokio::test]
async fn tags_are_their_names_and_cost_nothing() {
    let (sandbox, adapter) = started().await;
    let ids = [Id::new(adapter.key(), "refund"), Id::new(adapter.key(), "")];
    let batch = adapter
        .tags_by_id(&context(), &ids, DirectoryParts::all())
        .await;
    let tag = batch.outcomes[&ids[0]].as_ref().unwrap().as_ref().unwrap();
    assert_eq!(tag.name, "refund");
    assert!(matches!(batch.outcomes[&ids[1]], Ok(None)));
    assert_eq!(desk(&sandbox).requests().len(), 0);
    let refused = adapter
        .tags(&context(), PageRequest::first(5))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn persons_are_walked_without_a_total() {
    let (_sandbox, adapter) = started().await;
    let mut request = PageRequest::first(4);
    let mut ids = Vec::new();
    loop {
        let page = adapter
            .contacts(&context(), &ContactQuery::default(), request)
            .await
            .unwrap();
        assert_eq!(page.total, None);
        ids.extend(page.items.into_iter().map(|contact| contact.id));
        let Some(next) = page.next else { break };
        request = PageRequest {
            size: 4,
            position: Some(next),
        };
    }
    let whole = adapter
        .contacts(
            &context(),
            &ContactQuery::default(),
            PageRequest::first(100),
        )
        .await
        .unwrap();
    assert!(ids.len() > 4);
    assert_eq!(
        ids,
        whole
            .items
            .into_iter()
            .map(|contact| contact.id)
            .collect::<Vec<_>>()
    );
}
