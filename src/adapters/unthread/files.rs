//! Downloads files. One that was just sent may not be there yet.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::adapters::paging::FromSource as _;
use crate::model::{Attachment, Id};
use crate::provider::{Error, ErrorKind, Result, absent_is_none};
use crate::transport::{CallContext, Download};

use super::endpoints::DownloadFile;
use super::lookup::{is_plausible, unknown_id};
use super::{Unthread, map};

/// Before the file is asked for again. Clients of the service wait for up to eight seconds.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_millis(600),
    Duration::from_millis(1500),
];

/// How long a file that is not there may be on its way.
const ARRIVES_WITHIN: SignedDuration = SignedDuration::from_mins(2);

impl Unthread {
    /// Downloads a file from the service itself. Links to Slack's own hosts are never called: they would be sent the key.
    pub(super) async fn download_file(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        let parents: Vec<_> = attachment.parents().collect();
        let [conversation, message] = parents[..] else {
            return Ok(None);
        };
        let file = attachment.native();
        if !is_plausible(conversation) || !is_plausible(file) {
            return Ok(None);
        }
        let endpoint = DownloadFile { conversation, file };
        let is_new = is_new(message, self.clock.now());
        let mut pauses = PAUSES.into_iter();
        loop {
            let download = self.client.download(context, &endpoint).await;
            let download = download.from_source(&self.key).map_err(unknown_id);
            let error = match download {
                Err(error) if is_on_its_way(&error, is_new) => error,
                download => return absent_is_none(download),
            };
            let Some(pause) = pauses.next().filter(|pause| is_time(context, *pause)) else {
                return Err(not_yet(error));
            };
            tokio::time::sleep(pause).await;
        }
    }
}

fn is_time(context: &CallContext, pause: Duration) -> bool {
    let deadline = context.deadline;
    deadline.is_none_or(|deadline| deadline > tokio::time::Instant::now() + pause)
}

/// The id of a message ends with the time it was sent.
fn is_new(message: &str, now: Timestamp) -> bool {
    let sent = message.rsplit('-').next().and_then(map::moment);
    sent.is_some_and(|sent| now.duration_since(sent) < ARRIVES_WITHIN)
}

/// Clients have seen 404, 409 and 425 for files that were there seconds later.
fn is_on_its_way(error: &Error, is_new: bool) -> bool {
    let wire = error.source.as_ref();
    match wire.and_then(|wire| wire.status) {
        Some(409 | 425) => true,
        Some(404) => is_new,
        _ => false,
    }
}

/// It does not exist yet, which is not that it does not exist.
fn not_yet(error: Error) -> Error {
    Error {
        kind: ErrorKind::Unavailable,
        retry_after: error.retry_after.or(Some(Duration::from_secs(1))),
        ..error
    }
}

#[cfg(test)]
mod tests {
    use super::is_new;

    #[test]
    fn the_age_of_a_file_is_that_of_its_message() {
        let now = "2023-01-31T16:50:00Z".parse().unwrap();
        assert!(is_new("T1-C1-1675183719.124879", now));
        assert!(!is_new("T1-C1-1675180000.124879", now));
        for odd in ["", "T1-C1-", "T1-C1-x", "1675183719x"] {
            assert!(!is_new(odd, now), "{odd}");
        }
    }
}
