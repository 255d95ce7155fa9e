//! Which call answers which question about contacts.

use crate::model::{Contact, ContactCondition, ContactQuery, Id};
use crate::provider::{Fate, OrderPlan, Plan};

use super::is_external;

/// The calls that answer a question about contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::adapters::cord) enum ContactRoute {
    /// All users.
    Everybody,
    /// One read for each id, or the list.
    Ids(Vec<Id<Contact>>),
    /// The members of a group.
    Members(String),
    /// All users, as many at once as the list gives, of whom the adapter keeps those who meet the condition.
    Kept(ContactCondition),
}

/// Decides how a question about contacts is answered. The list of users is ordered by their ids and by nothing else.
pub(in crate::adapters::cord) fn contacts(
    query: &ContactQuery,
) -> (ContactRoute, Plan<ContactCondition>) {
    let route = ContactRoute::of(&query.conditions);
    let order = match route {
        ContactRoute::Ids(_) => OrderPlan::Native,
        ContactRoute::Everybody | ContactRoute::Members(_) | ContactRoute::Kept(_) => {
            OrderPlan::Window
        }
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
        let group = conditions.iter().find_map(|one| match one {
            Is::Organizations(ids) => match &ids[..] {
                [id] if is_external(id.native()) => Some(Self::Members(id.native().to_owned())),
                _ => None,
            },
            _ => None,
        });
        let email = conditions.iter().find(|one| matches!(one, Is::Email(_)));
        ids.or(group)
            .or(email.map(|condition| Self::Kept(condition.clone())))
            .unwrap_or(Self::Everybody)
    }

    fn fate(&self, condition: &ContactCondition) -> Fate {
        use ContactCondition as Is;
        match (self, condition) {
            // No user has a phone number, or an id elsewhere.
            (_, Is::Phone(_) | Is::ExternalId(_)) => Fate::Never,
            (Self::Ids(own), Is::Ids(ids)) if own == ids => Fate::Pushed,
            (Self::Members(group), Is::Organizations(ids))
                if ids.iter().map(Id::native).eq([group.as_str()]) =>
            {
                Fate::Pushed
            }
            (Self::Kept(own), _) if own == condition => Fate::Pushed,
            (
                _,
                Is::Ids(_)
                | Is::Email(_)
                | Is::Name(_)
                | Is::Text(_)
                | Is::Organizations(_)
                | Is::CreatedAt(_),
            ) => Fate::Residual,
        }
    }
}
