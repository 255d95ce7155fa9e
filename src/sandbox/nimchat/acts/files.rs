//! Files that come with a message.

use crate::sandbox::nimchat::body::Upload;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attachment, Blob, Channel, State};

use super::Act;

/// Files of one message.
const MOST: usize = 15;
/// Website visitors get no larger files.
const LARGEST_ON_WEBSITE: usize = 40 * 1024 * 1024;

/// A file that is not yet part of a message.
#[derive(Debug)]
pub(crate) enum File {
    /// Comes with the request.
    New(Upload),
    /// Was stored before.
    Stored(u64),
}

/// Looks up files that were sent as signed ids.
pub(crate) fn stored(state: &State, ids: Vec<String>) -> Result<Vec<File>, Refusal> {
    let find = |id: String| {
        let mut blobs = state.blobs.iter();
        let blob = blobs.find(|blob| secret::signed_id(blob.id) == id);
        let forged =
            || Refusal::Failed("ActiveSupport::MessageVerifier::InvalidSignature".to_owned());
        blob.map(|blob| File::Stored(blob.id)).ok_or_else(forged)
    };
    ids.into_iter().map(find).collect()
}

/// What the server checks before it keeps them.
pub(crate) fn check(files: &[File], channel: Option<&Channel>) -> Result<(), Refusal> {
    let failed = |text: &str| Refusal::Failed(format!("Validation failed: {text}"));
    if files.len() > MOST {
        return Err(failed("Attachments exceeded maximum allowed"));
    }
    let is_website = matches!(channel, Some(Channel::WebWidget { .. }));
    let is_too_large = |file: &File| match file {
        File::New(upload) => upload.content.len() > LARGEST_ON_WEBSITE,
        File::Stored(_) => false,
    };
    if is_website && files.iter().any(is_too_large) {
        return Err(failed("Attachments file size is too big"));
    }
    Ok(())
}

impl Act<'_> {
    /// Keeps the files of a message.
    pub(super) fn attach(&mut self, files: Vec<File>) -> Vec<Attachment> {
        files
            .into_iter()
            .map(|file| self.attach_one(file))
            .collect()
    }

    fn attach_one(&mut self, file: File) -> Attachment {
        let blob = match file {
            File::Stored(id) => id,
            File::New(upload) => {
                let id = self.state.sequences.blob();
                self.state.blobs.push(Blob {
                    id,
                    file_name: upload.file_name,
                    mime_type: upload.mime_type,
                    content: upload.content,
                });
                id
            }
        };
        let mime_type = self.state.blob(blob).map(|blob| blob.mime_type.as_str());
        let file_type = file_type(mime_type.unwrap_or_default());
        Attachment {
            id: self.state.sequences.attachment(),
            file_type,
            blob,
        }
    }
}

/// The word for a kind of file.
pub(crate) fn file_type(mime_type: &str) -> &'static str {
    match mime_type.split('/').next() {
        Some("image") => "image",
        Some("audio") => "audio",
        Some("video") => "video",
        _ => "file",
    }
}
