//! Messages.

use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::adapters::unthread::{tables, wire};
use crate::model::{
    Activity, ActivityType, Actor, Body, BodyFormat, Bot, Conversation, Id, Message, MessageKind,
    MessageParts, MessageState, Raw, Related,
};
use crate::provider::mapping;
use crate::richtext;
use crate::transport::WithRaw;

use super::attachment::attachments;
use super::kind::{deciding_word, native_kind};
use super::person::{short_agent, short_contact, together};
use super::writer::{self, Writer};
use super::{SECRETS, Scope};

/// What the app is called when a message does not say.
const APP: &str = "Unthread";

/// A message of the list. People who come along are added to `related`.
pub(in crate::adapters::unthread) fn message(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: WithRaw<wire::Message>,
    related: &mut Related,
) -> Message {
    let WithRaw { value, raw } = message;
    mapped(scope, conversation, value, Some(raw), related)
}

/// A message inside its conversation, which tells less: neither files nor the payload. `None` if not even its writer.
pub(super) fn embedded(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: wire::Message,
) -> Option<Message> {
    let is_named = message.id.is_some() || message.ts.is_some();
    let is_dated = message.timestamp.is_some() || message.ts.is_some();
    let is_told = writer::writer(&message, scope.members) != Writer::Nobody;
    (is_named && is_dated && is_told)
        .then(|| mapped(scope, conversation, message, None, &mut Related::default()))
}

fn mapped(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: wire::Message,
    raw: Option<Box<RawValue>>,
    related: &mut Related,
) -> Message {
    let writer = writer::writer(&message, scope.members);
    let word = deciding_word(&message, conversation, writer).to_owned();
    let kind = mapping::message_kind(tables::MESSAGE_KIND, &word);
    let author = author(scope, &message, &word, kind, writer);
    people(scope, &message, writer, related);
    let native_kind = native_kind(&message, &word);
    let wire::Message {
        id,
        ts,
        team_id,
        channel_id,
        text,
        content,
        timestamp,
        updated_at,
        deleted_at,
        triage_thread_id,
        metadata,
        blocks,
        files,
        thread_ts: _,
        bot_id: _,
        bot_name: _,
        subtype: _,
        user: _,
        sent_by_user_id: _,
        sent_by_user: _,
        is_external: _,
        is_private_note: _,
        is_autoresponse: _,
        source_type: _,
    } = message;
    let ts_id = || derived_id(team_id.as_deref(), channel_id.as_deref(), ts.as_deref());
    let id = Id::within(conversation, id.unwrap_or_else(ts_id));
    let state = match deleted_at {
        Some(_) => MessageState::Deleted,
        None => MessageState::Sent,
    };
    let created_at = timestamp
        .or_else(|| moment(ts.as_deref()?))
        .or(updated_at)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let mut mapped = Message::new(id.clone(), kind, native_kind, state, created_at);
    if raw.is_none() {
        mapped.known = MessageParts::BODY;
    }
    if let Some(thread) = triage_thread_id {
        mapped.thread = Id::within(conversation, thread);
    }
    mapped.author = author;
    mapped.deleted_at = deleted_at;
    if deleted_at.is_none() {
        if kind == MessageKind::Activity {
            mapped.activity = Some(activity(&word, text.as_deref()));
        } else {
            mapped.body = Some(body(text, content));
        }
        mapped.attachments = Some(attachments(&id, files, metadata));
        mapped.interactive =
            blocks.filter(|blocks| blocks.as_array().is_some_and(|all| !all.is_empty()));
    }
    mapped.raw = raw.map(|raw| Raw::new(raw, SECRETS));
    mapped
}

