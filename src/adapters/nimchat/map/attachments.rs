//! Files, and the places, links and shared contacts that stand among them.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::adapters::nimchat::{tables, wire};
use crate::model::{Attachment, AttachmentState, Id, Message, Raw};
use crate::transport::WithRaw;

use super::media_types::media_type;
use super::{SECRET_KEYS, filled};

pub(super) fn attachment(
    message: &Id<Message>,
    attachment: WithRaw<wire::Attachment>,
) -> Arc<Attachment> {
    let wire::Attachment {
        id,
        file_type,
        data_url,
        file_size,
        width,
        height,
        fallback_title,
    } = attachment.value;
    let kind = file_type.unwrap_or_else(|| "file".to_owned());
    let link = filled(data_url);
    let is_file = is_file(&kind);
    let named = link.as_deref().filter(|_| is_file).and_then(filename);
    let filename = named.or_else(|| filled(fallback_title)).unwrap_or(kind);
    Arc::new(Attachment {
        id: Id::within(message, id),
        // The link of a file opens it to everyone, that of anything else is meant for people.
        web_url: link.clone().filter(|_| !is_file),
        mime_type: media_type(&filename).to_owned(),
        filename,
        size_bytes: file_size,
        width,
        height,
        state: if is_file && link.is_some() {
            AttachmentState::Available
        } else {
            AttachmentState::Unavailable
        },
        raw: Some(Raw::new(attachment.raw, SECRET_KEYS)),
    })
}

/// Where a file can be had; `None` if there is none behind the attachment.
pub(in crate::adapters::nimchat) fn file_link(attachment: wire::Attachment) -> Option<String> {
    let kind = attachment.file_type.as_deref().unwrap_or("file");
    filled(attachment.data_url).filter(|_| is_file(kind))
}

fn is_file(kind: &str) -> bool {
    tables::FILES.contains(&kind)
}

/// The last segment of a link.
fn filename(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let last = url.path_segments()?.next_back()?;
    filled(Some(percent_decode_str(last).decode_utf8_lossy().into()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{attachment, file_link};
    use crate::model::{AttachmentState, Conversation, Id, SourceKey};

    /// The provider's samples of every kind of attachment.
    fn samples() -> [Value; 6] {
        let base = "https://nimchat.example.test/rails/active_storage";
        [
            json!({"id": 71, "message_id": 9001, "file_type": "image", "account_id": 7, "extension": null,
                "data_url": format!("{base}/blobs/redirect/eyJfcmFpbHMi--4f1c/kettle.jpg"),
                "thumb_url": format!("{base}/representations/redirect/eyJfcmFpbHMi--4f1c/eyJyZXNp--9ad2/kettle.jpg"),
                "file_size": 184_220}),
            json!({"id": 72, "message_id": 9006, "file_type": "file", "account_id": 7, "extension": null,
                "data_url": format!("{base}/blobs/redirect/eyJfcmFpbHMi--4f1c/invoice%202291%C3%A9.pdf"),
                "thumb_url": "", "file_size": 48_211}),
            json!({"id": 73, "message_id": 9007, "file_type": "audio", "account_id": 7, "extension": null,
                "data_url": format!("{base}/blobs/redirect/eyJfcmFpbHMi--4f1c/voice.ogg"),
                "thumb_url": "", "file_size": 90_210}),
            json!({"id": 74, "message_id": 9008, "file_type": "location", "account_id": 7,
                "coordinates_lat": 52.0907, "coordinates_long": 5.1214, "fallback_title": "Oudegracht, Utrecht",
                "data_url": "https://maps.example.test/?q=52.0907,5.1214"}),
            json!({"id": 75, "message_id": 9009, "file_type": "fallback", "account_id": 7,
                "fallback_title": "Kettle K7 manual", "data_url": "https://brightkettle.test/k7.pdf"}),
            json!({"id": 76, "message_id": 9011, "file_type": "contact", "account_id": 7,
                "fallback_title": "+31687654321"}),
        ]
    }

    #[test]
    fn files_are_told_from_places_links_and_contacts() {
        let key = SourceKey::parse("chat").unwrap();
        let message = Id::within(&Id::<Conversation>::new(&key, "88"), "9001");
        let expected = [
            ("71", "kettle.jpg", "image/jpeg", Some(184_220), true, None),
            (
                "72",
                "invoice 2291é.pdf",
                "application/pdf",
                Some(48_211),
                true,
                None,
            ),
            ("73", "voice.ogg", "audio/ogg", Some(90_210), true, None),
            (
                "74",
                "Oudegracht, Utrecht",
                "application/octet-stream",
                None,
                false,
                Some("https://maps.example.test/?q=52.0907,5.1214"),
            ),
            (
                "75",
                "Kettle K7 manual",
                "application/octet-stream",
                None,
                false,
                Some("https://brightkettle.test/k7.pdf"),
            ),
            (
                "76",
                "+31687654321",
                "application/octet-stream",
                None,
                false,
                None,
            ),
        ];
        for (sample, (id, filename, mime_type, size, is_file, web_url)) in
            samples().iter().zip(expected)
        {
            let read = || serde_json::from_str(&sample.to_string()).unwrap();
            let mapped = attachment(&message, read());
            assert_eq!(mapped.id, Id::within(&message, id));
            assert_eq!(
                (&*mapped.filename, &*mapped.mime_type),
                (filename, mime_type)
            );
            assert_eq!(
                (mapped.size_bytes, mapped.web_url.as_deref()),
                (size, web_url)
            );
            let state = if is_file {
                AttachmentState::Available
            } else {
                AttachmentState::Unavailable
            };
            assert_eq!(mapped.state, state);
            assert_eq!(file_link(read().value).is_some(), is_file);
        }
    }

    #[test]
    fn the_link_of_a_file_is_not_shown() {
        let key = SourceKey::parse("chat").unwrap();
        let message = Id::within(&Id::<Conversation>::new(&key, "88"), "9001");
        let sample = serde_json::from_str(&samples()[0].to_string()).unwrap();
        let raw = attachment(&message, sample).raw.clone().unwrap();
        assert_eq!(raw.pointer("/data_url"), Some(json!("[redacted]")));
        assert_eq!(raw.pointer("/thumb_url"), Some(json!("[redacted]")));
        assert_eq!(raw.pointer("/file_size"), Some(json!(184_220)));
    }
}
