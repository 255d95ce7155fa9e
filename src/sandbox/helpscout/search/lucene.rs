//! Parses the `query` parameter: fields, groups, ranges, `AND`, `OR` and `NOT`.

use std::iter::Peekable;
use std::str::Chars;
use std::vec::IntoIter;

/// Deeper nesting is refused, so that no query can exhaust the stack.
const DEEPEST: usize = 24;

/// A query whose conditions have been understood.
#[derive(Debug, PartialEq)]
pub(crate) enum Query<C> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Is(C),
}

impl<C> Query<C> {
    /// Says whether the query holds, given which conditions do.
    pub(crate) fn holds(&self, test: &impl Fn(&C) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(test)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(test)),
            Self::Not(part) => !part.holds(test),
            Self::Is(condition) => test(condition),
        }
    }
}

/// What stands behind a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A word or a quoted phrase.
    Text(String),
    /// `[a TO b]`.
    Range(String, String),
}

/// Understands a field, `None` outside of any, and its value.
pub(crate) type Understand<'a, C> = &'a dyn Fn(Option<&str>, Value) -> Result<C, String>;

/// Parses a query, which must stand in parentheses. The error says what is wrong.
pub(crate) fn parse<C>(text: &str, understand: Understand<'_, C>) -> Result<Query<C>, String> {
    let text = text.trim();
    if !text.starts_with('(') || !text.ends_with(')') {
        return Err("must be wrapped in parentheses".to_owned());
    }
    let mut parser = Parser {
        tokens: tokens(text)?.into_iter().peekable(),
        understand,
        depth: 0,
    };
    let query = parser.any(None)?;
    match parser.tokens.next() {
        None => Ok(query),
        Some(token) => Err(format!("unexpected {}", token.name())),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    Field(String),
    Word(String),
    Quoted(String),
    Range(String, String),
}

impl Token {
    fn name(&self) -> String {
        match self {
            Self::Open => "'('".to_owned(),
            Self::Close => "')'".to_owned(),
            Self::Field(name) => format!("field '{name}'"),
            Self::Word(text) | Self::Quoted(text) => format!("'{text}'"),
            Self::Range(..) => "range".to_owned(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut chars = text.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(&next) = chars.peek() {
        match next {
            '(' | ')' => {
                chars.next();
                tokens.push(if next == '(' {
                    Token::Open
                } else {
                    Token::Close
                });
            }
            '"' => {
                chars.next();
                tokens.push(Token::Quoted(until('"', &mut chars)?));
            }
            '[' => {
                chars.next();
                tokens.push(range(&until(']', &mut chars)?)?);
            }
            space if space.is_whitespace() => {
                chars.next();
            }
            _ => {
                let is_value = matches!(tokens.last(), Some(Token::Field(_)));
                tokens.push(word(is_value, &mut chars));
            }
        }
    }
    Ok(tokens)
}

fn until(end: char, chars: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    let mut text = String::new();
    for next in chars.by_ref() {
        if next == end {
            return Ok(text);
        }
        text.push(next);
    }
    Err(format!("'{end}' is missing"))
}

fn range(text: &str) -> Result<Token, String> {
    let (from, to) = text
        .split_once(" TO ")
        .ok_or("a range is written [a TO b]")?;
    Ok(Token::Range(from.trim().to_owned(), to.trim().to_owned()))
}

/// Reads up to a colon after letters, which ends a field, or to the end of the word. Values may hold colons.
fn word(is_value: bool, chars: &mut Peekable<Chars<'_>>) -> Token {
    let mut text = String::new();
    while let Some(next) =
        chars.next_if(|next| !next.is_whitespace() && !matches!(next, '(' | ')' | '"' | '[' | ']'))
    {
        let is_name = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphabetic());
        if next == ':' && is_name && !is_value {
            return Token::Field(text);
        }
        text.push(next);
    }
    if text.is_empty() {
        // A closing bracket that nothing opened is the only character left that starts no token.
        chars.next();
        text.push(']');
    }
    Token::Word(text)
}

struct Parser<'a, C> {
    tokens: Peekable<IntoIter<Token>>,
    understand: Understand<'a, C>,
    depth: usize,
}

impl<C> Parser<'_, C> {
    fn any(&mut self, field: Option<&str>) -> Result<Query<C>, String> {
        let mut parts = vec![self.all(field)?];
        while self.take_word("OR") {
            parts.push(self.all(field)?);
        }
        Ok(one_or(parts, Query::Any))
    }

    fn all(&mut self, field: Option<&str>) -> Result<Query<C>, String> {
        let mut parts = vec![self.one(field)?];
        while !self.ends() {
            self.take_word("AND");
            parts.push(self.one(field)?);
        }
        Ok(one_or(parts, Query::All))
    }

    fn one(&mut self, field: Option<&str>) -> Result<Query<C>, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("is nested too deeply".to_owned());
        }
        let query = self.term(field);
        self.depth -= 1;
        query
    }

    fn term(&mut self, field: Option<&str>) -> Result<Query<C>, String> {
        let understand = self.understand;
        let is = |value| understand(field, value).map(Query::Is);
        match self.tokens.next() {
            None => Err("ends too early".to_owned()),
            Some(Token::Open) => self.group(field),
            Some(Token::Field(name)) => self.field(&name),
            Some(Token::Quoted(text)) => is(Value::Text(text)),
            Some(Token::Range(from, to)) => is(Value::Range(from, to)),
            Some(Token::Word(word)) => match word.as_str() {
                "NOT" => Ok(Query::Not(Box::new(self.one(field)?))),
                "AND" | "OR" => Err(format!("unexpected '{word}'")),
                _ => is(Value::Text(word)),
            },
            Some(token @ Token::Close) => Err(format!("unexpected {}", token.name())),
        }
    }

    fn group(&mut self, field: Option<&str>) -> Result<Query<C>, String> {
        let query = self.any(field)?;
        match self.tokens.next() {
            Some(Token::Close) => Ok(query),
            _ => Err("')' is missing".to_owned()),
        }
    }

    /// What follows a colon: one value, or several in parentheses.
    fn field(&mut self, name: &str) -> Result<Query<C>, String> {
        match self.tokens.peek() {
            Some(Token::Open | Token::Word(_) | Token::Quoted(_) | Token::Range(..)) => {
                self.one(Some(name))
            }
            Some(Token::Close | Token::Field(_)) | None => {
                Err(format!("field '{name}' has no value"))
            }
        }
    }

    fn ends(&mut self) -> bool {
        match self.tokens.peek() {
            None | Some(Token::Close) => true,
            Some(Token::Word(word)) => word == "OR",
            Some(_) => false,
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_word = |token: &Token| matches!(token, Token::Word(text) if text == word);
        self.tokens.next_if(is_word).is_some()
    }
}

