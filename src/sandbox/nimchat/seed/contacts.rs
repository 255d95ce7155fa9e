//! Contacts, and how they reach the inboxes.

use jiff::ToSpan;
use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{
    Attributes, Contact, ContactInbox, MessageType, Note, State, Status,
};
use crate::sandbox::world::{Case, Person, World};

use super::inboxes::{API, EMAIL, WEBSITE, WHATSAPP, inbox_of};
use super::team::user_id;

const FIRST_CONTACT: u64 = 28;
const FIRST_WAY: u64 = 301;
const FIRST_NOTE: u64 = 61;
/// The case of the customer whose identity was proved.
const FIRST_SIGNED_IN: u32 = 11;

/// Adds the people of the desk in the order they first asked.
pub(super) fn add(state: &mut State, world: &World) {
    for case in world.cases_at(ProviderKind::Nimchat) {
        if contact_id(world, case.person).is_some_and(|id| state.contact(id).is_some()) {
            add_way(state, world, case);
            continue;
        }
        let id = contact_id(world, case.person).unwrap_or_default();
        let contact = contact(state, world, case, id);
        state.contacts.push(contact);
        add_way(state, world, case);
    }
    for (id, contact) in (FIRST_NOTE..).zip(&state.contacts) {
        let Some(company) = contact.additional_attributes.get("company_name") else {
            continue;
        };
        let company = company.as_str().unwrap_or_default();
        for (id, content) in [
            (id, format!("Buys for {company}.")),
            (id + 100, "Prefers an answer before noon.".to_owned()),
        ] {
            state.notes.push(Note {
                id,
                contact_id: contact.id,
                user_id: user_id(world, "ana").unwrap_or_default(),
                content,
                created_at: contact.created_at + i64::try_from(id).unwrap_or_default().minutes(),
            });
        }
    }
}

/// The id of the contact that a person of the story became.
pub(super) fn contact_id(world: &World, key: &str) -> Option<u64> {
    let mut known: Vec<&str> = Vec::new();
    for case in world.cases_at(ProviderKind::Nimchat) {
        if !known.contains(&case.person) {
            known.push(case.person);
        }
    }
    let mut ids = (FIRST_CONTACT..).zip(known);
    ids.find(|(_, known)| *known == key).map(|(id, _)| id)
}

fn contact(state: &State, world: &World, case: &Case, id: u64) -> Contact {
    let person = world.person(case.person);
    // A number belongs to one contact; the second person who shares it goes without.
    let is_taken = |number: &str| {
        let mut contacts = state.contacts.iter();
        contacts.any(|contact| contact.phone_number.as_deref() == Some(number))
    };
    let phone_number = person.phone.filter(|number| !is_taken(number));
    Contact {
        id,
        name: name(person),
        email: person.email.map(str::to_lowercase),
        phone_number: phone_number.map(str::to_owned),
        identifier: person.organization.map(|_| format!("CRM-{}", 8800 + id)),
        additional_attributes: additional_attributes(world, person),
        custom_attributes: custom_attributes(person, id),
        labels: Vec::new(),
        is_online: false,
        last_activity_at: None,
        created_at: case.entries.first().map_or(super::SET_UP, |entry| entry.at),
    }
}

/// Whoever gives neither address nor number gets an invented name.
fn name(person: &Person) -> String {
    if person.email.is_none() && person.phone.is_none() {
        return "silent-brook-118".to_owned();
    }
    format!("{} {}", person.first_name, person.last_name)
}

fn additional_attributes(world: &World, person: &Person) -> Attributes {
    let mut attributes = Attributes::new();
    if person.email.is_none() && person.phone.is_none() {
        attributes.insert("browser_language".to_owned(), json!("de"));
    }
    let mut organizations = world.organizations.iter();
    let key = person.organization;
    let organization = key.and_then(|key| organizations.find(|known| known.key == key));
    if let Some(organization) = organization {
        attributes.insert("company_name".to_owned(), json!(organization.name));
        attributes.insert("description".to_owned(), json!(""));
        let profiles =
            json!({ "twitter": "", "linkedin": organization.key, "github": "", "facebook": "" });
        attributes.insert("social_profiles".to_owned(), profiles);
    }
    if let Some([city, country, code]) = person.phone.and_then(place) {
        attributes.insert("city".to_owned(), json!(city));
        attributes.insert("country".to_owned(), json!(country));
        attributes.insert("country_code".to_owned(), json!(code));
    }
    attributes
}

