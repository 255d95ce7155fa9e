//! Everything around conversations.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Fake, column, keys, text};
use crate::model::ProviderKind;

#[tokio::test]
async fn customers_have_their_care_and_their_channel() {
    let fake = Fake::open();
    let body = json!({"order": ["createdAt", "id"], "limit": 200});
    let answer = fake.list("/customers/list", body).await;
    assert_eq!(answer["totalCount"], fake.world.organizations.len());
    let customers = answer["data"].as_array().unwrap();
    let named = |name: &str| customers.iter().find(|row| row["name"] == name).unwrap();
    let old = named("Brightside Care & Co");
    assert_eq!(text(&old["id"]).len(), 20);
    assert_eq!(
        *old,
        json!({
            "id": old["id"], "name": "Brightside Care & Co", "primarySupportAssigneeId": null,
            "primarySupportAssigneeType": null, "secondarySupportAssigneeId": null,
            "secondarySupportAssigneeType": null, "replyTimeoutMinutes": null, "defaultTriageChannelId": null,
            "disableAutomatedTicketing": null, "botHandling": null, "autoresponder": null, "supportSteps": null,
            "slackTeamId": null, "assignToTaggedUserEnabled": null, "slackChannelId": null,
            "createdAt": "2023-02-11T10:10:10.000Z", "updatedAt": "2026-10-06T07:45:10.120Z", "tags": [],
            "slackChannel": null,
        })
    );
    let large = named("Radhaus Köln");
    assert_eq!(large["supportSteps"][1]["type"], "escalation");
    assert_eq!(
        large["slackChannel"],
        json!({"id": large["slackChannelId"], "name": "ext-radhaus", "isShared": true, "isPrivate": true})
    );
    assert_eq!(large["tags"][0]["name"], "enterprise");
    assert!(large.get("emailDomains").is_none());

    let path = format!("/customers/{}?select=emailDomains", text(&large["id"]));
    assert_eq!(
        fake.object(&path).await,
        json!({"emailDomains": ["radhaus-koeln.example"]})
    );
    let account = fake
        .object(&format!("/accounts/{}", text(&large["id"])))
        .await;
    assert_eq!(account["slackChannelIds"], json!([large["slackChannelId"]]));
    assert_eq!(
        account["emailsAndDomains"],
        json!(["radhaus-koeln.example"])
    );
    let body =
        json!({"select": ["slackChannels.name", "primarySupportAssignee.name"], "order": ["name"]});
    let accounts = fake.list("/accounts/list", body).await;
    let found = accounts["data"].as_array().unwrap();
    let found = found.iter().find(|row| row["name"] == "Radhaus Köln");
    assert_eq!(
        found.unwrap()["slackChannels"],
        json!([{"name": "ext-radhaus"}])
    );
}

#[tokio::test]
async fn people_outside_are_listed_on_request_only() {
    let fake = Fake::open();
    let team = fake
        .list("/users/list", json!({"order": ["name", "id"]}))
        .await;
    assert_eq!(team["totalCount"], 7);
    let ana = &team["data"][0];
    assert_eq!(
        *ana,
        json!({
            "id": ana["id"], "name": "Ana Ruiz", "email": "ana.ruiz@kestrelbikes.example",
            "slackId": ana["slackId"], "photo": "https://avatars.kestrelbikes.example/ana.png",
        })
    );
    assert!(text(&ana["slackId"]).starts_with("U05"));
    assert_eq!(
        &fake.object(&format!("/users/{}", text(&ana["id"]))).await,
        ana
    );

    let body = json!({"includeExternalUsers": true});
    let all = fake.list("/users/list", body).await;
    let outside = fake.world.people_at(ProviderKind::Unthread).count();
    assert_eq!(all["totalCount"], 7 + outside);
    let blank = column(&all, "email")
        .into_iter()
        .filter(|email| **email == "");
    assert!((1..outside / 2).contains(&blank.count()));
}

#[tokio::test]
async fn tags_are_those_of_the_cases_and_of_the_customers() {
    let fake = Fake::open();
    let answer = fake.list("/tags/list", json!({"order": ["name"]})).await;
    let names: BTreeSet<&str> = column(&answer, "name").into_iter().map(text).collect();
    let cases = fake.world.cases_at(ProviderKind::Unthread);
    let mut expected: BTreeSet<&str> = cases.flat_map(|case| case.tags.clone()).collect();
    expected.insert("enterprise");
    assert_eq!(names, expected);
    let tag = &answer["data"][0];
    assert_eq!(keys(tag), ["id", "name"]);
    assert_eq!(
        &fake.object(&format!("/tags/{}", text(&tag["id"]))).await,
        tag
    );
}

#[tokio::test]
async fn plain_lists_are_bare_arrays() {
    let fake = Fake::open();
    let outbounds = fake.object("/outbounds").await;
    assert_eq!(outbounds.as_array().unwrap().len(), 2);
    assert_eq!(outbounds[0]["runAt"], "2026-11-09T09:00:00.000Z");
    assert_eq!(outbounds[0]["recipients"][0]["type"], "customer");
    let path = format!("/outbounds/{}", text(&outbounds[1]["id"]));
    assert_eq!(fake.object(&path).await["status"], "draft");

    let subscriptions = fake.object("/webhook-subscriptions").await;
    assert_eq!(keys(&subscriptions[0]), ["id", "url", "enabled"]);
    assert_eq!(subscriptions[0]["enabled"], false);

    let told = fake.conversation(3).await;
    let approvals = fake
        .object(&format!(
            "/conversations/{}/approval-requests",
            text(&told["id"])
        ))
        .await;
    let statuses: Vec<&Value> = approvals
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["status"])
        .collect();
    assert_eq!(statuses, ["pending", "approved"]);
    assert_eq!(approvals[0]["createdAt"], told["createdAt"]);
    assert_eq!(approvals[1]["approverGroup"]["name"], "Billing");
    assert!(approvals[0].get("statusChangedAt").is_none());
    let none = fake.conversation(1).await;
    let path = format!("/conversations/{}/approval-requests", text(&none["id"]));
    assert_eq!(fake.object(&path).await, json!([]));
}
