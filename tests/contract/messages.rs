//! The messages of a conversation are the entries of its case, in both directions.

use std::collections::HashSet;

use deskgraph::model::{
    Actor, Agent, AgentParts, Attachment, Conversation, ConversationParts, Id, Message,
    MessageKind, MessageOrder, MessageParts, MessageState, Page, PageRequest, Visibility,
};
use deskgraph::provider::{Capability, ErrorKind, Result};
use deskgraph::sandbox::world::{Author, Case, Channel, Entry, EntryKind, File};
use futures_util::TryStreamExt as _;

use super::listed::{Listed as _, all, found, items, walk};
use super::setup::{Desk, at_every_desk};
use super::story;

const BOTH: [MessageOrder; 2] = [MessageOrder::OldestFirst, MessageOrder::NewestFirst];

async fn pages(
    desk: &Desk,
    conversation: &Id<Conversation>,
    order: MessageOrder,
    first: PageRequest,
) -> Result<Vec<Page<Message>>> {
    let messages = |request| {
        let context = &desk.context;
        desk.provider
            .messages(context, conversation, order, request)
    };
    walk(first, messages).await
}

/// All messages of a conversation, oldest first.
pub(super) async fn messages(desk: &Desk, conversation: &Id<Conversation>) -> Vec<Message> {
    let first = PageRequest::first(50);
    items(
        pages(desk, conversation, MessageOrder::OldestFirst, first)
            .await
            .unwrap(),
    )
}

/// The conversation of the longest case.
async fn longest(desk: &Desk) -> Conversation {
    let rows = all::<Conversation>(desk).await;
    let length =
        |row: &Conversation| story::case_of(desk, row).map_or(0, |case| case.entries.len());
    rows.into_iter().max_by_key(length).unwrap()
}

#[tokio::test]
async fn one_order_is_the_other_one_backwards() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await {
            let read = BOTH.map(|order| pages(&desk, &row.id, order, PageRequest::first(20)));
            let [oldest, newest] = futures_util::future::join_all(read)
                .await
                .try_into()
                .unwrap();
            let (oldest, mut newest) = (items(oldest.unwrap()), items(newest.unwrap()));
            newest.reverse();
            let ids = |messages: &[Message]| -> Vec<_> {
                messages
                    .iter()
                    .map(|message| message.id.native().to_owned())
                    .collect()
            };
            desk.same(
                &format!("{:?} backwards", row.id),
                ids(&newest),
                ids(&oldest),
            );
            let different: HashSet<_> = oldest.iter().map(|message| &message.id).collect();
            desk.same("different ids", different.len(), oldest.len());
            let is_sorted = oldest.is_sorted_by_key(|message| message.created_at);
            desk.check(is_sorted, || format!("{:?} is not in order", row.id));
        }
    })
    .await;
}

#[tokio::test]
async fn every_entry_of_a_case_is_one_message() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await {
            let case = story::case_of(&desk, &row).unwrap();
            let messages = messages(&desk, &row.id).await;
            for message in &messages {
                desk.same(
                    "conversation of a message",
                    message.conversation(),
                    row.id.clone(),
                );
            }
            for entry in &case.entries {
                let told: Vec<_> = messages.iter().filter(|one| tells(one, entry)).collect();
                match (entry.kind, &told[..]) {
                    (EntryKind::Message | EntryKind::Note, [message]) => {
                        let is_first = std::ptr::eq(entry, &case.entries[0]);
                        is_told(&desk, &row, (case, entry, is_first), message).await;
                    }
                    (EntryKind::Message | EntryKind::Note, _) => {
                        desk.check(false, || {
                            format!("case {}: {entry:?} is told by {told:?}", case.number)
                        });
                    }
                    // Not every provider keeps a record of what happened.
                    (EntryKind::Resolved | EntryKind::Reopened | EntryKind::Assigned, _) => {}
                }
            }
        }
    })
    .await;
}

fn tells(message: &Message, entry: &Entry) -> bool {
    story::is_same_second(message.created_at, entry.at)
        && message.kind != MessageKind::Activity
        && message.state != MessageState::Deleted
}

async fn is_told(
    desk: &Desk,
    row: &Conversation,
    (case, entry, is_first): (&Case, &Entry, bool),
    message: &Message,
) {
    let of = |what: &str| format!("{what} of {:?} in case {}", entry.text, case.number);
    // A call is written down by whoever took it, and a forward by whoever sent it on: the contact cannot read them.
    let is_retold = is_first && matches!(message.kind, MessageKind::Call | MessageKind::Forward);
    desk.check(
        is_retold || !is_first || case.channel != Channel::Phone,
        || of("no call"),
    );
    let kind = match (entry.kind, entry.by) {
        _ if is_retold => message.kind,
        (EntryKind::Note, _) => MessageKind::Note,
        (_, Author::Person(_)) => MessageKind::CustomerMessage,
        (_, Author::Agent(_)) => MessageKind::AgentReply,
        (_, Author::Bot | Author::System) if message.kind == MessageKind::Automated => {
            MessageKind::Automated
        }
        (_, Author::Bot | Author::System) => MessageKind::BotReply,
    };
    let is_private = is_retold || entry.kind == EntryKind::Note;
    let visibility = if is_private {
        Visibility::Internal
    } else {
        Visibility::Public
    };
    desk.same(&of("kind"), message.kind, kind);
    desk.same(&of("visibility"), message.visibility, visibility);
    desk.check(!message.native_kind.is_empty(), || of("no native kind"));
    desk.check(story::says(message, &entry.text), || {
        of(&format!("body {:?}", message.body))
    });
    if !is_retold {
        is_written_by(desk, row, entry, message).await;
    }
}

