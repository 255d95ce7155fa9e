//! The folder.

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use super::Staged;

#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
}

/// A file that is being written; gone when it is dropped without [`Draft::keep`].
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) file: File,
    path: PathBuf,
    facts: PathBuf,
    is_kept: bool,
}

const CONTENT: &str = "bin";
const FACTS: &str = "json";
const HALF_WRITTEN: &str = "part";
/// Letters of an id.
const ID_LENGTH: usize = 32;

impl Shelf {
    pub(super) fn open(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        let shelf = Self { folder };
        shelf.drop_fragments()?;
        Ok(shelf)
    }

    /// Drops contents without facts, and facts that were not written to their end.
    fn drop_fragments(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            let is_fragment = match extension {
                Some(HALF_WRITTEN) => true,
                Some(CONTENT) => !path.with_extension(FACTS).exists(),
                _ => false,
            };
            if is_fragment {
                std::fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    pub(super) async fn draft(&self) -> io::Result<Draft> {
        let id = format!("{:032x}", rand::random::<u128>());
        let path = self.path(&id, CONTENT);
        let file = File::create_new(&path).await?;
        Ok(Draft {
            facts: self.path(&id, FACTS),
            id,
            file,
            path,
            is_kept: false,
        })
    }

    pub(super) async fn find(&self, id: &str) -> io::Result<Option<Staged>> {
        if !is_id(id) {
            return Ok(None);
        }
        let json = present(fs::read(self.path(id, FACTS)).await)?;
        json.map(|json| serde_json::from_slice(&json).map_err(io::Error::other))
            .transpose()
    }

    pub(super) async fn content(&self, id: &str) -> io::Result<Option<Bytes>> {
        Ok(present(fs::read(self.path(id, CONTENT)).await)?.map(Bytes::from))
    }

    pub(super) async fn all(&self) -> io::Result<Vec<Staged>> {
        let mut entries = fs::read_dir(&self.folder).await?;
        let mut all = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            let id = path.file_stem().and_then(|stem| stem.to_str());
            let is_facts = path.extension().is_some_and(|extension| extension == FACTS);
            if let Some(id) = id.filter(|_| is_facts) {
                all.extend(self.find(id).await?);
            }
        }
        Ok(all)
    }

    pub(super) async fn drop(&self, id: &str) -> io::Result<()> {
        for extension in [FACTS, CONTENT] {
            present(fs::remove_file(self.path(id, extension)).await)?;
        }
        Ok(())
    }

    fn path(&self, id: &str, extension: &str) -> PathBuf {
        self.folder.join(id).with_extension(extension)
    }
}

impl Draft {
    /// Writes the facts: from then on the file is there.
    pub(super) async fn keep(mut self, staged: &Staged) -> io::Result<()> {
        self.file.flush().await?;
        let json = serde_json::to_vec(staged).map_err(io::Error::other)?;
        let half = self.facts.with_extension(HALF_WRITTEN);
        write_whole(&half, &json).await?;
        fs::rename(&half, &self.facts).await?;
        self.is_kept = true;
        Ok(())
    }
}

async fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path).await?;
    file.write_all(content).await?;
    file.flush().await
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_kept
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "a file that was not kept could not be removed");
        }
    }
}

/// What is not there is no failure.
fn present<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Nothing else reaches the file system.
fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
