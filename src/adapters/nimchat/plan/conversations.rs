//! Which list of conversations is asked, and for what.

use crate::adapters::nimchat::endpoints::{Clause, ListParams};
use crate::model::{Contact, ConversationCondition, ConversationOrder, ConversationQuery, Id};
use crate::provider::{Fate, OrderPlan, Plan};

use super::sorts;
use super::wishes::{Statuses, Wish, all_statuses, wish};

/// Each contact is a call of its own.
pub(super) const CONTACTS_MAX: usize = 10;

/// A question, and how it is asked.
pub(in crate::adapters::nimchat) struct AskedConversations {
    pub route: Route,
    order: OrderPlan,
    fates: Vec<Fate>,
}

/// What is asked of which endpoint.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::adapters::nimchat) enum Route {
    /// `GET conversations`.
    List(ListParams),
    /// `POST conversations/filter`.
    Filter(Vec<Clause>),
    /// `GET contacts/{id}/conversations`, once for each.
    OfContacts(Vec<Id<Contact>>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Filter,
    OfContacts,
}

impl AskedConversations {
    /// Decides how a question is asked.
    pub(in crate::adapters::nimchat) fn of(query: &ConversationQuery) -> Self {
        let wishes: Vec<_> = query.conditions.iter().map(wish).collect();
        let statuses = statuses(&wishes);
        let (route, mut fates) = match kind(&wishes, &statuses) {
            Kind::List => list(&wishes, &statuses),
            Kind::Filter => filter(&wishes, &statuses),
            Kind::OfContacts => of_contacts(&wishes),
        };
        // Each may be met, but not by the same row.
        if statuses.is_empty() {
            fates.fill(Fate::Never);
        }
        let order = order(&route, query.order);
        Self {
            route,
            order,
            fates,
        }
    }

