//! The engine behind every list: conditions, order, keyset pages, field selection. It knows no object, only rows.

mod condition;
mod cursor;
mod order;
mod request;
mod select;

use serde_json::{Value, json};

use super::fields::Field;
use super::refusal::Refusal;

use cursor::Cursor;
use request::ListRequest;

pub(super) use select::{Chosen, whole};

/// Answers a list request over all rows of a table.
pub(super) fn answer(
    rows: Vec<Value>,
    shape: &'static [Field],
    body: &Value,
) -> Result<Value, Refusal> {
    let request = ListRequest::parse(shape, body)?;
    let matching = |row: &Value| request.conditions.iter().all(|one| one.holds(row));
    let mut rows: Vec<Value> = rows.into_iter().filter(matching).collect();
    let total = rows.len();
    rows.sort_by(|a, b| {
        request
            .order
            .compare(&request.order.key(a), &request.order.key(b))
    });
    let page = cut(rows, &request);
    let data: Vec<Value> = page
        .rows
        .iter()
        .map(|row| select::project(row, &request.fields))
        .collect();
    Ok(json!({ "data": data, "totalCount": total, "cursors": cursors(&page, &request) }))
}

struct Page {
    rows: Vec<Value>,
    has_next: bool,
    has_previous: bool,
}

/// Takes the rows beyond the boundary. Rows that equal it in every order column are lost: there is no tie-breaker.
fn cut(rows: Vec<Value>, request: &ListRequest) -> Page {
    let limit = request.limit;
    let Some(cursor) = &request.cursor else {
        let has_next = rows.len() > limit;
        let rows = rows.into_iter().take(limit).collect();
        return Page {
            rows,
            has_next,
            has_previous: false,
        };
    };
    let beyond = |row: &Value| cursor.is_beyond(&request.order, row);
    let mut rows: Vec<Value> = rows.into_iter().filter(beyond).collect();
    let has_more = rows.len() > limit;
    if cursor.is_next {
        rows.truncate(limit);
    } else {
        rows.drain(..rows.len().saturating_sub(limit));
    }
    // The side that the reader came from is taken to be there, without a look.
    Page {
        rows,
        has_next: !cursor.is_next || has_more,
        has_previous: cursor.is_next || has_more,
    }
}

/// Both cursors are there as soon as the page has a row, even where nothing lies beyond.
fn cursors(page: &Page, request: &ListRequest) -> Value {
    let mut cursors = json!({ "hasNext": page.has_next, "hasPrevious": page.has_previous });
    if let (Some(first), Some(last)) = (page.rows.first(), page.rows.last()) {
        let order = &request.order;
        cursors["next"] = Cursor::at(order, last, true).encode(order).into();
        cursors["previous"] = Cursor::at(order, first, false).encode(order).into();
    }
    cursors
}
