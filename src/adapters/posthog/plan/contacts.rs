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
