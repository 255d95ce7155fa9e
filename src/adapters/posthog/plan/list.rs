//! The list of tickets: which condition becomes which parameter.
//!
//! Each parameter is given once, and most take one value. The first condition that needs it gets it, the others are left
//! to the gateway.

use jiff::SignedDuration;

use crate::adapters::posthog::filter::{Assignee, OrderBy, TicketFilter, fit};
use crate::adapters::posthog::native::{ContactKey, is_number, is_uuid};
use crate::model::{
    Agent, ChannelKind, Contact, ConversationCondition, ConversationOrder, ConversationOrderField,
    ConversationStatus, Id, OrderDirection, SlaState, Team, TimeRange,
};
use crate::provider::{Fate, OrderPlan};

use super::words::{self, Words};

/// The longest text that the provider searches for; longer ones are ignored.
const LONGEST_SEARCH: usize = 200;
/// Persons whose distinct ids are looked up for one question, each with a call.
const MOST_PERSONS: usize = 20;
/// Both times of a new ticket are taken while it is saved, in no order that is promised.
const BIRTH: SignedDuration = SignedDuration::from_secs(1);

/// What the list of tickets is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::adapters::posthog) struct TicketList {
    pub filter: TicketFilter,
    /// Persons whose tickets are meant. The filter takes their distinct ids, which have to be looked up.
    pub persons: Vec<String>,
}

impl TicketList {
    /// Takes a condition over into the parameters, if they can say it. A condition that is left to the gateway changes
    /// nothing.
    pub(super) fn take(&mut self, condition: &ConversationCondition) -> Fate {
        use ConversationCondition as Is;
        match condition {
            Is::Statuses(wanted) => self.statuses(wanted),
            Is::Categories(wanted) => narrow(&mut self.filter.status, words::categories(wanted)),
            Is::NativeStatuses(wanted) => {
                let natives = words::native_statuses(wanted);
                narrow(&mut self.filter.status, Some(natives))
            }
            Is::Priorities(wanted) => narrow(&mut self.filter.priority, words::priorities(wanted)),
            Is::Channels(wanted) => self.channels(wanted),
            Is::Assignees(ids) => self.assignees(ids),
            Is::Teams(ids) => self.teams(ids),
            Is::TagsAny(names) => self.any_tag(words::tags(names)),
            Is::TagsAll(names) => self.all_tags(names),
            Is::Contacts(ids) => self.contacts(ids),
            Is::SlaStates(states) => self.sla(states),
            Is::Text(text) => self.text(text),
            Is::IsSnoozed(true) => {
                self.filter.is_snoozed = true;
                Fate::Narrowed
            }
            Is::CreatedAt(range) => self.created(*range),
            // The latest activity is the latest change.
            Is::UpdatedAt(range) | Is::LastActivityAt(range) => {
                self.filter.updated.narrow(*range);
                Fate::Pushed
            }
            // To the provider, a ticket whose time has passed is still snoozed, and one of a team is assigned.
            Is::IsSnoozed(false)
            | Is::IsAssigned(_)
            | Is::IsUnread(_)
            | Is::Ids(_)
            | Is::Numbers(_)
            | Is::IsTicket(_)
            | Is::Inboxes(_)
            | Is::Organizations(_)
            | Is::ContactEmail(_)
            | Is::ClosedAt(_)
            | Is::CustomField(_) => Fate::Residual,
        }
    }

    fn statuses(&mut self, wanted: &[ConversationStatus]) -> Fate {
        let fate = narrow(&mut self.filter.status, words::statuses(wanted));
        let snoozed = ConversationStatus::Snoozed;
        if fate == Fate::Narrowed && wanted.iter().all(|status| *status == snoozed) {
            self.filter.is_snoozed = true;
        }
        fate
    }

    fn channels(&mut self, wanted: &[ChannelKind]) -> Fate {
        match words::channels(wanted).as_deref() {
            Some([]) => Fate::Never,
            Some([native]) => set(&mut self.filter.channel_source, native),
            Some(_) | None => Fate::Residual,
        }
    }

    fn assignees(&mut self, ids: &[Id<Agent>]) -> Fate {
        let users: Vec<i64> = ids.iter().filter_map(user).collect();
        match users[..] {
            [] => Fate::Never,
            [user] => set(&mut self.filter.assignee, Assignee::User(user)),
            _ => Fate::Residual,
        }
    }

    fn teams(&mut self, ids: &[Id<Team>]) -> Fate {
        let roles = ids.iter().map(Id::native).filter(|role| is_uuid(role));
        match roles.collect::<Vec<_>>()[..] {
            [] => Fate::Never,
            [role] => set(&mut self.filter.assignee, Assignee::Role(role.to_owned())),
            _ => Fate::Residual,
        }
    }

    fn any_tag(&mut self, tags: Vec<String>) -> Fate {
        if tags.is_empty() {
            return Fate::Never;
        }
        set(&mut self.filter.tags, tags)
    }

    /// The provider knows tags of which a ticket has any. Of several that it must have, one narrows.
    fn all_tags(&mut self, names: &[String]) -> Fate {
        if names.iter().any(|name| words::tag(name).is_none()) {
            return Fate::Never;
        }
        let mut tags = words::tags(names);
        if tags.is_empty() {
            return Fate::Pushed;
        }
        let is_one = tags.len() == 1;
        tags.truncate(1);
        match self.any_tag(tags) {
            Fate::Pushed if !is_one => Fate::Narrowed,
            fate => fate,
        }
    }

