//! One person in several desks.

use std::collections::BTreeSet;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, only_error, text};
use crate::support::{TestGateway, key};

const WHO: &str = "query($by: ContactIdentityLookup!) {
    contactIdentity(by: $by) {
        displayName emails phones
        matches { confidence matchedBy contact { id source { key } emails { value } phones { value } isIdentified } }
        conversations(first: 100) { nodes { id contact { id } lastActivityAt } sources { source { key } status } }
        sources { source { key } status error { code } }
    }
}";

async fn who(gateway: &TestGateway, by: Value) -> Value {
    let answer = gateway.query_with(WHO, json!({ "by": by })).await;
    at(data(&answer), "/contactIdentity").clone()
}

/// Every contact that the desks list, with the fields that identify.
async fn everybody(gateway: &TestGateway) -> Vec<Value> {
    let query = "query($after: String) { contacts(first: 100, after: $after) {
        nodes { id source { key } displayName emails { value } phones { value } }
        pageInfo { hasNextPage endCursor }
    } }";
    let (mut people, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = gateway.query_with(query, json!({ "after": after })).await;
        let page = at(data(&answer), "/contacts").clone();
        people.extend(list(&page, "/nodes").iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            return people;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn values(person: &Value, pointer: &str) -> Vec<String> {
    let values = list(person, pointer).iter();
    values
        .map(|one| text(one, "/value").to_lowercase())
        .collect()
}

/// The address that most desks know, and the contacts that have it.
fn shared_address(people: &[Value]) -> (String, BTreeSet<String>) {
    let mut best = (String::new(), BTreeSet::new());
    for address in people.iter().flat_map(|one| values(one, "/emails")) {
        let having = people
            .iter()
            .filter(|one| values(one, "/emails").contains(&address));
        let ids: BTreeSet<_> = having.map(|one| text(one, "/id").to_owned()).collect();
        if ids.len() > best.1.len() {
            best = (address, ids);
        }
    }
    best
}

#[tokio::test]
async fn a_person_is_found_in_every_desk_by_address_whatever_the_case() {
    let gateway = TestGateway::start().await;
    let people = everybody(&gateway).await;
    let (address, expected) = shared_address(&people);
    assert!(expected.len() > 1, "nobody is in two desks");
    for written in [address.clone(), address.to_uppercase()] {
        let person = who(&gateway, json!({ "email": written })).await;
        let matches = list(&person, "/matches");
        let found: BTreeSet<_> = matches
            .iter()
            .map(|one| text(one, "/contact/id").to_owned())
            .collect();
        assert!(
            found.is_superset(&expected),
            "{written}: {found:?} {expected:?}"
        );
        for one in matches {
            assert_eq!(one["matchedBy"], json!(["EMAIL"]));
            let identified = one["contact"]["isIdentified"] == true;
            let sure = one["confidence"] == "STRONG";
            assert!(identified || !sure, "{one}");
            assert!(values(one, "/contact/emails").contains(&address), "{one}");
        }
        let all = list(&person, "/emails").iter();
        assert!(
            all.map(|one| one.as_str().unwrap().to_lowercase())
                .any(|one| one == address)
        );
    }
}

#[tokio::test]
async fn the_conversations_of_a_person_are_one_list_over_the_desks() {
    let gateway = TestGateway::start().await;
    let people = everybody(&gateway).await;
    let (address, _) = shared_address(&people);
    let person = who(&gateway, json!({ "email": address })).await;
    let ids: BTreeSet<_> = list(&person, "/matches")
        .iter()
        .map(|one| text(one, "/contact/id"))
        .collect();
    let rows = list(&person, "/conversations/nodes");
    assert!(!rows.is_empty());
    for row in rows {
        assert!(ids.contains(text(row, "/contact/id")), "{row}");
    }
    let times: Vec<_> = rows
        .iter()
        .map(|row| row["lastActivityAt"].as_str())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
}

#[tokio::test]
async fn a_shared_phone_is_medium_at_most() {
    let gateway = TestGateway::start().await;
    let people = everybody(&gateway).await;
    let with_phone = people.iter().find(|one| !list(one, "/phones").is_empty());
    let phone = text(with_phone.expect("somebody has a phone"), "/phones/0/value");
    let person = who(&gateway, json!({ "phone": phone })).await;
    let matches = list(&person, "/matches");
    assert!(!matches.is_empty());
    for one in matches {
        assert_eq!(one["matchedBy"], json!(["PHONE"]));
        assert_ne!(one["confidence"], "STRONG", "{one}");
    }
}

#[tokio::test]
async fn a_contact_leads_to_itself_and_to_the_same_person_elsewhere() {
    let gateway = TestGateway::start().await;
    let people = everybody(&gateway).await;
    let (_, expected) = shared_address(&people);
    let first = expected.first().unwrap();
    let person = who(&gateway, json!({ "contactId": first })).await;
    let matches = list(&person, "/matches");
    let found: BTreeSet<_> = matches
        .iter()
        .map(|one| text(one, "/contact/id").to_owned())
        .collect();
    assert!(found.is_superset(&expected), "{found:?} {expected:?}");
    let query = "query($id: ID!) { contact(id: $id) { identity { matches { contact { id } } } } }";
    let answer = gateway.query_with(query, json!({ "id": first })).await;
    let through = list(data(&answer), "/contact/identity/matches");
    assert_eq!(through.len(), matches.len());
}

#[tokio::test]
async fn a_role_address_and_an_unknown_one_match_nobody() {
    let gateway = TestGateway::start().await;
    gateway.forget_requests();
    for role in [
        "support@kestrel.example",
        "Info@anything.example",
        "sales+eu@x.example",
    ] {
        assert_eq!(who(&gateway, json!({ "email": role })).await, Value::Null);
    }
    assert!(
        gateway
            .providers()
            .iter()
            .all(|one| one.requests().is_empty())
    );
    let nobody = json!({ "email": "nobody.at.all@nowhere.example" });
    assert_eq!(who(&gateway, nobody).await, Value::Null);
}

#[tokio::test]
async fn a_desk_that_fails_is_told_from_one_that_knows_nobody() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::HelpScout, Fault::status(503));
    let gateway = gateway.start().await;
    let person = who(
        &gateway,
        json!({ "email": "nobody.at.all@nowhere.example" }),
    )
    .await;
    assert_eq!(list(&person, "/matches").len(), 0);
    let sources = list(&person, "/sources").iter();
    let failed = sources.filter(|one| one["status"] != "OK");
    let failed: Vec<_> = failed.map(|one| text(one, "/source/key")).collect();
    assert_eq!(failed, [key(ProviderKind::HelpScout)]);
}

#[tokio::test]
async fn what_cannot_name_a_person_is_refused() {
    let gateway = TestGateway::start().await;
    let cases = [
        (json!({ "email": "not an address" }), "by.email"),
        (json!({ "email": "a@b@c" }), "by.email"),
        (json!({ "phone": "call me" }), "by.phone"),
        (json!({ "phone": "12" }), "by.phone"),
        (json!({ "externalId": "  " }), "by.externalId"),
        (json!({ "contactId": "nonsense" }), "by.contactId"),
    ];
    for (by, argument) in cases {
        let answer = gateway.query_with(WHO, json!({ "by": by })).await;
        let error = only_error(&answer);
        assert_eq!(error["extensions"]["code"], "BAD_INPUT", "{by}: {error}");
        assert_eq!(error["extensions"]["argument"], argument, "{by}");
    }
}
