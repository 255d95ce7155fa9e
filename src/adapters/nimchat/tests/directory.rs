//! Contacts, agents, teams, tags and inboxes.

use std::collections::HashSet;

use super::Desk;
use crate::model::{
    Agent, AgentParts, ChannelKind, Contact, ContactOrder, ContactParts, ConversationParts,
    DirectoryParts, Id, Inbox, Organization, OrganizationParts, PageRequest, ProviderKind, Tag,
    Team,
};
use crate::provider::Provider;
use crate::sandbox::world::World;

#[tokio::test]
async fn every_contact_who_left_something_is_listed_once() {
    let desk = Desk::open().await;
    let contacts = desk.contacts().await;
    let ids: HashSet<_> = contacts.iter().map(|contact| &contact.id).collect();
    let world = World::new();
    let people = world.people_at(ProviderKind::Nimchat);
    let known: Vec<_> = people
        .filter(|person| person.email.is_some() || person.phone.is_some())
        .collect();
    assert_eq!((contacts.len(), ids.len()), (known.len(), known.len()));
    let emails: HashSet<_> = contacts
        .iter()
        .filter_map(|contact| Some(contact.emails.first()?.value.as_str()))
        .collect();
    let told: HashSet<_> = known.iter().filter_map(|person| person.email).collect();
    assert_eq!(emails, told);
    let order = ContactOrder::default();
    let is_sorted = |pair: &[Contact]| order.key(&pair[0]) >= order.key(&pair[1]);
    assert!(contacts.windows(2).all(is_sorted));
    assert!(contacts.iter().all(|contact| contact.is_identified));
}

#[tokio::test]
async fn contacts_are_looked_up_one_by_one_also_those_that_no_list_shows() {
    let desk = Desk::open().await;
    let (_, along) = desk.all(ConversationParts::CONTACT).await;
    let visitor = along
        .contacts
        .iter()
        .find(|contact| !contact.is_identified)
        .unwrap();
    let mut ids = desk.strange::<Contact>();
    ids.push(visitor.id.clone());
    desk.asked();
    let batch = desk
        .nimchat
        .contacts_by_id(&desk.context, &ids, ContactParts::all())
        .await;
    // Of the strange ids only one is a number.
    assert_eq!(desk.asked().len(), 2);
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        let found = outcome.unwrap();
        assert_eq!(found.is_some(), id == visitor.id, "{id:?}");
        if let Some(found) = found {
            assert_eq!(found.known, ContactParts::all());
            assert_eq!(found.name, visitor.name);
            assert_eq!(found.created_at, visitor.created_at);
        }
    }
}

#[tokio::test]
async fn agents_are_picked_out_of_one_list() {
    let desk = Desk::open().await;
    let world = World::new();
    let agents = desk
        .nimchat
        .agents(&desk.context, PageRequest::first(5))
        .await
        .unwrap()
        .items;
    assert_eq!(agents.len(), world.agents.len());
    let mut ids = desk.strange::<Agent>();
    ids.extend(agents.iter().map(|agent| agent.id.clone()));
    desk.asked();
    let batch = desk
        .nimchat
        .agents_by_id(&desk.context, &ids, AgentParts::EMAIL)
        .await;
    assert_eq!(desk.asked().len(), 1);
    for (id, outcome) in batch.outcomes {
        let found = outcome.unwrap();
        assert_eq!(found, agents.iter().find(|agent| agent.id == id).cloned());
    }
}

#[tokio::test]
async fn the_teams_of_agents_come_from_the_teams() {
    let desk = Desk::open().await;
    let world = World::new();
    let agents = desk
        .nimchat
        .agents(&desk.context, PageRequest::first(5))
        .await
        .unwrap()
        .items;
    assert!(agents.iter().all(|agent| agent.teams.is_none()));
    let ids: Vec<_> = agents.iter().map(|agent| agent.id.clone()).collect();
    desk.asked();
    let batch = desk
        .nimchat
        .agents_by_id(&desk.context, &ids, AgentParts::TEAMS)
        .await;
    assert_eq!(desk.asked().len(), 2 + world.teams.len());
    for told in &world.agents {
        let mut agents = batch.outcomes.values().flatten().flatten();
        let of_mail = |agent: &&Agent| agent.email.as_deref() == Some(told.email);
        let agent = agents.find(of_mail).unwrap();
        let teams: Vec<_> = agent.teams.iter().flatten().collect();
        let names = batch.related.teams.iter();
        let names: Vec<_> = names.filter(|team| teams.contains(&&team.id)).collect();
        let own = world.teams.iter().find(|team| team.key == told.team);
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].name, own.unwrap().name.to_lowercase());
    }
}

