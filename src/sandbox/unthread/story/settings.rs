//! What has no counterpart in the story: ticket types, collaborators, outbounds, subscriptions, approvals.

use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::unthread::ids;
use crate::sandbox::world::{Channel, World};

use super::users::{agent_id, team_id};
use super::{conversations, customers};

/// The one ticket type; it has no table of its own to be read from outside.
pub(super) fn bike_fault() -> Value {
    json!({ "id": bike_fault_id(), "name": "Bike fault" })
}

/// Its id.
pub(super) fn bike_fault_id() -> String {
    ids::uuid("ticket-type", "bike-fault")
}

/// Filled-in fields of it: a text, and a list as text.
pub(super) fn bike_fault_values() -> Value {
    let field = |key| ids::uuid("ticket-type-field", key);
    json!({ field("firmware"): "4.2.0", field("places"): "[\"city\",\"hills\"]" })
}

/// The parts to play in a conversation.
pub(super) fn collaborator_types() -> Vec<Value> {
    let id = |key| ids::uuid("collaborator-type", key);
    vec![
        json!({ "id": id("account_manager"), "name": "Account manager", "key": "account_manager" }),
        json!({ "id": id("workshop_lead"), "name": "Workshop lead", "key": "workshop_lead",
                "description": "Signs off repairs" }),
    ]
}

/// Who plays them in a conversation.
pub(super) fn collaborators(assignee: Option<&str>) -> Value {
    let id = |key| ids::uuid("collaborator-type", key);
    let group = team_id("workshop");
    let mut all = vec![
        json!({ "collaboratorTypeId": id("workshop_lead"), "groupId": group, "entityId": group }),
    ];
    if let Some(user) = assignee.map(agent_id) {
        let manager = id("account_manager");
        all.push(json!({ "collaboratorTypeId": manager, "userId": user, "entityId": user }));
    }
    all.into()
}

/// The notice of the recall, and a draft.
pub(super) fn outbounds(world: &World) -> Vec<Value> {
    let recipient = |key: &str| json!({ "type": "customer", "id": customers::id(world, key) });
    let section = |text| json!([{ "type": "section", "text": {"type": "mrkdwn", "text": text} }]);
    let sender = world.agents.first().map(|agent| agent_id(agent.key));
    vec![
        json!({
            "id": ids::uuid("outbound", "recall"), "status": "sent", "deliveryMethod": "slack",
            "subject": "Recall of battery batch B2609",
            "blocks": section("*Please stop charging* batteries of batch B2609."),
            "recipients": world.organizations.iter().take(4).map(|one| recipient(one.key)).collect::<Vec<_>>(),
            "sendAs": {"type": "support-rep", "id": sender}, "runAt": "2026-11-09T09:00:00.000000Z",
        }),
        json!({
            "id": ids::uuid("outbound", "care-plan"), "status": "draft", "deliveryMethod": "slack",
            "subject": "Your Care plan", "blocks": section("We refund what was charged twice."),
            "recipients": [], "sendAs": {"type": "user", "id": sender}, "runAt": "2026-11-30T09:00:00.000000Z",
        }),
    ]
}

/// One address that is switched off, so nothing is ever sent.
pub(super) fn webhook_subscriptions() -> Vec<Value> {
    vec![json!({
        "id": ids::uuid("webhook-subscription", "old"), "url": "https://old.kestrelbikes.example/unthread",
        "enabled": false,
    })]
}

/// A pending and an answered question, both on the first conversation that came by mail.
pub(super) fn approval_requests(world: &World) -> Vec<Value> {
    let mut cases = world.cases_at(ProviderKind::Unthread);
    let Some(case) = cases.find(|case| case.channel == Channel::Email) else {
        return Vec::new();
    };
    let created = ids::stored(case.entries[0].at);
    let user = world.agents.first().map(|agent| agent_id(agent.key));
    let base = |key, status| {
        json!({
            "id": ids::uuid("approval-request", key), "status": status, "tenantId": ids::uuid("tenant", "kestrel"),
            "conversationId": conversations::id(case.number), "title": "Refund the shipping?", "createdAt": created,
        })
    };
    let group = team_id("billing");
    let name = world.teams.iter().find(|team| team.key == "billing");
    let answered = json!({
        "assignedToGroupId": group, "statusChangedAt": ids::stored(case.entries[case.entries.len() - 1].at),
        "notes": "fine",
        "approverGroup": {"id": group, "name": name.map(|team| team.name), "slackId": ids::slack('S', "billing")},
    });
    vec![
        super::merged(
            base("pending", "pending"),
            json!({ "assignedToUserId": user }),
        ),
        super::merged(base("approved", "approved"), answered),
    ]
}
