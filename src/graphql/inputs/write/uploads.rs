//! Files that were handed in before.

use async_graphql::{Context, ID};

use super::Parsed;
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::model::command::Upload;
use crate::provider::Refusal;

/// Most files of one message.
const MOST: usize = 10;

/// The staged files of an input, with their content.
pub(crate) async fn uploads(ctx: &Context<'_>, ids: Option<Vec<ID>>) -> Parsed<Vec<Upload>> {
    let place = ["input", "attachmentIds"];
    let ids = ids.unwrap_or_default();
    if ids.len() > MOST {
        return Err(Refusal::bad_input(&place, "Expected at most 10 files."));
    }
    let mut uploads = Vec::with_capacity(ids.len());
    for id in ids {
        let found = ctx.request().uploads.load(CALLER, &id).await;
        let found = found.map_err(|error| {
            tracing::error!(%error, "a staged file could not be read");
            Refusal::bad_input(&place, "The staged file could not be read.")
        })?;
        let gone = || {
            let text = "There is no staged file with this id; it may have expired. Stage it again.";
            Refusal::not_found(&place, text)
        };
        uploads.push(found.ok_or_else(gone)?);
    }
    Ok(uploads)
}
