//! Files that callers hand in before they send them with a message: on disk, for an hour, usable any number of times.
//!
//! Each file has two entries in the folder: `<id>.bin`, and `<id>.json` that is written when the content is whole. What
//! a crash left half written is dropped at the next start.

mod limits;
mod shelf;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::clock::SharedClock;
use crate::model::command::Upload;

pub use limits::{Limits, MediaRange};
use shelf::Shelf;

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staged {
    /// Names it to the caller that handed it in.
    pub id: String,
    /// Who handed it in.
    pub caller: String,
    /// File name, without a path.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the content, in hexadecimal digits.
    pub sha256: String,
    /// When it is dropped.
    pub expires_at: Timestamp,
}

/// What a file is to be called.
#[derive(Clone, Debug)]
pub struct Label {
    /// Who hands it in.
    pub caller: String,
    /// File name.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
}

/// Why a file is not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The name cannot be a file name.
    #[error("a file name has 1 to 255 characters, without slashes and control characters")]
    BadFilename,
    /// The media type is not one that is taken.
    #[error("the media type `{mime_type}` is not taken; taken are {taken}")]
    BadMediaType {
        /// What was given.
        mime_type: String,
        /// What is taken.
        taken: String,
    },
    /// The file is too large.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Too much is kept already.
    #[error("too many files are waiting to be sent; try again later")]
    Full,
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The caller did not send all of it.
    #[error("the file broke off")]
    BrokeOff,
    /// The disk failed.
    #[error("the file could not be kept")]
    Disk(#[from] std::io::Error),
}

/// Keeps files.
#[derive(Debug)]
pub struct Uploads {
    shelf: Shelf,
    limits: Limits,
    clock: SharedClock,
}

impl Uploads {
    /// Keeps files in a folder, making it if there is none.
    ///
    /// # Errors
    /// If the folder cannot be used.
    pub fn open(folder: PathBuf, limits: Limits, clock: SharedClock) -> std::io::Result<Self> {
        Ok(Self {
            shelf: Shelf::open(folder)?,
            limits,
            clock,
        })
    }

    /// Largest file in bytes.
    #[must_use]
    pub const fn max_size(&self) -> u64 {
        self.limits.max_size
    }

    /// Keeps a file that arrives in pieces.
    ///
    /// # Errors
    /// If it is not one that is kept, or does not arrive whole.
    pub async fn stage<E>(
        &self,
        label: Label,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Staged, UploadError> {
        self.limits.check(&label)?;
        self.sweep().await?;
        let mut draft = self.shelf.draft().await?;
        let mut content = pin!(content);
        let (mut size, mut digest) = (0, Sha256::new());
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|_| UploadError::BrokeOff)?;
            size += piece.len() as u64;
            if size > self.limits.max_size {
                let limit = self.limits.max_size;
                return Err(UploadError::TooLarge { limit });
            }
            digest.update(&piece);
            draft.file.write_all(&piece).await?;
        }
        if size == 0 {
            return Err(UploadError::Empty);
        }
        let Label {
            caller,
            filename,
            mime_type,
        } = label;
        let staged = Staged {
            id: draft.id.clone(),
            caller,
            filename,
            mime_type,
            size,
            sha256: digest
                .finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            expires_at: self.clock.now() + self.limits.life,
        };
        draft.keep(&staged).await?;
        Ok(staged)
    }

    /// Reads a file to send it; `None` if there is none, if it has expired, or if another caller handed it in.
    ///
    /// # Errors
    /// If the disk fails.
    pub async fn load(&self, caller: &str, id: &str) -> std::io::Result<Option<Upload>> {
        let Some(staged) = self.shelf.find(id).await? else {
            return Ok(None);
        };
        if staged.caller != caller || staged.expires_at <= self.clock.now() {
            return Ok(None);
        }
        let Some(content) = self.shelf.content(id).await? else {
            return Ok(None);
        };
        Ok(Some(Upload {
            filename: staged.filename,
            mime_type: staged.mime_type,
            content,
        }))
    }

    /// Drops what has expired, and looks whether there is room.
    async fn sweep(&self) -> Result<(), UploadError> {
        let now = self.clock.now();
        let mut kept = 0;
        for staged in self.shelf.all().await? {
            if staged.expires_at <= now {
                self.shelf.drop(&staged.id).await?;
            } else {
                kept += staged.size;
            }
        }
        if kept >= self.limits.max_total {
            return Err(UploadError::Full);
        }
        Ok(())
    }
}
