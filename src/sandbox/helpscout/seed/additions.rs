//! What the story does not tell but the provider has: drafts, replies that were held back or hidden, a forward, a merge,
//! a virus. Nothing here changes when a conversation was last active.

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::helpscout::records::{
    Action, Attachment, Party, Schedule, Source, Thread, ThreadKind, ThreadState,
};
use crate::sandbox::world::Author;

use super::conversations::Chapter;
use super::threads::blank;
use super::{date, ids};

/// The forward starts in the first of these cases and goes on in the second.
const FORWARD: (u32, u32) = (3, 15);

/// Adds to a case, puts the threads in order and gives them their ids.
pub(super) fn add(chapter: &Chapter<'_>, threads: &mut Vec<Thread>) {
    let case = chapter.case.number;
    match case {
        ids::MERGED_INTO => threads.push(merge(chapter)),
        7 => threads.push(draft(chapter)),
        10 => threads.push(scheduled(chapter)),
        16 => threads.push(hidden(chapter)),
        24 => threads.push(review(chapter)),
        13 => threads[0].attachments.push(virus()),
        _ if case == FORWARD.0 => threads.push(forward(chapter)),
        _ if case == FORWARD.1 => {
            threads[0].kind = ThreadKind::ForwardChild;
            threads[0].linked_conversation = Some(ids::conversation(FORWARD.0));
        }
        _ => (),
    }
    copy(case, threads);
    threads.sort_by_key(|thread| thread.created_at);
    for (position, thread) in (1..).zip(threads.iter_mut()) {
        thread.id = ids::thread(case, position);
    }
    let files = threads
        .iter_mut()
        .flat_map(|thread| &mut thread.attachments);
    for (position, file) in (0..).zip(files) {
        file.id = ids::attachment(case, position);
    }
}

/// Who reads along, openly and hidden.
pub(super) fn copies(case: u32) -> (Vec<String>, Vec<String>) {
    let addresses = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match case {
        3 => (
            addresses(&[
                "siobhan.kelly@brightsidecare.example",
                "books@brightsidecare.example",
            ]),
            addresses(&["archive@kestrelbikes.example"]),
        ),
        8 => (
            addresses(&["ingrid.solheim@hotelhalden.example"]),
            Vec::new(),
        ),
        _ => (Vec::new(), Vec::new()),
    }
}

fn copy(case: u32, threads: &mut [Thread]) {
    let (cc, bcc) = copies(case);
    for thread in threads {
        match thread.kind {
            ThreadKind::Customer => thread.cc.clone_from(&cc),
            ThreadKind::Message => {
                thread.cc.clone_from(&cc);
                thread.bcc.clone_from(&bcc);
            }
            _ => (),
        }
    }
}

/// The agent who speaks first in a case.
fn agent(chapter: &Chapter<'_>) -> Party {
    let mut authors = chapter.case.entries.iter().map(|entry| entry.by);
    let key = authors.find_map(|author| match author {
        Author::Agent(key) => Some(key),
        Author::Person(_) | Author::Bot | Author::System => None,
    });
    Party::User(ids::user(chapter.world, key.unwrap_or("ana")))
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(at)
}

/// An agent's mail to the customer that follows an entry.
fn reply(chapter: &Chapter<'_>, position: usize, text: &str) -> Thread {
    let blank = blank(chapter, ThreadKind::Message, agent(chapter), position);
    Thread {
        body: Some(format!("<p>{text}</p>")),
        customer: Some(chapter.customer),
        to: chapter
            .customer_email
            .map(str::to_owned)
            .into_iter()
            .collect(),
        created_at: later(blank.created_at, 45),
        ..blank
    }
}

fn last(chapter: &Chapter<'_>) -> usize {
    chapter.case.entries.len() - 1
}

fn draft(chapter: &Chapter<'_>) -> Thread {
    Thread {
        state: ThreadState::Draft,
        ..reply(
            chapter,
            last(chapter),
            "I am still waiting for the workshop, but",
        )
    }
}

fn scheduled(chapter: &Chapter<'_>) -> Thread {
    let reply = reply(
        chapter,
        last(chapter),
        "Happy new year! Did 4.2.1 settle it for good?",
    );
    let by = agent(chapter).id();
    let schedule = Schedule {
        by,
        send_as: Some(by),
        created_at: later(reply.created_at, 70),
        at: date("2036-01-02T08:00:00Z"),
        ends_on_customer_reply: true,
    };
    Thread {
        state: ThreadState::Draft,
        source: Source {
            kind: "api",
            via: "user",
        },
        schedule: Some(schedule),
        ..reply
    }
}

fn hidden(chapter: &Chapter<'_>) -> Thread {
    Thread {
        state: ThreadState::Hidden,
        ..reply(chapter, 1, "Sent to the wrong customer, please ignore.")
    }
}

fn review(chapter: &Chapter<'_>) -> Thread {
    Thread {
        state: ThreadState::Review,
        ..reply(
            chapter,
            1,
            "Did my colleague already send you the link to 4.2.1?",
        )
    }
}

fn merge(chapter: &Chapter<'_>) -> Thread {
    let Party::User(user) = agent(chapter) else {
        return blank(chapter, ThreadKind::LineItem, Party::Nobody, 2);
    };
    let action = Action {
        kind: "merged",
        text: Some("Merged with another conversation".to_owned()),
        entities: vec![("originalConversation", ids::MERGED), ("user", user)],
    };
    Thread {
        action,
        ..blank(chapter, ThreadKind::LineItem, Party::User(user), 2)
    }
}

/// Happens when the conversation with the insurance begins.
fn forward(chapter: &Chapter<'_>) -> Thread {
    let all = &chapter.world.cases;
    let other = all
        .iter()
        .find(|case| case.desk == chapter.case.desk && case.number == FORWARD.1);
    let other = other.expect("the story has both cases");
    let to = chapter.world.person(other.person).email;
    let action = Action {
        entities: vec![("originalConversation", ids::conversation(FORWARD.0))],
        ..Action::plain()
    };
    Thread {
        action,
        body: Some("<p>Forwarding to the insurance, they know the contract.</p>".to_owned()),
        assigned_to: Party::Team(ids::team(chapter.world, "billing")),
        to: to.map(str::to_owned).into_iter().collect(),
        created_at: super::conversations::moment(other, 0),
        linked_conversation: Some(ids::conversation(FORWARD.1)),
        ..blank(chapter, ThreadKind::ForwardParent, agent(chapter), 0)
    }
}

fn virus() -> Attachment {
    Attachment {
        id: 0,
        name: "payment-details.exe".to_owned(),
        mime_type: "application/octet-stream".to_owned(),
        pixels: None,
        content: None,
    }
}
