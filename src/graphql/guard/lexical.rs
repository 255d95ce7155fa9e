use crate::graphql::guard::{GuardError, GuardLimits};

/// Counts bytes, tokens and open brackets, and stops at the first limit.
///
/// What is no GraphQL is counted as well and left to the parser to refuse.
pub(super) fn check(text: &str, limits: &GuardLimits) -> Result<(), GuardError> {
    if text.len() > limits.document_bytes {
        return Err(GuardError::TooLong {
            found: text.len(),
            limit: limits.document_bytes,
        });
    }
    let mut rest = text.as_bytes();
    let (mut tokens, mut open) = (0_usize, 0_usize);
    while let Some((token, after)) = next_token(rest) {
        rest = after;
        tokens += 1;
        if tokens > limits.tokens {
            return Err(GuardError::TooManyTokens {
                limit: limits.tokens,
            });
        }
        match token {
            b'{' | b'[' | b'(' => open += 1,
            b'}' | b']' | b')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > limits.nesting {
            return Err(GuardError::NestedTooDeep {
                limit: limits.nesting,
            });
        }
    }
    Ok(())
}

/// Returns the first byte of the next token and the text behind that token.
fn next_token(text: &[u8]) -> Option<(u8, &[u8])> {
    let text = skip_ignored(text);
    let first = *text.first()?;
    let length = match first {
        b'"' => string_length(text),
        b'.' if text.starts_with(b"...") => 3,
        _ if is_word(first) => text.iter().take_while(|byte| is_word(**byte)).count(),
        _ => 1,
    };
    Some((first, text.get(length..).unwrap_or_default()))
}

/// Names, and numbers with their sign, point and exponent. Bytes above ASCII belong to no token; they are kept together
/// so that they count once.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+') || !byte.is_ascii()
}

fn skip_ignored(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b' ' | b',' | b'\t' | b'\r' | b'\n', rest @ ..] => rest,
            [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
            [b'#', rest @ ..] => {
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                rest.get(end.unwrap_or(rest.len())..).unwrap_or_default()
            }
            _ => return text,
        }
    }
}

/// Length of the string at the start of `text`, with its quotes. One that does not end takes the line, or, with three
/// quotes, the rest.
fn string_length(text: &[u8]) -> usize {
    if let Some(block) = text.strip_prefix(b"\"\"\"") {
        return 3 + block_length(block);
    }
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\r' | b'\n' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn block_length(block: &[u8]) -> usize {
    let mut at = 0;
    while let Some(rest) = block.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(b"\"\"\"") {
            return at + 3;
        }
        at += if rest.starts_with(b"\\\"\"\"") { 4 } else { 1 };
    }
    block.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> usize {
        let mut rest = text.as_bytes();
        let mut count = 0;
        while let Some((_, after)) = next_token(rest) {
            rest = after;
            count += 1;
        }
        count
    }

    #[test]
    fn names_numbers_strings_and_punctuation_are_one_token_each() {
        assert_eq!(tokens("query Q($n: Int = -5) { a(s: \"x y\") }"), 18);
        assert_eq!(tokens("{ a ...F }"), 4 + 1);
    }

    #[test]
    fn commas_spaces_comments_and_the_byte_order_mark_are_none() {
        assert_eq!(tokens("\u{feff}{ a, b # c d { [ (\n , e }"), 5);
        assert_eq!(tokens(" ,\t\r\n"), 0);
        assert_eq!(tokens("# to the end"), 0);
    }

    #[test]
    fn brackets_in_strings_do_not_nest() {
        let limits = GuardLimits {
            nesting: 2,
            ..GuardLimits::default()
        };
        assert_eq!(check(r#"{ a(s: "{{{[[(\"{{") }"#, &limits), Ok(()));
        assert_eq!(
            check(r#"{ a(s: """{{ " [[ \""" (( """) }"#, &limits),
            Ok(())
        );
        assert_eq!(
            check("{ a(s: [1]) }", &limits),
            Err(GuardError::NestedTooDeep { limit: 2 })
        );
    }

    #[test]
    fn a_string_without_end_takes_its_line_or_the_rest() {
        assert_eq!(tokens("\"abc\n{"), 2);
        assert_eq!(tokens("\"\"\"abc\n{"), 1);
        assert_eq!(tokens("\"abc\\"), 1);
    }

    #[test]
    fn each_limit_is_exact() {
        let limits = GuardLimits {
            document_bytes: 5,
            tokens: 3,
            ..GuardLimits::default()
        };
        assert_eq!(check("a b c", &limits), Ok(()));
        assert_eq!(
            check("a b  c", &limits),
            Err(GuardError::TooLong { found: 6, limit: 5 })
        );
        assert_eq!(
            check("{{{{", &limits),
            Err(GuardError::TooManyTokens { limit: 3 })
        );
    }

    #[test]
    fn closing_without_opening_is_left_to_the_parser() {
        assert_eq!(check("}}}}{", &GuardLimits::default()), Ok(()));
    }
}
