//! The fields of a customer, and how other bodies name one.

use serde_json::Value;

use crate::sandbox::helpscout::records::{Address, Customer};
use crate::sandbox::helpscout::refusal::Refusal;

use super::Object;

/// A customer by id, or by an address that may be new.
#[derive(Debug)]
pub(crate) enum PersonRef {
    Id(u64),
    Email { email: String, profile: Profile },
}

impl PersonRef {
    pub(super) fn read(body: &Object<'_>) -> Result<Self, Refusal> {
        if let Some(id) = body.number("id")? {
            return Ok(Self::Id(id));
        }
        let email = body.needed_text("email")?.to_owned();
        if !is_email(&email) {
            return Err(not_an_email(body, "email"));
        }
        let profile = Profile::read(body)?;
        Ok(Self::Email { email, profile })
    }
}

/// What shall be written into a customer, field by field.
#[derive(Debug, Default)]
pub(crate) struct Profile(pub Vec<Change>);

/// One field.
#[derive(Debug)]
pub(crate) enum Change {
    /// `None` clears.
    Text(TextField, Option<String>),
    /// The name of a company, known or not.
    Company(Option<String>),
    /// The id of an organization.
    Organization(Option<u64>),
    Entries(List, Vec<NewEntry>),
    /// One more.
    Entry(List, NewEntry),
    Address(Option<Address>),
    Properties(Vec<(String, Option<String>)>),
}

/// One way to reach a customer.
#[derive(Debug)]
pub(crate) struct NewEntry {
    pub value: String,
    pub kind: Option<String>,
}

/// A text of a customer.
pub(crate) type TextField = fn(&mut Customer) -> &mut Option<String>;

/// The provider's names of the texts.
pub(crate) const TEXTS: &[(&str, TextField)] = &[
    ("firstName", |one| &mut one.first),
    ("lastName", |one| &mut one.last),
    ("gender", |one| &mut one.gender),
    ("jobTitle", |one| &mut one.job_title),
    ("location", |one| &mut one.location),
    ("background", |one| &mut one.background),
    ("age", |one| &mut one.age),
    ("photoType", |one| &mut one.photo_type),
    ("photoUrl", |one| &mut one.photo_url),
];

/// A list below a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Emails,
    Phones,
    Chats,
    SocialProfiles,
    Websites,
}

impl List {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Emails,
        Self::Phones,
        Self::Chats,
        Self::SocialProfiles,
        Self::Websites,
    ];

    /// Its name in bodies.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Emails => "emails",
            Self::Phones => "phones",
            Self::Chats => "chats",
            Self::SocialProfiles => "socialProfiles",
            Self::Websites => "websites",
        }
    }

    /// Its name in paths.
    pub(crate) const fn segment(self) -> &'static str {
        match self {
            Self::SocialProfiles => "social-profiles",
            _ => self.key(),
        }
    }
}

impl NewEntry {
    /// Reads an entry; the provider calls an unnamed kind `other`, and websites have none.
    pub(crate) fn read(list: List, body: &Object<'_>) -> Result<Self, Refusal> {
        let value = body.needed_text("value")?.to_owned();
        if list == List::Emails && !is_email(&value) {
            return Err(not_an_email(body, "value"));
        }
        let kind = match list {
            List::Emails => body.word("type", &["home", "work", "other"])?,
            List::Websites => None,
            List::Phones | List::Chats | List::SocialProfiles => body.text("type")?,
        };
        let kind = (list != List::Websites).then(|| kind.unwrap_or("other").to_owned());
        Ok(Self { value, kind })
    }
}

impl Profile {
    /// Reads a whole customer; keys that are unknown are skipped.
    pub(crate) fn read(body: &Object<'_>) -> Result<Self, Refusal> {
        let changes = body.entries().map(|(name, _)| change(body, name));
        let changes: Result<Vec<Option<Change>>, Refusal> = changes.collect();
        Ok(Self(changes?.into_iter().flatten().collect()))
    }
}

/// The change that a field asks for; `None` if there is no such field.
pub(super) fn change(body: &Object<'_>, name: &str) -> Result<Option<Change>, Refusal> {
    if let Some((_, field)) = TEXTS.iter().find(|(known, _)| *known == name) {
        let text = body.text(name)?.map(str::to_owned);
        return Ok(Some(Change::Text(*field, text)));
    }
    if let Some(list) = List::ALL.into_iter().find(|list| list.key() == name) {
        let entries = body.objects(name)?.unwrap_or_default();
        let entries = entries.iter().map(|entry| NewEntry::read(list, entry));
        return Ok(Some(Change::Entries(
            list,
            entries.collect::<Result<_, _>>()?,
        )));
    }
    Ok(Some(match name {
        "organization" => Change::Company(body.text(name)?.map(str::to_owned)),
        "organizationId" => Change::Organization(body.number(name)?.filter(|id| *id != 0)),
        "address" => Change::Address(body.object(name)?.as_ref().map(address).transpose()?),
        "properties" => {
            let all = body.objects(name)?.unwrap_or_default();
            let all = all.iter().map(property).collect::<Result<_, _>>()?;
            Change::Properties(all)
        }
        _ => return Ok(None),
    }))
}

/// Reads an address, all of whose parts may be left out.
pub(crate) fn address(body: &Object<'_>) -> Result<Address, Refusal> {
    let text = |name| Ok(body.text(name)?.unwrap_or_default().to_owned());
    Ok(Address {
        city: text("city")?,
        state: text("state")?,
        postal_code: text("postalCode")?,
        country: text("country")?,
        lines: body.texts("lines")?.unwrap_or_default(),
    })
}

fn property(body: &Object<'_>) -> Result<(String, Option<String>), Refusal> {
    let slug = body.needed_text("slug")?.to_owned();
    let value = body.value("value");
    Ok((slug, value.and_then(plain)))
}

/// The text of a value of a property.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let whole = |part: &str| !part.is_empty() && !part.contains(|sign: char| sign.is_whitespace());
    parts.is_some_and(|(name, host)| whole(name) && whole(host) && !host.contains('@'))
}

fn not_an_email(body: &Object<'_>, name: &str) -> Refusal {
    body.wrong(name, "must be a well-formed email address", "Email")
}
