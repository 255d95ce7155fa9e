//! Styles of paging. What differs between lists is a constant; the walk is written once.

use serde_json::{Value, json};
use url::Url;

use crate::transport::{Endpoint, Query};

/// Where a parameter of the page goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the query string.
    Query,
    /// Into the JSON body.
    Body,
}

/// How a list is paged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// The answer carries a token for the next page.
    Token {
        /// Where both parameters go.
        place: Place,
        /// Parameter of the token.
        cursor: &'static str,
        /// Parameter of the page size, if it can be chosen.
        limit: Option<&'static str>,
        /// Largest page.
        max: usize,
    },
    /// Pages have numbers from 1. Where the end follows from a total, the position is the number and how many items
    /// came before, so that a server with pages of another size is read to its end as well.
    Number {
        /// Parameter of the number.
        page: &'static str,
        /// Size of a page, which cannot be chosen; the answer may say another.
        size: usize,
    },
    /// The list is cut by offset and limit.
    Offset {
        /// Parameter of the offset.
        offset: &'static str,
        /// Parameter of the page size.
        limit: &'static str,
        /// Largest page.
        max: usize,
    },
    /// The answer links to the next page; one parameter of that link says where it begins.
    Link {
        /// The parameter to take out of the link. The rest of the link is never followed.
        param: &'static str,
        /// Size of a page, which cannot be chosen.
        size: usize,
    },
    /// A page is a window of ids; the position is the bound next to it.
    IdWindow {
        /// Parameter of the bound.
        bound: &'static str,
        /// Size of a page, which cannot be chosen.
        size: usize,
    },
    /// Everything comes at once.
    Whole,
}

/// Where a page begins, and how large it shall be.
#[derive(Clone, Copy, Debug)]
pub struct PageAt<'a> {
    /// `None` at the beginning of the list.
    pub position: Option<&'a str>,
    /// Wished size; clamped to what the style allows.
    pub size: usize,
}

/// What an answer says about the page after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A token or the id at the bound; `None` at the end.
    Token(Option<String>),
    /// A link; `None` at the end.
    Link(Option<String>),
    /// Whether there is a next page, for numbered pages and for offsets whose answer has no total.
    More(bool),
    /// How many items the whole list has, for offsets and for numbered pages.
    Total(u64),
    /// Nothing follows.
    End,
}

/// One page as an answer gives it.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// What the answer says about the next page.
    pub next: Next,
    /// How many items the whole list has, if the answer says so.
    pub total: Option<u64>,
}

/// A call that answers one page of a list.
pub trait Paged: Endpoint {
    /// How it is paged.
    const STYLE: PageStyle;

    /// What is listed.
    type Item: Send;

    /// Takes the answer apart.
    fn listed(&self, response: Self::Response) -> Listed<Self::Item>;
}

/// One page, and where the next one begins.
#[derive(Clone, Debug)]
pub struct PageOf<T> {
    /// The items.
    pub items: Vec<T>,
    /// Position of the next page; `None` at the end.
    pub next: Option<String>,
    /// How many items the whole list has.
    pub total: Option<u64>,
}

/// Why an answer or a position makes no page.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum PagingError {
    #[error("the next page begins where this one did")]
    StandsStill,
    #[error("the link to the next page does not say where it begins")]
    BlindLink,
    #[error("the position is not one of this list")]
    ForeignPosition,
}

impl PageStyle {
    /// The size a page will be asked with.
    pub(crate) const fn size(self, wished: usize) -> usize {
        let wished = if wished == 0 { 1 } else { wished };
        match self {
            Self::Token {
                max,
                limit: Some(_),
                ..
            }
            | Self::Offset { max, .. } => {
                if wished > max {
                    max
                } else {
                    wished
                }
            }
            Self::Token {
                max: size,
                limit: None,
                ..
            }
            | Self::Number { size, .. }
            | Self::Link { size, .. }
            | Self::IdWindow { bound: _, size } => size,
            Self::Whole => usize::MAX,
        }
    }

