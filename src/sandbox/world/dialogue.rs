//! Makes the entries of one case out of the building blocks of its topic.

use crate::model::ProviderKind;

use super::plan::Row;
use super::topic::Topic;
use super::{Author, Channel, EntryKind, File, Person, State};

/// Who speaks, and which of the blocks come first.
pub(super) struct Scene<'a> {
    /// The desk of the case.
    pub desk: ProviderKind,
    /// The row of the plan.
    pub row: &'a Row,
    /// Counts over the whole story; varies the texts.
    pub nth: usize,
    /// How many earlier cases are about the same matter.
    pub asked_before: usize,
    /// The person who asks.
    pub person: &'a Person,
    /// The agent who answers.
    pub agent: &'static str,
    /// The first name of the agent who answers.
    pub agent_name: &'static str,
    /// A second agent, who comments and helps out.
    pub colleague: &'static str,
}

/// An entry without its time.
pub(super) struct Line {
    pub by: Author,
    pub kind: EntryKind,
    pub text: String,
    pub file: Option<File>,
}

const FILES: &[File] = &[
    File {
        name: "ride-log.txt",
        mime_type: "text/plain",
    },
    File {
        name: "sticker.jpg",
        mime_type: "image/jpeg",
    },
    File {
        name: "screenshot.png",
        mime_type: "image/png",
    },
    File {
        name: "invoice.pdf",
        mime_type: "application/pdf",
    },
    File {
        name: "größe & maße.csv",
        mime_type: "text/csv",
    },
    File {
        name: "map.png",
        mime_type: "image/png",
    },
];

/// Words that ask for a certain one of [`FILES`].
const FITTING: &[(&str, usize)] = &[
    ("the list is attached", 4),
    ("log", 0),
    ("Log", 0),
    ("hoto", 1),
    ("creenshot", 2),
    ("credit note", 3),
    ("certificate", 3),
    ("picture", 5),
];

/// The subject of the case.
pub(super) fn subject(scene: &Scene<'_>) -> String {
    fill(opening(scene).0, scene, 0)
}

/// All lines of the case, in order.
pub(super) fn lines(scene: &Scene<'_>) -> Vec<Line> {
    let count = scene.row.count;
    // Each voice walks its own blocks in order, so the same sentence stays as far from itself as can be.
    let mut spoken = Spoken::default();
    (0..count)
        .map(|step| line(scene, step, &mut spoken))
        .collect()
}

/// How often each voice has spoken in a case.
#[derive(Default)]
struct Spoken {
    replies: usize,
    follow_ups: usize,
    notes: usize,
}

fn line(scene: &Scene<'_>, step: usize, spoken: &mut Spoken) -> Line {
    if step == 0 {
        return first(scene);
    }
    if let Some(event) = event(scene, step) {
        return event;
    }
    match (step + scene.nth) % 7 {
        5 if has_notes(scene.desk) && step > 1 => note(scene, step, &mut spoken.notes),
        3 if step > 4 => reply(scene, step, scene.colleague, &mut spoken.replies),
        _ if step % 2 == 1 => reply(scene, step, scene.agent, &mut spoken.replies),
        _ => follow_up(scene, step, &mut spoken.follow_ups),
    }
}

fn first(scene: &Scene<'_>) -> Line {
    let text = fill(opening(scene).1, scene, 0);
    let person = scene.person;
    let text = match scene.row.channel {
        Channel::Email => format!(
            "Hello,\n\n{text}\n\nBest regards\n{} {}",
            person.first_name, person.last_name
        ),
        Channel::Phone => format!("Call of {} {}: {text}", person.first_name, person.last_name),
        Channel::Chat | Channel::Slack | Channel::InProduct | Channel::WhatsApp | Channel::Api => {
            text
        }
    };
    message(Author::Person(person.key), text, scene.nth)
}