async fn is_written_by(desk: &Desk, row: &Conversation, entry: &Entry, message: &Message) {
    let of = |what: &str| format!("{what} of {:?}", entry.text);
    match (entry.by, &message.author) {
        (Author::Person(_), author) => {
            let expected = row.contact.clone().map(Actor::Contact);
            desk.same(&of("author"), author.clone(), expected);
        }
        (Author::Agent(key), Some(Actor::Agent(id))) => {
            let ids = std::slice::from_ref(id);
            let mut batch = Agent::by_id(desk, ids, AgentParts::all()).await;
            let address = found(desk, &mut batch, id).and_then(|agent| agent.email);
            let expected = Some(desk.world.agent(key).email);
            desk.same(&of("author"), address.as_deref(), expected);
        }
        (Author::Bot | Author::System, author) => {
            let is_person = matches!(author, Some(Actor::Agent(_) | Actor::Contact(_)));
            desk.check(!is_person, || of(&format!("author {author:?}")));
        }
        (Author::Agent(_), author) => desk.check(false, || of(&format!("author {author:?}"))),
    }
}

#[tokio::test]
async fn what_only_the_team_sees_is_never_public() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await {
            let case = story::case_of(&desk, &row).unwrap();
            let notes = case
                .entries
                .iter()
                .filter(|entry| entry.kind == EntryKind::Note);
            let notes: Vec<_> = notes.map(|note| note.text.as_str()).collect();
            let public = messages(&desk, &row.id).await.into_iter();
            let mut public = public.filter(|one| one.visibility == Visibility::Public);
            desk.check(
                !public.any(|one| notes.iter().any(|note| story::says(&one, note))),
                || format!("a note of case {} is public", case.number),
            );
            let preview = row.preview.unwrap_or_default();
            desk.check(!notes.iter().any(|note| preview.starts_with(*note)), || {
                format!("the preview of case {} is a note", case.number)
            });
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_case_is_paged_to_its_end_at_any_size() {
    at_every_desk(|desk| async move {
        let row = longest(&desk).await;
        let all = messages(&desk, &row.id).await;
        let case = story::case_of(&desk, &row).unwrap();
        let is_said = |entry: &&Entry| matches!(entry.kind, EntryKind::Message | EntryKind::Note);
        let said = case.entries.iter().filter(is_said).count();
        desk.check(all.len() >= said, || {
            format!("{} of {said} messages", all.len())
        });
        for order in BOTH {
            for size in [1, 3, 100] {
                let read = pages(&desk, &row.id, order, PageRequest::first(size)).await;
                let read = items(read.unwrap());
                desk.same(
                    &format!("messages {order:?} by {size}"),
                    read.len(),
                    all.len(),
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_message_is_found_by_its_id() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await.into_iter().take(6) {
            let listed = messages(&desk, &row.id).await;
            let ids: Vec<_> = listed.iter().map(|message| message.id.clone()).collect();
            for ids in [&ids[..], &ids[..1]] {
                let parts = MessageParts::all();
                let mut batch = desk
                    .provider
                    .messages_by_id(&desk.context, ids, parts)
                    .await;
                for (message, id) in listed.iter().zip(ids) {
                    let read = batch.outcomes.remove(id).unwrap().unwrap();
                    let is_whole = read.as_ref().is_some_and(|read| read.known.contains(parts));
                    desk.check(is_whole, || format!("{id:?} is not whole: {read:?}"));
                    let facts = |one: &Message| {
                        let Message {
                            id,
                            kind,
                            visibility,
                            state,
                            author,
                            body,
                            ..
                        } = one.clone();
                        (id, kind, visibility, state, author, body, one.created_at)
                    };
                    let read = read.as_ref().map(facts);
                    desk.same(&format!("{id:?} by id"), read, Some(facts(message)));
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_latest_message_is_the_last_one_that_was_said() {
    at_every_desk(|desk| async move {
        let rows = all::<Conversation>(&desk).await;
        let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
        let latest = latest(&desk, &ids).await;
        desk.same("answers", latest.len(), ids.len());
        for (id, message) in latest {
            let listed = messages(&desk, &id).await;
            let mut said = listed.iter().rev();
            let expected =
                said.find(|one| one.kind != MessageKind::Activity && one.state.may_be_public());
            let expected = expected.map(|one| one.id.native().to_owned());
            let message = message.map(|one| one.id.native().to_owned());
            desk.same(&format!("latest of {id:?}"), message, expected);
        }
    })
    .await;
}

/// By the method, or out of the conversations where the method has nothing to add to them.
async fn latest(desk: &Desk, ids: &[Id<Conversation>]) -> Vec<(Id<Conversation>, Option<Message>)> {
    let answers = desk.provider.latest_messages(&desk.context, ids).await;
    let is_unsupported = |answer: &Result<Option<Message>>| matches!(answer, Err(error) if error.kind == ErrorKind::Unsupported);
    if !answers.iter().any(|(_, answer)| is_unsupported(answer)) {
        let answers = answers.into_iter();
        return answers.map(|(id, answer)| (id, answer.unwrap())).collect();
    }
    let mut batch = Conversation::by_id(desk, ids, ConversationParts::LAST_MESSAGE).await;
    let last = |id: &Id<Conversation>| {
        let row = found(desk, &mut batch, id);
        (
            id.clone(),
            row.and_then(|row| row.last_message.as_deref().cloned()),
        )
    };
    ids.iter().map(last).collect()
}

#[tokio::test]
async fn a_position_after_a_message_goes_on_right_there() {
    at_every_desk(|desk| async move {
        let row = longest(&desk).await;
        for order in BOTH {
            let mut all = messages(&desk, &row.id).await;
            if order == MessageOrder::NewestFirst {
                all.reverse();
            }
            for place in [0, all.len() / 2, all.len() - 1] {
                let Some(position) = desk.provider.position_after(&all[place].id, order) else {
                    continue;
                };
                let first = PageRequest {
                    size: 20,
                    position: Some(position),
                };
                let rest = items(pages(&desk, &row.id, order, first).await.unwrap());
                let ids = |messages: &[Message]| -> Vec<_> {
                    messages
                        .iter()
                        .map(|one| one.id.native().to_owned())
                        .collect()
                };
                let what = format!("{order:?} after {place} of {}", all.len());
                desk.same(&what, ids(&rest), ids(&all[place + 1..]));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn files_have_the_content_that_the_story_gave_them() {
    at_every_desk(|desk| async move {
        if !desk.can(Capability::AttachmentDownload) {
            return;
        }
        let mut count = 0;
        for row in all::<Conversation>(&desk).await {
            let case = story::case_of(&desk, &row).unwrap();
            let listed = messages(&desk, &row.id).await;
            for entry in &case.entries {
                let Some(file) = &entry.file else { continue };
                let message = listed.iter().find(|message| tells(message, entry)).unwrap();
                let files = message.attachments.as_deref().unwrap_or_default();
                match files.iter().find(|attached| attached.filename == file.name) {
                    Some(attached) => is_file(&desk, attached, file).await,
                    None => desk.check(false, || format!("no {file:?} among {files:?}")),
                }
                count += 1;
            }
        }
        desk.check(count > 0, || "the story has no file here".to_owned());
        let parent = Id::<Message>::new(desk.provider.key(), "1");
        let unknown = Id::<Attachment>::within(&parent, "no-such-file");
        let download = desk.provider.download(&desk.context, &unknown).await;
        desk.check(matches!(download, Ok(None)), || {
            "a file out of nothing".to_owned()
        });
    })
    .await;
}

async fn is_file(desk: &Desk, attached: &Attachment, file: &File) {
    let of = |what: &str| format!("{what} of {:?}", attached.id);
    desk.same(
        &of("media type"),
        attached.mime_type.as_str(),
        file.mime_type,
    );
    let download = desk.provider.download(&desk.context, &attached.id).await;
    let Some(download) = download.unwrap() else {
        desk.check(false, || of("nothing to download"));
        return;
    };
    let chunks: Vec<_> = download.content.try_collect().await.unwrap();
    desk.same(&of("content"), chunks.concat(), file.content());
    let size = attached.size_bytes.unwrap_or(file.content().len() as u64);
    desk.same(&of("size"), size, file.content().len() as u64);
}

#[tokio::test]
async fn messages_of_an_unknown_conversation_are_none_or_not_found() {
    at_every_desk(|desk| async move {
        for native in super::people::HOSTILE {
            let id = Id::<Conversation>::new(desk.provider.key(), *native);
            let first = PageRequest::first(5);
            let order = MessageOrder::OldestFirst;
            let read = desk
                .provider
                .messages(&desk.context, &id, order, first)
                .await;
            let is_absent = match &read {
                Ok(page) => page.items.is_empty() && page.next.is_none(),
                Err(error) => error.kind == ErrorKind::NotFound,
            };
            desk.check(is_absent, || format!("messages of {native:?}: {read:?}"));
            let ids = [Id::<Message>::within(&id, *native)];
            let batch = desk
                .provider
                .messages_by_id(&desk.context, &ids, MessageParts::all());
            let read = batch.await.outcomes.remove(&ids[0]);
            desk.check(matches!(read, Some(Ok(None))), || {
                format!("message {native:?}: {read:?}")
            });
        }
    })
    .await;
}