#[tokio::test]
async fn teams_and_inboxes_are_picked_out_of_one_list() {
    let desk = Desk::open().await;
    let mut ids = desk.strange::<Team>();
    let teams = desk
        .nimchat
        .teams(&desk.context, PageRequest::first(5))
        .await;
    let teams = teams.unwrap().items;
    ids.extend(teams.iter().map(|team| team.id.clone()));
    let batch = desk
        .nimchat
        .teams_by_id(&desk.context, &ids, DirectoryParts::all())
        .await;
    for (id, outcome) in batch.outcomes {
        let listed = teams.iter().find(|team| team.id == id).cloned();
        assert_eq!(outcome.unwrap(), listed);
    }
    let mut ids = desk.strange::<Inbox>();
    let inboxes = desk
        .nimchat
        .inboxes(&desk.context, PageRequest::first(5))
        .await;
    let inboxes = inboxes.unwrap().items;
    let kinds: HashSet<_> = inboxes.iter().map(|inbox| inbox.channel.kind).collect();
    let told = [
        ChannelKind::Chat,
        ChannelKind::Api,
        ChannelKind::Email,
        ChannelKind::Whatsapp,
    ];
    assert_eq!(kinds, told.into_iter().collect());
    ids.extend(inboxes.iter().map(|inbox| inbox.id.clone()));
    desk.asked();
    let batch = desk
        .nimchat
        .inboxes_by_id(&desk.context, &ids, DirectoryParts::all())
        .await;
    assert_eq!(desk.asked().len(), 1);
    for (id, outcome) in batch.outcomes {
        let listed = inboxes.iter().find(|inbox| inbox.id == id).cloned();
        assert_eq!(outcome.unwrap(), listed);
    }
}

#[tokio::test]
async fn a_label_outside_the_catalogue_is_a_tag_if_a_conversation_carries_it() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(ConversationParts::TAGS).await;
    let used: HashSet<_> = rows
        .into_iter()
        .flat_map(|row| row.tags)
        .flatten()
        .collect();
    let catalogue = desk
        .nimchat
        .tags(&desk.context, PageRequest::first(5))
        .await;
    let catalogue = catalogue.unwrap().items;
    let outside = used
        .iter()
        .find(|id| !catalogue.iter().any(|tag| tag.id == **id))
        .expect("the story has none");
    let unused = ["no-such", "vip,hardware", "", "%"].map(|title| desk.id::<Tag>(title));
    let mut ids = vec![outside.clone(), catalogue[0].id.clone()];
    ids.extend(unused.clone());
    desk.asked();
    let batch = desk
        .nimchat
        .tags_by_id(&desk.context, &ids, DirectoryParts::DETAIL)
        .await;
    // The catalogue, and one count for each that could be a title.
    assert_eq!(desk.asked().len(), 4);
    let found = |id| batch.outcomes[id].as_ref().unwrap();
    let tag = found(outside).as_ref().unwrap();
    assert_eq!((tag.name.as_str(), &tag.color), (outside.native(), &None));
    assert_eq!(found(&catalogue[0].id).as_ref(), Some(&catalogue[0]));
    assert!(catalogue[0].color.is_some());
    assert!(unused.iter().all(|id| found(id).is_none()));
}

#[tokio::test]
async fn a_company_is_its_name_and_costs_nothing() {
    let desk = Desk::open().await;
    let halden: Id<Organization> = desk.id("Hotel Halden");
    let ids = [halden.clone(), desk.id(" ")];
    let batch = desk
        .nimchat
        .organizations_by_id(&desk.context, &ids, OrganizationParts::all())
        .await;
    let found = batch.outcomes[&halden].as_ref().unwrap().as_ref().unwrap();
    assert_eq!(found.name, "Hotel Halden");
    assert_eq!(batch.outcomes[&ids[1]].as_ref().unwrap(), &None);
    assert!(desk.asked().is_empty());
}
