//! Conditions on conversations: the list gives what the rows say themselves.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;

use super::{Desk, pages};
use crate::model::{
    ChannelKind, Condition as _, Contact, Conversation, ConversationCondition as Is,
    ConversationOrder, ConversationOrderField, ConversationParts, ConversationQuery,
    ConversationStatus as Status, FieldCondition, FieldOperator, Id, OrderDirection, Page,
    Priority, Query, Related, SlaState, StatusCategory as Category, TimeRange,
};
use crate::provider::{OrderPlan, Provider as _};

/// All conversations, and everything about their people.
struct Whole {
    rows: Vec<Conversation>,
    along: Related,
}

impl Whole {
    async fn read(desk: &Desk) -> Self {
        let every = ConversationQuery::default();
        let mut along = Related::default();
        let mut rows = Vec::new();
        for page in listed(desk, &every, ConversationParts::all()).await {
            rows.extend(page.items);
            along.append(page.related);
        }
        Self { rows, along }
    }

    fn of_number(&self, number: &str) -> &Conversation {
        let mut rows = self.rows.iter();
        rows.find(|row| row.number.as_deref() == Some(number))
            .unwrap()
    }

    fn ids(&self, conditions: &[Is]) -> BTreeSet<String> {
        let rows = self.rows.iter();
        let fits = rows.filter(|row| hold(conditions, row, &self.along));
        fits.map(native).collect()
    }

    fn contact(&self, email: &str) -> Id<Contact> {
        let has = |one: &&Contact| one.emails.iter().any(|known| known.value == email);
        let found = self.along.contacts.iter().find(has);
        found.unwrap().id.clone()
    }
}

fn hold(conditions: &[Is], row: &Conversation, along: &Related) -> bool {
    let now = Timestamp::UNIX_EPOCH;
    conditions.iter().all(|one| one.holds(row, along, now))
}

fn native(row: &Conversation) -> String {
    row.id.native().to_owned()
}

async fn listed(
    desk: &Desk,
    query: &ConversationQuery,
    parts: ConversationParts,
) -> Vec<Page<Conversation>> {
    let (adapter, context) = (&desk.adapter, &desk.context);
    pages(|request| adapter.conversations(context, query, request, parts)).await
}

