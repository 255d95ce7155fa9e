//! The companies, with how they are looked after.

use serde_json::{Value, json};

use crate::sandbox::unthread::ids;
use crate::sandbox::world::{Organization, World};

use super::users::{agent_id, team_id};
use super::{merged, slack, tag_id};

/// The tag of large customers.
pub(super) const TAG: &str = "enterprise";

/// The companies, in the order of the story.
pub(super) fn all(world: &World) -> Vec<Value> {
    let organizations = world.organizations.iter().enumerate();
    organizations
        .map(|(index, organization)| customer(world, index, organization))
        .collect()
}

/// The id of a company; every third is from the time when ids were shorter.
pub(super) fn id(world: &World, key: &str) -> String {
    let index = world.organizations.iter().position(|one| one.key == key);
    if index.is_some_and(is_old) {
        ids::legacy("customer", key)
    } else {
        ids::uuid("customer", key)
    }
}

/// True if mails from the domain of the company are recognised as its own.
pub(super) fn knows_domain(world: &World, key: &str) -> bool {
    let index = world.organizations.iter().position(|one| one.key == key);
    index.is_some_and(|index| index % 5 != 4)
}

fn is_old(index: usize) -> bool {
    index % 3 == 2
}

fn customer(world: &World, index: usize, organization: &Organization) -> Value {
    let Organization { key, name, domain } = organization;
    let channel = slack::channel(world, key);
    let domains: &[&str] = if knows_domain(world, key) {
        &[domain]
    } else {
        &[]
    };
    let slack_channel = channel.as_ref().map(|id| {
        json!({ "id": id, "name": format!("ext-{key}"), "isShared": true, "isPrivate": index % 2 == 1 })
    });
    let row = json!({
        "id": id(world, key), "name": name,
        "slackTeamId": channel.as_ref().map(|_| slack::team(key)),
        "slackChannelId": channel, "slackChannel": slack_channel, "emailDomains": domains,
        "externalCrmMetadata": null,
        "createdAt": if is_old(index) { "2023-02-11T10:10:10.000000Z" } else { "2025-06-01T12:00:00.000000Z" },
        "updatedAt": format!("2026-10-{:02}T07:45:10.120000Z", index + 1),
        "tagIds": if is_old(index) { Vec::new() } else { vec![tag_id(TAG)] },
    });
    let care = match index % 3 {
        0 => full_care(world, index),
        1 => team_care(world, index),
        _ => no_care(),
    };
    merged(row, care)
}

fn full_care(world: &World, index: usize) -> Value {
    let agent = world.agents.get(index % world.agents.len().max(1));
    let agent = agent.map(|agent| agent_id(agent.key));
    json!({
        "primarySupportAssigneeId": agent, "primarySupportAssigneeType": "user",
        "secondarySupportAssigneeId": team_id("workshop"), "secondarySupportAssigneeType": "team",
        "replyTimeoutMinutes": 240, "defaultTriageChannelId": slack::TRIAGE_CHANNEL,
        "disableAutomatedTicketing": false, "botHandling": "off",
        "autoresponder": {"enabled": true, "condition": "outside-working-hours", "message": "We are back at nine."},
        "supportSteps": [
            {"type": "assignment", "assigneeId": agent, "assigneeType": "user", "minutes": 0},
            {"type": "escalation", "assigneeId": team_id("workshop"), "assigneeType": "team", "minutes": 60,
             "shouldCycleThroughTeamMembers": true, "maxCycles": 2, "cycleMinutes": 30},
        ],
        "assignToTaggedUserEnabled": true,
    })
}

fn team_care(world: &World, index: usize) -> Value {
    let team = world.teams.get(index % world.teams.len().max(1));
    json!({
        "primarySupportAssigneeId": team.map(|team| team_id(team.key)), "primarySupportAssigneeType": "team",
        "secondarySupportAssigneeId": null, "secondarySupportAssigneeType": null,
        "replyTimeoutMinutes": 60, "defaultTriageChannelId": null,
        "disableAutomatedTicketing": true, "botHandling": "all",
        "autoresponder": {"enabled": false, "condition": "always", "message": ""},
        "supportSteps": [], "assignToTaggedUserEnabled": false,
    })
}

/// How a company is looked after that nothing is set up for.
pub(in crate::sandbox::unthread) fn no_care() -> Value {
    json!({
        "primarySupportAssigneeId": null, "primarySupportAssigneeType": null,
        "secondarySupportAssigneeId": null, "secondarySupportAssigneeType": null,
        "replyTimeoutMinutes": null, "defaultTriageChannelId": null,
        "disableAutomatedTicketing": null, "botHandling": null,
        "autoresponder": null, "supportSteps": null, "assignToTaggedUserEnabled": null,
    })
}
