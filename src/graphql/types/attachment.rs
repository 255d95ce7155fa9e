//! A file sent with a message.

use async_graphql::{Context, Object, Result};

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::bad_input;
use crate::graphql::read;
use crate::graphql::scalars::Url;
use crate::graphql::types::enums::AttachmentState;
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::message::Message;
use crate::model::{self, Served};

pub(crate) struct Attachment(pub(crate) Served<model::Attachment>);

impl HasFacts for Attachment {
    fn facts_now(&self) -> Facts {
        let file = &*self.0.object;
        Facts::of(
            &file.id,
            file.web_url.as_deref(),
            self.0.freshness,
            file.raw.as_ref(),
        )
    }
}

/// Longest life of a link to a file, in seconds.
const LONGEST_LINK: u32 = 3600;
/// Life of a link when nothing is said, in seconds.
const DEFAULT_LINK: i32 = 300;

/// A file sent with a message.
#[Object]
impl Attachment {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// File name.
    async fn filename(&self) -> &str {
        &self.0.object.filename
    }

    /// Media type, application/octet-stream when unknown.
    async fn mime_type(&self) -> &str {
        &self.0.object.mime_type
    }

    /// Size; null when not told or above 2 GiB.
    async fn size_bytes(&self) -> Option<i32> {
        self.0
            .object
            .size_bytes
            .and_then(|size| size.try_into().ok())
    }

    /// Width in pixels of an image; null when not told.
    async fn width(&self) -> Option<u32> {
        self.0.object.width
    }

    /// Height in pixels of an image; null when not told.
    async fn height(&self) -> Option<u32> {
        self.0.object.height
    }

    /// Safety and availability.
    async fn state(&self) -> AttachmentState {
        self.0.object.state.into()
    }

    /// Signed link to the gateway, which streams the file with the source's credentials. Null when infected or gone.
    async fn download_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            default_with = "Some(DEFAULT_LINK)",
            desc = "Life of the link, from 1 to 3600."
        )]
        expires_in_seconds: Option<i32>,
    ) -> Option<Result<Url>> {
        let life = u32::try_from(expires_in_seconds.unwrap_or(DEFAULT_LINK))
            .ok()
            .filter(|life| (1..=LONGEST_LINK).contains(life));
        let Some(life) = life else {
            return Some(Err(bad_input(
                "expiresInSeconds",
                "expected a number from 1 to 3600",
            )));
        };
        match self.0.object.state {
            model::AttachmentState::Infected | model::AttachmentState::Unavailable => None,
            model::AttachmentState::Available
            | model::AttachmentState::Pending
            | model::AttachmentState::Unknown => {
                Url::of(&ctx.request().links.to(&self.0.object, life)).map(Ok)
            }
        }
    }

    /// Message it came with; null when it is gone.
    async fn message(&self, ctx: &Context<'_>) -> Option<Result<Message>> {
        read::message(ctx, &self.0.object.id.parent()?).await
    }
}
