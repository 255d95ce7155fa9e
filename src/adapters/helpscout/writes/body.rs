//! Bodies of threads and conversations, as the provider takes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::adapters::outgoing::rich;
use crate::model::ConversationStatus;
use crate::model::command::{MessageBody, StatusTarget, Upload};

use super::super::tables;

/// What every thread says.
pub(super) struct ThreadText<'a> {
    pub body: &'a MessageBody,
    pub uploads: &'a [Upload],
    /// Left out for who owns the token.
    pub user: Option<i64>,
    /// Notes have none.
    pub customer: Option<Value>,
    pub cc: &'a [String],
    pub bcc: &'a [String],
}

/// A thread; what is empty is left out.
pub(super) fn thread(text: &ThreadText<'_>) -> Map<String, Value> {
    let ThreadText {
        body,
        uploads,
        user,
        customer,
        cc,
        bcc,
    } = text;
    let html = rich(body).map(|body| body.to_html());
    let mut thread = Map::new();
    thread.insert("text".to_owned(), html.unwrap_or_default().into());
    put(&mut thread, "customer", customer.clone());
    put(&mut thread, "user", *user);
    put(&mut thread, "cc", filled(cc));
    put(&mut thread, "bcc", filled(bcc));
    let files = (!uploads.is_empty()).then(|| uploads.iter().map(file).collect::<Value>());
    put(&mut thread, "attachments", files);
    thread
}

/// Adds what there is.
pub(super) fn put(map: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

fn filled(addresses: &[String]) -> Option<Vec<String>> {
    (!addresses.is_empty()).then(|| addresses.to_vec())
}

/// The name is under `fileName` here, and read under `filename`.
fn file(upload: &Upload) -> Value {
    json!({
        "fileName": upload.filename,
        "mimeType": upload.mime_type,
        "data": STANDARD.encode(&upload.content),
    })
}

/// The provider's word for a status that can be set.
pub(super) fn status(target: &StatusTarget) -> String {
    match target {
        StatusTarget::Unified(unified) => of_unified(*unified).to_owned(),
        StatusTarget::Native(native) => native.clone(),
    }
}

/// A status that cannot be set was refused before.
fn of_unified(unified: ConversationStatus) -> &'static str {
    let mut rows = tables::STATUS.iter();
    let row = rows.find(|row| row.is_writable && row.unified == unified);
    row.map_or("active", |row| row.native)
}

/// A moment without fractions, which the provider refuses.
pub(super) fn whole_seconds(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_written_as_documented() {
        let uploads = [Upload {
            filename: "log.txt".to_owned(),
            mime_type: "text/plain".to_owned(),
            content: "error: 42\n".into(),
        }];
        let text = ThreadText {
            body: &MessageBody::Text("a < b\nc".to_owned()),
            uploads: &uploads,
            user: Some(88),
            customer: Some(json!({"id": 501_233})),
            cc: &["ops@orchardlabs.example".to_owned()],
            bcc: &[],
        };
        let expected = json!({
            "text": "a &lt; b<br>c",
            "customer": {"id": 501_233},
            "user": 88,
            "cc": ["ops@orchardlabs.example"],
            "attachments": [{"fileName": "log.txt", "mimeType": "text/plain", "data": "ZXJyb3I6IDQyCg=="}],
        });
        assert_eq!(Value::Object(thread(&text)), expected);
    }

    #[test]
    fn statuses_and_times_are_the_providers() {
        let unified = |status| super::status(&StatusTarget::Unified(status));
        assert_eq!(unified(ConversationStatus::Open), "active");
        assert_eq!(unified(ConversationStatus::Resolved), "closed");
        assert_eq!(
            super::status(&StatusTarget::Native("spam".to_owned())),
            "spam"
        );
        let at = "2026-11-21T10:00:00.75Z".parse().unwrap();
        assert_eq!(whole_seconds(at), "2026-11-21T10:00:00Z");
    }
}
