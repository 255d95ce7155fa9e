//! Which fields a list of conversations is asked for.
//!
//! The service checks names of fields against lists that it does not publish, and refuses the whole call for one name it
//! does not like. So names are asked for in steps: first all that would be of use, then those that are documented or
//! were seen to work, then none. The step that worked is kept for an hour.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::model::ConversationParts;

/// How much is asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Selection {
    /// Everything of use.
    Wide,
    /// What is documented, or was seen to work.
    Documented,
    /// Nothing: the service decides.
    Unselected,
}

/// The fields of one part.
struct Fields {
    part: ConversationParts,
    documented: &'static [&'static str],
    likely: &'static [&'static str],
}

/// What every copy knows, and what the order of the list brings along in any case.
const ALWAYS: Fields = Fields {
    part: ConversationParts::SUMMARY.union(ConversationParts::TIMES),
    documented: &[
        "id",
        "status",
        "title",
        "friendlyId",
        "priority",
        "channelId",
        "summary",
        "snoozedAt",
        "wakeUpAt",
        "statusUpdatedAt",
        "createdAt",
        "updatedAt",
        "lastActivityAt",
        "closedAt",
    ],
    likely: &["sourceType"],
};

const BY_PART: &[Fields] = &[
    Fields {
        part: ConversationParts::CONTACT,
        documented: &[],
        likely: &[
            "submitterUserId",
            "submitterUser.id",
            "submitterUser.name",
            "submitterUser.email",
            "initialMessage.isExternal",
            "initialMessage.sentByUserId",
            "initialMessage.sentByUser.name",
            "initialMessage.sentByUser.email",
            "initialMessage.user.id",
            "initialMessage.user.name",
            "initialMessage.user.email",
            "initialMessage.user.slackId",
            "initialMessage.user.photo",
        ],
    },
    Fields {
        part: ConversationParts::ORGANIZATION,
        documented: &["customerId", "customer.id", "customer.name"],
        likely: &[],
    },
    Fields {
        part: ConversationParts::ASSIGNEE,
        documented: &[
            "assignedToUserId",
            "assignedToUser.id",
            "assignedToUser.name",
        ],
        likely: &[],
    },
    Fields {
        part: ConversationParts::TAGS,
        documented: &["tags.id", "tags.name"],
        likely: &[],
    },
    Fields {
        part: ConversationParts::WORK,
        documented: &[
            "responseTime",
            "responseTimeWorking",
            "resolutionTime",
            "resolutionTimeWorking",
        ],
        likely: &[],
    },
    Fields {
        part: ConversationParts::CUSTOM_FIELDS,
        documented: &["ticketTypeFields"],
        likely: &[],
    },
    Fields {
        part: ConversationParts::PREVIEW,
        documented: &[],
        likely: &[
            "latestMessage.text",
            "latestMessage.content",
            "initialMessage.text",
            "initialMessage.content",
        ],
    },
    Fields {
        part: ConversationParts::FIRST_MESSAGE,
        documented: &[],
        likely: &[
            "initialMessage.id",
            "initialMessage.ts",
            "initialMessage.text",
            "initialMessage.content",
            "initialMessage.timestamp",
            "initialMessage.metadata",
            "initialMessage.botName",
            "initialMessage.isExternal",
            "initialMessage.sentByUserId",
            "initialMessage.sentByUser.name",
            "initialMessage.sentByUser.email",
            "initialMessage.user.id",
            "initialMessage.user.name",
        ],
    },
];

/// The provider has none of these, so nothing is left to be read.
const VOID: ConversationParts = ConversationParts::INBOX.union(ConversationParts::COUNTS);

/// What only the answer about a single conversation has.
pub(super) const WHOLE: ConversationParts = ConversationParts::PEOPLE.union(ConversationParts::RAW);

