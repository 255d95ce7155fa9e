//! Users, their status, and teams.

use serde_json::{Value, json};

use crate::sandbox::helpscout::records::{Presence, Team, User};

use super::{Lens, at};

impl Lens<'_> {
    /// Shows a user.
    pub(crate) fn user(&self, one: &User) -> Value {
        let mention = one.first.to_lowercase();
        json!({
            "id": one.id,
            "createdAt": at(one.created_at),
            "updatedAt": "2026-01-02T10:00:00Z",
            "firstName": one.first,
            "lastName": one.last,
            "email": one.email,
            "role": one.role,
            "jobTitle": "Support",
            "phone": "",
            "alternateEmails": [],
            "timezone": "Europe/Oslo",
            "photoUrl": format!("https://img.kestrelbikes.example/u/{}.png", one.id),
            "type": "user",
            "mention": mention,
            "initials": initials(one),
            "_links": self.only_self(format_args!("users/{}", one.id)),
        })
    }

    /// Shows whether a user is at work.
    pub(crate) fn presence(&self, one: &User) -> Value {
        let (email, chat) = match one.presence {
            Presence::Working => (
                json!({"status": "active", "updatedAt": "2026-11-06T07:00:00Z", "performedBy": one.id, "source": "ui"}),
                json!({"status": "available", "mailboxStatuses": {"13": "available"}}),
            ),
            Presence::OnLeave => (
                json!({
                    "status": "away", "updatedAt": "2026-11-06T06:00:00Z", "performedBy": one.id, "source": "api",
                    "customStatus": {"text": "On leave", "emojiName": "palm_tree"},
                }),
                json!({"status": "unavailable"}),
            ),
            Presence::Noticed => (
                json!({"status": "active", "source": "presence_detection"}),
                json!({"status": "custom", "mailboxStatuses": {"13": "assign", "14": "unavailable"}}),
            ),
        };
        json!({"userId": one.id, "email": email, "chat": chat})
    }

    /// Shows a team.
    pub(crate) fn team(&self, one: &Team) -> Value {
        json!({
            "id": one.id,
            "createdAt": at(one.created_at),
            "updatedAt": at(one.created_at),
            "name": one.name,
            "timezone": "UTC",
            "photoUrl": format!("https://img.kestrelbikes.example/t/{}.png", one.id),
            "mention": one.key,
            "initials": one.name.chars().take(2).collect::<String>().to_uppercase(),
            "_links": self.only_self(format_args!("teams/{}", one.id)),
        })
    }
}

fn initials(one: &User) -> String {
    let letters = one.first.chars().take(1).chain(one.last.chars().take(1));
    letters.collect::<String>().to_uppercase()
}
