//! Conditions on contacts: the list gives what the rows say themselves.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Desk, walked};
use crate::model::{
    Condition as _, Contact, ContactCondition as Is, ContactOrder, ContactOrderField, ContactQuery,
    OrderDirection, Organization, Query, Related, TimeRange,
};
use crate::provider::{OrderPlan, Provider as _};

async fn listed(desk: &Desk, query: &ContactQuery) -> Vec<Contact> {
    let (adapter, context) = (&desk.adapter, &desk.context);
    walked(|request| adapter.contacts(context, query, request)).await
}

fn fitting(rows: &[Contact], conditions: &[Is]) -> BTreeSet<String> {
    let (along, now) = (Related::default(), Timestamp::UNIX_EPOCH);
    let holds = |row: &&Contact| conditions.iter().all(|one| one.holds(row, &along, now));
    let fits = rows.iter().filter(holds);
    fits.map(|row| row.id.native().to_owned()).collect()
}

async fn answered(desk: &Desk, conditions: &[Is]) -> BTreeSet<String> {
    let query = Query {
        conditions: conditions.to_vec(),
        ..Query::default()
    };
    let plan = desk.adapter.plan_contacts(&query);
    assert!(plan.can_match && plan.unsupported.is_empty(), "{plan:?}");
    let pushed = Query {
        conditions: plan.pushed,
        ..query
    };
    fitting(&listed(desk, &pushed).await, &plan.residual)
}

fn samples(desk: &Desk, all: &[Contact]) -> Vec<Is> {
    let companies = || all.iter().filter_map(|one| one.organization.clone());
    let company = companies().next().unwrap();
    let other = companies().find(|other| *other != company).unwrap();
    let came = all[2].created_at;
    vec![
        Is::Ids(vec![
            all[0].id.clone(),
            all[1].id.clone(),
            desk.id("4711"),
            desk.id("x"),
        ]),
        Is::Email("Grace@Adeyemi.example".to_owned()),
        Is::Email("ingrid.solheim@hotelhalden.example".to_owned()),
        Is::Phone("0047 900 12 345".to_owned()),
        Is::Name("grace".to_owned()),
        Is::Text("@mail.".to_owned()),
        Is::Organizations(vec![company.clone()]),
        Is::Organizations(vec![company, other]),
        Is::CreatedAt(TimeRange {
            from: came,
            to: None,
        }),
        Is::CreatedAt(TimeRange {
            from: None,
            to: came,
        }),
    ]
}

#[tokio::test]
async fn conditions_give_the_rows_that_meet_them() {
    let desk = Desk::open().await;
    let all = listed(&desk, &ContactQuery::default()).await;
    let samples = samples(&desk, &all);
    for (place, one) in samples.iter().enumerate() {
        let alone = [one.clone()];
        let told = fitting(&all, &alone);
        assert!(!told.is_empty() && told.len() < all.len(), "{alone:?}");
        assert_eq!(answered(&desk, &alone).await, told, "{alone:?}");
        for other in &samples[place + 1..] {
            let both = [one.clone(), other.clone()];
            assert_eq!(
                answered(&desk, &both).await,
                fitting(&all, &both),
                "{both:?}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_is_found_where_nobody_is() {
    let desk = Desk::open().await;
    for nobody in [
        Is::Email("nobody@nowhere.example".to_owned()),
        Is::Email("grace.adeyemi@mail.exampl".to_owned()),
        Is::Email("a) OR (email:*".to_owned()),
        Is::Email("a\" OR email:\"*".to_owned()),
        Is::Organizations(vec![desk.id::<Organization>("4711")]),
        Is::Ids(vec![desk.id("4711")]),
    ] {
        assert!(
            answered(&desk, std::slice::from_ref(&nobody))
                .await
                .is_empty(),
            "{nobody:?}"
        );
    }
}

#[tokio::test]
async fn a_lookup_says_what_it_looks_for() {
    let desk = Desk::open().await;
    let all = listed(&desk, &ContactQuery::default()).await;
    let ask = async |condition: Is| {
        desk.quiet().await;
        answered(&desk, &[condition]).await;
        desk.asked()
    };
    let email = Is::Email("a+b@x.example".to_owned());
    let tail = "sortField=firstName&sortOrder=asc&page=1";
    let sent = format!("/v2/customers?query=(email:\"a+b@x.example\")&{tail}");
    assert_eq!(ask(email).await, [sent]);
    let company = all.iter().find_map(|one| one.organization.clone()).unwrap();
    let sent = format!("/v2/organizations/{}/customers?page=1", company.native());
    assert_eq!(ask(Is::Organizations(vec![company])).await, [sent]);
    let id = all[0].id.clone();
    let sent = format!("/v2/customers/{}", id.native());
    assert_eq!(ask(Is::Ids(vec![id])).await, [sent]);
}

#[tokio::test]
async fn contacts_come_sorted_where_the_plan_says_so() {
    let desk = Desk::open().await;
    for (field, plan) in [
        (ContactOrderField::CreatedAt, OrderPlan::Native),
        (ContactOrderField::LastActivityAt, OrderPlan::Native),
        (ContactOrderField::Name, OrderPlan::Approximate),
    ] {
        for direction in [OrderDirection::Asc, OrderDirection::Desc] {
            let order = ContactOrder { field, direction };
            let query = Query {
                conditions: Vec::new(),
                order,
            };
            assert_eq!(desk.adapter.plan_contacts(&query).order, plan);
            let rows = listed(&desk, &query).await;
            let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
            assert!(keys.is_sorted_by(|a, b| a >= b), "{order:?}");
        }
    }
}
