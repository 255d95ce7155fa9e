//! Conditions on conversations and tickets.

use jiff::Timestamp;

use crate::model::query::{is_same, of_source, stands_in};
use crate::model::{
    Agent, ChannelKind, Condition, Contact, Conversation, ConversationParts, ConversationQuery,
    ConversationStatus, Id, Inbox, Organization, Priority, Related, SlaState, SourceKey,
    StatusCategory, Tag, Team, TimeRange,
};

macro_rules! conditions {
    ($($(#[$doc:meta])+ $name:ident($value:ty) as $argument:literal needs $parts:expr),+ $(,)?) => {
        /// One condition on conversations, or on the tickets that they are.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum ConversationCondition {
            $($(#[$doc])+ $name($value)),+
        }

        /// What a condition on conversations is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ConversationField {
            $($(#[$doc])+ $name),+
        }

        impl ConversationField {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The argument, as the schema spells it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $argument),+
                }
            }

            const fn needs(self) -> ConversationParts {
                match self {
                    $(Self::$name => $parts),+
                }
            }
        }

        impl ConversationCondition {
            /// What it is about.
            #[must_use]
            pub const fn field(&self) -> ConversationField {
                match self {
                    $(Self::$name(_) => ConversationField::$name),+
                }
            }
        }
    };
}

conditions! {
    /// Only these conversations.
    Ids(Vec<Id<Conversation>>) as "ids" needs ConversationParts::empty(),
    /// Numbers that people quote.
    Numbers(Vec<String>) as "numbers" needs ConversationParts::SUMMARY,
    /// Whether it is a numbered ticket.
    IsTicket(bool) as "isTicket" needs ConversationParts::SUMMARY,
    /// Unified statuses.
    Statuses(Vec<ConversationStatus>) as "statuses" needs ConversationParts::empty(),
    /// Coarse groups of statuses.
    Categories(Vec<StatusCategory>) as "statusCategories" needs ConversationParts::empty(),
    /// Statuses as the provider spells them.
    NativeStatuses(Vec<String>) as "nativeStatuses" needs ConversationParts::empty(),
    /// Unified priorities.
    Priorities(Vec<Priority>) as "priorities" needs ConversationParts::SUMMARY,
    /// Channels.
    Channels(Vec<ChannelKind>) as "channels" needs ConversationParts::SUMMARY,
    /// Inboxes.
    Inboxes(Vec<Id<Inbox>>) as "inboxIds" needs ConversationParts::INBOX,
    /// Assigned teammates.
    Assignees(Vec<Id<Agent>>) as "assigneeIds" needs ConversationParts::ASSIGNEE,
    /// Assigned teams.
    Teams(Vec<Id<Team>>) as "teamIds" needs ConversationParts::ASSIGNEE,
    /// Whether a teammate is assigned.
    IsAssigned(bool) as "isAssigned" needs ConversationParts::ASSIGNEE,
    /// Has at least one of these tags, by name.
    TagsAny(Vec<String>) as "tagsAny" needs ConversationParts::TAGS,
    /// Has all of these tags, by name.
    TagsAll(Vec<String>) as "tagsAll" needs ConversationParts::TAGS,
    /// Conversations of these people.
    Contacts(Vec<Id<Contact>>) as "contactIds" needs ConversationParts::CONTACT,
    /// Conversations of people with this address.
    ContactEmail(String) as "contactEmail" needs ConversationParts::CONTACT,
    /// Conversations of these companies.
    Organizations(Vec<Id<Organization>>) as "organizationIds" needs ConversationParts::ORGANIZATION,
    /// Where the service level stands.
    SlaStates(Vec<SlaState>) as "slaStates" needs ConversationParts::WORK,
    /// Words, for the provider's own search.
    Text(String) as "text" needs ConversationParts::SUMMARY,
    /// Whether the team has unread messages.
    IsUnread(bool) as "isUnread" needs ConversationParts::COUNTS,
    /// Whether it is snoozed.
    IsSnoozed(bool) as "isSnoozed" needs ConversationParts::SUMMARY,
    /// When it started.
    CreatedAt(TimeRange) as "createdAt" needs ConversationParts::TIMES,
    /// When the record last changed.
    UpdatedAt(TimeRange) as "updatedAt" needs ConversationParts::TIMES,
    /// Latest activity.
    LastActivityAt(TimeRange) as "lastActivityAt" needs ConversationParts::TIMES,
    /// When it was resolved.
    ClosedAt(TimeRange) as "closedAt" needs ConversationParts::TIMES,
    /// A custom field.
    CustomField(FieldCondition) as "customFields" needs ConversationParts::CUSTOM_FIELDS,
}

/// A condition on one custom field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldCondition {
    /// Which field.
    pub key: String,
    /// How it is compared.
    pub operator: FieldOperator,
    /// What it is compared with; several values mean any of them.
    pub values: Vec<String>,
}

