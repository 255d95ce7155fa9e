//! Files that are handed in before a message takes them.

use async_graphql::{Context, InputObject, MergedObject, Object, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::stream;

use super::payload::Told;
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::inputs::write::Parsed;
use crate::graphql::scalars::{Base64, DateTime};
use crate::graphql::write::Outcome;
use crate::provider::Refusal;
use crate::uploads::{Label, Staged, UploadError};

/// Arguments of `attachmentStage`.
#[derive(InputObject)]
pub(crate) struct AttachmentStageInput {
    /// File name.
    filename: String,
    /// Media type.
    mime_type: String,
    /// Content, at most 512 KiB.
    content: Base64,
    /// Echoed back unchanged in the payload.
    client_mutation_id: Option<String>,
}

/// A file held by the gateway until a message uses it.
#[derive(SimpleObject)]
pub(crate) struct StagedAttachment {
    /// Pass it as attachmentIds; usable in any number of messages and sources until it expires.
    id: async_graphql::ID,
    /// File name.
    filename: String,
    /// Media type.
    mime_type: String,
    /// Size in bytes.
    size_bytes: u64,
    /// Digest of the content, in hexadecimal digits.
    sha256: String,
    /// When it is dropped.
    expires_at: DateTime,
}

impl From<Staged> for StagedAttachment {
    fn from(staged: Staged) -> Self {
        let Staged {
            id,
            caller: _,
            filename,
            mime_type,
            size,
            sha256,
            expires_at,
        } = staged;
        Self {
            id: id.into(),
            filename,
            mime_type,
            size_bytes: size,
            sha256,
            expires_at: expires_at.into(),
        }
    }
}

#[derive(SimpleObject)]
pub(crate) struct HeldFile {
    /// Held file; null when it was refused.
    attachment: Option<StagedAttachment>,
}

/// Result of `attachmentStage`.
#[derive(MergedObject)]
pub(crate) struct AttachmentStagePayload(HeldFile, Told);

#[derive(Default)]
pub(crate) struct AttachmentMutation;

/// Largest file in bytes that comes inside a document.
const MAX_INLINE: usize = 512 * 1024;

#[Object]
impl AttachmentMutation {
    /// Puts a small file into the gateway for later use; files above 512 KiB go to `POST /attachments`. Nothing is sent
    /// upstream, and the same file may be staged again.
    async fn attachment_stage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: AttachmentStageInput,
    ) -> AttachmentStagePayload {
        let AttachmentStageInput {
            filename,
            mime_type,
            content,
            client_mutation_id,
        } = input;
        let label = Label {
            caller: CALLER.to_owned(),
            filename,
            mime_type,
        };
        let (attachment, report) = match stage(ctx, label, &content).await {
            Ok(staged) => (Some(staged.into()), crate::writes::Report::default()),
            Err(refusal) => (None, crate::graphql::write::refused(refusal)),
        };
        let outcome = Outcome {
            report,
            client_mutation_id,
        };
        AttachmentStagePayload(HeldFile { attachment }, outcome.into())
    }
}

async fn stage(ctx: &Context<'_>, label: Label, content: &Base64) -> Parsed<Staged> {
    let place = ["input", "content"];
    let bad = |text: &str| Refusal::bad_input(&place, text);
    let content = STANDARD.decode(&content.0);
    let content = content.map_err(|_| bad("Expected base64 with padding."))?;
    if content.len() > MAX_INLINE {
        return Err(bad("The file is above 512 KiB: use POST /attachments."));
    }
    let content = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(content))]);
    let staged = ctx.request().uploads.stage(label, content).await;
    staged.map_err(|error| refusal(&error))
}

fn refusal(error: &UploadError) -> Refusal {
    let field = match error {
        UploadError::BadFilename => "filename",
        UploadError::BadMediaType { .. } => "mimeType",
        UploadError::TooLarge { .. }
        | UploadError::Full
        | UploadError::Empty
        | UploadError::BrokeOff => "content",
        UploadError::Disk(source) => {
            tracing::error!(error = %source, "a file could not be staged");
            "content"
        }
    };
    Refusal::bad_input(&["input", field], format!("Not kept: {error}."))
}
