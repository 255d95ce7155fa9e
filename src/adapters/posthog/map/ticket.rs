//! Tickets.

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use crate::adapters::posthog::native::ContactKey;
use crate::adapters::posthog::requesters::Requester;
use crate::adapters::posthog::{link, tables, wire};
use crate::model::{
    Agent, Channel, Contact, Conversation, ConversationParts, ConversationStatus, DirectoryParts,
    Id, Raw, Snooze, SourceKey, Tag, Team, TicketFacts,
};
use crate::provider::mapping;
use crate::transport::WithRaw;

use super::{SECRETS, filled, person, team};

/// What a map needs to know besides the ticket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    pub key: &'a SourceKey,
    pub base_url: &'a Url,
    pub project: &'a str,
    pub now: Timestamp,
}

/// A ticket, and what came along with it.
#[derive(Debug)]
pub(crate) struct Case {
    pub conversation: Conversation,
    pub contact: Option<Contact>,
    pub team: Option<Team>,
    pub tags: Vec<Tag>,
    pub requester: Requester,
}

/// Everything but the messages, of which a list tells the text of the latest one.
pub(crate) fn case(scope: Scope<'_>, ticket: WithRaw<wire::Ticket>) -> Case {
    let wire::Ticket {
        id,
        ticket_number,
        channel_source,
        channel_detail,
        distinct_id,
        status,
        priority,
        assignee,
        anonymous_traits,
        ai_resolved,
        escalation_reason,
        created_at,
        updated_at,
        message_count,
        last_message_text,
        unread_team_count,
        unread_customer_count,
        sla_due_at,
        snoozed_until,
        email_subject,
        email_from,
        person,
        tags,
    } = ticket.value;
    let number = ticket_number.to_string();
    let distinct_ids = distinct_ids(&distinct_id, person.as_ref());
    let id: Id<Conversation> = Id::new(scope.key, id).with_hint(number.as_str());
    let customer = Customer {
        distinct_id,
        traits: anonymous_traits,
        address: filled(email_from),
        person,
    };
    let contact = contact(&id, customer);
    let (assignee, team) = assigned(scope.key, assignee);
    let tags: Vec<Tag> = tags
        .iter()
        .flatten()
        .map(|tag| team::own_tag(scope.key, tag))
        .collect();
    let (unified, snooze) = standing(scope.now, &status, snoozed_until);
    let channel = Channel {
        kind: mapping::channel(tables::CHANNEL, &channel_source),
        native: channel_source,
        detail: filled(channel_detail),
    };
    let mut conversation = Conversation::new(id, unified, status, channel);
    conversation.known = ConversationParts::all() - ConversationParts::WISHES;
    conversation.web_url =
        link::of_ticket(scope.base_url, scope.project, &number).map(String::from);
    conversation.subject = filled(email_subject);
    conversation.preview = filled(last_message_text);
    conversation.priority = mapping::priority(tables::PRIORITY, priority.as_deref().unwrap_or(""));
    conversation.native_priority = filled(priority);
    conversation.contact = contact.as_ref().map(|contact| contact.id.clone());
    conversation.assignee = assignee;
    conversation.team = team.as_ref().map(|team| team.id.clone());
    conversation.tags = Some(tags.iter().map(|tag| tag.id.clone()).collect());
    conversation.snooze = snooze;
    conversation.unread_count = count(unread_team_count);
    conversation.message_count = count(message_count);
    conversation.ticket = Some(TicketFacts {
        number: number.clone(),
        sla_due_at,
        is_ai_resolved: ai_resolved,
        escalation_reason: filled(escalation_reason),
        unread_contact_count: count(unread_customer_count),
    });
    conversation.number = Some(number);
    conversation.created_at = Some(created_at);
    conversation.updated_at = Some(updated_at);
    // What the list is sorted by. Public messages move it, notes and reading do not.
    conversation.last_activity_at = Some(updated_at);
    conversation.raw = Some(Raw::new(ticket.raw, SECRETS));
    let requester = Requester {
        contact: conversation.contact.clone(),
        distinct_ids,
    };
    Case {
        conversation,
        contact,
        team,
        tags,
        requester,
    }
}