/// How a custom field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldOperator {
    /// Equal to one of the values.
    Equals,
    /// Different from all values.
    NotEquals,
    /// Contains one of the texts.
    Contains,
    /// Contains none of the texts.
    NotContains,
    /// Greater or later than the value.
    GreaterThan,
    /// Smaller or earlier than the value.
    LessThan,
    /// Has any value.
    IsPresent,
    /// Has no value.
    IsAbsent,
}

impl Condition for ConversationCondition {
    type Row = Conversation;

    fn name(&self) -> &'static str {
        self.field().name()
    }

    fn needs(&self) -> ConversationParts {
        self.field().needs()
    }

    fn within(&self, source: &SourceKey) -> Option<Self> {
        Some(match self {
            Self::Ids(ids) => Self::Ids(of_source(ids, source)?),
            Self::Inboxes(ids) => Self::Inboxes(of_source(ids, source)?),
            Self::Assignees(ids) => Self::Assignees(of_source(ids, source)?),
            Self::Teams(ids) => Self::Teams(of_source(ids, source)?),
            Self::Contacts(ids) => Self::Contacts(of_source(ids, source)?),
            Self::Organizations(ids) => Self::Organizations(of_source(ids, source)?),
            Self::Numbers(_)
            | Self::IsTicket(_)
            | Self::Statuses(_)
            | Self::Categories(_)
            | Self::NativeStatuses(_)
            | Self::Priorities(_)
            | Self::Channels(_)
            | Self::IsAssigned(_)
            | Self::TagsAny(_)
            | Self::TagsAll(_)
            | Self::ContactEmail(_)
            | Self::SlaStates(_)
            | Self::Text(_)
            | Self::IsUnread(_)
            | Self::IsSnoozed(_)
            | Self::CreatedAt(_)
            | Self::UpdatedAt(_)
            | Self::LastActivityAt(_)
            | Self::ClosedAt(_)
            | Self::CustomField(_) => self.clone(),
        })
    }

    fn holds(&self, row: &Conversation, along: &Related, now: Timestamp) -> bool {
        match self {
            Self::Ids(ids) => ids.contains(&row.id),
            Self::Numbers(numbers) => is_one_of(numbers, row.number.as_ref()),
            Self::IsTicket(is_ticket) => row.ticket.is_some() == *is_ticket,
            Self::Statuses(statuses) => statuses.contains(&row.status),
            Self::Categories(categories) => categories.contains(&row.status.category()),
            Self::NativeStatuses(natives) => natives.contains(&row.native_status),
            Self::Priorities(priorities) => priorities.contains(&row.priority),
            Self::Channels(channels) => channels.contains(&row.channel.kind),
            Self::Inboxes(ids) => is_one_of(ids, row.inbox.as_ref()),
            Self::Assignees(ids) => is_one_of(ids, row.assignee.as_ref()),
            Self::Teams(ids) => is_one_of(ids, row.team.as_ref()),
            Self::IsAssigned(is_assigned) => row.assignee.is_some() == *is_assigned,
            Self::TagsAny(names) => names.iter().any(|name| has_tag(row, along, name)),
            Self::TagsAll(names) => names.iter().all(|name| has_tag(row, along, name)),
            Self::Contacts(ids) => is_one_of(ids, row.contact.as_ref()),
            Self::ContactEmail(address) => has_address(row, along, address),
            Self::Organizations(ids) => is_one_of(ids, row.organization.as_ref()),
            Self::SlaStates(states) => states.contains(&sla_state(row, now)),
            Self::Text(words) => says(row, words),
            Self::IsUnread(is_unread) => row
                .unread_count
                .is_some_and(|count| (count > 0) == *is_unread),
            Self::IsSnoozed(is_snoozed) => row.snooze.is_some() == *is_snoozed,
            Self::CreatedAt(range) => range.contains(row.created_at),
            Self::UpdatedAt(range) => range.contains(row.updated_at),
            Self::LastActivityAt(range) => range.contains(row.last_activity_at),
            Self::ClosedAt(range) => range.contains(row.closed_at),
            Self::CustomField(condition) => condition.holds(row),
        }
    }
}

