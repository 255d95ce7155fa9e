//! What a provider plans for a question is what its profile declares, and holds when only the rest is asked.

use deskgraph::model::{
    Agent, ChannelKind, ContactCondition, ContactOrder, ContactOrderField, ContactQuery,
    Conversation, ConversationCondition as Is, ConversationField, ConversationOrder,
    ConversationOrderField, ConversationQuery, ConversationStatus, FieldCondition, FieldOperator,
    Id, Inbox, OrderDirection, Organization, Priority, SlaState, StatusCategory, Team, TimeRange,
};
use deskgraph::provider::{OrderPlan, Plan, SupportLevel};

use super::listed::all;
use super::setup::{Desk, at_every_desk};

const DIRECTIONS: [OrderDirection; 2] = [OrderDirection::Asc, OrderDirection::Desc];

const ORDERS: [ConversationOrderField; 8] = [
    ConversationOrderField::LastActivityAt,
    ConversationOrderField::CreatedAt,
    ConversationOrderField::UpdatedAt,
    ConversationOrderField::WaitingSince,
    ConversationOrderField::Priority,
    ConversationOrderField::SlaDueAt,
    ConversationOrderField::SnoozedUntil,
    ConversationOrderField::Number,
];

/// Some conditions on each field.
async fn samples(desk: &Desk) -> Vec<Is> {
    let rows = all::<Conversation>(desk).await;
    let named = |text: &str| text.to_owned();
    fn id<K>(desk: &Desk, found: Option<Id<K>>) -> Id<K> {
        found.unwrap_or_else(|| Id::new(desk.provider.key(), "1"))
    }
    let inbox: Id<Inbox> = id(desk, rows.iter().find_map(|row| row.inbox.clone()));
    let agent: Id<Agent> = id(desk, rows.iter().find_map(|row| row.assignee.clone()));
    let team: Id<Team> = id(desk, rows.iter().find_map(|row| row.team.clone()));
    let contact = id(desk, rows.iter().find_map(|row| row.contact.clone()));
    let company: Id<Organization> = id(desk, rows.iter().find_map(|row| row.organization.clone()));
    let number = rows.iter().find_map(|row| row.number.clone());
    let range = TimeRange {
        from: Some("2026-11-08T00:00:00Z".parse().unwrap()),
        to: Some("2026-11-12T12:34:56Z".parse().unwrap()),
    };
    let since = TimeRange { to: None, ..range };
    let field = |operator, values: &[&str]| {
        Is::CustomField(FieldCondition {
            key: named("plan"),
            operator,
            values: values.iter().map(|value| named(value)).collect(),
        })
    };
    let mut samples = vec![
        Is::Ids(rows.iter().take(2).map(|row| row.id.clone()).collect()),
        Is::Numbers(vec![number.unwrap_or_else(|| named("1"))]),
        Is::IsTicket(true),
        Is::Inboxes(vec![inbox]),
        Is::Assignees(vec![agent]),
        Is::Teams(vec![team]),
        Is::TagsAny(vec![named("billing")]),
        Is::TagsAny(vec![named("billing"), named("o'clock, \"late\"")]),
        Is::TagsAll(vec![named("billing"), named("vip")]),
        Is::Contacts(vec![contact]),
        Is::ContactEmail(named("ola@example.test")),
        Is::Organizations(vec![company]),
        Is::Text(named("battery")),
        field(FieldOperator::Equals, &["pro"]),
        field(FieldOperator::GreaterThan, &["3"]),
        field(FieldOperator::IsAbsent, &[]),
    ];
    for native in ["open", "active", "resolved", "closed"] {
        samples.push(Is::NativeStatuses(vec![named(native)]));
    }
    for status in [
        ConversationStatus::Open,
        ConversationStatus::Snoozed,
        ConversationStatus::Resolved,
        ConversationStatus::Spam,
    ] {
        samples.push(Is::Statuses(vec![status]));
    }
    samples.push(Is::Categories(vec![StatusCategory::Todo]));
    samples.push(Is::Categories(vec![
        StatusCategory::Todo,
        StatusCategory::Waiting,
    ]));
    samples.push(Is::Categories(vec![StatusCategory::Done]));
    samples.push(Is::Priorities(vec![Priority::High]));
    samples.push(Is::Priorities(vec![Priority::High, Priority::None]));
    for channel in [
        ChannelKind::Email,
        ChannelKind::Slack,
        ChannelKind::InProduct,
    ] {
        samples.push(Is::Channels(vec![channel]));
    }
    samples.push(Is::SlaStates(vec![SlaState::Breached]));
    samples.push(Is::SlaStates(vec![SlaState::Breached, SlaState::AtRisk]));
    for flag in [true, false] {
        samples.extend([
            Is::IsAssigned(flag),
            Is::IsUnread(flag),
            Is::IsSnoozed(flag),
        ]);
    }
    for range in [range, since] {
        samples.extend([
            Is::CreatedAt(range),
            Is::UpdatedAt(range),
            Is::LastActivityAt(range),
            Is::ClosedAt(range),
        ]);
    }
    samples
}

fn query(conditions: Vec<Is>, order: ConversationOrder) -> ConversationQuery {
    ConversationQuery { conditions, order }
}

fn plan(desk: &Desk, conditions: Vec<Is>) -> Plan<Is> {
    let query = query(conditions, ConversationOrder::default());
    desk.provider.plan_conversations(&query)
}

