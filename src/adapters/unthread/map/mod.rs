//! Unthread's objects become ours.

mod attachment;
mod conversation;
mod customer;
mod kind;
mod message;
mod person;
#[cfg(test)]
mod samples;
mod status;
mod writer;

use jiff::Timestamp;

use crate::model::{DirectoryParts, Id, Raw, SourceKey, Tag};
use crate::transport::WithRaw;

use super::wire;

pub(super) use conversation::{Reading, channel, conversation, undecided_in};
pub(super) use customer::organization;
pub(super) use message::{message, moment};
pub(super) use person::{agent, contact};
pub(super) use writer::{Members, undecided};

/// No payload of Unthread carries a secret. Links to Slack's files open only with a token of Slack.
const SECRETS: &[&str] = &[];

/// What a map needs to know besides the object.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub key: &'a SourceKey,
    /// Who, of those whose side the answer does not tell, is of the team.
    pub members: &'a Members,
    pub now: Timestamp,
}

pub(super) fn tag(key: &SourceKey, tag: WithRaw<wire::Tag>) -> Tag {
    let WithRaw { value, raw } = tag;
    Tag {
        known: DirectoryParts::all(),
        raw: Some(Raw::new(raw, SECRETS)),
        ..short_tag(key, value)
    }
}

/// A tag inside another object. It has no more than its name anywhere.
fn short_tag(key: &SourceKey, tag: wire::Tag) -> Tag {
    let wire::Tag { id, name } = tag;
    let mut tag = Tag::new(Id::new(key, id), name.unwrap_or_default());
    tag.known = DirectoryParts::all() - DirectoryParts::RAW;
    tag
}

/// An empty text stands for none.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::samples::{self, key};
    use super::tag;
    use crate::model::{DirectoryParts, Id};

    #[test]
    fn a_tag_is_its_id_and_its_name() {
        let tag = tag(&key(), samples::read(samples::TAG));
        assert_eq!(
            tag.id,
            Id::new(&key(), "c50a2e0e-6a5b-4f0a-a0a1-9b2f6d1f0c77")
        );
        assert_eq!((tag.name.as_str(), tag.color), ("Bug", None));
        assert_eq!(tag.known, DirectoryParts::all());
    }
}
