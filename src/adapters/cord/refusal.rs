//! Cord's error bodies.

use crate::transport::{ErrorKind, Refined, Refusal};

use super::wire;

/// Names that Cord answers with a 401 although the token is good.
const MISSING_WITH_401: &[&str] = &[
    "user_not_found",
    "group_not_found",
    "organization_not_found",
    "user_not_in_group",
    "user_not_in_organization",
    "invalid_user_id",
    "group_members_missing",
];

/// Reads a refusal.
pub(super) fn refine(refusal: &Refusal<'_>) -> Refined {
    let failure: Option<wire::Failure> = serde_json::from_slice(refusal.body).ok();
    let (code, message) = failure.map_or((None, None), |failure| (failure.error, failure.message));
    let is_missing = code
        .as_deref()
        .is_some_and(|code| MISSING_WITH_401.contains(&code));
    let kind = (refusal.status == 401 && is_missing).then_some(ErrorKind::NotFound);
    Refined {
        kind,
        code,
        message,
        ..Refined::default()
    }
}
