//! Global ids in the inputs of writes.

use async_graphql::{Context, ID};

use super::{Parsed, Place};
use crate::graphql::context::ContextExt as _;
use crate::model::command::Person;
use crate::model::{self, Conversation, GlobalId, Id, NodeKind, Noun, SourceKey};
use crate::provider::{Allowed, Refusal};

/// An id of one kind, of a source that is configured and switched on.
pub(crate) fn id<K: Noun>(ctx: &Context<'_>, place: &Place, text: &ID) -> Parsed<Id<K>> {
    let id = GlobalId::parse_as::<K>(text)
        .map_err(|error| Refusal::bad_input(place, sentence(&error.to_string())))?;
    known_source(ctx, place, id.source())?;
    Ok(id)
}

/// An id of one kind, of the source that the write is for.
pub(crate) fn id_in<K: Noun>(
    ctx: &Context<'_>,
    source: &SourceKey,
    place: &Place,
    text: &ID,
) -> Parsed<Id<K>> {
    let id = id(ctx, place, text)?;
    in_source(source, place, id.source())?;
    Ok(id)
}

/// Ids of one kind and of one source.
pub(crate) fn ids<K: Noun>(
    ctx: &Context<'_>,
    source: &SourceKey,
    place: &Place,
    texts: &[ID],
) -> Parsed<Vec<Id<K>>> {
    texts
        .iter()
        .map(|text| id_in(ctx, source, place, text))
        .collect()
}

/// The conversation behind a ticket.
pub(crate) fn ticket(ctx: &Context<'_>, place: &Place, text: &ID) -> Parsed<Id<Conversation>> {
    id::<model::Ticket>(ctx, place, text).map(|id| id.view_as())
}

/// A teammate, a team or a contact of the source that the write is for.
pub(crate) fn person(
    ctx: &Context<'_>,
    source: &SourceKey,
    place: &Place,
    text: &ID,
) -> Parsed<Person> {
    let found = GlobalId::parse(text).map_err(|error| error.to_string());
    let found = found.map_err(|error| Refusal::bad_input(place, sentence(&error)))?;
    match found.kind() {
        NodeKind::Agent => id_in(ctx, source, place, text).map(Person::Agent),
        NodeKind::Team => id_in(ctx, source, place, text).map(Person::Team),
        NodeKind::Contact => id_in(ctx, source, place, text).map(Person::Contact),
        other => {
            let name = other.type_name();
            let wrong = format!("This is the id of a {name}, where that of a person is wanted.");
            let allowed = ["Agent", "Team", "Contact"].map(str::to_owned).to_vec();
            Err(Refusal::bad_input(place, wrong).allowing(Allowed::Words(allowed)))
        }
    }
}

pub(crate) fn known_source(ctx: &Context<'_>, place: &Place, key: &SourceKey) -> Parsed<()> {
    match ctx.request().registry.source(key.as_str()) {
        Some(source) if source.is_enabled => Ok(()),
        _ => {
            let keys = ctx.request().registry.enabled();
            let keys = keys.map(|source| source.key.to_string()).collect();
            let refusal = Refusal::bad_input(place, format!("There is no source `{key}`."));
            Err(refusal.allowing(Allowed::Words(keys)))
        }
    }
}

fn in_source(source: &SourceKey, place: &Place, of_id: &SourceKey) -> Parsed<()> {
    if of_id == source {
        return Ok(());
    }
    let wrong = format!("This is an id of `{of_id}`, while the write is for `{source}`.");
    Err(Refusal::bad_input(place, wrong))
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