fn one_or<C>(mut parts: Vec<Query<C>>, many: fn(Vec<Query<C>>) -> Query<C>) -> Query<C> {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a query with the fewest words that show its shape.
    fn shape(text: &str) -> Result<String, String> {
        let understand = |field: Option<&str>, value: Value| {
            let value = match value {
                Value::Text(text) => text,
                Value::Range(from, to) => format!("{from}..{to}"),
            };
            Ok(format!("{}={value}", field.unwrap_or("*")))
        };
        parse(text, &understand).map(|query| write(&query))
    }

    fn write(query: &Query<String>) -> String {
        let join = |parts: &[Query<String>], joint: &str| {
            let parts: Vec<String> = parts.iter().map(write).collect();
            format!("({})", parts.join(joint))
        };
        match query {
            Query::All(parts) => join(parts, " & "),
            Query::Any(parts) => join(parts, " | "),
            Query::Not(part) => format!("!{}", write(part)),
            Query::Is(condition) => condition.clone(),
        }
    }

    #[test]
    fn groups_fields_and_operators_are_understood() {
        let ok = |text: &str| shape(text).unwrap();
        assert_eq!(ok("(id:(11 OR 12))"), "(id=11 | id=12)");
        assert_eq!(
            ok("(subject:\"a b\" AND NOT tag:x)"),
            "(subject=a b & !tag=x)"
        );
        assert_eq!(ok("(a OR b AND c)"), "(*=a | (*=b & *=c))");
        assert_eq!(ok("(tag:x) OR (tag:y)"), "(tag=x | tag=y)");
        assert_eq!(ok("(createdAt:[2014 TO *])"), "createdAt=2014..*");
        assert_eq!(
            ok("(modifiedAt:[NOW-1HOUR TO NOW] mailbox:\"My Mail\")"),
            "(modifiedAt=NOW-1HOUR..NOW & mailbox=My Mail)"
        );
        assert_eq!(
            ok("(createdAt:2026-01-01T10:00:00Z)"),
            "createdAt=2026-01-01T10:00:00Z"
        );
    }

    #[test]
    fn what_is_not_a_query_is_refused_with_a_reason() {
        let err = |text: &str| shape(text).unwrap_err();
        assert_eq!(err("id:11"), "must be wrapped in parentheses");
        assert_eq!(err("(id:11"), "must be wrapped in parentheses");
        assert_eq!(err("((id:11)"), "')' is missing");
        assert_eq!(err("()"), "unexpected ')'");
        assert_eq!(err("(id:)"), "field 'id' has no value");
        assert_eq!(err("(a OR)"), "unexpected ')'");
        assert_eq!(err("(\"a)"), "'\"' is missing");
        assert_eq!(err("(createdAt:[a b])"), "a range is written [a TO b]");
        assert_eq!(err("(a))"), "unexpected ')'");
        let deep = format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000));
        assert_eq!(err(&deep), "is nested too deeply");
        assert_eq!(
            err(&format!("({} a)", "NOT ".repeat(5_000))),
            "is nested too deeply"
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_asked_is_answered_or_refused(text in "\\([ ()\"\\[\\]:*ab]{0,40}(NOT|OR|AND|TO|é)?[ ()ab:]{0,9}\\)") {
            if let Err(reason) = shape(&text) {
                proptest::prop_assert!(!reason.is_empty());
            }
        }
    }

    #[test]
    fn a_stray_bracket_is_a_word() {
        assert_eq!(shape("(a ])").unwrap(), "(*=a & *=])");
    }
}
