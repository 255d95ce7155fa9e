//! Questions about conversations.

use crate::model::{
    ChannelKind, ConversationCondition as Is, ConversationOrder, ConversationOrderField as Field,
    ConversationQuery, ConversationStatus, Organization, Priority, SlaState, TimeRange,
};
use crate::provider::{Fate, OrderPlan, Plan};

use super::super::endpoints::{ListConversations, Sort};
use super::super::{is_number, tables};
use super::{always, lucene, numbers};

/// Which list answers a question.
#[derive(Debug, PartialEq)]
pub(crate) enum ConversationList {
    /// All conversations, filtered.
    All(ListConversations),
    /// Those of the organization with this number.
    OfOrganization(String),
}

/// The list that answers a question, and what it evaluates.
pub(crate) fn conversations(query: &ConversationQuery) -> (ConversationList, Plan<Is>) {
    if let Some(organization) = organization(&query.conditions) {
        let plan = Plan::new(query, OrderPlan::Window, |condition| match condition {
            Is::Organizations(ids) if numbers(ids)[..] == [organization.as_str()] => Fate::Pushed,
            _ => same_for_all(condition).unwrap_or_else(|| unless_never(condition)),
        });
        return (ConversationList::OfOrganization(organization), plan);
    }
    let (sort, order) = order(query.order);
    let mut list = ListConversations {
        sort,
        ..ListConversations::default()
    };
    let plan = Plan::new(query, order, |condition| {
        same_for_all(condition).unwrap_or_else(|| list.take(condition))
    });
    (ConversationList::All(list), plan)
}

/// The one organization that is asked for, unless something else narrows the question that only the other list knows.
fn organization(conditions: &[Is]) -> Option<String> {
    let is_found = |one: &Is| {
        matches!(
            one,
            Is::Ids(_) | Is::Numbers(_) | Is::Contacts(_) | Is::ContactEmail(_) | Is::Text(_)
        )
    };
    if conditions.iter().any(is_found) {
        return None;
    }
    let mut asked = conditions.iter().filter_map(|one| match one {
        Is::Organizations(ids) => Some(numbers::<Organization>(ids)),
        _ => None,
    });
    match &mut asked.next()?[..] {
        [only] => Some(std::mem::take(only)),
        _ => None,
    }
}

/// What becomes of a condition that the list does not evaluate.
fn unless_never(condition: &Is) -> Fate {
    match ListConversations::default().take(condition) {
        Fate::Never => Fate::Never,
        _ => Fate::Residual,
    }
}

/// What is the same for every conversation of every account.
fn same_for_all(condition: &Is) -> Option<Fate> {
    Some(match condition {
        Is::IsTicket(is_ticket) => always(*is_ticket),
        Is::Priorities(priorities) => always(priorities.contains(&Priority::None)),
        Is::SlaStates(states) => always(states.contains(&SlaState::None)),
        Is::IsUnread(_) => Fate::Unsupported,
        Is::Channels(kinds) if !kinds.iter().any(is_known_channel) => Fate::Never,
        Is::CreatedAt(TimeRange {
            from: None,
            to: None,
        }) => Fate::Pushed,
        Is::CreatedAt(range)
        | Is::UpdatedAt(range)
        | Is::LastActivityAt(range)
        | Is::ClosedAt(range)
            if is_empty(*range) =>
        {
            Fate::Never
        }
        _ => return None,
    })
}

fn is_empty(range: TimeRange) -> bool {
    range
        .from
        .zip(range.to)
        .is_some_and(|(from, to)| from >= to)
}

fn is_known_channel(kind: &ChannelKind) -> bool {
    let mut known = tables::CHANNEL.iter().map(|row| row.unified);
    *kind == ChannelKind::Unknown || known.any(|known| known == *kind)
}