impl Selection {
    /// The paths to select for these parts, each once; empty for the default of the service.
    pub(super) fn fields(self, parts: ConversationParts) -> Vec<&'static str> {
        if self == Self::Unselected {
            return Vec::new();
        }
        let wanted = BY_PART
            .iter()
            .filter(|fields| parts.intersects(fields.part));
        let mut paths: Vec<&'static str> = Vec::new();
        for fields in std::iter::once(&ALWAYS).chain(wanted) {
            let likely = Some(fields.likely).filter(|_| self == Self::Wide);
            for path in fields.documented.iter().chain(likely.into_iter().flatten()) {
                if !paths.contains(path) {
                    paths.push(path);
                }
            }
        }
        paths
    }

    /// What a row of such a list knows if these parts were asked for. Messages are apart: see the map.
    pub(super) fn known(self, parts: ConversationParts) -> ConversationParts {
        let asked = parts | ALWAYS.part | VOID;
        let unlikely = ConversationParts::CONTACT | ConversationParts::PREVIEW;
        let known = match self {
            Self::Wide => asked,
            Self::Documented => asked - unlikely,
            Self::Unselected => ConversationParts::all() - unlikely,
        };
        known - WHOLE - ConversationParts::WISHES
    }

    /// What to ask for if this was refused.
    pub(super) const fn narrower(self) -> Option<Self> {
        match self {
            Self::Wide => Some(Self::Documented),
            Self::Documented => Some(Self::Unselected),
            Self::Unselected => None,
        }
    }
}

/// How long a refusal is remembered. What was refused by mistake, or is taken by a newer release, is tried again then.
pub(super) const MEMORY: Duration = Duration::from_secs(60 * 60);

/// The selection that the service is known to take.
#[derive(Debug, Default)]
pub(super) struct Accepted(Mutex<Option<(Selection, Duration)>>);

impl Accepted {
    /// The widest selection that was not refused lately. `now` is a time of running.
    pub(super) fn get(&self, now: Duration) -> Selection {
        match *self.held() {
            Some((selection, until)) if now < until => selection,
            _ => Selection::Wide,
        }
    }

    /// Keeps a selection that worked where a wider one was refused.
    pub(super) fn set(&self, selection: Selection, now: Duration) {
        *self.held() = Some((selection, now + MEMORY));
    }

    fn held(&self) -> MutexGuard<'_, Option<(Selection, Duration)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::{Accepted, BY_PART, Selection};
    use crate::model::ConversationParts;

    #[test]
    fn only_wanted_parts_are_selected_and_each_path_once() {
        let plain = Selection::Wide.fields(ConversationParts::SUMMARY);
        assert!(plain.contains(&"friendlyId") && plain.contains(&"sourceType"));
        assert!(!plain.iter().any(|path| path.contains('.')), "{plain:?}");
        let all = Selection::Wide.fields(ConversationParts::all());
        let different: HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        for fields in BY_PART {
            assert!(fields.documented.iter().all(|path| all.contains(path)));
            assert!(fields.likely.iter().all(|path| all.contains(path)));
        }
    }

    #[test]
    fn a_narrower_selection_asks_for_less_and_knows_less() {
        let all = ConversationParts::all();
        let wide = Selection::Wide.fields(all);
        let documented = Selection::Documented.fields(all);
        assert!(documented.len() < wide.len());
        assert!(documented.iter().all(|path| wide.contains(path)));
        assert!(!documented.contains(&"submitterUserId"));
        assert_eq!(Selection::Unselected.fields(all), Vec::<&str>::new());
        let contact = ConversationParts::CONTACT;
        assert!(Selection::Wide.known(all).contains(contact));
        assert!(!Selection::Documented.known(all).contains(contact));
        assert!(
            !Selection::Unselected
                .known(all)
                .contains(ConversationParts::PREVIEW)
        );
    }

    #[test]
    fn a_row_knows_what_was_asked_for_and_no_more() {
        let known = Selection::Wide.known(ConversationParts::TAGS);
        assert_eq!(
            known,
            ConversationParts::SUMMARY
                | ConversationParts::TIMES
                | ConversationParts::INBOX
                | ConversationParts::COUNTS
                | ConversationParts::TAGS
        );
    }

    #[test]
    fn what_worked_is_kept_for_an_hour() {
        let minutes = |n: u64| Duration::from_secs(n * 60);
        let accepted = Accepted::default();
        assert_eq!(accepted.get(minutes(5)), Selection::Wide);
        accepted.set(Selection::Unselected, minutes(5));
        assert_eq!(accepted.get(minutes(64)), Selection::Unselected);
        assert_eq!(accepted.get(minutes(65)), Selection::Wide);
    }
}
