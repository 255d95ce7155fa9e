//! The client API: whoever knows the ids of the inbox and of the contact may read. No token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, path_params};
use crate::sandbox::nimchat::params::{self, Params};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{
    Channel, ContactInbox, Conversation, Inbox, Message, MessageType, State,
};
use crate::sandbox::nimchat::view::View;

/// Messages per answer.
const LATEST: usize = 20;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/", get(inbox))
        .route("/contacts/{source_id}", get(contact))
        .route("/contacts/{source_id}/conversations", get(conversations))
        .route(
            "/contacts/{source_id}/conversations/{conversation_id}/messages",
            get(messages),
        )
}

/// A request of the client API.
struct Visit {
    server: Arc<Server>,
    path: Vec<(String, String)>,
    params: Params,
}

impl FromRequestParts<Arc<Server>> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        Ok(Self {
            server: Arc::clone(server),
            path: path_params(parts).await?,
            params: Params::parse(parts.uri.query().unwrap_or_default()),
        })
    }
}

impl Visit {
    fn text(&self, name: &str) -> &str {
        let found = self.path.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    fn inbox<'a>(&self, state: &'a State) -> Result<&'a Inbox, Refusal> {
        let wanted = self.text("inbox_identifier");
        let is_it = |inbox: &&Inbox| matches!(&inbox.channel, Channel::Api { identifier, .. } if identifier == wanted);
        state.inboxes.iter().find(is_it).ok_or(Refusal::NoRoute)
    }

    fn way<'a>(&self, state: &'a State) -> Result<&'a ContactInbox, Refusal> {
        let inbox = self.inbox(state)?.id;
        let source_id = self.text("source_id");
        let mut ways = state.contact_inboxes.iter();
        let way = ways.find(|way| way.inbox_id == inbox && way.source_id == source_id);
        way.ok_or(Refusal::NoRoute)
    }

    /// Visitors are nobody of the team.
    fn view<'a>(&'a self, state: &'a State) -> View<'a> {
        View {
            state,
            base_url: &self.server.base_url,
            now: self.server.now(),
            me: 0,
            is_admin: false,
        }
    }
}

async fn inbox(visit: Visit) -> Answer {
    let state = visit.server.state();
    let inbox = visit.inbox(&state)?;
    let view = visit.view(&state).inbox(inbox);
    Ok(Json(json!({
        "identifier": visit.text("inbox_identifier"),
        "identity_validation_enabled": false,
        "name": inbox.name,
        "timezone": view["timezone"],
        "working_hours": view["working_hours"],
        "working_hours_enabled": false,
        "csat_survey_enabled": inbox.csat_survey_enabled,
        "greeting_enabled": inbox.greeting_message.is_some(),
    })))
}

async fn contact(visit: Visit) -> Answer {
    let state = visit.server.state();
    let way = visit.way(&state)?;
    let contact = state.contact(way.contact_id).ok_or(Refusal::NoRoute)?;
    Ok(Json(json!({
        "source_id": way.source_id,
        "pubsub_token": way.pubsub_token,
        "id": contact.id,
        "name": contact.name,
        "email": contact.email,
        "phone_number": contact.phone_number,
    })))
}

/// A list for a contact that proved its identity ends in an error until release 4.7.
async fn conversations(visit: Visit) -> Answer {
    let state = visit.server.state();
    let way = visit.way(&state)?;
    if way.hmac_verified {
        return Err(Refusal::Crash);
    }
    let view = visit.view(&state);
    let own = state
        .conversations
        .iter()
        .filter(|one| one.contact_inbox_id == way.id);
    let own: Vec<Value> = own.map(|one| view.public_conversation(one)).collect();
    Ok(Json(json!(own)))
}

async fn messages(visit: Visit) -> Answer {
    let state = visit.server.state();
    let way = visit.way(&state)?;
    let id = params::id(visit.text("conversation_id"));
    let is_own = |conversation: &&Conversation| conversation.contact_inbox_id == way.id;
    let conversation = state
        .conversation(id)
        .filter(is_own)
        .ok_or(Refusal::NoRoute)?;
    let before = visit.params.id("before").unwrap_or(u64::MAX);
    let view = visit.view(&state);
    let all = public_messages(&state, conversation);
    let all: Vec<Value> = all
        .filter(|message| message.id < before)
        .map(|message| view.public_message(message))
        .collect();
    let skipped = all.len().saturating_sub(LATEST);
    Ok(Json(json!(all[skipped..])))
}

/// What the customer may read: no activities, no private notes.
fn public_messages<'a>(
    state: &'a State,
    conversation: &Conversation,
) -> impl Iterator<Item = &'a Message> {
    let messages = state.messages_of(conversation);
    messages.filter(|message| !message.private && message.kind != MessageType::Activity)
}

impl View<'_> {
    fn public_conversation(&self, conversation: &Conversation) -> Value {
        let messages = public_messages(self.state, conversation);
        let seen = |at: Option<jiff::Timestamp>| at.map_or(0, jiff::Timestamp::as_second);
        json!({
            "id": conversation.display_id,
            "uuid": conversation.uuid,
            "inbox_id": conversation.inbox_id,
            "contact_last_seen_at": seen(conversation.contact_last_seen_at),
            "status": conversation.status.name(),
            "agent_last_seen_at": seen(conversation.agent_last_seen_at),
            "messages": messages.map(|message| self.public_message(message)).collect::<Vec<_>>(),
            "contact": self.state.contact(conversation.contact_id).map(|contact| self.raw_contact(contact)),
        })
    }

    /// The message view without what concerns the team alone.
    fn public_message(&self, message: &Message) -> Value {
        let mut view = self.message(message);
        if let Some(view) = view.as_object_mut() {
            for key in ["inbox_id", "status", "private", "source_id"] {
                view.shift_remove(key);
            }
        }
        view
    }
}
