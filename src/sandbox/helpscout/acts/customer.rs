//! Customers: made, changed, deleted.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::customer::{
    Change, List, NewEntry, PersonRef, Profile, TEXTS,
};
use crate::sandbox::helpscout::records::{Account, Customer, Entry, Minted};
use crate::sandbox::helpscout::refusal::Refusal;

use super::unknown;

/// More conversations than these can only be deleted along in the background.
const MOST_CONVERSATIONS: usize = 100;

/// Refuses a customer who is named by an id that leads nowhere.
pub(super) fn check(account: &Account, person: &PersonRef) -> Result<(), Refusal> {
    match person {
        PersonRef::Id(id) if account.customer(*id).is_none() => Err(unknown("customer.id", *id)),
        PersonRef::Id(_) => Ok(()),
        PersonRef::Email { profile, .. } => check_organization(account, profile),
    }
}

/// The id of a customer; one with an unknown address comes into being.
pub(super) fn find_or_make(account: &mut Account, person: PersonRef, now: Timestamp) -> u64 {
    let (email, profile) = match person {
        PersonRef::Id(id) => return id,
        PersonRef::Email { email, profile } => (email, profile),
    };
    let mut customers = account.customers.iter();
    if let Some(known) = customers.find(|one| one.has_email(&email)) {
        return known.id;
    }
    let id = make(account, profile, now);
    let entry = NewEntry {
        value: email,
        kind: Some("other".to_owned()),
    };
    apply(account, id, Change::Entry(List::Emails, entry));
    id
}

/// Makes a customer and gives the id.
pub(crate) fn create(
    account: &mut Account,
    profile: Profile,
    now: Timestamp,
) -> Result<u64, Refusal> {
    check_changes(account, 0, &profile)?;
    Ok(make(account, profile, now))
}

/// Writes the fields that were sent over those of a customer.
pub(crate) fn change(
    account: &mut Account,
    id: u64,
    profile: Profile,
    now: Timestamp,
) -> Result<(), Refusal> {
    account.customer(id).ok_or_else(Refusal::not_found)?;
    check_changes(account, id, &profile)?;
    for change in profile.0 {
        apply(account, id, change);
    }
    edit(account, id, |one| one.updated_at = now);
    Ok(())
}

/// Replaces the fields of a customer; those left out are cleared. Lists that are left out stay.
pub(crate) fn overwrite(
    account: &mut Account,
    id: u64,
    profile: Profile,
    now: Timestamp,
) -> Result<(), Refusal> {
    account.customer(id).ok_or_else(Refusal::not_found)?;
    check_changes(account, id, &profile)?;
    edit(account, id, |one| {
        for (_, field) in TEXTS {
            *field(one) = None;
        }
        (one.organization, one.company) = (None, None);
    });
    change(account, id, profile, now)
}

/// Deletes a customer with all conversations.
pub(crate) fn delete(account: &mut Account, id: u64, is_later: bool) -> Result<(), Refusal> {
    account.customer(id).ok_or_else(Refusal::not_found)?;
    if !is_later && account.conversations_of(id) > MOST_CONVERSATIONS {
        let message = "Customer has too many conversations to be deleted at once";
        return Err(Refusal::unsupported(message));
    }
    account.conversations.retain(|one| one.customer != id);
    account.customers.retain(|one| one.id != id);
    Ok(())
}

fn make(account: &mut Account, profile: Profile, now: Timestamp) -> u64 {
    let id = account.mint(Minted::Customer);
    account.customers.push(Customer::unknown(id, now));
    for change in profile.0 {
        apply(account, id, change);
    }
    id
}

/// Refuses an organization that does not exist and an address that another customer has.
fn check_changes(account: &Account, id: u64, profile: &Profile) -> Result<(), Refusal> {
    check_organization(account, profile)?;
    let entries = profile.0.iter().flat_map(|change| match change {
        Change::Entries(List::Emails, entries) => entries.iter().collect(),
        Change::Entry(List::Emails, entry) => vec![entry],
        _ => Vec::new(),
    });
    for entry in entries {
        check_email(account, id, entry)?;
    }
    Ok(())
}

fn check_organization(account: &Account, profile: &Profile) -> Result<(), Refusal> {
    let named = profile.0.iter().find_map(|change| match change {
        Change::Organization(id) => *id,
        _ => None,
    });
    match named.filter(|id| account.organization(*id).is_none()) {
        Some(id) => Err(unknown("organizationId", id)),
        None => Ok(()),
    }
}

/// Refuses an address that another customer has.
pub(super) fn check_email(account: &Account, id: u64, entry: &NewEntry) -> Result<(), Refusal> {
    let mut others = account.customers.iter().filter(|one| one.id != id);
    if others.any(|one| one.has_email(&entry.value)) {
        return Err(Refusal::conflict("Email is used by another customer"));
    }
    Ok(())
}

/// Makes one change, which has been checked.
fn apply(account: &mut Account, id: u64, change: Change) {
    match change {
        Change::Text(field, text) => edit(account, id, |one| *field(one) = text),
        Change::Company(name) => {
            let known = name.as_ref().and_then(|name| named(account, name));
            edit(account, id, |one| {
                (one.organization, one.company) = (known, name);
            });
        }
        Change::Organization(known) => edit(account, id, |one| {
            (one.organization, one.company) = (known, None);
        }),
        Change::Entries(list, entries) => {
            let entries = entries.into_iter().map(|entry| numbered(account, entry));
            let entries: Vec<Entry> = entries.collect();
            edit(account, id, |one| *list.of(one) = entries);
        }
        Change::Entry(list, entry) => {
            let entry = numbered(account, entry);
            edit(account, id, |one| list.of(one).push(entry));
        }
        Change::Address(address) => edit(account, id, |one| one.address = address),
        Change::Properties(all) => edit(account, id, |one| set_properties(one, all)),
    }
}

fn edit(account: &mut Account, id: u64, change: impl FnOnce(&mut Customer)) {
    if let Some(one) = account.customer_mut(id) {
        change(one);
    }
}

fn named(account: &Account, name: &str) -> Option<u64> {
    let mut all = account.organizations.iter();
    all.find(|one| one.name.to_lowercase() == name.to_lowercase())
        .map(|one| one.id)
}

/// Gives an entry its id.
pub(super) fn numbered(account: &mut Account, entry: NewEntry) -> Entry {
    Entry {
        id: account.mint(Minted::Entry),
        value: entry.value,
        kind: entry.kind,
    }
}

fn set_properties(one: &mut Customer, all: Vec<(String, Option<String>)>) {
    for (slug, value) in all {
        one.properties.retain(|(known, _)| *known != slug);
        one.properties.extend(value.map(|value| (slug, value)));
    }
}

impl List {
    /// The list of a customer.
    pub(crate) const fn of(self, one: &mut Customer) -> &mut Vec<Entry> {
        match self {
            Self::Emails => &mut one.emails,
            Self::Phones => &mut one.phones,
            Self::Chats => &mut one.chats,
            Self::SocialProfiles => &mut one.social_profiles,
            Self::Websites => &mut one.websites,
        }
    }
}
