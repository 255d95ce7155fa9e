//! Help Scout's words and ours.

use crate::model::{
    ActivityType, AttachmentState, Availability, ChannelKind, ConversationStatus, MessageKind,
    MessageState, RatingValue,
};
use crate::provider::mapping::{ChannelRow, MessageKindRow, StatusRow};

const fn status(native: &'static str, unified: ConversationStatus, is_writable: bool) -> StatusRow {
    StatusRow {
        native,
        unified,
        is_writable,
    }
}

/// `open` and `all`, which the documents list as well, are filters: no conversation has them.
pub(super) const STATUS: &[StatusRow] = &[
    status("active", ConversationStatus::Open, true),
    status("pending", ConversationStatus::Pending, true),
    status("closed", ConversationStatus::Resolved, true),
    status("spam", ConversationStatus::Spam, true),
    status("any, with a snooze", ConversationStatus::Snoozed, false),
];

const fn channel(native: &'static str, unified: ChannelKind) -> ChannelRow {
    ChannelRow { native, unified }
}

/// The `type` of a conversation; for `email`, its `source.type` if that is in the table too.
pub(super) const CHANNEL: &[ChannelRow] = &[
    channel("email", ChannelKind::Email),
    channel("chat", ChannelKind::Chat),
    channel("phone", ChannelKind::Phone),
    channel("beacon", ChannelKind::Chat),
    channel("heymarket", ChannelKind::Sms),
    channel("api", ChannelKind::Api),
    channel("coreapi", ChannelKind::Api),
    channel("internal", ChannelKind::Internal),
    channel("csv", ChannelKind::Imported),
    // The documents list both spellings.
    channel("cvs", ChannelKind::Imported),
    channel("desk", ChannelKind::Imported),
    channel("uservoice", ChannelKind::Imported),
    channel("zendesk", ChannelKind::Imported),
];

/// The type of a conversation whose source may say more.
pub(super) const REFINED_BY_SOURCE: &str = "email";

const fn kind(native: &'static str, unified: MessageKind) -> MessageKindRow {
    MessageKindRow { native, unified }
}

/// The `type` of a thread, and where it takes more to tell, the `createdBy.type`.
pub(super) const MESSAGE_KIND: &[MessageKindRow] = &[
    kind("customer", MessageKind::CustomerMessage),
    kind("message", MessageKind::AgentReply),
    kind("message by system_user", MessageKind::BotReply),
    kind("chat by customer", MessageKind::CustomerMessage),
    kind("chat by user", MessageKind::AgentReply),
    kind("chat by system_user", MessageKind::BotReply),
    kind("beaconchat by customer", MessageKind::CustomerMessage),
    kind("beaconchat by user", MessageKind::AgentReply),
    kind("beaconchat by system_user", MessageKind::BotReply),
    kind("note", MessageKind::Note),
    kind("lineitem", MessageKind::Activity),
    kind("phone", MessageKind::Call),
    kind("forwardparent", MessageKind::Forward),
    kind("forwardchild", MessageKind::Forward),
];

/// Threads that lists of conversations cut short.
pub(super) const CUT_IN_LISTS: &[&str] = &["chat", "beaconchat"];

/// The type of threads that record a change.
pub(super) const LINE_ITEM: &str = "lineitem";

/// The status of threads that changed nothing.
pub(super) const NO_CHANGE: &str = "nochange";

/// The `state` of a thread. The documents' prose says `underreview` where their list says `review`.
pub(super) const STATE: &[(&str, MessageState)] = &[
    ("published", MessageState::Sent),
    ("draft", MessageState::Draft),
    ("hidden", MessageState::Hidden),
    ("review", MessageState::UnderReview),
    ("underreview", MessageState::UnderReview),
];

/// The `action.type` of a line item. It is called internal and its words are not listed anywhere.
pub(super) const ACTIVITY: &[(&str, ActivityType)] = &[
    ("manual-workflow", ActivityType::Workflow),
    ("automatic-workflow", ActivityType::Workflow),
    ("merged", ActivityType::Merged),
];

pub(super) const RATING: &[(&str, RatingValue)] = &[
    ("great", RatingValue::Good),
    ("okay", RatingValue::Neutral),
    ("not_good", RatingValue::Bad),
];

