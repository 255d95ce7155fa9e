//! What a profile declares is what the adapter does.

use std::collections::BTreeSet;

use deskgraph::adapters::PROFILES;
use deskgraph::model::{
    Agent, AgentParts, Attachment, Contact, Conversation, Id, MessageOrder, PageRequest,
    ProviderKind,
};
use deskgraph::provider::{CallContext, Capability, ErrorKind, Operation};

use super::conditions::ask_each;
use super::listed::{Listed, all, of_each_noun, walk};
use super::messages::messages;
use super::people::HOSTILE;
use super::questions::{Sample, questions};
use super::setup::{Desk, at_every_desk};

/// The method that a capability is about, as far as this release has one.
const METHODS: &[(Capability, &str)] = &[
    (Capability::ConversationList, "conversations"),
    (Capability::ConversationGet, "conversations_by_id"),
    (
        Capability::ConversationGetWithoutSideEffects,
        "conversations_by_id",
    ),
    (Capability::MessageList, "messages"),
    (Capability::AttachmentDownload, "download"),
    (Capability::ContactGet, "contacts_by_id"),
    (Capability::ContactList, "contacts"),
    (Capability::OrganizationRead, "organizations"),
    (Capability::AgentList, "agents"),
    (Capability::TeamList, "teams"),
    (Capability::TagList, "tags"),
    (Capability::InboxList, "inboxes"),
];

