//! Companies as they are sent.

use serde_json::{Map, Value, json};

use crate::model::command::{OrganizationFields, Patch};
use crate::model::{Assignee, Id};
use crate::provider::{Allowed, Refusal};

/// Longest topic of a channel.
const LONGEST_TOPIC: usize = 250;

/// Fields without a name in our model that can be changed. The timeout is read in minutes and written in hours.
const SETTINGS: &[&str] = &[
    "autoresponder",
    "supportSteps",
    "defaultTriageChannelId",
    "disableAutomatedTicketing",
    "replyTimeoutHours",
    "botHandling",
];

/// A new company, as it is sent.
pub(in crate::adapters::unthread::writes) fn new(
    fields: &OrganizationFields,
) -> Result<Value, Refusal> {
    let OrganizationFields {
        name,
        email_domains,
        tags,
        slack_channel_id,
        creates_channel,
        is_private_channel,
        channel_topic,
        invites,
        primary_assignee: _,
        secondary_assignee: _,
        settings: _,
    } = fields;
    without_care(fields)?;
    of_the_channel(fields)?;
    let ids = |ids: Vec<&str>| (!ids.is_empty()).then(|| json!(ids));
    let domains = email_domains.value();
    let channel = slack_channel_id.value();
    let topic = channel_topic.as_deref();
    let body = [
        ("name", Some(named(name)?.into())),
        ("emailDomains", domains.map(|all| json!(all))),
        ("tagIds", ids(tags.iter().map(Id::native).collect())),
        ("slackChannelId", channel.map(|id| json!(id))),
        ("createChannel", creates_channel.then(|| json!(true))),
        ("isPrivate", is_private_channel.map(Value::from)),
        ("channelTopic", topic.map(Value::from)),
        (
            "inviteUserIds",
            ids(invites.iter().map(Id::native).collect()),
        ),
    ];
    let body = body.into_iter();
    let body = body.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Ok(Value::Object(body.collect()))
}

/// How a company is looked after is set up once it is there.
fn without_care(fields: &OrganizationFields) -> Result<(), Refusal> {
    for (is_given, field) in [
        (fields.primary_assignee.is_change(), "primaryAssignee"),
        (fields.secondary_assignee.is_change(), "secondaryAssignee"),
        (!fields.settings.is_empty(), "settings"),
    ] {
        if is_given {
            let explanation = "A new company takes none; it can be changed afterwards.";
            return Err(Refusal::unsupported(explanation).at(&["input", field]));
        }
    }
    Ok(())
}

/// Settings of a channel are for one that is made.
fn of_the_channel(fields: &OrganizationFields) -> Result<(), Refusal> {
    let creates = fields.creates_channel;
    if creates && fields.slack_channel_id.value().is_some() {
        let explanation = "A company has one channel: make one or name one.";
        return Err(Refusal::bad_input(&["input", "createChannel"], explanation));
    }
    for (is_given, field) in [
        (fields.is_private_channel.is_some(), "isPrivateChannel"),
        (fields.channel_topic.is_some(), "channelTopic"),
        (!fields.invites.is_empty(), "inviteUserIds"),
    ] {
        if is_given && !creates {
            let explanation = "This is for a channel that is created.";
            return Err(Refusal::bad_input(&["input", field], explanation));
        }
    }
    let length = fields
        .channel_topic
        .as_ref()
        .map(|topic| topic.chars().count());
    if length.is_some_and(|length| length > LONGEST_TOPIC) {
        let explanation = format!("A topic has at most {LONGEST_TOPIC} characters.");
        return Err(Refusal::bad_input(&["input", "channelTopic"], explanation));
    }
    Ok(())
}

fn named(name: &Patch<String>) -> Result<&str, Refusal> {
    let name = name.value().map(|name| name.trim());
    let name = name.filter(|name| !name.is_empty());
    name.ok_or_else(|| Refusal::bad_input(&["input", "name"], "A company needs a name."))
}

/// What is changed about a company, as it is sent.
pub(in crate::adapters::unthread::writes) fn changes(
    fields: &OrganizationFields,
) -> Result<Map<String, Value>, Refusal> {
    let OrganizationFields {
        name,
        email_domains,
        slack_channel_id,
        primary_assignee,
        secondary_assignee,
        settings,
        tags: _,
        creates_channel: _,
        is_private_channel: _,
        channel_topic: _,
        invites: _,
    } = fields;
    nothing_of_new_ones(fields)?;
    known(settings)?;
    let mut body = Map::new();
    if name.is_change() {
        body.insert("name".to_owned(), named(name)?.into());
    }
    if email_domains.is_change() {
        let domains = email_domains.value().cloned().unwrap_or_default();
        body.insert("emailDomains".to_owned(), domains.into());
    }
    let channel = slack_channel_id.json();
    body.extend(channel.map(|id| ("slackChannelId".to_owned(), id)));
    for (place, assignee) in [
        ("primary", primary_assignee),
        ("secondary", secondary_assignee),
    ] {
        if assignee.is_change() {
            let (id, kind) = assignee.value().map(of_assignee).unzip();
            body.insert(format!("{place}SupportAssigneeId"), id.into());
            body.insert(format!("{place}SupportAssigneeType"), kind.into());
        }
    }
    body.extend(settings.clone());
    Ok(body)
}

