//! Which fields of a row are handed out.

use serde_json::{Map, Value};

use crate::sandbox::unthread::fields::{Field, Kind, Shown};
use crate::sandbox::unthread::refusal::Refusal;

/// Which fields of one object are handed out.
pub(in crate::sandbox::unthread) struct Chosen(Vec<&'static Field>);

impl Chosen {
    /// Those of these paths; without any, those that an object shows when it is fetched by its id.
    pub(in crate::sandbox::unthread) fn of(
        shape: &'static [Field],
        paths: Option<&[&str]>,
    ) -> Result<Self, Refusal> {
        match paths {
            Some(paths) => chosen(shape, paths).map(Self),
            None => Ok(Self(unselected(shape, Shown::Single))),
        }
    }

    /// Hands out the object.
    pub(in crate::sandbox::unthread) fn shown(&self, row: &Value) -> Value {
        project(row, &self.0)
    }
}

/// Hands out one object of a list that cannot be selected from.
pub(in crate::sandbox::unthread) fn whole(row: &Value, shape: &'static [Field]) -> Value {
    project(row, &unselected(shape, Shown::List))
}

/// The fields that come without being asked for.
pub(super) fn unselected(shape: &'static [Field], at: Shown) -> Vec<&'static Field> {
    shape.iter().filter(|field| field.2 <= at).collect()
}

/// The fields that were asked for.
pub(super) fn chosen(
    shape: &'static [Field],
    paths: &[&str],
) -> Result<Vec<&'static Field>, Refusal> {
    let field = |(index, path): (usize, &&str)| {
        let found = shape.iter().find(|field| field.0 == *path);
        found.ok_or_else(|| Refusal::bad_request(format!("select[{index}] is not allowed: {path}")))
    };
    paths.iter().enumerate().map(field).collect()
}

/// Copies the fields into a new object: nested ones nested, those of a list into each of its items.
pub(super) fn project(row: &Value, fields: &[&'static Field]) -> Value {
    let mut shown = Value::Object(Map::new());
    for Field(path, kind, _) in fields {
        let steps: Vec<&str> = path.split('.').collect();
        copy(row, &mut shown, &steps, *kind);
    }
    shown
}

fn copy(from: &Value, to: &mut Value, steps: &[&str], kind: Kind) {
    let Some((step, rest)) = steps.split_first() else {
        *to = shown(from, kind);
        return;
    };
    match from {
        Value::Object(row) => {
            let Some(inner) = row.get(*step) else { return };
            if let Value::Object(target) = filled(to, || Value::Object(Map::new())) {
                copy(
                    inner,
                    target.entry(*step).or_insert(Value::Null),
                    rest,
                    kind,
                );
            }
        }
        Value::Array(items) => {
            if let Value::Array(targets) = filled(to, || vec![Value::Null; items.len()].into()) {
                for (item, target) in items.iter().zip(targets) {
                    copy(item, target, steps, kind);
                }
            }
        }
        // A missing relation is null as a whole.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn filled(value: &mut Value, empty: impl FnOnce() -> Value) -> &mut Value {
    if value.is_null() {
        *value = empty();
    }
    value
}

/// Moments are stored finer than they are shown.
fn shown(value: &Value, kind: Kind) -> Value {
    match (kind, value) {
        (Kind::Time, Value::String(text)) if text.is_char_boundary(23) && text.len() > 23 => {
            format!("{}Z", &text[..23]).into()
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{chosen, project};
    use crate::sandbox::unthread::fields::CONVERSATION;

    #[test]
    fn selected_paths_nest_and_spread_over_lists() {
        let row = json!({
            "id": "c1", "title": null, "createdAt": "2026-02-03T08:11:04.201987Z", "customer": null,
            "tags": [{"id": "t1", "name": "Bug"}, {"id": "t2", "name": "Billing"}],
            "initialMessage": {"ts": "1.2", "text": "hidden", "sentByUser": {"name": "Ola", "email": "ola@e.test"}},
        });
        let paths = [
            "title",
            "createdAt",
            "customer.id",
            "tags.name",
            "initialMessage.ts",
            "initialMessage.sentByUser.email",
            "metadata",
        ];
        let fields = chosen(CONVERSATION, &paths).unwrap();
        assert_eq!(
            project(&row, &fields),
            json!({
                "title": null, "createdAt": "2026-02-03T08:11:04.201Z", "customer": null,
                "tags": [{"name": "Bug"}, {"name": "Billing"}],
                "initialMessage": {"ts": "1.2", "sentByUser": {"email": "ola@e.test"}},
            })
        );
    }
}
