//! What survives a restart: records of writes and staged files, in one folder.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use tempfile::TempDir;

use crate::app::Origin;
use crate::config::Config;
use crate::writes::{Records, open_file, open_in_memory};

/// The state of a gateway.
pub(super) struct State {
    pub(super) records: Arc<dyn Records>,
    pub(super) uploads: PathBuf,
    /// The folder that goes when the gateway does.
    pub(super) temporary: Option<TempDir>,
}

/// File of the records of writes.
const RECORDS: &str = "writes.redb";
/// Folder of staged files.
const UPLOADS: &str = "uploads";

impl State {
    /// Opens the folder that the config names; without one, the sandbox keeps nothing.
    pub(super) fn open(config: &Config, origin: Origin) -> anyhow::Result<Self> {
        match (&config.state.dir, origin) {
            (None, Origin::Sandbox) => Self::fleeting(),
            (dir, _) => Self::lasting(dir.clone().unwrap_or_else(|| config.state.default_dir())),
        }
    }

    fn fleeting() -> anyhow::Result<Self> {
        let temporary = tempfile::Builder::new()
            .prefix("deskgraph-")
            .tempdir()
            .context("no temporary folder can be made")?;
        Ok(Self {
            records: Arc::new(open_in_memory()?),
            uploads: temporary.path().join(UPLOADS),
            temporary: Some(temporary),
        })
    }

    fn lasting(dir: PathBuf) -> anyhow::Result<Self> {
        let shown = dir.display();
        std::fs::create_dir_all(&dir)
            .with_context(|| format!("`[state] dir`: the folder {shown} cannot be made"))?;
        let records = open_file(&dir.join(RECORDS)).with_context(|| {
            format!("`[state] dir`: {shown} cannot be used; does another gateway use it?")
        })?;
        Ok(Self {
            records: Arc::new(records),
            uploads: dir.join(UPLOADS),
            temporary: None,
        })
    }
}
