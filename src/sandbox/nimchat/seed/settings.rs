//! The catalogues.

use serde_json::json;

use crate::sandbox::nimchat::state::{CannedResponse, CustomFilter, Definition, Label, State};

use super::SET_UP;

const COLORS: [&str; 4] = ["#0ea5e9", "#1f93ff", "#f59e0b", "#0f766e"];

pub(super) fn add(state: &mut State) {
    state.labels = labels(state);
    state.canned_responses = canned_responses();
    state.definitions = definitions();
    let me = state.users.first().map_or(0, |user| user.id);
    state.custom_filters = custom_filters(me);
}

/// Labels in use whose title the catalogue takes: letters, digits, `_` and `-`. Others are attached all the same.
fn labels(state: &State) -> Vec<Label> {
    let mut titles: Vec<String> = Vec::new();
    let used = state.conversations.iter().flat_map(|one| &one.labels);
    for title in used.filter(|title| is_title(title)) {
        if !titles.contains(title) {
            titles.push(title.clone());
        }
    }
    titles.push("archive".to_owned());
    let label = |((id, title), color): ((u64, String), &str)| Label {
        id,
        description: (title == "vip").then(String::new),
        color: color.to_owned(),
        show_on_sidebar: Some(title != "vip"),
        title,
    };
    (1..)
        .zip(titles)
        .zip(COLORS.into_iter().cycle())
        .map(label)
        .collect()
}

fn is_title(title: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    title.chars().all(is_word)
}

fn canned_responses() -> Vec<CannedResponse> {
    let canned = |id, short_code, content| CannedResponse {
        id,
        short_code,
        content,
        created_at: SET_UP,
    };
    vec![
        canned(
            5,
            "recall",
            "Your battery is part of recall B2609, {{contact.name}}. We swap it free of charge.",
        ),
        canned(
            6,
            "hello",
            "Hello {{contact.name}}, I look into it and come back to you today.",
        ),
        canned(
            7,
            "cold",
            "Below 5 °C version 4.2.0 misreads the battery. The recall has nothing to do with it.",
        ),
    ]
}

fn definitions() -> Vec<Definition> {
    let definition = |id, key, display_name, display_type| Definition {
        id,
        key,
        display_name,
        display_type,
        description: None,
        values: &[],
        is_of_contact: false,
        created_at: SET_UP,
    };
    vec![
        Definition {
            description: Some("Shop order"),
            ..definition(21, "order_no", "Order number", "text")
        },
        definition(22, "warranty", "Under warranty", "checkbox"),
        definition(23, "amount", "Amount", "currency"),
        Definition {
            values: &["trial", "private", "fleet"],
            is_of_contact: true,
            ..definition(24, "plan", "Plan", "list")
        },
        Definition {
            is_of_contact: true,
            ..definition(25, "bikes", "Bikes", "number")
        },
        Definition {
            is_of_contact: true,
            ..definition(26, "newsletter", "Newsletter", "checkbox")
        },
    ]
}

fn custom_filters(user_id: u64) -> Vec<CustomFilter> {
    let filter = |id, name, filter_type, key: &str, value: &str| CustomFilter {
        id,
        user_id,
        name,
        filter_type,
        query: json!({ "payload": [{
            "attribute_key": key, "filter_operator": "equal_to", "values": [value], "query_operator": null,
        }] }),
        created_at: SET_UP,
    };
    vec![
        filter(8, "VIP", "conversation", "labels", "vip"),
        filter(9, "Fleets", "contact", "plan", "fleet"),
    ]
}
