//! Pages by cursor, newest first: a cursor is the time of an item and how many items of about that time to leave out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::error::Failure;
use super::query::Ask;
use super::state::Comment;

const PAGE_SIZE: usize = 100;

/// Where a page begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Cursor {
    offset: usize,
    /// The page lies before the position, so it is read backwards.
    is_reverse: bool,
    position: Option<Timestamp>,
}

impl Cursor {
    fn of(ask: &Ask) -> Result<Self, Failure> {
        let Some(text) = ask.query.filled("cursor") else {
            return Ok(Self::default());
        };
        Self::decode(text).ok_or_else(|| Failure::not_found_because("Invalid cursor"))
    }

    fn decode(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        let mut cursor = Self::default();
        let mut is_any = false;
        for (name, value) in form_urlencoded::parse(&bytes) {
            is_any = true;
            match &*name {
                "o" => cursor.offset = value.parse().ok()?,
                "r" => cursor.is_reverse = value == "1",
                "p" => cursor.position = Some(value.parse().ok()?),
                _ => return None,
            }
        }
        is_any.then_some(cursor)
    }

    fn encode(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        if self.offset > 0 {
            text.append_pair("o", &self.offset.to_string());
        }
        if self.is_reverse {
            text.append_pair("r", "1");
        }
        if let Some(position) = self.position {
            text.append_pair(
                "p",
                &position.strftime("%Y-%m-%d %H:%M:%S%.6f+00:00").to_string(),
            );
        }
        STANDARD.encode(text.finish())
    }
}

/// Cuts the page that was asked for out of a list that begins with the newest.
///
/// # Errors
/// If the cursor is none of ours.
pub(super) fn page(
    ask: &Ask,
    newest_first: &[&Comment],
    shape: impl Fn(&Comment) -> Value,
) -> Result<Value, Failure> {
    let cut = Cut::at(Cursor::of(ask)?, newest_first);
    let link = |cursor: Cursor| ask.link(&[("cursor", Some(cursor.encode()))]);
    Ok(json!({
        "next": cut.next().map(link),
        "previous": cut.previous().map(link),
        "results": cut.page.iter().map(|comment| shape(comment)).collect::<Vec<_>>(),
    }))
}

/// A page and what lies beside it.
struct Cut<'a> {
    cursor: Cursor,
    page: Vec<&'a Comment>,
    /// The time of the first item after the page, in the direction of reading.
    following: Option<Timestamp>,
}

impl<'a> Cut<'a> {
    fn at(cursor: Cursor, newest_first: &[&'a Comment]) -> Self {
        let mut items = newest_first.to_vec();
        if cursor.is_reverse {
            items.reverse();
        }
        if let Some(position) = cursor.position {
            items.retain(|comment| match cursor.is_reverse {
                true => comment.created_at > position,
                false => comment.created_at < position,
            });
        }
        let mut items = items.into_iter().skip(cursor.offset);
        let mut page: Vec<_> = items.by_ref().take(PAGE_SIZE).collect();
        if cursor.is_reverse {
            page.reverse();
        }
        Self {
            cursor,
            page,
            following: items.next().map(|comment| comment.created_at),
        }
    }

    /// True if the reader has come past something to get here.
    fn has_left(&self) -> bool {
        self.cursor.position.is_some() || self.cursor.offset > 0
    }

    fn next(&self) -> Option<Cursor> {
        let (exists, edge) = self.side(false);
        exists.then(|| self.beside(self.page.iter().rev(), edge, false))
    }

    fn previous(&self) -> Option<Cursor> {
        let (exists, edge) = self.side(true);
        exists.then(|| self.beside(self.page.iter(), edge, true))
    }

    /// Whether there is something on this side, and the time where it begins.
    fn side(&self, is_before: bool) -> (bool, Option<Timestamp>) {
        if self.cursor.is_reverse == is_before {
            return (self.following.is_some(), self.following);
        }
        (self.has_left(), self.cursor.position)
    }

    /// The cursor of the page beside this one. `items` begin at the shared edge.
    fn beside<'b>(
        &'b self,
        items: impl Iterator<Item = &'b &'a Comment>,
        edge: Option<Timestamp>,
        is_before: bool,
    ) -> Cursor {
        let turns = self.cursor.is_reverse != is_before;
        let mut items = items.peekable();
        let Some(first) = items.peek() else {
            return Cursor {
                offset: 0,
                is_reverse: is_before,
                position: edge,
            };
        };
        let mut compare = match turns && self.cursor.offset > 0 {
            true => Some(first.created_at),
            false => edge,
        };
        for (offset, item) in items.enumerate() {
            if compare != Some(item.created_at) {
                return Cursor {
                    offset,
                    is_reverse: is_before,
                    position: Some(item.created_at),
                };
            }
            compare = Some(item.created_at);
        }
        self.beside_a_page_of_one_time(is_before)
    }

