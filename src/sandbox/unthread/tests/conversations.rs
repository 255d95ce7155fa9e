//! Conversations, and that they tell the story.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Fake, column, keys, shown, text};
use crate::model::ProviderKind;
use crate::sandbox::world::{Channel, EntryKind, Priority, State};

#[tokio::test]
async fn every_case_of_the_desk_is_a_conversation() {
    let fake = Fake::open();
    for case in fake.world.cases_at(ProviderKind::Unthread) {
        let told = fake.conversation(case.number).await;
        let status = match case.state {
            State::Open | State::Snoozed { .. } => "open",
            State::InProgress => "in_progress",
            State::OnHold => "on_hold",
            State::Resolved => "closed",
            State::New | State::Pending | State::Spam => panic!("not a state of this desk"),
        };
        assert_eq!(told["status"], status);
        let priority = match case.priority {
            None => Value::Null,
            Some(Priority::Low) => json!(3),
            Some(Priority::Medium) => json!(5),
            Some(Priority::High) => json!(7),
            Some(Priority::Urgent) => json!(9),
        };
        assert_eq!(told["priority"], priority);
        let last = shown(case.entries.last().unwrap().at);
        assert_eq!(told["createdAt"], shown(case.entries[0].at));
        assert_eq!(
            (&told["updatedAt"], &told["lastActivityAt"]),
            (&json!(last), &json!(last))
        );
        let closed = (status == "closed").then(|| last.clone());
        assert_eq!(told["closedAt"], json!(closed));
        let (snoozed, until) = match case.state {
            State::Snoozed { until } => (json!(last), json!(shown(until))),
            _ => (Value::Null, Value::Null),
        };
        assert_eq!((&told["snoozedAt"], &told["wakeUpAt"]), (&snoozed, &until));
        let agent = case.assignee.map(|key| fake.world.agent(key));
        let name = agent.map(|agent| format!("{} {}", agent.first_name, agent.last_name));
        assert_eq!(told["assignedToUser"]["name"], json!(name));
        assert_eq!(told["assignedToUserId"], told["assignedToUser"]["id"]);
        let tags: Vec<&str> = told["tags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tag| text(&tag["name"]))
            .collect();
        assert_eq!(tags, case.tags);
        let person = fake.world.person(case.person);
        assert_eq!(told["submitterUser"]["email"], json!(person.email));
        let submitter = fake
            .object(&format!("/users/{}", text(&told["submitterUserId"])))
            .await;
        assert_eq!(
            submitter["name"],
            format!("{} {}", person.first_name, person.last_name)
        );
        let said = case
            .entries
            .iter()
            .filter(|entry| matches!(entry.kind, EntryKind::Message | EntryKind::Note));
        let said: Vec<String> = said.map(|entry| shown(entry.at)).collect();
        let messages = fake.messages(&told).await;
        let times: Vec<&str> = messages.iter().map(|row| text(&row["timestamp"])).collect();
        assert_eq!(times, said);
    }
}

#[tokio::test]
async fn where_a_case_came_from_shows() {
    let fake = Fake::open();
    for case in fake.world.cases_at(ProviderKind::Unthread) {
        let told = fake.conversation(case.number).await;
        let is_slack = case.channel == Channel::Slack;
        assert_eq!(told["sourceType"], if is_slack { "slack" } else { "email" });
        if is_slack {
            let id = text(&told["customerId"]);
            let customer = fake.object(&format!("/customers/{id}")).await;
            assert_eq!(customer["slackChannelId"], told["channelId"]);
            assert!(text(&told["channelId"]).starts_with("C05"));
        } else if case.number % 5 == 0 {
            assert_eq!(told["channelId"], Value::Null);
        } else {
            assert_eq!(told["channelId"], "C06EMAILS22");
        }
    }
    let unmatched = fake.conversation(14).await;
    assert_eq!(
        (&unmatched["customerId"], &unmatched["customer"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(fake.conversation(21).await["title"], Value::Null);
}

#[tokio::test]
async fn a_conversation_has_every_field_of_the_document() {
    let fake = Fake::open();
    let told = fake.conversation(12).await;
    let expected = "id status customerId channelId wasManuallyCreated friendlyId createdAt updatedAt closedAt \
        statusUpdatedAt responseTime responseTimeWorking resolutionTime resolutionTimeWorking title priority \
        initialMessage assignedToUserId tags customer wakeUpAt summary snoozedAt lockedAt ticketTypeId \
        ticketTypeFields sourceType followers collaborators files assignedToUser submitterUserId submitterUser \
        ticketType initialMessageId latestMessage lastActivityAt category sentiment waitingOnAgentTime \
        waitingOnCustomerTime titleOverwritten";
    assert_eq!(keys(&told), expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(told["customer"]["name"], "Lumen University");
    assert_eq!(told["ticketTypeFields"], json!({}));
    assert_eq!(keys(&told["followers"][0]), ["userId", "entityId"]);
    assert_eq!(
        keys(&told["collaborators"][0]),
        ["collaboratorTypeId", "groupId", "entityId"]
    );
    let types = fake.list("/collaborator-types/list", json!({})).await;
    assert!(column(&types, "id").contains(&&told["collaborators"][0]["collaboratorTypeId"]));

    let other = fake.conversation(9).await;
    assert_eq!(other["metadata"], json!({"origin": "fleet-console"}));
    assert_eq!(other["ticketType"]["name"], "Bike fault");
    assert!(other.get("collaborators").is_none());
    let values = other["ticketTypeFields"].as_object().unwrap();
    assert_eq!(
        values.values().collect::<Vec<_>>(),
        ["4.2.0", "[\"city\",\"hills\"]"]
    );
}

#[tokio::test]
async fn one_conversation_can_be_selected_from() {
    let fake = Fake::open();
    let id = fake.conversation(3).await["id"].clone();
    let path = format!("/conversations/{}", text(&id));
    let answer = fake
        .object(&format!(
            "{path}?useFullContent=true&select=status,customer.name"
        ))
        .await;
    assert_eq!(
        answer,
        json!({"status": "closed", "customer": {"name": "Lumen University"}})
    );
    let (status, answer) = fake.get(&format!("{path}?select=status,colour")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(
        answer["errors"][0]["detail"],
        "select[1] is not allowed: colour"
    );
}
