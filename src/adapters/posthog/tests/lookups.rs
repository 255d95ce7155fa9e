//! What questions cost, and who is found by address and identifier.

use std::collections::HashSet;

use super::{PostHog, all, context, desk, number_of, started, told};
use crate::model::{
    Condition as _, Contact, ContactCondition as Who, ContactOrder, ContactParts, ContactQuery,
    Conversation, ConversationCondition as Is, ConversationOrder, ConversationParts,
    ConversationQuery, Id, Page, PageRequest, Related,
};
use crate::provider::Provider;
use crate::sandbox::RunningProvider;
use crate::sandbox::world::World;

const TICKETS: &str = "/conversations/tickets/";

async fn listed(adapter: &PostHog, conditions: Vec<Is>) -> Page<Conversation> {
    let query = ConversationQuery {
        conditions,
        order: ConversationOrder::default(),
    };
    let parts = ConversationParts::all();
    let context = context();
    let page = adapter.conversations(&context, &query, PageRequest::first(5), parts);
    page.await.unwrap()
}

async fn people(adapter: &PostHog, condition: &Who) -> Vec<Contact> {
    let query = ContactQuery {
        conditions: vec![condition.clone()],
        order: ContactOrder::default(),
    };
    let plan = adapter.plan_contacts(&query);
    assert_eq!(
        (plan.pushed.as_slice(), plan.can_match),
        ([condition.clone()].as_slice(), true)
    );
    let page = adapter
        .contacts(&context(), &query, PageRequest::first(5))
        .await;
    let rows = page.unwrap().items.into_iter();
    let now = super::clock().now();
    rows.filter(|row| condition.holds(row, &Related::default(), now))
        .collect()
}

/// The last part of each path, and the query.
fn sent(desk: &RunningProvider) -> Vec<String> {
    let requests = desk.requests().into_iter().map(|request| {
        let path = request.path.trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or_default();
        format!("{name}?{}", request.query.unwrap_or_default())
    });
    let mut sent: Vec<_> = requests.collect();
    sent.sort_unstable();
    desk.clear_requests();
    sent
}

#[tokio::test]
async fn a_filtered_list_is_one_call() {
    let (sandbox, adapter) = started().await;
    let page = listed(
        &adapter,
        vec![
            Is::NativeStatuses(vec!["open".to_owned()]),
            Is::TagsAny(vec!["login".to_owned()]),
            Is::Contacts(vec![Id::new(adapter.key(), "distinct:nobody@mail.example")]),
        ],
    )
    .await;
    assert_eq!((page.items.len(), page.total), (0, Some(0)));
    assert_eq!(
        sent(desk(&sandbox)),
        [
            "tickets?status=open&distinct_ids=nobody%40mail.example&tags=%5B%22login%22%5D&limit=5&offset=0"
        ]
    );
}

#[tokio::test]
async fn each_number_is_one_call() {
    let (sandbox, adapter) = started().await;
    let numbers = ["9", "4"].map(str::to_owned).to_vec();
    let page = listed(&adapter, vec![Is::Numbers(numbers)]).await;
    assert_eq!((page.items.len(), page.total), (2, Some(2)));
    assert!(page.next.is_none() && !page.related.contacts.is_empty());
    assert_eq!(
        sent(desk(&sandbox)),
        [
            "tickets?search=4&limit=10&offset=0",
            "tickets?search=9&limit=10&offset=0"
        ]
    );
}

