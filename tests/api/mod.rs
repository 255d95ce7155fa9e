//! The running gateway from outside, one file per capability.
