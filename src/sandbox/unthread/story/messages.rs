//! What was said, in the shapes that messages have by where they came from.

use serde_json::{Value, json};

use crate::sandbox::unthread::ids;
use crate::sandbox::unthread::markup::{self, Mention};
use crate::sandbox::unthread::tenant::StoredFile;
use crate::sandbox::world::{Agent, Author, Case, Channel, Entry, EntryKind, Person, World};

use super::{merged, slack, users};

/// The case that a message belongs to.
pub(super) struct Scene<'a> {
    /// The story.
    pub world: &'a World,
    /// The case.
    pub case: &'a Case,
    /// The id of the conversation.
    pub conversation_id: String,
    /// The channel of the conversation.
    pub channel: String,
}

/// A message and what was attached to it.
pub(super) struct Told {
    /// The row.
    pub row: Value,
    /// The file, if any.
    pub file: Option<StoredFile>,
}

impl Scene<'_> {
    /// Tells one entry; `None` for events, which only show in the columns of the conversation.
    pub(super) fn tell(&self, index: usize, entry: &Entry) -> Option<Told> {
        match entry.kind {
            EntryKind::Message | EntryKind::Note => {}
            EntryKind::Resolved | EntryKind::Reopened | EntryKind::Assigned => return None,
        }
        let from_slack = self.is_from_slack(index, entry);
        let file = self.file(index, entry, from_slack);
        let attached = attached(file.as_ref(), from_slack);
        let own = match entry.by {
            Author::Person(key) => self.by_person(self.world.person(key), entry),
            Author::Agent(key) => self.by_agent(self.world.agent(key), entry, from_slack),
            Author::Bot | Author::System => by_app(entry),
        };
        let metadata = merged(own["metadata"].clone(), attached["metadata"].clone());
        let mut row = merged(merged(self.base(entry), own), attached);
        // Absent, not null, where there is none.
        if !metadata.is_null() {
            row["metadata"] = metadata;
        }
        Some(Told { row, file })
    }

    fn is_slack(&self) -> bool {
        self.case.channel == Channel::Slack
    }

    /// Agents answer on the dashboard twice and in Slack once; their notes on Slack cases stand in Slack.
    fn is_from_slack(&self, index: usize, entry: &Entry) -> bool {
        let by_agent_there = entry.kind == EntryKind::Note || index.is_multiple_of(3);
        self.is_slack() && (matches!(entry.by, Author::Person(_)) || by_agent_there)
    }

    fn is_triage(&self, entry: &Entry) -> bool {
        self.is_slack() && entry.kind == EntryKind::Note
    }

    /// Everything that all messages have, and nulls for the rest.
    fn base(&self, entry: &Entry) -> Value {
        let root = &self.case.entries[0];
        let is_root = std::ptr::eq(root, entry);
        let ts = ids::ts(entry.at, self.case.number);
        let root_ts = ids::ts(root.at, self.case.number);
        let is_triage = self.is_triage(entry);
        let channel = if is_triage {
            slack::TRIAGE_CHANNEL
        } else {
            &self.channel
        };
        let triage_ts = || ids::ts(root.at, self.case.number + 500);
        let triage_id = || ids::uuid("triage", &self.conversation_id);
        json!({
            "id": format!("{}-{channel}-{ts}", slack::TEAM), "ts": ts,
            "userId": slack::BOT_USER, "userTeamId": slack::TEAM, "botId": slack::BOT, "botName": null,
            "text": "", "subtype": "bot_message", "conversationId": self.conversation_id,
            "timestamp": ids::stored(entry.at),
            "threadTs": if is_triage { Some(triage_ts()) } else { self.is_slack().then_some(root_ts).filter(|_| !is_root) },
            "authorId": null, "content": null, "isPrivateNote": false, "isAutoresponse": false, "isExternal": false,
            "sourceType": if self.is_slack() { "slack" } else { "email" },
            "teamId": slack::TEAM, "channelId": channel, "triageThreadId": is_triage.then(triage_id),
            "blocks": null, "updatedAt": ids::stored(entry.at), "deletedAt": null,
        })
    }

    fn by_person(&self, person: &Person, entry: &Entry) -> Value {
        let name = full_name(person.first_name, person.last_name);
        if self.is_slack() {
            return json!({
                "userId": slack::person(self.world, person.key), "userTeamId": slack::team_of(person),
                "botId": null, "subtype": null, "text": markup::slack(&entry.text, None),
                "authorId": users::person_id(person.key), "isExternal": true,
            });
        }
        json!({
            "botName": name, "text": "", "content": markup::html(&entry.text),
            "authorId": users::person_id(person.key), "isExternal": true,
            "metadata": {"eventType": "email_received"},
            "sentByUser": {"name": name, "email": person.email.unwrap_or_default()},
        })
    }

    fn by_agent(&self, agent: &Agent, entry: &Entry, from_slack: bool) -> Value {
        let name = full_name(agent.first_name, agent.last_name);
        let text = self.agent_text(agent, entry);
        let sent_by = json!({
            "text": text, "sentByUserId": users::agent_id(agent.key),
            "sentByUser": {"name": name, "email": agent.email},
        });
        let more = if from_slack {
            json!({
                "userId": slack::agent(agent.key), "botId": null, "subtype": null,
                "authorId": users::agent_id(agent.key),
            })
        } else if self.is_slack() {
            json!({
                "botName": name,
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}],
            })
        } else {
            json!({
                "botName": name, "content": markup::html(&entry.text),
                "isPrivateNote": entry.kind == EntryKind::Note,
            })
        };
        merged(sent_by, more)
    }

    /// In Slack, agents address the person who asked, and the one who works on the case, by mention.
    fn agent_text(&self, agent: &Agent, entry: &Entry) -> String {
        if !self.is_slack() {
            return markup::slack(&entry.text, None);
        }
        let person = self.world.person(self.case.person);
        let slack_id = slack::person(self.world, person.key).unwrap_or_default();
        let mention = Mention {
            name: person.first_name,
            slack_id: &slack_id,
        };
        let text = markup::slack(&entry.text, Some(&mention));
        match self.case.assignee.filter(|key| *key != agent.key) {
            Some(key) if entry.kind == EntryKind::Note => {
                format!("<@{}> {text}", slack::agent(key))
            }
            _ => text,
        }
    }

    fn file(&self, index: usize, entry: &Entry, from_slack: bool) -> Option<StoredFile> {
        let file = entry.file.as_ref()?;
        let key = format!("{}/{index}", self.conversation_id);
        let id = if from_slack {
            ids::slack('F', &key)
        } else {
            ids::uuid("file", &key)
        };
        Some(StoredFile {
            id,
            conversation_id: self.conversation_id.clone(),
            name: file.name.to_owned(),
            mime_type: file.mime_type.to_owned(),
            content: file.content().into(),
            not_ready: None,
        })
    }
}

/// What came through Slack stands in `files`; what was uploaded elsewhere in the metadata, with the size as text.
fn attached(file: Option<&StoredFile>, from_slack: bool) -> Value {
    let Some(file) = file else {
        return json!({ "files": null });
    };
    if !from_slack {
        let attachments = [file.as_upload()];
        return json!({ "files": null, "metadata": {"event_payload": {"attachments": attachments}} });
    }
    let StoredFile {
        id,
        name,
        mime_type,
        content,
        ..
    } = file;
    let size = content.len();
    let address = format!("https://files.slack.example/files-pri/{}-{id}", slack::TEAM);
    json!({ "files": [{
        "id": id, "name": name, "title": name, "size": size, "mimetype": mime_type, "filetype": file.extension(),
        "urlPrivate": address, "urlPrivateDownload": format!("{address}/download"),
    }] })
}

fn by_app(entry: &Entry) -> Value {
    json!({
        "botName": "Unthread", "text": markup::slack(&entry.text, None), "isAutoresponse": true,
        "metadata": {"eventType": "autoresponder_replied"},
    })
}

fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}")
}
