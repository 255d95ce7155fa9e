//! What questions cost, and who is found.

use super::{asked, started};
use crate::adapters::cord::Cord;
use crate::model::{
    Contact, ContactCondition as Who, ContactOrder, ContactQuery, ConversationCondition as Is,
    ConversationOrder, ConversationParts, ConversationQuery, PageRequest, ProviderKind,
};
use crate::provider::Provider;
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::CallContext;

fn desk(sandbox: &Sandbox) -> &RunningProvider {
    sandbox.provider(ProviderKind::Cord).unwrap()
}

/// Each path, and the query with its encoding undone.
fn sent(desk: &RunningProvider) -> Vec<String> {
    let requests = desk.requests().into_iter().map(|request| {
        let query = request.query.unwrap_or_default();
        let query = percent_encoding::percent_decode_str(&query).decode_utf8_lossy();
        format!("{}?{query}", request.path)
    });
    let sent = requests.filter(|request| !request.contains("/members"));
    let sent = sent.collect();
    desk.clear_requests();
    sent
}

async fn people(cord: &Cord, condition: Who) -> Vec<Contact> {
    let query = ContactQuery {
        conditions: vec![condition],
        order: ContactOrder::default(),
    };
    let plan = cord.plan_contacts(&query);
    assert_eq!(plan.pushed, query.conditions);
    let (context, page) = (CallContext::default(), PageRequest::first(5));
    let page = cord.contacts(&context, &query, page);
    page.await.unwrap().items
}

#[tokio::test]
async fn a_filtered_list_is_one_call() {
    let (sandbox, cord) = started(None).await;
    let query = ConversationQuery {
        conditions: vec![Is::NativeStatuses(vec!["resolved".to_owned()])],
        order: ConversationOrder::default(),
    };
    let (context, page) = (CallContext::default(), PageRequest::first(5));
    let page = cord.conversations(&context, &query, page, ConversationParts::CUSTOM_FIELDS);
    let page = page.await.unwrap();
    assert_eq!((page.items.len(), page.total), (5, Some(7)));
    assert_eq!(
        sent(desk(&sandbox)),
        [r#"/v1/threads?filter={"resolvedStatus":"resolved"}&limit=5"#]
    );
}

#[tokio::test]
async fn the_threads_of_somebody_are_those_they_wrote_in() {
    let (sandbox, cord) = started(None).await;
    let world = asked(&cord, &ConversationQuery::default(), 100).await;
    let contact = world[0].contact.clone().unwrap();
    desk(&sandbox).clear_requests();
    let query = ConversationQuery {
        conditions: vec![Is::Contacts(vec![contact.clone()])],
        order: ConversationOrder::default(),
    };
    let rows = asked(&cord, &query, 5).await;
    assert!(rows.iter().any(|row| row.id == world[0].id));
    let sent = sent(desk(&sandbox));
    let filter = format!(
        "/v1/messages?filter={{\"authorID\":\"{}\"}}&limit=1000",
        contact.native()
    );
    assert_eq!((&sent[0], sent.len()), (&filter, 1 + 2 * rows.len()));
}

#[tokio::test]
async fn everybody_is_found_by_address_group_and_id() {
    let (sandbox, cord) = started(None).await;
    let (context, every) = (CallContext::default(), ContactQuery::default());
    let world = cord
        .contacts(&context, &every, PageRequest::first(100))
        .await;
    let world = world.unwrap().items;
    desk(&sandbox).clear_requests();
    for contact in &world {
        let found = people(&cord, Who::Ids(vec![contact.id.clone()])).await;
        assert_eq!(
            found.iter().map(|one| &one.id).collect::<Vec<_>>(),
            [&contact.id]
        );
        assert_eq!(sent(desk(&sandbox)).len(), 1);
        let group = found[0].organization.clone().unwrap();
        let members = people(&cord, Who::Organizations(vec![group])).await;
        assert!(members.len() <= 5);
        let Some(email) = contact.emails.first() else {
            continue;
        };
        let found = people(&cord, Who::Email(email.value.to_uppercase())).await;
        assert_eq!(
            found.iter().map(|one| &one.id).collect::<Vec<_>>(),
            [&contact.id]
        );
        assert_eq!(sent(desk(&sandbox)), ["/v1/users?limit=1000"]);
    }
    let nowhere = Who::Organizations(vec![crate::model::Id::new(cord.key(), "nowhere")]);
    assert_eq!(people(&cord, nowhere).await, []);
}

#[tokio::test]
async fn the_members_of_a_group_are_its_people_without_the_agents() {
    let (_sandbox, cord) = started(None).await;
    let (context, every) = (CallContext::default(), ContactQuery::default());
    let world = cord
        .contacts(&context, &every, PageRequest::first(100))
        .await;
    let ids: Vec<_> = world.unwrap().items.into_iter().map(|one| one.id).collect();
    let parts = crate::model::ContactParts::ORGANIZATION;
    let batch = cord.contacts_by_id(&context, &ids, parts).await;
    let known: Vec<_> = batch
        .outcomes
        .into_values()
        .map(|one| one.unwrap().unwrap())
        .collect();
    for group in known.iter().filter_map(|one| one.organization.clone()) {
        let query = ContactQuery {
            conditions: vec![Who::Organizations(vec![group.clone()])],
            order: ContactOrder::default(),
        };
        let members = cord
            .contacts(&context, &query, PageRequest::first(100))
            .await;
        let mut members: Vec<_> = members
            .unwrap()
            .items
            .into_iter()
            .map(|one| one.id)
            .collect();
        let of_group = known
            .iter()
            .filter(|one| one.organization.as_ref() == Some(&group));
        let mut expected: Vec<_> = of_group.map(|one| one.id.clone()).collect();
        members.sort_by(|a, b| a.native().cmp(b.native()));
        expected.sort_by(|a, b| a.native().cmp(b.native()));
        assert_eq!(members, expected);
    }
}

#[tokio::test]
async fn a_page_is_as_long_as_asked_for_however_many_agents_stand_among_people() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let groups = cord.organizations(&context, PageRequest::first(100));
    let groups = groups.await.unwrap().items.into_iter().map(|one| one.id);
    let mut questions: Vec<_> = groups
        .map(|one| vec![Who::Organizations(vec![one])])
        .collect();
    questions.push(Vec::new());
    for conditions in questions {
        let every = ContactQuery {
            conditions,
            order: ContactOrder::default(),
        };
        let whole = cord
            .contacts(&context, &every, PageRequest::first(100))
            .await;
        let count = whole.unwrap().items.len();
        for size in 1..=count {
            let page = cord
                .contacts(&context, &every, PageRequest::first(size))
                .await;
            let found = page.unwrap().items.len();
            assert!(found >= size, "{found} of {size}: {every:?}");
        }
    }
}
