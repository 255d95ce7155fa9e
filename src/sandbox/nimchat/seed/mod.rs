//! Tells the story in the words of the provider's tables.

mod cases;
mod contacts;
mod email;
mod inboxes;
mod messages;
mod settings;
mod team;

use jiff::Timestamp;

use crate::sandbox::world::World;

use super::secret;
use super::sequences::Sequences;
use super::state::{Account, Channel, HOME, State};

/// When the account was set up: 1 February 2026, 09:00 UTC.
pub(super) const SET_UP: Timestamp = Timestamp::constant(1_769_936_400, 0);

/// Builds the whole state.
pub(super) fn state(world: &World) -> State {
    let mut state = State {
        accounts: accounts(),
        platform_token: secret::token("platform app"),
        ..State::default()
    };
    team::add(&mut state, world);
    inboxes::add(&mut state, world);
    contacts::add(&mut state, world);
    cases::add(&mut state, world);
    messages::add(&mut state, world);
    cases::settle(&mut state);
    contacts::settle(&mut state, world);
    settings::add(&mut state);
    state.sequences = Sequences::after(&state);
    state
}

/// What a client needs: an administrator's token.
pub(super) fn credentials(state: &State) -> Vec<(&'static str, String)> {
    let admin = state.users.iter().find(|user| user.is_admin);
    let token = admin.map(|user| user.access_token.clone());
    let identifier = state.inboxes.iter().find_map(|inbox| match &inbox.channel {
        Channel::Api { identifier, .. } => Some(identifier.clone()),
        Channel::WebWidget { .. } | Channel::Email { .. } | Channel::Whatsapp { .. } => None,
    });
    vec![
        ("account_id", HOME.to_string()),
        ("api_access_token", token.unwrap_or_default()),
        ("platform_token", state.platform_token.clone()),
        ("inbox_identifier", identifier.unwrap_or_default()),
    ]
}

/// Others live in the same installation.
fn accounts() -> Vec<Account> {
    let account = |id, name, is_suspended| Account {
        id,
        name,
        is_suspended,
        created_at: SET_UP,
    };
    vec![
        account(HOME, "Kestrel Bikes", false),
        account(8, "Harbour Ferries", false),
        account(9, "Closed Shop", true),
    ]
}
