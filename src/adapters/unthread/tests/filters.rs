//! What the list of conversations evaluates is what the model says.

use std::collections::BTreeSet;

use super::{Desk, all_of, meeting};
use crate::model::{
    ChannelKind, Conversation, ConversationCondition as Is, ConversationParts, ConversationStatus,
    FieldCondition, FieldOperator, Id, PageRequest, Priority, Related, SlaState, StatusCategory,
    TimeRange,
};
use crate::provider::Provider as _;

/// The whole world, and who is in it.
struct Told {
    rows: Vec<Conversation>,
    along: Related,
}

impl Told {
    async fn by(desk: &Desk) -> Self {
        let every = all_of(&[]);
        let (rows, along) = desk.asked(&every, 100, ConversationParts::all()).await;
        desk.requests();
        Self { rows, along }
    }

    /// The ids of the rows that meet all.
    fn ids(&self, conditions: &[Is]) -> BTreeSet<String> {
        natives(meeting(&self.rows, &self.along, conditions))
    }

    fn first<T>(&self, of: impl Fn(&Conversation) -> Option<T>) -> T {
        self.rows.iter().find_map(of).unwrap()
    }

    /// Between the times of two rows, the later one left out.
    fn between(&self, of: impl Fn(&Conversation) -> Option<jiff::Timestamp>) -> TimeRange {
        let mut times: Vec<_> = self.rows.iter().filter_map(of).collect();
        times.sort_unstable();
        TimeRange {
            from: Some(times[times.len() / 4]),
            to: Some(times[times.len() - 1]),
        }
    }

    /// One condition of every kind that is asked for upstream.
    fn conditions(&self) -> Vec<Is> {
        let ids = [self.rows[3].id.clone(), self.rows[7].id.clone()];
        let numbers = [&self.rows[2], &self.rows[9]].map(|row| row.number.clone().unwrap());
        vec![
            Is::Ids(ids.to_vec()),
            Is::Ids(ids[..1].to_vec()),
            Is::Numbers(numbers.to_vec()),
            Is::Numbers(numbers[..1].to_vec()),
            Is::IsTicket(true),
            Is::Statuses(vec![ConversationStatus::Open]),
            Is::Statuses(vec![ConversationStatus::Snoozed]),
            Is::Statuses(vec![
                ConversationStatus::Resolved,
                ConversationStatus::OnHold,
            ]),
            Is::Categories(vec![StatusCategory::Todo]),
            Is::Categories(vec![StatusCategory::Done]),
            Is::NativeStatuses(vec!["open".to_owned(), "on_hold".to_owned()]),
            Is::Priorities(vec![Priority::High]),
            Is::Priorities(vec![Priority::Low, Priority::Medium, Priority::Urgent]),
            Is::Channels(vec![ChannelKind::Email]),
            Is::Assignees(vec![self.first(|row| row.assignee.clone())]),
            Is::IsAssigned(true),
            Is::Contacts(vec![
                self.first(|row| row.contact.clone()),
                self.rows[11].contact.clone().unwrap(),
            ]),
            Is::Organizations(vec![self.first(|row| row.organization.clone())]),
            Is::SlaStates(vec![SlaState::None]),
            Is::IsSnoozed(true),
            Is::CreatedAt(self.between(|row| row.created_at)),
            Is::UpdatedAt(self.between(|row| row.updated_at)),
            Is::LastActivityAt(self.between(|row| row.last_activity_at)),
            Is::ClosedAt(self.between(|row| row.closed_at)),
            Is::ClosedAt(TimeRange::default()),
        ]
    }
}

/// The ids that the desk answers, of rows that meet what its plan leaves to be checked.
async fn answered(desk: &Desk, size: usize, conditions: &[Is]) -> BTreeSet<String> {
    let query = all_of(conditions);
    let plan = desk.unthread.plan_conversations(&query);
    assert_eq!(plan.pushed, conditions, "all of it is asked for");
    assert!(plan.can_match && plan.unsupported.is_empty());
    let (rows, along) = desk.asked(&query, size, ConversationParts::all()).await;
    assert_eq!(natives(&rows).len(), rows.len(), "none comes twice");
    natives(meeting(&rows, &along, &plan.residual))
}

