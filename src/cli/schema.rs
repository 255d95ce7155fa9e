//! `deskgraph schema`: prints the SDL.

use std::io::Write;

use super::{Exit, Failure};
use crate::app;

pub(super) fn run(output: &mut dyn Write) -> Result<Exit, Failure> {
    output.write_all(app::schema().as_bytes())?;
    output.flush()?;
    Ok(Exit::Success)
}
