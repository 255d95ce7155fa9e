//! The one test binary: everything that enters through the front door.

mod contract;
