//! Every mutation with an input that a desk would take if it can do it.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use super::desk::{Desk, Sample};
use crate::support::key;

/// A mutation with one input.
pub(super) struct Case {
    pub(super) mutation: &'static str,
    /// Tells apart several inputs of one mutation.
    pub(super) variant: &'static str,
    /// What a source needs to be able to do.
    pub(super) capability: &'static str,
    input: fn(ProviderKind, &Sample) -> Value,
}

impl Case {
    pub(super) fn input(&self, desk: &Desk) -> Value {
        (self.input)(desk.kind, &desk.sample)
    }

    pub(super) fn name(&self) -> String {
        format!("{}{}", self.mutation, self.variant)
    }
}

macro_rules! cases {
    ($($mutation:literal $variant:literal $capability:literal = $input:expr;)+) => {
        &[$(Case {
            mutation: $mutation,
            variant: $variant,
            capability: $capability,
            input: $input,
        }),+]
    };
}

/// What only one provider asks for when a conversation starts.
fn options(kind: ProviderKind, sample: &Sample) -> Value {
    match kind {
        ProviderKind::Unthread => {
            json!({ "unthread": { "type": "SLACK", "slackChannelId": sample.channel, "customerId": sample.organization } })
        }
        ProviderKind::Cord => {
            json!({ "cord": { "groupId": "support", "location": { "page": "map" }, "url": "https://kestrel.example/map" } })
        }
        ProviderKind::HelpScout => json!({ "helpScout": { "inboxId": sample.inbox } }),
        ProviderKind::PostHog => {
            json!({ "postHog": { "emailConfigId": "01920000-1111-7222-8333-abcdefabcdef" } })
        }
        ProviderKind::Nimchat => json!({ "nimchat": { "inboxId": sample.inbox } }),
    }
}

fn recipient(kind: ProviderKind, sample: &Sample) -> Value {
    match kind {
        ProviderKind::PostHog => json!({ "email": "yuki.tanaka@lumen-university.example" }),
        _ => json!({ "contactId": sample.contact }),
    }
}

fn create(kind: ProviderKind, sample: &Sample) -> Value {
    let mut input = json!({
        "source": key(kind),
        "subject": "A new matter",
        "body": { "markdown": "Something **new**." },
        "options": options(kind, sample),
    });
    if kind != ProviderKind::Cord && kind != ProviderKind::Unthread {
        input["recipient"] = recipient(kind, sample);
    }
    input
}

fn compose(kind: ProviderKind, sample: &Sample) -> Value {
    json!({
        "source": key(kind),
        "recipient": recipient(kind, sample),
        "subject": "A new matter",
        "body": { "text": "Something new." },
        "options": options(kind, sample),
    })
}

/// A reply with this text that any desk takes.
pub(super) fn reply(desk: &Desk, text: &str) -> Value {
    json!({ "conversationId": desk.sample.conversation, "body": { "text": text } })
}

fn new_organization(kind: ProviderKind, _: &Sample) -> Value {
    let mut input = json!({ "source": key(kind), "name": "Aurora Labs" });
    match kind {
        ProviderKind::Unthread => {
            input["emailDomains"] = json!(["aurora.example"]);
            input["slackChannelId"] = json!("C0NEWCHANNEL");
        }
        ProviderKind::HelpScout => input["emailDomains"] = json!(["aurora.example"]),
        ProviderKind::Cord | ProviderKind::PostHog | ProviderKind::Nimchat => {}
    }
    input
}

fn new_contact(kind: ProviderKind, sample: &Sample) -> Value {
    let mut input = json!({
        "source": key(kind),
        "name": "Nia Okafor",
        "email": "nia.okafor@example.com",
    });
    match kind {
        ProviderKind::Nimchat => input["inboxId"] = json!(sample.inbox),
        ProviderKind::Cord => input["externalId"] = json!("nia"),
        ProviderKind::Unthread | ProviderKind::HelpScout | ProviderKind::PostHog => {}
    }
    input
}

/// One that each provider can make, if it can make any.
fn snooze(kind: ProviderKind, sample: &Sample) -> Value {
    let until = match kind {
        ProviderKind::Nimchat => Value::Null,
        _ => json!("2026-11-24T09:00:00Z"),
    };
    json!({ "conversationId": sample.conversation, "until": until })
}

fn follower(kind: ProviderKind, sample: &Sample) -> Value {
    let follower = match kind {
        ProviderKind::Cord => &sample.contact,
        _ => &sample.agent,
    };
    json!({ "conversationId": sample.conversation, "followerId": follower })
}

