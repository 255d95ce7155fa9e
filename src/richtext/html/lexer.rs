//! Cuts HTML into tags and text, as browsers do, without building a tree.

/// A tag, or the text between two.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text with its entities as they are; may contain a `<` that begins no tag.
    Text(&'a str),
    /// An opening tag with its attributes, names in any case and values with their entities.
    Open {
        name: &'a str,
        attributes: Vec<(&'a str, &'a str)>,
    },
    /// A closing tag.
    Close(&'a str),
}

/// Gives the tokens of a text in order; comments, declarations and a tag cut off at the end are passed over.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    rest: &'a str,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Skips to behind the closing tag of an element whose content is not HTML, or to the end if there is none.
    pub(crate) fn skip_raw(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            self.rest = &self.rest[at + 2..];
            let begins = self.rest.get(..name.len());
            let after = self.rest.as_bytes().get(name.len());
            if begins.is_some_and(|begins| begins.eq_ignore_ascii_case(name))
                && after.is_some_and(|byte| ends_name(*byte))
            {
                return self.skip_past(">");
            }
        }
        self.rest = "";
    }

    fn skip_past(&mut self, end: &str) {
        self.rest = match self.rest.find(end) {
            Some(at) => &self.rest[at + end.len()..],
            None => "",
        };
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a str {
        let end = self.rest.bytes().position(|byte| !is_part(byte));
        self.take(end.unwrap_or(self.rest.len()))
    }

    /// Reads an opening tag whose `<` has been taken.
    fn opening(&mut self) -> Option<Token<'a>> {
        let name = self.take_while(|byte| !ends_name(byte));
        let mut attributes = Vec::new();
        loop {
            self.take_while(|byte| byte == b'/' || byte.is_ascii_whitespace());
            match self.rest.bytes().next() {
                None => return None,
                Some(b'>') => break,
                Some(_) => attributes.push(self.attribute()),
            }
        }
        self.take(1);
        Some(Token::Open { name, attributes })
    }

    fn attribute(&mut self) -> (&'a str, &'a str) {
        let whole = self.rest;
        // An equals sign in the first place belongs to the name.
        let first = whole.chars().next().map_or(0, char::len_utf8);
        self.take(first);
        self.take_while(|byte| byte != b'=' && !ends_name(byte));
        let name = &whole[..whole.len() - self.rest.len()];
        self.take_while(|byte| byte.is_ascii_whitespace());
        if !self.rest.starts_with('=') {
            return (name, "");
        }
        self.take(1);
        self.take_while(|byte| byte.is_ascii_whitespace());
        (name, self.value())
    }

    fn value(&mut self) -> &'a str {
        let quote = match self.rest.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return self.take_while(|byte| byte != b'>' && !byte.is_ascii_whitespace()),
        };
        self.take(1);
        let value = self.take_while(|byte| byte != quote);
        self.take(self.rest.len().min(1));
        value
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let text = begin_of_tag(self.rest).unwrap_or(self.rest.len());
            if text > 0 {
                return Some(Token::Text(self.take(text)));
            }
            let second = self.rest.as_bytes().get(1).copied()?;
            if second.is_ascii_alphabetic() {
                self.take(1);
                return self.opening();
            }
            if self.rest.starts_with("<!--") {
                self.skip_comment();
            } else if second == b'/' && self.third_is_letter() {
                self.take(2);
                let name = self.take_while(|byte| !ends_name(byte));
                self.skip_past(">");
                return Some(Token::Close(name));
            } else {
                self.skip_past(">");
            }
        }
    }
}

impl Lexer<'_> {
    fn third_is_letter(&self) -> bool {
        self.rest
            .as_bytes()
            .get(2)
            .is_some_and(u8::is_ascii_alphabetic)
    }

    fn skip_comment(&mut self) {
        self.take(4);
        // `<!-->` and `<!--->` are whole comments.
        for short in [">", "->"] {
            if self.rest.starts_with(short) {
                self.take(short.len());
                return;
            }
        }
        while let Some(at) = self.rest.find("--") {
            self.take(at + 1);
            if self.rest.starts_with("->") || self.rest.starts_with("-!>") {
                return self.skip_past(">");
            }
        }
        self.rest = "";
    }
}

/// Finds the next `<` that a browser takes for markup.
fn begin_of_tag(html: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    bytes.windows(2).position(|pair| {
        pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || b"/!?".contains(&pair[1]))
    })
}

fn ends_name(byte: u8) -> bool {
    matches!(byte, b'/' | b'>') || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Lexer, Token};

    fn tokens(html: &str) -> Vec<Token<'_>> {
        Lexer::new(html).collect()
    }

    #[test]
    fn tags_attributes_and_text_are_told_apart() {
        assert_eq!(
            tokens("1 < 2 <A HREF='x>y' b c = d/e>l</A >"),
            [
                Token::Text("1 < 2 "),
                Token::Open {
                    name: "A",
                    attributes: vec![("HREF", "x>y"), ("b", ""), ("c", "d/e")]
                },
                Token::Text("l"),
                Token::Close("A"),
            ]
        );
    }

    #[test]
    fn comments_and_declarations_are_passed_over() {
        for html in [
            "<!-- > <b> -->x",
            "<!-->x",
            "<!--->x",
            "<!-- --!>x",
            "<!-- - -- ---->x",
            "<!doctype html>x",
            "<?xml?>x",
            "</ >x",
        ] {
            assert_eq!(tokens(html), [Token::Text("x")], "{html}");
        }
    }

    #[test]
    fn what_is_cut_off_at_the_end_is_left_out() {
        for html in ["x<a href='", "x<a", "x<a b", "x<!-- ", "x<!"] {
            assert_eq!(tokens(html), [Token::Text("x")], "{html}");
        }
        assert_eq!(tokens("x<"), [Token::Text("x<")]);
    }

    #[test]
    fn raw_content_ends_at_its_own_closing_tag_only() {
        let mut lexer = Lexer::new("<b></scripty></ script></SCRIPT >x");
        lexer.skip_raw("script");
        assert_eq!(lexer.next(), Some(Token::Text("x")));
        let mut lexer = Lexer::new("</é</script");
        lexer.skip_raw("script");
        assert_eq!(lexer.next(), None);
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(html in "[<>/!a='\" \u{e9}-]{0,40}", other in any::<String>()) {
            prop_assert!(tokens(&html).len() <= html.len());
            prop_assert!(tokens(&other).len() <= other.len());
        }
    }
}
