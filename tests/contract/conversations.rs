//! The list of conversations and the reads of single ones tell the cases of the desk.

use std::collections::{BTreeSet, HashSet};

use deskgraph::model::ConversationOrderField;
use deskgraph::model::{
    Agent, AgentParts, Contact, ContactParts, Conversation, ConversationParts, DirectoryParts, Id,
    PageRequest, Partial as _, Tag, Team,
};
use deskgraph::provider::{Capability, SupportLevel};
use deskgraph::sandbox::world::Case;

use super::listed::{Listed as _, all, found, items, walk};
use super::setup::{Desk, at_every_desk};
use super::story;

async fn ids(desk: &Desk) -> Vec<Id<Conversation>> {
    let rows = all::<Conversation>(desk).await;
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_walk_in_pages_of_any_size_meets_every_case_once() {
    at_every_desk(|desk| async move {
        for size in [1, 7, 25, 100] {
            let list = |request| Conversation::list(&desk, request);
            let pages = walk(PageRequest::first(size), list).await.unwrap();
            let count = desk.world.cases_at(desk.kind).count();
            for page in &pages {
                let total = page.total.unwrap_or(count as u64);
                desk.same(&format!("total at size {size}"), total, count as u64);
                let is_fixed = desk.provider.profile().pagination.is_page_size_fixed;
                desk.check(is_fixed || page.items.len() <= size, || {
                    format!("{} rows for a page of {size}", page.items.len())
                });
            }
            let rows = items(pages);
            let ids: HashSet<_> = rows.iter().map(|row| &row.id).collect();
            let told = (rows.len(), ids.len());
            desk.same(
                &format!("rows and ids at size {size}"),
                told,
                (count, count),
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_latest_activity_comes_first() {
    at_every_desk(|desk| async move {
        let rows = all::<Conversation>(&desk).await;
        desk.check(!rows.is_empty(), || "the list is empty".to_owned());
        let mut orders = desk.provider.profile().orders.iter();
        let order = orders.find(|order| order.field == ConversationOrderField::LastActivityAt);
        let is_exact = order.is_some_and(|order| order.level == SupportLevel::Native);
        let times: Vec<_> = rows.iter().map(|row| row.last_activity_at).collect();
        desk.check(times.iter().all(Option::is_some), || {
            format!("rows without the key of the order: {times:?}")
        });
        desk.check(!is_exact || times.is_sorted_by(|a, b| a >= b), || {
            format!("not in order: {times:?}")
        });
    })
    .await;
}

#[tokio::test]
async fn every_conversation_tells_its_case() {
    at_every_desk(|desk| async move {
        let mut told = BTreeSet::new();
        for row in all::<Conversation>(&desk).await {
            let Some(case) = story::case_of(&desk, &row) else {
                desk.check(false, || format!("{:?} tells no case: {row:?}", row.id));
                continue;
            };
            told.insert(case.number);
            tells(&desk, case, &row);
        }
        let count = desk.world.cases_at(desk.kind).count();
        desk.same("different cases told", told.len(), count);
    })
    .await;
}

fn tells(desk: &Desk, case: &Case, row: &Conversation) {
    let of = |what: &str| format!("{what} of case {}", case.number);
    desk.same(&of("status"), row.status, story::status(case.state));
    desk.same(
        &of("priority"),
        row.priority,
        story::priority(case.priority),
    );
    desk.same(
        &of("channel"),
        row.channel.kind,
        story::channel(case.channel),
    );
    if let Some(subject) = story::subject(case) {
        desk.same(&of("subject"), row.subject.as_deref(), Some(subject));
    }
    let is_snoozed = row.snooze.is_some();
    let until = matches!(case.state, deskgraph::sandbox::world::State::Snoozed { .. });
    desk.same(&of("snooze"), is_snoozed, until);
    desk.check(!row.native_status.is_empty(), || of("no native status"));
    desk.check(!row.channel.native.is_empty(), || of("no native channel"));
    let profile = desk.provider.profile();
    let mut statuses = profile.statuses.iter();
    desk.check(statuses.any(|known| known.unified == row.status), || {
        of("a status beyond the table")
    });
    let mut channels = profile.channels.iter();
    desk.check(
        channels.any(|known| known.unified == row.channel.kind),
        || of("a channel beyond the table"),
    );
}

#[tokio::test]
async fn assignee_team_tags_and_contact_are_those_of_the_case() {
    at_every_desk(|desk| async move {
        for row in all::<Conversation>(&desk).await {
            let Some(case) = story::case_of(&desk, &row) else {
                continue;
            };
            assigned(&desk, case, &row).await;
            tagged(&desk, case, &row).await;
            asked(&desk, case, &row).await;
        }
    })
    .await;
}

async fn assigned(desk: &Desk, case: &Case, row: &Conversation) {
    let of = |what: &str| format!("{what} of case {}", case.number);
    let mut address = None;
    if let Some(id) = &row.assignee {
        let ids = std::slice::from_ref(id);
        let mut batch = Agent::by_id(desk, ids, AgentParts::all()).await;
        address = found(desk, &mut batch, id).and_then(|agent| agent.email);
    }
    let expected = case.assignee.map(|key| desk.world.agent(key).email);
    desk.same(&of("assignee"), address.as_deref(), expected);
    let mut name = None;
    if let Some(id) = &row.team {
        let ids = std::slice::from_ref(id);
        let mut batch = Team::by_id(desk, ids, DirectoryParts::all()).await;
        name = found(desk, &mut batch, id).map(|team| team.name);
    }
    let mut teams = desk.world.teams.iter();
    let expected = case.team.and_then(|key| teams.find(|team| team.key == key));
    // Some providers keep names in lower case.
    let lower = |name: &str| name.to_lowercase();
    desk.same(
        &of("team"),
        name.as_deref().map(lower),
        expected.map(|team| lower(team.name)),
    );
}

async fn tagged(desk: &Desk, case: &Case, row: &Conversation) {
    let Some(ids) = &row.tags else {
        desk.check(case.tags.is_empty(), || format!("no tags on {row:?}"));
        return;
    };
    let mut batch = Tag::by_id(desk, ids, DirectoryParts::all()).await;
    let tags = ids.iter().filter_map(|id| found(desk, &mut batch, id));
    let names: BTreeSet<_> = tags.map(|tag| tag.name.to_lowercase()).collect();
    let expected = case.tags.iter().map(|tag| (*tag).to_owned()).collect();
    desk.same(&format!("tags of case {}", case.number), names, expected);
}

async fn asked(desk: &Desk, case: &Case, row: &Conversation) {
    let Some(id) = &row.contact else {
        desk.check(false, || format!("nobody asked case {}", case.number));
        return;
    };
    let ids = std::slice::from_ref(id);
    let mut batch = Contact::by_id(desk, ids, ContactParts::all()).await;
    let contact = found(desk, &mut batch, id);
    let person = desk.world.person(case.person);
    let fits = contact
        .as_ref()
        .is_some_and(|one| story::is_person(one, person));
    desk.check(fits, || {
        format!(
            "contact of case {}: found {contact:?}, expected {person:?}",
            case.number
        )
    });
}

#[tokio::test]
async fn a_read_by_id_knows_every_part_that_is_wanted() {
    at_every_desk(|desk| async move {
        let ids = ids(&desk).await;
        let mut wanted = Conversation::each_part();
        wanted.push(ConversationParts::all());
        for ids in [&ids[..], &ids[..ids.len().min(1)]] {
            for &parts in &wanted {
                let mut batch = Conversation::by_id(&desk, ids, parts).await;
                for id in ids {
                    let row = found(&desk, &mut batch, id);
                    let known = row.map(|row| row.known);
                    let covers = known.is_some_and(|known| Conversation::covers(known, parts));
                    desk.check(covers, || {
                        format!("{id:?} wanted {parts:?}, known {known:?}")
                    });
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_row_of_the_list_and_the_read_by_id_say_the_same() {
    at_every_desk(|desk| async move {
        let rows = all::<Conversation>(&desk).await;
        let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
        let parts = ConversationParts::all();
        let mut many = Conversation::by_id(&desk, &ids, parts).await;
        for row in &rows {
            let ids = std::slice::from_ref(&row.id);
            let mut one = Conversation::by_id(&desk, ids, parts).await;
            let many = found(&desk, &mut many, &row.id);
            let one = found(&desk, &mut one, &row.id);
            for (what, read) in [("among many", many), ("alone", one)] {
                let Some(read) = read else {
                    desk.check(false, || format!("{:?} is not found {what}", row.id));
                    continue;
                };
                let (listed, mut read) = shared(row, &read);
                if begins_alike(listed.preview.as_deref(), read.preview.as_deref()) {
                    read.preview.clone_from(&listed.preview);
                }
                desk.same(&format!("{:?} {what}", row.id), read, listed);
            }
        }
    })
    .await;
}

/// Whether one is the other, or a shorter piece of it: some lists cut long texts.
fn begins_alike(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one == other;
    };
    let (one, other) = (
        one.trim_end_matches(['.', '…']),
        other.trim_end_matches(['.', '…']),
    );
    one.starts_with(other.trim_end()) || other.starts_with(one.trim_end())
}

/// Both copies, reduced to what both know. The payloads may differ.
fn shared(one: &Conversation, other: &Conversation) -> (Conversation, Conversation) {
    let both = one.known & other.known & !ConversationParts::RAW;
    (reduced(one, both), reduced(other, both))
}

fn reduced(row: &Conversation, parts: ConversationParts) -> Conversation {
    let mut row = row.clone();
    let knows = |part| parts.contains(part);
    let blank = Conversation::new(row.id.clone(), row.status, "", row.channel.clone());
    row.raw = None;
    // Messages are compared where messages are read.
    row.first_message = None;
    row.last_message = None;
    row.known = parts;
    if !knows(ConversationParts::PREVIEW) {
        row.preview = None;
    }
    if !knows(ConversationParts::CONTACT) {
        row.contact = None;
    }
    if !knows(ConversationParts::ORGANIZATION) {
        row.organization = None;
    }
    if !knows(ConversationParts::ASSIGNEE) {
        (row.assignee, row.team) = (None, None);
    }
    if !knows(ConversationParts::TAGS) {
        row.tags = None;
    }
    if !knows(ConversationParts::INBOX) {
        row.inbox = None;
    }
    if !knows(ConversationParts::PEOPLE) {
        (row.participants, row.followers) = (None, None);
    }
    if !knows(ConversationParts::COUNTS) {
        (row.unread_count, row.message_count) = (None, None);
    }
    if !knows(ConversationParts::WORK) {
        (row.ticket, row.rating, row.metrics, row.links) = (None, None, None, None);
    }
    if !knows(ConversationParts::TIMES) {
        row = without_times(row, &blank);
    }
    row
}

fn without_times(row: Conversation, blank: &Conversation) -> Conversation {
    Conversation {
        created_at: blank.created_at,
        updated_at: blank.updated_at,
        last_activity_at: blank.last_activity_at,
        closed_at: blank.closed_at,
        waiting_since: blank.waiting_since,
        status_changed_at: blank.status_changed_at,
        ..row
    }
}

#[tokio::test]
async fn a_conversation_has_one_thread_that_the_contact_sees() {
    at_every_desk(|desk| async move {
        let mut has_side_threads = false;
        for row in all::<Conversation>(&desk).await {
            let thread = desk.provider.primary_thread(&row);
            desk.same(
                "conversation of the thread",
                thread.id.parent(),
                Some(row.id.clone()),
            );
            let sides = desk.provider.side_threads(&desk.context, &row.id).await;
            let sides = sides.unwrap();
            has_side_threads |= !sides.is_empty();
            for side in sides {
                let is_apart = side.id != thread.id
                    && side.visibility == deskgraph::model::Visibility::Internal;
                desk.check(is_apart, || format!("a side thread in the open: {side:?}"));
            }
        }
        let declared = desk.can(Capability::ConversationSideThreads);
        desk.same("side threads", has_side_threads, declared);
    })
    .await;
}
