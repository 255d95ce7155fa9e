//! The story itself.

use super::World;

/// Tells it from the beginning.
pub(super) fn tell() -> World {
    World {
        agents: Vec::new(),
        teams: Vec::new(),
        organizations: Vec::new(),
        people: Vec::new(),
        cases: Vec::new(),
    }
}
