//! What the list of users evaluates, of whom those outside the team are contacts.

use crate::adapters::unthread::lookup::{is_plausible, is_uuid};
use crate::model::{ContactCondition, ContactQuery, Id};
use crate::provider::{Fate, OrderPlan, Plan};

use super::{Decision, Filter};

/// Sorts a question into what the list evaluates and what is left. No client is seen to sort users.
pub(in crate::adapters::unthread) fn plan(query: &ContactQuery) -> Plan<ContactCondition> {
    Plan::new(query, OrderPlan::Window, |condition| decide(condition).fate)
}

/// What becomes of one condition.
pub(in crate::adapters::unthread) fn decide(condition: &ContactCondition) -> Decision {
    use ContactCondition as Is;
    match condition {
        Is::Ids(ids) => {
            let natives = ids.iter().map(Id::native);
            let uuids = natives.filter(|native| is_uuid(native));
            Decision::one_of("id", uuids.map(str::to_owned).collect())
        }
        Is::Email(address) => by_email(address),
        // The one identifier that a user has is that of Slack, of letters and digits.
        Is::ExternalId(id) if is_plausible(id) => {
            Decision::narrowed(Filter::is("slackId", id.as_str()))
        }
        // Nobody has a phone number.
        Is::ExternalId(_) | Is::Phone(_) => Decision::without(Fate::Never),
        // Whether the service minds the case is not documented; we do not.
        Is::Name(_) | Is::Text(_) => Decision::without(Fate::Residual),
        // A user tells neither.
        Is::Organizations(_) | Is::CreatedAt(_) => Decision::without(Fate::Unsupported),
    }
}

/// Addresses are kept as they came, mostly in small letters; some users have an empty one.
fn by_email(address: &str) -> Decision {
    if address.trim().is_empty() {
        return Decision::without(Fate::Never);
    }
    let mut spellings = vec![address.to_owned(), address.to_lowercase()];
    spellings.dedup();
    Decision::narrowed(Filter::one_of("email", spellings))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{decide, plan};
    use crate::adapters::unthread::plan::Filter;
    use crate::model::{ContactCondition as Is, ContactQuery, Id, SourceKey, TimeRange};
    use crate::provider::{Fate, OrderPlan};

    const USER: &str = "5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b";

    fn key() -> SourceKey {
        SourceKey::parse("acme-slack").unwrap()
    }

    fn decided(condition: &Is) -> (Fate, Vec<Value>) {
        let decision = decide(condition);
        let filters = decision.filters.iter().map(Filter::to_json);
        (decision.fate, filters.collect())
    }

    #[test]
    fn an_address_is_looked_for_as_given_and_in_small_letters() {
        let email = |text: &str| decided(&Is::Email(text.to_owned()));
        let small = json!({"field": "email", "operator": "==", "value": "ola@example.test"});
        assert_eq!(email("ola@example.test"), (Fate::Narrowed, vec![small]));
        let both = json!({"field": "email", "operator": "in", "value": ["Ola@Example.test", "ola@example.test"]});
        assert_eq!(email("Ola@Example.test"), (Fate::Narrowed, vec![both]));
        assert_eq!(email(" ").0, Fate::Never);
    }

    #[test]
    fn ids_that_no_user_can_have_are_not_sent() {
        let id = |native: &str| Id::new(&key(), native);
        let mixed = decided(&Is::Ids(vec![id("../x"), id(USER)]));
        let only = json!({"field": "id", "operator": "==", "value": USER});
        assert_eq!(mixed, (Fate::Pushed, vec![only]));
        assert_eq!(decided(&Is::Ids(vec![id("1")])).0, Fate::Never);
        let slack = json!({"field": "slackId", "operator": "==", "value": "U05CUST0001"});
        let known = decided(&Is::ExternalId("U05CUST0001".to_owned()));
        assert_eq!(known, (Fate::Narrowed, vec![slack]));
        assert_eq!(decided(&Is::ExternalId("crm:7".to_owned())).0, Fate::Never);
    }

    #[test]
    fn what_users_do_not_have_and_what_they_do_not_tell_are_two_things() {
        let fate = |condition| decide(&condition).fate;
        assert_eq!(fate(Is::Phone("+47 22 33 44 55".to_owned())), Fate::Never);
        assert_eq!(fate(Is::Name("ola".to_owned())), Fate::Residual);
        assert_eq!(fate(Is::Text("ola".to_owned())), Fate::Residual);
        let companies = Is::Organizations(vec![Id::new(&key(), "c")]);
        assert_eq!(fate(companies), Fate::Unsupported);
        assert_eq!(fate(Is::CreatedAt(TimeRange::default())), Fate::Unsupported);
        assert_eq!(plan(&ContactQuery::default()).order, OrderPlan::Window);
    }
}
