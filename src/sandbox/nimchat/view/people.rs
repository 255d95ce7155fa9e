//! Agents, bots and teams.

use serde_json::{Value, json};

use crate::sandbox::nimchat::seed::SET_UP;
use crate::sandbox::nimchat::state::{Bot, HOME, Team, User};

use super::{View, extend, iso};

impl View<'_> {
    /// Agent view.
    pub(crate) fn agent(&self, user: &User) -> Value {
        let mut view = json!({
            "id": user.id,
            "account_id": HOME,
            "availability_status": user.availability_status(),
            "auto_offline": user.auto_offline,
            "confirmed": user.confirmed,
            "email": user.email,
            "available_name": user.available_name(),
        });
        if !user.custom_attributes.is_empty() {
            extend(
                &mut view,
                json!({ "custom_attributes": user.custom_attributes }),
            );
        }
        extend(
            &mut view,
            json!({ "name": user.name, "role": role(user), "thumbnail": self.avatar(user.avatar) }),
        );
        view
    }

    /// Agent views of the users with these ids.
    pub(crate) fn agents(&self, ids: &[u64]) -> Vec<Value> {
        let users = ids.iter().filter_map(|id| self.state.user(*id));
        users.map(|user| self.agent(user)).collect()
    }

    /// A user as sender of messages: without address.
    pub(crate) fn push_user(&self, user: &User) -> Value {
        let avatar = self.avatar(user.avatar);
        json!({
            "id": user.id,
            "name": user.name,
            "available_name": user.available_name(),
            "avatar_url": avatar,
            "type": "user",
            "availability_status": user.availability_status(),
            "thumbnail": avatar,
        })
    }

    /// A bot as sender of messages.
    pub(crate) fn push_bot(&self, bot: &Bot) -> Value {
        json!({ "id": bot.id, "name": bot.name, "avatar_url": "", "type": "agent_bot" })
    }

    /// Agent bot view; the token of the account's own bots is shown even to plain agents.
    pub(crate) fn bot(&self, bot: &Bot) -> Value {
        let mut view = json!({
            "id": bot.id,
            "name": bot.name,
            "description": bot.description,
            "outgoing_url": bot.outgoing_url,
            "bot_type": "webhook",
            "bot_config": {},
            "account_id": bot.is_own.then_some(HOME),
        });
        if bot.is_own {
            extend(&mut view, json!({ "access_token": bot.access_token }));
        }
        view
    }

    /// Team view.
    pub(crate) fn team(&self, team: &Team) -> Value {
        json!({
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": HOME,
            "is_member": team.members.contains(&self.me),
        })
    }

    /// Raw team record, as an assignment answers it.
    pub(crate) fn raw_team(&self, team: &Team) -> Value {
        json!({
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": HOME,
            "created_at": iso(Some(SET_UP)),
            "updated_at": iso(Some(SET_UP)),
        })
    }

    /// The user's own profile, with the secrets of the user.
    pub(crate) fn profile(&self, user: &User) -> Value {
        let mut view = json!({
            "access_token": user.access_token,
            "account_id": HOME,
            "available_name": user.available_name(),
            "avatar_url": self.avatar(user.avatar),
            "confirmed": user.confirmed,
            "display_name": user.display_name,
            "message_signature": null,
            "email": user.email,
            "id": user.id,
            "inviter_id": null,
            "name": user.name,
            "provider": "email",
            "pubsub_token": user.pubsub_token,
            "role": role(user),
            "ui_settings": {},
            "uid": user.email,
            "type": null,
        });
        if !user.custom_attributes.is_empty() {
            extend(
                &mut view,
                json!({ "custom_attributes": user.custom_attributes }),
            );
        }
        let home = self
            .state
            .accounts
            .iter()
            .find(|account| account.id == HOME);
        let accounts = home.map(|account| {
            json!({
                "id": account.id,
                "name": account.name,
                "status": "active",
                "active_at": iso(Some(user.created_at)),
                "role": role(user),
                "availability": user.availability,
                "availability_status": user.availability_status(),
                "auto_offline": user.auto_offline,
            })
        });
        extend(&mut view, json!({ "accounts": Vec::from_iter(accounts) }));
        view
    }
}

/// The word for a user's rights.
fn role(user: &User) -> &'static str {
    if user.is_admin {
        "administrator"
    } else {
        "agent"
    }
}
