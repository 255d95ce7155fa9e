//! What each object looks like.