#[tokio::test]
async fn what_is_declared_is_what_is_not_unsupported() {
    at_every_desk(|desk| async move {
        let sample = Sample::of(&desk, 1).await;
        let context = CallContext::default();
        for (method, question) in questions(&*desk.provider, &context, &sample) {
            let answers = question.await;
            let is_unsupported = answers.iter().any(|answer| {
                answer
                    .as_ref()
                    .is_err_and(|error| error.kind == ErrorKind::Unsupported)
            });
            for (capability, _) in METHODS.iter().filter(|(_, known)| *known == method) {
                let what = format!("{capability:?} by {method}");
                desk.same(&what, !is_unsupported, desk.can(*capability));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn tickets_are_declared_where_conversations_have_them() {
    at_every_desk(|desk| async move {
        let rows = all::<Conversation>(&desk).await;
        let has_tickets = rows.iter().any(|row| row.ticket.is_some());
        desk.same("tickets", has_tickets, desk.can(Capability::TicketRead));
        let tickets = rows.iter().filter_map(|row| row.ticket.as_ref());
        let has_deadlines = tickets.clone().any(|ticket| ticket.sla_due_at.is_some());
        desk.same("deadlines", has_deadlines, desk.can(Capability::TicketSla));
        let numbers: BTreeSet<_> = tickets.clone().map(|ticket| &ticket.number).collect();
        desk.same("different numbers", numbers.len(), tickets.count());
    })
    .await;
}

#[test]
fn profiles_stand_in_the_order_of_the_kinds() {
    assert_eq!(PROFILES.map(|profile| profile.kind), ProviderKind::ALL);
}

#[tokio::test]
async fn operations_have_a_name_of_their_own() {
    at_every_desk(|desk| async move {
        let operations = desk.provider.profile().operations;
        desk.check(!operations.is_empty(), || "no operations".to_owned());
        let names: BTreeSet<_> = operations.iter().map(|one| one.id).collect();
        desk.same("different operations", names.len(), operations.len());
        for operation in operations {
            is_described(&desk, operation);
        }
    })
    .await;
}

fn is_described(desk: &Desk, operation: &Operation) {
    let Operation {
        id, path, summary, ..
    } = *operation;
    let words: Vec<_> = id.split('.').collect();
    let is_word =
        |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_named = words.len() == 3 && words.iter().all(is_word);
    desk.check(is_named && words[0] == desk.kind.slug(), || {
        format!("{id} is no name")
    });
    desk.check(path.starts_with('/'), || {
        format!("{id} has the path {path}")
    });
    desk.check(!summary.is_empty(), || format!("{id} is not described"));
}

#[tokio::test]
async fn a_capability_names_operations_that_exist_and_says_what_limits_it() {
    at_every_desk(|desk| async move {
        let profile = desk.provider.profile();
        let known: BTreeSet<_> = profile.operations.iter().map(|one| one.id).collect();
        let mut seen = Vec::new();
        for support in profile.capabilities.0 {
            let what = format!("{:?}", support.capability);
            desk.check(!seen.contains(&support.capability), || {
                format!("{what} twice")
            });
            seen.push(support.capability);
            for operation in support.operations {
                desk.check(known.contains(operation), || {
                    format!("{what} by {operation}")
                });
            }
            let is_available = support.level.is_available();
            desk.check(is_available != support.operations.is_empty(), || {
                format!("{what} is {:?} by {:?}", support.level, support.operations)
            });
        }
    })
    .await;
}

#[tokio::test]
async fn every_reading_operation_is_sent_by_some_method_and_none_changes_anything() {
    at_every_desk(|desk| async move {
        drive(&desk).await;
        let operations = desk.provider.profile().operations;
        let records = desk.context.log.records();
        let sent: BTreeSet<_> = records.iter().map(|record| record.operation).collect();
        let known: BTreeSet<_> = operations.iter().map(|one| one.id).collect();
        let reads = operations
            .iter()
            .filter(|one| one.is_read)
            .map(|one| one.id);
        let reads: BTreeSet<_> = reads.filter(|id| !BEFORE_WRITES.contains(id)).collect();
        let dead: Vec<_> = reads.difference(&sent).collect();
        desk.check(dead.is_empty(), || format!("never sent: {dead:?}"));
        let secret: Vec<_> = sent.difference(&known).collect();
        desk.check(secret.is_empty(), || format!("not listed: {secret:?}"));
        for operation in operations.iter().filter(|one| sent.contains(one.id)) {
            let is_harmless = operation.is_read && operation.side_effects.is_empty();
            desk.check(is_harmless, || format!("a read sends {operation:?}"));
        }
    })
    .await;
}

/// Reads that only writes need: of what is replaced as a whole, and of who or what they name.
const BEFORE_WRITES: &[&str] = &[
    "helpscout.mailboxes.fields",
    "nimchat.contact_inboxes.filter",
    "nimchat.conversations.labels",
    "nimchat.profile.get",
];

/// Asks everything that can be asked, in every way.
async fn drive(desk: &Desk) {
    for count in [1, 3] {
        let sample = Sample::of(desk, count).await;
        for (_, question) in questions(&*desk.provider, &desk.context, &sample) {
            question.await;
        }
    }
    ask_each(desk).await;
    of_each_noun!(read_in_every_way, desk);
    for row in all::<Conversation>(desk).await {
        for message in messages(desk, &row.id).await {
            for file in message.attachments.unwrap_or_default() {
                read_file(desk, &file.id).await;
            }
        }
        let newest = MessageOrder::NewestFirst;
        let first = PageRequest::first(10);
        let read = |request| {
            desk.provider
                .messages(&desk.context, &row.id, newest, request)
        };
        walk(first, read).await.unwrap();
    }
    let agents = all::<Agent>(desk).await;
    let ids: Vec<_> = agents.into_iter().map(|agent| agent.id).collect();
    Agent::by_id(desk, &ids, AgentParts::TEAMS).await;
    let authors = all::<Conversation>(desk).await.into_iter();
    for contact in authors.filter_map(|row| row.contact) {
        Contact::by_id(desk, &[contact], Contact::every_part()).await;
    }
}

async fn read_in_every_way<T: Listed>(desk: &Desk) {
    let listed = all::<T>(desk).await;
    let key = desk.provider.key();
    let known = listed.iter().map(|one| one.id().clone());
    // As an id that came from elsewhere, without what helps to find it.
    let bare = listed
        .iter()
        .take(1)
        .map(|one| Id::new(key, one.id().native()));
    let hostile = HOSTILE.iter().map(|native| Id::new(key, *native));
    let ids: Vec<Id<T>> = known.collect();
    for parts in T::each_part() {
        T::by_id(desk, &ids, parts).await;
        T::by_id(desk, &ids[..ids.len().min(1)], parts).await;
    }
    for id in bare.chain(hostile) {
        T::by_id(desk, &[id], T::every_part()).await;
    }
}

async fn read_file(desk: &Desk, file: &Id<Attachment>) {
    let _ = desk.provider.download(&desk.context, file).await;
}
