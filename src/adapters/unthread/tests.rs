//! The adapter over real HTTP, against the sandbox.