#[tokio::test]
async fn each_id_with_its_number_is_one_call_and_the_others_are_one() {
    let (sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let bare = |row: &Conversation| Id::new(adapter.key(), row.id.native());
    desk(&sandbox).clear_requests();
    let ids = vec![rows[9].id.clone(), bare(&rows[2]), bare(&rows[5])];
    let page = listed(&adapter, vec![Is::Ids(ids)]).await;
    let found: Vec<_> = page.items.iter().map(number_of).collect();
    assert_eq!(found, [2, 5, 9].map(|place| number_of(&rows[place])));
    let sent = sent(desk(&sandbox));
    assert_eq!(sent.len(), 2, "{sent:?}");
}

#[tokio::test]
async fn the_tickets_of_a_person_cost_two_calls_once_and_those_of_others_one() {
    let (sandbox, adapter) = started().await;
    let mut read = HashSet::new();
    for row in all(&adapter, 100).await {
        let contact = row.contact.unwrap();
        let is_person = !contact.native().starts_with("distinct:");
        let calls = if is_person && read.insert(contact.clone()) {
            2
        } else {
            1
        };
        desk(&sandbox).clear_requests();
        let page = listed(&adapter, vec![Is::Contacts(vec![contact])]).await;
        assert!(page.items.iter().any(|one| one.id == row.id));
        assert_eq!(sent(desk(&sandbox)).len(), calls);
    }
}

#[tokio::test]
async fn a_person_who_was_just_listed_or_read_is_not_read_again() {
    let (sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await.into_iter();
    let mut persons = rows
        .filter_map(|row| row.contact)
        .filter(|one| !one.native().starts_with("distinct:"));
    let (listed_one, read_one) = (persons.next().unwrap(), persons.last().unwrap());
    assert_ne!(listed_one, read_one);
    let (context, every) = (context(), ContactQuery::default());
    let page = adapter.contacts(&context, &every, PageRequest::first(100));
    let is_listed = |one: &Contact| one.id == listed_one;
    assert!(page.await.unwrap().items.iter().any(is_listed));
    let parts = ContactParts::all();
    let ids = std::slice::from_ref(&read_one);
    adapter.contacts_by_id(&context, ids, parts).await;
    for person in [listed_one, read_one] {
        desk(&sandbox).clear_requests();
        listed(&adapter, vec![Is::Contacts(vec![person])]).await;
        assert_eq!(sent(desk(&sandbox)).len(), 1);
    }
}

#[tokio::test]
async fn nobody_has_tickets_of_a_person_who_is_gone() {
    let (sandbox, adapter) = started().await;
    let gone = Id::new(adapter.key(), "0194b1c2-aaaa-7bbb-8ccc-1234567890ab");
    let page = listed(&adapter, vec![Is::Contacts(vec![gone])]).await;
    assert_eq!((page.items.len(), page.total), (0, Some(0)));
    let sent = sent(desk(&sandbox));
    assert!(sent.iter().all(|one| !one.contains(TICKETS)) && sent.len() == 1);
}

#[tokio::test]
async fn everybody_who_asked_is_found_by_address() {
    let (sandbox, adapter) = started().await;
    let world = World::new();
    let rows = all(&adapter, 100).await;
    let told = told(&world);
    desk(&sandbox).clear_requests();
    for row in rows {
        let Some(email) = world.person(told[&number_of(&row)].person).email else {
            continue;
        };
        let found = people(&adapter, &Who::Email(email.to_owned())).await;
        let ids: Vec<_> = found.into_iter().map(|contact| contact.id).collect();
        assert_eq!(ids, [row.contact.unwrap()]);
        assert_eq!(sent(desk(&sandbox)).len(), 2);
        let found = people(&adapter, &Who::Email(email.to_uppercase())).await;
        assert_eq!(
            found
                .into_iter()
                .map(|contact| contact.id)
                .collect::<Vec<_>>(),
            ids
        );
        assert_eq!(sent(desk(&sandbox)).len(), 3);
    }
    assert_eq!(people(&adapter, &Who::Email("a".to_owned())).await, []);
}

#[tokio::test]
async fn everybody_is_found_by_identifier_and_id() {
    let (sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let ids: Vec<_> = rows.into_iter().filter_map(|row| row.contact).collect();
    let known = people(&adapter, &Who::Ids(ids.clone())).await;
    assert!(
        ids.iter()
            .all(|id| known.iter().any(|contact| contact.id == *id))
    );
    desk(&sandbox).clear_requests();
    for contact in known {
        for external in contact.external_ids {
            let found = people(&adapter, &Who::ExternalId(external.value)).await;
            let ids: Vec<_> = found.into_iter().map(|contact| contact.id).collect();
            assert_eq!(ids, std::slice::from_ref(&contact.id));
            assert!(sent(desk(&sandbox)).len() <= 2);
        }
    }
    let nobody = Who::ExternalId("a,b\"".to_owned());
    assert_eq!(people(&adapter, &nobody).await, []);
}