/// A table of mutations, in the order in which the schema groups them.
pub(super) const CASES: &[Case] = cases! {
    "conversationCreate" "" "CONVERSATION_CREATE" = create;
    "ticketCompose" "" "CONVERSATION_CREATE" = compose;
    "conversationReply" "" "CONVERSATION_REPLY" = |_, sample| json!({
        "conversationId": sample.conversation, "body": { "markdown": "On it, **now**." },
    });
    "conversationReply" " statusAfter" "CONVERSATION_REPLY" = |_, sample| json!({
        "conversationId": sample.conversation, "body": { "text": "Done." }, "statusAfter": { "status": "RESOLVED" },
    });
    "conversationAddNote" "" "CONVERSATION_NOTE" = |_, sample| json!({
        "conversationId": sample.conversation, "body": { "text": "Between us." },
    });
    "messageUpdate" "" "MESSAGE_UPDATE" = |_, sample| json!({
        "messageId": sample.message, "body": { "text": "Said better." },
    });
    "messageDelete" "" "MESSAGE_DELETE" = |_, sample| json!({ "messageId": sample.message });
    "conversationUpdate" " subject" "CONVERSATION_SET_SUBJECT" = |_, sample| json!({
        "conversationId": sample.conversation, "subject": "A better title",
    });
    "conversationSetStatus" "" "CONVERSATION_SET_STATUS" = |_, sample| json!({
        "conversationId": sample.conversation, "to": { "status": "RESOLVED" },
    });
    "conversationSetPriority" "" "CONVERSATION_SET_PRIORITY" = |_, sample| json!({
        "conversationId": sample.conversation, "to": { "priority": "HIGH" },
    });
    "conversationSetPriority" " none" "CONVERSATION_SET_PRIORITY" = |_, sample| json!({
        "conversationId": sample.conversation, "to": { "priority": "NONE" },
    });
    "conversationAssign" " agent" "CONVERSATION_ASSIGN_AGENT" = |_, sample| json!({
        "conversationId": sample.conversation, "to": { "agentId": sample.agent },
    });
    "conversationAssign" " team" "CONVERSATION_ASSIGN_TEAM" = |_, sample| json!({
        "conversationId": sample.conversation, "to": { "teamId": sample.team },
    });
    "conversationUnassign" "" "CONVERSATION_ASSIGN_AGENT" = |_, sample| json!({
        "conversationId": sample.conversation,
    });
    "conversationSnooze" "" "CONVERSATION_SNOOZE" = snooze;
    "conversationUnsnooze" "" "CONVERSATION_SNOOZE" = |_, sample| json!({
        "conversationId": sample.conversation,
    });
    "conversationAddTags" "" "CONVERSATION_TAG" = |_, sample| json!({
        "conversationId": sample.conversation, "tags": sample.tags,
    });
    "conversationRemoveTags" "" "CONVERSATION_TAG" = |_, sample| json!({
        "conversationId": sample.conversation, "tags": sample.tags,
    });
    "conversationSetTags" "" "CONVERSATION_TAG" = |_, sample| json!({
        "conversationId": sample.conversation, "tags": [sample.tags[0]],
    });
    "conversationMarkRead" "" "CONVERSATION_MARK_READ" = |_, sample| json!({
        "conversationId": sample.conversation,
    });
    "conversationSetTyping" "" "CONVERSATION_TYPING" = |kind, sample| json!({
        "conversationId": sample.conversation,
        "actorIds": if kind == ProviderKind::Cord { json!([sample.contact]) } else { json!([]) },
    });
    "conversationAddFollower" "" "CONVERSATION_FOLLOW" = follower;
    "conversationRemoveFollower" "" "CONVERSATION_FOLLOW" = follower;
    "conversationDelete" "" "CONVERSATION_DELETE" = |_, sample| json!({
        "conversationId": sample.conversation,
    });
    "conversationsBulkUpdate" "" "CONVERSATION_SET_STATUS" = |_, sample| json!({
        "conversationIds": [sample.conversation, sample.other], "status": { "status": "RESOLVED" },
    });
    "ticketUpdate" "" "CONVERSATION_SET_PRIORITY" = |_, sample| json!({
        "ticketId": sample.ticket, "priority": { "priority": "LOW" },
    });
    "ticketDelete" "" "CONVERSATION_DELETE" = |_, sample| json!({ "ticketId": sample.ticket });
    "ticketsBulkUpdateTags" "" "CONVERSATION_TAG" = |_, sample| json!({
        "ticketIds": [sample.ticket], "action": "ADD", "tags": [sample.tags[0]],
    });
    "ticketSuggestReply" "" "TICKET_SUGGEST_REPLY" = |_, sample| json!({ "ticketId": sample.ticket });
    "contactCreate" "" "CONTACT_CREATE" = new_contact;
    "contactUpdate" "" "CONTACT_UPDATE" = |_, sample| json!({
        "contactId": sample.contact, "name": "Nia Okafor",
    });
    "contactDelete" "" "CONTACT_DELETE" = |_, sample| json!({ "contactId": sample.contact });
    "organizationCreate" "" "ORGANIZATION_WRITE" = new_organization;
    "organizationUpdate" "" "ORGANIZATION_WRITE" = |_, sample| json!({
        "organizationId": sample.organization, "name": "Aurora Labs",
    });
    "organizationDelete" "" "ORGANIZATION_WRITE" = |_, sample| json!({
        "organizationId": sample.organization,
    });
    "organizationsAddTag" "" "ORGANIZATION_WRITE" = |_, sample| json!({
        "organizationIds": [sample.organization], "tagId": sample.tag,
    });
    "organizationsRemoveTag" "" "ORGANIZATION_WRITE" = |_, sample| json!({
        "organizationIds": [sample.organization], "tagId": sample.tag,
    });
    "tagCreate" "" "TAG_WRITE" = |kind, _| json!({ "source": key(kind), "name": "brand-new" });
    "tagUpdate" "" "TAG_WRITE" = |_, sample| json!({ "tagId": sample.tag, "name": "renamed" });
    "tagDelete" "" "TAG_WRITE" = |_, sample| json!({ "tagId": sample.tag });
};
