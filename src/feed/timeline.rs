//! The messages of one conversation, in both directions.
//!
//! The last messages are the first ones of the reverse order: so every part of a timeline is read from its beginning in
//! one of the two orders of the provider, and turned around afterwards if need be.

use std::fmt;

use std::collections::HashSet;
use std::sync::Arc;

use crate::cache;
use crate::feed::cursor::Seal;
use crate::feed::mark::{Mark, Spot};
use crate::feed::reading::{Reading, Wanted};
use crate::feed::{FeedError, MessagesAsk, ReadPage, Window};
use crate::model::{Conversation, Id, Message, Page, PageRequest, Served};

/// How many messages are asked for at least when only some of them will be shown.
const FILTERED_PAGE_SIZE: usize = 50;

/// A part of the messages of a conversation.
pub struct Timeline {
    /// The messages, in the order that was asked for.
    pub messages: Vec<Served<Message>>,
    /// Whether there may be more after the last one.
    pub has_next: bool,
    /// Whether there may be more before the first one.
    pub has_previous: bool,
    /// How many messages there are, if that is known; `None` when only some of them were asked for.
    pub total: Option<u64>,
    /// Whether reading stopped at the limit before enough messages were found. The cursors lead further.
    pub is_truncated: bool,
    /// The pages that were read, for what came along with them.
    pub pages: Vec<ReadPage<Message>>,
    seal: Seal,
    marks: Vec<Mark>,
    /// Where reading stopped at the limit.
    stopped: Option<Mark>,
    goes_back: bool,
}

impl Timeline {
    /// Makes the cursor of a message, by its place in `messages`; `None` if there is no such message.
    #[must_use]
    pub fn cursor(&self, number: usize) -> Option<String> {
        self.marks.get(number).map(|mark| self.close(mark))
    }

    /// Makes the cursor to go back from; `None` if there is nothing to go back from.
    #[must_use]
    pub fn start_cursor(&self) -> Option<String> {
        let stopped = self.stopped.as_ref().filter(|_| self.goes_back);
        stopped.or(self.marks.first()).map(|mark| self.close(mark))
    }

    /// Makes the cursor to go on from; `None` if there is nothing to go on from.
    #[must_use]
    pub fn end_cursor(&self) -> Option<String> {
        let stopped = self.stopped.as_ref().filter(|_| !self.goes_back);
        stopped.or(self.marks.last()).map(|mark| self.close(mark))
    }

    fn close(&self, mark: &Mark) -> String {
        self.seal.close(&mark.to_bytes())
    }
}

/// Reads a part of a timeline.
pub(super) async fn page(
    reading: Reading<'_, cache::Messages>,
    conversation: &Id<Conversation>,
    ask: &MessagesAsk<'_>,
    seal: Seal,
) -> Result<Timeline, FeedError> {
    let cursor = ask.window.cursor();
    let anchor = cursor.map(|cursor| resume(&seal, cursor)).transpose()?;
    let mut walk = Walk::begin(reading, conversation, ask, anchor);
    walk.run().await?;
    Ok(walk.finish(seal))
}

fn resume(seal: &Seal, cursor: &str) -> Result<Mark, FeedError> {
    let contents = seal.open(cursor)?;
    Mark::from_bytes(&contents).ok_or(FeedError::CursorInvalid)
}

/// Why a walk ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// There is nothing further.
    Exhausted,
    /// Enough messages were found, and there may be more.
    Enough,
    /// Too many messages were read without finding enough.
    Limit,
}

struct Walk<'a> {
    reading: Reading<'a, cache::Messages>,
    conversation: &'a Id<Conversation>,
    ask: &'a MessagesAsk<'a>,
    /// What the walk goes on from.
    anchor: Option<Mark>,
    /// Whether it is past the anchor.
    is_past: bool,
    spot: Spot,
    seen: HashSet<Box<str>>,
    found: Vec<(Served<Message>, Mark)>,
    total: Option<u64>,
    ending: Ending,
}

impl<'a> Walk<'a> {
    fn begin(
        reading: Reading<'a, cache::Messages>,
        conversation: &'a Id<Conversation>,
        ask: &'a MessagesAsk<'a>,
        anchor: Option<Mark>,
    ) -> Self {
        let order = match ask.window {
            Window::First { .. } => ask.order,
            Window::Last { .. } => ask.order.reversed(),
        };
        let beginning = Spot {
            order,
            size: page_size(ask),
            position: None,
        };
        let (spot, is_past) = match &anchor {
            None => (beginning, true),
            Some(anchor) => go_on(&reading, conversation, anchor, beginning),
        };
        Self {
            reading,
            conversation,
            ask,
            is_past,
            spot,
            seen: anchor.iter().map(|anchor| anchor.native.clone()).collect(),
            anchor,
            found: Vec::new(),
            total: None,
            ending: Ending::Exhausted,
        }
    }

    async fn run(&mut self) -> Result<(), FeedError> {
        let mut read = 0;
        loop {
            let page = self.reading.page(&self.list(), Wanted::Usual).await?;
            self.learn_total(&page.object);
            let has_surplus = self.choose(&page);
            let is_enough = self.is_past && self.found.len() >= self.ask.window.count();
            let next = page.object.next.clone();
            if has_surplus || (is_enough && next.is_some()) {
                self.ending = Ending::Enough;
                return Ok(());
            }
            let Some(next) = next else {
                return Ok(());
            };
            self.spot.position = Some(next);
            // Also an empty page counts, or a provider of empty pages would be read for ever.
            read += page.object.items.len().max(1);
            if read >= self.reading.terms.limit {
                self.ending = Ending::Limit;
                return Ok(());
            }
        }
    }

