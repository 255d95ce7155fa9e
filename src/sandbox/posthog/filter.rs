//! The filters of the ticket list. What they cannot read they ignore, and so the list is longer than was meant.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::dates;
use super::ids;
use super::query::Query;
use super::state::{Assignee, MESSAGE_SCOPE, Project, Ticket};

const STATUSES: &[&str] = &["new", "open", "pending", "on_hold", "resolved"];
const PRIORITIES: &[&str] = &["low", "medium", "high"];
const CHANNELS: &[&str] = &["widget", "email", "slack", "teams", "github"];
const CHANNEL_DETAILS: &[&str] = &[
    "slack_channel_message",
    "slack_bot_mention",
    "slack_emoji_reaction",
    "teams_channel_message",
    "teams_bot_mention",
    "widget_embedded",
    "widget_api",
    "github_issue",
];
const MAX_DISTINCT_IDS: usize = 100;
const MAX_SEARCH: usize = 200;
/// How long before its deadline a ticket is at risk.
const AT_RISK: SignedDuration = SignedDuration::from_hours(1);

type Test<'a> = Box<dyn Fn(&Ticket) -> bool + 'a>;

/// The tickets that pass every filter, in the order asked for.
pub(super) fn tickets<'a>(project: &'a Project, query: &Query, now: Timestamp) -> Vec<&'a Ticket> {
    let tests = [
        one_of(query, "status", STATUSES, |ticket| Some(ticket.status)),
        one_of(query, "priority", PRIORITIES, |ticket| ticket.priority),
        exactly(query, "channel_source", CHANNELS, |ticket| {
            Some(ticket.channel_source)
        }),
        exactly(query, "channel_detail", CHANNEL_DETAILS, |ticket| {
            ticket.channel_detail
        }),
        assignee(query),
        date(query, "date_from", now).map(|from| test(move |ticket| ticket.updated_at >= from)),
        date(query, "date_to", now).map(|to| test(move |ticket| ticket.updated_at <= to)),
        distinct_ids(query),
        search(project, query),
        sla(query, now),
        snoozed(query),
        tags(query),
    ];
    let passes = |ticket: &&Ticket| tests.iter().flatten().all(|test| test(ticket));
    let mut found: Vec<&Ticket> = project.tickets.iter().filter(passes).collect();
    let order = query.get("order_by").unwrap_or_default();
    found.sort_by(|left, right| compare(order, left, right));
    found
}

fn test<'a>(passes: impl Fn(&Ticket) -> bool + 'a) -> Test<'a> {
    Box::new(passes)
}

/// A list with commas, of which the values that exist count.
fn one_of<'a>(
    query: &'a Query,
    name: &str,
    known: &'static [&str],
    value: fn(&Ticket) -> Option<&'static str>,
) -> Option<Test<'a>> {
    let asked = query.filled(name)?.split(',').map(str::trim);
    let asked: Vec<&str> = asked.filter(|asked| known.contains(asked)).collect();
    if asked.is_empty() {
        return None;
    }
    Some(test(move |ticket| {
        value(ticket).is_some_and(|value| asked.contains(&value))
    }))
}

fn exactly<'a>(
    query: &'a Query,
    name: &str,
    known: &'static [&str],
    value: fn(&Ticket) -> Option<&'static str>,
) -> Option<Test<'a>> {
    let asked = query.filled(name)?;
    if !known.contains(&asked) {
        return None;
    }
    Some(test(move |ticket| value(ticket) == Some(asked)))
}

fn assignee(query: &Query) -> Option<Test<'_>> {
    let asked = query.filled("assignee")?;
    if asked.eq_ignore_ascii_case("unassigned") {
        return Some(test(|ticket| ticket.assignee.is_none()));
    }
    let asked = match asked.split_once(':')? {
        ("user", id) => Assignee::User(id.trim().parse().ok()?),
        ("role", id) => Assignee::Role(ids::parse_uuid(id)?),
        _ => return None,
    };
    Some(test(move |ticket| ticket.assignee.as_ref() == Some(&asked)))
}

/// Both dates are about `updated_at`.
fn date(query: &Query, name: &str, now: Timestamp) -> Option<Timestamp> {
    dates::filter(query.filled(name)?, now)
}

