//! The config file: its format, its defaults, and errors that name the key and the expected form.
//!
//! A leaf: `app` translates what is read here into the plain settings of each module. Every table is read through one
//! `Section`, which knows what was taken and refuses what is left over.

use std::fs;
use std::path::{Path, PathBuf};

mod address;
mod cache;
mod cursor;
mod error;
mod form;
mod limits;
mod quantity;
mod reader;
mod secret;
mod section;
mod server;
mod sources;
mod state;

pub use cache::{CacheConfig, CacheTtl};
pub use cursor::CursorConfig;
pub use error::{ConfigError, Problem};
pub use limits::{LimitsConfig, UpstreamLimits};
pub use server::{DEFAULT_LISTEN, ServerConfig};
pub use sources::{
    ClientCredentials, CordConfig, HelpScoutAuth, NimchatConfig, PostHogConfig, ProviderConfig,
    SourceConfig, UnthreadConfig,
};
pub use state::{StateConfig, UploadsConfig};

use reader::Reader;

/// The variable that names the config file when no argument does.
const FILE_VARIABLE: &str = "DESKGRAPH_CONFIG";

/// The file that is tried last.
const FILE_NAME: &str = "deskgraph.toml";

/// Looks up an environment variable; a function, so that tests hand in their own.
pub type Environment<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Everything that the config file says, defaults filled in.
#[derive(Debug)]
pub struct Config {
    /// Where the gateway listens.
    pub server: ServerConfig,
    /// The shared cache.
    pub cache: CacheConfig,
    /// What a caller may ask, and how long a provider may take.
    pub limits: LimitsConfig,
    /// How list cursors are signed.
    pub cursor: CursorConfig,
    /// Where state is kept.
    pub state: StateConfig,
    /// Files that wait to be sent.
    pub uploads: UploadsConfig,
    /// The configured accounts, in the order of the file.
    pub sources: Vec<SourceConfig>,
}

impl Config {
    /// Reads the file at `path`. Secrets in files are looked for beside it.
    ///
    /// # Errors
    ///
    /// Says every problem of the file at once, or why it cannot be read.
    pub fn load(path: &Path, environment: &Environment<'_>) -> Result<Self, ConfigError> {
        let bytes = fs::read(path).map_err(|source| ConfigError::Unreadable {
            file: path.to_owned(),
            source,
        })?;
        Self::parse(&bytes, path, environment)
    }

    /// Reads the content of a file that is called `path` in errors.
    ///
    /// # Errors
    ///
    /// Says every problem of the content at once.
    pub fn parse(
        bytes: &[u8],
        path: &Path,
        environment: &Environment<'_>,
    ) -> Result<Self, ConfigError> {
        reader::read_document(bytes, path, environment, Self::read)
    }

    fn read(reader: &Reader<'_>, table: &toml::de::DeTable<'_>) -> Option<Self> {
        let mut root = section::Section::root(reader, table);
        let server = server::read(root.section("server"));
        let cache = cache::read(root.section("cache"));
        let limits = limits::read(root.section("limits"));
        let cursor = cursor::read(root.section("cursor"));
        let state = state::read_state(root.section("state"));
        let uploads = state::read_uploads(root.section("uploads"));
        let sources = sources::read(root.sections("source"));
        root.finish();
        Some(Self {
            server,
            cache,
            limits,
            cursor,
            state,
            uploads,
            sources: sources?,
        })
    }
}

/// Returns the config file to load: the one `given`, else the one that `DESKGRAPH_CONFIG` names, else
/// `deskgraph.toml` in `directory` if it is there.
///
/// # Errors
///
/// Says what to do when there is none.
pub fn locate(
    given: Option<&Path>,
    directory: &Path,
    environment: &Environment<'_>,
) -> Result<PathBuf, ConfigError> {
    if let Some(path) = given {
        return Ok(path.to_owned());
    }
    if let Some(path) = environment(FILE_VARIABLE).filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let beside = directory.join(FILE_NAME);
    if beside.exists() {
        return Ok(beside);
    }
    Err(ConfigError::Absent)
}

/// Reads a variable of the process; `None` if it is unset or not Unicode.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
pub fn environment(name: &str) -> Option<String> {
    // The standard function panics on names that no system allows.
    if name.is_empty() || name.contains(['=', '\0']) {
        return None;
    }
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests;
