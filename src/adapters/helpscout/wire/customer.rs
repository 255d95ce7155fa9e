//! Customers and organizations.

use jiff::Timestamp;
use serde::Deserialize;

use crate::transport::WithRaw;

#[derive(Debug, Deserialize)]
pub(crate) struct Customers {
    #[serde(default)]
    pub customers: Vec<WithRaw<Customer>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Customer {
    pub id: i64,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub job_title: Option<String>,
    pub location: Option<String>,
    pub organization: Option<String>,
    pub organization_id: Option<i64>,
    pub photo_url: Option<String>,
    pub background: Option<String>,
    pub created_at: Option<Timestamp>,
    #[serde(rename = "_embedded")]
    pub embedded: Option<CustomerParts>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct CustomerParts {
    pub emails: Option<Vec<Entry>>,
    pub phones: Option<Vec<Entry>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    pub value: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Organizations {
    #[serde(default)]
    pub organizations: Vec<WithRaw<Organization>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Organization {
    pub id: i64,
    pub name: Option<String>,
    pub domains: Option<Vec<String>>,
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
}