/// What comes out of the plan of a question: the rows of the list, those that fit all that is left.
async fn answered(desk: &Desk, conditions: &[Is]) -> BTreeSet<String> {
    let query = Query {
        conditions: conditions.to_vec(),
        ..Query::default()
    };
    let plan = desk.adapter.plan_conversations(&query);
    assert!(plan.can_match && plan.unsupported.is_empty(), "{plan:?}");
    let parts = plan.residual.iter().map(Is::needs);
    let parts = parts.fold(ConversationParts::empty(), |all, one| all | one);
    let pushed = Query {
        conditions: plan.pushed,
        ..query
    };
    let mut found = BTreeSet::new();
    for page in listed(desk, &pushed, parts).await {
        let fits = |row: &&Conversation| hold(&plan.residual, row, &page.related);
        found.extend(page.items.iter().filter(fits).map(native));
    }
    found
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn range(from: &str, to: &str) -> TimeRange {
    TimeRange {
        from: from.parse().ok(),
        to: to.parse().ok(),
    }
}

/// Conditions that some rows of the story meet, and others do not.
fn samples(desk: &Desk, whole: &Whole) -> Vec<Is> {
    let assigned = whole.rows.iter().find_map(|row| row.assignee.clone());
    let team = whole.rows.iter().find_map(|row| row.team.clone());
    let company = whole.rows.iter().find_map(|row| row.organization.clone());
    let some: Vec<_> = whole
        .rows
        .iter()
        .take(3)
        .map(|row| row.id.clone())
        .collect();
    let week = range("2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z");
    let exactly = whole.of_number("48245").created_at.unwrap();
    let address = "ingrid.solheim@hotelhalden.example";
    let mut samples = vec![
        Is::Ids(some),
        Is::Numbers(texts(&["48245"])),
        Is::Numbers(texts(&["48245", "48203", "1"])),
        Is::Inboxes(vec![desk.id("14"), desk.id("15")]),
        Is::Assignees(vec![assigned.unwrap()]),
        Is::Teams(vec![team.unwrap()]),
        Is::TagsAny(texts(&["VIP"])),
        Is::TagsAny(texts(&["parts", "app", "no such tag"])),
        Is::TagsAny(texts(&["parts", "a,b"])),
        Is::TagsAll(texts(&["parts", "vip"])),
        Is::Contacts(vec![whole.contact(address), desk.id("1")]),
        Is::ContactEmail("Ingrid.Solheim@HotelHalden.example".to_owned()),
        Is::ContactEmail("grace@adeyemi.example".to_owned()),
        Is::Organizations(vec![company.unwrap()]),
        Is::CreatedAt(week),
        Is::CreatedAt(range("", "2026-11-10T00:00:00Z")),
        Is::CreatedAt(TimeRange {
            from: Some(exactly),
            to: None,
        }),
        Is::UpdatedAt(week),
        Is::LastActivityAt(range("2026-11-17T12:30:00.5Z", "")),
        Is::ClosedAt(week),
        Is::IsAssigned(true),
        Is::IsAssigned(false),
        Is::IsSnoozed(true),
        Is::IsSnoozed(false),
        Is::Channels(vec![ChannelKind::Chat, ChannelKind::Slack]),
        Is::CustomField(FieldCondition {
            key: "Model".to_owned(),
            operator: FieldOperator::Equals,
            values: texts(&["kestrel cargo"]),
        }),
    ];
    let statuses = [
        Status::Open,
        Status::Pending,
        Status::Snoozed,
        Status::Resolved,
    ];
    samples.extend(statuses.map(|one| Is::Statuses(vec![one, Status::OnHold])));
    let categories = [Category::Todo, Category::Waiting, Category::Discarded];
    samples.extend(categories.map(|one| Is::Categories(vec![one])));
    let natives = [&["active"][..], &["closed"], &["pending", "spam", "fax"]];
    samples.extend(natives.map(|some| Is::NativeStatuses(texts(some))));
    samples
}

#[tokio::test]
async fn each_condition_gives_the_rows_that_meet_it() {
    let desk = Desk::open().await;
    let whole = Whole::read(&desk).await;
    for sample in samples(&desk, &whole) {
        let conditions = [sample];
        let told = whole.ids(&conditions);
        assert!(
            !told.is_empty() && told.len() < whole.rows.len(),
            "{conditions:?}"
        );
        assert_eq!(answered(&desk, &conditions).await, told, "{conditions:?}");
    }
    for always in [
        Is::IsTicket(true),
        Is::Priorities(vec![Priority::None]),
        Is::SlaStates(vec![SlaState::None]),
        Is::CreatedAt(TimeRange::default()),
        Is::Text(String::new()),
    ] {
        assert_eq!(answered(&desk, &[always]).await.len(), whole.rows.len());
    }
}

#[tokio::test]
async fn two_conditions_give_the_rows_that_meet_both() {
    let desk = Desk::open().await;
    let whole = Whole::read(&desk).await;
    let samples = samples(&desk, &whole);
    for (place, one) in samples.iter().enumerate() {
        // Every third of the pairs: all of them take as long as the rest of the suite.
        for other in samples.iter().skip(place + 1).step_by(3) {
            let conditions = [one.clone(), other.clone()];
            let query = Query {
                conditions: conditions.to_vec(),
                ..Query::default()
            };
            let told = whole.ids(&conditions);
            if !desk.adapter.plan_conversations(&query).can_match {
                assert!(told.is_empty(), "{conditions:?}");
                continue;
            }
            assert_eq!(answered(&desk, &conditions).await, told, "{conditions:?}");
        }
    }
}

#[tokio::test]
async fn words_are_found_in_subjects_and_messages() {
    let desk = Desk::open().await;
    let whole = Whole::read(&desk).await;
    let numbers = async |text: &str| {
        let found = answered(&desk, &[Is::Text(text.to_owned())]).await;
        let rows = whole
            .rows
            .iter()
            .filter(|row| found.contains(row.id.native()));
        let numbers: BTreeSet<_> = rows.filter_map(|row| row.number.clone()).collect();
        numbers
    };
    let cases = |cases: &[u32]| {
        let numbers = cases.iter().map(|case| (48_200 + 3 * case).to_string());
        numbers.collect::<BTreeSet<_>>()
    };
    assert_eq!(numbers("bottom BRACKET").await, cases(&[14, 23]));
    assert_eq!(numbers("bracket bottom").await, cases(&[14, 23]));
    assert_eq!(numbers("battery shows").await, cases(&[24]));
    for hostile in [
        "bracket\" OR tag:\"vip",
        "bracket) OR (status:closed",
        "bracket \\",
        "no-such-word* OR bracket",
        "NOT bracket xyzzy",
        "[* TO xyzzy]",
    ] {
        let found = numbers(hostile).await;
        assert!(found.is_subset(&cases(&[14, 23])), "{hostile}: {found:?}");
    }
}

#[tokio::test]
async fn rows_come_sorted_where_the_plan_says_so() {
    let desk = Desk::open().await;
    for field in [
        ConversationOrderField::CreatedAt,
        ConversationOrderField::Number,
        ConversationOrderField::LastActivityAt,
        ConversationOrderField::UpdatedAt,
        ConversationOrderField::Priority,
        ConversationOrderField::SlaDueAt,
    ] {
        for direction in [OrderDirection::Asc, OrderDirection::Desc] {
            let order = ConversationOrder { field, direction };
            let query = Query {
                conditions: Vec::new(),
                order,
            };
            let rows = listed(&desk, &query, ConversationParts::TIMES).await;
            let rows = rows.into_iter().flat_map(|page| page.items);
            let keys: Vec<_> = rows.map(|row| order.key(&row)).collect();
            let breaks = keys.windows(2).filter(|pair| pair[0] < pair[1]).count();
            match desk.adapter.plan_conversations(&query).order {
                OrderPlan::Native => assert_eq!(breaks, 0, "{order:?}"),
                OrderPlan::Approximate => assert!(breaks <= 3, "{order:?} has {breaks} breaks"),
                OrderPlan::Window => panic!("{order:?} is sorted by the list"),
            }
        }
    }
}

#[tokio::test]
async fn a_question_costs_one_call_and_says_it_all() {
    let desk = Desk::open().await;
    let whole = Whole::read(&desk).await;
    let ask = async |conditions: &[Is]| {
        desk.quiet().await;
        answered(&desk, conditions).await;
        desk.asked()
    };
    let tail = "sortField=modifiedAt&sortOrder=desc&page=1";
    let list = |filter: &str| vec![format!("/v2/conversations?status={filter}&{tail}")];
    let number = Is::Numbers(texts(&["48245"]));
    assert_eq!(ask(&[number]).await, list("all&number=48245"));
    let inbox = [
        Is::Statuses(vec![Status::Open]),
        Is::Inboxes(vec![desk.id("13")]),
        Is::TagsAll(texts(&["app"])),
    ];
    assert_eq!(ask(&inbox).await, list("active&mailbox=13&tag=app"));
    let own = Is::ContactEmail("ruth.oconnell@brightsidecare.example".to_owned());
    let sent = list("all&query=(email:\"ruth.oconnell@brightsidecare.example\")");
    assert_eq!(ask(&[own]).await, sent);
    let company = whole
        .rows
        .iter()
        .find_map(|row| row.organization.clone())
        .unwrap();
    let path = format!("/v2/organizations/{}/conversations", company.native());
    let sent = ask(&[Is::Organizations(vec![company])]).await;
    assert_eq!(sent, [format!("{path}?page=1")]);
}

#[tokio::test]
async fn an_address_that_is_not_the_main_one_costs_a_call_for_its_customer() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let second = Is::ContactEmail("grace@adeyemi.example".to_owned());
    assert_eq!(answered(&desk, &[second]).await.len(), 1);
    let paths: HashSet<_> = desk
        .asked()
        .into_iter()
        .map(|call| call[..12].to_owned())
        .collect();
    assert_eq!((desk.calls(), paths.len()), (2, 2));
}

#[tokio::test]
async fn an_organization_that_does_not_exist_has_no_conversations() {
    let desk = Desk::open().await;
    let nobody = Is::Organizations(vec![desk.id("4711")]);
    assert!(answered(&desk, &[nobody]).await.is_empty());
}