#[tokio::test]
async fn a_filter_is_served_as_declared() {
    at_every_desk(|desk| async move {
        let samples = samples(&desk).await;
        for field in ConversationField::ALL {
            let plans: Vec<_> = samples
                .iter()
                .filter(|sample| sample.field() == *field)
                .map(|sample| plan(&desk, vec![sample.clone()]))
                .collect();
            assert!(!plans.is_empty(), "no sample of {}", field.name());
            let support = desk.provider.profile().filter(*field);
            let level = support.map_or(SupportLevel::Unsupported, |support| support.level);
            // That no row can ever meet a condition is an answer of the provider's own, too.
            let pushes = plans
                .iter()
                .any(|plan| !plan.pushed.is_empty() || !plan.can_match);
            let checks = plans.iter().any(|plan| !plan.residual.is_empty());
            let lacks = plans.iter().all(|plan| !plan.unsupported.is_empty());
            let is_true = match level {
                SupportLevel::Native => pushes && !lacks,
                // Where a list has no such filter, the contacts are looked up, and then their conversations.
                SupportLevel::Partial => !lacks || *field == ConversationField::ContactEmail,
                SupportLevel::Emulated => checks,
                SupportLevel::Unsupported => !checks && *field != ConversationField::ContactEmail,
                SupportLevel::Unknown => false,
            };
            desk.check(is_true, || {
                format!("{} is declared {level:?}: {plans:?}", field.name())
            });
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_pushed_is_pushed_again_in_the_same_order() {
    at_every_desk(|desk| async move {
        let samples = samples(&desk).await;
        for (number, one) in samples.iter().enumerate() {
            for other in &samples[number..] {
                for field in [
                    ConversationOrderField::LastActivityAt,
                    ConversationOrderField::CreatedAt,
                ] {
                    let order = ConversationOrder {
                        field,
                        direction: OrderDirection::Desc,
                    };
                    let asked = query(vec![one.clone(), other.clone()], order);
                    let plan = desk.provider.plan_conversations(&asked);
                    if !plan.can_match || !plan.unsupported.is_empty() {
                        continue;
                    }
                    let again = query(plan.pushed.clone(), order);
                    let again = desk.provider.plan_conversations(&again);
                    desk.check(again.can_match && again.pushed == plan.pushed, || {
                        format!("{asked:?}: {plan:?}, then {again:?}")
                    });
                    desk.check(again.order == plan.order, || {
                        format!("{asked:?}: sorted {:?}, then {:?}", plan.order, again.order)
                    });
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_condition_has_a_fate() {
    at_every_desk(|desk| async move {
        for sample in samples(&desk).await {
            let plan = plan(&desk, vec![sample.clone()]);
            let all = [&plan.pushed, &plan.residual, &plan.unsupported];
            let has_one = !plan.can_match || all.iter().any(|fate| fate.contains(&sample));
            desk.check(has_one, || format!("{sample:?} is ignored: {plan:?}"));
        }
    })
    .await;
}

#[tokio::test]
async fn an_order_is_served_as_declared() {
    at_every_desk(|desk| async move {
        let orders = desk.provider.profile().orders;
        for field in ORDERS {
            for direction in DIRECTIONS {
                let order = ConversationOrder { field, direction };
                let plan = desk.provider.plan_conversations(&query(Vec::new(), order));
                let mut declared = orders.iter();
                let declared = declared.find(|support| {
                    support.field == field && support.directions.contains(&direction)
                });
                let is_native =
                    declared.is_some_and(|support| support.level == SupportLevel::Native);
                desk.check(!is_native || plan.order != OrderPlan::Window, || {
                    format!("{order:?} is declared native, and sorted in a window")
                });
                if field == ConversationOrderField::LastActivityAt
                    && direction == OrderDirection::Desc
                {
                    desk.check(plan.order != OrderPlan::Window, || {
                        "the default order has to be the provider's".to_owned()
                    });
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn contacts_are_planned_alike() {
    at_every_desk(|desk| async move {
        let conditions = [
            ContactCondition::Email("ola@example.test".to_owned()),
            ContactCondition::Phone("+4722334455".to_owned()),
            ContactCondition::ExternalId("U1".to_owned()),
            ContactCondition::Name("ola".to_owned()),
            ContactCondition::Text("ola".to_owned()),
            ContactCondition::Ids(vec![Id::new(desk.provider.key(), "1")]),
        ];
        for condition in conditions {
            let order = ContactOrder {
                field: ContactOrderField::Name,
                direction: OrderDirection::Asc,
            };
            let asked = ContactQuery {
                conditions: vec![condition.clone()],
                order,
            };
            let plan = desk.provider.plan_contacts(&asked);
            let all = [&plan.pushed, &plan.residual, &plan.unsupported];
            let has_one = !plan.can_match || all.iter().any(|fate| fate.contains(&condition));
            desk.check(has_one, || format!("{condition:?} is ignored: {plan:?}"));
            let again = ContactQuery {
                conditions: plan.pushed.clone(),
                order,
            };
            let again = desk.provider.plan_contacts(&again);
            desk.check(
                again.pushed == plan.pushed && again.order == plan.order,
                || format!("{condition:?}: {plan:?}, then {again:?}"),
            );
        }
    })
    .await;
}