    /// Whoever has been merged with somebody else since has other tickets too, so every row is checked.
    fn contacts(&mut self, ids: &[Id<Contact>]) -> Fate {
        if self.filter.distinct_ids.is_some() {
            return Fate::Residual;
        }
        let (mut persons, mut distinct_ids) = (Vec::new(), Vec::new());
        for id in ids {
            match ContactKey::parse(id.native()) {
                None => {}
                Some(ContactKey::Person(uuid)) => persons.push(uuid.to_owned()),
                Some(ContactKey::Distinct(distinct_id)) => {
                    distinct_ids.push(distinct_id.to_owned())
                }
                Some(ContactKey::Ticket(_)) => return self.customer_of_ticket(ids),
            }
        }
        if persons.is_empty() && distinct_ids.is_empty() {
            return Fate::Never;
        }
        if persons.len() > MOST_PERSONS || !fit(&distinct_ids) {
            return Fate::Residual;
        }
        self.persons = persons;
        self.filter.distinct_ids = Some(distinct_ids);
        Fate::Narrowed
    }

    /// Who is known by a ticket alone has that one.
    fn customer_of_ticket(&mut self, ids: &[Id<Contact>]) -> Fate {
        let [id] = ids else { return Fate::Residual };
        let Some(number) = id.hint().filter(|hint| is_number(hint)) else {
            return Fate::Residual;
        };
        match set(&mut self.filter.search, number.to_owned()) {
            Fate::Pushed => Fate::Narrowed,
            fate => fate,
        }
    }

    fn sla(&mut self, states: &[SlaState]) -> Fate {
        match *states {
            [] => Fate::Never,
            [state] => {
                words::sla(state).map_or(Fate::Residual, |word| set(&mut self.filter.sla, word))
            }
            _ => Fate::Residual,
        }
    }

    /// The provider takes digits for a number of a ticket, and looks for other text in the name and the address of the
    /// customer, the subject and the messages, notes too.
    fn text(&mut self, text: &str) -> Fate {
        let text = text.trim();
        if text.is_empty() {
            return Fate::Pushed;
        }
        // The database knows no zero byte, so no message has one.
        if text.contains('\0') {
            return Fate::Never;
        }
        let is_digits = text.chars().all(char::is_numeric);
        if is_digits && text.is_ascii() && !is_number(text.trim_start_matches('0')) {
            return Fate::Never;
        }
        // Digits of other scripts are taken for numbers as well, and not all of them can be read.
        let is_odd = is_digits && !text.is_ascii();
        if is_odd || self.filter.search.is_some() || text.chars().count() > LONGEST_SEARCH {
            return Fate::Unsupported;
        }
        self.filter.search = Some(text.to_owned());
        Fate::Pushed
    }

    /// What was not changed since a time was not created since then either.
    fn created(&mut self, range: TimeRange) -> Fate {
        let since = range.from.and_then(|from| from.checked_sub(BIRTH).ok());
        match (range, since) {
            (
                TimeRange {
                    from: None,
                    to: None,
                },
                _,
            ) => Fate::Pushed,
            (_, None) => Fate::Residual,
            (_, from) => {
                self.filter.updated.narrow(TimeRange { from, to: None });
                Fate::Narrowed
            }
        }
    }

    /// Sorts, if the provider can. Where there is no time, it sorts as if it were later than all others, so what must
    /// come last would come first in a descending order.
    pub(super) fn sort(&mut self, order: ConversationOrder) -> OrderPlan {
        use ConversationOrderField as Field;
        let is_ascending = order.direction == OrderDirection::Asc;
        let field = match order.field {
            Field::LastActivityAt | Field::UpdatedAt => "updated_at",
            Field::CreatedAt => "created_at",
            Field::Number => "ticket_number",
            Field::SlaDueAt if is_ascending || self.filter.sla.is_some() => "sla_due_at",
            // Of all tickets, those whose time has passed would be among them.
            Field::SnoozedUntil if self.filter.is_snoozed => "snoozed_until",
            // No ticket tells it, so all are equal.
            Field::WaitingSince => return OrderPlan::Native,
            Field::SlaDueAt | Field::SnoozedUntil | Field::Priority => return OrderPlan::Window,
        };
        let is_default = field == "updated_at" && !is_ascending;
        self.filter.order_by = (!is_default).then_some(OrderBy {
            field,
            direction: order.direction,
        });
        OrderPlan::Native
    }
}

fn user(id: &Id<Agent>) -> Option<i64> {
    let number: i64 = id.native().parse().ok()?;
    (number.to_string() == id.native()).then_some(number)
}

/// Gives a parameter to the first who needs it.
fn set<T>(parameter: &mut Option<T>, value: T) -> Fate {
    if parameter.is_some() {
        return Fate::Residual;
    }
    *parameter = Some(value);
    Fate::Pushed
}

/// Keeps of a list of words what all conditions allow.
fn narrow(parameter: &mut Option<Vec<&'static str>>, words: Option<Words>) -> Fate {
    let Some(Words { natives, is_exact }) = words else {
        return Fate::Residual;
    };
    let kept = match parameter {
        None => natives,
        Some(held) => held
            .iter()
            .copied()
            .filter(|word| natives.contains(word))
            .collect(),
    };
    if kept.is_empty() {
        return Fate::Never;
    }
    *parameter = Some(kept);
    if is_exact {
        Fate::Pushed
    } else {
        Fate::Narrowed
    }
}
