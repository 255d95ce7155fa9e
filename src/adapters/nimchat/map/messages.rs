//! Messages.

use serde_json::{Value, json};

use crate::adapters::nimchat::{tables, wire};
use crate::model::{
    Actor, Body, BodyFormat, Bot, Conversation, Id, Message, MessageKind, MessageState, Rating,
    Raw, Recipients, Related,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::activities::activity;
use super::attachments::attachment;
use super::{SECRET_KEYS, Scope, contacts, directory, filled, keep};

/// A message of a conversation. Its author goes to what came along.
pub(in crate::adapters::nimchat) fn message(
    scope: Scope<'_>,
    conversation: &Id<Conversation>,
    message: WithRaw<wire::Message>,
    along: &mut Related,
) -> Message {
    let wire::Message {
        id,
        conversation_id: _,
        content,
        processed_message_content,
        message_type,
        content_type,
        status,
        private,
        content_attributes,
        created_at,
        sender,
        sender_type,
        attachments,
        attachment: single,
    } = message.value;
    let native_kind = message_type.name(tables::MESSAGE_TYPE_CODES);
    let author = author(scope, &native_kind, sender, sender_type, along);
    // Fail-safe: what does not say that it is public is a note.
    let kind = kind(&native_kind, private.unwrap_or(true), &author);
    let state = state(status, &content_attributes);
    let id = Id::<Message>::within(conversation, id);
    let mut mapped = Message::new(id.clone(), kind, native_kind, state, created_at);
    mapped.author = author;
    mapped.in_reply_to = content_attributes
        .in_reply_to
        .map(|answered| Id::within(conversation, answered));
    mapped.recipients = recipients(&content_attributes);
    mapped.raw = Some(Raw::new(message.raw, SECRET_KEYS));
    if state == MessageState::Deleted {
        return mapped;
    }
    let files = attachments.into_iter().flatten().chain(single);
    mapped.attachments = Some(files.map(|file| attachment(&id, file)).collect());
    mapped.rating = rating(&content_attributes);
    mapped.interactive = interactive(content_type.as_deref(), &content_attributes);
    let text = Text {
        content: filled(content),
        processed: filled(processed_message_content),
    };
    match (kind, content_type.as_deref()) {
        (MessageKind::Activity, _) => {
            mapped.activity = Some(activity(text.content.unwrap_or_default()));
        }
        (_, Some("incoming_email")) => {
            mapped.body = mail_body(text, content_attributes.email.unwrap_or_default());
        }
        _ => mapped.body = body(kind, text),
    }
    mapped
}

fn kind(native: &str, is_private: bool, author: &Option<Actor>) -> MessageKind {
    let key = match (native, author) {
        (tables::ACTIVITY, _) => native,
        _ if is_private => tables::PRIVATE,
        (tables::OUTGOING, Some(Actor::Bot(_))) => tables::OUTGOING_BY_BOT,
        _ => native,
    };
    mapping::message_kind(tables::MESSAGE_KIND, key)
}

fn state(status: Option<wire::Coded>, attributes: &wire::ContentAttributes) -> MessageState {
    if attributes.deleted == Some(true) {
        return MessageState::Deleted;
    }
    let native = status.map(|status| status.name(tables::MESSAGE_STATE_CODES));
    tables::message_state(native.as_deref())
}

/// Contacts, users and bots count their ids apart, so it must be clear which of them wrote.
fn author(
    scope: Scope<'_>,
    native_kind: &str,
    sender: Option<wire::Sender>,
    sender_type: Option<String>,
    along: &mut Related,
) -> Option<Actor> {
    let Some(sender) = sender else {
        let is_people = matches!(native_kind, tables::INCOMING | tables::OUTGOING);
        return (!is_people).then_some(Actor::System(None));
    };
    let kind = sender.kind.clone().or(sender_type);
    Some(match (kind.as_deref(), native_kind) {
        (Some("contact" | "Contact"), _) | (None, tables::INCOMING) => {
            let contact = contacts::author(scope, sender);
            let id = contact.id.clone();
            keep(&mut along.contacts, contact, |contact| &contact.id);
            Actor::Contact(id)
        }
        (Some("user" | "User"), _) => {
            let agent = directory::author(scope.key, sender);
            let id = agent.id.clone();
            keep(&mut along.agents, agent, |agent| &agent.id);
            Actor::Agent(id)
        }
        (Some("agent_bot" | "AgentBot"), _) => Actor::Bot(Bot {
            native_id: Some(sender.id.to_string()),
            name: filled(sender.name).unwrap_or_else(|| "Bot".to_owned()),
            avatar_url: filled(sender.avatar_url).or(filled(sender.thumbnail)),
        }),
        _ => Actor::Unknown(filled(sender.name)),
    })
}

/// The two texts of a message.
struct Text {
    content: Option<String>,
    /// Without what a mail quotes.
    processed: Option<String>,
}

/// The team and its bots write Markdown, contacts write text.
fn body(kind: MessageKind, text: Text) -> Option<Body> {
    let format = match kind {
        MessageKind::CustomerMessage => BodyFormat::Text,
        _ => BodyFormat::Markdown,
    };
    text.content.map(|content| Body::new(format, content))
}

/// A mail that came in: its HTML where it has one, beside the text without what it quotes.
fn mail_body(text: Text, email: wire::Email) -> Option<Body> {
    let wire::Email {
        html_content,
        text_content,
        ..
    } = email;
    let plain = text
        .processed
        .or_else(|| filled(text_content.reply))
        .or_else(|| text.content.clone());
    let whole = filled(text_content.full).or(text.content);
    let body = match (filled(html_content.full), whole) {
        (Some(html), _) => Body::new(BodyFormat::Html, html),
        (None, Some(text)) => Body::new(BodyFormat::Text, text),
        (None, None) => return None,
    };
    Some(Body {
        plain: plain.map(Into::into),
        ..body
    })
}

/// Mail addresses; `None` where no mail was involved.
fn recipients(attributes: &wire::ContentAttributes) -> Option<Recipients> {
    let mail = attributes.email.as_ref();
    let first = |lists: [Option<&wire::Addresses>; 3]| {
        let found = lists.into_iter().flatten().find(|list| !list.0.is_empty());
        found.map(|list| list.0.clone()).unwrap_or_default()
    };
    let recipients = Recipients {
        to: first([Some(&attributes.to_emails), mail.map(|mail| &mail.to), None]),
        cc: first([
            Some(&attributes.cc_emails),
            mail.map(|mail| &mail.cc),
            Some(&attributes.cc_email),
        ]),
        bcc: first([
            Some(&attributes.bcc_emails),
            mail.map(|mail| &mail.bcc),
            Some(&attributes.bcc_email),
        ]),
    };
    (recipients != Recipients::default()).then_some(recipients)
}

/// The answer to a satisfaction survey.
fn rating(attributes: &wire::ContentAttributes) -> Option<Rating> {
    let values = attributes.submitted_values.as_ref()?;
    let survey = values.get("csat_survey_response")?;
    let stars = survey.get("rating")?.as_u64()?;
    let comment = survey.get("feedback_message").and_then(Value::as_str);
    Some(Rating {
        value: tables::rating(stars),
        native: stars.to_string(),
        comment: filled(comment.map(str::to_owned)),
    })
}

/// Cards, forms and questions, with what was answered.
fn interactive(content_type: Option<&str>, attributes: &wire::ContentAttributes) -> Option<Value> {
    let wire::ContentAttributes {
        items,
        submitted_values,
        submitted_email,
        ..
    } = attributes;
    let members = [
        ("items", items),
        ("submitted_values", submitted_values),
        ("submitted_email", submitted_email),
    ];
    let mut interactive = json!({ "content_type": content_type });
    for (name, value) in members {
        if let Some(value) = value.as_ref().filter(|value| !value.is_null()) {
            interactive[name] = value.clone();
        }
    }
    let is_more_than_text = !matches!(content_type, None | Some("text" | "incoming_email"));
    let has_members = interactive
        .as_object()
        .is_some_and(|members| members.len() > 1);
    (is_more_than_text || has_members).then_some(interactive)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use url::Url;

    use super::message;
    use crate::adapters::nimchat::map::Scope;
    use crate::model::{
        ActivityType, Actor, AgentParts, BodyFormat, Bot, Id, Message, MessageDirection,
        MessageKind, MessageState, Rating, RatingValue, Recipients, Related, SourceKey, Visibility,
    };

    fn read(sample: &Value) -> (Message, Related) {
        let key = SourceKey::parse("chat").unwrap();
        let base_url = Url::parse("https://nimchat.example.test").unwrap();
        let scope = Scope {
            key: &key,
            base_url: &base_url,
            account: "7",
        };
        let conversation = Id::new(&key, "88");
        let wire = serde_json::from_str(&sample.to_string()).unwrap();
        let mut along = Related::default();
        let message = message(scope, &conversation, wire, &mut along);
        (message, along)
    }

    fn mapped(sample: &Value) -> Message {
        read(sample).0
    }

    fn noor() -> Value {
        json!({"additional_attributes": {"city": "Utrecht", "company_name": "De Wit Catering"},
            "custom_attributes": {"plan": "gold"}, "email": "noor@dewit.test", "id": 501, "identifier": "crm-8841",
            "name": "Noor de Wit", "phone_number": "+31612345678", "thumbnail": "", "type": "contact"})
    }

    fn luis() -> Value {
        json!({"id": 32, "name": "Luis Brandt", "available_name": "Luis Brandt", "avatar_url": "", "type": "user",
            "availability_status": "busy", "thumbnail": ""})
    }

    fn incoming() -> Value {
        json!({"id": 9001, "content": "My kettle whistles at night. Is that normal?", "inbox_id": 12,
            "conversation_id": 88, "message_type": 0, "content_type": "text", "status": "sent",
            "content_attributes": {}, "created_at": 1_698_310_000, "private": false, "source_id": null,
            "sender": noor(),
            "attachments": [{"id": 71, "message_id": 9001, "file_type": "image", "account_id": 7, "extension": null,
                "data_url": "https://nimchat.example.test/rails/active_storage/blobs/redirect/eyJf--4f1c/kettle.jpg",
                "thumb_url": "", "file_size": 184_220}]})
    }

    fn outgoing() -> Value {
        json!({"id": 9003, "content": "Not quite, Noor. Could you send the serial number?", "inbox_id": 12,
            "conversation_id": 88, "message_type": 1, "content_type": "text", "status": "delivered",
            "content_attributes": {"in_reply_to": 9001, "in_reply_to_external_id": null},
            "created_at": 1_698_310_140, "private": false, "source_id": null,
            "sender": {"id": 31, "name": "Maya Okafor", "available_name": "Maya",
                "avatar_url": "https://nimchat.example.test/maya.png", "type": "user",
                "availability_status": "online", "thumbnail": "https://nimchat.example.test/maya.png"}})
    }

    fn note() -> Value {
        json!({"id": 9004, "content": "Known defect on batch K7, offer a swap.", "inbox_id": 12,
            "conversation_id": 88, "message_type": 1, "content_type": "text", "status": "sent",
            "content_attributes": {}, "created_at": 1_698_310_200, "private": true, "source_id": null,
            "sender": luis()})
    }

    fn email() -> Value {
        json!({"id": 9020, "content": "Invoice 2291 shows the wrong VAT rate.", "inbox_id": 15,
            "conversation_id": 89, "message_type": 0, "content_type": "incoming_email", "status": "sent",
            "content_attributes": {"email": {"bcc": null, "cc": ["boss@dewit.test"],
                "content_type": "multipart/alternative; boundary=b1", "date": "2023-10-26T09:03:12+00:00",
                "from": ["noor@dewit.test"],
                "html_content": {"full": "<p>Invoice 2291 shows the wrong VAT rate.</p>",
                    "reply": "Invoice 2291 shows the wrong VAT rate.", "quoted": "Invoice 2291 …"},
                "in_reply_to": null, "message_id": "CAF2x9@mail.dewit.test", "multipart": true,
                "number_of_attachments": 0, "subject": "VAT on invoice 2291",
                "text_content": {"full": "Invoice 2291 shows the wrong VAT rate.\n> quoted",
                    "reply": "Invoice 2291 shows the wrong VAT rate.", "quoted": "Invoice 2291 …"},
                "to": ["help@brightkettle.test"]}, "cc_email": ["boss@dewit.test"], "bcc_email": null},
            "created_at": 1_698_311_000, "private": false, "source_id": "CAF2x9@mail.dewit.test", "sender": noor()})
    }

    #[test]
    fn a_message_of_a_contact_is_read() {
        let (message, along) = read(&incoming());
        assert_eq!(message.id.native(), "9001");
        assert_eq!(message.conversation().native(), "88");
        assert_eq!(
            (message.kind, message.visibility),
            (MessageKind::CustomerMessage, Visibility::Public)
        );
        assert_eq!(message.direction(), MessageDirection::Inbound);
        assert_eq!(
            (&*message.native_kind, message.state),
            ("incoming", MessageState::Sent)
        );
        let body = message.body.unwrap();
        assert_eq!(body.format, BodyFormat::Text);
        assert_eq!(
            &*body.native,
            "My kettle whistles at night. Is that normal?"
        );
        assert_eq!(
            message.author,
            Some(Actor::Contact(along.contacts[0].id.clone()))
        );
        assert_eq!(along.contacts[0].name.as_deref(), Some("Noor de Wit"));
        assert_eq!(message.created_at, "2023-10-26T08:46:40Z".parse().unwrap());
        assert_eq!(message.attachments.unwrap()[0].filename, "kettle.jpg");
        assert_eq!((message.recipients, message.interactive), (None, None));
    }

    #[test]
    fn a_reply_of_the_team_is_markdown_and_names_what_it_answers() {
        let (message, along) = read(&outgoing());
        assert_eq!(message.kind, MessageKind::AgentReply);
        assert_eq!(message.state, MessageState::Delivered);
        assert_eq!(message.body.unwrap().format, BodyFormat::Markdown);
        let answered = message.in_reply_to.unwrap();
        assert_eq!(answered.native(), "9001");
        assert_eq!(
            answered.parent::<crate::model::Conversation>(),
            message.id.parent()
        );
        let maya = &along.agents[0];
        assert_eq!(maya.known, AgentParts::AVATAR);
        assert_eq!(maya.name.as_deref(), Some("Maya Okafor"));
        assert_eq!(message.author, Some(Actor::Agent(maya.id.clone())));
    }

    #[test]
    fn a_note_is_never_public() {
        let mut unsaid = outgoing();
        unsaid.as_object_mut().unwrap().remove("private");
        for message in [mapped(&note()), mapped(&unsaid)] {
            assert_eq!(
                (message.kind, message.visibility),
                (MessageKind::Note, Visibility::Internal)
            );
        }
    }

    #[test]
    fn an_activity_is_a_record_without_a_body() {
        let activity = mapped(
            &json!({"id": 9002, "content": "Assigned to Maya Okafor by Luis Brandt",
            "inbox_id": 12, "conversation_id": 88, "message_type": 2, "content_type": "text", "status": "sent",
            "content_attributes": {}, "created_at": 1_698_310_100, "private": false, "source_id": null}),
        );
        assert_eq!(
            (activity.kind, activity.visibility),
            (MessageKind::Activity, Visibility::Internal)
        );
        assert_eq!(
            (activity.author, activity.body),
            (Some(Actor::System(None)), None)
        );
        let record = activity.activity.unwrap();
        assert_eq!(record.kind, ActivityType::Assigned);
        assert_eq!(record.to.as_deref(), Some("Maya Okafor"));
    }

    #[test]
    fn a_survey_carries_its_answer() {
        let survey = mapped(
            &json!({"id": 9010, "content": "Please rate the conversation", "inbox_id": 12,
            "conversation_id": 88, "message_type": 3, "content_type": "input_csat", "status": "sent",
            "content_attributes": {"submitted_values": {"csat_survey_response": {"rating": 5,
                "feedback_message": "Quick swap, thanks"}}},
            "created_at": 1_698_320_000, "private": false, "source_id": null}),
        );
        assert_eq!(
            (survey.kind, survey.visibility),
            (MessageKind::Automated, Visibility::Public)
        );
        assert_eq!(
            survey.rating,
            Some(Rating {
                value: RatingValue::Good,
                native: "5".to_owned(),
                comment: Some("Quick swap, thanks".to_owned()),
            })
        );
        let interactive = survey.interactive.unwrap();
        assert_eq!(
            interactive["submitted_values"]["csat_survey_response"]["rating"],
            5
        );
        let stars = [
            (1, RatingValue::Bad),
            (2, RatingValue::Bad),
            (3, RatingValue::Neutral),
            (4, RatingValue::Good),
            (9, RatingValue::Unknown),
        ];
        for (stars, value) in stars {
            assert_eq!(crate::adapters::nimchat::tables::rating(stars), value);
        }
    }

    #[test]
    fn a_mail_is_html_beside_the_text_without_quotes() {
        let mail = mapped(&email());
        let body = mail.body.unwrap();
        assert_eq!(body.format, BodyFormat::Html);
        assert_eq!(
            &*body.native,
            "<p>Invoice 2291 shows the wrong VAT rate.</p>"
        );
        assert_eq!(
            body.plain.as_deref(),
            Some("Invoice 2291 shows the wrong VAT rate.")
        );
        assert_eq!(
            mail.recipients,
            Some(Recipients {
                to: vec!["help@brightkettle.test".to_owned()],
                cc: vec!["boss@dewit.test".to_owned()],
                bcc: Vec::new(),
            })
        );
    }

    #[test]
    fn a_mail_without_html_is_text() {
        let mut mail = email();
        mail["content_attributes"]["email"]["html_content"] = json!(null);
        let body = mapped(&mail).body.unwrap();
        assert_eq!(body.format, BodyFormat::Text);
        assert_eq!(
            &*body.native,
            "Invoice 2291 shows the wrong VAT rate.\n> quoted"
        );
        mail["content_attributes"] = json!({});
        let body = mapped(&mail).body.unwrap();
        assert_eq!(&*body.native, "Invoice 2291 shows the wrong VAT rate.");
    }

    #[test]
    fn a_question_of_a_bot_keeps_its_choices() {
        let question = mapped(
            &json!({"id": 9040, "content": "Choose a topic", "inbox_id": 14,
            "conversation_id": 90, "message_type": 1, "content_type": "input_select", "status": "sent",
            "content_attributes": {"items": [{"title": "Billing", "value": "billing"},
                {"title": "Delivery", "value": "delivery"}]},
            "created_at": 1_698_312_000, "private": false, "source_id": null,
            "sender": {"id": 2, "name": "Kettlebot", "avatar_url": "", "type": "agent_bot"}}),
        );
        assert_eq!(question.kind, MessageKind::BotReply);
        assert_eq!(
            question.author,
            Some(Actor::Bot(Bot {
                native_id: Some("2".to_owned()),
                name: "Kettlebot".to_owned(),
                avatar_url: None,
            }))
        );
        assert_eq!(
            question.interactive,
            Some(json!({"content_type": "input_select",
                "items": [{"title": "Billing", "value": "billing"}, {"title": "Delivery", "value": "delivery"}]}))
        );
    }

    #[test]
    fn a_deleted_message_shows_nothing() {
        let mut deleted = incoming();
        deleted["content"] = json!("This message was deleted");
        deleted["content_attributes"] = json!({"deleted": true});
        let deleted = mapped(&deleted);
        assert_eq!(deleted.state, MessageState::Deleted);
        assert_eq!((deleted.body, deleted.deleted_at), (None, None));
        assert_eq!(deleted.attachments, Some(Vec::new()));
    }

    #[test]
    fn states_have_words() {
        let words = [
            (json!("sent"), MessageState::Sent),
            (json!("delivered"), MessageState::Delivered),
            (json!("read"), MessageState::Read),
            (json!("failed"), MessageState::Failed),
            (json!(3), MessageState::Failed),
            (json!("progress"), MessageState::Unknown),
            (json!(null), MessageState::Unknown),
        ];
        for (word, state) in words {
            let mut message = incoming();
            message["status"] = word;
            assert_eq!(mapped(&message).state, state);
        }
    }

    #[test]
    fn types_are_numbers_or_words_and_unknown_ones_stay_inside() {
        let types = [
            (json!("outgoing"), MessageKind::AgentReply, "outgoing"),
            (json!(3), MessageKind::Automated, "template"),
            (json!(9), MessageKind::Unknown, "9"),
            (json!("sticker"), MessageKind::Unknown, "sticker"),
        ];
        for (native, kind, word) in types {
            let mut message = outgoing();
            message["message_type"] = native;
            let message = mapped(&message);
            assert_eq!((message.kind, &*message.native_kind), (kind, word));
            if kind == MessageKind::Unknown {
                assert_eq!(message.visibility, Visibility::Internal);
            }
        }
    }

    #[test]
    fn authors_are_told_apart_by_what_there_is() {
        let without_type = |mut message: Value, sender_type: Value| {
            message["sender"].as_object_mut().unwrap().remove("type");
            message["sender_type"] = sender_type;
            mapped(&message).author
        };
        let key = SourceKey::parse("chat").unwrap();
        assert_eq!(
            without_type(outgoing(), json!("User")),
            Some(Actor::Agent(Id::new(&key, "31")))
        );
        assert_eq!(
            without_type(incoming(), json!(null)),
            Some(Actor::Contact(Id::new(&key, "501")))
        );
        assert_eq!(
            without_type(outgoing(), json!(null)),
            Some(Actor::Unknown(Some("Maya Okafor".to_owned())))
        );
        let mut orphaned = outgoing();
        orphaned.as_object_mut().unwrap().remove("sender");
        assert_eq!(mapped(&orphaned).author, None);
    }

    #[test]
    fn the_file_of_the_document_is_read_like_the_list_of_the_server() {
        let mut message = incoming();
        let files = message["attachments"].take();
        message["attachment"] = files[0].clone();
        assert_eq!(
            mapped(&message).attachments.unwrap()[0].filename,
            "kettle.jpg"
        );
    }
}
