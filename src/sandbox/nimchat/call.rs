//! Who asks, and for which account.

use std::sync::{Arc, MutexGuard};

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::acts::Act;
use super::params::{self, Params};
use super::refusal::Refusal;
use super::server::Server;
use super::state::{Contact, Conversation, HOME, Inbox, State, User};
use super::view::View;

/// What a route of the application API answers.
pub(super) type Answer = Result<axum::Json<serde_json::Value>, Refusal>;

/// A request of the application API by a user who may use the account.
#[derive(Debug)]
pub(super) struct Call {
    server: Arc<Server>,
    path: Vec<(String, String)>,
    /// The query parameters.
    pub params: Params,
    /// Id of the user.
    pub me: u64,
    /// True for administrators.
    pub is_admin: bool,
}

impl FromRequestParts<Arc<Server>> for Call {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        server: &Arc<Server>,
    ) -> Result<Self, Self::Rejection> {
        let path = path_params(parts).await?;
        let token = token(&parts.headers).ok_or(Refusal::SignIn)?;
        let state = server.state();
        let user = user(&state, token)?;
        let account = path.iter().find(|(name, _)| name == "account_id");
        if let Some((_, account)) = account {
            enter(&state, params::id(account))?;
        }
        Ok(Self {
            server: Arc::clone(server),
            path,
            params: Params::parse(parts.uri.query().unwrap_or_default()),
            me: user.id,
            is_admin: user.is_admin,
        })
    }
}

/// Reads the values in the path; a path that is no text has no record.
pub(super) async fn path_params(parts: &mut Parts) -> Result<Vec<(String, String)>, Refusal> {
    let params = RawPathParams::from_request_parts(parts, &()).await;
    let params = params.map_err(|_| Refusal::NoRoute)?;
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Ok(params.iter().map(own).collect())
}

/// Reads the token; both spellings of the header mean the same to the server.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    let sent = ["api_access_token", "api-access-token"]
        .into_iter()
        .find_map(|name| headers.get(name))?;
    let token = sent.to_str().unwrap_or("?").trim();
    (!token.is_empty()).then_some(token)
}

fn user<'a>(state: &'a State, token: &str) -> Result<&'a User, Refusal> {
    if let Some(user) = state.users.iter().find(|user| user.access_token == token) {
        return Ok(user);
    }
    let is_bot = state.bots.iter().any(|bot| bot.access_token == token);
    // All that bots may do in this release is write.
    if is_bot || state.platform_token == token {
        return Err(Refusal::Bot);
    }
    Err(Refusal::Token)
}

fn enter(state: &State, account: u64) -> Result<(), Refusal> {
    let found = state.accounts.iter().find(|known| known.id == account);
    let account = found.ok_or(Refusal::Missing)?;
    if account.is_suspended {
        return Err(Refusal::Suspended);
    }
    if account.id != HOME {
        return Err(Refusal::Outsider);
    }
    Ok(())
}

impl Call {
    /// Locks the state.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.server.state()
    }

    /// Gives the state a form for this user.
    pub(super) fn view<'a>(&'a self, state: &'a State) -> View<'a> {
        View {
            state,
            base_url: &self.server.base_url,
            now: self.server.now(),
            me: self.me,
            is_admin: self.is_admin,
        }
    }

    /// Lets the user change the state now.
    pub(super) fn act<'a>(&self, state: &'a mut State) -> Act<'a> {
        Act {
            state,
            now: self.server.now(),
            me: self.me,
        }
    }

    /// Reads an id out of the path.
    pub(super) fn id(&self, name: &str) -> u64 {
        let found = self.path.iter().find(|(known, _)| known == name);
        found.map_or(0, |(_, value)| params::id(value))
    }

    /// Refuses whoever is no administrator.
    pub(super) fn only_admins(&self) -> Result<(), Refusal> {
        if self.is_admin {
            Ok(())
        } else {
            Err(Refusal::Forbidden)
        }
    }

    /// True if the user may see the inbox.
    pub(super) fn sees(&self, state: &State, inbox: u64) -> bool {
        let is_member = |inbox: &Inbox| inbox.members.contains(&self.me);
        self.is_admin || state.inbox(inbox).is_some_and(is_member)
    }

    /// Finds the conversation of the path; it is looked up before its inbox is checked.
    pub(super) fn conversation<'a>(&self, state: &'a State) -> Result<&'a Conversation, Refusal> {
        let found = state.conversation(self.id("conversation_id"));
        let conversation = found.ok_or(Refusal::Missing)?;
        if !self.sees(state, conversation.inbox_id) {
            return Err(Refusal::Forbidden);
        }
        Ok(conversation)
    }

    /// Finds the contact of the path.
    pub(super) fn contact<'a>(&self, state: &'a State) -> Result<&'a Contact, Refusal> {
        state.contact(self.id("contact_id")).ok_or(Refusal::Missing)
    }

    /// Finds the inbox of the path.
    pub(super) fn inbox<'a>(&self, state: &'a State) -> Result<&'a Inbox, Refusal> {
        let inbox = state.inbox(self.id("inbox_id")).ok_or(Refusal::Missing)?;
        if !self.sees(state, inbox.id) {
            return Err(Refusal::Forbidden);
        }
        Ok(inbox)
    }
}
