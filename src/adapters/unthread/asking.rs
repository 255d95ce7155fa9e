//! How a list of conversations is asked for: with as many fields and conditions as the service takes.

use crate::model::{
    Condition as _, Conversation, ConversationCondition, ConversationParts, ConversationQuery, Id,
};
use crate::provider::Fate;

use super::plan::{self, Decision, Filter, Sorting};
use super::selection::Selection;

/// One way to ask.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub selection: Selection,
    pub sorting: Sorting,
    /// What the list is asked for.
    evaluated: Vec<(ConversationCondition, Vec<Filter>)>,
    /// What each row is checked for here.
    checked: Vec<ConversationCondition>,
    /// Whether the list counts what is asked for, and no more.
    pub is_exact: bool,
}

impl Asking {
    /// Asks for all; `None` if no conversation can be meant. What is refused is not asked for.
    pub(super) fn new(
        query: &ConversationQuery,
        selection: Selection,
        is_refused: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let (_, sorting) = plan::sorting(query.order);
        let mut asking = Self {
            selection,
            sorting,
            evaluated: Vec::new(),
            checked: Vec::new(),
            is_exact: true,
        };
        for condition in &query.conditions {
            let Decision { fate, filters } = plan::decide(condition);
            if fate == Fate::Never {
                return None;
            }
            let is_sent = |filter: &Filter| filter.is_seen() || !is_refused(filter.field);
            if !filters.is_empty() && filters.iter().all(is_sent) {
                asking.evaluated.push((condition.clone(), filters));
            } else {
                asking.is_exact &= fate == Fate::Pushed && filters.is_empty();
                asking.checked.push(condition.clone());
            }
        }
        Some(asking)
    }

    /// Asks for less: first without the conditions that nobody is seen to ask for, then for fewer fields.
    pub(super) fn humbler(&self) -> Option<Self> {
        let mut humbler = self.clone();
        let (seen, unseen): (Vec<_>, Vec<_>) = humbler
            .evaluated
            .into_iter()
            .partition(|(_, filters)| filters.iter().all(Filter::is_seen));
        humbler.evaluated = seen;
        if unseen.is_empty() {
            humbler.selection = self.selection.narrower()?;
        } else {
            humbler.is_exact = false;
            let unseen = unseen.into_iter().map(|(condition, _)| condition);
            humbler.checked.extend(unseen);
        }
        Some(humbler)
    }

    pub(super) fn filters(&self) -> Vec<Filter> {
        let filters = self.evaluated.iter().flat_map(|(_, filters)| filters);
        filters.cloned().collect()
    }

    /// The fields of the conditions that another way of asking has, and this one has not.
    pub(super) fn lacks(&self, wider: &Self) -> Vec<&'static str> {
        let own = self.filters();
        let others = wider.filters().into_iter();
        let lacking = others.filter(|filter| !own.contains(filter));
        lacking.map(|filter| filter.field).collect()
    }

    pub(super) fn checked(&self) -> &[ConversationCondition] {
        &self.checked
    }

    /// The ids that conversations have to be among, if the list is not asked for them.
    pub(super) fn checked_ids(&self) -> Option<&[Id<Conversation>]> {
        self.checked.iter().find_map(|condition| match condition {
            ConversationCondition::Ids(ids) => Some(ids.as_slice()),
            _ => None,
        })
    }

    /// What rows have to know to be checked.
    pub(super) fn needs(&self) -> ConversationParts {
        let needs = self.checked.iter().map(ConversationCondition::needs);
        needs.fold(ConversationParts::empty(), ConversationParts::union)
    }
}

#[cfg(test)]
mod tests {
    use super::Asking;
    use crate::adapters::unthread::plan::Filter;
    use crate::adapters::unthread::selection::Selection;
    use crate::model::{
        ConversationCondition as Is, ConversationQuery, ConversationStatus, Priority,
    };

    fn query(conditions: Vec<Is>) -> ConversationQuery {
        ConversationQuery {
            conditions,
            ..ConversationQuery::default()
        }
    }

    fn fields(asking: &Asking) -> Vec<&'static str> {
        let filters = asking.filters();
        filters.iter().map(|filter: &Filter| filter.field).collect()
    }

    #[test]
    fn unseen_conditions_are_given_up_before_fields() {
        let statuses = Is::Statuses(vec![ConversationStatus::Open]);
        let priorities = Is::Priorities(vec![Priority::High]);
        let query = query(vec![statuses, priorities.clone()]);
        let all = Asking::new(&query, Selection::Wide, |_| false).unwrap();
        assert_eq!(fields(&all), ["status", "priority"]);
        assert!(all.is_exact && all.checked().is_empty());
        let seen = all.humbler().unwrap();
        assert_eq!(fields(&seen), ["status"]);
        assert_eq!(seen.checked(), [priorities]);
        assert_eq!(
            (seen.selection, seen.is_exact, seen.lacks(&all)),
            (Selection::Wide, false, vec!["priority"])
        );
        let narrow = seen.humbler().unwrap();
        assert_eq!(narrow.selection, Selection::Documented);
        assert_eq!(fields(&narrow), ["status"]);
        assert!(narrow.humbler().unwrap().humbler().is_none());
    }

    #[test]
    fn what_was_refused_is_checked_at_once() {
        let query = query(vec![Is::Priorities(vec![Priority::High])]);
        let asking = Asking::new(&query, Selection::Wide, |field| field == "priority").unwrap();
        assert!(fields(&asking).is_empty() && !asking.is_exact);
        assert_eq!(asking.checked(), query.conditions);
    }

    #[test]
    fn what_nearly_every_row_meets_is_checked_and_counted() {
        let query = query(vec![Is::IsTicket(true)]);
        let asking = Asking::new(&query, Selection::Wide, |_| false).unwrap();
        assert!(asking.is_exact && fields(&asking).is_empty());
        assert_eq!(asking.checked(), query.conditions);
    }

    #[test]
    fn nothing_is_asked_for_where_nothing_can_be_meant() {
        let query = query(vec![Is::Statuses(vec![ConversationStatus::Spam])]);
        assert!(Asking::new(&query, Selection::Wide, |_| false).is_none());
    }
}
