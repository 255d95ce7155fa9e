//! Reads of comments, which are the messages of tickets.

use crate::adapters::paging::{FromSource as _, page, walk};
use crate::model::{Conversation, Id, Message, MessageOrder, Page, PageRequest};
use crate::provider::{Error, Result};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

use super::endpoints::{COMMENTS_PER_PAGE, GetComment, ListComments, MESSAGES};
use super::map::{self, Mapped};
use super::native::is_uuid;
use super::{PostHog, wire};

/// Most messages that are read to give them oldest first.
const MOST_MESSAGES: usize = 20 * COMMENTS_PER_PAGE;

impl PostHog {
    /// Reads a page of comments in an order. Oldest first, the page is the whole ticket.
    pub(super) async fn comments(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: &PageRequest,
    ) -> Result<Page<WithRaw<wire::Comment>>> {
        let ticket = conversation.native();
        let endpoint = ListComments {
            project: &self.project,
            ticket,
        };
        let mut comments = match order {
            MessageOrder::NewestFirst => {
                page(&self.client, context, &endpoint, request, |comment| comment)
                    .await
                    .from_source(&self.key)?
            }
            MessageOrder::OldestFirst => {
                let listed = walk(&self.client, context, &endpoint, MOST_MESSAGES).await;
                let (mut comments, is_complete) = listed.from_source(&self.key)?;
                if !is_complete {
                    return Err(Error::unsupported(&self.key, "messages, oldest first"));
                }
                comments.reverse();
                Page::whole(comments)
            }
        };
        comments.items.retain(|comment| is_of(comment, ticket));
        Ok(comments)
    }

    pub(super) async fn message(&self, context: &CallContext, id: &Id<Message>) -> Result<Mapped> {
        let missing = || self.missing(GetComment::OPERATION.id);
        let conversation: Id<Conversation> = id.parent().ok_or_else(missing)?;
        if !is_uuid(id.native()) || !is_uuid(conversation.native()) {
            return Err(missing());
        }
        let endpoint = GetComment {
            project: &self.project,
            comment: id.native(),
        };
        let comment = self.client.send(context, &endpoint).await;
        let comment = comment.from_source(&self.key)?;
        if !is_of(&comment, conversation.native()) {
            return Err(missing());
        }
        let (requester, _) = self.requester(context, &conversation).await?;
        Ok(map::message(&conversation, &requester, comment))
    }

    pub(super) async fn latest_message(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Option<Message>> {
        if !is_uuid(conversation.native()) {
            return Ok(None);
        }
        let request = PageRequest::first(1);
        let order = MessageOrder::NewestFirst;
        let comments = self.comments(context, conversation, order, &request);
        let (comments, requester) =
            tokio::try_join!(comments, self.requester(context, conversation))?;
        let latest = comments.items.into_iter().next();
        Ok(latest.map(|comment| map::message(conversation, &requester.0, comment).message))
    }
}

/// Whether a comment is a message of this ticket.
fn is_of(comment: &WithRaw<wire::Comment>, ticket: &str) -> bool {
    let wire::Comment { item_id, scope, .. } = &comment.value;
    item_id.as_deref() == Some(ticket) && scope.as_deref() == Some(MESSAGES)
}
