//! What writes are given, turned into commands. What is wrong is a refusal that names its place in the input.

mod body;
mod ids;
mod options;
mod targets;
mod uploads;

use async_graphql::{Context, InputObject, MaybeUndefined};

use crate::model::SourceKey;
use crate::model::command::Patch;
use crate::provider::Refusal;

pub(crate) use body::{MessageAuthorInput, MessageBodyInput};
pub(crate) use ids::{id, id_in, ids, known_source, person, ticket};
pub(crate) use options::ConversationOptionsInput;
pub(crate) use targets::{
    AssigneeInput, CustomFieldInput, PriorityInput, RecipientInput, StatusInput, custom_fields,
};
pub(crate) use uploads::uploads;

/// A place in the input of a write.
pub(crate) type Place = [&'static str];

/// What an input is turned into.
pub(crate) type Parsed<T> = Result<T, Refusal>;

/// What every write takes.
#[derive(InputObject, Default)]
pub(crate) struct WriteOptions {
    /// Caller-chosen key that makes a retry of this exact write safe for 24 hours: 1 to 255 characters.
    pub(crate) idempotency_key: Option<String>,
    /// Echoed back unchanged in the payload.
    pub(crate) client_mutation_id: Option<String>,
}

/// Longest key of a write, in characters.
const LONGEST_KEY: usize = 255;

impl WriteOptions {
    pub(crate) fn check(&self) -> Parsed<()> {
        let Some(key) = &self.idempotency_key else {
            return Ok(());
        };
        let length = key.chars().count();
        if length == 0 || length > LONGEST_KEY || key.contains(char::is_control) {
            let place = ["input", "idempotencyKey"];
            let expected = "A key has 1 to 255 characters and no control characters.";
            return Err(Refusal::bad_input(&place, expected));
        }
        Ok(())
    }
}

/// Omitted means unchanged, null means clear.
pub(crate) fn patch<T, U>(field: MaybeUndefined<T>, map: impl FnOnce(T) -> U) -> Patch<U> {
    match field {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(map(value)),
    }
}

/// Omitted means unchanged, null means clear; for texts.
pub(crate) fn text(field: MaybeUndefined<String>) -> Patch<String> {
    patch(field, |text| text)
}

/// `None` if omitted; for fields where null clears.
pub(crate) fn given<T>(field: MaybeUndefined<T>) -> Option<Option<T>> {
    match field {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// An object given as JSON.
pub(crate) fn object(
    place: &Place,
    json: crate::graphql::scalars::Json,
) -> Parsed<serde_json::Map<String, serde_json::Value>> {
    match json.0 {
        serde_json::Value::Object(object) => Ok(object),
        _ => Err(Refusal::bad_input(place, "Expected a JSON object.")),
    }
}

/// Names of tags: some of them, none empty.
pub(crate) fn tag_names(
    place: &Place,
    names: Vec<String>,
    may_be_empty: bool,
) -> Parsed<Vec<String>> {
    const MOST: usize = 100;
    if names.is_empty() && !may_be_empty {
        return Err(Refusal::bad_input(place, "Expected at least one tag."));
    }
    if names.len() > MOST {
        return Err(Refusal::bad_input(place, "Expected at most 100 tags."));
    }
    let mut distinct: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::bad_input(place, "The name of a tag is empty."));
        }
        if !distinct.iter().any(|other| other == name) {
            distinct.push(name.to_owned());
        }
    }
    Ok(distinct)
}

/// An address that a message can be sent to.
pub(crate) fn emails(place: &Place, addresses: Option<Vec<String>>) -> Parsed<Vec<String>> {
    let addresses = addresses.unwrap_or_default();
    addresses
        .into_iter()
        .map(|address| email(place, address))
        .collect()
}

pub(crate) fn email(place: &Place, address: String) -> Parsed<String> {
    let (name, host) = address.split_once('@').unwrap_or_default();
    let is_bad = |letter: char| letter.is_whitespace() || letter.is_control();
    if name.is_empty() || host.is_empty() || host.contains('@') || address.contains(is_bad) {
        return Err(Refusal::bad_input(place, "Expected an e-mail address."));
    }
    Ok(address)
}

/// The source that an input names.
pub(crate) fn source(ctx: &Context<'_>, key: &str) -> Parsed<SourceKey> {
    let place = ["input", "source"];
    let key = SourceKey::parse(key).map_err(|error| {
        Refusal::bad_input(&place, format!("This is no key of a source: {error}."))
    })?;
    known_source(ctx, &place, &key)?;
    Ok(key)
}
