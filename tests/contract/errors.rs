//! Whatever goes wrong on the way becomes one kind of error, for every key, that says where it happened.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use deskgraph::clock::SystemClock;
use deskgraph::model::{ConversationParts, ProviderKind};
use deskgraph::provider::{CallContext, Error, ErrorKind, Provider};
use deskgraph::sandbox::{Fault, Sandbox};
use deskgraph::transport::Limits;

use super::questions::{Answers, Sample, questions};
use super::setup::{Desk, at_every_desk};

/// A desk where all is well so far, and the questions that cost it a call.
struct Asking {
    desk: Arc<Desk>,
    provider: Arc<dyn Provider>,
    sample: Sample,
    costly: HashSet<&'static str>,
}

impl Asking {
    async fn at(desk: Arc<Desk>, limits: Limits) -> Self {
        let sample = Sample::of(&desk, 2).await;
        let context = CallContext::default();
        let mut costly = HashSet::new();
        for (method, question) in questions(&*desk.provider, &context, &sample) {
            desk.running().clear_requests();
            question.await;
            if !desk.running().requests().is_empty() {
                costly.insert(method);
            }
        }
        desk.check(costly.len() > 8, || format!("asks nothing but {costly:?}"));
        let provider = desk.another_provider(limits);
        // What the adapter keeps for itself, such as a token, is there before something goes wrong.
        let _ = provider
            .conversations_by_id(&context, &sample.conversations, ConversationParts::all())
            .await;
        Self {
            desk,
            provider,
            sample,
            costly,
        }
    }

    /// The same with an adapter that has asked nothing yet.
    fn cold(self) -> Self {
        let provider = self.desk.another_provider(Limits::default());
        Self { provider, ..self }
    }

    /// Asks everything that costs a call, all at once, while this goes wrong everywhere.
    async fn during(&self, fault: Fault) -> Vec<(&'static str, Answers)> {
        let running = self.desk.running();
        running.clear_faults();
        running.fault(fault);
        let context = CallContext::default();
        let questions = questions(&*self.provider, &context, &self.sample).into_iter();
        let costly = questions.filter(|(method, _)| self.costly.contains(method));
        let asked = costly.map(|(method, question)| async move { (method, question.await) });
        futures_util::future::join_all(asked).await
    }

    /// Expects one of these kinds in every answer.
    async fn expect(&self, fault: Fault, kinds: &[ErrorKind]) -> Vec<Error> {
        let what: String = format!("{fault:?}").chars().take(60).collect();
        let mut errors = Vec::new();
        for (method, answers) in self.during(fault).await {
            for answer in answers {
                let kind = answer.as_ref().err().map(|error| error.kind);
                self.desk
                    .check(kind.is_some_and(|kind| kinds.contains(&kind)), || {
                        format!("{method} during {what}: {answer:?}, expected {kinds:?}")
                    });
                errors.extend(answer.err());
            }
        }
        errors
    }
}

#[tokio::test]
async fn a_status_is_a_kind() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        have_kinds(&asking).await;
        have_kinds(&asking.cold()).await;
    })
    .await;
}

async fn have_kinds(asking: &Asking) {
    for (status, kind) in [
        (401, ErrorKind::Unauthorized),
        (403, ErrorKind::Forbidden),
        (500, ErrorKind::Unavailable),
        (502, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
        (504, ErrorKind::TimedOut),
    ] {
        asking.expect(Fault::status(status), &[kind]).await;
    }
}

#[tokio::test]
async fn a_limit_says_how_long_to_wait_if_the_provider_does() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        is_limited(&asking).await;
        is_limited(&asking.cold()).await;
    })
    .await;
}

