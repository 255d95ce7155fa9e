//! Contacts by what is known of them.

use super::Desk;
use crate::model::{Contact, ContactCondition as Is, ContactQuery, Id, PageRequest, TimeRange};
use crate::provider::Provider as _;

impl Desk {
    /// Everybody who meets the condition, and how many calls it took.
    async fn found(&self, condition: Is) -> (Vec<Contact>, usize) {
        let query = ContactQuery {
            conditions: vec![condition],
            ..ContactQuery::default()
        };
        let plan = self.unthread.plan_contacts(&query);
        assert_eq!(plan.pushed.is_empty(), !plan.can_match);
        self.requests();
        let mut request = PageRequest::first(3);
        let mut contacts = Vec::new();
        loop {
            let page = self.unthread.contacts(&self.context, &query, request);
            let page = page.await.unwrap();
            contacts.extend(page.items);
            let position = page.next;
            if position.is_none() {
                return (contacts, self.requests().len());
            }
            request = PageRequest { size: 3, position };
        }
    }

    async fn everybody(&self) -> Vec<Contact> {
        let every = ContactQuery::default();
        let page = self
            .unthread
            .contacts(&self.context, &every, PageRequest::first(100));
        page.await.unwrap().items
    }

    /// Somebody with an address and a Slack user.
    async fn somebody(&self) -> Contact {
        let mut people = self.everybody().await.into_iter();
        let is_known = |one: &Contact| !one.emails.is_empty() && !one.external_ids.is_empty();
        people.find(is_known).unwrap()
    }
}

#[tokio::test]
async fn an_address_costs_two_calls_and_an_unknown_one_costs_one() {
    let desk = Desk::open().await;
    let one = desk.somebody().await;
    let address = one.emails[0].value.clone();
    for spelling in [address.clone(), address.to_uppercase()] {
        let (found, calls) = desk.found(Is::Email(spelling)).await;
        assert_eq!((found.as_slice(), calls), ([one.clone()].as_slice(), 2));
    }
    for nobody in ["nobody@example.test", "\"@x", "') OR 1=1 --", "%"] {
        let (found, calls) = desk.found(Is::Email(nobody.to_owned())).await;
        assert_eq!((found.len(), calls), (0, 1), "{nobody}");
    }
}

#[tokio::test]
async fn an_agent_is_nobody_to_be_found() {
    let desk = Desk::open().await;
    let agents = desk.unthread.agents(&desk.context, PageRequest::first(1));
    let agent = agents.await.unwrap().items.remove(0);
    let (found, _) = desk.found(Is::Email(agent.email.unwrap())).await;
    assert!(found.is_empty());
    let id = Id::new(desk.unthread.key(), agent.id.native());
    assert!(desk.found(Is::Ids(vec![id])).await.0.is_empty());
}

#[tokio::test]
async fn users_are_found_by_their_ids_here_and_in_slack() {
    let desk = Desk::open().await;
    let all = desk.everybody().await;
    let ids: Vec<_> = all[1..6].iter().map(|one| one.id.clone()).collect();
    let (found, _) = desk.found(Is::Ids(ids)).await;
    assert_eq!(found, all[1..6]);
    let one = desk.somebody().await;
    let slack = one.external_ids[0].value.clone();
    assert_eq!(desk.found(Is::ExternalId(slack)).await, (vec![one], 2));
}

#[tokio::test]
async fn what_no_user_has_costs_nothing() {
    let desk = Desk::open().await;
    let phone = Is::Phone("+47 22 33 44 55".to_owned());
    assert_eq!(desk.found(phone).await, (Vec::new(), 0));
    let unlike = Is::ExternalId("crm:7".to_owned());
    assert_eq!(desk.found(unlike).await, (Vec::new(), 0));
    let since_ever = ContactQuery {
        conditions: vec![Is::CreatedAt(TimeRange::default())],
        ..ContactQuery::default()
    };
    assert_eq!(
        desk.unthread.plan_contacts(&since_ever).unsupported.len(),
        1
    );
}