pub(super) const ATTACHMENT_STATE: &[(&str, AttachmentState)] = &[
    ("valid", AttachmentState::Available),
    ("virus", AttachmentState::Infected),
];

/// The `email.status` of a user.
pub(super) const AVAILABILITY: &[(&str, Availability)] = &[
    ("active", Availability::Available),
    ("away", Availability::Offline),
];

/// Looks a native word up; `None` if it is not in the table.
pub(super) fn find<T: Copy>(table: &[(&str, T)], native: &str) -> Option<T> {
    let row = table.iter().find(|(word, _)| *word == native);
    row.map(|(_, unified)| *unified)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{
        ACTIVITY, ATTACHMENT_STATE, AVAILABILITY, CHANNEL, MESSAGE_KIND, RATING, STATE, STATUS,
        find,
    };
    use crate::model::{ChannelKind, ConversationStatus, MessageKind, MessageState, Visibility};
    use crate::provider::mapping;

    #[test]
    fn every_status_has_its_meaning() {
        let told = [
            ("active", ConversationStatus::Open),
            ("pending", ConversationStatus::Pending),
            ("closed", ConversationStatus::Resolved),
            ("spam", ConversationStatus::Spam),
            ("all", ConversationStatus::Unknown),
            ("open", ConversationStatus::Unknown),
        ];
        for (native, unified) in told {
            assert_eq!(mapping::status(STATUS, native), unified, "{native}");
        }
    }

    #[test]
    fn every_channel_has_its_meaning() {
        let told = [
            ("email", ChannelKind::Email),
            ("chat", ChannelKind::Chat),
            ("beacon", ChannelKind::Chat),
            ("phone", ChannelKind::Phone),
            ("heymarket", ChannelKind::Sms),
            ("api", ChannelKind::Api),
            ("coreapi", ChannelKind::Api),
            ("internal", ChannelKind::Internal),
            ("csv", ChannelKind::Imported),
            ("cvs", ChannelKind::Imported),
            ("desk", ChannelKind::Imported),
            ("uservoice", ChannelKind::Imported),
            ("zendesk", ChannelKind::Imported),
            ("fax", ChannelKind::Unknown),
        ];
        assert_eq!(told.len(), CHANNEL.len() + 1);
        for (native, unified) in told {
            assert_eq!(mapping::channel(CHANNEL, native), unified, "{native}");
        }
    }

    #[test]
    fn only_what_is_surely_for_the_contact_is_public() {
        let public = MESSAGE_KIND
            .iter()
            .filter(|row| row.unified.visibility() == Visibility::Public);
        let public: Vec<_> = public.map(|row| row.native).collect();
        let told = [
            "customer",
            "message",
            "message by system_user",
            "chat by customer",
            "chat by user",
            "chat by system_user",
            "beaconchat by customer",
            "beaconchat by user",
            "beaconchat by system_user",
        ];
        assert_eq!(public, told);
        assert_eq!(
            mapping::message_kind(MESSAGE_KIND, "chat"),
            MessageKind::Unknown
        );
    }

    #[test]
    fn both_spellings_of_review_hold_a_message_back() {
        for native in ["review", "underreview"] {
            assert_eq!(find(STATE, native), Some(MessageState::UnderReview));
        }
        assert_eq!(find(STATE, "archived"), None);
    }

    #[test]
    fn no_word_stands_twice() {
        let tables: [Vec<&str>; 8] = [
            STATUS.iter().map(|row| row.native).collect(),
            CHANNEL.iter().map(|row| row.native).collect(),
            MESSAGE_KIND.iter().map(|row| row.native).collect(),
            STATE.iter().map(|row| row.0).collect(),
            ACTIVITY.iter().map(|row| row.0).collect(),
            RATING.iter().map(|row| row.0).collect(),
            ATTACHMENT_STATE.iter().map(|row| row.0).collect(),
            AVAILABILITY.iter().map(|row| row.0).collect(),
        ];
        for words in tables {
            assert_eq!(
                words.iter().collect::<HashSet<_>>().len(),
                words.len(),
                "{words:?}"
            );
        }
    }
}
