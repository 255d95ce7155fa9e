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

/// Reads lines: an empty one ends a paragraph, a mark in front makes a quote, three marks quote all that follows.
fn lines<'a>(builder: &mut Builder<'a>, text: &'a str) {
    let mut run = Run::None;
    let mut rest_is_quoted = false;
    for line in text.lines() {
        let (next, line) = match quoted(line) {
            _ if rest_is_quoted => (Run::Quote, line),
            Some(inner) => {
                let all = quoted(inner).and_then(quoted);
                rest_is_quoted = all.is_some();
                (Run::Quote, all.unwrap_or(inner))
            }
            None if line.trim().is_empty() => (Run::None, line),
            None => (Run::Paragraph, line),
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

const MARKS: [char; 5] = ['`', '<', '*', '_', '~'];

/// Reads one line, or the inner part of an emphasis; `around` are the emphases it is in.
fn inline<'a>(builder: &mut Builder<'a>, text: &'a str, around: &[u8]) {
    // Marks for which no end was found. There is none further on either, so the line is not searched again.
    let mut endless = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(offset) = text[at..].find(MARKS) {
        let begin = at + offset;
        at = begin + 1;
        let mark = text.as_bytes()[begin];
        if endless.contains(&mark) || !may_begin(text, begin, around) {
            continue;
        }
        let Some(end) = end_of_span(text, begin) else {
            endless.push(mark);
            continue;
        };
        builder.text(decode(&text[plain_from..begin]));
        span(builder, mark, &text[at..end], around);
        at = end + 1;
        plain_from = at;
    }
    builder.text(decode(&text[plain_from..]));
}

fn span<'a>(builder: &mut Builder<'a>, mark: u8, inner: &'a str, around: &[u8]) {
    let opened = match mark {
        b'<' => return reference(builder, inner),
        b'`' => Mark::Code,
        b'*' => Mark::Bold,
        b'_' => Mark::Italic,
        _ => Mark::Strike,
    };
    builder.open(opened);
    if mark == b'`' {
        references(builder, inner);
    } else {
        inline(builder, inner, &[around, &[mark]].concat());
    }
    builder.close();
}

/// Returns whether the mark can begin something: emphasis does so at the beginning of a word only.
fn may_begin(text: &str, begin: usize, around: &[u8]) -> bool {
    let mark = text.as_bytes()[begin];
    let before = text[..begin].chars().next_back();
    let after = text[begin + 1..].chars().next();
    match mark {
        b'<' => return true,
        b'`' => return before != Some('`') && after != Some('`'),
        _ => {}
    }
    let is_in_word = before.is_some_and(char::is_alphanumeric);
    let is_before_text =
        after.is_some_and(|after| !after.is_whitespace() && after != char::from(mark));
    !around.contains(&mark) && !is_in_word && is_before_text
}

fn end_of_span(text: &str, begin: usize) -> Option<usize> {
    let mark = text.as_bytes()[begin];
    let closing = if mark == b'<' { '>' } else { char::from(mark) };
    let inner = begin + 1;
    text[inner..]
        .match_indices(closing)
        .map(|(offset, _)| inner + offset)
        .find(|end| *end > inner && (matches!(mark, b'`' | b'<') || may_end(text, *end)))
}

