//! Nimchat's objects become ours.

mod activities;
mod attachments;
mod contacts;
mod conversations;
mod directory;
mod media_types;
mod messages;

pub(super) use attachments::file_link;
pub(super) use contacts::{contact, contact_of_list, organization};
pub(super) use conversations::{conversation, preview_of};
pub(super) use directory::{agent, inbox, tag, tag_of_title, team};
pub(super) use messages::message;

use url::Url;

use crate::model::{Id, Partial, SourceKey};

/// What a map needs to know besides the object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub key: &'a SourceKey,
    /// Root of the application for people, which is that of the API.
    pub base_url: &'a Url,
    pub account: &'a str,
}

impl Scope<'_> {
    /// The page of an object in the application.
    fn web_url(self, kind: &str, native: &str) -> Option<String> {
        let mut url = self.base_url.clone();
        url.path_segments_mut().ok()?.pop_if_empty().extend([
            "app",
            "accounts",
            self.account,
            kind,
            native,
        ]);
        Some(url.into())
    }
}

/// Members of payloads that open something to whoever knows them.
const SECRET_KEYS: &[&str] = &[
    "access_token",
    "pubsub_token",
    "hmac_token",
    "hmac_identifier",
    "imap_password",
    "smtp_password",
    "provider_config",
    "secret",
    "inbox_identifier",
    // Holds the `source_id` by which the contact's own client is known; that of a message is no secret.
    "contact_inbox",
    // Links that need no credentials.
    "data_url",
    "thumb_url",
];

/// The same for contacts, of which every `source_id` is one.
const CONTACT_SECRET_KEYS: &[&str] = &[
    "access_token",
    "pubsub_token",
    "hmac_token",
    "hmac_identifier",
    "imap_password",
    "smtp_password",
    "provider_config",
    "secret",
    "inbox_identifier",
    "source_id",
];

/// The server sends empty texts for what is not there.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Keeps one copy of an object, the one that knows more.
pub(super) fn keep<T: Partial>(copies: &mut Vec<T>, copy: T, id_of: impl Fn(&T) -> &Id<T>) {
    let held = copies.iter_mut().find(|held| id_of(held) == id_of(&copy));
    match held {
        Some(held) if T::covers(copy.known(), held.known()) => *held = copy,
        Some(_) => {}
        None => copies.push(copy),
    }
}
