//! Questions about contacts.

use crate::model::{
    ContactCondition as Is, ContactOrder, ContactOrderField as Field, ContactQuery, OrderDirection,
};
use crate::provider::{Fate, OrderPlan, Plan};

use super::super::endpoints::{ListCustomers, Sort};
use super::{lucene, numbers};

/// Which list answers a question.
#[derive(Debug, PartialEq)]
pub(crate) enum ContactList {
    /// All customers, filtered.
    All(ListCustomers),
    /// Those of the organization with this number.
    OfOrganization(String),
    /// Those with these numbers, which are read one by one.
    ByIds(Vec<String>),
}

/// The list that answers a question, and what it evaluates.
pub(crate) fn contacts(query: &ContactQuery) -> (ContactList, Plan<Is>) {
    let (sort, order) = order(query.order);
    let (mut list, order) = match of_few(&query.conditions) {
        Some(few) => (few, OrderPlan::Window),
        None => {
            let all = ListCustomers {
                modified_since: None,
                query: Vec::new(),
                sort,
            };
            (ContactList::All(all), order)
        }
    };
    let plan = Plan::new(query, order, |condition| list.take(condition));
    (list, plan)
}

/// The shorter list of those that are asked for by ids or by their one organization.
fn of_few(conditions: &[Is]) -> Option<ContactList> {
    let by_ids = conditions.iter().find_map(|one| match one {
        Is::Ids(ids) => Some(ContactList::ByIds(numbers(ids))),
        _ => None,
    });
    let is_addressed = || conditions.iter().any(|one| matches!(one, Is::Email(_)));
    let of_organization = || {
        conditions.iter().find_map(|one| match one {
            Is::Organizations(ids) => match &mut numbers(ids)[..] {
                [only] => Some(ContactList::OfOrganization(std::mem::take(only))),
                _ => None,
            },
            _ => None,
        })
    };
    by_ids.or_else(|| of_organization().filter(|_| !is_addressed()))
}

/// How the list sorts, and how well that is the order that is asked for.
fn order(order: ContactOrder) -> (Sort, OrderPlan) {
    let by = |field| Sort {
        field,
        direction: order.direction,
    };
    match order.field {
        // The family name plays no part, and customers without a name have an address in its place.
        Field::Name => (by("firstName"), OrderPlan::Approximate),
        Field::CreatedAt => (by("createdAt"), OrderPlan::Native),
        // No customer has one: every order is right, and in this one new customers do not shift the pages.
        Field::LastActivityAt => (OLDEST_FIRST, OrderPlan::Native),
        Field::Email => (OLDEST_FIRST, OrderPlan::Window),
    }
}

const OLDEST_FIRST: Sort = Sort {
    field: "createdAt",
    direction: OrderDirection::Asc,
};

impl ContactList {
    /// Takes a condition into the list as far as it goes.
    fn take(&mut self, condition: &Is) -> Fate {
        match (condition, self) {
            (Is::Ids(ids), _) if numbers(ids).is_empty() => Fate::Never,
            (Is::Organizations(ids), _) if numbers(ids).is_empty() => Fate::Never,
            (Is::Email(address), _) if address.trim().is_empty() => Fate::Never,
            (Is::ExternalId(_), _) => Fate::Unsupported,
            (Is::Ids(ids), Self::ByIds(asked)) if numbers(ids) == *asked => Fate::Pushed,
            (Is::Organizations(ids), Self::OfOrganization(asked))
                if numbers(ids)[..] == [asked.as_str()] =>
            {
                Fate::Pushed
            }
            // The search finds parts of addresses as well.
            (Is::Email(address), Self::All(list)) => {
                let clause = lucene::any_text("email", &[address]);
                narrowed(clause.map(|clause| list.query.push(clause)))
            }
            // Nobody changed before they came.
            (Is::CreatedAt(range), Self::All(list)) => {
                let since = range.from.and_then(lucene::before);
                narrowed(since.map(|since| {
                    list.modified_since = list.modified_since.take().max(Some(since));
                }))
            }
            (
                Is::Ids(_)
                | Is::Email(_)
                | Is::Phone(_)
                | Is::Name(_)
                | Is::Text(_)
                | Is::Organizations(_)
                | Is::CreatedAt(_),
                _,
            ) => Fate::Residual,
        }
    }
}

fn narrowed(taken: Option<()>) -> Fate {
    taken.map_or(Fate::Residual, |()| Fate::Narrowed)
}