/// How the list sorts, and how well that is the order that is asked for.
fn order(order: ConversationOrder) -> (Sort, OrderPlan) {
    let by = |field| Sort {
        field,
        direction: order.direction,
    };
    match order.field {
        // The time of the last change is not shown, and never before the newest time that is.
        Field::LastActivityAt | Field::UpdatedAt => (by("modifiedAt"), OrderPlan::Approximate),
        Field::CreatedAt => (by("createdAt"), OrderPlan::Native),
        Field::Number => (by("number"), OrderPlan::Native),
        // No conversation has one: what is left to sort by is the latest activity.
        Field::Priority => (Sort::LATEST, OrderPlan::Approximate),
        // No conversation has one: every order is right.
        Field::SlaDueAt => (Sort::LATEST, OrderPlan::Native),
        // `waitingSince` also sorts those whose customer does not wait, closed ones among them.
        Field::WaitingSince | Field::SnoozedUntil => (Sort::LATEST, OrderPlan::Window),
    }
}

impl ListConversations {
    /// Takes a condition into the list as far as it goes.
    fn take(&mut self, condition: &Is) -> Fate {
        match condition {
            Is::Ids(ids) => self.search_numbers("id", &numbers(ids)),
            Is::Numbers(wanted) => self.take_numbers(wanted),
            Is::Statuses(wanted) => self.take_status(|status| wanted.contains(&status)),
            Is::Categories(wanted) => {
                self.take_status(|status| wanted.contains(&status.category()))
            }
            Is::NativeStatuses(wanted) => self.take_words(wanted),
            Is::Inboxes(ids) => self.take_mailboxes(numbers(ids)),
            Is::Assignees(ids) => self.take_assignee(numbers(ids)),
            Is::Teams(ids) => self.take_assignee(numbers(ids)),
            // Teams are assignees as well.
            Is::IsAssigned(true) => self.search("NOT assigned:\"Unassigned\"".to_owned()),
            Is::TagsAny(names) => self.take_any_tag(names),
            Is::TagsAll(names) => self.take_all_tags(names),
            Is::Contacts(ids) => self.search_numbers("customerIds", &numbers(ids)),
            Is::ContactEmail(address) => self.take_address(address),
            Is::Text(text) => self.take_text(text),
            Is::CreatedAt(range) => self.take_start(*range),
            // The record changes whenever anything else does.
            Is::UpdatedAt(range) | Is::LastActivityAt(range) | Is::ClosedAt(range) => {
                self.take_change(*range)
            }
            Is::Organizations(ids) if numbers(ids).is_empty() => Fate::Never,
            Is::Organizations(_)
            | Is::IsAssigned(false)
            | Is::IsTicket(_)
            | Is::Priorities(_)
            | Is::Channels(_)
            | Is::SlaStates(_)
            | Is::IsUnread(_)
            | Is::IsSnoozed(_)
            | Is::CustomField(_) => Fate::Residual,
        }
    }

    fn search(&mut self, clause: String) -> Fate {
        self.query.push(clause);
        Fate::Narrowed
    }

    fn search_numbers(&mut self, field: &str, numbers: &[String]) -> Fate {
        match numbers {
            [] => Fate::Never,
            _ => self.search(lucene::any_number(
                field,
                numbers.iter().map(String::as_str),
            )),
        }
    }

    fn take_numbers(&mut self, wanted: &[String]) -> Fate {
        let numbers: Vec<String> = wanted
            .iter()
            .filter(|one| is_number(one))
            .cloned()
            .collect();
        match &numbers[..] {
            [only] if self.number.is_none() => {
                self.number = Some(only.clone());
                Fate::Narrowed
            }
            _ => self.search_numbers("number", &numbers),
        }
    }

    /// A conversation of any status may be snoozed, so that a status besides that is narrowed only.
    fn take_status(&mut self, is_wanted: impl Fn(ConversationStatus) -> bool) -> Fate {
        if is_wanted(ConversationStatus::Unknown) || is_wanted(ConversationStatus::Snoozed) {
            return Fate::Residual;
        }
        let rows = tables::STATUS.iter().filter(|row| is_wanted(row.unified));
        match rows.map(|row| row.native).collect::<Vec<_>>()[..] {
            [] => Fate::Never,
            [word] => self.take_word(word, Fate::Narrowed),
            _ => Fate::Residual,
        }
    }

