//! Identities: which object of which account, and what is needed to read it again.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::model::{ProviderKind, SourceKey};

/// The kinds of object that have a global id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A kind of API.
    Provider,
    /// A configured account.
    Source,
    /// A conversation.
    Conversation,
    /// The work-item view of a conversation.
    Ticket,
    /// A thread of a conversation.
    Thread,
    /// A message of a thread.
    Message,
    /// A file of a message.
    Attachment,
    /// A person on the customer side.
    Contact,
    /// A company on the customer side.
    Organization,
    /// A teammate.
    Agent,
    /// A group of teammates.
    Team,
    /// A label.
    Tag,
    /// A place where conversations arrive.
    Inbox,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Provider,
        Self::Source,
        Self::Conversation,
        Self::Ticket,
        Self::Thread,
        Self::Message,
        Self::Attachment,
        Self::Contact,
        Self::Organization,
        Self::Agent,
        Self::Team,
        Self::Tag,
        Self::Inbox,
    ];

    /// The name of the type in the public schema.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Provider => "Provider",
            Self::Source => "Source",
            Self::Conversation => "Conversation",
            Self::Ticket => "Ticket",
            Self::Thread => "Thread",
            Self::Message => "Message",
            Self::Attachment => "Attachment",
            Self::Contact => "Contact",
            Self::Organization => "Organization",
            Self::Agent => "Agent",
            Self::Team => "Team",
            Self::Tag => "Tag",
            Self::Inbox => "Inbox",
        }
    }

    /// One letter for the text form of an id. Never reuse a letter.
    const fn letter(self) -> u8 {
        match self {
            Self::Provider => b'p',
            Self::Source => b's',
            Self::Conversation => b'c',
            Self::Ticket => b't',
            Self::Thread => b'h',
            Self::Message => b'm',
            Self::Attachment => b'f',
            Self::Contact => b'u',
            Self::Organization => b'o',
            Self::Agent => b'a',
            Self::Team => b'g',
            Self::Tag => b'l',
            Self::Inbox => b'i',
        }
    }
}

/// A type of the model that has a global id of its own kind.
pub trait Noun {
    /// The kind of its ids.
    const KIND: NodeKind;
}

#[derive(Debug)]
struct Parts {
    source: SourceKey,
    native: Box<str>,
    /// The native ids of what the object lives in, outermost first.
    parents: Vec<Box<str>>,
    hint: Option<Box<str>>,
}

/// The identity of one `K` in one source.
///
/// A hint is what helps to read the object again without side effects, such as the number of a ticket. It is carried
/// along but is not part of the identity: two ids that differ in the hint alone are equal.
pub struct Id<K> {
    parts: Arc<Parts>,
    noun: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// Names an object that the provider finds by its native id alone.
    pub fn new(source: &SourceKey, native: impl Into<Box<str>>) -> Self {
        Self::build(source.clone(), native.into(), Vec::new(), None)
    }

    /// Names an object that lives in another one, such as a message in a conversation. Takes over the hint.
    pub fn within<P>(parent: &Id<P>, native: impl Into<Box<str>>) -> Self {
        let mut parents = parent.parts.parents.clone();
        parents.push(parent.parts.native.clone());
        let hint = parent.parts.hint.clone();
        Self::build(parent.parts.source.clone(), native.into(), parents, hint)
    }

    /// Adds what helps to read the object again.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<Box<str>>) -> Self {
        let Parts {
            source,
            native,
            parents,
            ..
        } = &*self.parts;
        Self::build(
            source.clone(),
            native.clone(),
            parents.clone(),
            Some(hint.into()),
        )
    }

    fn build(
        source: SourceKey,
        native: Box<str>,
        parents: Vec<Box<str>>,
        hint: Option<Box<str>>,
    ) -> Self {
        let parts = Arc::new(Parts {
            source,
            native,
            parents,
            hint,
        });
        Self {
            parts,
            noun: PhantomData,
        }
    }

    /// The account that the object lives in.
    #[must_use]
    pub fn source(&self) -> &SourceKey {
        &self.parts.source
    }

    /// The provider's own id.
    #[must_use]
    pub fn native(&self) -> &str {
        &self.parts.native
    }

    /// The native ids of what the object lives in, outermost first.
    pub fn parents(&self) -> impl ExactSizeIterator<Item = &str> {
        self.parts.parents.iter().map(AsRef::as_ref)
    }

    /// What helps to read the object again.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.parts.hint.as_deref()
    }

    /// Sees the same upstream object as another noun, as a ticket is the same record as its conversation.
    #[must_use]
    pub fn view_as<V>(&self) -> Id<V> {
        Id {
            parts: Arc::clone(&self.parts),
            noun: PhantomData,
        }
    }

    /// Names the object that this one lives in, with the hint; `None` if it lives in nothing.
    #[must_use]
    pub fn parent<P>(&self) -> Option<Id<P>> {
        let (native, above) = self.parts.parents.split_last()?;
        let source = self.parts.source.clone();
        Some(Id::build(
            source,
            native.clone(),
            above.to_vec(),
            self.parts.hint.clone(),
        ))
    }
}

