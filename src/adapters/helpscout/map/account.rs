//! Users, teams, mailboxes and tags.

use crate::model::{
    Agent, AgentParts, Availability, Channel, ChannelKind, DirectoryParts, Id, Inbox, Raw,
    SourceKey, Tag, Team,
};
use crate::transport::WithRaw;

use super::super::{tables, wire};
use super::{SECRETS, filled, full_name};

/// Maps a user, who may be a team; then there is no agent. Neither teams nor availability are told here.
pub(crate) fn agent(key: &SourceKey, user: WithRaw<wire::User>) -> Option<Agent> {
    let wire::User {
        id,
        kind,
        first_name,
        last_name,
        email,
        role,
        photo_url,
    } = user.value;
    if kind.as_deref() == Some("team") {
        return None;
    }
    let mut agent = Agent::new(Id::new(key, id.to_string()));
    agent.known = AgentParts::EMAIL | AgentParts::AVATAR | AgentParts::RAW;
    agent.name = full_name(first_name.as_deref(), last_name.as_deref());
    agent.avatar_url = filled(photo_url);
    agent.email = filled(email);
    agent.role = filled(role);
    agent.raw = Some(Raw::new(user.raw, SECRETS));
    Some(agent)
}

/// Maps a user's status for mail, which is the one that people set.
pub(crate) fn availability(status: wire::UserStatus) -> (String, Availability) {
    let wire::UserStatus { user_id, email } = status;
    let status = email.and_then(|email| email.status);
    let known = status.and_then(|status| tables::find(tables::AVAILABILITY, &status));
    (user_id.to_string(), known.unwrap_or(Availability::Unknown))
}

/// Maps a team.
pub(crate) fn team(key: &SourceKey, team: WithRaw<wire::Team>) -> Team {
    let wire::Team { id, name } = team.value;
    let mut mapped = Team::new(Id::new(key, id.to_string()), name.unwrap_or_default());
    mapped.known = DirectoryParts::all();
    mapped.raw = Some(Raw::new(team.raw, SECRETS));
    mapped
}

/// Maps a tag.
pub(crate) fn tag(key: &SourceKey, tag: WithRaw<wire::Tag>) -> Tag {
    let wire::Tag { id, name, color } = tag.value;
    let mut mapped = Tag::new(Id::new(key, id.to_string()), name.unwrap_or_default());
    mapped.known = DirectoryParts::all();
    mapped.color = hex(color);
    mapped.raw = Some(Raw::new(tag.raw, SECRETS));
    mapped
}

/// A colour as a value. The list of tags has words for colours, and nothing says which values they stand for.
pub(super) fn hex(color: Option<String>) -> Option<String> {
    color.filter(|color| color.starts_with('#'))
}

/// Maps a mailbox.
pub(crate) fn inbox(key: &SourceKey, mailbox: WithRaw<wire::Mailbox>) -> Inbox {
    let wire::Mailbox { id, name, email } = mailbox.value;
    let mut inbox = Inbox::new(Id::new(key, id.to_string()), name.unwrap_or_default());
    inbox.known = DirectoryParts::all();
    inbox.channel = Channel {
        kind: ChannelKind::Email,
        native: "mailbox".to_owned(),
        detail: None,
    };
    inbox.email = filled(email);
    inbox.raw = Some(Raw::new(mailbox.raw, SECRETS));
    inbox
}

#[cfg(test)]
mod tests {
    use super::{agent, availability, inbox, tag, team};
    use crate::model::{AgentParts, Availability, ChannelKind, SourceKey};
    use crate::transport::WithRaw;

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> WithRaw<T> {
        serde_json::from_str(json).unwrap()
    }

    fn key() -> SourceKey {
        SourceKey::parse("help").unwrap()
    }

