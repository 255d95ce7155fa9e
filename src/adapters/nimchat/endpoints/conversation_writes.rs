//! Writing conversations: one operation for each property.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::nimchat::wire;
use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect, WithRaw};

/// A new conversation, with its first message if there is one. An inbox that keeps one conversation for each contact
/// answers with that one.
pub(in crate::adapters::nimchat) struct CreateConversation<'a> {
    pub account: &'a str,
    pub body: &'a Value,
}

impl Endpoint for CreateConversation<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.create",
        "/api/v1/accounts/{account_id}/conversations",
        "Create a conversation",
    );
    type Response = WithRaw<wire::Conversation>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Sets the status, with a time for one that is snoozed.
pub(in crate::adapters::nimchat) struct SetStatus<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub status: &'a str,
    /// Seconds since 1970; no other form is taken.
    pub snoozed_until: Option<i64>,
}

impl Endpoint for SetStatus<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.toggle_status",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status",
        "Set the status of a conversation",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({ "status": self.status });
        if let Some(until) = self.snoozed_until {
            body["snoozed_until"] = json!(until);
        }
        Some(body)
    }
}

/// Sets the priority. None is null: the server falls over the word `none` of its document.
pub(in crate::adapters::nimchat) struct SetPriority<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub priority: Option<&'a str>,
}

impl Endpoint for SetPriority<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.toggle_priority",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority",
        "Set the priority of a conversation",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "priority": self.priority }))
    }
}

/// Whom a conversation is given to. Who is unknown to the server is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::adapters::nimchat) enum Assignment {
    Agent(u64),
    Team(u64),
    NoAgent,
    NoTeam,
}

/// Assigns a conversation. The two kinds of assignee do not touch each other, but a team drops agents of others.
pub(in crate::adapters::nimchat) struct Assign<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub to: Assignment,
}

impl Endpoint for Assign<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.assign",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments",
        "Assign a conversation",
    );
    /// Null if nobody has it.
    type Response = Option<wire::Numbered>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(match self.to {
            Assignment::Agent(agent) => json!({ "assignee_id": agent }),
            Assignment::Team(team) => json!({ "team_id": team }),
            Assignment::NoAgent => json!({ "assignee_id": 0 }),
            Assignment::NoTeam => json!({ "team_id": 0 }),
        })
    }
}

/// The labels of a conversation.
pub(in crate::adapters::nimchat) struct ListConversationLabels<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for ListConversationLabels<'_> {
    const OPERATION: Operation = Operation::get(
        "nimchat.conversations.labels",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
        "List the labels of a conversation",
    );
    type Response = wire::List<String>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}

/// Sets all labels of a conversation.
pub(in crate::adapters::nimchat) struct SetConversationLabels<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub labels: &'a [String],
}

impl Endpoint for SetConversationLabels<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.set_labels",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels",
        "Set the labels of a conversation",
    )
    .with_effects(&[SideEffect::ReplacesList]);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "labels": self.labels }))
    }
}

/// Sets all custom attributes of a conversation.
pub(in crate::adapters::nimchat) struct SetCustomAttributes<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub attributes: &'a serde_json::Map<String, Value>,
}

impl Endpoint for SetCustomAttributes<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.set_custom_attributes",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes",
        "Set the custom attributes of a conversation",
    )
    .with_effects(&[SideEffect::ReplacesList])
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "custom_attributes": self.attributes }))
    }
}