    fn take_words(&mut self, wanted: &[String]) -> Fate {
        let rows = tables::STATUS.iter();
        let words = rows
            .filter(|row| row.unified != ConversationStatus::Snoozed)
            .map(|row| row.native);
        let wanted = words.filter(|word| wanted.iter().any(|wanted| wanted == word));
        match wanted.collect::<Vec<_>>()[..] {
            [] => Fate::Never,
            [word] => self.take_word(word, Fate::Pushed),
            _ => Fate::Residual,
        }
    }

    fn take_word(&mut self, word: &'static str, fate: Fate) -> Fate {
        match self.status {
            Some(taken) if taken != word => Fate::Never,
            _ => {
                self.status = Some(word);
                fate
            }
        }
    }

    fn take_mailboxes(&mut self, mailboxes: Vec<String>) -> Fate {
        if mailboxes.is_empty() {
            return Fate::Never;
        }
        if !self.mailboxes.is_empty() {
            return Fate::Residual;
        }
        self.mailboxes = mailboxes;
        Fate::Pushed
    }

    /// Users and teams share their numbers, and only one can be asked for.
    fn take_assignee(&mut self, mut assignees: Vec<String>) -> Fate {
        match &mut assignees[..] {
            [] => Fate::Never,
            [only] if self.assigned_to.is_none() => {
                self.assigned_to = Some(std::mem::take(only));
                Fate::Pushed
            }
            _ => Fate::Residual,
        }
    }

    fn take_any_tag(&mut self, names: &[String]) -> Fate {
        let names: Vec<&str> = filled(names).collect();
        if names.is_empty() {
            return Fate::Never;
        }
        if self.tags.is_empty() && names.iter().all(|name| is_listable(name)) {
            self.tags = names.into_iter().map(str::to_owned).collect();
            return Fate::Pushed;
        }
        match lucene::any_text("tag", &names) {
            Some(clause) => self.search(clause),
            None => Fate::Residual,
        }
    }

    fn take_all_tags(&mut self, names: &[String]) -> Fate {
        if filled(names).count() < names.len() {
            return Fate::Never;
        }
        match names {
            [] => Fate::Pushed,
            [_] => self.take_any_tag(names),
            _ => {
                let clauses = names.iter().map(|name| lucene::any_text("tag", &[name]));
                match clauses.collect::<Option<Vec<_>>>() {
                    Some(clauses) => self.search(clauses.join(" AND ")),
                    None => Fate::Residual,
                }
            }
        }
    }

    /// Finds who reads along as well.
    fn take_address(&mut self, address: &str) -> Fate {
        if address.trim().is_empty() {
            return Fate::Never;
        }
        match lucene::any_text("email", &[address]) {
            Some(clause) => self.search(clause),
            None => Fate::Unsupported,
        }
    }

    fn take_text(&mut self, text: &str) -> Fate {
        let words = lucene::words(text);
        if words.is_empty() && !text.trim().is_empty() {
            return Fate::Residual;
        }
        self.query.extend(words);
        Fate::Pushed
    }

    fn take_start(&mut self, range: TimeRange) -> Fate {
        let Some(clause) = lucene::times("createdAt", range) else {
            return Fate::Residual;
        };
        self.query.push(clause);
        // An end takes a second too much.
        if range.to.is_some() {
            Fate::Narrowed
        } else {
            Fate::Pushed
        }
    }

    fn take_change(&mut self, range: TimeRange) -> Fate {
        let Some(since) = range.from.and_then(lucene::before) else {
            return Fate::Residual;
        };
        // Both are written alike, so that the later one is the greater text.
        self.modified_since = self.modified_since.take().max(Some(since));
        Fate::Narrowed
    }
}

fn filled(names: &[String]) -> impl Iterator<Item = &str> {
    let names = names.iter().map(String::as_str);
    names.filter(|name| !name.trim().is_empty())
}

/// Whether a name can stand between commas.
fn is_listable(name: &str) -> bool {
    !name.contains(',') && name.trim() == name
}
