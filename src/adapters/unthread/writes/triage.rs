//! Internal threads, which a message is sent to by the ts that they begin with. Only their messages tell it.

use crate::adapters::paging::{FromSource as _, walk};
use crate::adapters::unthread::endpoints::ListMessages;
use crate::adapters::unthread::messages::MOST_MESSAGES;
use crate::adapters::unthread::{Unthread, wire};
use crate::model::{Conversation, Id, Thread};
use crate::provider::{Allowed, Refusal, WriteError};
use crate::transport::CallContext;

const THREAD: &[&str] = &["input", "threadId"];

impl Unthread {
    /// The ts of this side thread, or of the only one there is.
    pub(super) async fn triage_ts(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        thread: Option<&Id<Thread>>,
    ) -> Result<String, WriteError> {
        let endpoint = ListMessages {
            conversation: conversation.native(),
            is_newest_first: false,
        };
        let (rows, is_complete) = walk(&self.client, context, &endpoint, MOST_MESSAGES)
            .await
            .from_source(&self.key)?;
        let begun = beginnings(rows.iter().map(|row| &row.value));
        Ok(chosen(conversation, &begun, is_complete, thread)?)
    }
}

/// The internal threads, each with the ts that it begins with.
fn beginnings<'a>(messages: impl Iterator<Item = &'a wire::Message>) -> Vec<(&'a str, &'a str)> {
    let mut begun: Vec<(&str, &str)> = Vec::new();
    for message in messages {
        let ts = message.thread_ts.as_deref().or(message.ts.as_deref());
        let (Some(thread), Some(ts)) = (message.triage_thread_id.as_deref(), ts) else {
            continue;
        };
        if !begun.iter().any(|(known, _)| *known == thread) {
            begun.push((thread, ts));
        }
    }
    begun
}

fn chosen(
    conversation: &Id<Conversation>,
    begun: &[(&str, &str)],
    is_complete: bool,
    thread: Option<&Id<Thread>>,
) -> Result<String, Refusal> {
    if let Some(thread) = thread {
        let found = begun.iter().find(|(id, _)| *id == thread.native());
        let missing = || Refusal::not_found(THREAD, "There is no such side thread.");
        return found.map(|(_, ts)| (*ts).to_owned()).ok_or_else(missing);
    }
    match begun {
        [(_, ts)] if is_complete => Ok((*ts).to_owned()),
        [] if is_complete => Err(Refusal::unsupported(
            "A note needs a triage thread in Slack, and this conversation has none: anything else would be public.",
        )),
        _ => {
            let id = |(id, _): &(&str, &str)| Id::<Thread>::within(conversation, *id).to_global();
            let ids = begun.iter().map(id).collect();
            let refusal = Refusal::bad_input(THREAD, "There are several side threads: name one.");
            Err(refusal.allowing(Allowed::Words(ids)))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{beginnings, chosen};
    use crate::adapters::unthread::wire;
    use crate::model::{Id, SourceKey, Thread};
    use crate::provider::RefusalReason;

    fn message(json: Value) -> wire::Message {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_thread_is_told_by_its_messages() {
        let rows = [
            message(json!({"ts": "1.0"})),
            message(json!({"ts": "3.0", "threadTs": "2.0", "triageThreadId": "a"})),
            message(json!({"ts": "4.0", "threadTs": "2.0", "triageThreadId": "a"})),
            message(json!({"ts": "5.0", "triageThreadId": "b"})),
        ];
        assert_eq!(beginnings(rows.iter()), [("a", "2.0"), ("b", "5.0")]);
    }

    #[test]
    fn the_only_thread_is_taken_and_others_are_named() {
        let conversation = Id::new(&SourceKey::parse("desk").unwrap(), "c");
        let thread = |id: &str| Id::<Thread>::within(&conversation, id);
        let pick = |begun: &[(&str, &str)], is_complete, wanted: Option<&str>| {
            let wanted = wanted.map(thread);
            chosen(&conversation, begun, is_complete, wanted.as_ref())
        };
        let (a, b) = (("a", "1.0"), ("b", "2.0"));
        assert_eq!(pick(&[a], true, None), Ok("1.0".to_owned()));
        assert_eq!(pick(&[a, b], true, Some("b")), Ok("2.0".to_owned()));
        assert_eq!(pick(&[a], false, Some("a")), Ok("1.0".to_owned()));
        let why =
            |begun: &[_], is_complete, wanted| pick(begun, is_complete, wanted).unwrap_err().reason;
        assert_eq!(why(&[], true, None), RefusalReason::Unsupported);
        assert_eq!(why(&[a, b], true, None), RefusalReason::BadInput);
        assert_eq!(why(&[a], false, None), RefusalReason::BadInput);
        assert_eq!(why(&[a], true, Some("x")), RefusalReason::NotFound);
    }
}
