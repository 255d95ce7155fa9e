//! The ways to say no, byte for byte as the server says them.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Why a request gets no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No token was sent.
    SignIn,
    /// Nobody has this token.
    Token,
    /// Bots and platform apps may not call this.
    Bot,
    /// The account is suspended.
    Suspended,
    /// The token's user is not in the account.
    Outsider,
    /// The role or the membership does not allow it; never 403.
    Forbidden,
    /// Application API: no such record.
    Missing,
    /// No such route; and no such record in the platform and client APIs.
    NoRoute,
    /// The body is no JSON.
    Syntax,
    /// The body is larger than the proxy in front of the server lets through.
    TooLarge,
    /// A record would not be valid: what is wrong, each with its field.
    Invalid(Vec<(&'static str, String)>),
    /// A required parameter was not sent.
    NoParam(&'static str),
    /// What a builder says when it gives up.
    Failed(String),
    /// A contact who is there right now cannot be deleted.
    Online(String),
    /// The server fell over the request.
    Crash,
    /// Platform API: no token of a platform app.
    PlatformToken,
    /// Platform API: the object belongs to somebody else.
    NotPermissible,
}

impl Refusal {
    fn parts(self) -> (StatusCode, Value) {
        let unauthorized = |error: &str| (StatusCode::UNAUTHORIZED, json!({ "error": error }));
        match self {
            Self::SignIn => (
                StatusCode::UNAUTHORIZED,
                json!({ "errors": ["You need to sign in or sign up before continuing."] }),
            ),
            Self::Token => unauthorized("Invalid Access Token"),
            Self::Bot => unauthorized("Access to this endpoint is not authorized for bots"),
            Self::Suspended => unauthorized("Account is suspended"),
            Self::Outsider => unauthorized("You are not authorized to access this account"),
            Self::Forbidden => unauthorized("You are not authorized to do this action"),
            Self::PlatformToken => unauthorized("Invalid access_token"),
            Self::NotPermissible => unauthorized("Non permissible resource"),
            Self::Missing => (
                StatusCode::NOT_FOUND,
                json!({ "error": "Resource could not be found" }),
            ),
            Self::NoRoute => numbered(StatusCode::NOT_FOUND, "Not Found"),
            Self::Syntax => numbered(StatusCode::BAD_REQUEST, "Bad Request"),
            Self::TooLarge => numbered(StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large"),
            Self::Invalid(flaws) => unprocessable(invalid(&flaws)),
            Self::NoParam(name) => {
                let error = format!("param is missing or the value is empty: {name}");
                unprocessable(json!({ "error": error }))
            }
            Self::Failed(error) => unprocessable(json!({ "error": error })),
            Self::Online(name) => {
                let message = format!("{name} is Online, please try again later");
                unprocessable(json!({ "message": message }))
            }
            Self::Crash => numbered(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
        }
    }
}

fn numbered(status: StatusCode, error: &str) -> (StatusCode, Value) {
    (status, json!({ "status": status.as_u16(), "error": error }))
}

fn unprocessable(body: Value) -> (StatusCode, Value) {
    (StatusCode::UNPROCESSABLE_ENTITY, body)
}

/// All texts in one, and the names of the fields.
fn invalid(flaws: &[(&'static str, String)]) -> Value {
    let texts: Vec<&str> = flaws.iter().map(|(_, text)| text.as_str()).collect();
    let mut fields: Vec<&str> = flaws.iter().map(|(field, _)| *field).collect();
    fields.dedup();
    json!({ "message": texts.join(", "), "attributes": fields })
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, body) = self.parts();
        (status, axum::Json(body)).into_response()
    }
}
