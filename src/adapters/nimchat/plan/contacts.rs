//! Which list of contacts is asked, and for what.
//!
//! | the question has | endpoint | checked here |
//! |---|---|---|
//! | ids | each contact by its id | everything else |
//! | an address, a number or an identifier | `POST contacts/filter`, also for days | spelling, texts, companies |
//! | a text or a company | `GET contacts/search`, which looks into more | where it stands, days |
//! | days | `POST contacts/filter` | the instant |
//! | anything else | `GET contacts` | |

use crate::adapters::nimchat::endpoints::Clause;
use crate::adapters::nimchat::reads::number_of;
use crate::model::{Contact, ContactCondition as Is, ContactQuery, Id, TimeRange, digits};
use crate::provider::{Fate, OrderPlan, Plan};

use super::days;
use super::sorts;
use super::values::is_storable;

/// A question, and how it is asked.
pub(in crate::adapters::nimchat) struct AskedContacts {
    pub route: ContactRoute,
    order: OrderPlan,
    fates: Vec<Fate>,
}

/// What is asked of which endpoint.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::adapters::nimchat) enum ContactRoute {
    /// `GET contacts`.
    List,
    /// `GET contacts/search`.
    Search(String),
    /// `POST contacts/filter`.
    Filter(Vec<Clause>),
    /// `GET contacts/{id}`, once for each.
    ById(Vec<Id<Contact>>),
}

/// What a condition comes to.
enum Wish {
    Always,
    Never,
    Rows,
    ById(Vec<Id<Contact>>),
    /// Something that one contact has.
    Unique(Clause),
    Words(String),
    Days(Vec<Clause>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Search,
    Filter,
    ById,
}

impl AskedContacts {
    /// Decides how a question is asked.
    pub(in crate::adapters::nimchat) fn of(query: &ContactQuery) -> Self {
        let wishes: Vec<_> = query.conditions.iter().map(wish).collect();
        let (route, fates) = route(kind(&wishes), &wishes);
        let order = match route {
            ContactRoute::ById(_) => OrderPlan::Native,
            ContactRoute::List | ContactRoute::Search(_) | ContactRoute::Filter(_) => {
                sorts::of_contacts(query.order)
            }
        };
        Self {
            route,
            order,
            fates,
        }
    }

    /// What becomes of each condition of the same question.
    pub(in crate::adapters::nimchat) fn plan(&self, query: &ContactQuery) -> Plan<Is> {
        let mut fates = self.fates.iter().copied();
        Plan::new(query, self.order, |_| {
            fates.next().unwrap_or(Fate::Residual)
        })
    }

    /// Whether any row can meet all conditions.
    pub(in crate::adapters::nimchat) fn can_match(&self) -> bool {
        !self.fates.contains(&Fate::Never)
    }
}

fn wish(condition: &Is) -> Wish {
    match condition {
        Is::Ids(ids) => {
            let known: Vec<_> = ids.iter().filter(|id| number_of(id).is_some()).collect();
            if known.is_empty() {
                return Wish::Never;
            }
            Wish::ById(known.into_iter().cloned().collect())
        }
        // Addresses are kept in lower case.
        Is::Email(address) => unique("email", address.to_lowercase()),
        // The server puts the plus in front; releases before 4 would put a second one.
        Is::Phone(number) => unique("phone_number", digits(number)),
        Is::ExternalId(id) => unique("identifier", id.clone()),
        Is::Name(text) | Is::Text(text) => words(text),
        // The search looks into the names of companies; a company is its name.
        Is::Organizations(ids) => match ids.as_slice() {
            [] => Wish::Never,
            [id] => words(id.native()),
            _ => Wish::Rows,
        },
        Is::CreatedAt(range) if days::is_empty(*range) => Wish::Never,
        Is::CreatedAt(range) if *range == TimeRange::default() => Wish::Always,
        Is::CreatedAt(range) => match days::around("created_at", *range) {
            none if none.is_empty() => Wish::Rows,
            days => Wish::Days(days),
        },
    }
}

fn unique(key: &'static str, value: String) -> Wish {
    if is_storable(&value) {
        Wish::Unique(Clause::new(key, "equal_to", [value]))
    } else {
        Wish::Never
    }
}

/// Words that the search takes as they are. Of a blank text it finds nothing, a backslash it takes for a part of its
/// own pattern.
fn words(text: &str) -> Wish {
    if text.contains('\0') {
        Wish::Never
    } else if text.trim().is_empty() || text.contains('\\') {
        Wish::Rows
    } else {
        Wish::Words(text.to_owned())
    }
}

fn kind(wishes: &[Wish]) -> Kind {
    let has = |is_it: fn(&Wish) -> bool| wishes.iter().any(is_it);
    if has(|wish| matches!(wish, Wish::ById(_))) {
        Kind::ById
    } else if has(|wish| matches!(wish, Wish::Unique(_))) {
        Kind::Filter
    } else if has(|wish| matches!(wish, Wish::Words(_))) {
        Kind::Search
    } else if has(|wish| matches!(wish, Wish::Days(_))) {
        Kind::Filter
    } else {
        Kind::List
    }
}

fn route(kind: Kind, wishes: &[Wish]) -> (ContactRoute, Vec<Fate>) {
    let (mut ids, mut words, mut clauses) = (None, None, Vec::new());
    let fates = wishes.iter().map(|wish| match (kind, wish) {
        (_, Wish::Always) => Fate::Pushed,
        (_, Wish::Never) => Fate::Never,
        (Kind::ById, Wish::ById(wanted)) if ids.is_none() => {
            ids = Some(wanted.clone());
            Fate::Pushed
        }
        (Kind::Filter, Wish::Unique(clause)) => {
            clauses.push(clause.clone());
            Fate::Narrowed
        }
        (Kind::Filter, Wish::Days(days)) => {
            clauses.extend(days.iter().cloned());
            Fate::Narrowed
        }
        (Kind::Search, Wish::Words(text)) if words.is_none() => {
            words = Some(text.clone());
            Fate::Narrowed
        }
        (_, Wish::Rows | Wish::ById(_) | Wish::Unique(_) | Wish::Words(_) | Wish::Days(_)) => {
            Fate::Residual
        }
    });
    let fates = fates.collect();
    let route = match kind {
        Kind::List => ContactRoute::List,
        Kind::Search => ContactRoute::Search(words.unwrap_or_default()),
        Kind::Filter => ContactRoute::Filter(clauses),
        Kind::ById => ContactRoute::ById(ids.unwrap_or_default()),
    };
    (route, fates)
}
