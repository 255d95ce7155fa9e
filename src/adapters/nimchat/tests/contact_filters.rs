//! Conditions on contacts: what the server answers is what the contacts say.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Desk;
use crate::model::{
    Condition as _, Contact, ContactCondition as Is, ContactOrder, ContactQuery, Related, TimeRange,
};
use crate::provider::Provider as _;

fn query(conditions: Vec<Is>) -> ContactQuery {
    ContactQuery {
        conditions,
        order: ContactOrder::default(),
    }
}

fn holds(conditions: &[Is], row: &Contact) -> bool {
    let (along, now) = (Related::default(), Timestamp::UNIX_EPOCH);
    let mut conditions = conditions.iter();
    conditions.all(|condition| condition.holds(row, &along, now))
}

fn natives<'a>(rows: impl IntoIterator<Item = &'a Contact>) -> BTreeSet<String> {
    let native = |row: &Contact| row.id.native().to_owned();
    rows.into_iter().map(native).collect()
}

async fn compare(desk: &Desk, all: &[Contact], conditions: Vec<Is>) -> BTreeSet<String> {
    let expected = natives(all.iter().filter(|row| holds(&conditions, row)));
    let plan = desk.nimchat.plan_contacts(&query(conditions.clone()));
    assert!(plan.unsupported.is_empty());
    if !plan.can_match {
        assert_eq!(expected, BTreeSet::new(), "{conditions:?}");
        return expected;
    }
    let rows = desk.contacts_that(&query(plan.pushed)).await;
    let fits = rows.iter().filter(|row| holds(&plan.residual, row));
    assert_eq!(natives(fits), expected, "{conditions:?}");
    expected
}

fn samples(desk: &Desk, all: &[Contact]) -> Vec<Is> {
    let with_all = all
        .iter()
        .find(|row| !row.emails.is_empty() && !row.phones.is_empty() && row.organization.is_some());
    let known = with_all.unwrap();
    let phone = &known.phones[0].value;
    let company = known.organization.clone().unwrap();
    let other = all.iter().filter_map(|row| row.organization.clone());
    let other = other.into_iter().find(|other| *other != company).unwrap();
    vec![
        Is::Ids(vec![known.id.clone(), desk.id("x"), desk.id("999999")]),
        Is::Email(known.emails[0].value.to_uppercase()),
        Is::Phone(format!("00{}", phone.trim_start_matches('+'))),
        Is::Phone(format!("{} {}", &phone[..5], &phone[5..])),
        Is::ExternalId(known.external_ids[0].value.clone()),
        Is::Name(known.name.as_ref().unwrap()[..3].to_lowercase()),
        Is::Text(known.emails[0].value[2..6].to_uppercase()),
        Is::Text(phone[2..6].to_owned()),
        Is::Organizations(vec![company.clone()]),
        Is::Organizations(vec![company, other]),
        Is::CreatedAt(TimeRange {
            from: known.created_at,
            to: None,
        }),
        Is::CreatedAt(TimeRange {
            from: None,
            to: known.created_at,
        }),
    ]
}

#[tokio::test]
async fn conditions_and_pairs_of_them_find_who_meets_them() {
    let desk = Desk::open().await;
    let all = desk.contacts().await;
    let samples = samples(&desk, &all);
    for (place, one) in samples.iter().enumerate() {
        let found = compare(&desk, &all, vec![one.clone()]).await;
        assert!((1..all.len()).contains(&found.len()), "{one:?}");
        for other in &samples[place + 1..] {
            compare(&desk, &all, vec![one.clone(), other.clone()]).await;
        }
    }
}

#[tokio::test]
async fn a_text_stays_a_text_and_a_wrong_case_is_another_identifier() {
    let desk = Desk::open().await;
    let all = desk.contacts().await;
    let identifier = &all.iter().find_map(|row| row.external_ids.first());
    let identifier = identifier.unwrap().value.to_lowercase();
    for condition in [
        Is::ExternalId(identifier),
        Is::Name("\"a\" 'b' (c), ? & = # % + ü".to_owned()),
        Is::Text("\\".to_owned()),
        Is::Email("') OR 1=1 --@x.test".to_owned()),
    ] {
        let found = compare(&desk, &all, vec![condition]).await;
        assert_eq!(found, BTreeSet::new());
    }
}

#[tokio::test]
async fn who_no_list_shows_is_found_by_id_alone() {
    let desk = Desk::open().await;
    let (_, along) = desk.all(crate::model::ConversationParts::CONTACT).await;
    let visitor = along.contacts.iter().find(|contact| !contact.is_identified);
    let visitor = visitor.unwrap();
    let by_id = query(vec![Is::Ids(vec![visitor.id.clone()])]);
    assert_eq!(desk.contacts_that(&by_id).await[0].name, visitor.name);
    let created = query(vec![Is::CreatedAt(TimeRange {
        from: visitor.created_at,
        to: None,
    })]);
    let found = desk.contacts_that(&created).await;
    assert!(found.iter().all(|contact| contact.id != visitor.id));
}

#[tokio::test]
async fn a_look_up_is_one_request() {
    let desk = Desk::open().await;
    let rest = "sort=name%2Ccreated_at&include_contact_inboxes=false&page=1";
    let cases = [
        (
            Is::Email("A@b.test".to_owned()),
            "contacts/filter",
            rest.to_owned(),
        ),
        (
            Is::Phone("+47 22".to_owned()),
            "contacts/filter",
            rest.to_owned(),
        ),
        (
            Is::ExternalId("CRM-1".to_owned()),
            "contacts/filter",
            rest.to_owned(),
        ),
        (
            Is::Name("zo é".to_owned()),
            "contacts/search",
            format!("q=zo+%C3%A9&{rest}"),
        ),
        (Is::Text("\\".to_owned()), "contacts", rest.to_owned()),
        (Is::Ids(vec![desk.id("28")]), "contacts/28", String::new()),
    ];
    for (condition, path, parameters) in cases {
        let plan = desk.nimchat.plan_contacts(&query(vec![condition]));
        let request = crate::model::PageRequest::first(15);
        let asked = query(plan.pushed);
        let page = desk.nimchat.contacts(&desk.context, &asked, request).await;
        page.unwrap();
        let asked = desk.asked();
        assert_eq!(asked.len(), 1);
        assert!(asked[0].path.ends_with(&format!("/accounts/7/{path}")));
        assert_eq!(asked[0].query.clone().unwrap_or_default(), parameters);
    }
}
