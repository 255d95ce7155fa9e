//! Texts of the team are templates: `{{contact.name}}` is filled in, except inside back-ticks.

use super::state::{Conversation, HOME, State};

/// Fills a text in; one whose braces do not close stays as it is.
pub(super) fn fill(text: &str, state: &State, conversation: &Conversation, me: u64) -> String {
    let mut filled = String::with_capacity(text.len());
    for (place, piece) in text.split('`').enumerate() {
        if place > 0 {
            filled.push('`');
        }
        let is_code = place % 2 == 1;
        if is_code {
            filled.push_str(piece);
            continue;
        }
        let Some(piece) = fill_piece(piece, |name| value(name, state, conversation, me)) else {
            return text.to_owned();
        };
        filled.push_str(&piece);
    }
    filled
}

fn fill_piece(piece: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}")?;
        filled.push_str(before);
        // What nobody knows is empty.
        filled.push_str(&value(name.trim()).unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

fn value(name: &str, state: &State, conversation: &Conversation, me: u64) -> Option<String> {
    let contact = state.contact(conversation.contact_id);
    match name {
        "contact.name" => contact.map(|contact| contact.name.clone()),
        "contact.email" => contact.and_then(|contact| contact.email.clone()),
        "contact.phone_number" => contact.and_then(|contact| contact.phone_number.clone()),
        "agent.name" => state.user(me).map(|user| user.name.clone()),
        "conversation.display_id" => Some(conversation.display_id.to_string()),
        "inbox.name" => state
            .inbox(conversation.inbox_id)
            .map(|inbox| inbox.name.to_owned()),
        "account.name" => {
            let home = state.accounts.iter().find(|account| account.id == HOME);
            home.map(|account| account.name.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fill_piece;

    fn filled(text: &str) -> Option<String> {
        fill_piece(text, |name| {
            (name == "contact.name").then(|| "Noor".to_owned())
        })
    }

    #[test]
    fn names_are_filled_in_and_unknown_ones_are_empty() {
        assert_eq!(
            filled("Hi {{ contact.name }}{{nothing}}!").as_deref(),
            Some("Hi Noor!")
        );
        assert_eq!(
            filled("{ {contact.name}} }}").as_deref(),
            Some("{ {contact.name}} }}")
        );
        assert_eq!(filled("Hi {{contact.name"), None);
    }
}
