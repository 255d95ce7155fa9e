//! The single entries below a customer.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::customer::{List, NewEntry};
use crate::sandbox::helpscout::records::{Account, Customer, Entry};
use crate::sandbox::helpscout::refusal::Refusal;

use super::customer::{check_email, numbered};

/// Adds an entry and gives its id.
pub(crate) fn add(
    account: &mut Account,
    customer: u64,
    (list, new): (List, NewEntry),
    now: Timestamp,
) -> Result<u64, Refusal> {
    check(account, customer, list, &new)?;
    let entry = numbered(account, new);
    let id = entry.id;
    let one = find(account, customer)?;
    list.of(one).push(entry);
    one.updated_at = now;
    Ok(id)
}

/// Replaces an entry.
pub(crate) fn replace(
    account: &mut Account,
    (customer, id): (u64, u64),
    (list, new): (List, NewEntry),
    now: Timestamp,
) -> Result<(), Refusal> {
    check(account, customer, list, &new)?;
    let one = find(account, customer)?;
    let mut entries = list.of(one).iter_mut();
    let entry = entries.find(|entry| entry.id == id);
    *entry.ok_or_else(Refusal::not_found)? = Entry {
        id,
        value: new.value,
        kind: new.kind,
    };
    one.updated_at = now;
    Ok(())
}

/// Removes an entry.
pub(crate) fn remove(
    account: &mut Account,
    (customer, id): (u64, u64),
    list: List,
    now: Timestamp,
) -> Result<(), Refusal> {
    let one = find(account, customer)?;
    let entries = list.of(one);
    let position = entries.iter().position(|entry| entry.id == id);
    entries.remove(position.ok_or_else(Refusal::not_found)?);
    one.updated_at = now;
    Ok(())
}

fn check(account: &Account, id: u64, list: List, new: &NewEntry) -> Result<(), Refusal> {
    account.customer(id).ok_or_else(Refusal::not_found)?;
    match list {
        List::Emails => check_email(account, id, new),
        _ => Ok(()),
    }
}

fn find(account: &mut Account, id: u64) -> Result<&mut Customer, Refusal> {
    account.customer_mut(id).ok_or_else(Refusal::not_found)
}
