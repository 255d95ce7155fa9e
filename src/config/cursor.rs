//! `[cursor]`: how list cursors are signed.

use secrecy::SecretString;

use super::secret;
use super::section::Section;

/// How list cursors are signed.
#[derive(Debug)]
pub struct CursorConfig {
    /// The key of the signature. `None` asks for a random one at start: cursors then do not survive a restart, nor do
    /// they work with another replica.
    pub secret: Option<SecretString>,
}

pub(super) fn read(mut section: Section<'_>) -> CursorConfig {
    let variable = "DESKGRAPH_CURSOR_SECRET";
    let secret = if section.is_present() {
        secret::required(&mut section, "secret", variable)
    } else {
        None
    };
    section.finish();
    CursorConfig { secret }
}
