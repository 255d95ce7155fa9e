//! Tags: by name on a conversation, where the service links them by id and one at a time; and the tags themselves.

mod links;

use crate::adapters::paging::{FromSource as _, walk};
use crate::adapters::unthread::endpoints::{
    Asked, CreateTag, DeleteTag, LinkConversations, Links as Members, ListTags,
    UnlinkConversations, UpdateTag,
};
use crate::adapters::unthread::{Unthread, map, wire};
use crate::model::{Conversation, Id, Related, Tag};
use crate::provider::{Refusal, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::steps::Steps;

use links::is_same;
pub(super) use links::{Links, TagWish};

/// Most tags that are read to find some by their names.
const MOST_TAGS: usize = 5000;

/// Whether a tag can be called that.
pub(super) fn named(name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::bad_input(
            &["input", "name"],
            "A tag needs a name.",
        ));
    }
    Ok(())
}

impl Unthread {
    /// Finds out which links the wishes take. The tags are read only if one is not on the conversation yet.
    pub(super) async fn links(
        &self,
        context: &CallContext,
        wishes: &[TagWish<'_>],
        current: &[wire::Tag],
    ) -> Result<Links, WriteError> {
        let is_here = |name: &String| {
            let mut names = current.iter().filter_map(|tag| tag.name.as_deref());
            names.any(|own| is_same(own, name))
        };
        let mut wanted = wishes.iter().flat_map(|wish| wish.wanted().0);
        let all = match wanted.all(is_here) {
            true => Vec::new(),
            false => {
                let endpoint = ListTags(Asked::default());
                let tags = walk(&self.client, context, &endpoint, MOST_TAGS).await;
                let (tags, _) = tags.from_source(&self.key)?;
                tags.into_iter().map(|tag| tag.value).collect()
            }
        };
        Ok(Links::between(current, wishes, &all)?)
    }

    /// Makes and removes links, one call for each.
    pub(super) async fn link(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        links: Links,
        steps: &mut Steps,
    ) -> Result<(), WriteError> {
        let Links {
            mut added,
            created,
            removed,
        } = links;
        let of = &[conversation.native()];
        for tag in &removed {
            let endpoint = UnlinkConversations(Members { tag, of });
            let answer = self.client.act(context, &endpoint).await;
            answer.from_source(&self.key)?;
            steps.done();
        }
        for name in &created {
            let tag = self.client.send(context, &CreateTag(name)).await;
            added.push(tag.from_source(&self.key)?.value.id);
            steps.done();
        }
        for tag in &added {
            let endpoint = LinkConversations(Members { tag, of });
            let answer = self.client.act(context, &endpoint).await;
            answer.from_source(&self.key)?;
            steps.done();
        }
        Ok(())
    }

    pub(super) async fn create_tag(&self, context: &CallContext, name: &str) -> WriteResult {
        let row = self.client.send(context, &CreateTag(name.trim())).await;
        let tag = map::tag(&self.key, row.from_source(&self.key)?);
        Ok(Written {
            tag: Some(tag.id.clone()),
            related: with_tag(tag),
            ..Written::default()
        })
    }

    pub(super) async fn rename_tag(
        &self,
        context: &CallContext,
        tag: &Id<Tag>,
        name: &str,
    ) -> WriteResult {
        let endpoint = UpdateTag {
            tag: tag.native(),
            name: name.trim(),
        };
        let answer = self.client.act(context, &endpoint).await;
        let answer = answer.from_source(&self.key)?;
        let row = answer.decode(UpdateTag::OPERATION.id).ok();
        let shown = row.map(|row| with_tag(map::tag(&self.key, row)));
        Ok(Written {
            related: shown.unwrap_or_default(),
            ..Written::default()
        })
    }

    pub(super) async fn delete_tag(&self, context: &CallContext, tag: &Id<Tag>) -> WriteResult {
        let answer = self.client.act(context, &DeleteTag(tag.native())).await;
        answer.from_source(&self.key)?;
        Ok(Written::default())
    }
}

fn with_tag(tag: Tag) -> Related {
    Related {
        tags: vec![tag],
        ..Related::default()
    }
}
