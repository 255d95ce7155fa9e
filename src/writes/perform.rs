//! Makes the write itself.

use std::sync::Arc;
use std::time::Instant;

use futures_util::{StreamExt as _, stream};

use super::claim::Unsettled;
use super::reconcile::{Verdict, is_settled, look_for};
use super::records::hex;
use super::touch::touch;
use super::{Cause, Done, Item, ItemReport, Problem, Receipt, Report, Write, Writes};
use crate::model::command::Command;
use crate::model::{ConversationParts, Related, SourceKey};
use crate::provider::{
    CallContext, CallLog, Refusal, RefusalReason, SideEffect, Source, WriteContext, WriteError,
    WriteResult, Written,
};

/// What became of one item, with what the whole report is made of.
struct Made {
    report: ItemReport,
    source: SourceKey,
    related: Related,
    side_effects: Vec<SideEffect>,
}

impl Writes {
    /// Makes all items that are not refused; each succeeds or fails alone.
    pub(super) async fn perform(
        &self,
        write: &Write,
        refusals: Vec<Option<Problem>>,
        earlier: Option<Unsettled>,
        log: &Arc<CallLog>,
    ) -> Report {
        let began = Instant::now();
        let own_log = CallLog::child_of(log);
        let mut made = Vec::with_capacity(write.items.len());
        for (place, (item, refusal)) in write.items.iter().zip(refusals).enumerate() {
            let context = self.context(write, place, &own_log);
            made.push(self.attempt(item, refusal, context, earlier));
        }
        let made: Vec<Made> = stream::iter(made)
            .buffered(self.settings.concurrency)
            .collect()
            .await;
        self.report(made, &own_log, began)
    }

    fn context(&self, write: &Write, place: usize, log: &Arc<CallLog>) -> WriteContext {
        WriteContext {
            call: CallContext::within(self.settings.deadline, Arc::clone(log)),
            token: token(write, place),
        }
    }

    fn report(&self, made: Vec<Made>, log: &CallLog, began: Instant) -> Report {
        let mut effects = Vec::new();
        let (mut items, mut related) = (Vec::new(), Vec::new());
        for one in made {
            effects.extend(one.side_effects);
            items.push(one.report);
            related.push((one.source, one.related));
        }
        let is_half_done = |item: &ItemReport| item.done.is_some() && !item.problems.is_empty();
        let receipt = Receipt {
            is_complete: !items.iter().any(is_half_done),
            duration: began.elapsed(),
            ..Receipt::of_calls(&log.records(), self.registry.profiles(), effects)
        };
        Report {
            items,
            problems: Vec::new(),
            receipt,
            related,
        }
    }

    async fn attempt(
        &self,
        item: &Item,
        refusal: Option<Problem>,
        context: WriteContext,
        earlier: Option<Unsettled>,
    ) -> Made {
        match refusal {
            Some(problem) => Made::failed(item, problem),
            None => self.make(item, &context, earlier).await,
        }
    }

    async fn make(&self, item: &Item, context: &WriteContext, earlier: Option<Unsettled>) -> Made {
        let Some(source) = self.registry.source(item.source.as_str()) else {
            let refusal = Refusal::new(RefusalReason::NotFound, "There is no such source.");
            return Made::failed(item, Problem::refused(Some(&item.source), refusal));
        };
        let outcome = match earlier {
            Some(earlier) => self.again(item, source, context, earlier).await,
            None => self.once(item, source, context).await,
        };
        let outcome = match outcome {
            Ok(written) => Ok(rest(source, context, &item.command, written).await),
            problem => problem,
        };
        // Also after a failure: nobody knows for sure what it left behind.
        touch(&self.cache, &item.source, &item.command);
        match outcome {
            Ok(written) => Made::done(item, written),
            Err(problem) => Made::failed(item, *problem),
        }
    }

    /// Makes an item that may have been made before: looks for it first.
    async fn again(
        &self,
        item: &Item,
        source: &Arc<Source>,
        context: &WriteContext,
        earlier: Unsettled,
    ) -> Result<Written, Box<Problem>> {
        let began_at = earlier.began_at;
        match self.look(item, source, began_at, &context.call.log).await {
            Verdict::Found(written) => Ok(*written),
            Verdict::Repeatable => self.once(item, source, context).await,
            Verdict::Absent if self.is_settled(earlier) => self.once(item, source, context).await,
            Verdict::Absent | Verdict::Unsure => Err(Box::new(self.unknown(item, earlier))),
        }
    }

    async fn once(
        &self,
        item: &Item,
        source: &Arc<Source>,
        context: &WriteContext,
    ) -> Result<Written, Box<Problem>> {
        let began_at = self.clock.now();
        if let Some(problem) = self.conflict(item, source, context).await {
            return Err(Box::new(problem));
        }
        let outcome = source.provider.write(context, &item.command).await;
        self.report_health(source, &outcome);
        let error = match outcome {
            Ok(written) => return Ok(written),
            Err(error) => error,
        };
        if !error.may_have_acted() {
            return Err(Box::new(Problem::of(&item.source, &error)));
        }
        match self.look(item, source, began_at, &context.call.log).await {
            Verdict::Found(written) => Ok(*written),
            Verdict::Absent if is_settled(&error) => Err(Box::new(Problem::not_executed(&error))),
            Verdict::Absent | Verdict::Repeatable | Verdict::Unsure => {
                let settle = self.settings.settle.as_secs();
                Err(Box::new(Problem {
                    retry_after_seconds: Some(settle),
                    ..Problem::of(&item.source, &error)
                }))
            }
        }
    }

