//! Tags.

use async_graphql::{Context, ID, InputObject, Object};

use super::payload::{DeletedTag, TagAfter, payloads};
use crate::graphql::inputs::write::{Parsed, WriteOptions, id, source, tag_names};
use crate::graphql::write::{Wish, item};
use crate::model::command::Command;
use crate::model::{self, Id};

/// Arguments of `tagCreate`.
#[derive(InputObject)]
pub(crate) struct TagCreateInput {
    /// Key of the source.
    source: String,
    /// Name.
    name: String,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `tagUpdate`.
#[derive(InputObject)]
pub(crate) struct TagUpdateInput {
    /// Tag.
    tag_id: ID,
    /// New name.
    name: String,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `tagDelete`.
#[derive(InputObject)]
pub(crate) struct TagDeleteInput {
    /// Tag.
    tag_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `tagCreate`.
    TagCreatePayload(TagAfter);
    /// Result of `tagUpdate`.
    TagUpdatePayload(TagAfter);
    /// Result of `tagDelete`.
    TagDeletePayload(DeletedTag);
}

#[derive(Default)]
pub(crate) struct TagMutation;

#[Object]
impl TagMutation {
    /// Creates a tag. Providers: Unthread, Nimchat.
    async fn tag_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: TagCreateInput,
    ) -> TagCreatePayload {
        let TagCreateInput {
            source: key,
            name,
            write,
        } = input;
        let create = || {
            let source = source(ctx, &key)?;
            let command = Command::CreateTag {
                name: one_name(name)?,
            };
            Ok(vec![item(&source, command)])
        };
        let outcome = Wish::new("tagCreate", write).run(ctx, create()).await;
        let tag = outcome.done().and_then(|done| done.tag.clone());
        TagCreatePayload(TagAfter(tag), outcome.into())
    }

    /// Renames a tag. Providers: Unthread, Nimchat.
    async fn tag_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: TagUpdateInput,
    ) -> TagUpdatePayload {
        let TagUpdateInput {
            tag_id,
            name,
            write,
        } = input;
        let tag = id::<model::Tag>(ctx, &["input", "tagId"], &tag_id);
        let rename = |tag: Id<model::Tag>| {
            let source = tag.source().clone();
            let name = one_name(name)?;
            Ok(vec![item(&source, Command::RenameTag { tag, name })])
        };
        let items = tag.clone().and_then(rename);
        let outcome = Wish::new("tagUpdate", write).run(ctx, items).await;
        TagUpdatePayload(TagAfter(outcome.if_done(tag.ok())), outcome.into())
    }

    /// Deletes a tag. Providers: Unthread, Nimchat.
    async fn tag_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: TagDeleteInput,
    ) -> TagDeletePayload {
        let TagDeleteInput { tag_id, write } = input;
        let tag = id::<model::Tag>(ctx, &["input", "tagId"], &tag_id);
        let delete =
            |tag: Id<model::Tag>| vec![item(tag.source(), Command::DeleteTag(tag.clone()))];
        let items = tag.clone().map(delete);
        let outcome = Wish::new("tagDelete", write).run(ctx, items).await;
        TagDeletePayload(DeletedTag(outcome.if_done(tag.ok())), outcome.into())
    }
}

fn one_name(name: String) -> Parsed<String> {
    let names = tag_names(&["input", "name"], vec![name], false)?;
    Ok(names.into_iter().next().unwrap_or_default())
}
