//! Ratings, workflows and webhooks.

use serde_json::{Value, json};

use crate::sandbox::helpscout::records::{Party, Rating, Webhook, Workflow};

use super::{Lens, at, map, put};

impl Lens<'_> {
    /// Shows a rating; `None` if its conversation is gone.
    pub(crate) fn rating(&self, one: &Rating) -> Option<Value> {
        let conversation = self.account.conversation(one.conversation)?;
        let thread = conversation
            .threads
            .iter()
            .find(|thread| thread.id == one.thread)?;
        let mut body = map(json!({"id": one.id, "rating": one.word}));
        put(&mut body, "comments", one.comments);
        put(&mut body, "conversationId", Some(conversation.id));
        put(&mut body, "conversationNumber", Some(conversation.number));
        put(&mut body, "threadId", Some(one.thread));
        put(&mut body, "mailboxId", Some(conversation.mailbox));
        put(&mut body, "createdAt", Some(at(one.created_at)));
        put(&mut body, "modifiedAt", Some(at(one.created_at)));
        if let Party::User(id) = thread.created_by {
            let user = self.account.user(id).map(|user| {
                json!({"id": user.id, "email": user.email, "firstName": user.first, "lastName": user.last})
            });
            put(&mut body, "user", user);
        }
        let customer = self
            .account
            .customer(conversation.customer)
            .map(|customer| {
                json!({
                    "id": customer.id,
                    "email": customer.email(),
                    "firstName": customer.first,
                    "lastName": customer.last,
                    "photoUrl": customer.photo_url,
                })
            });
        put(&mut body, "customer", customer);
        Some(Value::Object(body))
    }

    /// Shows a workflow.
    pub(crate) fn workflow(&self, one: &Workflow, order: usize) -> Value {
        json!({
            "id": one.id,
            "mailboxId": one.mailbox,
            "type": one.kind,
            "status": one.status,
            "order": order,
            "name": one.name,
            "createdAt": at(one.created_at),
            "modifiedAt": at(one.created_at),
        })
    }

    /// Shows a webhook, never its secret.
    pub(crate) fn webhook(&self, one: &Webhook) -> Value {
        let mut body = map(json!({
            "id": one.id,
            "url": one.url,
            "state": if one.is_enabled { "enabled" } else { "disabled" },
            "events": one.events,
            "notification": one.is_notification,
            "payloadVersion": "V2",
        }));
        put(&mut body, "label", one.label);
        put(&mut body, "mailboxIds", Some(json!(one.mailboxes)));
        put(
            &mut body,
            "_links",
            Some(self.only_self(format_args!("webhooks/{}", one.id))),
        );
        Value::Object(body)
    }
}