fn natives<'a>(rows: impl IntoIterator<Item = &'a Conversation>) -> BTreeSet<String> {
    let rows = rows.into_iter();
    rows.map(|row| row.id.native().to_owned()).collect()
}

#[tokio::test]
async fn every_condition_finds_what_meets_it() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    for condition in told.conditions() {
        let condition = [condition];
        let expected = told.ids(&condition);
        assert!(!expected.is_empty(), "{condition:?} shows nothing");
        let found = answered(&desk, 3, &condition).await;
        assert_eq!(found, expected, "{condition:?}");
        let requests = desk.requests();
        assert!(requests.iter().all(|one| one.path == "/conversations/list"));
    }
}

#[tokio::test]
async fn any_two_conditions_find_what_meets_both() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    let conditions = told.conditions();
    for (index, one) in conditions.iter().enumerate() {
        for other in &conditions[index + 1..] {
            let both = [one.clone(), other.clone()];
            let found = answered(&desk, 100, &both).await;
            assert_eq!(found, told.ids(&both), "{both:?}");
            assert_eq!(desk.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_filtered_list_is_counted_in_one_call() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    let high = [Is::Priorities(vec![Priority::High]), Is::IsTicket(true)];
    let (query, first) = (all_of(&high), PageRequest::first(1));
    let parts = ConversationParts::empty();
    let page = desk
        .unthread
        .conversations(&desk.context, &query, first, parts);
    let page = page.await.unwrap();
    assert_eq!(page.total, Some(told.ids(&high).len() as u64));
    assert!(page.next.is_some() && page.items.len() == 1);
    assert_eq!(desk.requests().len(), 1);
}

#[tokio::test]
async fn words_are_found_in_titles_whatever_is_in_them() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    let subject = told.first(|row| row.subject.clone());
    let words: Vec<&str> = subject.split_whitespace().take(2).collect();
    let text = Is::Text(words.join("  "));
    let has_words = |row: &&Conversation| {
        let subject = row.subject.as_deref();
        subject.is_some_and(|subject| words.iter().all(|word| subject.contains(word)))
    };
    let expected = natives(told.rows.iter().filter(has_words));
    let found = answered(&desk, 3, &[text]).await;
    assert_eq!(found, expected);
    for odd in [
        "\"",
        "\\",
        "') OR 1=1 --",
        "%_%_%_%_%é",
        "{\"field\":\"id\"}",
    ] {
        let found = answered(&desk, 100, &[Is::Text(odd.to_owned())]).await;
        assert!(found.is_empty(), "{odd}");
    }
}

#[tokio::test]
async fn nothing_is_asked_for_where_no_row_can_be_meant() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    let unknown = Is::Ids(vec![Id::new(desk.unthread.key(), "../x")]);
    for never in [Is::Statuses(vec![ConversationStatus::Spam]), unknown] {
        let query = all_of(&[never]);
        assert!(!desk.unthread.plan_conversations(&query).can_match);
        let (rows, _) = desk.asked(&query, 10, ConversationParts::all()).await;
        assert!(rows.is_empty() && told.ids(&query.conditions).is_empty());
    }
    assert!(desk.requests().is_empty());
}

#[tokio::test]
async fn custom_fields_come_with_the_list_and_are_left_to_be_checked() {
    let desk = Desk::open().await;
    let told = Told::by(&desk).await;
    let parts = ConversationParts::CUSTOM_FIELDS;
    let (rows, along) = desk.asked(&all_of(&[]), 100, parts).await;
    assert!(rows.iter().all(|row| row.known.contains(parts)));
    let fields = told.first(|row| row.custom_fields.clone().filter(|all| !all.is_empty()));
    let several = fields.iter().find(|field| field.values.len() > 1).unwrap();
    let condition = Is::CustomField(FieldCondition {
        key: several.key.clone(),
        operator: FieldOperator::Equals,
        values: vec![several.values[1].clone()],
    });
    let plan = desk
        .unthread
        .plan_conversations(&all_of(std::slice::from_ref(&condition)));
    assert_eq!((plan.residual.len(), plan.pushed.len()), (1, 0));
    let met = meeting(&rows, &along, &[condition]);
    assert!(!met.is_empty() && met.len() < rows.len());
}