impl ConversationQuery {
    /// Whether two conditions exclude each other, so that no conversation can meet both.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        let conditions = &self.conditions;
        let excludes = |a: &ConversationCondition| conditions.iter().any(|b| a.excludes(b));
        conditions.iter().any(excludes)
    }
}

impl ConversationCondition {
    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Statuses(statuses), Self::Categories(categories)) => {
                let mut wanted = statuses.iter().map(|status| status.category());
                !wanted.any(|category| categories.contains(&category))
            }
            (Self::Statuses(statuses), Self::IsSnoozed(false)) => {
                statuses.as_slice() == [ConversationStatus::Snoozed]
            }
            (Self::Assignees(_), Self::IsAssigned(is_assigned)) => !is_assigned,
            _ => false,
        }
    }
}

fn is_one_of<T: PartialEq>(wanted: &[T], found: Option<&T>) -> bool {
    found.is_some_and(|found| wanted.contains(found))
}

fn has_tag(row: &Conversation, along: &Related, name: &str) -> bool {
    let mut tags = row.tags.iter().flatten();
    tags.any(|id| is_same(name_of(id, along), name))
}

/// The name of a tag; it is the native id where tags have no ids.
fn name_of<'a>(id: &'a Id<Tag>, along: &'a Related) -> &'a str {
    let named = along.tags.iter().find(|tag| tag.id == *id);
    named.map_or(id.native(), |tag| &tag.name)
}

fn has_address(row: &Conversation, along: &Related, address: &str) -> bool {
    let person = row.contact.as_ref();
    let mut known = along.contacts.iter();
    let person = person.and_then(|id| known.find(|contact| contact.id == *id));
    let mut emails = person.into_iter().flat_map(|person| &person.emails);
    emails.any(|email| is_same(&email.value, address))
}

fn sla_state(row: &Conversation, now: Timestamp) -> SlaState {
    let ticket = row.ticket.as_ref();
    SlaState::of(ticket.and_then(|ticket| ticket.sla_due_at), now)
}

/// Whether subject or preview have all the words. Less than a search of the provider would find.
fn says(row: &Conversation, words: &str) -> bool {
    let texts = [row.subject.as_deref(), row.preview.as_deref()];
    let mut words = words.split_whitespace();
    words.all(|word| texts.iter().flatten().any(|text| stands_in(text, word)))
}

impl FieldCondition {
    fn holds(&self, row: &Conversation) -> bool {
        let mut fields = row.custom_fields.iter().flatten();
        let found = fields.find(|field| field.key == self.key);
        let values = found.map_or(&[] as &[String], |field| &field.values);
        let any = |is_met: fn(&str, &str) -> bool| {
            let met = |value: &String| self.values.iter().any(|wanted| is_met(value, wanted));
            values.iter().any(met)
        };
        match self.operator {
            FieldOperator::Equals => any(is_same),
            FieldOperator::NotEquals => !any(is_same),
            FieldOperator::Contains => any(stands_in),
            FieldOperator::NotContains => !any(stands_in),
            FieldOperator::GreaterThan => any(is_greater),
            FieldOperator::LessThan => any(|value, wanted| is_greater(wanted, value)),
            FieldOperator::IsPresent => !values.is_empty(),
            FieldOperator::IsAbsent => values.is_empty(),
        }
    }
}

