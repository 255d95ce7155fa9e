//! What lies below a conversation: threads, their raw mails, attachments. All of it is 404 below a merged one.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::sandbox::helpscout::page::{Listing, SHORT, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::records::{Account, Conversation, Thread};
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;
use crate::sandbox::helpscout::view::thread::Room;

/// How long the provider keeps the mail as it came in.
const KEPT: SignedDuration = SignedDuration::from_hours(15 * 24);

/// Lists the threads of a conversation, newest first.
pub(super) async fn list(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    let conversation = account.conversation(id).ok_or_else(Refusal::not_found)?;
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("conversations/{id}/threads")),
        params: &params,
        rel: "threads",
        size: SHORT,
    };
    let threads: Vec<&Thread> = conversation.threads.iter().rev().collect();
    listing.answer(&threads, |thread| {
        lens.thread(conversation, thread, Room::Whole)
    })
}

/// Gives the mail behind a thread, as text or inside JSON.
pub(super) async fn original_source(
    State(server): State<Shared>,
    Ids([id, thread_id]): Ids<2>,
    headers: HeaderMap,
) -> Answer {
    let account = server.account();
    let conversation = account.conversation(id).ok_or_else(Refusal::not_found)?;
    let mut threads = conversation.threads.iter();
    let thread = threads.find(|thread| thread.id == thread_id);
    let thread = thread.filter(|thread| has_source(thread, server.now()));
    let mail = mail(
        &account,
        conversation,
        thread.ok_or_else(Refusal::not_found)?,
    );
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("message/rfc822")) {
        return Ok(([(header::CONTENT_TYPE, "message/rfc822")], mail).into_response());
    }
    Ok(object(&json!({"original": mail})))
}

/// Gives the bytes of an attachment as base64 inside JSON; never those of a virus.
pub(super) async fn attachment_data(
    State(server): State<Shared>,
    Ids([id, attachment_id]): Ids<2>,
) -> Answer {
    let account = server.account();
    let conversation = account.conversation(id).ok_or_else(Refusal::not_found)?;
    let mut files = conversation
        .threads
        .iter()
        .flat_map(|thread| &thread.attachments);
    let file = files.find(|file| file.id == attachment_id);
    let content = file
        .and_then(|file| file.content.as_ref())
        .ok_or_else(Refusal::not_found)?;
    Ok(object(&json!({"data": STANDARD.encode(content)})))
}

/// Says whether a thread came by mail, and not too long ago.
fn has_source(thread: &Thread, now: Timestamp) -> bool {
    let is_mail = thread.source.kind == "email" && thread.source.via == "customer";
    is_mail && now.duration_since(thread.created_at) <= KEPT
}

fn mail(account: &Account, conversation: &Conversation, thread: &Thread) -> String {
    let customer = account.customer(conversation.customer);
    let from = customer.map_or_else(String::new, |customer| {
        let name = format!("{} {}", customer.first(), customer.last());
        let email = customer.email().unwrap_or_default();
        format!("{} <{email}>", encoded(&name))
    });
    let lines = [
        format!("From: {from}"),
        format!("To: {}", thread.to.join(", ")),
        format!("Subject: {}", encoded(&conversation.subject)),
        format!(
            "Date: {}",
            thread.created_at.strftime("%a, %d %b %Y %H:%M:%S +0000")
        ),
        format!("Message-ID: <{}@mail.example>", thread.id),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/html; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: 8bit".to_owned(),
        String::new(),
        thread.body.clone().unwrap_or_default(),
    ];
    lines.join("\r\n") + "\r\n"
}

/// Writes a header value, which is ASCII alone.
fn encoded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    format!("=?utf-8?B?{}?=", STANDARD.encode(text))
}