fn distinct_ids(query: &Query) -> Option<Test<'_>> {
    let asked = query.filled("distinct_ids")?.split(',').map(str::trim);
    let asked = asked.filter(|id| !id.is_empty()).take(MAX_DISTINCT_IDS);
    let asked: Vec<&str> = asked.collect();
    if asked.is_empty() {
        return None;
    }
    Some(test(move |ticket| {
        asked.contains(&ticket.distinct_id.as_str())
    }))
}

/// Digits are a ticket number and nothing else.
fn search<'a>(project: &'a Project, query: &'a Query) -> Option<Test<'a>> {
    let asked = query.filled("search")?;
    if asked.chars().count() > MAX_SEARCH {
        return None;
    }
    if asked.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: Option<u32> = asked.parse().ok();
        return Some(test(move |ticket| Some(ticket.number) == number));
    }
    let asked = asked.to_lowercase();
    Some(test(move |ticket| mentions(project, ticket, &asked)))
}

/// True if a trait, the subject or any comment, private ones too, has the text, which is in lower case.
fn mentions(project: &Project, ticket: &Ticket, text: &str) -> bool {
    let has = |field: &str| field.to_lowercase().contains(text);
    let traits = ["name", "email"].map(|name| ticket.anonymous_traits.get(name));
    let mut traits = traits.into_iter().flatten().filter_map(Value::as_str);
    let subject = ticket.mail.as_ref().map(|mail| mail.subject.as_str());
    let mut comments = project.comments.iter().filter(|comment| {
        comment.scope == MESSAGE_SCOPE && comment.item_id == ticket.id && !comment.deleted
    });
    traits.any(has) || subject.is_some_and(has) || comments.any(|comment| has(&comment.content))
}

fn sla(query: &Query, now: Timestamp) -> Option<Test<'_>> {
    let soon = now + AT_RISK;
    let passes: fn(Timestamp, Timestamp, Timestamp) -> bool = match query.get("sla")? {
        "breached" => |due, now, _| due < now,
        "at-risk" => |due, now, soon| due >= now && due <= soon,
        "on-track" => |due, _, soon| due > soon,
        _ => return None,
    };
    Some(test(move |ticket| {
        ticket.sla_due_at.is_some_and(|due| passes(due, now, soon))
    }))
}

fn snoozed(query: &Query) -> Option<Test<'_>> {
    let asked = match query.get("snoozed")?.to_ascii_lowercase().as_str() {
        "true" => true,
        "false" => false,
        _ => return None,
    };
    Some(test(move |ticket| ticket.snoozed_until.is_some() == asked))
}

/// Unlike the other lists, this one is JSON.
fn tags(query: &Query) -> Option<Test<'_>> {
    let asked: Vec<Value> = serde_json::from_str(query.filled("tags")?).ok()?;
    if asked.is_empty() {
        return None;
    }
    Some(test(move |ticket| {
        let is_asked = |tag: &String| asked.iter().any(|asked| asked == tag.as_str());
        ticket.tags.iter().any(is_asked)
    }))
}

/// Absent times are later than all others, in both directions, as the database has it.
fn compare(order: &str, left: &Ticket, right: &Ticket) -> Ordering {
    let (is_descending, field) = match order.strip_prefix('-') {
        Some(field) => (true, field),
        None => (false, order),
    };
    let ordering = match field {
        "created_at" => left.created_at.cmp(&right.created_at),
        "ticket_number" => left.number.cmp(&right.number),
        "sla_due_at" => compare_times(left.sla_due_at, right.sla_due_at),
        "snoozed_until" => compare_times(left.snoozed_until, right.snoozed_until),
        "updated_at" => left.updated_at.cmp(&right.updated_at),
        _ => return right.updated_at.cmp(&left.updated_at),
    };
    if is_descending {
        return ordering.reverse();
    }
    ordering
}

fn compare_times(left: Option<Timestamp>, right: Option<Timestamp>) -> Ordering {
    let key = |time: Option<Timestamp>| (time.is_none(), time);
    key(left).cmp(&key(right))
}
