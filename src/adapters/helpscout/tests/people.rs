//! People, companies and the small lists of the account.

use std::collections::HashSet;

use super::{Desk, walked};
use crate::model::{
    AgentParts, Availability, ContactParts, ContactQuery, DirectoryParts, ProviderKind,
};
use crate::provider::{ErrorKind, Provider as _};
use crate::sandbox::world::World;

#[tokio::test]
async fn contacts_are_the_people_of_the_story() {
    let desk = Desk::open().await;
    let world = World::new();
    let every = ContactQuery::default();
    let contacts = walked(|request| desk.adapter.contacts(&desk.context, &every, request)).await;
    assert_eq!(
        contacts.len(),
        world.people_at(ProviderKind::HelpScout).count()
    );
    let names: HashSet<_> = contacts
        .iter()
        .map(|one| one.display_name().to_owned())
        .collect();
    for person in world.people_at(ProviderKind::HelpScout) {
        assert!(names.contains(&format!("{} {}", person.first_name, person.last_name)));
    }
    let mut ids: Vec<_> = contacts.iter().map(|one| one.id.clone()).collect();
    ids.extend(["../x", "a/b", "%", "", "4711"].map(|native| desk.id(native)));
    let parts = ContactParts::all();
    let batch = desk
        .adapter
        .contacts_by_id(&desk.context, &ids, parts)
        .await;
    for (id, outcome) in batch.outcomes {
        let told = contacts.iter().find(|contact| contact.id == id);
        assert_eq!(outcome.unwrap().as_ref(), told);
    }
}

#[tokio::test]
async fn organizations_are_found_by_one_and_by_many() {
    let desk = Desk::open().await;
    let all = walked(|request| desk.adapter.organizations(&desk.context, request)).await;
    assert_eq!(all.len(), World::new().organizations.len());
    let mut ids: Vec<_> = all.iter().map(|one| one.id.clone()).collect();
    ids.push(desk.id("../x"));
    let parts = crate::model::OrganizationParts::all();
    for ids in [&ids[..], &ids[..1], &ids[ids.len() - 1..]] {
        desk.quiet().await;
        let batch = desk
            .adapter
            .organizations_by_id(&desk.context, ids, parts)
            .await;
        assert!(desk.calls() <= 1);
        for (id, outcome) in batch.outcomes {
            let told = all.iter().find(|one| one.id == id);
            assert_eq!(outcome.unwrap().as_ref(), told);
        }
    }
    let row = desk.of_case(3).await;
    assert!(
        all.iter()
            .any(|one| Some(&one.id) == row.organization.as_ref())
    );
}

#[tokio::test]
async fn agents_tell_their_teams_and_whether_they_are_there() {
    let desk = Desk::open().await;
    let world = World::new();
    let agents = walked(|request| desk.adapter.agents(&desk.context, request)).await;
    assert_eq!(agents.len(), world.agents.len());
    let teams = walked(|request| desk.adapter.teams(&desk.context, request)).await;
    assert_eq!(teams.len(), world.teams.len());
    let mut ids: Vec<_> = agents.iter().map(|one| one.id.clone()).collect();
    ids.extend(["../x", "4711"].map(|native| desk.id(native)));
    desk.quiet().await;
    let parts = AgentParts::all();
    let batch = desk.adapter.agents_by_id(&desk.context, &ids, parts).await;
    // The users, their statuses, the teams, and the members of each.
    assert_eq!(desk.calls(), 3 + teams.len());
    let mut availabilities = HashSet::new();
    for agent in &agents {
        let found = batch.outcomes[&agent.id]
            .as_ref()
            .unwrap()
            .as_ref()
            .unwrap();
        assert_eq!(found.known, AgentParts::all());
        let told = world
            .agents
            .iter()
            .find(|one| Some(one.email) == found.email.as_deref());
        let team = world
            .teams
            .iter()
            .find(|team| team.key == told.unwrap().team)
            .unwrap();
        let own: Vec<_> = found.teams.iter().flatten().collect();
        let named = teams.iter().find(|one| one.name == team.name).unwrap();
        assert_eq!(own, [&named.id]);
        availabilities.insert(found.availability);
    }
    assert!(availabilities.contains(&Availability::Offline));
    assert!(batch.outcomes[&desk.id("../x")].as_ref().unwrap().is_none());
    desk.quiet().await;
    let parts = AgentParts::EMAIL;
    let batch = desk
        .adapter
        .agents_by_id(&desk.context, &ids[..1], parts)
        .await;
    assert_eq!(desk.calls(), 1);
    let found = batch.outcomes[&ids[0]].as_ref().unwrap();
    assert_eq!(found.as_ref(), Some(&agents[0]));
}

#[tokio::test]
async fn the_small_lists_are_picked_from() {
    let desk = Desk::open().await;
    let parts = DirectoryParts::all();
    let teams = walked(|request| desk.adapter.teams(&desk.context, request)).await;
    let tags = walked(|request| desk.adapter.tags(&desk.context, request)).await;
    let inboxes = walked(|request| desk.adapter.inboxes(&desk.context, request)).await;
    assert!(!teams.is_empty() && !tags.is_empty());
    assert_eq!(inboxes.len(), 3);
    let names: HashSet<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
    for case in World::new().cases_at(ProviderKind::HelpScout) {
        assert!(case.tags.iter().all(|tag| names.contains(tag)));
    }
    for count in [1, 2] {
        let ids: Vec<_> = teams.iter().take(count).map(|one| one.id.clone()).collect();
        let batch = desk.adapter.teams_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            teams.first()
        );
        let ids: Vec<_> = tags.iter().take(count).map(|one| one.id.clone()).collect();
        let batch = desk.adapter.tags_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            tags.first()
        );
        let ids: Vec<_> = inboxes
            .iter()
            .take(count)
            .map(|one| one.id.clone())
            .collect();
        let batch = desk.adapter.inboxes_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            inboxes.first()
        );
    }
    let gone = [desk.id("../x"), desk.id("4711")];
    let batch = desk.adapter.tags_by_id(&desk.context, &gone, parts).await;
    assert!(
        batch
            .outcomes
            .into_values()
            .all(|outcome| outcome.unwrap().is_none())
    );
}

#[tokio::test]
async fn a_wrong_secret_is_unauthorized() {
    let desk = Desk::open_with(Some("wrong")).await;
    let error = desk.adapter.check(&desk.context).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let desk = Desk::open().await;
    desk.adapter.check(&desk.context).await.unwrap();
}
