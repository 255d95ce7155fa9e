//! Attachments and the links to their files.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attachment, Blob, HOME, Message};

use super::{View, epoch, extend};

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

impl View<'_> {
    /// Address of a person's picture; an empty text if there is none.
    pub(super) fn avatar(&self, blob: Option<u64>) -> String {
        let blob = blob.and_then(|id| self.state.blob(id));
        blob.map_or_else(String::new, |blob| self.picture_of(blob))
    }

    /// Attachment as a message shows it.
    pub(super) fn attachment(&self, message: &Message, attachment: &Attachment) -> Value {
        let mut view = json!({
            "id": attachment.id,
            "message_id": message.id,
            "file_type": attachment.file_type,
            "account_id": HOME,
        });
        extend(&mut view, self.file_of(attachment));
        view
    }

    /// Attachment as the list of a conversation's files shows it.
    pub(crate) fn listed_attachment(&self, message: &Message, attachment: &Attachment) -> Value {
        let mut view = self.file_of(attachment);
        extend(
            &mut view,
            json!({
                "message_id": message.id,
                "file_type": attachment.file_type,
                "created_at": epoch(Some(message.created_at)),
                "sender": self.sender(message),
            }),
        );
        view
    }

    fn file_of(&self, attachment: &Attachment) -> Value {
        let Some(blob) = self.state.blob(attachment.blob) else {
            return json!({});
        };
        let has_preview =
            blob.mime_type.starts_with("image/") || blob.mime_type == "application/pdf";
        let preview = has_preview.then(|| self.picture_of(blob));
        json!({
            "extension": null,
            "data_url": self.link("blobs/redirect", &secret::signed_id(blob.id), blob),
            "thumb_url": preview.unwrap_or_default(),
            "file_size": blob.content.len(),
        })
    }

    fn picture_of(&self, blob: &Blob) -> String {
        let id = format!(
            "{}/eyJyZXNpemVfdG9fZmlsbCI6WzI1MCxudWxsXX0--9ad2",
            secret::signed_id(blob.id)
        );
        self.link("representations/redirect", &id, blob)
    }

    fn link(&self, kind: &str, id: &str, blob: &Blob) -> String {
        let name = utf8_percent_encode(&blob.file_name, SEGMENT);
        format!("{}/rails/active_storage/{kind}/{id}/{name}", self.base_url)
    }
}

/// Path of the store's own address of a file.
pub(crate) fn stored_at(blob: &Blob) -> String {
    let key = &secret::hex(&format!("blob {}", blob.id))[..28];
    let name = utf8_percent_encode(&blob.file_name, SEGMENT);
    format!("/rails/active_storage/disk/{key}/{name}")
}
