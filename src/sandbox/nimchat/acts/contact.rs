//! Contacts: what a record must be like, how it reaches inboxes, and what goes with it.

use serde_json::Value;

use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attributes, Channel, Contact, ContactInbox, State};

use super::Act;

/// Letters of a text in a custom attribute.
const LONGEST_TEXT: usize = 1500;
/// Numbers in a custom attribute are smaller.
const LARGEST_NUMBER: f64 = 9_999_999_999.0;

/// Puts what was sent into a record: an empty text is none, custom attributes are merged one level deep, additional
/// ones replaced. Pictures are fetched later by the server, and never by this one.
pub(crate) fn assign(contact: &mut Contact, body: &Body) {
    if body.has("name") {
        contact.name = body.text("name").unwrap_or_default();
    }
    if body.has("email") {
        contact.email = body
            .present("email")
            .map(|email| email.trim().to_lowercase());
    }
    if body.has("phone_number") {
        contact.phone_number = body.present("phone_number");
    }
    if body.has("identifier") {
        contact.identifier = body.present("identifier");
    }
    if let Some(sent) = body.object("custom_attributes") {
        contact.custom_attributes.extend(sent);
    }
    if let Some(sent) = body.object("additional_attributes") {
        contact.additional_attributes = sent;
    }
}

/// Refuses a record that is wrong, or whose address, number or identifier another has.
pub(crate) fn check(state: &State, contact: &Contact) -> Result<(), Refusal> {
    let others = || state.contacts.iter().filter(|other| other.id != contact.id);
    let mut flaws = Vec::new();
    let email = contact.email.as_ref();
    if email.is_some_and(|_| others().any(|other| other.email.as_ref() == email)) {
        flaws.push(("email", "Email has already been taken".to_owned()));
    }
    if email.is_some_and(|email| !is_email(email)) {
        flaws.push(("email", "Email Invalid email".to_owned()));
    }
    let identifier = contact.identifier.as_ref();
    if identifier.is_some_and(|_| others().any(|other| other.identifier.as_ref() == identifier)) {
        flaws.push(("identifier", "Identifier has already been taken".to_owned()));
    }
    let number = contact.phone_number.as_ref();
    if number.is_some_and(|_| others().any(|other| other.phone_number.as_ref() == number)) {
        flaws.push((
            "phone_number",
            "Phone number has already been taken".to_owned(),
        ));
    }
    if number.is_some_and(|number| !is_number(number)) {
        let text = "Phone number should be in e164 format";
        flaws.push(("phone_number", text.to_owned()));
    }
    flaws.extend(attribute_flaws(&contact.custom_attributes));
    if flaws.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(flaws))
    }
}

/// One at sign with something on both sides and no blanks.
pub(crate) fn is_email(text: &str) -> bool {
    let has_blank = text.contains(char::is_whitespace);
    let parts: Vec<&str> = text.split('@').collect();
    !has_blank && matches!(parts[..], [name, host] if !name.is_empty() && !host.is_empty())
}

/// A plus and up to 15 digits, the first of which is no zero.
fn is_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// What is too long or too large among custom attributes.
pub(crate) fn attribute_flaws(attributes: &Attributes) -> Vec<(&'static str, String)> {
    let flaw = |(key, value): (&String, &Value)| {
        let is_long = value
            .as_str()
            .is_some_and(|text| text.chars().count() > LONGEST_TEXT);
        let is_large = value.as_f64().is_some_and(|number| number > LARGEST_NUMBER);
        let text = match (is_long, is_large) {
            (true, _) => format!("Custom attributes {key} length should be < {LONGEST_TEXT}"),
            (_, true) => format!("Custom attributes {key} value should be < {LARGEST_NUMBER}"),
            (false, false) => return None,
        };
        Some(("custom_attributes", text))
    };
    attributes.iter().filter_map(flaw).collect()
}

impl Act<'_> {
    /// Finds the way of a contact into an inbox, or makes it. Without a source id any way will do, or the channel makes
    /// one.
    pub(crate) fn way(
        &mut self,
        contact: u64,
        inbox: u64,
        source_id: Option<String>,
    ) -> Result<u64, Refusal> {
        let fits = |way: &&ContactInbox| match &source_id {
            Some(source_id) => way.source_id == *source_id,
            None => way.contact_id == contact,
        };
        let mut ways = self.state.contact_inboxes.iter();
        match ways.find(|way| way.inbox_id == inbox && fits(way)) {
            Some(way) if way.contact_id == contact => return Ok(way.id),
            Some(_) => return Err(Refusal::Failed("source_id should be unique".to_owned())),
            None => (),
        }
        let id = self.state.sequences.way();
        let source_id = match source_id {
            Some(sent) => sent,
            None => self.source_id(contact, inbox, id)?,
        };
        self.state.contact_inboxes.push(ContactInbox {
            id,
            contact_id: contact,
            inbox_id: inbox,
            source_id,
            hmac_verified: false,
            pubsub_token: secret::token(&format!("pubsub of way {id}")),
        });
        Ok(id)
    }

    /// What the channel calls the contact. Websites and the API make up a name.
    fn source_id(&self, contact: u64, inbox: u64, way: u64) -> Result<String, Refusal> {
        let contact = self.state.contact(contact).ok_or(Refusal::Missing)?;
        let inbox = self.state.inbox(inbox).ok_or(Refusal::Missing)?;
        match &inbox.channel {
            Channel::Email { .. } => contact
                .email
                .clone()
                .ok_or(Refusal::NoParam("contact email")),
            Channel::Whatsapp { .. } => {
                let number = contact.phone_number.as_deref();
                let number = number.map(|number| number.trim_start_matches('+').to_owned());
                number.ok_or(Refusal::NoParam("contact phone number"))
            }
            Channel::WebWidget { .. } | Channel::Api { .. } => {
                Ok(secret::uuid(&format!("new way {way}")))
            }
        }
    }

    /// Deletes a contact with everything that hangs on it.
    pub(crate) fn delete_contact(&mut self, id: u64) {
        let state = &mut *self.state;
        let conversations = state.conversations.iter();
        let gone: Vec<u64> = conversations
            .filter(|conversation| conversation.contact_id == id)
            .map(|conversation| conversation.display_id)
            .collect();
        state
            .messages
            .retain(|message| !gone.contains(&message.conversation_id));
        state
            .conversations
            .retain(|conversation| conversation.contact_id != id);
        state.contact_inboxes.retain(|way| way.contact_id != id);
        state.notes.retain(|note| note.contact_id != id);
        state.contacts.retain(|contact| contact.id != id);
    }
}
