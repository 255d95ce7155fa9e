//! Whether what is read is what was written.

use crate::model::command::{
    ConversationChange, MessageBody, Person, PriorityTarget, StatusTarget,
};
use crate::model::{Actor, Assignee, Body, BodyFormat, Contact, Conversation, Id, Related, Tag};
use crate::richtext;

/// Whether a message has the text that was sent. Providers reflow, and some take signs in plain text for emphasis or
/// write lists their own way, so only the words count.
pub(super) fn is_same_text(sent: &MessageBody, read: &Body) -> bool {
    let sent = match sent {
        MessageBody::Text(text) => richtext::Body::Text(text).text(),
        MessageBody::Markdown(markdown) => richtext::Body::Markdown(markdown).text(),
        MessageBody::Html(html) => richtext::Body::Html(html).text(),
        MessageBody::Native(_) => return false,
    };
    words(&sent).eq(words(&plain(read)))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace();
    let words = words.filter(|word| !["-", "•"].contains(word));
    let words = words.map(|word| word.replace(['*', '_', '~', '`'], ""));
    words.filter(|word| !word.is_empty())
}

fn plain(body: &Body) -> String {
    let native = &*body.native;
    match (&body.plain, body.format) {
        (Some(plain), _) => plain.to_string(),
        (None, BodyFormat::Text | BodyFormat::Unknown) => native.to_owned(),
        (None, BodyFormat::Html) => richtext::Body::Html(native).text(),
        (None, BodyFormat::Markdown) => richtext::Body::Markdown(native).text(),
        (None, BodyFormat::SlackMrkdwn) => richtext::Body::Slack(native).text(),
        (None, BodyFormat::RichNodes) => {
            let nodes = serde_json::from_str(native).unwrap_or_default();
            richtext::Body::Nodes(&nodes).text()
        }
    }
}

/// Whether a conversation shows a change; `None` where a copy does not tell.
pub(super) fn shows(
    conversation: &Conversation,
    along: &Related,
    change: &ConversationChange,
) -> Option<bool> {
    use ConversationChange as Change;
    let one = conversation;
    match change {
        Change::Subject(subject) => Some(one.subject == *subject),
        Change::Status { to, actor: _ } => Some(match to {
            StatusTarget::Unified(status) => one.status == *status,
            StatusTarget::Native(native) => one.native_status == *native,
        }),
        Change::Priority(PriorityTarget::Unified(priority)) => Some(one.priority == *priority),
        Change::Priority(PriorityTarget::Native(native)) => {
            Some(one.native_priority.as_ref() == Some(native))
        }
        Change::Assign(Assignee::Agent(agent)) => Some(one.assignee.as_ref() == Some(agent)),
        Change::Assign(Assignee::Team(team)) => Some(one.team.as_ref() == Some(team)),
        Change::Unassign { keeps_team } => {
            Some(one.assignee.is_none() && (*keeps_team || one.team.is_none()))
        }
        Change::Snooze(until) => Some(one.snooze.as_ref().is_some_and(|snooze| {
            until.is_none()
                || snooze.until.map(|at| at.as_second()) == until.map(|at| at.as_second())
        })),
        Change::Unsnooze => Some(one.snooze.is_none()),
        Change::AddTags { names, .. } => {
            let tags = tag_names(one, along)?;
            Some(names.iter().all(|name| tags.contains(&name.to_lowercase())))
        }
        Change::RemoveTags(names) => {
            let tags = tag_names(one, along)?;
            Some(!names.iter().any(|name| tags.contains(&name.to_lowercase())))
        }
        Change::SetTags(names) => {
            let mut tags = tag_names(one, along)?;
            let mut names: Vec<_> = names.iter().map(|name| name.to_lowercase()).collect();
            tags.sort();
            names.sort();
            names.dedup();
            Some(tags == names)
        }
        Change::Contact(contact) => Some(one.contact.as_ref() == Some::<&Id<Contact>>(contact)),
        Change::Organization(organization) => Some(one.organization == *organization),
        Change::Inbox(inbox) => Some(one.inbox.as_ref() == Some(inbox)),
        Change::Follow(person) => follows(one, person),
        Change::Unfollow(person) => follows(one, person).map(|follows| !follows),
        Change::CustomFields(_)
        | Change::Metadata(_)
        | Change::MarkRead
        | Change::Typing(_)
        | Change::TicketType(_)
        | Change::SlaDueAt(_)
        | Change::EscalationReason(_)
        | Change::IsAiResolved(_)
        | Change::RequesterTraits(_) => None,
    }
}

fn tag_names(conversation: &Conversation, along: &Related) -> Option<Vec<String>> {
    let name = |id: &Id<Tag>| along.tags.iter().find(|tag| tag.id == *id);
    let ids = conversation.tags.as_ref()?;
    ids.iter()
        .map(|id| name(id).map(|tag| tag.name.to_lowercase()))
        .collect()
}

fn follows(conversation: &Conversation, person: &Person) -> Option<bool> {
    let followers = conversation.followers.as_ref()?;
    Some(followers.iter().any(|follower| match (follower, person) {
        (Actor::Agent(follower), Person::Agent(person)) => follower == person,
        (Actor::Contact(follower), Person::Contact(person)) => follower == person,
        _ => false,
    }))
}

#[cfg(test)]
mod tests {
    use super::is_same_text;
    use crate::model::command::MessageBody;
    use crate::model::{Body, BodyFormat};

    #[test]
    fn a_text_is_the_same_in_every_markup() {
        let slack = |text: &str| Body::new(BodyFormat::SlackMrkdwn, text);
        let same = |sent: &str, read: &str| {
            is_same_text(&MessageBody::Text(sent.to_owned()), &slack(read))
        };
        assert!(same("*not* bold, set_a_b", "*not* bold, set_a_b"));
        assert!(same("a < b\n\nc", "a &lt; b c"));
        assert!(!same("on", "off"));
        let list = MessageBody::Html("<ul><li>one</li><li><b>two</b></li></ul>".to_owned());
        assert!(is_same_text(&list, &slack("• one\n• *two*")));
    }
}
