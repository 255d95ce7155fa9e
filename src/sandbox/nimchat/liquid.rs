//! Texts of the team are templates: `{{contact.name}}` is filled in, except inside back-ticks.

use super::state::{Conversation, HOME, State};

/// Fills a text in; one that is no template stays as it is.
pub(super) fn fill(text: &str, state: &State, conversation: &Conversation, me: u64) -> String {
    let filled = fill_text(text, |name| value(name, state, conversation, me));
    filled.unwrap_or_else(|| text.to_owned())
}

fn fill_text(text: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else {
            break;
        };
        filled += &fill_piece(before, &value)?;
        filled += &format!("`{code}`");
        rest = after;
    }
    filled += &fill_piece(rest, &value)?;
    Some(filled)
}

fn fill_piece(piece: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}")?;
        filled += plain(before)?;
        // What nobody knows is empty.
        filled += &literal(name)
            .or_else(|| value(name.trim()))
            .unwrap_or_default();
        rest = after;
    }
    filled += plain(rest)?;
    Some(filled)
}

/// Tags are not played here: a text with one counts as no template, as with a tag that is not known.
fn plain(text: &str) -> Option<&str> {
    (!text.contains("{%")).then_some(text)
}

/// A text in quotes stands for itself.
fn literal(name: &str) -> Option<String> {
    let inner = name.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.to_owned())
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
    use super::fill_text;

    fn filled(text: &str) -> Option<String> {
        fill_text(text, |name| {
            (name == "contact.name").then(|| "Noor".to_owned())
        })
    }

    #[test]
    fn names_are_filled_in_and_unknown_ones_are_empty() {
        let cases = [
            ("Hi {{ contact.name }}{{nothing}}!", "Hi Noor!"),
            ("{ {contact.name}} }}", "{ {contact.name}} }}"),
            (
                "`{{contact.name}}` {{contact.name}} `",
                "`{{contact.name}}` Noor `",
            ),
            ("{{ \"{{\" }}contact.name}}", "{{contact.name}}"),
            ("{{ \"{%\" }} if %}", "{% if %}"),
        ];
        for (text, expected) in cases {
            assert_eq!(filled(text).as_deref(), Some(expected));
        }
        assert_eq!(filled("Hi {{contact.name"), None);
        assert_eq!(filled("{% nothing %}{{contact.name}}"), None);
    }
}