/// Returns whether emphasis can end here, which it does at the end of a word only.
fn may_end(text: &str, end: usize) -> bool {
    let mut before = text[..end].chars();
    let is_after_space = before.next_back().is_some_and(char::is_whitespace);
    let mut after = text[end + 1..].chars();
    !is_after_space && !after.next().is_some_and(char::is_alphanumeric)
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

#[cfg(test)]
mod tests {
    use crate::richtext::Body;
    use crate::richtext::tests::{REL, assert_forms};

    #[track_caller]
    fn assert_slack(native: &str, text: &str, html: &str, markdown: &str) {
        assert_forms(Body::Slack(native), text, html, markdown);
    }

    #[test]
    fn slack_emphasis_needs_the_edge_of_a_word() {
        assert_slack(
            "*bold* _italic_ ~gone~ `code`",
            "bold italic gone code",
            "<p><strong>bold</strong> <em>italic</em> <del>gone</del> <code>code</code></p>",
            "**bold** *italic* ~~gone~~ `code`",
        );
        assert_slack(
            "*a _b_ c*",
            "a b c",
            "<p><strong>a <em>b</em> c</strong></p>",
            "**a *b* c**",
        );
        assert_slack(
            "2*3*4 snake_case_x * a* **",
            "2*3*4 snake_case_x * a* **",
            "<p>2*3*4 snake_case_x * a* **</p>",
            "2\\*3\\*4 snake_case_x \\* a\\* \\*\\*",
        );
        assert_slack("`*a*`", "*a*", "<p><code>*a*</code></p>", "`*a*`");
        assert_slack(
            ":tada: *not\nbold*",
            ":tada: *not\nbold*",
            "<p>:tada: *not<br>bold*</p>",
            ":tada: \\*not\\\nbold\\*",
        );
    }

    #[test]
    fn slack_references_show_their_names() {
        for (native, text) in [
            ("<@U123>", "@U123"),
            ("<@U123|ana>", "@ana"),
            ("<#C1|general>", "#general"),
            ("<#C1>", "#C1"),
            ("<!here> <!channel|channel>", "@here @channel"),
            ("<!subteam^S1|@support> <!subteam^S2>", "@support @S2"),
            ("<!date^1^{date}|May 1> ", "May 1"),
            ("a <b", "a <b"),
            ("<javascript:alert(1)|x>", "<javascript:alert(1)|x>"),
        ] {
            assert_eq!(Body::Slack(native).text(), text, "{native}");
        }
        assert_slack(
            "<https://x.test/?a=1&amp;b=2|the *docs*> <https://y.test>",
            "the *docs* (https://x.test/?a=1&b=2) https://y.test",
            &format!(
                "<p><a href=\"https://x.test/?a=1&amp;b=2\" {REL}>the *docs*</a> <a href=\"https://y.test\" {REL}>https://y.test</a></p>"
            ),
            "[the \\*docs\\*](<https://x.test/?a=1&b=2>) [https://y.test](<https://y.test>)",
        );
    }

    #[test]
    fn slack_entities_are_text() {
        assert_slack(
            "1 &lt; 2 &amp;amp; &lt;script&gt;",
            "1 < 2 &amp; <script>",
            "<p>1 &lt; 2 &amp;amp; &lt;script&gt;</p>",
            "1 \\< 2 \\&amp; \\<script\\>",
        );
    }

    #[test]
    fn slack_blocks_are_quotes_code_and_paragraphs() {
        assert_slack(
            "one\ntwo\n\nthree",
            "one\ntwo\n\nthree",
            "<p>one<br>two</p><p>three</p>",
            "one\\\ntwo\n\nthree",
        );
        assert_slack(
            "&gt; a\n> b\nc",
            "> a\n> b\n\nc",
            "<blockquote><div>a</div><div>b</div></blockquote><p>c</p>",
            "> a\\\n> b\n\nc",
        );
        assert_slack(
            "&gt;&gt;&gt; a\nb",
            "> a\n> b",
            "<blockquote><div>a</div><div>b</div></blockquote>",
            "> a\\\n> b",
        );
        assert_slack(
            "see\n```\nlet *x* = `1`;\n  y &lt; 2\n```\ndone",
            "see\n\nlet *x* = `1`;\n  y < 2\n\ndone",
            "<p>see</p><pre>let *x* = `1`;\n  y &lt; 2</pre><p>done</p>",
            "see\n\n```\nlet *x* = `1`;\n  y < 2\n```\n\ndone",
        );
        assert_slack("``` open", "``` open", "<p>``` open</p>", "\\`\\`\\` open");
    }
}