impl<K: Noun> Id<K> {
    /// The opaque text that clients see.
    #[must_use]
    pub fn to_global(&self) -> String {
        let Parts {
            source,
            native,
            parents,
            hint,
        } = &*self.parts;
        let fields = [source.as_str(), native, hint.as_deref().unwrap_or_default()];
        encode(
            K::KIND,
            fields.into_iter().chain(parents.iter().map(AsRef::as_ref)),
        )
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        self.view_as()
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&*self.parts, &*other.parts);
        a.native == b.native && a.source == b.source && a.parents == b.parents
    }
}

impl<K> Eq for Id<K> {}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts.source.hash(state);
        self.parts.native.hash(state);
        self.parts.parents.hash(state);
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.parts.source)?;
        for parent in &self.parts.parents {
            write!(f, "{parent}/")?;
        }
        f.write_str(&self.parts.native)
    }
}

/// The text is not a global id of this gateway.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ParseIdError {
    /// Not the text form of an id.
    #[error("this is not an id of this gateway")]
    Malformed,
    /// An id, but of another kind of object.
    #[error("this is the id of a {found}, where that of a {expected} is wanted")]
    WrongKind {
        /// What the id names.
        found: &'static str,
        /// What was asked for.
        expected: &'static str,
    },
}

/// A global id of any kind, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GlobalId {
    /// A kind of API.
    Provider(ProviderKind),
    /// A configured account.
    Source(SourceKey),
    /// An object of an account.
    Object(NodeKind, Id<()>),
}

impl GlobalId {
    /// Reads the text form.
    ///
    /// # Errors
    /// If the text was not made by this gateway.
    pub fn parse(text: &str) -> Result<Self, ParseIdError> {
        let (kind, fields) = decode(text).ok_or(ParseIdError::Malformed)?;
        Self::from_fields(kind, fields).ok_or(ParseIdError::Malformed)
    }

    fn from_fields(kind: NodeKind, fields: Vec<Box<str>>) -> Option<Self> {
        match (kind, fields.as_slice()) {
            (NodeKind::Provider, [slug]) => ProviderKind::from_slug(slug).map(Self::Provider),
            (NodeKind::Source, [key]) => SourceKey::parse(key).ok().map(Self::Source),
            (NodeKind::Provider | NodeKind::Source, _) => None,
            (_, [source, native, hint, parents @ ..]) => {
                let source = SourceKey::parse(source).ok()?;
                let hint = Some(hint.clone()).filter(|hint| !hint.is_empty());
                let id = Id::build(source, native.clone(), parents.to_vec(), hint);
                Some(Self::Object(kind, id))
            }
            _ => None,
        }
    }

    /// What the id names.
    #[must_use]
    pub const fn kind(&self) -> NodeKind {
        match self {
            Self::Provider(_) => NodeKind::Provider,
            Self::Source(_) => NodeKind::Source,
            Self::Object(kind, _) => *kind,
        }
    }

    /// Reads the text form of an id that must name a `K`.
    ///
    /// # Errors
    /// If the text was not made by this gateway or names something else.
    pub fn parse_as<K: Noun>(text: &str) -> Result<Id<K>, ParseIdError> {
        let global = Self::parse(text)?;
        let found = global.kind();
        match global {
            Self::Object(kind, id) if kind == K::KIND => Ok(id.view_as()),
            Self::Provider(_) | Self::Source(_) | Self::Object(..) => {
                Err(ParseIdError::WrongKind {
                    found: found.type_name(),
                    expected: K::KIND.type_name(),
                })
            }
        }
    }

