//! What a message is.

use crate::adapters::unthread::{tables, wire};
use crate::model::{Conversation, Id};

use super::writer::Writer;

/// The word that decides what the message is: a flag, an event, a subtype of Slack, or who wrote it. What is not in the
/// table of kinds is of none, and so for the team alone.
pub(super) fn deciding_word<'a>(
    message: &'a wire::Message,
    conversation: &Id<Conversation>,
    writer: Writer<'_>,
) -> &'a str {
    let is_triage = message.triage_thread_id.is_some()
        || message.source_type.as_deref() == Some(tables::TRIAGE)
        || conversation.hint() == Some(tables::TRIAGE);
    if message.is_private_note == Some(true) {
        return tables::NOTE;
    }
    if is_triage {
        return tables::TRIAGE_MESSAGE;
    }
    let by_writer = match writer {
        Writer::Outsider(_) => tables::FROM_OUTSIDE,
        Writer::Member(_) => tables::BY_MEMBER,
        Writer::App => tables::BY_BOT,
        Writer::Nobody => "message",
    };
    let subtype = message
        .subtype
        .as_deref()
        .filter(|subtype| !tables::WRITTEN.contains(subtype));
    match message.event() {
        // What a member sent through a customer's way in is still an answer of the team.
        Some(event) if is_inbound(event) && matches!(writer, Writer::Member(_)) => by_writer,
        // An event nobody knows could be for the team alone, unless it came from outside.
        Some(event) if !is_known(event) && matches!(writer, Writer::Outsider(_)) => by_writer,
        Some(event) => event,
        None if message.is_autoresponse == Some(true) => tables::AUTORESPONSE,
        None => subtype.unwrap_or(by_writer),
    }
}

fn is_inbound(event: &str) -> bool {
    tables::INBOUND.iter().any(|(inbound, _)| *inbound == event)
}

fn is_known(event: &str) -> bool {
    tables::MESSAGE_KIND.iter().any(|row| row.native == event)
}

/// The word of the service: what decided, but for those words that are ours.
pub(super) fn native_kind(message: &wire::Message, word: &str) -> String {
    let is_ours = [tables::FROM_OUTSIDE, tables::BY_MEMBER, tables::BY_BOT].contains(&word);
    let own = message.event().or(message.subtype.as_deref());
    match own {
        Some(own) if is_ours => own,
        None if is_ours => "message",
        _ => word,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::samples::key;
    use super::super::writer::{Members, writer};
    use super::{deciding_word, native_kind};
    use crate::adapters::unthread::{tables, wire};
    use crate::model::{Conversation, Id, MessageKind};
    use crate::provider::mapping;

    const ANA: &str = "ana";

    fn kind(json: &Value) -> (MessageKind, String) {
        let message: wire::Message = serde_json::from_value(json.clone()).unwrap();
        let members = Members::from([ANA.to_owned()]);
        let conversation = Id::<Conversation>::new(&key(), "c");
        let word = deciding_word(&message, &conversation, writer(&message, &members));
        let unified = mapping::message_kind(tables::MESSAGE_KIND, word);
        (unified, native_kind(&message, word))
    }

    #[test]
    fn every_kind_is_told_by_its_word() {
        let event = |event: &str| json!({"metadata": {"eventType": event}, "botId": "B"});
        let subtype =
            |subtype: &str| json!({"subtype": subtype, "isExternal": false, "user": {"id": "x"}});
        let special = [
            (
                tables::NOTE,
                json!({"isPrivateNote": true, "sentByUserId": ANA}),
            ),
            (
                tables::TRIAGE_MESSAGE,
                json!({"triageThreadId": "t", "sentByUserId": ANA}),
            ),
            (
                tables::AUTORESPONSE,
                json!({"isAutoresponse": true, "sentByUserId": ANA}),
            ),
            (
                tables::FROM_OUTSIDE,
                json!({"isExternal": true, "user": {"id": "x"}}),
            ),
            (tables::BY_MEMBER, json!({"sentByUserId": ANA})),
            (tables::BY_BOT, json!({"botId": "B"})),
        ];
        for row in tables::MESSAGE_KIND {
            let wire = match special.iter().find(|(word, _)| *word == row.native) {
                Some((_, wire)) => wire.clone(),
                None if row.unified == MessageKind::Activity
                    && !tables::BY_SERVICE.contains(&row.native) =>
                {
                    subtype(row.native)
                }
                None => event(row.native),
            };
            assert_eq!(kind(&wire).0, row.unified, "{}", row.native);
        }
    }

    #[test]
    fn what_nobody_knows_is_of_no_kind_unless_it_came_from_outside() {
        let event = |by: Value| {
            let mut wire = json!({"metadata": {"eventType": "telepathy"}});
            wire.as_object_mut()
                .unwrap()
                .extend(by.as_object().unwrap().clone());
            wire
        };
        let table = [
            (
                event(json!({"sentByUserId": ANA})),
                MessageKind::Unknown,
                "telepathy",
            ),
            (
                event(json!({"botId": "B"})),
                MessageKind::Unknown,
                "telepathy",
            ),
            (
                event(json!({"isExternal": true})),
                MessageKind::CustomerMessage,
                "telepathy",
            ),
            (
                json!({"subtype": "reminder_add", "sentByUserId": ANA}),
                MessageKind::Unknown,
                "reminder_add",
            ),
            (
                json!({"sentByUser": {"name": "Somebody"}}),
                MessageKind::Unknown,
                "message",
            ),
            (json!({}), MessageKind::Unknown, "message"),
        ];
        for (wire, unified, native) in table {
            assert_eq!(kind(&wire), (unified, native.to_owned()), "{wire}");
        }
    }

    #[test]
    fn a_member_who_writes_by_mail_answers() {
        let wire = json!({"metadata": {"event_type": "email_received"}, "user": {"id": ANA}, "botId": "B"});
        assert_eq!(
            kind(&wire),
            (MessageKind::AgentReply, "email_received".to_owned())
        );
    }

    #[test]
    fn a_note_stays_a_note_whatever_else_it_is() {
        let note = json!({"isPrivateNote": true, "isExternal": true, "isAutoresponse": true,
            "metadata": {"eventType": "email_received"}});
        assert_eq!(kind(&note), (MessageKind::Note, tables::NOTE.to_owned()));
    }
}
