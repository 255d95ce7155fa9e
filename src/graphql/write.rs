//! How mutations write: the input becomes commands, the commands are made, and what is read afterwards is fresh.

use async_graphql::{Context, Name, Value};
use sha2::{Digest as _, Sha256};

use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::inputs::write::{Parsed, WriteOptions};
use crate::model::command::Command;
use crate::model::{Freshness, ServedFrom, SourceKey};
use crate::provider::Refusal;
use crate::writes::{Done, Item, Problem, Report, Write};

/// A mutation about to be made.
pub(crate) struct Wish {
    /// Its name in the schema.
    pub(crate) mutation: &'static str,
    /// What every write takes.
    pub(crate) options: WriteOptions,
    /// What places in the input are called here, where commands call them otherwise.
    pub(crate) names: &'static [(&'static str, &'static str)],
}

/// What became of a mutation.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    pub(crate) client_mutation_id: Option<String>,
}

impl Outcome {
    /// What the only item did; `None` if nothing is done.
    pub(crate) fn done(&self) -> Option<&Done> {
        self.report.done()
    }

    /// This id, if something is done.
    pub(crate) fn if_done<T>(&self, id: Option<T>) -> Option<T> {
        id.filter(|_| self.done().is_some())
    }
}

/// A command for the source that its ids are of.
pub(crate) fn item(source: &SourceKey, command: Command) -> Item {
    Item {
        target: None,
        source: source.clone(),
        command,
        unless_activity_after: None,
    }
}

impl Wish {
    /// A mutation whose input calls everything as commands do.
    pub(crate) const fn new(mutation: &'static str, options: WriteOptions) -> Self {
        Self {
            mutation,
            options,
            names: &[],
        }
    }

    /// Says what places are called in this input.
    pub(crate) fn naming(self, names: &'static [(&'static str, &'static str)]) -> Self {
        Self { names, ..self }
    }

    /// Makes it.
    pub(crate) async fn run(self, ctx: &Context<'_>, items: Parsed<Vec<Item>>) -> Outcome {
        let Self {
            mutation,
            options,
            names,
        } = self;
        let checked = options.check().and(items);
        let WriteOptions {
            idempotency_key,
            client_mutation_id,
        } = options;
        let mut report = match checked {
            Err(refusal) => refused(refusal),
            Ok(items) => {
                let write = Write {
                    mutation,
                    caller: CALLER.to_owned(),
                    key: idempotency_key,
                    arguments: arguments(ctx),
                    items,
                };
                make(ctx, write).await
            }
        };
        rename(&mut report, names);
        Outcome {
            report,
            client_mutation_id,
        }
    }
}

/// The input itself is refused, before it came to a source.
pub(crate) fn refused(refusal: Refusal) -> Report {
    Report {
        problems: vec![Problem::refused(None, refusal)],
        ..Report::default()
    }
}

async fn make(ctx: &Context<'_>, write: Write) -> Report {
    let request = ctx.request();
    let mut report = request.writes.run(&request.read.call, write).await;
    request.renew_loaders();
    let now = request.clock.now();
    for (source, related) in std::mem::take(&mut report.related) {
        let freshness = Freshness {
            fetched_at: now,
            expires_at: None,
            served_from: ServedFrom::Upstream,
            is_stale: false,
        };
        ctx.loaders().prime(&source, &related, freshness);
    }
    report
}

fn rename(report: &mut Report, names: &[(&str, &str)]) {
    let of_items = report.items.iter_mut().flat_map(|item| &mut item.problems);
    for problem in report.problems.iter_mut().chain(of_items) {
        let Some(field) = problem.field.get_mut(1) else {
            continue;
        };
        if let Some((_, here)) = names.iter().find(|(there, _)| there == field) {
            (*here).clone_into(field);
        }
    }
}

/// A digest of the arguments, without what may differ between tries of the same write.
fn arguments(ctx: &Context<'_>) -> String {
    let mut digest = Sha256::new();
    for (name, mut value) in ctx.field().arguments().unwrap_or_default() {
        if let Value::Object(input) = &mut value {
            for own in ["idempotencyKey", "clientMutationId"] {
                input.swap_remove(&Name::new(own));
            }
        }
        digest.update(name.as_bytes());
        digest.update(canonical(&value).to_string());
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The same text for the same value, in whatever order its fields are given.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut fields: Vec<_> = object.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(name, value)| (name.clone(), canonical(value)))
                    .collect(),
            )
        }
        Value::List(list) => Value::List(list.iter().map(canonical).collect()),
        other => other.clone(),
    }
}
