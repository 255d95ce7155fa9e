//! Writes the story down in the words of the service.

mod conversations;
mod customers;
mod messages;
mod settings;
pub(super) mod slack;
mod users;

pub(super) use customers::no_care;

use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::world::World;

use super::ids;
use super::tenant::Tenant;

/// The one address that mails are sent from. No operation lists it: an administrator reads it off the dashboard.
pub(super) const EMAIL_INBOX: &str = "6c5b4a39-2817-4605-94f3-e2d1c0b9a887";

/// Fills the tables.
pub(super) fn tell(world: &World) -> Tenant {
    let mut tenant = Tenant {
        users: users::all(world),
        tags: tags(world),
        customers: customers::all(world),
        ticket_types: vec![settings::bike_fault()],
        collaborator_types: settings::collaborator_types(),
        outbounds: settings::outbounds(world),
        webhook_subscriptions: settings::webhook_subscriptions(),
        ..Tenant::default()
    };
    for case in world.cases_at(ProviderKind::Unthread) {
        let told = conversations::tell(world, case);
        tenant.conversations.push(told.row);
        tenant.messages.extend(told.messages);
        tenant.files.extend(told.files);
    }
    tenant.approval_requests = settings::approval_requests(world);
    tenant
}

/// The labels of all cases, and the one that customers have.
fn tags(world: &World) -> Vec<Value> {
    let mut names = vec![customers::TAG];
    for case in world.cases_at(ProviderKind::Unthread) {
        for name in &case.tags {
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    let tag = |name: &&str| json!({ "id": tag_id(name), "name": name });
    names.iter().map(tag).collect()
}

fn tag_id(name: &str) -> String {
    ids::uuid("tag", name)
}

/// Puts the columns of the second object over those of the first.
fn merged(mut under: Value, over: Value) -> Value {
    if under.is_null() {
        return over;
    }
    if let Value::Object(columns) = over {
        for (column, value) in columns {
            under[column] = value;
        }
    }
    under
}
