//! The team: members, roles and the tags they use.

use std::collections::HashMap;

use crate::adapters::posthog::{tables, wire};
use crate::model::{Agent, AgentParts, DirectoryParts, Id, Raw, SourceKey, Tag, Team};
use crate::transport::WithRaw;

use super::{SECRETS, filled};

/// The roles of each user.
pub(crate) type Memberships = HashMap<i64, Vec<Id<Team>>>;

/// A user beside something else, of whom neither level nor roles are told.
pub(super) fn author(key: &SourceKey, user: wire::User) -> Agent {
    let wire::User {
        id,
        first_name,
        last_name,
        email,
        is_email_verified,
    } = user;
    let name = [first_name.trim(), last_name.trim()].join(" ");
    let mut agent = Agent::new(Id::new(key, id.to_string()));
    // Nobody has a picture, so all of that is known.
    agent.known = AgentParts::EMAIL | AgentParts::AVATAR;
    agent.name = filled(Some(name.trim().to_owned()));
    agent.email = filled(email);
    agent.is_confirmed = is_email_verified;
    agent
}

/// A member of the organization, with the roles if they were read.
pub(crate) fn agent(
    key: &SourceKey,
    memberships: Option<&Memberships>,
    member: WithRaw<wire::Member>,
) -> Agent {
    let wire::Member { user, level } = member.value;
    let roles = memberships.map(|all| all.get(&user.id).cloned().unwrap_or_default());
    let mut agent = author(key, user);
    agent.known = AgentParts::all();
    agent.known.set(AgentParts::TEAMS, roles.is_some());
    agent.role = level.map(role);
    agent.teams = roles;
    agent.raw = Some(Raw::new(member.raw, SECRETS));
    agent
}

fn role(level: i64) -> String {
    let row = tables::LEVEL.iter().find(|(number, _)| *number == level);
    row.map_or_else(|| level.to_string(), |(_, word)| (*word).to_owned())
}

/// Turns roles with their members into members with their roles.
pub(crate) fn memberships(key: &SourceKey, roles: Vec<WithRaw<wire::Role>>) -> Memberships {
    let mut memberships = Memberships::new();
    for role in roles {
        let id: Id<Team> = Id::new(key, role.value.id);
        let members = role.value.members.into_iter().flatten();
        for user in members.filter_map(|member| member.user) {
            memberships.entry(user.id).or_default().push(id.clone());
        }
    }
    memberships
}

/// A role.
pub(crate) fn team(key: &SourceKey, role: WithRaw<wire::Role>) -> Team {
    let wire::Role {
        id,
        name,
        members: _,
    } = role.value;
    let mut team = Team::new(Id::new(key, id), name);
    team.known = DirectoryParts::all();
    team.raw = Some(Raw::new(role.raw, SECRETS));
    team
}

/// The longest name a tag can have.
const MAX_TAG: usize = 255;

/// A tag, which is nothing but its name; `None` if no tag can have that name.
pub(crate) fn tag(key: &SourceKey, name: &str) -> Option<Tag> {
    is_tag(name).then(|| own_tag(key, name))
}

/// Whether a tag can have this name.
pub(crate) fn is_tag(name: &str) -> bool {
    let is_normal = !name.is_empty() && name.trim().to_lowercase() == name;
    // The database knows no zero byte.
    is_normal && name.chars().count() <= MAX_TAG && !name.contains('\0')
}

/// A tag that a ticket has.
pub(super) fn own_tag(key: &SourceKey, name: &str) -> Tag {
    let mut tag = Tag::new(Id::new(key, name), name);
    tag.known = DirectoryParts::all();
    tag
}

#[cfg(test)]
mod tests {
    use super::{agent, memberships, tag, team};
    use crate::model::{AgentParts, Id, SourceKey, Team};

    const ROLE: &str = r#"{"id":"0193f0aa-5b6c-7d8e-9f01-23456789abce","name":"Billing","created_at":"2025-06-01T09:00:00Z","created_by":{"id":311,"uuid":"0190c1aa-0000-7000-8000-0000000000aa","distinct_id":"staff_311","first_name":"Mina","last_name":"Faro","email":"mina@acme.example","is_email_verified":true,"hedgehog_config":null,"role_at_organization":"engineering"},"members":[{"id":"0193f0ab-0000-7000-8000-000000000001","role_id":"0193f0aa-5b6c-7d8e-9f01-23456789abce","user":{"id":311,"uuid":"0190c1aa-0000-7000-8000-0000000000aa","distinct_id":"staff_311","first_name":"Mina","last_name":"Faro","email":"mina@acme.example","is_email_verified":true,"hedgehog_config":null,"role_at_organization":"engineering"},"joined_at":"2025-06-01T09:01:00Z","updated_at":"2025-06-01T09:01:00Z"}],"is_default":false}"#;
    const MEMBER: &str = r#"{"id":"0191aaaa-0000-7000-8000-000000000010","user":{"id":312,"uuid":"0190c1aa-0000-7000-8000-0000000000ab","distinct_id":"staff_312","first_name":"Jo","last_name":"","email":"jo@acme.example","is_email_verified":null,"hedgehog_config":null,"role_at_organization":null},"level":1,"joined_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z"}"#;

    fn key() -> SourceKey {
        SourceKey::parse("desk").unwrap()
    }

    #[test]
    fn a_member_is_an_agent_by_the_number_of_the_user() {
        let jo = agent(&key(), None, serde_json::from_str(MEMBER).unwrap());
        assert_eq!(jo.id, Id::new(&key(), "312"));
        assert_eq!(jo.name.as_deref(), Some("Jo"));
        assert_eq!(jo.email.as_deref(), Some("jo@acme.example"));
        assert_eq!(jo.role.as_deref(), Some("member"));
        assert_eq!((jo.is_confirmed, jo.teams), (None, None));
        assert_eq!(jo.known, AgentParts::all() - AgentParts::TEAMS);
    }

    #[test]
    fn levels_have_names_and_new_ones_keep_their_number() {
        for (level, role) in [
            ("1", "member"),
            ("8", "administrator"),
            ("15", "owner"),
            ("9", "9"),
        ] {
            let json = MEMBER.replace("\"level\":1", &format!("\"level\":{level}"));
            let agent = agent(&key(), None, serde_json::from_str(&json).unwrap());
            assert_eq!(agent.role.as_deref(), Some(role));
        }
    }

    #[test]
    fn roles_tell_who_is_in_them() {
        let billing = team(&key(), serde_json::from_str(ROLE).unwrap());
        assert_eq!(billing.name, "Billing");
        let read = memberships(&key(), vec![serde_json::from_str(ROLE).unwrap()]);
        assert_eq!(read[&311], [billing.id]);
        let jo = agent(&key(), Some(&read), serde_json::from_str(MEMBER).unwrap());
        assert_eq!(jo.teams, Some(Vec::<Id<Team>>::new()));
        assert_eq!(jo.known, AgentParts::all());
    }

    #[test]
    fn only_what_can_be_a_tag_is_one() {
        assert_eq!(tag(&key(), "vat id").unwrap().name, "vat id");
        for name in ["", " vat", "VAT", "v\0", &"x".repeat(256)] {
            assert_eq!(tag(&key(), name), None, "{name}");
        }
    }
}