fn place(phone: &str) -> Option<[&'static str; 3]> {
    let places = [
        ("+351", ["Lagos", "Portugal", "PT"]),
        ("+47", ["Halden", "Norway", "NO"]),
        ("+49", ["Köln", "Germany", "DE"]),
        ("+31", ["Utrecht", "Netherlands", "NL"]),
        ("+44", ["Leeds", "United Kingdom", "GB"]),
    ];
    let found = places
        .into_iter()
        .find(|(prefix, _)| phone.starts_with(prefix));
    found.map(|(_, place)| place)
}

fn custom_attributes(person: &Person, id: u64) -> Attributes {
    let mut attributes = Attributes::new();
    if person.organization.is_some() {
        attributes.insert("plan".to_owned(), json!("fleet"));
        attributes.insert("bikes".to_owned(), json!(id % 7 + 3));
        attributes.insert("newsletter".to_owned(), Value::Bool(id.is_multiple_of(2)));
    }
    attributes
}

/// Adds the way of the case, unless the contact has used it before.
fn add_way(state: &mut State, world: &World, case: &Case) {
    let contact_id = contact_id(world, case.person).unwrap_or_default();
    let inbox_id = inbox_of(case.channel);
    let mut ways = state.contact_inboxes.iter();
    if ways.any(|way| way.contact_id == contact_id && way.inbox_id == inbox_id) {
        return;
    }
    let id = FIRST_WAY + u64::try_from(state.contact_inboxes.len()).unwrap_or_default();
    state.contact_inboxes.push(ContactInbox {
        id,
        contact_id,
        inbox_id,
        source_id: source_id(state, world.person(case.person), inbox_id, contact_id),
        // One customer of the console signs in; the others are only known by their ids.
        hmac_verified: case.number == FIRST_SIGNED_IN,
        pubsub_token: secret::token(&format!("pubsub of way {id}")),
    });
}

/// Unique within an inbox: what the channel calls the person.
fn source_id(state: &State, person: &Person, inbox_id: u64, contact_id: u64) -> String {
    let wanted = match inbox_id {
        EMAIL => person.email.map(str::to_owned),
        WHATSAPP => person
            .phone
            .map(|number| number.trim_start_matches('+').to_owned()),
        API => Some(format!("partner-{contact_id}")),
        _ => None,
    };
    let wanted = wanted.unwrap_or_else(|| secret::uuid(&format!("way {contact_id} {inbox_id}")));
    let mut ways = state.contact_inboxes.iter();
    let is_taken = ways.any(|way| way.inbox_id == inbox_id && way.source_id == wanted);
    if is_taken {
        format!("{wanted}-2")
    } else {
        wanted
    }
}

/// Puts in what follows from the conversations: labels, presence, last activity.
pub(super) fn settle(state: &mut State, world: &World) {
    for contact in &mut state.contacts {
        let own = state
            .conversations
            .iter()
            .filter(|one| one.contact_id == contact.id);
        let mut is_api_only = true;
        for conversation in own {
            is_api_only &= conversation.inbox_id == API;
            contact.is_online |=
                conversation.inbox_id == WEBSITE && conversation.status == Status::Open;
            if conversation.labels.iter().any(|label| label == "vip") {
                contact.labels = vec!["vip".to_owned()];
            }
            let incoming = state.messages.iter().filter(|message| {
                message.conversation_id == conversation.display_id
                    && message.kind == MessageType::Incoming
            });
            let last = incoming.map(|message| message.created_at).max();
            contact.last_activity_at = contact.last_activity_at.max(last);
        }
        // What an import wrote counts as no activity.
        if is_api_only {
            contact.last_activity_at = None;
        }
    }
    debug_assert_eq!(
        state.contacts.len(),
        world.people_at(ProviderKind::Nimchat).count()
    );
}