/// A ticket in the answer to a change, which leaves the person out, as though there were none. So this copy says nothing
/// about the contact.
pub(crate) fn changed_case(scope: Scope<'_>, ticket: WithRaw<wire::Ticket>) -> Case {
    let mut case = case(scope, ticket);
    let unknown = ConversationParts::CONTACT | ConversationParts::RAW;
    case.conversation.known -= unknown;
    case.conversation.contact = None;
    case.conversation.raw = None;
    Case {
        contact: None,
        ..case
    }
}

fn count(number: Option<i64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

/// The status, and the snooze that makes it another one: a ticket on hold with a time to come.
fn standing(
    now: Timestamp,
    native: &str,
    snoozed_until: Option<Timestamp>,
) -> (ConversationStatus, Option<Snooze>) {
    let status = mapping::status(tables::STATUS, native);
    let until = snoozed_until.filter(|until| *until > now);
    if status != ConversationStatus::OnHold || until.is_none() {
        return (status, None);
    }
    let snooze = Snooze {
        since: None,
        until,
        // Only the time is said to wake it.
        wakes_on_reply: false,
    };
    (ConversationStatus::Snoozed, Some(snooze))
}

/// The agent or the team. The answer has the name of a role, but of a user the address alone.
fn assigned(
    key: &SourceKey,
    assignee: Option<wire::Assignee>,
) -> (Option<Id<Agent>>, Option<Team>) {
    let Some(wire::Assignee { id, kind, role }) = assignee else {
        return (None, None);
    };
    match (kind.as_str(), role) {
        ("user", _) => (Some(Id::new(key, id.to_string())), None),
        ("role", role) => {
            let name = role.map_or_else(String::new, |role| role.name);
            let mut team = Team::new(Id::new(key, id.to_string()), name);
            // A role has a name and nothing else.
            team.known = DirectoryParts::DETAIL;
            (None, Some(team))
        }
        _ => (None, None),
    }
}

/// What a ticket tells about its customer.
struct Customer {
    distinct_id: String,
    traits: Value,
    address: Option<String>,
    person: Option<WithRaw<wire::Person>>,
}

fn contact(ticket: &Id<Conversation>, customer: Customer) -> Option<Contact> {
    let Customer {
        distinct_id,
        traits,
        address,
        person,
    } = customer;
    let key = ticket.source();
    let known = match person {
        Some(person) => person::contact(key, person),
        None if distinct_id.is_empty() => {
            let id = ContactKey::Ticket(ticket.native()).id(key);
            let hint = ticket.hint().unwrap_or_default();
            person::stranger(id.with_hint(hint), "")
        }
        None => person::stranger(ContactKey::Distinct(&distinct_id).id(key), &distinct_id),
    };
    let contact = person::with_traits(known, &traits, address.as_ref());
    let is_somebody = !contact.external_ids.is_empty()
        || contact.raw.is_some()
        || contact.name.is_some()
        || !contact.emails.is_empty();
    is_somebody.then_some(contact)
}

fn distinct_ids(own: &str, person: Option<&WithRaw<wire::Person>>) -> Vec<String> {
    let all = person.and_then(|person| person.value.distinct_ids.as_deref());
    let mut ids = all.unwrap_or_default().to_vec();
    if !own.is_empty() && !ids.iter().any(|id| id == own) {
        ids.push(own.to_owned());
    }
    ids
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Case, Scope, case};
    use crate::model::{
        ChannelKind, ConversationParts, ConversationStatus, Id, Priority, SourceKey, TicketFacts,
    };

    const WIDGET: &str = r#"{"id":"0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01","ticket_number":42,"channel_source":"widget","channel_detail":"widget_embedded","distinct_id":"usr_8841","status":"open","priority":"high","assignee":{"id":311,"type":"user","user":{"email":"mina@acme.example"},"role":null},"anonymous_traits":{"name":"Ravi Kohl","email":"ravi@tallpine.example"},"ai_resolved":false,"escalation_reason":null,"created_at":"2026-03-02T08:14:09.512345Z","updated_at":"2026-03-02T09:02:51.100201Z","message_count":3,"last_message_at":"2026-03-02T09:02:51.100201Z","last_message_text":"Could you send the funnel link?","unread_team_count":0,"unread_customer_count":1,"session_id":"0195a3e0-1111-7222-8333-444455556666","session_context":{"session_replay_url":"https://us.posthog.com/replay/0195a3e0","current_url":"https://app.tallpine.example/billing"},"sla_due_at":"2026-03-02T12:14:09Z","snoozed_until":null,"slack_channel_id":null,"slack_thread_ts":null,"slack_team_id":null,"email_subject":null,"email_from":null,"email_to":null,"cc_participants":[],"github_repo":null,"github_issue_number":null,"person":{"id":"0194b1c2-aaaa-7bbb-8ccc-1234567890ab","name":"ravi@tallpine.example","distinct_ids":["usr_8841","0194b1c2-anon"],"properties":{"email":"ravi@tallpine.example","plan":"scale"},"created_at":"2025-11-20T10:00:00Z","is_identified":true},"tags":["billing","enterprise"]}"#;
    const MAIL: &str = r#"{"id":"0195a40b-2d90-7e01-a1f3-6a0f5f1b2c02","ticket_number":43,"channel_source":"email","channel_detail":null,"distinct_id":"lena@quietsea.example","status":"new","priority":null,"assignee":null,"anonymous_traits":{"name":"Lena Brook","email":"lena@quietsea.example"},"ai_resolved":false,"escalation_reason":null,"created_at":"2026-03-02T08:40:00.000512Z","updated_at":"2026-03-02T08:40:00.000600Z","message_count":1,"last_message_at":"2026-03-02T08:40:00.000580Z","last_message_text":"Our invoice shows the wrong VAT id.","unread_team_count":1,"unread_customer_count":0,"session_id":null,"session_context":{},"sla_due_at":null,"snoozed_until":null,"slack_channel_id":null,"slack_thread_ts":null,"slack_team_id":null,"email_subject":"VAT id","email_from":"lena@quietsea.example","email_to":"help@acme.example","cc_participants":["finance@quietsea.example"],"github_repo":null,"github_issue_number":null,"person":null,"tags":[]}"#;
    const SLACK: &str = r#"{"id":"0195a41c-9f10-7b77-8d21-0c9e8d7f6a03","ticket_number":44,"channel_source":"slack","channel_detail":"slack_bot_mention","distinct_id":"omar@brightloom.example","status":"on_hold","priority":"low","assignee":{"id":"0193f0aa-5b6c-7d8e-9f01-23456789abcd","type":"role","user":null,"role":{"name":"Support tier 2"}},"anonymous_traits":{"name":"Omar","email":"omar@brightloom.example"},"ai_resolved":false,"escalation_reason":"customer_requested","created_at":"2026-03-01T15:00:00Z","updated_at":"2026-03-02T10:00:00.250000Z","message_count":6,"last_message_at":"2026-03-01T18:21:00.004000Z","last_message_text":"We will check on Thursday","unread_team_count":0,"unread_customer_count":0,"session_id":null,"session_context":{},"sla_due_at":null,"snoozed_until":"2026-03-05T08:00:00Z","slack_channel_id":"C07ABCD12","slack_thread_ts":"1772377200.000100","slack_team_id":"T01ZZZ","email_subject":null,"email_from":null,"email_to":null,"cc_participants":[],"github_repo":null,"github_issue_number":null,"person":null,"tags":["ingestion"]}"#;
    const GITHUB: &str = r#"{"id":"0195a42d-1a2b-7c3d-8e4f-5a6b7c8d9e04","ticket_number":45,"channel_source":"github","channel_detail":"github_issue","distinct_id":"octo-dev","status":"resolved","priority":"medium","assignee":null,"anonymous_traits":{"name":"octo-dev"},"ai_resolved":true,"escalation_reason":null,"created_at":"2026-02-27T11:11:11Z","updated_at":"2026-02-27T11:30:00Z","message_count":2,"last_message_at":"2026-02-27T11:29:58Z","last_message_text":"Fixed in 1.204.1","unread_team_count":0,"unread_customer_count":1,"session_id":null,"session_context":{},"sla_due_at":null,"snoozed_until":null,"slack_channel_id":null,"slack_thread_ts":null,"slack_team_id":null,"email_subject":null,"email_from":null,"email_to":null,"cc_participants":[],"github_repo":"acme/sdk-js","github_issue_number":918,"person":null,"tags":["sdk"]}"#;
    const BARE: &str = r#"{"id":"0195a42d-0000-7000-8000-5a6b7c8d9e05","ticket_number":46,"channel_source":"carrier_pigeon","status":"paused","priority":"","created_at":"2026-02-27T11:11:11Z","updated_at":"2026-02-27T11:11:11Z"}"#;

    fn key() -> SourceKey {
        SourceKey::parse("desk").unwrap()
    }

    fn at(now: &str, json: &str) -> Case {
        let scope = Scope {
            key: &key(),
            base_url: &Url::parse("https://us.posthog.com/").unwrap(),
            project: "7001",
            now: now.parse().unwrap(),
        };
        case(scope, serde_json::from_str(json).unwrap())
    }

    fn mapped(json: &str) -> Case {
        at("2026-03-02T12:00:00Z", json)
    }

    #[test]
    fn a_ticket_from_the_widget_has_a_person_and_an_agent() {
        let case = mapped(WIDGET);
        let ticket = &case.conversation;
        assert_eq!(ticket.id.native(), "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01");
        assert_eq!(ticket.id.hint(), Some("42"));
        assert_eq!(
            ticket.known,
            ConversationParts::all() - ConversationParts::WISHES
        );
        assert_eq!(ticket.number.as_deref(), Some("42"));
        let url = "https://us.posthog.com/project/7001/support/tickets/42";
        assert_eq!(ticket.web_url.as_deref(), Some(url));
        assert_eq!(ticket.subject, None);
        assert_eq!(
            ticket.preview.as_deref(),
            Some("Could you send the funnel link?")
        );
        assert_eq!(
            (ticket.status, &*ticket.native_status),
            (ConversationStatus::Open, "open")
        );
        assert_eq!(
            (ticket.priority, ticket.native_priority.as_deref()),
            (Priority::High, Some("high"))
        );
        assert_eq!(ticket.channel.kind, ChannelKind::Chat);
        assert_eq!(ticket.channel.detail.as_deref(), Some("widget_embedded"));
        assert_eq!(ticket.assignee, Some(Id::new(&key(), "311")));
        assert_eq!(ticket.team, None);
        assert_eq!(
            ticket.tags,
            Some(vec![
                Id::new(&key(), "billing"),
                Id::new(&key(), "enterprise")
            ])
        );
        assert_eq!(
            (ticket.unread_count, ticket.message_count),
            (Some(0), Some(3))
        );
        assert_eq!(
            ticket.created_at,
            Some("2026-03-02T08:14:09.512345Z".parse().unwrap())
        );
        assert_eq!(
            ticket.last_activity_at,
            Some("2026-03-02T09:02:51.100201Z".parse().unwrap())
        );
        let facts = TicketFacts {
            number: "42".to_owned(),
            sla_due_at: Some("2026-03-02T12:14:09Z".parse().unwrap()),
            is_ai_resolved: Some(false),
            escalation_reason: None,
            unread_contact_count: Some(1),
        };
        assert_eq!(ticket.ticket, Some(facts));
    }

    #[test]
    fn a_person_gets_the_name_that_the_ticket_knows() {
        let case = mapped(WIDGET);
        let contact = case.contact.unwrap();
        assert_eq!(case.conversation.contact, Some(contact.id.clone()));
        assert_eq!(contact.id.native(), "0194b1c2-aaaa-7bbb-8ccc-1234567890ab");
        assert_eq!(contact.name.as_deref(), Some("Ravi Kohl"));
        assert_eq!(contact.emails.len(), 1);
        assert!(contact.is_identified);
        assert_eq!(case.requester.contact, Some(contact.id));
        assert_eq!(case.requester.distinct_ids, ["usr_8841", "0194b1c2-anon"]);
    }

    #[test]
    fn a_writer_of_mail_whom_nobody_knows_is_a_contact_too() {
        let case = mapped(MAIL);
        let contact = case.contact.unwrap();
        assert_eq!(contact.id.native(), "distinct:lena@quietsea.example");
        assert_eq!(contact.name.as_deref(), Some("Lena Brook"));
        let emails: Vec<_> = contact.emails.iter().map(|email| &*email.value).collect();
        assert_eq!(emails, ["lena@quietsea.example"]);
        assert_eq!(contact.external_ids[0].value, "lena@quietsea.example");
        assert!(!contact.is_identified);
        assert_eq!(case.conversation.subject.as_deref(), Some("VAT id"));
        assert_eq!(case.conversation.status, ConversationStatus::New);
        assert_eq!(case.conversation.priority, Priority::None);
        assert_eq!(case.conversation.native_priority, None);
        assert_eq!((case.conversation.assignee, case.team), (None, None));
    }

    #[test]
    fn a_ticket_is_snoozed_until_its_time_has_come() {
        let asleep = at("2026-03-05T07:59:59Z", SLACK).conversation;
        assert_eq!(asleep.status, ConversationStatus::Snoozed);
        assert_eq!(asleep.native_status, "on_hold");
        let until = asleep.snooze.unwrap().until;
        assert_eq!(until, Some("2026-03-05T08:00:00Z".parse().unwrap()));
        let awake = at("2026-03-05T08:00:00Z", SLACK).conversation;
        assert_eq!(
            (awake.status, awake.snooze),
            (ConversationStatus::OnHold, None)
        );
        let reopened = SLACK.replace("on_hold", "open");
        let reopened = at("2026-03-05T07:00:00Z", &reopened).conversation;
        assert_eq!(
            (reopened.status, reopened.snooze),
            (ConversationStatus::Open, None)
        );
    }

    #[test]
    fn a_role_is_a_team_with_its_name() {
        let case = mapped(SLACK);
        let team = case.team.unwrap();
        assert_eq!(team.id.native(), "0193f0aa-5b6c-7d8e-9f01-23456789abcd");
        assert_eq!(team.name, "Support tier 2");
        assert_eq!(case.conversation.team, Some(team.id));
        assert_eq!(case.conversation.assignee, None);
        let facts = case.conversation.ticket.unwrap();
        assert_eq!(
            facts.escalation_reason.as_deref(),
            Some("customer_requested")
        );
    }

    #[test]
    fn an_issue_that_the_assistant_solved_says_so() {
        let case = mapped(GITHUB);
        assert_eq!(case.conversation.channel.kind, ChannelKind::Github);
        assert_eq!(case.conversation.status, ConversationStatus::Resolved);
        assert_eq!(case.conversation.ticket.unwrap().is_ai_resolved, Some(true));
        assert_eq!(case.contact.unwrap().display_name(), "octo-dev");
        assert_eq!(case.tags[0].name, "sdk");
    }

    #[test]
    fn words_that_are_new_are_unknown_and_what_is_missing_is_null() {
        let case = mapped(BARE);
        let ticket = case.conversation;
        assert_eq!(
            (ticket.status, &*ticket.native_status),
            (ConversationStatus::Unknown, "paused")
        );
        assert_eq!(ticket.channel.kind, ChannelKind::Unknown);
        assert_eq!(
            (ticket.priority, ticket.native_priority),
            (Priority::None, None)
        );
        assert_eq!((ticket.contact, ticket.unread_count), (None, None));
        assert_eq!(case.contact, None);
    }

    #[test]
    fn a_customer_without_a_distinct_id_is_named_by_the_ticket() {
        let json = MAIL.replace(
            r#""distinct_id":"lena@quietsea.example""#,
            r#""distinct_id":"""#,
        );
        let contact = mapped(&json).contact.unwrap();
        assert_eq!(
            contact.id.native(),
            "ticket:0195a40b-2d90-7e01-a1f3-6a0f5f1b2c02"
        );
        assert_eq!(contact.id.hint(), Some("43"));
        assert_eq!(contact.name.as_deref(), Some("Lena Brook"));
    }

    #[test]
    fn traits_and_assignees_of_any_shape_do_no_harm() {
        let traits = r#"{"name":"Lena Brook","email":"lena@quietsea.example"}"#;
        for other in ["null", "[1]", "\"x\"", r#"{"name":null,"email":{"a":1}}"#] {
            let contact = mapped(&MAIL.replace(traits, other)).contact.unwrap();
            assert_eq!(contact.display_name(), "lena@quietsea.example");
        }
        let robot = MAIL.replace(
            r#""assignee":null"#,
            r#""assignee":{"id":1,"type":"robot"}"#,
        );
        let case = mapped(&robot);
        assert_eq!((case.conversation.assignee, case.team), (None, None));
    }
}