fn author(
    scope: Scope<'_>,
    message: &wire::Message,
    word: &str,
    kind: MessageKind,
    writer: Writer<'_>,
) -> Option<Actor> {
    let name = writer::name(message);
    if tables::BY_SERVICE.contains(&word) {
        return Some(Actor::System(name));
    }
    let bot = |name: Option<String>| {
        Actor::Bot(Bot {
            native_id: message.bot_id.clone(),
            name: name.unwrap_or_else(|| APP.to_owned()),
            avatar_url: None,
        })
    };
    Some(match writer {
        _ if kind == MessageKind::BotReply => bot(name),
        Writer::App => bot(name),
        Writer::Outsider(Some(id)) => Actor::Contact(Id::new(scope.key, id)),
        Writer::Member(id) => Actor::Agent(Id::new(scope.key, id)),
        Writer::Outsider(None) | Writer::Nobody => Actor::Unknown(name),
    })
}

fn people(scope: Scope<'_>, message: &wire::Message, writer: Writer<'_>, related: &mut Related) {
    match writer {
        Writer::Outsider(Some(id)) => {
            let user = together(id, writer::copies(message, id));
            related.contacts.extend(short_contact(scope.key, user));
        }
        Writer::Member(id) => {
            let user = together(id, writer::copies(message, id));
            related.agents.extend(short_agent(scope.key, user));
        }
        Writer::Outsider(None) | Writer::App | Writer::Nobody => {}
    }
}

/// The id that the service gives to messages, made of its parts where it is missing.
fn derived_id(team: Option<&str>, channel: Option<&str>, ts: Option<&str>) -> String {
    let [team, channel, ts] = [team, channel, ts].map(Option::unwrap_or_default);
    format!("{team}-{channel}-{ts}")
}

/// Reads Slack's seconds with a fraction, digit by digit.
pub(in crate::adapters::unthread) fn moment(ts: &str) -> Option<Timestamp> {
    let (seconds, fraction) = ts.split_once('.').unwrap_or((ts, ""));
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    Timestamp::new(seconds.parse().ok()?, nanoseconds).ok()
}

fn activity(word: &str, text: Option<&str>) -> Activity {
    let row = tables::ACTIVITY.iter().find(|(native, _)| *native == word);
    Activity {
        kind: row.map_or(ActivityType::Other, |(_, kind)| *kind),
        native: word.to_owned(),
        text: richtext::Body::Slack(text.unwrap_or_default()).text(),
        from: None,
        to: None,
    }
}

/// Mail has HTML and often no text; everything else has text in Slack's markup.
fn body(text: Option<String>, content: Option<String>) -> Body {
    match (text, content) {
        (None, Some(html)) => Body::new(BodyFormat::Html, html),
        (text, _) => Body::new(BodyFormat::SlackMrkdwn, text.unwrap_or_default()),
    }
}