    #[test]
    fn users_are_agents_unless_they_are_teams() {
        let tomasz = r#"{"id":88,"createdAt":"2022-04-21T14:39:56Z","updatedAt":"2026-01-02T10:00:00Z","firstName":"Tomasz","lastName":"Reyes","email":"tomasz@acme.example","role":"user","jobTitle":"Support","phone":"","alternateEmails":[],"timezone":"Europe/Warsaw","photoUrl":"https://img.example.net/u/88.png","type":"user","mention":"tomasz","initials":"TR","_links":{"self":{"href":"https://api.helpscout.net/v2/users/88"}}}"#;
        let tomasz = agent(&key(), read(tomasz)).unwrap();
        assert_eq!(tomasz.id.native(), "88");
        assert_eq!(tomasz.name.as_deref(), Some("Tomasz Reyes"));
        assert_eq!(tomasz.email.as_deref(), Some("tomasz@acme.example"));
        assert_eq!(tomasz.role.as_deref(), Some("user"));
        assert_eq!(
            tomasz.known,
            AgentParts::EMAIL | AgentParts::AVATAR | AgentParts::RAW
        );
        let lee = r#"{"id":95,"createdAt":"2025-02-01T08:00:00Z","updatedAt":"2025-02-01T08:00:00Z","firstName":"Lee","lastName":"Wong","email":"lee@acme.example","role":"light user","timezone":"UTC","type":"user","_links":{"self":{"href":"https://api.helpscout.net/v2/users/95"}}}"#;
        let lee = agent(&key(), read(lee)).unwrap();
        assert_eq!(lee.role.as_deref(), Some("light user"));
        assert_eq!(lee.avatar_url, None);
        let team = r#"{"id":640,"firstName":"Platform","lastName":"","type":"team"}"#;
        assert_eq!(agent(&key(), read(team)), None);
    }

    #[test]
    fn who_is_away_is_offline() {
        let told = [
            (
                r#"{"userId":88,"email":{"status":"active","updatedAt":"2026-03-02T07:00:00Z","performedBy":88,"source":"ui"},"chat":{"status":"available","mailboxStatuses":{"13":"available"}}}"#,
                ("88", Availability::Available),
            ),
            (
                r#"{"userId":91,"email":{"status":"away","updatedAt":"2026-03-02T06:00:00Z","performedBy":91,"source":"api","customStatus":{"text":"On leave","emojiName":"palm_tree"}},"chat":{"status":"unavailable"}}"#,
                ("91", Availability::Offline),
            ),
            (
                r#"{"userId":95,"email":{"status":"asleep","source":"presence_detection"},"chat":{"status":"custom","mailboxStatuses":{"13":"assign","14":"unavailable"}}}"#,
                ("95", Availability::Unknown),
            ),
        ];
        for (json, (user, expected)) in told {
            let status = serde_json::from_str(json).unwrap();
            assert_eq!(availability(status), (user.to_owned(), expected));
        }
    }

    #[test]
    fn the_small_things_have_names() {
        let json = r#"{"id":640,"createdAt":"2023-08-23T14:39:56Z","updatedAt":"2025-08-23T14:43:24Z","name":"Platform","timezone":"UTC","photoUrl":"https://img.example.net/t/640.png","mention":"platform","initials":"PL","_links":{"self":{"href":"https://api.helpscout.net/v2/teams/640"}}}"#;
        assert_eq!(team(&key(), read(json)).name, "Platform");
        let json = r#"{"id":5120,"name":"export","slug":"export","color":"green","createdAt":"2024-04-21T14:39:56Z","updatedAt":"2024-04-21T14:43:24Z","ticketCount":52}"#;
        let export = tag(&key(), read(json));
        assert_eq!((export.name.as_str(), export.color), ("export", None));
        let json = r#"{"id":13,"name":"Acme Help","slug":"83ebc5d87292a795","email":"help@acme.example","createdAt":"2021-04-21T14:39:56Z","updatedAt":"2026-02-21T14:43:24Z","_links":{"fields":{"href":"https://api.helpscout.net/v2/mailboxes/13/fields"},"folders":{"href":"https://api.helpscout.net/v2/mailboxes/13/folders"},"self":{"href":"https://api.helpscout.net/v2/mailboxes/13"}}}"#;
        let help = inbox(&key(), read(json));
        assert_eq!(help.name, "Acme Help");
        assert_eq!(help.email.as_deref(), Some("help@acme.example"));
        assert_eq!(help.channel.kind, ChannelKind::Email);
    }
}
