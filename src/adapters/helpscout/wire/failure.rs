//! Error bodies.

use serde::Deserialize;

use super::Link;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Failure {
    #[serde(rename = "logRef")]
    pub log_ref: Option<String>,
    pub message: Option<String>,
    #[serde(rename = "_embedded")]
    pub embedded: Option<FailureParts>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct FailureParts {
    #[serde(default)]
    pub errors: Vec<Flaw>,
}

/// What is wrong with one field. The code is the fragment of the link alone.
#[derive(Debug, Deserialize)]
pub(crate) struct Flaw {
    pub path: Option<String>,
    pub message: Option<String>,
    #[serde(rename = "_links")]
    pub links: Option<FlawLinks>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct FlawLinks {
    pub about: Option<Link>,
}
