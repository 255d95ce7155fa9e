//! Conditions on conversations: what the server answers is what the rows say.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Desk;
use crate::model::{
    Condition as _, Conversation, ConversationCondition as Is, ConversationOrder,
    ConversationParts, ConversationQuery, ConversationStatus, Id, PageRequest, Related, SlaState,
    StatusCategory, TimeRange,
};
use crate::provider::Provider as _;
use crate::sandbox::RecordedRequest;

const PARTS: ConversationParts = ConversationParts::SUMMARY;

/// The whole world, and what one can ask about it.
struct Told {
    desk: Desk,
    rows: Vec<Conversation>,
    along: Related,
}

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn query(conditions: Vec<Is>) -> ConversationQuery {
    ConversationQuery {
        conditions,
        order: ConversationOrder::default(),
    }
}

fn numbers<'a>(rows: impl IntoIterator<Item = &'a Conversation>) -> BTreeSet<u64> {
    let number = |row: &Conversation| row.id.native().parse().unwrap();
    rows.into_iter().map(number).collect()
}

/// All pages, and how many rows the provider says there are.
pub(super) async fn listed(
    desk: &Desk,
    query: &ConversationQuery,
) -> (Vec<Conversation>, Related, u64) {
    let (mut rows, mut related) = (Vec::new(), Related::default());
    let mut request = PageRequest::first(25);
    loop {
        let page = desk
            .nimchat
            .conversations(&desk.context, query, request, PARTS)
            .await
            .unwrap();
        rows.extend(page.items);
        related.append(page.related);
        let Some(next) = page.next else {
            return (rows, related, page.total.unwrap());
        };
        request = PageRequest {
            size: 25,
            position: Some(next),
        };
    }
}

impl Told {
    async fn open() -> Self {
        let desk = Desk::open().await;
        let (rows, along) = desk.all(PARTS).await;
        desk.asked();
        Self { desk, rows, along }
    }

    /// The row values of some fact, each once.
    fn each<T: Ord>(&self, fact: impl Fn(&Conversation) -> Option<T>) -> Vec<T> {
        let values: BTreeSet<_> = self.rows.iter().filter_map(fact).collect();
        values.into_iter().collect()
    }

    fn ids<T>(&self, fact: impl Fn(&Conversation) -> Option<&Id<T>>) -> Vec<Id<T>> {
        let natives = self.each(|row| fact(row).map(|id| id.native().to_owned()));
        natives.iter().map(|native| self.desk.id(native)).collect()
    }

    fn expected(&self, conditions: &[Is]) -> BTreeSet<u64> {
        let fits = |row: &&Conversation| {
            let mut all = conditions.iter();
            all.all(|condition| condition.holds(row, &self.along, now()))
        };
        numbers(self.rows.iter().filter(fits))
    }

    /// Asks for what a plan pushes, checks the rest, and compares with what the rows of the whole list say.
    async fn compare(&self, conditions: Vec<Is>) -> BTreeSet<u64> {
        let asked = query(conditions);
        let plan = self.desk.nimchat.plan_conversations(&asked);
        assert!(plan.unsupported.is_empty(), "{asked:?}");
        let expected = self.expected(&asked.conditions);
        if !plan.can_match {
            assert_eq!(expected, BTreeSet::new(), "{asked:?}");
            return expected;
        }
        let is_exact = plan.residual.is_empty();
        let (rows, along, total) = listed(&self.desk, &query(plan.pushed)).await;
        assert!(!is_exact || rows.len() == expected.len(), "{asked:?}");
        assert_eq!(rows.len() as u64, total, "{asked:?}");
        let is_sorted =
            |pair: &[Conversation]| pair[0].last_activity_at >= pair[1].last_activity_at;
        assert!(rows.windows(2).all(is_sorted), "{asked:?}");
        let fits = |row: &&Conversation| {
            let mut residual = plan.residual.iter();
            residual.all(|condition| condition.holds(row, &along, now()))
        };
        assert_eq!(numbers(rows.iter().filter(fits)), expected, "{asked:?}");
        expected
    }

    /// Conditions that some rows meet and others do not.
    fn samples(&self) -> Vec<Is> {
        let inboxes = self.ids(|row| row.inbox.as_ref());
        let teams = self.ids(|row| row.team.as_ref());
        let agents = self.ids(|row| row.assignee.as_ref());
        let contacts = self.ids(|row| row.contact.as_ref());
        let middle = self.rows[self.rows.len() / 2].clone();
        vec![
            Is::Ids(["3", "14", "999999", "x"].map(|id| self.desk.id(id)).into()),
            Is::Numbers(vec!["14".to_owned(), "014".to_owned(), "15".to_owned()]),
            Is::Statuses(vec![ConversationStatus::Resolved]),
            Is::Statuses(vec![ConversationStatus::Pending, ConversationStatus::Open]),
            Is::Categories(vec![StatusCategory::Waiting]),
            Is::NativeStatuses(vec!["open".to_owned(), "weird".to_owned()]),
            Is::IsSnoozed(true),
            Is::IsSnoozed(false),
            Is::Inboxes(inboxes[..1].to_vec()),
            Is::Inboxes(inboxes[1..3].to_vec()),
            Is::Assignees(agents[..1].to_vec()),
            Is::Assignees(agents[1..].to_vec()),
            Is::Teams(teams[..1].to_vec()),
            Is::Teams(teams[..2].to_vec()),
            Is::IsAssigned(true),
            Is::IsAssigned(false),
            Is::TagsAny(vec!["billing".to_owned(), "DELIVERY".to_owned()]),
            Is::TagsAll(vec!["billing".to_owned()]),
            Is::TagsAll(vec!["billing".to_owned(), "double-charge".to_owned()]),
            Is::Contacts(contacts[..2].to_vec()),
            Is::Contacts(contacts.clone()),
            Is::CreatedAt(TimeRange {
                from: middle.created_at,
                to: None,
            }),
            Is::LastActivityAt(TimeRange {
                from: self.rows.last().and_then(|row| row.last_activity_at),
                to: middle.last_activity_at,
            }),
            Is::IsUnread(true),
        ]
    }
}

