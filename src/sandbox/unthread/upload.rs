//! Bodies that can bring files.

use axum::extract::{FromRequest, Request};
use serde_json::Value;

use super::input::{bytes, json_only, media_type, object};
use super::multipart::{self, Part};
use super::refusal::Refusal;

/// What a route that takes files reads: all the files there can be, and what stands around them.
pub(super) const LARGEST_FORM: usize = MOST_FILES * LARGEST_FILE + LARGEST_JSON;

const MOST_FILES: usize = 10;
const LARGEST_FILE: usize = 20_000_000;
const LARGEST_JSON: usize = 2_000_000;

/// A JSON object, and files if it came as a form: the object in the field `json`, each file in a field `attachments`.
pub(super) struct Upload {
    /// The object.
    pub body: Value,
    /// The files.
    pub files: Vec<Part>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let media_type = media_type(request.headers());
        let bytes = bytes(request, state).await?;
        if let Some(boundary) = multipart::boundary(&media_type) {
            let parts = multipart::parts(&bytes, &boundary);
            let broken = || Refusal::bad_request("the form is broken");
            return Self::of(parts.ok_or_else(broken)?);
        }
        json_only(&media_type)?;
        if bytes.len() > LARGEST_JSON {
            return Err(Refusal::too_large());
        }
        let body = object(&bytes)?;
        let files = Vec::new();
        Ok(Self { body, files })
    }
}

impl Upload {
    fn of(parts: Vec<Part>) -> Result<Self, Refusal> {
        let (mut body, mut files) = (None, Vec::new());
        for part in parts {
            match part.name.as_str() {
                "json" => body = Some(object(&part.content)?),
                "attachments" => files.push(part),
                _ => {}
            }
        }
        let body = body.ok_or_else(|| Refusal::bad_request("json is required"))?;
        if files.len() > MOST_FILES {
            let most = format!("attachments must be at most {MOST_FILES} files");
            return Err(Refusal::bad_request(most));
        }
        if files.iter().any(|file| file.content.len() > LARGEST_FILE) {
            return Err(Refusal::too_large());
        }
        let has_name = |file: &Part| {
            file.file_name
                .as_deref()
                .is_some_and(|name| !name.is_empty())
        };
        if !files.iter().all(has_name) {
            return Err(Refusal::bad_request("attachments must have file names"));
        }
        Ok(Self { body, files })
    }
}
