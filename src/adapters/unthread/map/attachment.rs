//! Files of messages, which stand in two places by how they came.

use std::sync::Arc;

use serde_json::value::RawValue;

use crate::adapters::unthread::wire;
use crate::model::{Attachment, AttachmentState, Id, Message, Raw, UNKNOWN_MIME_TYPE};
use crate::transport::WithRaw;

use super::SECRETS;

/// The files of a message, each once.
pub(super) fn attachments(
    message: &Id<Message>,
    files: Option<Vec<WithRaw<wire::SlackFile>>>,
    metadata: Option<wire::Metadata>,
) -> Vec<Arc<Attachment>> {
    let payload = metadata.and_then(|all| all.event_payload.or(all.camel_event_payload));
    let uploads = payload.and_then(|payload| payload.attachments);
    let from_slack = files
        .into_iter()
        .flatten()
        .map(|file| slack_file(message, file));
    let others = uploads
        .into_iter()
        .flatten()
        .map(|file| upload(message, file));
    let mut all: Vec<Arc<Attachment>> = Vec::new();
    for file in from_slack.chain(others).flatten() {
        if !all.iter().any(|one| one.id == file.id) {
            all.push(Arc::new(file));
        }
    }
    all
}

fn slack_file(message: &Id<Message>, file: WithRaw<wire::SlackFile>) -> Option<Attachment> {
    let wire::SlackFile {
        id,
        name,
        title,
        size,
        mimetype,
    } = file.value;
    let id = id?;
    let filename = name.or(title).unwrap_or_else(|| id.clone());
    Some(attachment(
        message,
        id,
        filename,
        mimetype,
        (size, file.raw),
    ))
}

fn upload(message: &Id<Message>, file: WithRaw<wire::Upload>) -> Option<Attachment> {
    let wire::Upload {
        id,
        name,
        size,
        kind,
    } = file.value;
    let id = id?;
    let filename = name.unwrap_or_else(|| id.clone());
    // A bare extension says no more than the name does.
    let mime_type = kind.filter(|kind| kind.contains('/'));
    Some(attachment(
        message,
        id,
        filename,
        mime_type,
        (size, file.raw),
    ))
}

fn attachment(
    message: &Id<Message>,
    id: String,
    filename: String,
    mime_type: Option<String>,
    (size, raw): (Option<f64>, Box<RawValue>),
) -> Attachment {
    Attachment {
        id: Id::within(message, id),
        web_url: None,
        filename,
        mime_type: mime_type.unwrap_or_else(|| UNKNOWN_MIME_TYPE.to_owned()),
        size_bytes: size.filter(|size| *size >= 0.0).map(|size| size as u64),
        width: None,
        height: None,
        state: AttachmentState::Available,
        raw: Some(Raw::new(raw, SECRETS)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::samples::key;
    use super::attachments;
    use crate::adapters::unthread::wire;
    use crate::model::{Conversation, Id, Message};

    type Shown = (String, String, String, Option<u64>);

    fn shown(json: Value) -> Vec<Shown> {
        let message: wire::Message = serde_json::from_str(&json.to_string()).unwrap();
        let id = Id::<Message>::within(&Id::<Conversation>::new(&key(), "c"), "m");
        let files = attachments(&id, message.files, message.metadata).into_iter();
        files
            .map(|file| {
                assert_eq!(file.id.parent::<Message>(), Some(id.clone()));
                let id = file.id.native().to_owned();
                (
                    id,
                    file.filename.clone(),
                    file.mime_type.clone(),
                    file.size_bytes,
                )
            })
            .collect()
    }

    fn file(id: &str, name: &str, mime_type: &str, size: Option<u64>) -> Shown {
        (id.to_owned(), name.to_owned(), mime_type.to_owned(), size)
    }

    #[test]
    fn files_from_slack_stand_in_files() {
        let files = json!([
            {"id": "F1", "name": "a.png", "title": "A", "size": 48211, "mimetype": "image/png", "filetype": "png",
             "urlPrivate": "https://files.slack.test/F1"},
            {"id": "F2", "title": "Untitled", "size": null},
            {"name": "no id"},
        ]);
        assert_eq!(
            shown(json!({"files": files})),
            [
                file("F1", "a.png", "image/png", Some(48211)),
                file("F2", "Untitled", "application/octet-stream", None),
            ]
        );
    }

    #[test]
    fn other_files_stand_in_the_metadata_with_a_size_in_text() {
        let upload =
            json!({"id": "6b8e", "name": "trace.log", "size": "20480", "type": "text/plain"});
        let bare = json!({"id": "7c9f", "name": "b.png", "size": "-1", "type": "png"});
        let expected = [
            file("6b8e", "trace.log", "text/plain", Some(20480)),
            file("7c9f", "b.png", "application/octet-stream", None),
        ];
        for payload in ["event_payload", "eventPayload"] {
            let metadata = json!({payload: {"attachments": [upload, bare, upload]}});
            assert_eq!(
                shown(json!({"files": null, "metadata": metadata})),
                expected
            );
        }
    }
}
