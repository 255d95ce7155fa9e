//! The small lists: teams, tags, mailboxes.

use serde::Deserialize;

use crate::transport::WithRaw;

#[derive(Debug, Deserialize)]
pub(crate) struct Teams {
    #[serde(default)]
    pub teams: Vec<WithRaw<Team>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Team {
    pub id: i64,
    pub name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Tags {
    #[serde(default)]
    pub tags: Vec<WithRaw<Tag>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Tag {
    pub id: i64,
    pub name: Option<String>,
    pub color: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Mailboxes {
    #[serde(default)]
    pub mailboxes: Vec<WithRaw<Mailbox>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Mailbox {
    pub id: i64,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// What conversations of a mailbox can be asked to say.
#[derive(Debug, Deserialize)]
pub(crate) struct Field {
    pub id: i64,
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Of a dropdown.
    pub options: Option<Vec<FieldOption>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct FieldOption {
    pub id: i64,
    pub label: Option<String>,
}
