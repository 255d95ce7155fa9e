//! `POST /v1/files`: a file that its owner may attach to messages afterwards.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use crate::sandbox::cord::Cord;
use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::Form;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::message::StoredFile;
use crate::sandbox::cord::multipart::Part;
use crate::sandbox::cord::schema::{Kind, Schema};

/// A file must be smaller than this.
const MAX_SIZE: usize = 100 * 1024 * 1024;
/// Some of the many endings that the server refuses.
const BANNED_ENDINGS: &[&str] = &[
    ".7z", ".apk", ".bat", ".cmd", ".com", ".dll", ".dmg", ".exe", ".gz", ".iso", ".jar", ".js",
    ".msi", ".ps1", ".py", ".reg", ".scr", ".tar", ".vbs",
];
const BANNED_TYPES: &[&str] = &["application/x-msdownload", "application/x-ms-installer"];

const CREATE: Schema = Schema {
    name: "CreateFileVariables",
    page: "files",
    fields: &[("ownerID", Kind::Text), ("name", Kind::Text)],
    required: &["ownerID"],
};

/// Keeps a file. The id comes back without `cord:`.
pub(in crate::sandbox::cord) async fn create(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Form(parts): Form,
) -> Answer<Json<Value>> {
    let (files, fields): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| part.file_name.is_some());
    let input = CREATE.read(fields_of(fields))?;
    let file = files.into_iter().find(|part| part.name == "file");
    let file =
        file.ok_or_else(|| Refusal::bad_request("missing_field", "Missing file contents"))?;
    let mut project = cord.write();
    let owner_id = input.text("ownerID").unwrap_or_default();
    if project.user(owner_id).is_none() {
        return Err(Refusal::unauthorized("invalid_user_id", "Invalid owner ID"));
    }
    let name = input.text("name").map(str::to_owned).or(file.file_name);
    let file = StoredFile {
        uuid: project.new_uuid(),
        owner_id: owner_id.to_owned(),
        name: name.unwrap_or_default(),
        mime_type: file.mime_type.unwrap_or_else(|| "text/plain".to_owned()),
        bytes: file.content,
    };
    check(&file)?;
    let answer = json!({"success": true, "message": "✅ File created.", "fileID": file.uuid});
    project.uploads.push(Arc::new(file));
    Ok(Json(answer))
}

fn fields_of(parts: Vec<Part>) -> Value {
    let field = |part: Part| {
        let text = String::from_utf8_lossy(&part.content).into_owned();
        (part.name, Value::String(text))
    };
    Value::Object(parts.into_iter().map(field).collect::<Map<_, _>>())
}

fn check(file: &StoredFile) -> Answer<()> {
    let StoredFile {
        name, mime_type, ..
    } = file;
    let lower = name.to_lowercase();
    if BANNED_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        let message = format!("Cannot upload file named {name}");
        return Err(Refusal::bad_request("file_name_not_allowed", message));
    }
    if file.bytes.len() >= MAX_SIZE {
        return Err(Refusal::file_too_large());
    }
    if BANNED_TYPES.contains(&mime_type.as_str()) {
        let message = format!("Input {mime_type} MIME type is not allowed");
        return Err(Refusal::bad_request("file_type_not_allowed", message));
    }
    Ok(())
}