fn nothing_of_new_ones(fields: &OrganizationFields) -> Result<(), Refusal> {
    let is_for_new = !fields.tags.is_empty()
        || fields.creates_channel
        || fields.is_private_channel.is_some()
        || fields.channel_topic.is_some()
        || !fields.invites.is_empty();
    if is_for_new {
        return Err(Refusal::unsupported(
            "Tags of a company are changed by themselves, and its channel is made with it.",
        ));
    }
    Ok(())
}

fn known(settings: &Map<String, Value>) -> Result<(), Refusal> {
    let mut keys = settings.keys();
    let Some(unknown) = keys.find(|key| !SETTINGS.contains(&key.as_str())) else {
        return Ok(());
    };
    let allowed = SETTINGS.iter().map(|&key| key.to_owned()).collect();
    let explanation = format!("`{unknown}` is no setting that can be changed.");
    let refusal = Refusal::bad_input(&["input", "settings"], explanation);
    Err(refusal.allowing(Allowed::Words(allowed)))
}

fn of_assignee(assignee: &Assignee) -> (&str, &'static str) {
    match assignee {
        Assignee::Agent(agent) => (agent.native(), "user"),
        Assignee::Team(team) => (team.native(), "team"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{changes, new};
    use crate::model::command::{OrganizationFields, Patch};
    use crate::model::{Assignee, Id, SourceKey};

    fn id<T>(native: &str) -> Id<T> {
        Id::new(&SourceKey::parse("desk").unwrap(), native)
    }

    fn named() -> OrganizationFields {
        OrganizationFields {
            name: Patch::Set(" Berg & Co ".to_owned()),
            ..OrganizationFields::default()
        }
    }

    #[test]
    fn a_new_company_has_what_it_was_given() {
        assert_eq!(new(&named()), Ok(json!({"name": "Berg & Co"})));
        let whole = OrganizationFields {
            email_domains: Patch::Set(vec!["berg.test".to_owned()]),
            tags: vec![id("t1")],
            creates_channel: true,
            is_private_channel: Some(false),
            channel_topic: Some("Bikes".to_owned()),
            invites: vec![id("u1")],
            ..named()
        };
        assert_eq!(
            new(&whole),
            Ok(
                json!({"name": "Berg & Co", "emailDomains": ["berg.test"], "tagIds": ["t1"],
                "createChannel": true, "isPrivate": false, "channelTopic": "Bikes", "inviteUserIds": ["u1"]})
            )
        );
    }

    #[test]
    fn changes_name_only_what_changes() {
        let fields = OrganizationFields {
            email_domains: Patch::Clear,
            slack_channel_id: Patch::Clear,
            primary_assignee: Patch::Set(Assignee::Team(id("g1"))),
            secondary_assignee: Patch::Clear,
            settings: Map::from_iter([("replyTimeoutHours".to_owned(), json!(4))]),
            ..OrganizationFields::default()
        };
        assert_eq!(
            changes(&fields).map(Value::from),
            Ok(
                json!({"emailDomains": [], "slackChannelId": null, "primarySupportAssigneeId": "g1",
                "primarySupportAssigneeType": "team", "secondarySupportAssigneeId": null,
                "secondarySupportAssigneeType": null, "replyTimeoutHours": 4})
            )
        );
        let nothing = changes(&OrganizationFields::default());
        assert_eq!(nothing, Ok(Map::new()));
    }

    #[test]
    fn what_does_not_belong_there_is_refused() {
        let topic = |length: usize, creates_channel| OrganizationFields {
            channel_topic: Some("x".repeat(length)),
            creates_channel,
            ..named()
        };
        let both = OrganizationFields {
            creates_channel: true,
            slack_channel_id: Patch::Set("C1".to_owned()),
            ..named()
        };
        let assigned = OrganizationFields {
            primary_assignee: Patch::Set(Assignee::Agent(id("u1"))),
            ..named()
        };
        for (fields, field) in [
            (OrganizationFields::default(), "name"),
            (topic(3, false), "channelTopic"),
            (topic(251, true), "channelTopic"),
            (both, "createChannel"),
            (assigned, "primaryAssignee"),
        ] {
            assert_eq!(new(&fields).unwrap_err().field, ["input", field]);
        }
        assert!(new(&topic(250, true)).is_ok());
        let setting = OrganizationFields {
            settings: Map::from_iter([("replyTimeoutMinutes".to_owned(), json!(4))]),
            ..OrganizationFields::default()
        };
        assert_eq!(changes(&setting).unwrap_err().field, ["input", "settings"]);
        let nameless = OrganizationFields {
            name: Patch::Clear,
            ..OrganizationFields::default()
        };
        assert_eq!(changes(&nameless).unwrap_err().field, ["input", "name"]);
        assert!(changes(&topic(3, false)).is_err());
    }
}