/// The text of a message without markup; `None` if it says nothing.
pub(super) fn plain_text(message: &wire::Message) -> Option<String> {
    let text = message
        .text
        .as_deref()
        .map(|text| richtext::Body::Slack(text).text());
    let html = || Some(richtext::Body::Html(message.content.as_deref()?).text());
    super::said(text).or_else(|| super::said(html()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::samples::{self, key};
    use super::super::writer::Members;
    use super::{Scope, embedded, message, moment, plain_text};
    use crate::adapters::unthread::tables;
    use crate::model::{
        Activity, ActivityType, Actor, Body, BodyFormat, Bot, Conversation, Id, Message,
        MessageKind, MessageParts, MessageState, Related, Thread, Visibility,
    };

    const ANA: &str = "b1d3a4f2-7b0b-4bb3-8a19-3f0e5c1d2e90";
    const IVO: &str = "5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b";

    fn conversation() -> Id<Conversation> {
        Id::new(&key(), "c")
    }

    fn mapped(conversation: &Id<Conversation>, json: &str) -> (Message, Related) {
        let members = Members::from([ANA.to_owned()]);
        let scope = Scope {
            key: &key(),
            members: &members,
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let mut related = Related::default();
        let message = message(scope, conversation, samples::read(json), &mut related);
        (message, related)
    }

    fn told(json: &Value) -> Message {
        mapped(&conversation(), &json.to_string()).0
    }

    #[test]
    fn a_customer_in_slack_is_a_contact() {
        let (message, related) = mapped(&conversation(), samples::SAID_IN_SLACK);
        let native = "T05AB1CD2EF-C06QX1R2T3U-1770106264.118309";
        assert_eq!(message.id, Id::within(&conversation(), native));
        assert_eq!(message.thread, Thread::primary_id(&conversation()));
        assert_eq!(
            (message.kind, message.native_kind.as_str()),
            (MessageKind::CustomerMessage, "message")
        );
        assert_eq!(message.visibility, Visibility::Public);
        assert_eq!(message.state, MessageState::Sent);
        assert_eq!(message.author, Some(Actor::Contact(Id::new(&key(), IVO))));
        let text = "The CSV export never finishes &amp; shows a spinner";
        assert_eq!(message.body, Some(Body::new(BodyFormat::SlackMrkdwn, text)));
        assert_eq!(
            message.created_at,
            "2026-02-03T08:11:04.118Z".parse().unwrap()
        );
        assert_eq!((message.edited_at, message.deleted_at), (None, None));
        assert_eq!(message.attachments, Some(Vec::new()));
        assert_eq!(message.known, MessageParts::all());
        assert_eq!(
            message.raw.unwrap().pointer("/userId"),
            Some(json!("U05CUST0001"))
        );
        assert_eq!(related.contacts[0].display_name(), "Ivo Petrov");
        assert_eq!(related.contacts[0].emails[0].value, "ivo@northwind.test");
    }

    #[test]
    fn what_the_app_posts_for_an_agent_is_by_the_agent() {
        let (message, related) = mapped(&conversation(), samples::SENT_BY_AGENT);
        assert_eq!(
            (message.kind, message.native_kind.as_str()),
            (MessageKind::AgentReply, "bot_message")
        );
        assert_eq!(message.visibility, Visibility::Public);
        assert_eq!(message.author, Some(Actor::Agent(Id::new(&key(), ANA))));
        assert_eq!(related.agents[0].name.as_deref(), Some("Ana Ruiz"));
        assert_eq!(related.agents[0].email.as_deref(), Some("ana@acme.test"));
    }

    #[test]
    fn mail_has_html_and_an_address_beside_its_user() {
        let (message, related) = mapped(&conversation(), samples::MAIL);
        assert_eq!(
            (message.kind, message.native_kind.as_str()),
            (MessageKind::CustomerMessage, "email_received")
        );
        let ola = Id::new(&key(), "77a1b2c3-d4e5-4f60-8a7b-9c0d1e2f3a4b");
        assert_eq!(message.author, Some(Actor::Contact(ola)));
        assert_eq!(related.contacts[0].emails[0].value, "ola@example.test");
        let html = told(&json!({"ts": "1.0", "text": "", "content": "<p>Hi</p>"}));
        assert_eq!(html.body, Some(Body::new(BodyFormat::Html, "<p>Hi</p>")));
        let both = told(&json!({"ts": "1.0", "text": "*Hi*", "content": "<p>Hi</p>"}));
        assert_eq!(both.body, Some(Body::new(BodyFormat::SlackMrkdwn, "*Hi*")));
    }

    #[test]
    fn an_automatic_answer_is_by_the_bot_and_gets_an_id() {
        let (message, related) = mapped(&conversation(), samples::AUTORESPONSE);
        assert_eq!(
            message.id,
            Id::within(&conversation(), "--1770106300.000900")
        );
        assert_eq!(
            (message.kind, message.native_kind.as_str()),
            (MessageKind::BotReply, "autoresponder_replied")
        );
        let bot = Bot {
            native_id: Some("B05UNTHREAD".to_owned()),
            name: "Unthread".to_owned(),
            avatar_url: None,
        };
        assert_eq!(message.author, Some(Actor::Bot(bot)));
        assert!(related.contacts.is_empty() && related.agents.is_empty());
        let whole = told(&json!({"ts": "1.0", "teamId": "T1", "channelId": "C1"}));
        assert_eq!(whole.id.native(), "T1-C1-1.0");
    }

    #[test]
    fn triage_messages_form_a_thread_of_their_own() {
        let message = told(&json!({"ts": "1.0", "triageThreadId": "t9", "sentByUserId": ANA}));
        assert_eq!(message.thread, Id::within(&conversation(), "t9"));
        assert_eq!(message.visibility, Visibility::Internal);
    }

    #[test]
    fn nothing_in_an_internal_conversation_is_public() {
        let internal = conversation().with_hint(tables::TRIAGE);
        let (message, _) = mapped(&internal, samples::SAID_IN_SLACK);
        assert_eq!(
            (message.kind, message.visibility),
            (MessageKind::Note, Visibility::Internal)
        );
        let by_source = told(&json!({"ts": "1.0", "sourceType": "triage", "sentByUserId": ANA}));
        assert_eq!(by_source.kind, MessageKind::Note);
    }

    #[test]
    fn an_activity_has_a_sentence_and_no_body() {
        let wire = json!({"ts": "1.0", "subtype": "channel_join", "text": "<@U1> has joined &amp; waved",
            "isExternal": true, "user": {"id": IVO}});
        let message = told(&wire);
        let activity = Activity {
            kind: ActivityType::ParticipantChanged,
            native: "channel_join".to_owned(),
            text: "@U1 has joined & waved".to_owned(),
            from: None,
            to: None,
        };
        assert_eq!((message.body, message.activity), (None, Some(activity)));
    }

    #[test]
    fn a_deleted_message_shows_nothing() {
        let wire = json!({"ts": "1.0", "text": "gone", "deletedAt": "2026-02-03T08:12:00.000Z",
            "files": [{"id": "F1"}], "blocks": [{"type": "section"}]});
        let message = told(&wire);
        assert_eq!(message.state, MessageState::Deleted);
        assert_eq!((message.body, message.interactive), (None, None));
        assert_eq!(message.attachments, Some(Vec::new()));
    }

    #[test]
    fn blocks_are_interactive_content() {
        let blocks = json!([{"type": "survey", "survey_id": "s"}]);
        let message = told(&json!({"ts": "1.0", "blocks": blocks}));
        assert_eq!(message.interactive, Some(blocks));
        assert_eq!(told(&json!({"blocks": []})).interactive, None);
    }

    #[test]
    fn time_comes_from_the_ts_digit_by_digit_where_it_must() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().ok();
        assert_eq!(
            moment("1675183719.124879"),
            at("2023-01-31T16:48:39.124879Z")
        );
        assert_eq!(moment("1675183719"), at("2023-01-31T16:48:39Z"));
        for odd in [
            "",
            ".",
            "x.1",
            "1.x",
            "1.é",
            "99999999999999999999.1",
            "-.5",
            "1.+5",
        ] {
            let _ = moment(odd);
            told(&json!({"ts": odd}));
        }
        let ts_only = told(&json!({"ts": "1675183719.124879"}));
        assert_eq!(Some(ts_only.created_at), at("2023-01-31T16:48:39.124879Z"));
    }

    #[test]
    fn an_embedded_message_knows_its_text_only() {
        let members = Members::new();
        let scope = Scope {
            key: &key(),
            members: &members,
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let read = |json: Value| {
            embedded(
                scope,
                &conversation(),
                serde_json::from_value(json).unwrap(),
            )
        };
        let found = read(json!({"ts": "1.0", "text": "Hi", "isExternal": true})).unwrap();
        assert_eq!((found.known, found.raw), (MessageParts::BODY, None));
        assert_eq!(read(json!({"ts": "1.0", "text": "Hi"})), None, "no writer");
        assert_eq!(
            read(json!({"text": "Hi", "isExternal": true})),
            None,
            "no time"
        );
    }

    #[test]
    fn plain_text_comes_from_either_form() {
        let text = |json: Value| plain_text(&serde_json::from_value(json).unwrap());
        assert_eq!(
            text(json!({"text": "*Hi* &amp; bye"})).as_deref(),
            Some("Hi & bye")
        );
        assert_eq!(
            text(json!({"text": "", "content": "<p>Hi</p>"})).as_deref(),
            Some("Hi")
        );
        assert_eq!(text(json!({"text": " "})), None);
    }
}
