//! Pages by limit and offset.

use serde_json::{Value, json};

use super::query::Ask;

const DEFAULT_LIMIT: usize = 100;
/// Only tickets have a highest limit.
pub(super) const TICKET_MAX_LIMIT: usize = 1000;
/// No highest limit.
pub(super) const NO_MAX: usize = usize::MAX;

/// One page of a list.
pub(super) struct Page<'a, T> {
    count: usize,
    next: Option<String>,
    previous: Option<String>,
    items: &'a [T],
}

impl<'a, T> Page<'a, T> {
    /// Cuts the page that was asked for. Limits and offsets that make no sense count as not sent.
    pub(super) fn cut(ask: &Ask, items: &'a [T], max_limit: usize) -> Self {
        let limit = number(ask, "limit").filter(|limit| *limit > 0);
        let limit = limit.unwrap_or(DEFAULT_LIMIT).min(max_limit);
        let offset = number(ask, "offset").unwrap_or(0);
        let start = offset.min(items.len());
        let end = start.saturating_add(limit).min(items.len());
        let link = |offset: usize| {
            let offset = (offset > 0).then(|| offset.to_string());
            ask.link(&[("limit", Some(limit.to_string())), ("offset", offset)])
        };
        Self {
            count: items.len(),
            next: (end < items.len()).then(|| link(end)),
            previous: (offset > 0).then(|| link(offset.saturating_sub(limit))),
            items: &items[start..end],
        }
    }

    /// Writes it down.
    pub(super) fn json(&self, shape: impl Fn(&T) -> Value) -> Value {
        json!({
            "count": self.count,
            "next": self.next,
            "previous": self.previous,
            "results": self.items.iter().map(shape).collect::<Vec<_>>(),
        })
    }

    /// Writes it down the way of persons, which are not counted.
    pub(super) fn uncounted_json(&self, shape: impl Fn(&T) -> Value) -> Value {
        json!({
            "next": self.next,
            "previous": self.previous,
            "results": self.items.iter().map(shape).collect::<Vec<_>>(),
        })
    }
}

fn number(ask: &Ask, name: &str) -> Option<usize> {
    ask.query.get(name)?.trim().parse().ok()
}
