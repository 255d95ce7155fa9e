//! Slack's mrkdwn.

use crate::richtext::document::{Builder, Document, MAX_BYTES, Mark, is_safe_link, within_limit};
use crate::richtext::entity::decode;

const FENCE: &str = "```";

/// Reads mrkdwn: emphasis, code, quotes, links and references. Emoji codes stay as they are.
pub(crate) fn slack(native: &str) -> Document<'_> {
    let mut builder = Builder::default();
    let mut rest = within_limit(native);
    while let Some((before, code, after)) = fenced(rest) {
        lines(&mut builder, before.strip_suffix('\n').unwrap_or(before));
        builder.open(Mark::CodeBlock);
        let code = code.strip_prefix('\n').unwrap_or(code);
        references(&mut builder, code.strip_suffix('\n').unwrap_or(code));
        builder.close();
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    lines(&mut builder, rest);
    if native.len() > MAX_BYTES {
        builder.cut();
    }
    builder.finish()
}

fn fenced(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(FENCE)?;
    let (code, after) = rest.split_once(FENCE)?;
    (!code.trim().is_empty()).then_some((before, code, after))
}

/// What the current run of lines is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    None,
    Paragraph,
    Quote,
}

/// Reads lines: an empty one ends a paragraph, a mark in front begins a quote.
fn lines<'a>(builder: &mut Builder<'a>, text: &'a str) {
    let mut run = Run::None;
    let mut rest_is_quoted = false;
    for line in text.lines() {
        let (line, is_quoted) = match quoted(line) {
            Some(inner) if !rest_is_quoted => match quoted(inner).and_then(quoted) {
                Some(inner) => {
                    rest_is_quoted = true;
                    (inner, true)
                }
                None => (inner, true),
            },
            _ => (line, rest_is_quoted),
        };
        let next = match is_quoted {
            true => Run::Quote,
            false if line.trim().is_empty() => Run::None,
            false => Run::Paragraph,
        };
        switch(builder, run, next);
        run = next;
        if run == Run::Quote {
            builder.open(Mark::Line);
            inline(builder, line.trim_start(), &[]);
            builder.close();
        } else {
            inline(builder, line, &[]);
        }
    }
    switch(builder, run, Run::None);
}

fn switch(builder: &mut Builder<'_>, run: Run, next: Run) {
    if run == next {
        if run == Run::Paragraph {
            builder.line_break();
        }
        return;
    }
    if run != Run::None {
        builder.close();
    }
    match next {
        Run::None => {}
        Run::Paragraph => builder.open(Mark::Paragraph),
        Run::Quote => builder.open(Mark::Quote),
    }
}

fn quoted(line: &str) -> Option<&str> {
    line.strip_prefix("&gt;").or_else(|| line.strip_prefix('>'))
}

const EMPHASIS: [u8; 3] = [b'*', b'_', b'~'];

/// Reads one line, or the inner part of an emphasis; `around` are the emphases it is in.
fn inline<'a>(builder: &mut Builder<'a>, text: &'a str, around: &[u8]) {
    let bytes = text.as_bytes();
    // Marks for which no end was found. There is none further on either, so the line is not searched again.
    let mut endless: Vec<u8> = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let mark = bytes[at];
        let span = match mark {
            _ if endless.contains(&mark) => None,
            b'`' => span_of_code(text, at),
            b'<' => span_of_reference(text, at),
            _ if EMPHASIS.contains(&mark) && !around.contains(&mark) && may_open(text, at) => {
                span_of_emphasis(text, at)
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(end) = span else {
            endless.push(mark);
            at += 1;
            continue;
        };
        builder.text(decode(&text[plain_from..at]));
        let inner = &text[at + 1..end];
        match mark {
            b'`' => {
                builder.open(Mark::Code);
                references(builder, inner);
                builder.close();
            }
            b'<' => reference(builder, inner),
            _ => {
                builder.open(emphasis(mark));
                inline(builder, inner, &[around, &[mark]].concat());
                builder.close();
            }
        }
        at = end + 1;
        plain_from = at;
    }
    builder.text(decode(&text[plain_from..]));
}

fn emphasis<'a>(mark: u8) -> Mark<'a> {
    match mark {
        b'*' => Mark::Bold,
        b'_' => Mark::Italic,
        _ => Mark::Strike,
    }
}

fn span_of_code(text: &str, at: usize) -> Option<usize> {
    let end = at + 1 + text[at + 1..].find('`')?;
    (end > at + 1).then_some(end)
}

fn span_of_reference(text: &str, at: usize) -> Option<usize> {
    Some(at + 1 + text[at + 1..].find('>')?)
}

fn may_open(text: &str, at: usize) -> bool {
    let is_in_word = text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let is_before_text = text[at + 1..]
        .chars()
        .next()
        .is_some_and(|next| !next.is_whitespace());
    let is_doubled = text.as_bytes().get(at + 1) == text.as_bytes().get(at);
    !is_in_word && is_before_text && !is_doubled
}

fn span_of_emphasis(text: &str, at: usize) -> Option<usize> {
    let mark = char::from(text.as_bytes()[at]);
    let inner = at + 1;
    text[inner..]
        .match_indices(mark)
        .map(|(offset, _)| inner + offset)
        .find(|end| *end > inner && may_close(text, *end))
}

fn may_close(text: &str, end: usize) -> bool {
    let is_after_space = text[..end]
        .chars()
        .next_back()
        .is_some_and(char::is_whitespace);
    let is_in_word = text[end + 1..]
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric);
    !is_after_space && !is_in_word
}

/// Reads code, in which only references and entities mean something.
fn references<'a>(builder: &mut Builder<'a>, code: &'a str) {
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((inner, after)) = after.split_once('>') else {
            break;
        };
        builder.text(decode(before));
        reference(builder, inner);
        rest = after;
    }
    builder.text(decode(rest));
}

/// Reads what stands between angle brackets.
fn reference<'a>(builder: &mut Builder<'a>, inner: &'a str) {
    let (target, label) = match inner.split_once('|') {
        Some((target, label)) if !label.is_empty() => (target, Some(label)),
        Some((target, _)) => (target, None),
        None => (inner, None),
    };
    match target.as_bytes().first() {
        Some(b'@') => named(builder, '@', label.unwrap_or(&target[1..])),
        Some(b'#') => named(builder, '#', label.unwrap_or(&target[1..])),
        Some(b'!') => special(builder, &target[1..], label),
        _ if is_safe_link(&decode(target)) => {
            builder.open(Mark::Link(decode(target)));
            builder.text(decode(label.unwrap_or(target)));
            builder.close();
        }
        _ => {
            // Not one of Slack's: a `<` that somebody forgot to encode.
            builder.text("<");
            builder.text(decode(inner));
            builder.text(">");
        }
    }
}

fn named<'a>(builder: &mut Builder<'a>, sign: char, name: &'a str) {
    if !name.starts_with(sign) {
        builder.text(sign.to_string());
    }
    builder.text(decode(name));
}

/// Reads `<!here>`, `<!subteam^S1|@team>`, `<!date^1^{date}|fallback>`.
fn special<'a>(builder: &mut Builder<'a>, command: &'a str, label: Option<&'a str>) {
    match (command.split_once('^'), label) {
        (Some(("date", _)), Some(fallback)) => builder.text(decode(fallback)),
        (_, Some(label)) => named(builder, '@', label),
        (Some((_, argument)), None) => named(builder, '@', argument),
        (None, None) => named(builder, '@', command),
    }
}
