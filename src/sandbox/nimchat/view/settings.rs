//! Objects that are set up once: labels, canned responses, custom attributes, saved filters, the account.

use serde_json::{Value, json};

use crate::sandbox::nimchat::state::{
    Account, CannedResponse, CustomFilter, Definition, HOME, Label,
};

use super::{View, iso};

/// The change token of a catalogue that was never changed.
const SET_UP: &str = "1793950200";

impl View<'_> {
    /// Label view.
    pub(crate) fn label(&self, label: &Label) -> Value {
        json!({
            "id": label.id,
            "title": label.title,
            "description": label.description,
            "color": label.color,
            "show_on_sidebar": label.show_on_sidebar,
        })
    }

    /// Raw canned response.
    pub(crate) fn canned_response(&self, canned: &CannedResponse) -> Value {
        json!({
            "id": canned.id,
            "account_id": HOME,
            "short_code": canned.short_code,
            "content": canned.content,
            "created_at": iso(Some(canned.created_at)),
            "updated_at": iso(Some(canned.created_at)),
        })
    }

    /// Custom attribute view: the names of the kinds, not their numbers.
    pub(crate) fn definition(&self, definition: &Definition) -> Value {
        json!({
            "id": definition.id,
            "attribute_display_name": definition.display_name,
            "attribute_display_type": definition.display_type,
            "attribute_description": definition.description,
            "attribute_key": definition.key,
            "attribute_values": definition.values,
            "attribute_model": model(definition),
            "default_value": null,
            "created_at": iso(Some(definition.created_at)),
            "updated_at": iso(Some(definition.created_at)),
        })
    }

    /// Custom filter view; `count` is a cached number that starts at 0.
    pub(crate) fn custom_filter(&self, filter: &CustomFilter) -> Value {
        json!({
            "id": filter.id,
            "name": filter.name,
            "filter_type": filter.filter_type,
            "query": filter.query,
            "created_at": iso(Some(filter.created_at)),
            "updated_at": iso(Some(filter.created_at)),
            "count": 0,
        })
    }

    /// Account view of the application API.
    pub(crate) fn account(&self, account: &Account) -> Value {
        json!({
            "auto_resolve_duration": null,
            "created_at": iso(Some(account.created_at)),
            "custom_attributes": { "industry": "bikes" },
            "domain": "kestrelbikes.example",
            "features": { "inbound_emails": true, "channel_email": true, "labels": true },
            "id": account.id,
            "locale": "en",
            "name": account.name,
            "support_email": "help@kestrelbikes.example",
            "status": if account.is_suspended { "suspended" } else { "active" },
            "cache_keys": self.cache_keys(),
            "latest_chatwoot_version": null,
        })
    }

    /// Change tokens of the catalogues; only labels can be changed.
    pub(crate) fn cache_keys(&self) -> Value {
        let changed = self.state.labels_changed_at;
        let label = changed.map_or(SET_UP.to_owned(), |at| at.as_second().to_string());
        json!({ "label": label, "inbox": SET_UP, "team": SET_UP })
    }
}

/// The name of what an attribute belongs to.
pub(crate) fn model(definition: &Definition) -> &'static str {
    if definition.is_of_contact {
        "contact_attribute"
    } else {
        "conversation_attribute"
    }
}