async fn is_limited(asking: &Asking) {
    let limited = [ErrorKind::RateLimited];
    for error in asking.expect(Fault::rate_limited(Some(7)), &limited).await {
        let wait = Some(Duration::from_secs(7));
        asking.desk.same(error.operation, error.retry_after, wait);
    }
    for error in asking.expect(Fault::rate_limited(None), &limited).await {
        // Some limits are known to count in whole minutes, though the answer does not say so.
        let wait = error.retry_after.unwrap_or_default();
        let is_short = wait <= Duration::from_secs(60);
        asking
            .desk
            .check(is_short, || format!("{}: {wait:?}", error.operation));
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_malformed() {
    at_every_desk(|desk| async move {
        let limits = Limits {
            max_body: 1024 * 1024,
            ..Limits::default()
        };
        let mut asking = Asking::at(desk, limits).await;
        // The content of a file can be anything.
        asking.costly.remove("download");
        for fault in [
            Fault::NotJson,
            Fault::Html,
            Fault::EmptyBody,
            Fault::EndlessBody,
        ] {
            asking.expect(fault, &[ErrorKind::Malformed]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_right_answer_under_a_wrong_type_is_read_or_malformed() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        for (method, answers) in asking.during(Fault::WrongContentType).await {
            for answer in answers {
                let kind = answer.as_ref().err().map(|error| error.kind);
                let is_fine = matches!(kind, None | Some(ErrorKind::Malformed));
                asking
                    .desk
                    .check(is_fine, || format!("{method}: {answer:?}"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unavailable() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        asking
            .expect(Fault::CutOff, &[ErrorKind::Unavailable])
            .await;
    })
    .await;
}

#[tokio::test]
async fn no_answer_is_a_time_out() {
    at_every_desk(|desk| async move {
        let limits = Limits {
            call_timeout: Duration::from_millis(200),
            ..Limits::default()
        };
        let asking = Asking::at(desk, limits).await;
        asking.expect(Fault::NoAnswer, &[ErrorKind::TimedOut]).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let others = Sandbox::start(&ProviderKind::ALL, SystemClock::shared())
        .await
        .unwrap();
    let others = &others;
    at_every_desk(|desk| async move {
        let other = others.provider(desk.kind).unwrap();
        let asking = Asking::at(desk, Limits::default()).await;
        let location = format!("{}/elsewhere", other.base_url);
        for (method, answers) in asking.during(Fault::Redirect { location }).await {
            for answer in answers {
                asking
                    .desk
                    .check(answer.is_err(), || format!("{method} was led away"));
            }
        }
        asking
            .desk
            .same("requests elsewhere", other.requests(), Vec::new());
    })
    .await;
}

#[tokio::test]
async fn an_error_names_source_and_operation_and_no_secret() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        let desk = &asking.desk;
        let profile = desk.provider.profile();
        let known: HashSet<_> = profile.operations.iter().map(|one| one.id).collect();
        let mut errors = Vec::new();
        for fault in [
            Fault::status(401),
            Fault::status(500),
            Fault::Html,
            Fault::CutOff,
        ] {
            let answers = asking.during(fault).await.into_iter();
            let answers = answers.flat_map(|(_, answers)| answers);
            errors.extend(answers.filter_map(Result::err));
        }
        desk.check(errors.len() > 30, || {
            format!("only {} errors", errors.len())
        });
        for error in errors {
            desk.same("source", &error.source_key, desk.provider.key());
            desk.check(known.contains(error.operation), || {
                format!("unknown operation in {error:?}")
            });
            let text = format!("{error} {error:?}");
            for (name, value) in &desk.running().credentials {
                let is_secret = ["key", "secret", "token", "identifier"]
                    .iter()
                    .any(|word| name.ends_with(word));
                desk.check(!is_secret || !text.contains(value), || {
                    format!("{name} in {text}")
                });
            }
        }
    })
    .await;
}

#[tokio::test]
async fn all_is_well_again_when_the_fault_is_gone() {
    at_every_desk(|desk| async move {
        let asking = Asking::at(desk, Limits::default()).await;
        asking
            .expect(Fault::status(503), &[ErrorKind::Unavailable])
            .await;
        asking.desk.running().clear_faults();
        let context = CallContext::default();
        for (method, question) in questions(&*asking.provider, &context, &asking.sample) {
            if asking.costly.contains(method) {
                let answers = question.await;
                let is_well = answers.iter().all(Result::is_ok);
                asking
                    .desk
                    .check(is_well, || format!("{method} still fails: {answers:?}"));
            }
        }
    })
    .await;
}