    /// Adds the parameters of a page to a call.
    pub(crate) fn apply(
        self,
        at: PageAt<'_>,
        query: &mut Query,
        body: &mut Option<Value>,
    ) -> Result<(), PagingError> {
        let size = self.size(at.size);
        match self {
            Self::Token {
                place: Place::Query,
                cursor,
                limit,
                ..
            } => {
                query.set_opt(cursor, at.position);
                if let Some(limit) = limit {
                    query.set(limit, size);
                }
            }
            Self::Token {
                place: Place::Body,
                cursor,
                limit,
                ..
            } => {
                let body = body.get_or_insert_with(|| json!({}));
                if let Some(position) = at.position {
                    body[cursor] = json!(position);
                }
                if let Some(limit) = limit {
                    body[limit] = json!(size);
                }
            }
            Self::Number { page, .. } => {
                query.set(page, numbered(at.position)?.0);
            }
            Self::Offset { offset, limit, .. } => {
                query.set(limit, size).set(offset, number(at.position, 0)?);
            }
            Self::Link { param: bound, .. } | Self::IdWindow { bound, .. } => {
                query.set_opt(bound, at.position);
            }
            Self::Whole => {}
        }
        Ok(())
    }

    /// Reads where the next page begins, and refuses one that begins where this one did.
    pub(crate) fn next(
        self,
        at: PageAt<'_>,
        got: usize,
        next: &Next,
    ) -> Result<Option<String>, PagingError> {
        let next = match (self, next) {
            (_, Next::End) | (Self::Whole, _) => None,
            (_, Next::Token(token)) => token.clone().filter(|token| !token.is_empty()),
            (Self::Link { param, .. }, Next::Link(Some(link))) => Some(param_of(link, param)?),
            (_, Next::Link(_)) => None,
            (Self::Offset { .. }, Next::More(more)) => {
                let end = number(at.position, 0)? + got as u64;
                (got > 0 && *more).then(|| end.to_string())
            }
            (_, Next::More(more)) => more
                .then(|| numbered(at.position))
                .transpose()?
                .map(|(page, _)| (page + 1).to_string()),
            (Self::Number { .. }, Next::Total(total)) => {
                let (page, before) = numbered(at.position)?;
                let end = before + got as u64;
                (got > 0 && end < *total).then(|| format!("{}/{end}", page + 1))
            }
            (_, Next::Total(total)) => {
                let end = number(at.position, 0)? + got as u64;
                (got > 0 && end < *total).then(|| end.to_string())
            }
        };
        match &next {
            Some(position) if Some(position.as_str()) == at.position => {
                Err(PagingError::StandsStill)
            }
            _ => Ok(next),
        }
    }
}

fn number(position: Option<&str>, first: u64) -> Result<u64, PagingError> {
    position.map_or(Ok(first), |text| {
        text.parse().map_err(|_| PagingError::ForeignPosition)
    })
}

/// The number of a page, and how many items came before it.
fn numbered(position: Option<&str>) -> Result<(u64, u64), PagingError> {
    let Some(text) = position else {
        return Ok((1, 0));
    };
    let (page, before) = text.split_once('/').unwrap_or((text, "0"));
    Ok((number(Some(page), 1)?, number(Some(before), 0)?))
}

