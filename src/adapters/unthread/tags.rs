//! Reads tags.

use crate::adapters::paging::{FromSource as _, page};
use crate::model::{Id, Page, PageRequest, Related, Tag};
use crate::provider::{Batch, Result};
use crate::transport::CallContext;

use super::Unthread;
use super::endpoints::{Asked, GetTag, ListTags};
use super::lookup::{by_list, one_by_one};
use super::map;

impl Unthread {
    pub(super) async fn list_tags(
        &self,
        context: &CallContext,
        request: &PageRequest,
        asked: Asked,
    ) -> Result<Page<Tag>> {
        let endpoint = ListTags(asked);
        let tag = |tag| map::tag(&self.key, tag);
        page(&self.client, context, &endpoint, request, tag)
            .await
            .from_source(&self.key)
    }

    pub(super) async fn read_tags(&self, context: &CallContext, ids: &[Id<Tag>]) -> Batch<Tag> {
        let one = |id: Id<Tag>| async move {
            let tag = self.client.send(context, &GetTag(id.native())).await;
            let tag = map::tag(&self.key, tag.from_source(&self.key)?);
            Ok((tag, Related::default()))
        };
        if ids.len() == 1 {
            return one_by_one(ids, one).await;
        }
        let list = |ids: Vec<Id<Tag>>| async move {
            let request = PageRequest::first(ids.len());
            let asked = Asked::ids(ids.iter().map(Id::native));
            let page = self.list_tags(context, &request, asked).await?;
            Ok((page.items, page.related))
        };
        by_list(ids, list, one, |tag| &tag.id).await
    }
}
