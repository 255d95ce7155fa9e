//! The body of an organization.

use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;

/// An organization as it shall be: what is left out is cleared.
///
/// <https://developer.helpscout.com/mailbox-api/endpoints/organizations/create>
#[derive(Debug)]
pub(crate) struct NewOrganization {
    pub name: String,
    pub website: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    /// Not cleared when it is left out, unlike the rest.
    pub logo_url: Option<String>,
    pub note: Option<String>,
    pub brand_color: Option<String>,
    pub domains: Vec<String>,
    pub phones: Vec<String>,
}

impl NewOrganization {
    /// Reads an organization. The page of the creation writes `domain`, all others write `domains`.
    pub(crate) fn read(body: &Object<'_>) -> Result<Self, Refusal> {
        let text = |name| Ok(body.text(name)?.map(str::to_owned));
        let mut domains = body.texts("domains")?.unwrap_or_default();
        domains.extend(text("domain")?);
        Ok(Self {
            name: body.needed_text("name")?.to_owned(),
            website: text("website")?,
            description: text("description")?,
            location: text("location")?,
            logo_url: text("logoUrl")?,
            note: text("note")?,
            brand_color: text("brandColor")?,
            domains,
            phones: body.texts("phones")?.unwrap_or_default(),
        })
    }
}
