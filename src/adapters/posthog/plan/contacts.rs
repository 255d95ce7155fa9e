//! Which call answers which question about contacts.

use crate::model::{Contact, ContactCondition, ContactQuery, Id};
use crate::provider::{Fate, OrderPlan, Plan};

/// The calls that answer a question about contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::adapters::posthog) enum ContactRoute {
    /// The persons whom the product has seen.
    Everybody,
    /// One look-up for each id.
    Ids(Vec<Id<Contact>>),
    /// The customer of a distinct id, then the person of it.
    ExternalId(String),
    /// Persons by a part of the address, and who wrote mail from the whole one.
    Email(String),
}

/// Decides how a question about contacts is answered. The list of persons has no order that could be chosen.
pub(in crate::adapters::posthog) fn contacts(
    query: &ContactQuery,
) -> (ContactRoute, Plan<ContactCondition>) {
    let route = ContactRoute::of(&query.conditions);
    let order = match route {
        ContactRoute::Ids(_) | ContactRoute::ExternalId(_) => OrderPlan::Native,
        ContactRoute::Everybody | ContactRoute::Email(_) => OrderPlan::Window,
    };
    let plan = Plan::new(query, order, |condition| route.fate(condition));
    (route, plan)
}

impl ContactRoute {
    fn of(conditions: &[ContactCondition]) -> Self {
        use ContactCondition as Is;
        let ids = conditions.iter().find_map(|one| match one {
            Is::Ids(ids) => Some(Self::Ids(ids.clone())),
            _ => None,
        });
        let external_id = conditions.iter().find_map(|one| match one {
            Is::ExternalId(id) => Some(Self::ExternalId(id.clone())),
            _ => None,
        });
        let email = conditions.iter().find_map(|one| match one {
            Is::Email(address) if is_searchable(address) => Some(Self::Email(address.clone())),
            _ => None,
        });
        ids.or(external_id).or(email).unwrap_or(Self::Everybody)
    }

    fn fate(&self, condition: &ContactCondition) -> Fate {
        use ContactCondition as Is;
        match (self, condition) {
            (_, Is::Organizations(_)) => Fate::Never,
            // No address, number or id is empty, and the database knows no zero byte.
            (_, Is::Email(text) | Is::ExternalId(text))
                if text.is_empty() || text.contains('\0') =>
            {
                Fate::Never
            }
            (Self::Ids(own), Is::Ids(ids)) if own == ids => Fate::Pushed,
            (Self::ExternalId(own), Is::ExternalId(id)) if own == id => Fate::Narrowed,
            (Self::Email(own), Is::Email(address)) if own == address => Fate::Narrowed,
            (
                _,
                Is::Ids(_)
                | Is::Email(_)
                | Is::Phone(_)
                | Is::ExternalId(_)
                | Is::Name(_)
                | Is::Text(_)
                | Is::CreatedAt(_),
            ) => Fate::Residual,
        }
    }
}

/// Whether a search finds all who have the text in their address. In the pattern it becomes, a backslash hides what follows.
fn is_searchable(address: &str) -> bool {
    !address.trim().is_empty() && !address.contains(['\\', '\0'])
}

#[cfg(test)]
mod tests {
    use super::{ContactRoute, contacts};
    use crate::model::{
        ContactCondition as Who, ContactOrder, ContactQuery, Id, SourceKey, TimeRange,
    };
    use crate::provider::OrderPlan;

    const UUID: &str = "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01";

    fn id<T>(native: &str) -> Id<T> {
        Id::new(&SourceKey::parse("desk").unwrap(), native)
    }

    #[test]
    fn contacts_are_looked_up_by_the_most_exact_condition() {
        let decided = |conditions: &[Who]| {
            let query = ContactQuery {
                conditions: conditions.to_vec(),
                order: ContactOrder::default(),
            };
            let (route, plan) = contacts(&query);
            let pushed: Vec<_> = plan
                .pushed
                .iter()
                .map(|one| plan.residual.contains(one))
                .collect();
            (
                route,
                pushed,
                plan.residual.len(),
                plan.can_match,
                plan.order,
            )
        };
        let email = Who::Email("ola@example.test".to_owned());
        let external = Who::ExternalId("usr_8841".to_owned());
        let ids = Who::Ids(vec![id(UUID)]);
        let window = OrderPlan::Window;
        let (route, pushed, residual, ..) = decided(&[email.clone(), external.clone(), ids]);
        assert!(matches!(route, ContactRoute::Ids(_)));
        assert_eq!((pushed, residual), (vec![false], 2));
        let (route, pushed, residual, _, order) = decided(&[email.clone(), external]);
        assert_eq!(route, ContactRoute::ExternalId("usr_8841".to_owned()));
        assert_eq!(
            (pushed, residual, order),
            (vec![true], 2, OrderPlan::Native)
        );
        let (route, pushed, residual, _, order) = decided(&[Who::Name("ola".to_owned()), email]);
        assert_eq!(route, ContactRoute::Email("ola@example.test".to_owned()));
        assert_eq!((pushed, residual, order), (vec![true], 2, window));
        for left in [
            Who::Phone("+47".to_owned()),
            Who::Text("ola".to_owned()),
            Who::CreatedAt(TimeRange::default()),
            Who::Email("a\\b@example.test".to_owned()),
        ] {
            let everybody = (ContactRoute::Everybody, Vec::new(), 1, true, window);
            assert_eq!(decided(&[left]), everybody);
        }
        for never in [
            Who::Organizations(vec![id("1")]),
            Who::Email(String::new()),
            Who::ExternalId("a\0".to_owned()),
        ] {
            assert!(!decided(&[never]).3);
        }
    }
}