    /// The opaque text that clients see.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Provider(provider) => encode(NodeKind::Provider, [provider.slug()]),
            Self::Source(key) => encode(NodeKind::Source, [key.as_str()]),
            Self::Object(kind, id) => {
                let Parts {
                    source,
                    native,
                    parents,
                    hint,
                } = &*id.parts;
                let fields = [source.as_str(), native, hint.as_deref().unwrap_or_default()];
                encode(
                    *kind,
                    fields.into_iter().chain(parents.iter().map(AsRef::as_ref)),
                )
            }
        }
    }
}

/// First byte of the text form. A new form gets a new one, and this one stays readable.
const VERSION: u8 = 1;

/// Base64 of: version, kind letter, then each field with its length in front.
fn encode<'a>(kind: NodeKind, fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut bytes = vec![VERSION, kind.letter()];
    for field in fields {
        bytes.extend_from_slice(field.len().to_string().as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(field.as_bytes());
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str) -> Option<(NodeKind, Vec<Box<str>>)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let [VERSION, letter, rest @ ..] = bytes.as_slice() else {
        return None;
    };
    let kind = NodeKind::ALL
        .into_iter()
        .find(|kind| kind.letter() == *letter)?;
    let mut rest = std::str::from_utf8(rest).ok()?;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let (len, after) = rest.split_once(':')?;
        let len = len.parse().ok()?;
        fields.push(after.get(..len)?.into());
        rest = &after[len..];
    }
    Some((kind, fields))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{GlobalId, Id, NodeKind, ParseIdError};
    use crate::model::{Contact, Conversation, Message, ProviderKind, SourceKey};

    fn chat() -> SourceKey {
        SourceKey::parse("chat").unwrap()
    }

    #[test]
    fn an_id_of_another_kind_is_refused_by_name() {
        let id = Id::<Conversation>::new(&chat(), "42").to_global();
        let refused = GlobalId::parse_as::<Contact>(&id);
        assert_eq!(
            refused.unwrap_err(),
            ParseIdError::WrongKind {
                found: "Conversation",
                expected: "Contact"
            }
        );
    }

    #[test]
    fn the_hint_travels_but_is_not_part_of_the_identity() {
        let plain = Id::<Conversation>::new(&chat(), "uuid");
        let hinted = plain.clone().with_hint("17");
        assert_eq!(plain, hinted);
        let message = Id::<Message>::within(&hinted, "m1");
        let back = GlobalId::parse_as::<Message>(&message.to_global()).unwrap();
        assert_eq!(back.parent::<Conversation>().unwrap().hint(), Some("17"));
        assert_eq!(back.parents().collect::<Vec<_>>(), ["uuid"]);
    }

    #[test]
    fn providers_and_sources_have_ids_too() {
        for kind in ProviderKind::ALL {
            let id = GlobalId::Provider(kind);
            assert_eq!(GlobalId::parse(&id.to_text()), Ok(id));
        }
        let id = GlobalId::Source(chat());
        assert_eq!(GlobalId::parse(&id.to_text()), Ok(id));
    }

    #[test]
    fn every_kind_has_its_own_letter() {
        let mut letters: Vec<_> = NodeKind::ALL.into_iter().map(NodeKind::letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), NodeKind::ALL.len());
    }

    proptest! {
        #[test]
        fn hostile_native_ids_come_back_as_they_were(native in any::<String>(), parent in any::<String>(), hint in ".+") {
            let conversation = Id::<Conversation>::new(&chat(), parent).with_hint(hint.clone());
            let id = Id::<Message>::within(&conversation, native.clone());
            let back = GlobalId::parse_as::<Message>(&id.to_global()).unwrap();
            assert_eq!(back.native(), native);
            assert_eq!(back.hint(), Some(hint.as_str()));
            assert_eq!(back, id);
        }

        #[test]
        fn any_text_is_an_id_or_an_error(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            let _ = GlobalId::parse(&text);
            let encoded = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes);
            if let Ok(id) = GlobalId::parse(&encoded) {
                assert_eq!(GlobalId::parse(&id.to_text()), Ok(id));
            }
        }
    }
}
