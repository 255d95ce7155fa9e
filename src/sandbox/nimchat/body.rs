//! The parameters of a body, read the way the server's framework reads them: by what the content type says, without
//! looking at what a route expects.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::multipart;
use super::params;
use super::refusal::Refusal;
use super::server::Server;
use super::state::Attributes;

/// Brackets in a field's name that are still followed.
const DEEPEST: usize = 32;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Body {
    values: Attributes,
    files: Vec<Upload>,
}

/// A file of a form.
#[derive(Debug)]
pub(super) struct Upload {
    /// The field's name as it was sent, such as `attachments[]`.
    pub field: String,
    pub file_name: String,
    pub mime_type: String,
    pub content: Vec<u8>,
}

impl FromRequest<Arc<Server>> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Arc<Server>) -> Result<Self, Refusal> {
        let kind = content_type(request.headers());
        let query = request.uri().query().unwrap_or_default().to_owned();
        let bytes = Bytes::from_request(request, &()).await;
        let bytes = bytes.map_err(|_| Refusal::TooLarge)?;
        let mut body = Self::default();
        body.add_form(query.as_bytes());
        match kind.split(';').next().unwrap_or_default().trim() {
            "application/json" => body.add_json(&bytes)?,
            "application/x-www-form-urlencoded" => body.add_form(&bytes),
            "multipart/form-data" => body.add_parts(&kind, &bytes)?,
            // What says nothing the server knows has no parameters.
            _ => (),
        }
        Ok(body)
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let sent = headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    sent.unwrap_or_default().to_owned()
}

impl Body {
    /// A body that is JSON and no object has no parameters.
    fn add_json(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if bytes.is_empty() {
            return Ok(());
        }
        let sent: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::Syntax)?;
        if let Value::Object(sent) = sent {
            self.values.extend(sent);
        }
        Ok(())
    }

    fn add_form(&mut self, bytes: &[u8]) {
        for (name, value) in form_urlencoded::parse(bytes) {
            put(&mut self.values, &name, json!(value), DEEPEST);
        }
    }

    fn add_parts(&mut self, kind: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let parts = multipart::parse(kind, bytes).ok_or(Refusal::Syntax)?;
        for part in parts {
            match part.file_name {
                Some(file_name) => self.files.push(Upload {
                    field: part.name,
                    file_name,
                    mime_type: part.mime_type,
                    content: part.content.to_vec(),
                }),
                None => {
                    let text = String::from_utf8_lossy(part.content);
                    put(&mut self.values, &part.name, json!(text), DEEPEST);
                }
            }
        }
        Ok(())
    }

    /// What stands under a key, and the files of it; `None` if it is empty.
    pub(super) fn within(&mut self, key: &str) -> Option<Self> {
        let values = self.object(key).unwrap_or_default();
        let is_inner = |field: &str| inner_field(field, key).is_some();
        let (inner, outer): (Vec<Upload>, Vec<Upload>) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|file| is_inner(&file.field));
        self.files = outer;
        let renamed = |file: Upload| Upload {
            field: inner_field(&file.field, key).unwrap_or_default(),
            ..file
        };
        let files: Vec<Upload> = inner.into_iter().map(renamed).collect();
        (!values.is_empty() || !files.is_empty()).then_some(Self { values, files })
    }

    /// The parameters of a record, wrapped in its name or, in JSON, not.
    pub(super) fn root(&mut self, name: &'static str, columns: &[&str]) -> Result<Self, Refusal> {
        if let Some(wrapped) = self.within(name) {
            return Ok(wrapped);
        }
        let mut values = std::mem::take(&mut self.values);
        values.retain(|key, _| columns.contains(&key.as_str()));
        if values.is_empty() {
            return Err(Refusal::NoParam(name));
        }
        let files = Vec::new();
        Ok(Self { values, files })
    }

    /// Takes the files of an array.
    pub(super) fn take_files(&mut self, key: &str) -> Vec<Upload> {
        let array = format!("{key}[]");
        let mut files = std::mem::take(&mut self.files);
        files.retain(|file| file.field == array || file.field == key);
        files
    }

    /// True if the key was sent, even with null.
    pub(super) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// A text, or a number or truth value as text; anything else counts as not sent.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.values.get(key).and_then(scalar)
    }

    /// A text that is not blank.
    pub(super) fn present(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| !text.trim().is_empty())
    }

    /// An id as number or text; what is no id becomes 0, which nothing has.
    pub(super) fn id(&self, key: &str) -> Option<u64> {
        self.present(key).map(|text| params::id(&text))
    }

    /// A truth value; every text but a few means yes.
    pub(super) fn truth(&self, key: &str) -> Option<bool> {
        let text = self.present(key)?;
        let is_no = ["false", "f", "0", "off"].contains(&text.to_lowercase().as_str());
        Some(!is_no)
    }

    pub(super) fn object(&self, key: &str) -> Option<Attributes> {
        self.values.get(key)?.as_object().cloned()
    }

    /// The scalars of an array; `None` if it is none, or holds anything that is no scalar.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<String>> {
        let sent = self.values.get(key)?.as_array()?;
        sent.iter().map(scalar).collect()
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `attachments[]` for `message[attachments][]` within `message`.
fn inner_field(field: &str, key: &str) -> Option<String> {
    let rest = field.strip_prefix(key)?.strip_prefix('[')?;
    let (inner, rest) = rest.split_once(']')?;
    Some(format!("{inner}{rest}"))
}

/// Puts a value where the brackets of its name say; a name that contradicts an earlier one is left out.
fn put(values: &mut Attributes, name: &str, value: Value, depth: usize) {
    let (head, rest) = name.split_at(name.find('[').unwrap_or(name.len()));
    if rest.is_empty() || depth == 0 {
        values.insert(head.to_owned(), value);
        return;
    }
    if rest == "[]" {
        let list = values.entry(head).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(value);
        }
        return;
    }
    let Some(inner) = inner_field(name, head) else {
        return;
    };
    let object = values.entry(head).or_insert_with(|| json!({}));
    if let Some(object) = object.as_object_mut() {
        put(object, &inner, value, depth - 1);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Body;

    fn form(text: &str) -> Body {
        let mut body = Body::default();
        body.add_form(text.as_bytes());
        body
    }

    #[test]
    fn brackets_make_objects_and_arrays() {
        let body = form("message[content]=hi&message[labels][]=a&message[labels][]=b&page=2");
        let expected = json!({ "message": { "content": "hi", "labels": ["a", "b"] }, "page": "2" });
        assert_eq!(Value::Object(body.values), expected);
    }

    #[test]
    fn names_that_contradict_each_other_or_never_end_do_no_harm() {
        let deep = format!("a{}=1", "[b]".repeat(10_000));
        for text in ["a=1&a[]=2&a[b]=3", "a[=1&a]=2&[]=3&[=4", deep.as_str()] {
            assert!(!form(text).values.is_empty(), "{text}");
        }
    }

    #[test]
    fn few_words_mean_no() {
        let body = form("a=false&b=0&c=no&d=true&e=");
        let read = ["a", "b", "c", "d", "e", "f"].map(|key| body.truth(key));
        let expected = [Some(false), Some(false), Some(true), Some(true), None, None];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_record_may_be_wrapped_or_not() {
        let title = |text: &str| {
            form(text)
                .root("label", &["title"])
                .map(|it| it.text("title"))
        };
        assert_eq!(title("label[title]=vip"), Ok(Some("vip".to_owned())));
        assert_eq!(title("title=vip&other=1"), Ok(Some("vip".to_owned())));
        assert!(title("other=1").is_err());
    }
}
