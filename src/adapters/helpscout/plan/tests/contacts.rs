//! Questions about contacts.

use super::super::{ContactList, contacts};
use super::{fates, ids, range, sent};
use crate::model::{
    ContactCondition as Is, ContactOrder, ContactOrderField, ContactQuery, OrderDirection, Query,
};
use crate::provider::OrderPlan;

fn contact_fate(conditions: &[Is]) -> (String, String) {
    let ask = |conditions: &[Is]| ContactQuery {
        conditions: conditions.to_vec(),
        ..ContactQuery::default()
    };
    let (list, plan) = contacts(&ask(conditions));
    if plan.can_match {
        let (again, second) = contacts(&ask(&plan.pushed));
        assert_eq!((&again, &second.pushed), (&list, &plan.pushed));
    }
    let sent = match &list {
        ContactList::All(list) => sent(list),
        ContactList::OfOrganization(organization) => format!("of {organization}"),
        ContactList::ByIds(ids) => format!("each of {ids:?}"),
    };
    let sent = sent.replace("sortField=firstName&sortOrder=asc", "");
    let sent = sent.trim_end_matches('&').to_owned();
    (fates(&plan, conditions), sent)
}

#[test]
fn contacts_are_found_by_their_address() {
    let is = |conditions: &[Is], fates: &str, sent: &str| {
        assert_eq!(
            contact_fate(conditions),
            (fates.to_owned(), sent.to_owned())
        );
    };
    let email = Is::Email("a@x.example".into());
    is(
        std::slice::from_ref(&email),
        "n",
        "query=(email:\"a@x.example\")",
    );
    is(&[Is::Email("a\" OR \"b".into())], "r", "");
    is(&[Is::Phone("+47 1".into())], "r", "");
    is(
        &[Is::Name("Ines".into()), Is::Text("ines".into())],
        "rr",
        "",
    );
    is(&[Is::ExternalId("1".into())], "u", "");
    let came = Is::CreatedAt(range("2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z"));
    is(&[came], "n", "modifiedSince=2026-11-05T23:59:59Z");
    let company = Is::Organizations(ids(&["771"]));
    is(&[company.clone(), Is::Name("x".into())], "pr", "of 771");
    is(
        &[company.clone(), email.clone()],
        "rn",
        "query=(email:\"a@x.example\")",
    );
    is(&[Is::Organizations(ids(&["771", "772"]))], "r", "");
    let some = Is::Ids(ids(&["5", "x", "6"]));
    is(&[company, email, some], "rrp", "each of [\"5\", \"6\"]");
    for never in [
        Is::Ids(ids(&["x"])),
        Is::Organizations(ids(&[])),
        Is::Email(" ".into()),
    ] {
        assert_eq!(contact_fate(&[never]).0, "never");
    }
}

#[test]
fn contacts_are_sorted_by_what_the_list_knows() {
    use ContactOrderField as Field;
    let sorted = |field, direction| {
        let order = ContactOrder { field, direction };
        let (list, plan) = contacts(&Query {
            conditions: Vec::new(),
            order,
        });
        let ContactList::All(list) = list else {
            panic!("nothing is asked for");
        };
        let sent = sent(&list).replace("sortField=", "");
        (sent.replace("&sortOrder=", " "), plan.order)
    };
    let (asc, desc) = (OrderDirection::Asc, OrderDirection::Desc);
    let is = |text: &str, plan| (text.to_owned(), plan);
    assert_eq!(
        sorted(Field::Name, desc),
        is("firstName desc", OrderPlan::Approximate)
    );
    assert_eq!(
        sorted(Field::CreatedAt, desc),
        is("createdAt desc", OrderPlan::Native)
    );
    assert_eq!(
        sorted(Field::LastActivityAt, desc),
        is("createdAt asc", OrderPlan::Native)
    );
    assert_eq!(
        sorted(Field::Email, asc),
        is("createdAt asc", OrderPlan::Window)
    );
}
