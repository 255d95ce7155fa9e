//! Inboxes: many keys, some absent by channel, some secret.

use serde_json::{Value, json};

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::seed::SET_UP;
use crate::sandbox::nimchat::state::{Channel, HOME, Inbox};

use super::{View, extend, iso};

impl View<'_> {
    /// Inbox view; administrators get the secrets with it.
    pub(crate) fn inbox(&self, inbox: &Inbox) -> Value {
        let mut view = json!({
            "id": inbox.id,
            "avatar_url": "",
            "channel_id": inbox.channel_id,
            "name": inbox.name,
            "channel_type": inbox.channel.class(),
            "greeting_enabled": inbox.greeting_message.is_some(),
            "greeting_message": inbox.greeting_message,
            "working_hours_enabled": false,
            "enable_email_collect": true,
            "csat_survey_enabled": inbox.csat_survey_enabled,
            "enable_auto_assignment": true,
            "auto_assignment_config": {},
            "out_of_office_message": null,
            "working_hours": (0..7).map(working_hours).collect::<Vec<_>>(),
            "timezone": "UTC",
            "callback_webhook_url": self.callback(&inbox.channel),
            "allow_messages_after_resolved": true,
            "lock_to_single_conversation": inbox.lock_to_single_conversation,
            "sender_name_type": sender_name_type(inbox),
            "business_name": inbox.business_name,
        });
        extend(&mut view, widget(&inbox.channel));
        extend(
            &mut view,
            json!({ "messaging_service_sid": null, "phone_number": null }),
        );
        extend(&mut view, self.of_channel(&inbox.channel));
        let is_whatsapp = matches!(inbox.channel, Channel::Whatsapp { .. });
        extend(
            &mut view,
            json!({ "provider": is_whatsapp.then_some("whatsapp_cloud") }),
        );
        view
    }

    /// Raw inbox record, as the answer to a new contact holds it.
    pub(crate) fn raw_inbox(&self, inbox: &Inbox) -> Value {
        json!({
            "id": inbox.id,
            "channel_id": inbox.channel_id,
            "account_id": HOME,
            "name": inbox.name,
            "created_at": iso(Some(SET_UP)),
            "updated_at": iso(Some(SET_UP)),
            "channel_type": inbox.channel.class(),
            "enable_auto_assignment": true,
            "greeting_enabled": inbox.greeting_message.is_some(),
            "greeting_message": inbox.greeting_message,
            "email_address": null,
            "working_hours_enabled": false,
            "out_of_office_message": null,
            "timezone": "UTC",
            "enable_email_collect": true,
            "csat_survey_enabled": inbox.csat_survey_enabled,
            "allow_messages_after_resolved": true,
            "auto_assignment_config": {},
            "lock_to_single_conversation": inbox.lock_to_single_conversation,
            "portal_id": null,
            "sender_name_type": sender_name_type(inbox),
            "business_name": inbox.business_name,
        })
    }

    fn callback(&self, channel: &Channel) -> Value {
        match channel {
            Channel::Whatsapp { phone_number } => {
                json!(format!(
                    "{}/webhooks/whatsapp/{phone_number}",
                    self.base_url
                ))
            }
            Channel::WebWidget { .. } | Channel::Api { .. } | Channel::Email { .. } => Value::Null,
        }
    }

    fn of_channel(&self, channel: &Channel) -> Value {
        let mut view = match channel {
            Channel::WebWidget { .. } => json!({
                "pre_chat_form_enabled": false,
                "pre_chat_form_options": {
                    "pre_chat_message": "Share your queries or comments here.",
                    "pre_chat_fields": [{
                        "field_type": "standard", "label": "Email Id", "name": "emailAddress",
                        "type": "email", "required": true, "enabled": false,
                    }],
                },
                "continuity_via_email": true,
            }),
            Channel::Api { identifier, .. } => json!({
                "webhook_url": "https://hooks.kestrelbikes.example/nimchat/in",
                "inbox_identifier": identifier,
                "additional_attributes": { "agent_reply_time_window": "48" },
            }),
            Channel::Email { address } => json!({
                "forward_to_email": format!("{}@in.nimchat.example", &secret::hex(address)[..10]),
                "email": address,
            }),
            Channel::Whatsapp { phone_number } => json!({
                "phone_number": phone_number,
                "message_templates": [{
                    "name": "recall_notice", "language": "en", "status": "APPROVED", "category": "UTILITY",
                    "components": [{ "type": "BODY", "text": "Your battery {{1}} is part of recall B2609." }],
                }],
            }),
        };
        if self.is_admin {
            extend(&mut view, secrets(channel));
        }
        view
    }
}

fn sender_name_type(inbox: &Inbox) -> &'static str {
    if inbox.business_name.is_some() {
        "professional"
    } else {
        "friendly"
    }
}

/// The keys of the chat widget, null for all other channels.
fn widget(channel: &Channel) -> Value {
    let Channel::WebWidget { website_token, .. } = channel else {
        let is_api = matches!(channel, Channel::Api { .. });
        return json!({
            "widget_color": null, "website_url": null, "hmac_mandatory": is_api.then_some(false),
            "welcome_title": null, "welcome_tagline": null, "web_widget_script": null,
            "website_token": null, "selected_feature_flags": null, "reply_time": null,
        });
    };
    json!({
        "widget_color": "#0f766e",
        "website_url": "https://kestrelbikes.example",
        "hmac_mandatory": false,
        "welcome_title": "Hi there",
        "welcome_tagline": "We usually answer within two hours",
        "web_widget_script": format!("\n    <script>window.widget = {{ websiteToken: '{website_token}' }}</script>\n    "),
        "website_token": website_token,
        "selected_feature_flags": ["attachments", "emoji_picker", "end_conversation"],
        "reply_time": "in_a_few_hours",
    })
}

/// What only administrators see, and nobody should pass on.
fn secrets(channel: &Channel) -> Value {
    match channel {
        Channel::WebWidget { hmac_token, .. } | Channel::Api { hmac_token, .. } => {
            json!({ "hmac_token": hmac_token })
        }
        Channel::Email { address } => json!({
            "imap_login": address, "imap_password": secret::token("imap"),
            "imap_address": "imap.kestrelbikes.example", "imap_port": 993, "imap_enabled": true,
            "imap_enable_ssl": true,
            "smtp_login": address, "smtp_password": secret::token("smtp"),
            "smtp_address": "smtp.kestrelbikes.example", "smtp_port": 587, "smtp_enabled": true,
            "smtp_domain": "kestrelbikes.example", "smtp_enable_ssl_tls": false,
            "smtp_enable_starttls_auto": true, "smtp_openssl_verify_mode": "none",
            "smtp_authentication": "login",
        }),
        Channel::Whatsapp { .. } => json!({
            "provider_config": {
                "api_key": secret::token("whatsapp"), "phone_number_id": "104150300000001",
                "business_account_id": "104150300000002",
                "webhook_verify_token": secret::token("verify"),
            },
        }),
    }
}

fn working_hours(day: u8) -> Value {
    let is_open = (1..=5).contains(&day);
    let at = |number: u8| is_open.then_some(number);
    json!({
        "day_of_week": day,
        "closed_all_day": !is_open,
        "open_hour": at(9), "open_minutes": at(0), "close_hour": at(17), "close_minutes": at(0),
        "open_all_day": false,
    })
}
