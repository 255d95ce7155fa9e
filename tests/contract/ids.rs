//! Ids survive their text form, and every id that is given leads to an object.

use std::collections::HashSet;

use deskgraph::model::{
    Actor, Agent, AgentParts, Contact, Conversation, GlobalId, Id, Inbox, Message, MessageParts,
    Noun, Organization, Page, PageRequest, Related, Tag, Team,
};

use super::listed::{Listed, all, found, of_each_noun, walk};
use super::messages::messages;
use super::setup::{Desk, at_every_desk};

/// The id as a client hands it back.
fn back<T: Noun>(desk: &Desk, id: &Id<T>) -> Id<T> {
    let back = GlobalId::parse_as::<T>(&id.to_global()).unwrap();
    desk.same("id", &back, id);
    desk.same("hint", back.hint(), id.hint());
    desk.check(back.parents().eq(id.parents()), || {
        format!("parents of {id:?}")
    });
    desk.same("source", back.source(), desk.provider.key());
    back
}

async fn leads_back<T: Listed>(desk: &Desk) {
    let listed = all::<T>(desk).await;
    let ids: Vec<Id<T>> = listed.iter().map(|one| back(desk, one.id())).collect();
    lead_somewhere(desk, "the list", ids).await;
}

/// Reads objects by their ids, each alone, as a client does that has nothing else.
async fn lead_somewhere<T: Listed>(
    desk: &Desk,
    origin: &str,
    ids: impl IntoIterator<Item = Id<T>>,
) {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id.clone()) {
            continue;
        }
        let id = back(desk, &id);
        let ids = std::slice::from_ref(&id);
        let mut batch = T::by_id(desk, ids, T::every_part()).await;
        let read = found(desk, &mut batch, &id);
        desk.check(read.is_some_and(|read| *read.id() == id), || {
            format!("{} {id:?} from {origin} leads nowhere", T::KIND.type_name())
        });
    }
}

#[tokio::test]
async fn a_listed_id_leads_back_to_its_object() {
    at_every_desk(|desk| async move {
        of_each_noun!(leads_back, &desk);
    })
    .await;
}

#[tokio::test]
async fn what_a_conversation_names_exists() {
    at_every_desk(|desk| async move {
        let desk = &*desk;
        let rows = all::<Conversation>(desk).await;
        let rows = || rows.iter().cloned();
        lead_somewhere::<Contact>(desk, "a row", rows().filter_map(|row| row.contact)).await;
        lead_somewhere::<Organization>(desk, "a row", rows().filter_map(|row| row.organization))
            .await;
        lead_somewhere::<Agent>(desk, "a row", rows().filter_map(|row| row.assignee)).await;
        lead_somewhere::<Team>(desk, "a row", rows().filter_map(|row| row.team)).await;
        lead_somewhere::<Inbox>(desk, "a row", rows().filter_map(|row| row.inbox)).await;
        let tags = rows().flat_map(|row| row.tags.unwrap_or_default());
        lead_somewhere::<Tag>(desk, "a row", tags).await;
        let people = |row: Conversation| [row.participants, row.followers];
        let people = rows().flat_map(people).flatten().flatten();
        exist(desk, people.collect()).await;
    })
    .await;
}

async fn exist(desk: &Desk, actors: Vec<Actor>) {
    let (mut agents, mut contacts) = (Vec::new(), Vec::new());
    for actor in actors {
        match actor {
            Actor::Agent(id) => agents.push(id),
            Actor::Contact(id) => contacts.push(id),
            Actor::Bot(_) | Actor::System(_) | Actor::Unknown(_) => {}
        }
    }
    lead_somewhere(desk, "an actor", agents).await;
    lead_somewhere(desk, "an actor", contacts).await;
}

#[tokio::test]
async fn a_message_and_who_it_names_are_found_again() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await.into_iter().take(8) {
            let listed = messages(&desk, &back(&desk, &row.id)).await;
            let authors = listed.iter().filter_map(|message| message.author.clone());
            exist(&desk, authors.collect()).await;
            for message in listed.into_iter().take(10) {
                let id = back(&desk, &message.id);
                back(&desk, &message.thread);
                let ids = std::slice::from_ref(&id);
                let read = desk
                    .provider
                    .messages_by_id(&desk.context, ids, MessageParts::all());
                let read = read.await.outcomes.remove(&id).unwrap().unwrap();
                desk.check(read.is_some_and(|read| read.id == id), || {
                    format!("message {id:?} leads nowhere")
                });
                for file in message.attachments.unwrap_or_default() {
                    back(&desk, &file.id);
                }
                if let Some(other) = message.in_reply_to {
                    is_message(&desk, &other).await;
                }
            }
        }
    })
    .await;
}

async fn is_message(desk: &Desk, id: &Id<Message>) {
    let ids = std::slice::from_ref(id);
    let read = desk
        .provider
        .messages_by_id(&desk.context, ids, MessageParts::all());
    let read = read.await.outcomes.remove(id).unwrap().unwrap();
    desk.check(read.is_some(), || {
        format!("the answered message {id:?} leads nowhere")
    });
}

async fn along<T: Listed>(desk: &Desk) {
    if !desk.can(T::LIST) {
        return;
    }
    let pages = walk(PageRequest::first(25), |request| T::list(desk, request)).await;
    for Page { related, .. } in pages.unwrap() {
        let Related {
            conversations,
            messages,
            contacts,
            organizations,
            agents,
            teams,
            tags,
            inboxes,
        } = related;
        for message in messages.iter().take(5) {
            is_message(desk, &message.id).await;
        }
        lead_somewhere(desk, "beside", conversations.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", contacts.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", organizations.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", agents.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", teams.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", tags.into_iter().map(|one| one.id)).await;
        lead_somewhere(desk, "beside", inboxes.into_iter().map(|one| one.id)).await;
    }
}

#[tokio::test]
async fn what_comes_along_exists() {
    at_every_desk(|desk| async move {
        of_each_noun!(along, &desk);
    })
    .await;
}

#[tokio::test]
async fn the_teams_of_an_agent_and_the_company_of_a_contact_exist() {
    at_every_desk(|desk| async move {
        let ids: Vec<_> = all::<Agent>(&desk)
            .await
            .into_iter()
            .map(|one| one.id)
            .collect();
        let mut batch = Agent::by_id(&desk, &ids, AgentParts::all()).await;
        let agents = ids.iter().filter_map(|id| found(&desk, &mut batch, id));
        let teams: Vec<_> = agents
            .flat_map(|agent| agent.teams.unwrap_or_default())
            .collect();
        lead_somewhere(&desk, "an agent", teams).await;
        let contacts = all::<Contact>(&desk).await.into_iter();
        lead_somewhere(
            &desk,
            "a contact",
            contacts.filter_map(|one| one.organization),
        )
        .await;
    })
    .await;
}
