//! Conditions that the service does not take are checked in the rows.

use super::faults::refusal;
use super::{Desk, all_of, meeting};
use crate::model::{
    Contact, ContactCondition, ContactQuery, Conversation, ConversationCondition as Is,
    ConversationParts, Id, PageRequest, Priority, Related,
};
use crate::provider::Provider as _;

fn high() -> Is {
    Is::Priorities(vec![Priority::High, Priority::Urgent])
}

async fn world(desk: &Desk) -> (Vec<Conversation>, Related) {
    let world = desk
        .asked(&all_of(&[]), 100, ConversationParts::all())
        .await;
    desk.requests();
    world
}

fn ids(rows: &[Conversation]) -> Vec<&Id<Conversation>> {
    rows.iter().map(|row| &row.id).collect()
}

#[tokio::test]
async fn a_refused_condition_is_checked_and_not_asked_for_again() {
    let desk = Desk::open().await;
    let (rows, along) = world(&desk).await;
    let expected = meeting(&rows, &along, &[high()]);
    let expected: Vec<_> = expected.into_iter().map(|row| &row.id).collect();
    desk.provider()
        .fault(refusal().on("/conversations/list").times(1));
    for calls in [2, 1] {
        let (query, first) = (all_of(&[high()]), PageRequest::first(100));
        let parts = ConversationParts::empty();
        let page = desk
            .unthread
            .conversations(&desk.context, &query, first, parts);
        let page = page.await.unwrap();
        assert_eq!((ids(&page.items), page.total), (expected.clone(), None));
        assert_eq!(desk.requests().len(), calls);
    }
    // Another condition is not suspected.
    let assigned = all_of(&[Is::IsAssigned(true)]);
    let (rows, _) = desk.asked(&assigned, 100, ConversationParts::empty()).await;
    assert!(rows.len() < 24 && desk.requests().len() == 1);
}

#[tokio::test]
async fn what_is_known_to_work_is_not_given_up() {
    let desk = Desk::open().await;
    let (rows, along) = world(&desk).await;
    let company = rows.iter().find_map(|row| row.organization.clone());
    let conditions = [Is::Organizations(vec![company.unwrap()])];
    desk.provider()
        .fault(refusal().on("/conversations/list").times(1));
    let parts = ConversationParts::empty();
    let (found, _) = desk.asked(&all_of(&conditions), 100, parts).await;
    assert_eq!(found.len(), meeting(&rows, &along, &conditions).len());
    assert_eq!(desk.requests().len(), 2);
}

#[tokio::test]
async fn rows_that_do_not_tell_are_read_one_by_one() {
    let desk = Desk::open().await;
    let (rows, along) = world(&desk).await;
    let contact = rows.iter().find_map(|row| row.contact.clone());
    let conditions = [Is::Contacts(vec![contact.unwrap()])];
    // The conditions, and then the names of the fields as well.
    desk.provider()
        .fault(refusal().on("/conversations/list").times(2));
    let parts = ConversationParts::empty();
    let (found, _) = desk.asked(&all_of(&conditions), 100, parts).await;
    assert_eq!(found.len(), meeting(&rows, &along, &conditions).len());
    assert_eq!(desk.requests().len(), 3 + rows.len());
}

#[tokio::test]
async fn ids_that_the_list_refuses_are_read_one_by_one() {
    let desk = Desk::open().await;
    let (rows, _) = world(&desk).await;
    let mut wanted: Vec<_> = rows[2..6].iter().map(|row| row.id.clone()).collect();
    wanted.reverse();
    desk.provider()
        .fault(refusal().on("/conversations/list").times(1));
    let parts = ConversationParts::empty();
    let (found, _) = desk.asked(&all_of(&[Is::Ids(wanted)]), 100, parts).await;
    assert_eq!(ids(&found), ids(&rows[2..6]));
    assert_eq!(desk.requests().len(), 1 + found.len());
}

#[tokio::test]
async fn an_address_is_found_where_users_cannot_be_asked_for_it() {
    let desk = Desk::open().await;
    let contacts = async |conditions: Vec<ContactCondition>| -> Vec<Contact> {
        let query = ContactQuery {
            conditions,
            ..ContactQuery::default()
        };
        let request = PageRequest::first(100);
        let page = desk.unthread.contacts(&desk.context, &query, request);
        page.await.unwrap().items
    };
    let all = contacts(Vec::new()).await;
    let one = all.iter().find(|one| !one.emails.is_empty()).unwrap();
    let email = ContactCondition::Email(one.emails[0].value.clone());
    desk.requests();
    desk.provider().fault(refusal().on("/users/list").times(1));
    for calls in [3, 2] {
        let found = contacts(vec![email.clone()]).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), [one]);
        assert_eq!(desk.requests().len(), calls);
    }
    let ids = ContactCondition::Ids(vec![all[0].id.clone(), all[1].id.clone()]);
    desk.provider().fault(refusal().on("/users/list").times(1));
    assert_eq!(contacts(vec![ids]).await, all[..2]);
}