/// Compares numbers as numbers, and anything else, days and times too, as text.
fn is_greater(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a > b,
        _ => a > b,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{ConversationCondition as Is, ConversationField, FieldCondition, FieldOperator};
    use crate::model::{
        Channel, ChannelKind, Condition as _, Conversation, ConversationStatus, CustomField, Id,
        Related, SourceKey, Tag, TimeRange,
    };

    fn key(text: &str) -> SourceKey {
        SourceKey::parse(text).unwrap()
    }

    fn row() -> Conversation {
        let channel = Channel {
            kind: ChannelKind::Email,
            native: String::new(),
            detail: None,
        };
        let id = Id::new(&key("desk"), "1");
        Conversation {
            subject: Some("Invoice is wrong".to_owned()),
            tags: Some(vec![Id::new(&key("desk"), "t1")]),
            custom_fields: Some(vec![CustomField {
                key: "seats".to_owned(),
                values: vec!["12".to_owned()],
            }]),
            created_at: Some(Timestamp::from_second(100).unwrap()),
            ..Conversation::new(id, ConversationStatus::Open, "active", channel)
        }
    }

    fn holds(condition: &Is) -> bool {
        let tag = Tag::new(Id::new(&key("desk"), "t1"), "Billing");
        let along = Related {
            tags: vec![tag],
            ..Related::default()
        };
        condition.holds(&row(), &along, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn tags_are_known_by_their_names() {
        assert!(holds(&Is::TagsAny(vec!["vip".into(), "billing".into()])));
        assert!(!holds(&Is::TagsAll(vec!["vip".into(), "billing".into()])));
        assert!(!holds(&Is::TagsAny(vec!["t1".into()])));
    }

    #[test]
    fn the_end_of_a_range_is_not_part_of_it() {
        let at = |second| Some(Timestamp::from_second(second).unwrap());
        let within = |from, to| holds(&Is::CreatedAt(TimeRange { from, to }));
        assert!(within(at(100), at(101)));
        assert!(!within(at(99), at(100)));
        assert!(within(None, None));
        assert!(!holds(&Is::ClosedAt(TimeRange::default())));
    }

    #[test]
    fn what_is_not_told_meets_no_condition() {
        assert!(!holds(&Is::IsUnread(true)) && !holds(&Is::IsUnread(false)));
        assert!(holds(&Is::IsAssigned(false)));
    }

    #[test]
    fn custom_fields_are_compared_as_what_they_look_like() {
        let is = |operator, values: &[&str]| {
            holds(&Is::CustomField(FieldCondition {
                key: "seats".to_owned(),
                operator,
                values: values.iter().map(|value| (*value).to_owned()).collect(),
            }))
        };
        assert!(is(FieldOperator::GreaterThan, &["9"]));
        assert!(!is(FieldOperator::LessThan, &["9"]));
        assert!(is(FieldOperator::Equals, &["7", "12"]));
        assert!(!is(FieldOperator::NotEquals, &["7", "12"]));
        assert!(is(FieldOperator::Contains, &["1"]));
        assert!(is(FieldOperator::IsPresent, &[]) && !is(FieldOperator::IsAbsent, &[]));
    }

    #[test]
    fn of_foreign_ids_nothing_is_left() {
        let (here, there) = (key("desk"), key("other"));
        let ids = Is::Ids(vec![Id::new(&here, "1"), Id::new(&there, "2")]);
        assert_eq!(ids.within(&here), Some(Is::Ids(vec![Id::new(&here, "1")])));
        assert_eq!(ids.within(&key("third")), None);
        let text = Is::Text("x".to_owned());
        assert_eq!(text.within(&here), Some(text));
    }

    #[test]
    fn every_field_has_a_name_of_its_own() {
        let mut names: Vec<_> = ConversationField::ALL
            .iter()
            .map(|field| field.name())
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ConversationField::ALL.len());
    }
}
