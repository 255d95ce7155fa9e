//! Prepared texts, ratings, workflows and webhooks.

use jiff::SignedDuration;

use crate::sandbox::helpscout::records::{
    Conversation, Rating, SavedReply, Thread, ThreadKind, Webhook, Workflow,
};

use super::{date, ids, threads};

/// The prepared texts; the last one is for chats alone.
pub(super) fn saved_replies() -> Vec<SavedReply> {
    let reply = |id, mailbox, name, text, chat_text| SavedReply {
        id,
        mailbox,
        name,
        text,
        chat_text,
    };
    vec![
        reply(
            417,
            ids::HELP,
            "Cold start fault",
            Some("<p>Version 4.2.1 repairs the cold start fault.</p>"),
            None,
        ),
        reply(
            418,
            ids::BILLING,
            "Refund sent",
            Some("<p>Your refund is on its way.</p>"),
            Some("Refund is on its way!"),
        ),
        reply(
            419,
            ids::BILLING,
            "Chat hello",
            None,
            Some("Hello, what can I do?"),
        ),
    ]
}

/// What customers thought: case, word, comment.
const RATED: &[(u32, &str, Option<&str>)] = &[
    (1, "great", Some("Quick!")),
    (6, "not_good", Some("")),
    (17, "okay", None),
];

/// The ratings of the last reply in some conversations.
pub(super) fn ratings(conversations: &[Conversation]) -> Vec<Rating> {
    let rating =
        |(id, (case, word, comments)): (u64, &(u32, &'static str, Option<&'static str>))| {
            let conversation = conversations
                .iter()
                .find(|one| one.id == ids::conversation(*case))?;
            let is_reply = |thread: &&Thread| thread.kind == ThreadKind::Message;
            let reply = conversation.readable().rev().find(is_reply)?;
            let at = reply
                .created_at
                .checked_add(SignedDuration::from_secs(2_400))
                .ok()?;
            Some(Rating {
                id,
                word,
                comments: *comments,
                conversation: conversation.id,
                thread: reply.id,
                created_at: at,
            })
        };
    (66_001..).zip(RATED).filter_map(rating).collect()
}

/// The workflows.
pub(super) fn workflows() -> Vec<Workflow> {
    let workflow = |id, kind, status, name| Workflow {
        id,
        mailbox: ids::HELP,
        kind,
        status,
        name,
        created_at: date("2024-09-01T10:00:00Z"),
    };
    vec![
        workflow(
            threads::CLOSING_WORKFLOW,
            "automatic",
            "active",
            "Close what is answered",
        ),
        workflow(
            threads::CLOSING_WORKFLOW + 1,
            "manual",
            "active",
            "Close politely",
        ),
        workflow(
            threads::CLOSING_WORKFLOW + 2,
            "automatic",
            "inactive",
            "Tag winter",
        ),
    ]
}

/// The webhooks.
pub(super) fn webhooks() -> Vec<Webhook> {
    vec![
        Webhook {
            id: 10,
            url: "https://hooks.kestrelbikes.example/helpscout",
            is_enabled: true,
            events: &["convo.created", "convo.customer.reply.created"],
            is_notification: false,
            label: Some("gateway"),
            mailboxes: vec![ids::HELP],
        },
        Webhook {
            id: 11,
            url: "https://hooks.kestrelbikes.example/crm",
            is_enabled: false,
            events: &["customer.updated", "tag.created"],
            is_notification: true,
            label: None,
            mailboxes: Vec::new(),
        },
    ]
}
