//! What is told about a write.

use std::collections::HashSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Problem, Write};
use crate::model::{
    Contact, Conversation, GlobalId, Id, Message, Noun, Organization, Related, Tag,
};
use crate::provider::{CallRecord, Profile, SideEffect};

/// What became of a write.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One per item of the write, in order; empty if the write as a whole did not begin.
    pub items: Vec<ItemReport>,
    /// Problems of the write as a whole.
    pub problems: Vec<Problem>,
    /// What was done upstream.
    pub receipt: Receipt,
    /// What came along with the answers and shows the state after the write.
    pub related: Vec<(crate::model::SourceKey, Related)>,
}

/// What became of one item.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ItemReport {
    /// Global id of what it is about, as the caller gave it.
    pub target: Option<String>,
    /// What is done; `None` if nothing is.
    pub done: Option<Done>,
    /// Problems; with `done`, those of a later step.
    pub problems: Vec<Problem>,
}

/// What came of a write that was done, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The conversation that was created.
    #[serde(with = "by_text")]
    pub conversation: Option<Id<Conversation>>,
    /// The message that was created.
    #[serde(with = "by_text")]
    pub message: Option<Id<Message>>,
    /// The contact that was created.
    #[serde(with = "by_text")]
    pub contact: Option<Id<Contact>>,
    /// The company that was created.
    #[serde(with = "by_text")]
    pub organization: Option<Id<Organization>>,
    /// The tag that was created.
    #[serde(with = "by_text")]
    pub tag: Option<Id<Tag>>,
    /// A draft.
    pub suggestion: Option<String>,
}

impl Done {
    /// Global id of what was created, if anything was.
    #[must_use]
    pub fn created(&self) -> Option<String> {
        let Self {
            conversation,
            message,
            contact,
            organization,
            tag,
            suggestion: _,
        } = self;
        let message = message.as_ref().map(Id::to_global);
        message
            .or_else(|| conversation.as_ref().map(Id::to_global))
            .or_else(|| contact.as_ref().map(Id::to_global))
            .or_else(|| organization.as_ref().map(Id::to_global))
            .or_else(|| tag.as_ref().map(Id::to_global))
    }
}

/// What a write did upstream.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Receipt {
    /// Upstream operations called, in order.
    pub operations: Vec<String>,
    /// Calls made, second tries included.
    pub call_count: usize,
    /// Whether this was answered from an earlier write with the same key.
    pub was_replayed: bool,
    /// False when a composed write stopped half-way.
    pub is_complete: bool,
    /// Side effects that happened.
    pub side_effects: Vec<SideEffect>,
    /// Time spent.
    pub duration: Duration,
}

impl Receipt {
    /// Reads off the calls what was done.
    pub(super) fn of_calls(
        calls: &[CallRecord],
        profiles: &[&'static Profile],
        effects: Vec<SideEffect>,
    ) -> Self {
        let mut seen = HashSet::new();
        let successful = calls.iter().filter(|call| {
            call.status
                .is_some_and(|status| (200..300).contains(&status))
        });
        let of_operation = |call: &CallRecord| {
            let mut operations = profiles.iter().flat_map(|profile| profile.operations);
            let operation = operations.find(|operation| operation.id == call.operation);
            operation.map_or(&[][..], |operation| operation.side_effects)
        };
        let always = successful.flat_map(of_operation).copied();
        let side_effects = always.chain(effects).filter(|effect| seen.insert(*effect));
        Self {
            side_effects: side_effects.collect(),
            operations: calls.iter().map(|call| call.operation.to_owned()).collect(),
            call_count: calls.len(),
            ..Self::default()
        }
    }
}

impl Report {
    /// Nothing was called, since every item is refused.
    pub(super) fn refused(write: &Write, refusals: Vec<Option<Problem>>) -> Self {
        let items = write.items.iter().zip(refusals);
        Self {
            items: items
                .map(|(item, refusal)| ItemReport::failed(item.target.clone(), refusal))
                .collect(),
            receipt: Receipt {
                is_complete: true,
                ..Receipt::default()
            },
            ..Self::default()
        }
    }

    /// The write as a whole did not begin.
    pub(super) fn not_begun(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// All problems, those of the items too.
    pub fn all_problems(&self) -> impl Iterator<Item = &Problem> {
        let of_items = self.items.iter().flat_map(|item| &item.problems);
        self.problems.iter().chain(of_items)
    }

    /// What the only item of a plain write did.
    #[must_use]
    pub fn done(&self) -> Option<&Done> {
        self.items.first().and_then(|item| item.done.as_ref())
    }
}

impl ItemReport {
    pub(super) fn failed(
        target: Option<String>,
        problems: impl IntoIterator<Item = Problem>,
    ) -> Self {
        let of_target = |problem| Problem {
            target: target.clone(),
            ..problem
        };
        Self {
            problems: problems.into_iter().map(of_target).collect(),
            target,
            done: None,
        }
    }
}

/// Ids in records stand in their text form.
mod by_text {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    use super::{GlobalId, Id, Noun};

    pub(super) fn serialize<K: Noun, S: Serializer>(
        id: &Option<Id<K>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        id.as_ref().map(Id::to_global).serialize(serializer)
    }

    pub(super) fn deserialize<'de, K: Noun, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Id<K>>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let id = text.map(|text| GlobalId::parse_as::<K>(&text));
        id.transpose().map_err(D::Error::custom)
    }
}
