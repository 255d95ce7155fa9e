//! `[server]`: where the gateway listens.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use url::Url;

use super::address::{BASE_URL, LISTEN};
use super::section::Section;

/// This machine only: opening the gateway to others is a decision.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080));

/// Where the gateway listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerConfig {
    /// The address; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where clients reach the gateway, for links to it; `None` where that is the address it listens on.
    pub public_url: Option<Url>,
}

pub(super) fn read(mut section: Section<'_>) -> ServerConfig {
    let listen = section.or("listen", &LISTEN, DEFAULT_LISTEN);
    let public_url = section.optional("public_url", &BASE_URL);
    section.finish();
    ServerConfig { listen, public_url }
}