    fn list(&self) -> cache::Messages {
        let Spot {
            order,
            size,
            position,
        } = self.spot.clone();
        cache::Messages {
            conversation: self.conversation.clone(),
            order,
            page: PageRequest { size, position },
        }
    }

    fn learn_total(&mut self, page: &Page<Message>) {
        let is_whole = self.spot.position.is_none() && page.next.is_none();
        let counted = is_whole.then_some(page.items.len() as u64);
        self.total = self.total.or(page.total).or(counted);
    }

    /// Takes messages from a page. Returns whether one more was found than is wanted.
    fn choose(&mut self, page: &Served<Page<Message>>) -> bool {
        let items = &page.object.items;
        let from = self.pass_anchor(items);
        for message in &items[from..] {
            let native = message.id.native();
            if !self.seen.insert(native.into()) || !is_wanted(self.ask, message) {
                continue;
            }
            if self.found.len() >= self.ask.window.count() {
                return true;
            }
            let mark = Mark::of(message, self.spot.clone());
            self.found
                .push((page.along(Arc::new(message.clone())), mark));
        }
        if self.is_past
            && let Some(last) = items.last()
        {
            self.anchor = Some(Mark::of(last, self.spot.clone()));
        }
        false
    }

    /// Finds the first message of a page that lies past the anchor.
    fn pass_anchor(&mut self, items: &[Message]) -> usize {
        let Some(anchor) = self.anchor.as_ref().filter(|_| !self.is_past) else {
            return 0;
        };
        let mut natives = items.iter().map(|message| message.id.native());
        let from = match natives.position(|native| native == &*anchor.native) {
            Some(found) => found + 1,
            // Times tell too, if the anchor has been deleted.
            None => {
                let beyond = |message: &Message| anchor.is_before(message, self.spot.order);
                match items.iter().position(beyond) {
                    Some(beyond) => beyond,
                    None => return items.len(),
                }
            }
        };
        self.is_past = true;
        from
    }

    fn finish(self, seal: Seal) -> Timeline {
        let stopped = self.anchor.filter(|_| self.ending == Ending::Limit);
        let stopped = stopped.map(|anchor| Mark {
            spot: self.spot,
            is_behind: self.is_past,
            ..anchor
        });
        let (mut messages, mut marks): (Vec<_>, Vec<_>) = self.found.into_iter().unzip();
        let goes_back = matches!(self.ask.window, Window::Last { .. });
        if goes_back {
            messages.reverse();
            marks.reverse();
        }
        let has_more = self.ending != Ending::Exhausted;
        let came_from = self.ask.window.cursor().is_some();
        let (has_next, has_previous) = if goes_back {
            (came_from, has_more)
        } else {
            (has_more, came_from)
        };
        Timeline {
            messages,
            has_next,
            has_previous,
            total: self.total.filter(|_| !is_filtered(self.ask)),
            is_truncated: self.ending == Ending::Limit,
            pages: self.reading.into_pages().collect(),
            seal,
            marks,
            stopped,
            goes_back,
        }
    }
}

/// Where to read on from an anchor, and whether that lies behind it.
fn go_on(
    reading: &Reading<'_, cache::Messages>,
    conversation: &Id<Conversation>,
    anchor: &Mark,
    beginning: Spot,
) -> (Spot, bool) {
    if anchor.is_behind && anchor.spot.order == beginning.order {
        return (anchor.spot.clone(), true);
    }
    let message = Id::within(conversation, anchor.native.clone());
    let provider = &reading.source.provider;
    if let Some(position) = provider.position_after(&message, beginning.order) {
        let spot = Spot {
            position: Some(position),
            ..beginning
        };
        return (spot, true);
    }
    if anchor.spot.order == beginning.order {
        return (anchor.spot.clone(), false);
    }
    (beginning, false)
}

/// How many messages to ask for: one more than wanted, to see whether there are more.
fn page_size(ask: &MessagesAsk<'_>) -> usize {
    let wanted = ask.window.count().saturating_add(1);
    if is_filtered(ask) {
        wanted.max(FILTERED_PAGE_SIZE)
    } else {
        wanted
    }
}

const fn is_filtered(ask: &MessagesAsk<'_>) -> bool {
    ask.kinds.is_some() || ask.visibility.is_some() || ask.thread.is_some()
}

fn is_wanted(ask: &MessagesAsk<'_>, message: &Message) -> bool {
    let kinds = ask.kinds.as_ref();
    let thread = ask.thread.as_ref();
    kinds.is_none_or(|kinds| kinds.contains(&message.kind))
        && ask
            .visibility
            .is_none_or(|wanted| wanted == message.visibility)
        && thread.is_none_or(|wanted| *wanted == message.thread)
}

impl fmt::Debug for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timeline")
            .field("messages", &self.messages)
            .field("has_next", &self.has_next)
            .field("has_previous", &self.has_previous)
            .finish_non_exhaustive()
    }
}