    /// What becomes of each condition of the same question.
    pub(in crate::adapters::nimchat) fn plan(
        &self,
        query: &ConversationQuery,
    ) -> Plan<ConversationCondition> {
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

/// The statuses that all conditions on the status leave.
fn statuses(wishes: &[Wish]) -> Statuses {
    let mut left = all_statuses();
    for wish in wishes {
        if let Wish::Statuses(wanted) = wish {
            left.retain(|status| wanted.contains(status));
        }
    }
    left
}

fn is_any(statuses: &Statuses) -> bool {
    *statuses == all_statuses()
}

fn kind(wishes: &[Wish], statuses: &Statuses) -> Kind {
    let has = |is_it: fn(&Wish) -> bool| wishes.iter().any(is_it);
    if has(|wish| matches!(wish, Wish::Text(_))) {
        Kind::List
    } else if has(|wish| matches!(wish, Wish::Numbers(_))) {
        Kind::Filter
    } else if has(is_few_contacts) {
        Kind::OfContacts
    } else if has(needs_filter) || (statuses.len() > 1 && !is_any(statuses)) {
        Kind::Filter
    } else {
        Kind::List
    }
}

fn is_few_contacts(wish: &Wish) -> bool {
    matches!(wish, Wish::Contacts(ids) if ids.len() <= CONTACTS_MAX)
}

/// Whether the list has no parameter for it.
fn needs_filter(wish: &Wish) -> bool {
    match wish {
        Wish::Inboxes(ids) | Wish::Teams(ids) => ids.len() > 1,
        Wish::Assignees(_) | Wish::Numbers(_) | Wish::Days(_) => true,
        Wish::Always
        | Wish::Never
        | Wish::Rows
        | Wish::Unsupported
        | Wish::Statuses(_)
        | Wish::IsAssigned(_)
        | Wish::Labels(_)
        | Wish::Contacts(_)
        | Wish::Text(_) => false,
    }
}

fn order(route: &Route, order: ConversationOrder) -> OrderPlan {
    match route {
        Route::List(_) => sorts::of_list(order),
        Route::Filter(_) => sorts::of_filter(order),
        Route::OfContacts(_) => OrderPlan::Native,
    }
}

fn list(wishes: &[Wish], statuses: &Statuses) -> (Route, Vec<Fate>) {
    let mut params = ListParams::default();
    // Beside words the server ignores the status.
    let is_search = wishes.iter().any(|wish| matches!(wish, Wish::Text(_)));
    if !is_search && !is_any(statuses) {
        params.status = statuses.first().copied();
    }
    let fates = wishes.iter().map(|wish| match wish {
        Wish::Statuses(_) if is_search => Fate::Residual,
        Wish::Statuses(_) => Fate::Pushed,
        Wish::Inboxes(ids) => one(&mut params.inbox_id, ids),
        Wish::Teams(ids) => one(&mut params.team_id, ids),
        Wish::IsAssigned(is_assigned) => {
            let word = if *is_assigned {
                "assigned"
            } else {
                "unassigned"
            };
            take(&mut params.assignee_type, word)
        }
        Wish::Labels(labels) if params.labels.is_empty() => {
            params.labels.clone_from(&labels.any);
            exactly(labels.is_all)
        }
        Wish::Text(words) => match take(&mut params.q, words.clone()) {
            // Rows do not tell what their messages say.
            Fate::Residual => Fate::Unsupported,
            fate => fate,
        },
        Wish::Labels(_)
        | Wish::Numbers(_)
        | Wish::Assignees(_)
        | Wish::Contacts(_)
        | Wish::Days(_) => Fate::Residual,
        Wish::Always | Wish::Never | Wish::Rows | Wish::Unsupported => settled(wish),
    });
    let fates = fates.collect();
    (Route::List(params), fates)
}

fn filter(wishes: &[Wish], statuses: &Statuses) -> (Route, Vec<Fate>) {
    let mut clauses = Vec::new();
    if !is_any(statuses) {
        clauses.push(Clause::new("status", "equal_to", statuses.iter().copied()));
    }
    let mut has_labels = false;
    let fates = wishes.iter().map(|wish| {
        let (added, fate) = match wish {
            Wish::Statuses(_) => (Vec::new(), Fate::Pushed),
            Wish::Numbers(ids) => (vec![Clause::any_of("display_id", ids)], Fate::Pushed),
            Wish::Inboxes(ids) => (vec![Clause::any_of("inbox_id", ids)], Fate::Pushed),
            Wish::Teams(ids) => (vec![Clause::any_of("team_id", ids)], Fate::Pushed),
            Wish::Assignees(ids) => (vec![Clause::any_of("assignee_id", ids)], Fate::Pushed),
            Wish::IsAssigned(is_assigned) => {
                let is_present = Clause::presence("assignee_id", *is_assigned);
                (vec![is_present], Fate::Pushed)
            }
            Wish::Labels(labels) if !has_labels => {
                has_labels = true;
                let clause = Clause::new("labels", "equal_to", labels.any.clone());
                (vec![clause], exactly(labels.is_all))
            }
            Wish::Days(days) => (days.clone(), Fate::Narrowed),
            Wish::Labels(_) | Wish::Contacts(_) => (Vec::new(), Fate::Residual),
            Wish::Text(_) => (Vec::new(), Fate::Unsupported),
            Wish::Always | Wish::Never | Wish::Rows | Wish::Unsupported => {
                (Vec::new(), settled(wish))
            }
        };
        clauses.extend(added);
        fate
    });
    let fates = fates.collect();
    (Route::Filter(clauses), fates)
}

/// The first condition on few contacts is asked, the rows answer the rest.
fn of_contacts(wishes: &[Wish]) -> (Route, Vec<Fate>) {
    let mut contacts = None;
    let fates = wishes.iter().map(|wish| match wish {
        Wish::Contacts(ids) if is_few_contacts(wish) => take(&mut contacts, ids.clone()),
        Wish::Text(_) => Fate::Unsupported,
        Wish::Always | Wish::Never | Wish::Rows | Wish::Unsupported => settled(wish),
        Wish::Contacts(_)
        | Wish::Numbers(_)
        | Wish::Statuses(_)
        | Wish::Inboxes(_)
        | Wish::Assignees(_)
        | Wish::Teams(_)
        | Wish::IsAssigned(_)
        | Wish::Labels(_)
        | Wish::Days(_) => Fate::Residual,
    });
    let fates = fates.collect();
    (Route::OfContacts(contacts.unwrap_or_default()), fates)
}

/// What becomes of a wish whatever is asked.
const fn settled(wish: &Wish) -> Fate {
    match wish {
        Wish::Always => Fate::Pushed,
        Wish::Never => Fate::Never,
        Wish::Unsupported => Fate::Unsupported,
        _ => Fate::Residual,
    }
}

const fn exactly(is_exact: bool) -> Fate {
    if is_exact {
        Fate::Pushed
    } else {
        Fate::Narrowed
    }
}

/// Fills a parameter that takes one value, unless it has one.
fn take<T>(place: &mut Option<T>, value: T) -> Fate {
    match place {
        None => {
            *place = Some(value);
            Fate::Pushed
        }
        Some(_) => Fate::Residual,
    }
}

fn one(place: &mut Option<u64>, ids: &[u64]) -> Fate {
    match ids {
        [id] => take(place, *id),
        _ => Fate::Residual,
    }
}