/// The turns of the case that nobody writes: a greeting by the bot, the assignment, the end, the way back from it.
fn event(scene: &Scene<'_>, step: usize) -> Option<Line> {
    let count = scene.row.count;
    let agent = Author::Agent(scene.agent);
    let (by, kind, text) = match step {
        1 if greets(scene) => (
            Author::Bot,
            EntryKind::Message,
            greeting(scene.nth).to_owned(),
        ),
        2 if count > 3 && scene.desk != ProviderKind::Cord => (
            agent,
            EntryKind::Assigned,
            format!("{} took the case.", scene.agent_name),
        ),
        step if step + 1 == count && scene.row.state == State::Resolved => (
            agent,
            EntryKind::Resolved,
            format!("{} resolved the case.", scene.agent_name),
        ),
        step if count > 8 && step == count / 2 => (
            agent,
            EntryKind::Resolved,
            format!("{} resolved the case.", scene.agent_name),
        ),
        step if count > 8 && step == count / 2 + 1 => {
            let by = if scene.desk == ProviderKind::Cord {
                Author::Person(scene.person.key)
            } else {
                Author::System
            };
            (by, EntryKind::Reopened, "The case was reopened.".to_owned())
        }
        _ => return None,
    };
    Some(Line {
        by,
        kind,
        text,
        file: None,
    })
}

fn note(scene: &Scene<'_>, step: usize, turn: &mut usize) -> Line {
    let text = said(scene.row.topic.notes, scene, step, turn);
    Line {
        by: Author::Agent(scene.colleague),
        kind: EntryKind::Note,
        text,
        file: None,
    }
}

fn reply(scene: &Scene<'_>, step: usize, agent: &'static str, turn: &mut usize) -> Line {
    let text = said(scene.row.topic.replies, scene, step, turn);
    message(Author::Agent(agent), text, scene.nth + step)
}

fn follow_up(scene: &Scene<'_>, step: usize, turn: &mut usize) -> Line {
    let text = said(scene.row.topic.follow_ups, scene, step, turn);
    message(Author::Person(scene.person.key), text, scene.nth + step)
}

fn message(by: Author, text: String, turn: usize) -> Line {
    let file = file(&text, turn);
    Line {
        by,
        kind: EntryKind::Message,
        text,
        file,
    }
}

fn said(blocks: &[&str], scene: &Scene<'_>, step: usize, turn: &mut usize) -> String {
    // The blocks of a topic stand in the order of its openings, so the first answer fits the question.
    let start = scene.asked_before % scene.row.topic.openings.len();
    let block = blocks[(start + *turn) % blocks.len()];
    *turn += 1;
    fill(block, scene, step)
}

fn has_notes(desk: ProviderKind) -> bool {
    desk != ProviderKind::Cord
}

fn greets(scene: &Scene<'_>) -> bool {
    let has_bot = matches!(scene.desk, ProviderKind::PostHog | ProviderKind::Nimchat);
    has_bot && scene.row.channel == Channel::Chat && scene.row.count > 3
}

fn greeting(nth: usize) -> &'static str {
    const GREETINGS: &[&str] = &[
        "Hi, I am Pip, the Kestrel helper. I passed your message on, somebody answers within two hours.",
        "Thanks for your message! If it is about the battery recall: https://kestrelbikes.example/recall knows most answers.",
        "Pip here 🐦 Your question is with the team now. You can close this window, we also answer by e-mail.",
    ];
    GREETINGS[nth % GREETINGS.len()]
}

fn opening(scene: &Scene<'_>) -> (&'static str, &'static str) {
    let topic: &Topic = scene.row.topic;
    topic.openings[scene.asked_before % topic.openings.len()]
}

/// A file that fits a text which speaks of one.
fn file(text: &str, turn: usize) -> Option<File> {
    let speaks = ["ttached", "picture", "took a photo"];
    if !speaks.iter().any(|word| text.contains(word)) {
        return None;
    }
    let fitting = FITTING.iter().find(|(word, _)| text.contains(word));
    let place = fitting.map_or(turn % FILES.len(), |(_, place)| *place);
    Some(FILES[place].clone())
}

/// Puts names and figures into a block. The figures vary from step to step, the bike and the order belong to the case.
fn fill(block: &str, scene: &Scene<'_>, step: usize) -> String {
    let case = scene.nth;
    let mix = case * 37 + step * 17;
    block
        .replace("{first}", scene.person.first_name)
        .replace(
            "{serial}",
            &format!(
                "KB-{:04}-{}",
                1207 + case * 53 % 7919,
                ["F", "N", "T"][case % 3]
            ),
        )
        .replace("{order}", &(480_113 + case * 211).to_string())
        .replace("{km}", &(2 + mix % 29).to_string())
        .replace(
            "{temp}",
            &(i64::try_from(mix % 13).unwrap_or_default() - 7).to_string(),
        )
        .replace("{pct}", &(11 + mix % 83).to_string())
        .replace("{amount}", &format!("{}.90", 9 + case % 4 * 10))
}
