//! The HAL envelope.

use serde::Deserialize;

/// One page of a list. `_embedded` is absent when the page is empty.
#[derive(Debug, Deserialize)]
pub(crate) struct List<T> {
    #[serde(rename = "_embedded")]
    pub embedded: Option<T>,
    pub page: PageInfo,
}

/// `number` is 0 when the whole list is empty.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    pub total_elements: u64,
    pub total_pages: u64,
    pub number: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    pub href: Option<String>,
}
