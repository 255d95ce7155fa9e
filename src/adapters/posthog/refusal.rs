//! The answers that say no.

use crate::transport::{ErrorKind, Refined, Refusal};

use super::wire;

/// Codes that speak of the credentials, whatever the status.
const NOT_LOGGED_IN: &[&str] = &["not_authenticated", "authentication_failed"];

/// Reads what the provider says about a failure.
pub(super) fn refine(refusal: &Refusal<'_>) -> Refined {
    let failure: Option<wire::Failure> = serde_json::from_slice(refusal.body).ok();
    let Some(wire::Failure {
        code,
        detail,
        attr,
        error,
    }) = failure
    else {
        return Refined::default();
    };
    let is_stranger = code
        .as_deref()
        .is_some_and(|code| NOT_LOGGED_IN.contains(&code));
    let message = detail.or(error).map(|text| match attr {
        Some(field) => [field.as_str(), &text].join(": "),
        None => text,
    });
    Refined {
        kind: is_stranger.then_some(ErrorKind::Unauthorized),
        code,
        message,
        ..Refined::default()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;

    use super::refine;
    use crate::transport::{ErrorKind, Refusal};

    fn read(status: u16, body: &str) -> (Option<ErrorKind>, Option<String>, Option<String>) {
        let refusal = Refusal {
            status,
            headers: &HeaderMap::new(),
            body: body.as_bytes(),
        };
        let refined = refine(&refusal);
        (refined.kind, refined.code, refined.message)
    }

    fn told(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_failure_names_its_code_and_its_field() {
        let body = r#"{"type":"validation_error","code":"invalid_input","detail":"user is not a member of this organization","attr":"assignee"}"#;
        let message = told("assignee: user is not a member of this organization");
        assert_eq!(read(400, body), (None, told("invalid_input"), message));
        let body = r#"{"type":"authentication_error","code":"permission_denied","detail":"This action does not support personal API key access","attr":null}"#;
        let message = told("This action does not support personal API key access");
        assert_eq!(read(403, body), (None, told("permission_denied"), message));
    }

    #[test]
    fn the_short_shapes_are_read_too() {
        let body = r#"{"detail":"No messages in this ticket"}"#;
        assert_eq!(
            read(400, body),
            (None, None, told("No messages in this ticket"))
        );
        let body = r#"{"error":"Ticket not found"}"#;
        assert_eq!(read(404, body), (None, None, told("Ticket not found")));
        assert_eq!(read(502, "<html>"), (None, None, None));
        assert_eq!(read(500, r#"{"detail":["x"]}"#), (None, None, None));
    }

    #[test]
    fn who_is_not_logged_in_is_told_by_the_code() {
        let body = r#"{"type":"authentication_error","code":"not_authenticated","detail":"Authentication credentials were not provided.","attr":null}"#;
        assert_eq!(read(403, body).0, Some(ErrorKind::Unauthorized));
    }
}