/// Takes one parameter out of a link. Links may be relative or templated; only the parameter is used.
fn param_of(link: &str, param: &str) -> Result<String, PagingError> {
    let base = Url::parse("http://base.invalid/").map_err(|_| PagingError::BlindLink)?;
    let url = base.join(link).map_err(|_| PagingError::BlindLink)?;
    let found = url.query_pairs().find(|(key, _)| key == param);
    found
        .map(|(_, value)| value.into_owned())
        .ok_or(PagingError::BlindLink)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Next, PageAt, PageStyle, PagingError, Place};
    use crate::transport::Query;

    const TOKEN: PageStyle = PageStyle::Token {
        place: Place::Query,
        cursor: "token",
        limit: Some("limit"),
        max: 100,
    };
    const NUMBER: PageStyle = PageStyle::Number {
        page: "page",
        size: 25,
    };
    const OFFSET: PageStyle = PageStyle::Offset {
        offset: "offset",
        limit: "limit",
        max: 100,
    };
    const LINK: PageStyle = PageStyle::Link {
        param: "cursor",
        size: 100,
    };
    const WINDOW: PageStyle = PageStyle::IdWindow {
        bound: "before",
        size: 20,
    };

    fn asked(style: PageStyle, position: Option<&str>, size: usize) -> String {
        let mut query = Query::default();
        style
            .apply(PageAt { position, size }, &mut query, &mut None)
            .unwrap();
        query.encode()
    }

    fn next(
        style: PageStyle,
        position: Option<&str>,
        got: usize,
        next: &Next,
    ) -> Result<Option<String>, PagingError> {
        style.next(PageAt { position, size: 10 }, got, next)
    }

    #[test]
    fn each_style_asks_in_its_own_words() {
        assert_eq!(asked(TOKEN, Some("t"), 500), "token=t&limit=100");
        assert_eq!(asked(NUMBER, None, 5), "page=1");
        assert_eq!(asked(OFFSET, Some("40"), 20), "limit=20&offset=40");
        assert_eq!(asked(LINK, Some("c"), 5), "cursor=c");
        assert_eq!(asked(WINDOW, Some("77"), 5), "before=77");
        assert_eq!(asked(PageStyle::Whole, None, 5), "");
    }

    #[test]
    fn parameters_can_go_into_the_body() {
        let style = PageStyle::Token {
            place: Place::Body,
            cursor: "cursor",
            limit: Some("limit"),
            max: 100,
        };
        let mut body = Some(json!({"order": ["id"]}));
        style
            .apply(
                PageAt {
                    position: Some("c"),
                    size: 7,
                },
                &mut Query::default(),
                &mut body,
            )
            .unwrap();
        assert_eq!(
            body,
            Some(json!({"order": ["id"], "cursor": "c", "limit": 7}))
        );
    }

    #[test]
    fn the_next_page_follows_from_the_answer() {
        assert_eq!(
            next(TOKEN, None, 10, &Next::Token(Some("t".into()))),
            Ok(Some("t".into()))
        );
        assert_eq!(
            next(TOKEN, None, 10, &Next::Token(Some(String::new()))),
            Ok(None)
        );
        assert_eq!(
            next(NUMBER, Some("3"), 25, &Next::More(true)),
            Ok(Some("4".into()))
        );
        assert_eq!(next(NUMBER, None, 25, &Next::More(false)), Ok(None));
        assert_eq!(
            next(OFFSET, Some("10"), 10, &Next::Total(21)),
            Ok(Some("20".into()))
        );
        assert_eq!(next(OFFSET, Some("20"), 1, &Next::Total(21)), Ok(None));
        let more = Next::More(true);
        assert_eq!(next(OFFSET, Some("10"), 10, &more), Ok(Some("20".into())));
        assert_eq!(next(OFFSET, Some("10"), 0, &more), Ok(None));
        assert_eq!(next(OFFSET, None, 10, &Next::More(false)), Ok(None));
        let link = Next::Link(Some("https://other.test/x?cursor=a%3D&limit=1".into()));
        assert_eq!(next(LINK, None, 100, &link), Ok(Some("a=".into())));
    }

    #[test]
    fn numbered_pages_of_any_size_end_where_the_total_is_reached() {
        let total = Next::Total(25);
        assert_eq!(next(NUMBER, None, 10, &total), Ok(Some("2/10".into())));
        assert_eq!(asked(NUMBER, Some("2/10"), 5), "page=2");
        assert_eq!(
            next(NUMBER, Some("2/10"), 10, &total),
            Ok(Some("3/20".into()))
        );
        assert_eq!(next(NUMBER, Some("3/20"), 5, &total), Ok(None));
        assert_eq!(next(NUMBER, Some("3/20"), 0, &total), Ok(None));
    }

    #[test]
    fn a_cursor_that_does_not_move_is_an_error() {
        let same = Next::Token(Some("t".into()));
        assert_eq!(
            next(TOKEN, Some("t"), 10, &same),
            Err(PagingError::StandsStill)
        );
    }

    #[test]
    fn a_position_of_another_list_is_an_error() {
        let mut query = Query::default();
        let refused = NUMBER.apply(
            PageAt {
                position: Some("t"),
                size: 1,
            },
            &mut query,
            &mut None,
        );
        assert_eq!(refused, Err(PagingError::ForeignPosition));
        assert_eq!(
            next(LINK, None, 1, &Next::Link(Some("https://x.test/".into()))),
            Err(PagingError::BlindLink)
        );
    }
}
