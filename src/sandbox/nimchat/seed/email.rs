//! What an e-mail adds to a message.

use serde_json::{Value, json};

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Message, MessageType};
use crate::sandbox::world::{Case, Entry};

use super::inboxes::ADDRESS;

/// Puts the parts of the mail into the message.
pub(super) fn complete(message: &mut Message, case: &Case, place: usize, from: &str) {
    if message.kind != MessageType::Incoming {
        let uuid = secret::uuid(&format!("conversation {}", case.number));
        message.source_id = Some(format!(
            "conversation/{uuid}/messages/{}@in.nimchat.example",
            message.id
        ));
        for key in ["cc_emails", "bcc_emails", "to_emails"] {
            message.content_attributes.insert(key.to_owned(), json!([]));
        }
        return;
    }
    let id = format!(
        "{}@mail.example",
        secret::token(&format!("mail {} {place}", case.number))
    );
    message.content_type = "incoming_email";
    message.source_id = Some(id.clone());
    let copy = (place == 0).then(|| json!(["office@kestrelbikes.example"]));
    let attributes = &mut message.content_attributes;
    attributes.insert(
        "email".to_owned(),
        mail((case, place), (&id, from), copy.as_ref()),
    );
    attributes.insert("cc_email".to_owned(), copy.unwrap_or_default());
    attributes.insert("bcc_email".to_owned(), Value::Null);
}

fn mail((case, place): (&Case, usize), (id, from): (&str, &str), copy: Option<&Value>) -> Value {
    let Some(entry) = case.entries.get(place) else {
        return Value::Null;
    };
    let before = case.entries[..place].last();
    let subject = if place == 0 {
        case.subject.clone()
    } else {
        format!("Re: {}", case.subject)
    };
    let quote = before.map(quoted).unwrap_or_default();
    let cited = before.map(cited).unwrap_or_default();
    json!({
        "bcc": null,
        "cc": copy,
        "content_type": "multipart/alternative; boundary=b1",
        "date": entry.at.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        "from": [from],
        "html_content": {
            "full": format!("<div dir=\"ltr\">{}</div>{cited}", html(&entry.text)),
            "reply": entry.text,
            "quoted": entry.text,
        },
        "in_reply_to": null,
        "message_id": id,
        "multipart": true,
        "number_of_attachments": usize::from(entry.file.is_some()),
        "subject": subject,
        "text_content": {
            "full": format!("{}{quote}", entry.text),
            "reply": entry.text,
            "quoted": entry.text,
        },
        "to": [ADDRESS],
    })
}

fn quoted(entry: &Entry) -> String {
    let lines: Vec<String> = entry.text.lines().map(|line| format!("> {line}")).collect();
    format!(
        "\n\nOn {} Kestrel Bikes wrote:\n{}",
        entry.at.strftime("%d %B %Y"),
        lines.join("\n")
    )
}

fn cited(entry: &Entry) -> String {
    format!(
        "<blockquote type=\"cite\">{}</blockquote>",
        html(&entry.text)
    )
}

fn html(text: &str) -> String {
    let safe = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let paragraphs = safe.split("\n\n").map(|part| part.replace('\n', "<br>"));
    paragraphs.map(|part| format!("<p>{part}</p>")).collect()
}
