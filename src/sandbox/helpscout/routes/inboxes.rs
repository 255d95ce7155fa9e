//! Mailboxes and what belongs to them.

use axum::extract::State;
use serde_json::Value;

use crate::sandbox::helpscout::page::{LONG, Listing, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::records::{Field, Folder};
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;

/// Lists mailboxes.
pub(super) async fn list(State(server): State<Shared>, params: Params) -> Answer {
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("mailboxes"),
        params: &params,
        rel: "mailboxes",
        size: LONG,
    };
    listing.answer(&account.mailboxes, |one| lens.mailbox(one))
}

/// Shows a mailbox.
pub(super) async fn show(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let account = server.account();
    let mailbox = account.mailbox(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).mailbox(mailbox)))
}

/// Lists the custom fields of a mailbox.
pub(super) async fn fields(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    account.mailbox(id).ok_or_else(Refusal::not_found)?;
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("mailboxes/{id}/fields")),
        params: &params,
        rel: "fields",
        size: LONG,
    };
    let fields = account.fields.iter().filter(|field| field.mailbox == id);
    let fields: Vec<(usize, &Field)> = (1..).zip(fields).collect();
    listing.answer(&fields, |(order, field)| lens.field(field, *order))
}

/// Lists the folders of a mailbox.
pub(super) async fn folders(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let account = server.account();
    account.mailbox(id).ok_or_else(Refusal::not_found)?;
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href(format_args!("mailboxes/{id}/folders")),
        params: &params,
        rel: "folders",
        size: LONG,
    };
    let folders = account.folders.iter().filter(|folder| folder.mailbox == id);
    let folders: Vec<&Folder> = folders.collect();
    listing.answer(&folders, |folder| lens.folder(folder))
}

/// Lists the prepared texts of a mailbox: a bare list, and without those for chats unless asked.
pub(super) async fn saved_replies(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let with_chats = params.word("includeChatReplies", &["true", "false"])? == Some("true");
    let account = server.account();
    account.mailbox(id).ok_or_else(Refusal::not_found)?;
    let lens = server.lens(&account);
    let replies = account
        .saved_replies
        .iter()
        .filter(|reply| reply.mailbox == id);
    let shown = replies.filter(|reply| with_chats || reply.text.is_some());
    let shown: Value = shown.map(|reply| lens.saved_reply(reply, false)).collect();
    Ok(object(&shown))
}

/// Shows a prepared text.
pub(super) async fn saved_reply(
    State(server): State<Shared>,
    Ids([mailbox, id]): Ids<2>,
) -> Answer {
    let account = server.account();
    let mut replies = account.saved_replies.iter();
    let reply = replies.find(|reply| reply.mailbox == mailbox && reply.id == id);
    let reply = reply.ok_or_else(Refusal::not_found)?;
    Ok(object(&server.lens(&account).saved_reply(reply, true)))
}