    async fn look(
        &self,
        item: &Item,
        source: &Arc<Source>,
        since: jiff::Timestamp,
        log: &Arc<CallLog>,
    ) -> Verdict {
        let call = CallContext::within(self.settings.reconcile_deadline, Arc::clone(log));
        let verdict = look_for(&*source.provider, &call, &item.command, since).await;
        tracing::info!(source = %item.source, ?verdict, "looked for a write whose answer was lost");
        verdict
    }

    fn is_settled(&self, earlier: Unsettled) -> bool {
        self.left_to_settle(earlier) == 0
    }

    /// How many seconds until a write of which nothing is to be seen did not happen.
    fn left_to_settle(&self, earlier: Unsettled) -> u64 {
        let passed = self.clock.now().duration_since(earlier.ended_at);
        let passed = u64::try_from(passed.as_secs()).unwrap_or_default();
        self.settings.settle.as_secs().saturating_sub(passed)
    }

    fn unknown(&self, item: &Item, earlier: Unsettled) -> Problem {
        Problem {
            source: Some(item.source.clone()),
            retry_after_seconds: Some(self.left_to_settle(earlier).max(1)),
            ..Problem::new(Cause::OutcomeUnknown)
        }
    }

    /// What speaks against a write because the conversation moved on since the caller read it.
    async fn conflict(
        &self,
        item: &Item,
        source: &Arc<Source>,
        context: &WriteContext,
    ) -> Option<Problem> {
        let seen_until = item.unless_activity_after?;
        let id = item.command.conversation()?;
        let batch = source.provider.conversations_by_id(
            &context.call,
            std::slice::from_ref(&id),
            ConversationParts::TIMES,
        );
        let found = batch.await.outcomes.remove(&id).unwrap_or(Ok(None));
        let refusal = match found {
            Err(error) => return Some(Problem::failed(&error, false)),
            Ok(None) => Refusal::new(RefusalReason::NotFound, "There is no such conversation."),
            Ok(Some(one)) if one.last_activity_at.is_some_and(|last| last > seen_until) => {
                Refusal::new(
                    RefusalReason::Conflict,
                    "The conversation has newer activity; read it again before answering.",
                )
            }
            Ok(Some(_)) => return None,
        };
        let refusal = refusal.at(&["input", "unlessActivityAfter"]);
        Some(Problem::refused(Some(&item.source), refusal))
    }

    fn report_health(&self, source: &Source, outcome: &WriteResult) {
        let now = self.clock.now();
        match outcome {
            Ok(_) => source.health.answered(now),
            Err(WriteError::Failed(error)) => source.health.failed(error, now),
            Err(WriteError::Refused(_)) => {}
        }
    }
}

/// Makes what a write leaves over, as changes of the conversation.
async fn rest(
    source: &Source,
    context: &WriteContext,
    command: &Command,
    mut written: Written,
) -> Written {
    let changes = std::mem::take(&mut written.left_over);
    let conversation = written
        .conversation
        .clone()
        .or_else(|| command.conversation());
    let (Some(conversation), None, false) = (conversation, &written.stopped, changes.is_empty())
    else {
        return written;
    };
    let rest = Command::ChangeConversation {
        conversation,
        changes,
    };
    match source.provider.write(context, &rest).await {
        Err(error) => written.stopped_by(error),
        Ok(Written {
            related,
            side_effects,
            stopped,
            ..
        }) => {
            written.side_effects.extend(side_effects);
            Written {
                // Copies from before the rest was done are old by now.
                related,
                stopped,
                ..written
            }
        }
    }
}

/// The same for the same write under the same key, else unique.
fn token(write: &Write, place: usize) -> String {
    use sha2::{Digest as _, Sha256};
    let Some(key) = &write.key else {
        return format!("{:032x}", rand::random::<u128>());
    };
    let mut digest = Sha256::new();
    for part in [&*write.caller, key, &write.arguments] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.update((place as u64).to_be_bytes());
    hex(&digest.finalize()[..16])
}

impl Made {
    fn failed(item: &Item, problem: Problem) -> Self {
        Self {
            report: ItemReport::failed(item.target.clone(), Some(problem)),
            source: item.source.clone(),
            related: Related::default(),
            side_effects: Vec::new(),
        }
    }

    fn done(item: &Item, written: Written) -> Self {
        let Written {
            conversation,
            message,
            contact,
            organization,
            tag,
            suggestion,
            related,
            side_effects,
            left_over: _,
            stopped,
        } = written;
        let stopped = stopped.map(|error| Problem::of(&item.source, &error));
        Self {
            report: ItemReport {
                done: Some(Done {
                    conversation,
                    message,
                    contact,
                    organization,
                    tag,
                    suggestion,
                }),
                ..ItemReport::failed(item.target.clone(), stopped)
            },
            source: item.source.clone(),
            related,
            side_effects,
        }
    }
}
