//! In whose name something is posted.

use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::Optional;
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::tenant::{Tenant, find};

/// The name that the app posts under.
const APP: &str = "Unthread";

const KEYS: &[Key] = &[
    Key("email", Takes::Text, Optional),
    Key("name", Takes::Text, Optional),
    Key("id", Takes::Text, Optional),
];

/// Whoever is named by `onBehalfOf`, before anybody is made.
pub(super) enum Behalf {
    /// Nobody is named.
    App,
    /// A user who is there.
    User(String),
    /// Somebody outside who was never heard of.
    NewUser {
        /// The name, if it was told.
        name: Option<String>,
        /// The address.
        email: String,
    },
    /// A company; one client sends the id of a customer.
    Customer(String),
}

/// Whom a message is from.
pub(super) struct Author {
    /// The user; none for the app and for companies.
    pub user_id: Option<String>,
    /// The name that is shown.
    pub name: String,
    /// The address of the user.
    pub email: Option<String>,
    /// True for everybody who is not of the team.
    pub is_external: bool,
}

impl Behalf {
    /// Reads the key of a body.
    pub(super) fn read(tenant: &Tenant, given: &Given) -> Result<Self, Refusal> {
        let Some(named) = given.get("onBehalfOf") else {
            return Ok(Self::App);
        };
        let given = Given::read(named, "onBehalfOf", KEYS)?;
        if let Some(id) = given.text("id") {
            return Self::by_id(tenant, id);
        }
        let Some(email) = given.text("email").filter(|email| email.contains('@')) else {
            return Err(Refusal::bad_request(
                "onBehalfOf must have an id or an email",
            ));
        };
        let has_it = |user: &&Value| {
            let own = user["email"].as_str();
            own.is_some_and(|own| own.eq_ignore_ascii_case(email))
        };
        Ok(match tenant.users.iter().find(has_it) {
            Some(user) => Self::User(text(&user["id"])),
            None => Self::NewUser {
                name: given.text("name").map(str::to_owned),
                email: email.to_owned(),
            },
        })
    }

    fn by_id(tenant: &Tenant, id: &str) -> Result<Self, Refusal> {
        if find(&tenant.users, id).is_some() {
            return Ok(Self::User(id.to_owned()));
        }
        let customer = find(&tenant.customers, id);
        let customer = customer.map(|customer| Self::Customer(text(&customer["name"])));
        customer.ok_or_else(|| Refusal::unprocessable(format!("onBehalfOf.id is unknown: {id}")))
    }

    /// Makes the user if there is none yet: that is how people from outside come in.
    pub(super) fn settle(self, tenant: &mut Tenant) -> Author {
        let id = match self {
            Self::App => return Author::app(),
            Self::Customer(name) => {
                return Author {
                    name,
                    is_external: true,
                    ..Author::app()
                };
            }
            Self::User(id) => id,
            Self::NewUser { name, email } => newcomer(tenant, name, email),
        };
        let user = find(&tenant.users, &id).cloned().unwrap_or_default();
        Author {
            name: text(&user["name"]),
            email: Some(text(&user["email"])),
            is_external: user["isExternal"] == true,
            user_id: Some(id),
        }
    }
}

impl Author {
    /// The app itself.
    pub(super) fn app() -> Self {
        Self {
            user_id: None,
            name: APP.to_owned(),
            email: None,
            is_external: false,
        }
    }
}

fn newcomer(tenant: &mut Tenant, name: Option<String>, email: String) -> String {
    let id = tenant.new_id("user");
    let local = || email.split('@').next().unwrap_or_default().to_owned();
    let name = name.unwrap_or_else(local);
    tenant.users.push(json!({
        "id": id, "name": name, "email": email, "slackId": "", "photo": "", "isExternal": true,
    }));
    id
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
