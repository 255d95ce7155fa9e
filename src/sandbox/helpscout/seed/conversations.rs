//! Cases as conversations.

use jiff::Timestamp;

use crate::model::ProviderKind;
use crate::sandbox::helpscout::records::{
    Closing, Conversation, FieldValue, Party, Snooze, Status, Tag, Thread,
};
use crate::sandbox::world::{Case, Channel, State, World};

use super::{additions, ids, inboxes, threads, whole_second};

/// A case and what its entries need to know of it.
pub(super) struct Chapter<'a> {
    pub world: &'a World,
    pub case: &'a Case,
    pub customer: u64,
    pub customer_email: Option<&'static str>,
    pub mailbox_email: &'static str,
    pub assignee: Party,
}

/// The conversations, in the order they were opened.
pub(super) fn all(world: &World, tags: &[Tag]) -> Vec<Conversation> {
    let cases = world.cases_at(ProviderKind::HelpScout);
    cases.map(|case| conversation(world, case, tags)).collect()
}

fn conversation(world: &World, case: &Case, tags: &[Tag]) -> Conversation {
    let mailbox = mailbox(case);
    let chapter = Chapter {
        world,
        case,
        customer: ids::customer(world, case.person),
        customer_email: world.person(case.person).email,
        mailbox_email: inboxes::email(mailbox),
        assignee: assignee(world, case),
    };
    let mut threads = threads::told(&chapter);
    additions::add(&chapter, &mut threads);
    let first = &threads[0];
    let (created_by, source, created_at) = (first.created_by, first.source, first.created_at);
    Conversation {
        id: ids::conversation(case.number),
        number: ids::number(case.number),
        kind: kind(case.channel),
        status: status(case),
        state: "published",
        subject: case.subject.clone(),
        mailbox,
        customer: chapter.customer,
        assignee: chapter.assignee,
        created_by,
        created_at,
        closing: closing(case, &threads),
        source,
        tags: tag_ids(case, tags),
        cc: additions::copies(case.number).0,
        bcc: additions::copies(case.number).1,
        snooze: snooze(world, case),
        fields: fields(case.number),
        threads,
        touched_at: None,
    }
}

fn mailbox(case: &Case) -> u64 {
    if case.tags.contains(&"billing") {
        ids::BILLING
    } else {
        ids::HELP
    }
}

fn assignee(world: &World, case: &Case) -> Party {
    let user = case.assignee.map(|key| Party::User(ids::user(world, key)));
    let team = || case.team.map(|key| Party::Team(ids::team(world, key)));
    user.or_else(team).unwrap_or(Party::Nobody)
}

/// The provider knows mail, chat and phone; what else the story had would come in by mail.
fn kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Chat => "chat",
        Channel::Phone => "phone",
        Channel::Email | Channel::Slack | Channel::InProduct | Channel::WhatsApp | Channel::Api => {
            "email"
        }
    }
}

fn status(case: &Case) -> Status {
    match case.state {
        State::New | State::Open | State::InProgress => Status::Active,
        State::Pending | State::OnHold => Status::Pending,
        // Sleeping goes with any status.
        State::Snoozed { .. } if case.number.is_multiple_of(2) => Status::Active,
        State::Snoozed { .. } => Status::Pending,
        State::Resolved => Status::Closed,
        State::Spam => Status::Spam,
    }
}

fn closing(case: &Case, threads: &[Thread]) -> Option<Closing> {
    if case.state != State::Resolved {
        return None;
    }
    let ends = |thread: &&Thread| thread.status == Some("closed");
    let end = threads.iter().rev().find(ends)?;
    Some(Closing {
        by: end.created_by,
        at: end.created_at,
    })
}

fn snooze(world: &World, case: &Case) -> Option<Snooze> {
    let State::Snoozed { until } = case.state else {
        return None;
    };
    let by = case.assignee.unwrap_or("ana");
    Some(Snooze {
        by: ids::user(world, by),
        until: whole_second(until),
        ends_on_customer_reply: case.number % 2 == 1,
    })
}

fn tag_ids(case: &Case, tags: &[Tag]) -> Vec<u64> {
    let named = |name: &&str| tags.iter().find(|tag| tag.name == *name).map(|tag| tag.id);
    case.tags.iter().filter_map(named).collect()
}

fn fields(case: u32) -> Vec<FieldValue> {
    let values: &[(u64, &str)] = match case {
        1 => &[(inboxes::MODEL, "8518")],
        3 => &[
            (inboxes::PLAN, "8531"),
            (inboxes::ADDRESS, "Brightside Care & Co\n4 Quay Street"),
        ],
        5 => &[(inboxes::ORDER, "484122"), (inboxes::MODEL, "8519")],
        12 => &[(inboxes::PLAN, "8530"), (inboxes::VAT, "21")],
        16 => &[(inboxes::MODEL, "8519"), (inboxes::RECALLED, "2026-11-24")],
        27 => &[(inboxes::ORDER, "504378")],
        _ => &[],
    };
    let value = |(field, value): &(u64, &str)| FieldValue {
        field: *field,
        value: (*value).to_owned(),
    };
    values.iter().map(value).collect()
}

/// The moment of an entry, as the provider keeps it.
pub(super) fn moment(case: &Case, position: usize) -> Timestamp {
    whole_second(case.entries[position].at)
}
