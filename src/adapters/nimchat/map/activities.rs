//! Records of what happened, which are sentences and nothing else.

use crate::adapters::nimchat::tables;
use crate::model::{Activity, ActivityType};

/// Reads the sentence of an activity.
pub(super) fn activity(text: String) -> Activity {
    let mut found = Activity {
        kind: ActivityType::Other,
        native: tables::ACTIVITY.to_owned(),
        from: None,
        to: None,
        text,
    };
    let fitting = tables::ACTIVITIES
        .iter()
        .find_map(|row| Some((row, values(row.sentence, found.text.trim())?)));
    let Some((row, values)) = fitting else {
        return found;
    };
    found.kind = row.kind;
    let value = |name| {
        let value = values.iter().find(|(placeholder, _)| *placeholder == name);
        value.map(|(_, value)| (*value).to_owned())
    };
    found.from = value("from");
    found.to = row.to.map(str::to_owned).or_else(|| value("to"));
    if let Some(labels) = value("labels") {
        let is_gain = row.sentence.contains("added");
        *(if is_gain {
            &mut found.to
        } else {
            &mut found.from
        }) = Some(labels);
    }
    found
}

/// The values at the placeholders of a sentence; `None` if the text is another sentence.
fn values<'a>(sentence: &'static str, text: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (before, rest) = sentence.split_once('{').unwrap_or((sentence, ""));
    let text = text.strip_prefix(before)?;
    let Some((placeholder, after)) = rest.split_once('}') else {
        return text.is_empty().then(Vec::new);
    };
    let literal = after.split('{').next().unwrap_or(after);
    let end = if literal.is_empty() {
        text.len()
    } else {
        text.find(literal)?
    };
    let value = &text[..end];
    let is_fit = !value.is_empty() && (placeholder != "labels" || are_labels(value));
    if !is_fit {
        return None;
    }
    let mut found = vec![(placeholder, value)];
    found.extend(values(after, &text[end..])?);
    Some(found)
}

/// Names of labels have no spaces, so that other things that are added are told apart.
fn are_labels(text: &str) -> bool {
    text.split(", ")
        .all(|label| !label.is_empty() && !label.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::activity;
    use crate::model::ActivityType;

    #[test]
    fn english_sentences_are_understood() {
        use ActivityType as Type;
        let cases = [
            (
                "Assigned to Maya Okafor by Luis Brandt",
                (Type::Assigned, None, Some("Maya Okafor")),
            ),
            (
                "Luis Brandt self-assigned this conversation",
                (Type::Assigned, None, Some("Luis Brandt")),
            ),
            (
                "Conversation unassigned by Luis Brandt",
                (Type::Assigned, None, None),
            ),
            (
                "Unassigned from tier two by Luis Brandt",
                (Type::Assigned, Some("tier two"), None),
            ),
            (
                "Conversation was marked resolved by Maya",
                (Type::StatusChanged, None, Some("resolved")),
            ),
            (
                "Conversation was reopened by Maya",
                (Type::StatusChanged, None, Some("open")),
            ),
            (
                "Conversation was marked as pending by Maya",
                (Type::StatusChanged, None, Some("pending")),
            ),
            (
                "Conversation was snoozed by Luis Brandt",
                (Type::Snoozed, None, Some("snoozed")),
            ),
            (
                "Maya set the priority to high",
                (Type::PriorityChanged, None, Some("high")),
            ),
            (
                "Maya changed the priority from low to high",
                (Type::PriorityChanged, Some("low"), Some("high")),
            ),
            (
                "Maya removed the priority",
                (Type::PriorityChanged, None, None),
            ),
            (
                "Maya added vip, delivery",
                (Type::Tagged, None, Some("vip, delivery")),
            ),
            ("Maya removed vip", (Type::Tagged, Some("vip"), None)),
        ];
        for (text, expected) in cases {
            let found = activity(text.to_owned());
            let values = (found.kind, found.from.as_deref(), found.to.as_deref());
            assert_eq!(values, expected, "{text}");
            assert_eq!(
                (found.text.as_str(), found.native.as_str()),
                (text, "activity")
            );
        }
    }

    #[test]
    fn other_sentences_stay_sentences() {
        let others = [
            "",
            "Maya has muted the conversation",
            "Maya added SLA policy Gold",
            "Maya added ",
            "Assigned to  by Maya",
            "Toegewezen aan Maya door Luis",
        ];
        for text in others {
            let found = activity(text.to_owned());
            assert_eq!(found.kind, ActivityType::Other, "{text}");
            assert_eq!((found.from, found.to), (None, None));
        }
    }
}