#[tokio::test]
async fn every_condition_finds_the_rows_that_meet_it() {
    let told = Told::open().await;
    for condition in told.samples() {
        let found = told.compare(vec![condition.clone()]).await;
        assert!(!found.is_empty(), "{condition:?}");
        let is_all = matches!(condition, Is::Contacts(ref ids) if ids.len() > 2);
        assert_eq!(found.len() == told.rows.len(), is_all, "{condition:?}");
    }
}

#[tokio::test]
async fn pairs_of_conditions_find_the_rows_that_meet_both() {
    let told = Told::open().await;
    let samples = told.samples();
    for (place, one) in samples.iter().enumerate() {
        for other in &samples[place + 1..] {
            told.compare(vec![one.clone(), other.clone()]).await;
        }
    }
}

#[tokio::test]
async fn what_is_always_true_needs_no_parameter() {
    let told = Told::open().await;
    let always = vec![
        Is::IsTicket(true),
        Is::SlaStates(vec![SlaState::None]),
        Is::TagsAll(Vec::new()),
        Is::CreatedAt(TimeRange::default()),
    ];
    assert_eq!(told.compare(always).await.len(), told.rows.len());
    assert_eq!(
        told.desk.asked()[0].query.as_deref(),
        Some("status=all&sort_by=latest&page=1")
    );
}

#[tokio::test]
async fn what_nothing_meets_is_not_asked() {
    let told = Told::open().await;
    for condition in [
        Is::IsTicket(false),
        Is::Numbers(vec!["x".to_owned()]),
        Is::Statuses(vec![ConversationStatus::Spam]),
        Is::TagsAny(vec!["a,b".to_owned()]),
    ] {
        let asked = query(vec![condition]);
        let (rows, _, total) = listed(&told.desk, &asked).await;
        assert_eq!((rows.len(), total), (0, 0), "{asked:?}");
    }
    assert!(told.desk.asked().is_empty());
}

#[tokio::test]
async fn a_team_that_does_not_exist_has_no_conversations() {
    let told = Told::open().await;
    let nobody = told
        .compare(vec![Is::Teams(vec![told.desk.id("999")])])
        .await;
    assert!(nobody.is_empty());
    assert_eq!(told.desk.asked().len(), 1);
}

#[tokio::test]
async fn a_text_stays_a_text() {
    let told = Told::open().await;
    for text in [
        "\"a\" 'b' \\ (c), ? & = # % + ü 🚲",
        "') OR 1=1 --",
        "x&status=open&inbox_id=1",
        "[]",
    ] {
        for condition in [
            Is::Text(text.to_owned()),
            Is::TagsAny(vec![text.replace(',', ";")]),
            Is::TagsAll(vec![text.replace(',', ";"), "billing".to_owned()]),
        ] {
            let plan = told
                .desk
                .nimchat
                .plan_conversations(&query(vec![condition.clone()]));
            assert!(plan.can_match, "{condition:?}");
            if plan.pushed.is_empty() {
                continue;
            }
            let (rows, ..) = listed(&told.desk, &query(plan.pushed)).await;
            let is_narrowed = !plan.residual.is_empty();
            assert!(is_narrowed || rows.is_empty(), "{condition:?}");
        }
    }
}

fn sent(request: &RecordedRequest) -> (String, String) {
    let path = request.path.rsplit_once("/accounts/").unwrap().1;
    let path = path.split_once('/').unwrap().1.to_owned();
    let query = request.query.clone().unwrap_or_default();
    (path, query)
}

#[tokio::test]
async fn one_request_goes_out_to_the_endpoint_of_the_table() {
    let told = Told::open().await;
    let in_team = Is::Teams(told.ids(|row| row.team.as_ref())[..1].to_vec());
    let Is::Teams(teams) = &in_team else {
        unreachable!()
    };
    let team = teams[0].native().to_owned();
    let cases = [
        (
            vec![
                Is::Statuses(vec![ConversationStatus::Open]),
                Is::IsAssigned(false),
                in_team,
                Is::TagsAny(vec!["VIP".to_owned()]),
            ],
            "conversations",
            format!(
                "status=open&sort_by=latest&assignee_type=unassigned&team_id={team}&labels%5B%5D=VIP&labels%5B%5D=vip&page=1"
            ),
        ),
        (
            vec![Is::Text("a & b".to_owned())],
            "conversations",
            "status=all&sort_by=latest&q=a+%26+b&page=1".to_owned(),
        ),
        (
            vec![Is::Ids(vec![told.desk.id("3")])],
            "conversations/filter",
            "page=1".to_owned(),
        ),
        (
            vec![Is::Contacts(vec![told.desk.id("28")])],
            "contacts/28/conversations",
            String::new(),
        ),
    ];
    for (conditions, path, parameters) in cases {
        listed(&told.desk, &query(conditions)).await;
        let asked = told.desk.asked();
        let asked: Vec<_> = asked.iter().map(sent).collect();
        assert_eq!(asked, [(path.to_owned(), parameters)]);
    }
}

#[tokio::test]
async fn more_than_a_page_of_ids_is_read_page_by_page() {
    let told = Told::open().await;
    let ids = told.rows.iter().map(|row| row.id.clone()).collect();
    let found = told.compare(vec![Is::Ids(ids)]).await;
    assert_eq!(found.len(), told.rows.len());
    assert_eq!(told.desk.asked().len(), 2);
}
