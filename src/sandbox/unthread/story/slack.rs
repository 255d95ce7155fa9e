//! The Slack side of the story: workspaces, channels and who is in them.

use crate::model::ProviderKind;
use crate::sandbox::unthread::ids;
use crate::sandbox::world::{Case, Channel, Person, World};

/// The workspace of the support team.
pub(in crate::sandbox::unthread) const TEAM: &str = "T05KESTREL1";
/// The user that the service posts as.
pub(in crate::sandbox::unthread) const BOT_USER: &str = "U05BOT00001";
/// The app of the service.
pub(in crate::sandbox::unthread) const BOT: &str = "B05UNTHREAD";
/// Where the team talks about cases among itself.
pub(in crate::sandbox::unthread) const TRIAGE_CHANNEL: &str = "C07TRIAGE01";
/// Where mails are shown to the team.
pub(in crate::sandbox::unthread) const EMAIL_CHANNEL: &str = "C06EMAILS22";

/// The Slack user of an agent.
pub(super) fn agent(key: &str) -> String {
    ids::slack('U', &format!("agent/{key}"))
}

/// The Slack user of a person; `None` for those who only ever wrote by mail.
pub(super) fn person(world: &World, key: &str) -> Option<String> {
    let mut cases = world.cases_at(ProviderKind::Unthread);
    cases
        .any(|case| case.channel == Channel::Slack && case.person == key)
        .then(|| ids::slack('U', &format!("person/{key}")))
}

/// The workspace of a person: that of the company, or a private one.
pub(super) fn team_of(person: &Person) -> String {
    match person.organization {
        Some(organization) => team(organization),
        None => ids::slack('T', &format!("person/{}", person.key)),
    }
}

/// The workspace of a company.
pub(super) fn team(organization: &str) -> String {
    ids::slack('T', organization)
}

/// The channel shared with a company; `None` where nobody of it writes in Slack.
pub(super) fn channel(world: &World, organization: &str) -> Option<String> {
    let mut cases = world.cases_at(ProviderKind::Unthread);
    let is_here = |case: &Case| {
        let person = world.person(case.person);
        case.channel == Channel::Slack && person.organization == Some(organization)
    };
    cases
        .any(is_here)
        .then(|| ids::slack('C', &format!("ext-{organization}")))
}

/// The channel of a case: the shared one, a direct message, or the one that shows mails.
pub(super) fn channel_of(world: &World, case: &Case) -> String {
    if case.channel != Channel::Slack {
        return EMAIL_CHANNEL.to_owned();
    }
    let person = world.person(case.person);
    let shared = person.organization.and_then(|key| channel(world, key));
    shared.unwrap_or_else(|| ids::slack('D', person.key))
}
