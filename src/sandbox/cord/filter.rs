//! The `filter` parameter: a JSON object as text.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::error::{Answer, Refusal};
use super::paging::Parameters;
use super::state::{Metadata, Project, Thread};
use super::time;

/// What a list was asked to keep.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub metadata: Metadata,
    pub location: Option<LocationFilter>,
    pub group_id: Option<String>,
    pub author_id: Option<String>,
    first_message: Range,
    newest_message: Option<Range>,
    resolved: Option<bool>,
}

#[derive(Debug)]
pub(super) struct LocationFilter {
    value: Metadata,
    is_partial: bool,
}

/// Inclusive at both ends.
#[derive(Debug, Default)]
struct Range {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

/// Reads the filter. `supported` are the keys that this list knows.
pub(super) fn read(
    parameters: &Parameters,
    supported: &[&str],
    project: &Project,
) -> Answer<Filter> {
    let mut filter = Filter::default();
    let Some(text) = parameters.get("filter") else {
        return Ok(filter);
    };
    let fields = match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => fields,
        // The server looks into the null before it checks it.
        Ok(Value::Null) => return Err(Refusal::internal()),
        _ => {
            return Err(Refusal::invalid_field(
                "The filter object must be a valid JSON object.",
            ));
        }
    };
    for (key, value) in &fields {
        if !supported.contains(&key.as_str()) {
            let message = format!("The filter object does not support \"{key}\" as a field.");
            return Err(Refusal::invalid_field(message));
        }
        filter.take(key, value)?;
    }
    // The new name of a group wins over the old one.
    if let Some(id) = fields.get("groupID").and_then(Value::as_str) {
        filter.group_id = Some(id.to_owned());
    }
    filter.check_names(project)?;
    Ok(filter)
}

impl Filter {
    fn take(&mut self, key: &str, value: &Value) -> Answer<()> {
        match key {
            "metadata" => self.metadata = flat(value)?,
            "location" => self.location = Some(location(value)?),
            "groupID" | "organizationID" => self.group_id = Some(text(value)?),
            "authorID" => self.author_id = Some(text(value)?),
            "firstMessageTimestamp" => self.first_message = range(value)?,
            "mostRecentMessageTimestamp" => self.newest_message = Some(range(value)?),
            "resolvedStatus" => self.resolved = resolved(value)?,
            _ => return Err(invalid()),
        }
        Ok(())
    }

    fn check_names(&self, project: &Project) -> Answer<()> {
        if let Some(id) = &self.group_id
            && project.group(id).is_none()
        {
            return Err(Refusal::unknown_group());
        }
        if let Some(id) = &self.author_id
            && project.user(id).is_none()
        {
            return Err(Refusal::unknown_user());
        }
        Ok(())
    }

    /// Says whether a thread is wanted.
    pub(super) fn keeps(&self, thread: &Thread) -> bool {
        let newest = match &self.newest_message {
            Some(range) => !thread.messages.is_empty() && range.holds(thread.activity()),
            None => true,
        };
        newest
            && has_all(&thread.metadata, &self.metadata)
            && self.keeps_place(thread)
            && self.first_message.holds(thread.first_activity())
            && self
                .resolved
                .is_none_or(|wanted| wanted == thread.resolved.is_some())
    }

    /// Says whether the thread's group and location are wanted.
    pub(super) fn keeps_place(&self, thread: &Thread) -> bool {
        let group = self
            .group_id
            .as_ref()
            .is_none_or(|id| *id == thread.group_id);
        group
            && self
                .location
                .as_ref()
                .is_none_or(|location| location.holds(&thread.location))
    }
}

impl LocationFilter {
    fn holds(&self, location: &Metadata) -> bool {
        has_all(location, &self.value) && (self.is_partial || location.len() == self.value.len())
    }
}

impl Range {
    fn holds(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at <= to)
    }
}

/// Says whether each wanted key is there with the same value.
pub(super) fn has_all(found: &Metadata, wanted: &Metadata) -> bool {
    let same = |a: &Value, b: &Value| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    };
    wanted
        .iter()
        .all(|(key, value)| found.get(key).is_some_and(|found| same(found, value)))
}

fn invalid() -> Refusal {
    Refusal::invalid_field("Invalid field type.")
}

fn text(value: &Value) -> Answer<String> {
    value.as_str().map(str::to_owned).ok_or_else(invalid)
}

/// An object of strings, numbers and booleans.
fn flat(value: &Value) -> Answer<Metadata> {
    let fields = value.as_object().ok_or_else(invalid)?;
    let is_flat = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    if !fields.values().all(is_flat) {
        return Err(invalid());
    }
    Ok(fields.clone())
}

/// The bare form must be equal; only the long form can ask for a part.
fn location(value: &Value) -> Answer<LocationFilter> {
    let long = value
        .as_object()
        .filter(|fields| fields.get("value").is_some_and(Value::is_object));
    let Some(fields) = long else {
        let value = flat(value)?;
        return Ok(LocationFilter {
            value,
            is_partial: false,
        });
    };
    let is_partial = match fields.get("partialMatch") {
        None => false,
        Some(Value::Bool(is_partial)) => *is_partial,
        Some(_) => return Err(invalid()),
    };
    Ok(LocationFilter {
        value: flat(&fields["value"])?,
        is_partial,
    })
}

fn range(value: &Value) -> Answer<Range> {
    let fields: &Map<String, Value> = value.as_object().ok_or_else(invalid)?;
    let is_known = |key: &String| key == "from" || key == "to";
    if fields.is_empty() || !fields.keys().all(is_known) {
        return Err(invalid());
    }
    let end = |key: &str| match fields.get(key) {
        Some(value) => time::from_input(value).map(Some).ok_or_else(invalid),
        None => Ok(None),
    };
    Ok(Range {
        from: end("from")?,
        to: end("to")?,
    })
}

fn resolved(value: &Value) -> Answer<Option<bool>> {
    match value.as_str() {
        Some("any") => Ok(None),
        Some("resolved") => Ok(Some(true)),
        Some("unresolved") => Ok(Some(false)),
        _ => Err(invalid()),
    }
}
