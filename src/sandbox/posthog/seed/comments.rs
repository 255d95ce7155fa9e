//! What was said, as comments.

use serde_json::{Value, json};

use crate::sandbox::posthog::ids::uuid;
use crate::sandbox::posthog::state::{
    Comment, LastMessage, MESSAGE_SCOPE, Project, Properties, StoredFile, Ticket, excerpt,
};
use crate::sandbox::world::{Author, Case, Entry, EntryKind, File, World};

use super::{people, tickets};

/// Adds the ticket of a case with its messages and notes. Events leave no comment.
pub(super) fn add(world: &World, project: &mut Project, case: &Case, base_url: &str) {
    let mut ticket = tickets::ticket(world, case, project);
    let entries = case.entries.iter().enumerate();
    let said = entries.filter(|(_, entry)| is_said(entry));
    for (step, entry) in said {
        let link = entry.file.as_ref().map(|file| {
            let stored = stored(case, step, file);
            let link = Link {
                url: format!("{base_url}/uploaded_media/{}", stored.id),
                file,
            };
            project.files.push(stored);
            link
        });
        let created_by = author(world, project, entry);
        let comment = comment(created_by, &ticket, (step, entry), link.as_ref());
        count(&mut ticket, entry, &comment);
        project.comments.push(comment);
    }
    project.tickets.push(ticket);
}

fn is_said(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Message | EntryKind::Note)
}

/// Private notes do not count.
fn count(ticket: &mut Ticket, entry: &Entry, comment: &Comment) {
    if entry.kind == EntryKind::Note {
        return;
    }
    ticket.message_count += 1;
    ticket.last_message = Some(LastMessage {
        at: entry.at,
        text: excerpt(&comment.content),
    });
}

fn stored(case: &Case, step: usize, file: &File) -> StoredFile {
    let at = case.entries[step].at;
    StoredFile {
        id: uuid(&format!("file {} {step}", case.number), at),
        mime_type: file.mime_type,
        content: file.content(),
    }
}

/// A file and where it can be fetched. There is no other form of attachment.
struct Link<'a> {
    url: String,
    file: &'a File,
}

impl Link<'_> {
    fn is_image(&self) -> bool {
        self.file.mime_type.starts_with("image/")
    }

    fn markdown(&self) -> String {
        let mark = if self.is_image() { "!" } else { "" };
        format!("{mark}[{}]({})", self.file.name, self.url)
    }

    fn node(&self) -> Value {
        let Self { url, file } = self;
        if self.is_image() {
            return json!({"type": "image", "attrs": {"src": url, "alt": file.name, "title": null}});
        }
        let marks = json!([{"type": "link", "attrs": {"href": url}}]);
        let text = json!({"type": "text", "marks": marks, "text": file.name});
        json!({"type": "paragraph", "content": [text]})
    }
}

fn author(world: &World, project: &Project, entry: &Entry) -> Option<u32> {
    match entry.by {
        Author::Agent(key) => people::user_id(&project.users, world.agent(key)),
        Author::Person(_) | Author::Bot | Author::System => None,
    }
}

fn comment(
    created_by: Option<u32>,
    ticket: &Ticket,
    (step, entry): (usize, &Entry),
    link: Option<&Link<'_>>,
) -> Comment {
    let content = match link {
        Some(link) => format!("{}\n\n{}", entry.text, link.markdown()),
        None => entry.text.clone(),
    };
    Comment {
        id: uuid(&format!("comment {} {step}", ticket.number), entry.at),
        created_by,
        deleted: false,
        // The editor of the team writes rich text beside the plain one; customers and the assistant do not.
        rich_content: created_by.map(|_| rich(&entry.text, link)),
        content,
        // Some agents correct themselves.
        version: u32::from(created_by.is_some() && step % 7 == 3),
        created_at: entry.at,
        item_id: ticket.id.clone(),
        item_context: context(ticket, step, entry),
        scope: MESSAGE_SCOPE.to_owned(),
        source_comment: None,
    }
}

/// Who wrote it, in the words of the many writers of the field.
fn context(ticket: &Ticket, step: usize, entry: &Entry) -> Properties {
    let mut context = Properties::new();
    let author_type = match entry.by {
        Author::Person(_) => "customer",
        Author::Bot | Author::System => "AI",
        Author::Agent(_) if step % 5 == 4 => "human",
        Author::Agent(_) => "support",
    };
    context.insert("author_type".to_owned(), json!(author_type));
    if author_type == "customer" {
        context.insert("distinct_id".to_owned(), json!(ticket.distinct_id));
        if ticket.slack.is_some() {
            context.insert("from_slack".to_owned(), json!(true));
        }
    }
    let is_private = entry.kind == EntryKind::Note;
    context.insert("is_private".to_owned(), json!(is_private));
    context
}

/// The text as a document of the editor.
fn rich(text: &str, link: Option<&Link<'_>>) -> Value {
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let mut content: Vec<Value> = paragraphs.map(paragraph).collect();
    content.extend(link.map(Link::node));
    json!({"type": "doc", "content": content})
}

fn paragraph(text: &str) -> Value {
    let mut content = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if !content.is_empty() {
            content.push(json!({"type": "hardBreak"}));
        }
        content.push(json!({"type": "text", "text": line}));
    }
    json!({"type": "paragraph", "content": content})
}
