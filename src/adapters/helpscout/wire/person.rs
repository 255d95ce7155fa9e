//! Persons inside conversations and threads, and users.

use serde::Deserialize;

use crate::transport::WithRaw;

/// `id` is 0 where nobody is meant. The names are `first` and `last` here alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    pub id: Option<i64>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub first: Option<String>,
    pub last: Option<String>,
    pub photo_url: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Users {
    #[serde(default)]
    pub users: Vec<WithRaw<User>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub role: Option<String>,
    pub photo_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserStatuses {
    #[serde(default)]
    pub user_statuses: Vec<UserStatus>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserStatus {
    pub user_id: i64,
    pub email: Option<EmailStatus>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EmailStatus {
    pub status: Option<String>,
}
