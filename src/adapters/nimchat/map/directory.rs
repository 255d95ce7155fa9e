//! Agents, teams, labels and inboxes.

use crate::adapters::nimchat::{tables, wire};
use crate::model::{
    Agent, AgentParts, Channel, ChannelKind, DirectoryParts, Id, Inbox, Raw, SourceKey, Tag, Team,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::{SECRET_KEYS, filled};

/// An agent, without the teams, which only the teams know.
pub(in crate::adapters::nimchat) fn agent(key: &SourceKey, agent: WithRaw<wire::Agent>) -> Agent {
    let wire::Agent {
        id,
        name,
        available_name,
        email,
        role,
        availability_status,
        confirmed,
        thumbnail,
        bot_type: _,
    } = agent.value;
    let mut mapped = Agent::new(Id::new(key, id));
    mapped.known = AgentParts::all() - AgentParts::TEAMS;
    mapped.name = filled(name).or(filled(available_name));
    mapped.avatar_url = filled(thumbnail);
    mapped.email = filled(email);
    mapped.role = filled(role);
    mapped.availability = tables::availability(availability_status.as_deref());
    mapped.is_confirmed = confirmed;
    mapped.raw = Some(Raw::new(agent.raw, SECRET_KEYS));
    mapped
}

/// The agent who wrote a message: name and picture.
pub(super) fn author(key: &SourceKey, sender: wire::Sender) -> Agent {
    let wire::Sender {
        id,
        kind: _,
        name,
        available_name,
        avatar_url,
        thumbnail,
        email: _,
        phone_number: _,
        identifier: _,
        additional_attributes: _,
    } = sender;
    let mut mapped = Agent::new(Id::new(key, id));
    mapped.known = AgentParts::AVATAR;
    mapped.name = filled(name).or(filled(available_name));
    mapped.avatar_url = filled(thumbnail).or(filled(avatar_url));
    mapped
}

pub(in crate::adapters::nimchat) fn team(key: &SourceKey, team: WithRaw<wire::Team>) -> Team {
    let wire::Team {
        id,
        name,
        description,
        allow_auto_assign,
    } = team.value;
    let mut mapped = Team::new(Id::new(key, id), name);
    mapped.known = DirectoryParts::all();
    mapped.description = filled(description);
    mapped.allows_auto_assign = allow_auto_assign;
    mapped.raw = Some(Raw::new(team.raw, SECRET_KEYS));
    mapped
}

/// A label of the catalogue. Its title is its id: that is what is attached.
pub(in crate::adapters::nimchat) fn tag(key: &SourceKey, label: WithRaw<wire::Label>) -> Tag {
    let wire::Label {
        id: _,
        title,
        color,
    } = label.value;
    let mut mapped = Tag::new(Id::new(key, title.as_str()), title);
    mapped.known = DirectoryParts::all();
    mapped.color = filled(color);
    mapped.raw = Some(Raw::new(label.raw, SECRET_KEYS));
    mapped
}

/// A label outside the catalogue: a title without a colour.
pub(in crate::adapters::nimchat) fn tag_of_title(id: Id<Tag>) -> Tag {
    let title = id.native().to_owned();
    let mut mapped = Tag::new(id, title);
    mapped.known = DirectoryParts::all();
    mapped
}

pub(in crate::adapters::nimchat) fn inbox(key: &SourceKey, inbox: WithRaw<wire::Inbox>) -> Inbox {
    let wire::Inbox {
        id,
        name,
        channel_type,
        enable_auto_assignment,
        website_url,
        email,
        medium,
    } = inbox.value;
    let mut mapped = Inbox::new(Id::new(key, id), name);
    mapped.known = DirectoryParts::all();
    let detail = filled(medium);
    mapped.channel = channel(channel_type, detail);
    mapped.email = filled(email);
    mapped.website_url = filled(website_url);
    mapped.is_auto_assign_enabled = enable_auto_assignment;
    mapped.raw = Some(Raw::new(inbox.raw, SECRET_KEYS));
    mapped
}

/// A channel. What it carries is told by the detail, where the detail has a row of its own.
pub(super) fn channel(native: Option<String>, detail: Option<String>) -> Channel {
    let native = native.unwrap_or_default();
    let finer = detail
        .as_deref()
        .map(|detail| mapping::channel(tables::CHANNEL, detail));
    let kind = match finer {
        None | Some(ChannelKind::Unknown) => mapping::channel(tables::CHANNEL, &native),
        Some(kind) => kind,
    };
    Channel {
        kind,
        native,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{agent, channel, inbox, tag, team};
    use crate::model::{AgentParts, Availability, ChannelKind, SourceKey};
    use crate::transport::WithRaw;

    fn key() -> SourceKey {
        SourceKey::parse("chat").unwrap()
    }

    fn read<T: serde::de::DeserializeOwned>(json: &Value) -> WithRaw<T> {
        serde_json::from_str(&json.to_string()).unwrap()
    }

    #[test]
    fn an_agent_is_read() {
        let sana = json!({"id": 33, "account_id": 7, "availability_status": "offline", "auto_offline": true,
            "confirmed": false, "email": "sana@brightkettle.test", "available_name": "Sana Idris",
            "custom_attributes": {"employee_no": "BK-118"}, "name": "Sana Idris", "role": "agent", "thumbnail": ""});
        let sana = agent(&key(), read(&sana));
        assert_eq!(sana.id.native(), "33");
        assert_eq!(sana.known, AgentParts::all() - AgentParts::TEAMS);
        assert_eq!(sana.name.as_deref(), Some("Sana Idris"));
        assert_eq!(sana.email.as_deref(), Some("sana@brightkettle.test"));
        assert_eq!(sana.role.as_deref(), Some("agent"));
        assert_eq!(sana.availability, Availability::Offline);
        assert_eq!(sana.is_confirmed, Some(false));
        assert_eq!(sana.avatar_url, None);
    }

    #[test]
    fn availability_has_three_words() {
        let words = [
            (json!("online"), Availability::Available),
            (json!("busy"), Availability::Busy),
            (json!("offline"), Availability::Offline),
            (json!("available"), Availability::Unknown),
            (json!(null), Availability::Unknown),
        ];
        for (word, availability) in words {
            let mapped = agent(&key(), read(&json!({"id": 1, "availability_status": word})));
            assert_eq!(mapped.availability, availability);
        }
    }

    #[test]
    fn a_team_is_read() {
        let billing = json!({"id": 4, "name": "billing", "description": "Invoices, refunds and VAT",
            "allow_auto_assign": true, "account_id": 7, "is_member": true});
        let billing = team(&key(), read(&billing));
        assert_eq!((billing.id.native(), &*billing.name), ("4", "billing"));
        assert_eq!(
            billing.description.as_deref(),
            Some("Invoices, refunds and VAT")
        );
        assert_eq!(billing.allows_auto_assign, Some(true));
        let second = json!({"id": 5, "name": "tier two", "description": ""});
        assert_eq!(team(&key(), read(&second)).description, None);
    }

    #[test]
    fn a_label_is_known_by_its_title() {
        let hardware = json!({"id": 2, "title": "hardware", "description": null, "color": "#1f93ff",
            "show_on_sidebar": true});
        let hardware = tag(&key(), read(&hardware));
        assert_eq!(
            (hardware.id.native(), &*hardware.name),
            ("hardware", "hardware")
        );
        assert_eq!(hardware.color.as_deref(), Some("#1f93ff"));
    }

    #[test]
    fn an_inbox_is_read_and_its_tokens_are_not_shown() {
        let partner = json!({"id": 14, "avatar_url": "", "channel_id": 3, "name": "Partner app",
            "channel_type": "Channel::Api", "greeting_enabled": false, "enable_auto_assignment": false,
            "website_url": null, "hmac_token": "c9Xw2LrT6qYb4NvKe1PmSd8H",
            "webhook_url": "https://hooks.brightkettle.test/nimchat/in",
            "inbox_identifier": "uT5pW8eZ3nRk6Yv1QbMxJ4cD", "provider": null});
        let partner = inbox(&key(), read(&partner));
        assert_eq!((partner.id.native(), &*partner.name), ("14", "Partner app"));
        assert_eq!(partner.channel.kind, ChannelKind::Api);
        assert_eq!(partner.is_auto_assign_enabled, Some(false));
        assert_eq!((partner.email, partner.website_url), (None, None));
        let raw = partner.raw.unwrap();
        for secret in ["/hmac_token", "/inbox_identifier"] {
            assert_eq!(raw.pointer(secret), Some(json!("[redacted]")), "{secret}");
        }
        let mail = json!({"id": 15, "name": "Support mail", "channel_type": "Channel::Email",
            "email": "help@brightkettle.test"});
        let mail = inbox(&key(), read(&mail));
        assert_eq!(mail.email.as_deref(), Some("help@brightkettle.test"));
    }

    #[test]
    fn the_medium_tells_what_twilio_carries() {
        let kinds = [
            (Some("sms"), ChannelKind::Sms),
            (Some("whatsapp"), ChannelKind::Whatsapp),
            (None, ChannelKind::Sms),
        ];
        for (medium, kind) in kinds {
            let native = Some("Channel::TwilioSms".to_owned());
            let mapped = channel(native, medium.map(str::to_owned));
            assert_eq!(mapped.kind, kind);
            assert_eq!(mapped.native, "Channel::TwilioSms");
        }
        assert_eq!(channel(None, None).kind, ChannelKind::Unknown);
    }
}
