//! Contacts.

use super::ids;
use crate::adapters::nimchat::endpoints::Clause;
use crate::adapters::nimchat::plan::contacts::{AskedContacts, ContactRoute};
use crate::model::{
    ContactCondition as Is, ContactOrder, ContactOrderField as Field, ContactQuery,
    OrderDirection::{Asc, Desc},
    TimeRange,
};
use crate::provider::{OrderPlan, Plan};

fn query(conditions: &[Is]) -> ContactQuery {
    ContactQuery {
        conditions: conditions.to_vec(),
        order: ContactOrder::default(),
    }
}

fn route(conditions: &[Is]) -> ContactRoute {
    AskedContacts::of(&query(conditions)).route
}

fn plan(conditions: &[Is]) -> Plan<Is> {
    let query = query(conditions);
    AskedContacts::of(&query).plan(&query)
}

fn since() -> TimeRange {
    TimeRange {
        from: Some("2026-11-08T08:00:00Z".parse().unwrap()),
        to: None,
    }
}

fn samples() -> Vec<Is> {
    vec![
        Is::Ids(ids(&["28", "x"])),
        Is::Email("Zoe@Mail.example".to_owned()),
        Is::Phone("0047 22 33".to_owned()),
        Is::ExternalId("CRM-1".to_owned()),
        Is::Name("zo".to_owned()),
        Is::Text("zo".to_owned()),
        Is::Text("a\\b".to_owned()),
        Is::Organizations(ids(&["Tandem"])),
        Is::CreatedAt(since()),
    ]
}

#[test]
fn each_condition_alone_has_its_endpoint() {
    let filter =
        |key, value: &str| ContactRoute::Filter(vec![Clause::new(key, "equal_to", [value])]);
    let search = |words: &str| ContactRoute::Search(words.to_owned());
    let expected = [
        ContactRoute::ById(ids(&["28"])),
        filter("email", "zoe@mail.example"),
        filter("phone_number", "472233"),
        filter("identifier", "CRM-1"),
        search("zo"),
        search("zo"),
        ContactRoute::List,
        search("Tandem"),
        ContactRoute::Filter(vec![Clause::new(
            "created_at",
            "is_greater_than",
            ["2026-11-07"],
        )]),
    ];
    for (condition, expected) in samples().into_iter().zip(expected) {
        assert_eq!(
            route(std::slice::from_ref(&condition)),
            expected,
            "{condition:?}"
        );
    }
    assert_eq!(route(&[]), ContactRoute::List);
}

#[test]
fn what_no_contact_has_is_not_looked_for() {
    for condition in [
        Is::Ids(ids(&["x"])),
        Is::Email(" ".to_owned()),
        Is::Email("a\0@b.test".to_owned()),
        Is::Phone("call me".to_owned()),
        Is::ExternalId(String::new()),
        Is::Text("\0".to_owned()),
        Is::Organizations(Vec::new()),
    ] {
        assert!(
            !plan(std::slice::from_ref(&condition)).can_match,
            "{condition:?}"
        );
    }
}

#[test]
fn a_person_is_looked_up_exactly_and_then_checked() {
    let both = [Is::Email("a@b.test".to_owned()), Is::Name("a".to_owned())];
    let plan = plan(&both);
    assert_eq!(plan.pushed, both[..1]);
    assert_eq!(plan.residual, both);
}

#[test]
fn every_list_sorts() {
    let order = |conditions: &[Is], field, direction| {
        let order = ContactOrder { field, direction };
        let query = ContactQuery {
            order,
            ..query(conditions)
        };
        AskedContacts::of(&query).plan(&query).order
    };
    for direction in [Asc, Desc] {
        assert_eq!(order(&[], Field::CreatedAt, direction), OrderPlan::Native);
        assert_eq!(
            order(&[], Field::LastActivityAt, direction),
            OrderPlan::Native
        );
        assert_eq!(order(&[], Field::Name, direction), OrderPlan::Approximate);
        assert_eq!(order(&[], Field::Email, direction), OrderPlan::Approximate);
        let named = [Is::Ids(ids(&["28"]))];
        assert_eq!(order(&named, Field::Name, direction), OrderPlan::Native);
    }
}

#[test]
fn the_plan_of_what_is_pushed_pushes_all_of_it() {
    let samples = samples();
    for first in &samples {
        for second in &samples {
            for third in &samples {
                let asked = [first.clone(), second.clone(), third.clone()];
                let first = plan(&asked);
                let again = plan(&first.pushed);
                assert_eq!(again.pushed, first.pushed, "{asked:?}");
                assert_eq!(again.order, first.order, "{asked:?}");
                assert_eq!(route(&first.pushed), route(&asked), "{asked:?}");
            }
        }
    }
}
