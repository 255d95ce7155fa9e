//! What a body may say about a message.

use crate::sandbox::cord::schema::{Kind, Schema};

const TYPES: &[&str] = &["action_message", "user_message"];

pub(super) const CREATE: Schema = Schema {
    name: "CreateMessageVariables",
    page: "messages",
    fields: &[
        ("id", Kind::Text),
        ("authorID", Kind::Text),
        ("content", Kind::Content),
        ("url", Kind::TextOrNull),
        ("iconURL", Kind::TextOrNull),
        ("translationKey", Kind::TextOrNull),
        ("type", Kind::Choice(TYPES)),
        ("metadata", Kind::Fields),
        ("createdTimestamp", Kind::Time),
        ("updatedTimestamp", Kind::TimeOrNull),
        ("deletedTimestamp", Kind::TimeOrNull),
        ("extraClassnames", Kind::TextOrNull),
        ("skipLinkPreviews", Kind::Flag),
        ("addReactions", Kind::Rows(&REACTION)),
        ("addAttachments", Kind::Rows(&NEW_ATTACHMENT)),
        ("subscribeToThread", Kind::Flag),
        ("createThread", Kind::Part(&NEW_THREAD)),
    ],
    required: &["authorID", "content"],
};

pub(super) const UPDATE: Schema = Schema {
    name: "UpdateMessageVariables",
    page: "messages",
    fields: &[
        ("id", Kind::Text),
        ("authorID", Kind::Text),
        ("content", Kind::Content),
        ("url", Kind::TextOrNull),
        ("iconURL", Kind::TextOrNull),
        ("translationKey", Kind::TextOrNull),
        ("type", Kind::Choice(TYPES)),
        ("metadata", Kind::Fields),
        ("createdTimestamp", Kind::Time),
        ("updatedTimestamp", Kind::TimeOrNull),
        ("deletedTimestamp", Kind::TimeOrNull),
        ("deleted", Kind::Flag),
        ("extraClassnames", Kind::TextOrNull),
        ("skipLinkPreviews", Kind::Flag),
        ("addReactions", Kind::Rows(&REACTION)),
        ("removeReactions", Kind::Rows(&REACTION)),
        ("addAttachments", Kind::Rows(&NEW_ATTACHMENT)),
        ("removeAttachments", Kind::Rows(&OLD_ATTACHMENT)),
    ],
    required: &[],
};

pub(super) const APPEND: Schema = Schema {
    name: "AppendMessageVariables",
    page: "messages",
    fields: &[("text", Kind::Text)],
    required: &["text"],
};

const NEW_THREAD: Schema = Schema {
    name: "CreateThreadVariables",
    page: "threads",
    fields: &[
        ("groupID", Kind::Text),
        ("organizationID", Kind::Text),
        ("location", Kind::Fields),
        ("name", Kind::Text),
        ("url", Kind::Text),
        ("metadata", Kind::Fields),
        ("extraClassnames", Kind::TextOrNull),
        ("addSubscribers", Kind::Texts),
        ("resolved", Kind::Flag),
    ],
    required: &["groupID", "location", "name", "url"],
};

const REACTION: Schema = Schema {
    name: "ServerAddReaction",
    page: "messages",
    fields: &[
        ("reaction", Kind::Text),
        ("userID", Kind::Text),
        ("timestamp", Kind::Time),
    ],
    required: &["reaction", "userID"],
};

const NEW_ATTACHMENT: Schema = Schema {
    name: "CreateAttachment",
    page: "messages",
    fields: &[("id", Kind::Text), ("type", Kind::Choice(&["file"]))],
    required: &["id", "type"],
};

const OLD_ATTACHMENT: Schema = Schema {
    name: "RemoveAttachment",
    page: "messages",
    fields: &[
        ("id", Kind::Text),
        ("type", Kind::Choice(&["file", "link_preview"])),
    ],
    required: &["id", "type"],
};
