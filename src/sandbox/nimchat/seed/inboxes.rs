//! One inbox for each channel of the story.

use std::collections::BTreeSet;

use crate::model::ProviderKind;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Channel, Inbox, State};
use crate::sandbox::world::{self, Author, World};

use super::team::{PIP, user_id};

pub(super) const WEBSITE: u64 = 12;
pub(super) const API: u64 = 14;
pub(super) const EMAIL: u64 = 15;
pub(super) const WHATSAPP: u64 = 17;

/// The address of the e-mail inbox.
pub(super) const ADDRESS: &str = "help@kestrelbikes.example";

pub(super) fn add(state: &mut State, world: &World) {
    state.inboxes = vec![
        Inbox {
            greeting_message: Some("Hello! Ask us anything about your bike."),
            csat_survey_enabled: true,
            bot: Some(PIP),
            ..inbox(
                WEBSITE,
                "Kestrel website",
                Channel::WebWidget {
                    website_token: secret::token("website"),
                    hmac_token: secret::token("hmac of website"),
                },
            )
        },
        Inbox {
            lock_to_single_conversation: true,
            ..inbox(
                API,
                "Fleet console",
                Channel::Api {
                    identifier: secret::token("inbox identifier"),
                    hmac_token: secret::token("hmac of api"),
                },
            )
        },
        Inbox {
            business_name: Some("Kestrel Bikes"),
            ..inbox(EMAIL, "Support mail", Channel::Email { address: ADDRESS })
        },
        inbox(
            WHATSAPP,
            "WhatsApp",
            Channel::Whatsapp {
                phone_number: "+442079460999",
            },
        ),
    ];
    for inbox in &mut state.inboxes {
        inbox.members = members(world, inbox.id);
    }
}

fn inbox(id: u64, name: &'static str, channel: Channel) -> Inbox {
    Inbox {
        id,
        channel_id: id - 10,
        name,
        channel,
        greeting_message: None,
        csat_survey_enabled: false,
        lock_to_single_conversation: false,
        business_name: None,
        members: Vec::new(),
        last_served: None,
        bot: None,
    }
}

/// The inbox of a channel; what this desk lacks would come through the API.
pub(super) fn inbox_of(channel: world::Channel) -> u64 {
    match channel {
        world::Channel::Chat => WEBSITE,
        world::Channel::Email => EMAIL,
        world::Channel::WhatsApp => WHATSAPP,
        world::Channel::Api
        | world::Channel::Slack
        | world::Channel::InProduct
        | world::Channel::Phone => API,
    }
}

/// Whoever is assigned or speaks in an inbox belongs to it.
fn members(world: &World, inbox: u64) -> Vec<u64> {
    let mut members = BTreeSet::new();
    let cases = world.cases_at(ProviderKind::Nimchat);
    for case in cases.filter(|case| inbox_of(case.channel) == inbox) {
        members.extend(case.assignee.and_then(|key| user_id(world, key)));
        for entry in &case.entries {
            if let Author::Agent(key) = entry.by {
                members.extend(user_id(world, key));
            }
        }
    }
    members.into_iter().collect()
}
