//! Persons as conversations and threads name them.

use serde_json::{Value, json};

use crate::sandbox::helpscout::records::{Customer, Party, Team, User};

use super::{Lens, map, put};

impl Lens<'_> {
    /// Names a party: `first` and `last`, unlike everywhere else.
    pub(super) fn person(&self, party: Party) -> Value {
        let account = self.account;
        let known = match party {
            Party::Nobody => None,
            Party::Customer(id) => account.customer(id).map(|one| self.customer_ref(one)),
            Party::User(id) => account.user(id).map(|one| self.user_ref(one)),
            Party::Team(id) => account.team(id).map(team_ref),
        };
        known.unwrap_or_else(
            || json!({"id": 0, "type": "user", "first": "", "last": "", "email": ""}),
        )
    }

    /// The address of a party; `None` for nobody.
    pub(super) fn person_link(&self, party: Party) -> Option<Value> {
        match party {
            Party::Nobody => None,
            Party::Customer(id) => Some(self.link(format_args!("customers/{id}"))),
            Party::User(id) => Some(self.link(format_args!("users/{id}"))),
            Party::Team(id) => Some(self.link(format_args!("teams/{id}"))),
        }
    }

    fn customer_ref(&self, one: &Customer) -> Value {
        let mut person = map(json!({
            "id": one.id,
            "type": "customer",
            "first": one.first(),
            "last": one.last(),
        }));
        put(&mut person, "photoUrl", one.photo_url.as_deref());
        put(&mut person, "email", one.email());
        Value::Object(person)
    }

    fn user_ref(&self, one: &User) -> Value {
        json!({
            "id": one.id,
            "type": "user",
            "first": one.first,
            "last": one.last,
            "photoUrl": format!("https://img.kestrelbikes.example/u/{}.png", one.id),
            "email": one.email,
        })
    }
}

fn team_ref(one: &Team) -> Value {
    json!({"id": one.id, "type": "team", "first": one.name, "last": "", "email": one.email})
}
