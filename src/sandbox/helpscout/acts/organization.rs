//! Organizations: made, replaced, deleted.

use jiff::Timestamp;

use crate::sandbox::helpscout::forms::organization::NewOrganization;
use crate::sandbox::helpscout::records::{Account, Minted, Organization};
use crate::sandbox::helpscout::refusal::Refusal;

/// Makes an organization and gives the id.
pub(crate) fn create(account: &mut Account, new: NewOrganization, now: Timestamp) -> u64 {
    let id = account.mint(Minted::Organization);
    account.organizations.push(Organization {
        id,
        name: new.name,
        domains: new.domains,
        website: new.website,
        description: new.description,
        location: new.location,
        logo_url: new.logo_url,
        note: new.note,
        brand_color: new.brand_color,
        phones: new.phones,
        created_at: now,
        updated_at: now,
    });
    id
}

/// Replaces an organization; what is left out is cleared, but for the logo.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/update>
pub(crate) fn replace(
    account: &mut Account,
    id: u64,
    new: NewOrganization,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut all = account.organizations.iter_mut();
    let one = all.find(|one| one.id == id);
    let one = one.ok_or_else(Refusal::not_found)?;
    *one = Organization {
        id,
        name: new.name,
        domains: new.domains,
        website: new.website,
        description: new.description,
        location: new.location,
        logo_url: new.logo_url.or_else(|| one.logo_url.take()),
        note: new.note,
        brand_color: new.brand_color,
        phones: new.phones,
        created_at: one.created_at,
        updated_at: now,
    };
    Ok(())
}

/// Deletes an organization; its customers lose it.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/delete>
pub(crate) fn delete(account: &mut Account, id: u64) -> Result<(), Refusal> {
    account.organization(id).ok_or_else(Refusal::not_found)?;
    account.organizations.retain(|one| one.id != id);
    let customers = account.customers.iter_mut();
    for customer in customers.filter(|one| one.organization == Some(id)) {
        (customer.organization, customer.company) = (None, None);
    }
    Ok(())
}
