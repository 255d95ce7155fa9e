//! What the story says, in the words of the model, as far as each provider keeps it.

use deskgraph::model::{
    Body, BodyFormat, ChannelKind, Contact, Conversation, ConversationStatus, Message, Priority,
    ProviderKind,
};
use deskgraph::richtext;
use deskgraph::sandbox::world::{self, Case, Channel, Person, State};
use jiff::Timestamp;

use super::setup::Desk;

/// The case that a conversation tells. No two cases of a desk begin in the same second.
pub(super) fn case_of<'a>(desk: &'a Desk, conversation: &Conversation) -> Option<&'a Case> {
    let begun = conversation.created_at?;
    let mut cases = desk.world.cases_at(desk.kind);
    cases.find(|case| is_same_second(case.entries[0].at, begun))
}

pub(super) fn is_same_second(one: Timestamp, other: Timestamp) -> bool {
    one.as_second() == other.as_second()
}

/// The subject of a case where the provider keeps one; elsewhere the adapter may make one up.
pub(super) fn subject(case: &Case) -> Option<&str> {
    let is_kept = match case.desk {
        ProviderKind::Cord | ProviderKind::HelpScout => true,
        // Slack has no subjects; the service thinks one up after the first answer.
        ProviderKind::Unthread => case.channel != Channel::Slack || case.entries.len() > 1,
        ProviderKind::PostHog | ProviderKind::Nimchat => case.channel == Channel::Email,
    };
    is_kept.then_some(case.subject.as_str())
}

pub(super) fn status(state: State) -> ConversationStatus {
    match state {
        State::New => ConversationStatus::New,
        State::Open => ConversationStatus::Open,
        State::InProgress => ConversationStatus::InProgress,
        State::Pending => ConversationStatus::Pending,
        State::OnHold => ConversationStatus::OnHold,
        State::Snoozed { .. } => ConversationStatus::Snoozed,
        State::Resolved => ConversationStatus::Resolved,
        State::Spam => ConversationStatus::Spam,
    }
}

pub(super) fn priority(priority: Option<world::Priority>) -> Priority {
    match priority {
        None => Priority::None,
        Some(world::Priority::Low) => Priority::Low,
        Some(world::Priority::Medium) => Priority::Medium,
        Some(world::Priority::High) => Priority::High,
        Some(world::Priority::Urgent) => Priority::Urgent,
    }
}

pub(super) fn channel(channel: Channel) -> ChannelKind {
    match channel {
        Channel::Email => ChannelKind::Email,
        Channel::Chat => ChannelKind::Chat,
        Channel::Slack => ChannelKind::Slack,
        Channel::InProduct => ChannelKind::InProduct,
        Channel::Phone => ChannelKind::Phone,
        Channel::WhatsApp => ChannelKind::Whatsapp,
        Channel::Api => ChannelKind::Api,
    }
}

/// Whether a contact can be this person: by address, else by number, else by name, as far as the provider keeps them.
pub(super) fn is_person(contact: &Contact, person: &Person) -> bool {
    let (mut emails, mut phones) = (contact.emails.iter(), contact.phones.iter());
    if !contact.emails.is_empty() {
        let is_address = |address| emails.any(|own| own.value.eq_ignore_ascii_case(address));
        return person.email.is_some_and(is_address);
    }
    if !contact.phones.is_empty() {
        return person
            .phone
            .is_some_and(|phone| phones.any(|own| own.value == phone));
    }
    // Whoever gave neither gets a made-up name, or none.
    let is_anonymous = person.email.is_none() && person.phone.is_none();
    let name = format!("{} {}", person.first_name, person.last_name);
    is_anonymous || contact.name.as_ref() == Some(&name)
}

/// Whether a message says what the story says. Mentions and links are written in many ways, so most words are enough.
pub(super) fn says(message: &Message, text: &str) -> bool {
    let Some(body) = &message.body else {
        return false;
    };
    let said = plain(body);
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept = words.iter().filter(|word| said.contains(*word)).count();
    kept * 10 >= words.len() * 7
}

fn plain(body: &Body) -> String {
    let native = &*body.native;
    match body.format {
        BodyFormat::Text | BodyFormat::Unknown => native.to_owned(),
        BodyFormat::Html => richtext::Body::Html(native).text(),
        BodyFormat::Markdown => richtext::Body::Markdown(native).text(),
        BodyFormat::SlackMrkdwn => richtext::Body::Slack(native).text(),
        BodyFormat::RichNodes => {
            richtext::Body::Nodes(&serde_json::from_str(native).unwrap_or_default()).text()
        }
    }
}