    /// No time on the page can mark the edge, so the position on the other side does, with a longer way from it.
    fn beside_a_page_of_one_time(&self, is_before: bool) -> Cursor {
        let (has_other_side, other_edge) = self.side(!is_before);
        let (offset, position) = match (has_other_side, self.cursor.is_reverse == is_before) {
            (false, _) => (PAGE_SIZE, None),
            (true, true) => (self.cursor.offset + PAGE_SIZE, other_edge),
            (true, false) => (0, other_edge),
        };
        Cursor {
            offset,
            is_reverse: is_before,
            position,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::collection::vec;
    use proptest::{prop_assert_eq, proptest};

    use super::{Cursor, Cut};
    use crate::sandbox::posthog::state::{Comment, MESSAGE_SCOPE, Properties};

    fn comment(nth: usize, second: i64) -> Comment {
        Comment {
            id: nth.to_string(),
            created_by: None,
            deleted: false,
            content: String::new(),
            rich_content: None,
            version: 0,
            created_at: Timestamp::from_second(second).unwrap(),
            item_id: String::new(),
            item_context: Properties::new(),
            scope: MESSAGE_SCOPE.to_owned(),
            source_comment: None,
        }
    }

    fn ids(page: &[&Comment]) -> Vec<String> {
        page.iter().map(|comment| comment.id.clone()).collect()
    }

    /// What lies beyond a link, which goes through its text.
    fn follow<'a>(cursor: &Cursor, all: &[&'a Comment]) -> Cut<'a> {
        let read = Cursor::decode(&cursor.encode()).unwrap();
        assert_eq!(&read, cursor);
        Cut::at(read, all)
    }

    fn comments(mut seconds: Vec<i64>) -> Vec<Comment> {
        seconds.sort_unstable_by(|left, right| right.cmp(left));
        let seconds = seconds.into_iter().enumerate();
        seconds.map(|(nth, second)| comment(nth, second)).collect()
    }

    /// Follows `next` to the end; what was seen, and the last page.
    fn walk<'a>(all: &[&'a Comment]) -> (Vec<String>, Cut<'a>) {
        let mut cut = Cut::at(Cursor::default(), all);
        let mut walked = ids(&cut.page);
        while let Some(cursor) = cut.next() {
            cut = follow(&cursor, all);
            walked.extend(ids(&cut.page));
        }
        (walked, cut)
    }

    proptest! {
        #[test]
        fn a_walk_sees_everything_once_however_many_share_a_time(
            seconds in vec(0_i64..4, 0..450),
        ) {
            let comments = comments(seconds);
            let all: Vec<&Comment> = comments.iter().collect();
            let (walked, _) = walk(&all);
            prop_assert_eq!(walked, ids(&all));
        }

        // Where many share a time, the provider itself leaves some out on the way back.
        #[test]
        fn a_walk_back_sees_everything_once_where_no_time_is_shared(count in 0_i64..450) {
            let comments = comments((0..count).collect());
            let all: Vec<&Comment> = comments.iter().collect();
            let (_, mut cut) = walk(&all);
            let mut back = ids(&cut.page);
            while let Some(cursor) = cut.previous() {
                cut = follow(&cursor, &all);
                back.splice(0..0, ids(&cut.page));
            }
            prop_assert_eq!(back, ids(&all));
        }
    }
}
