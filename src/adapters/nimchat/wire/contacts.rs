//! Contacts.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::transport::WithRaw;

use super::list::read;
use super::values::{Moment, NativeId, free_form, if_fitting};

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Contact {
    pub id: NativeId,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone_number: Option<String>,
    pub identifier: Option<String>,
    pub thumbnail: Option<String>,
    #[serde(default, deserialize_with = "free_form")]
    pub additional_attributes: ContactAttributes,
    /// How the contact reaches the inboxes; of one contact by itself.
    #[serde(default, deserialize_with = "free_form")]
    pub contact_inboxes: Vec<ContactInbox>,
    #[serde(default)]
    pub last_activity_at: Moment,
    #[serde(default)]
    pub created_at: Moment,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct ContactInbox {
    pub source_id: String,
}

/// Free-form: anyone may write anything here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::adapters::nimchat) struct ContactAttributes {
    #[serde(deserialize_with = "if_fitting")]
    pub city: Option<String>,
    #[serde(deserialize_with = "if_fitting")]
    pub country: Option<String>,
    #[serde(deserialize_with = "if_fitting")]
    pub company_name: Option<String>,
    #[serde(deserialize_with = "if_fitting")]
    pub description: Option<String>,
}

/// One contact: `{"payload": …}`, or `{"payload": {"contact": …}}` as the document says.
#[derive(Debug)]
pub(in crate::adapters::nimchat) struct OneContact(pub WithRaw<Contact>);

#[derive(Deserialize)]
struct Outer {
    payload: Box<RawValue>,
}

#[derive(Deserialize)]
struct Inner {
    contact: Option<WithRaw<Contact>>,
}

impl<'de> Deserialize<'de> for OneContact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Outer { payload } = Outer::deserialize(deserializer)?;
        match read(&payload)? {
            Inner {
                contact: Some(contact),
            } => Ok(Self(contact)),
            Inner { contact: None } => read(&payload).map(Self),
        }
    }
}
