//! The few entities that sanitised HTML and Slack's mrkdwn use.

use std::borrow::Cow;

const ENTITIES: [(&str, &str); 6] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", "\u{a0}"),
];

/// Replaces entities by their characters, once: `&amp;lt;` becomes `&lt;`.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let entity = ENTITIES.iter().find(|(name, _)| from.starts_with(name));
        let (length, character) =
            entity.map_or((1, "&"), |(name, character)| (name.len(), *character));
        decoded.push_str(character);
        rest = &from[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Appends text so that HTML reads it as text, also inside a quoted attribute.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode_into};

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(
            decode("a &amp;lt; b &lt;c&gt; &bogus; &"),
            "a &lt; b <c> &bogus; &"
        );
        assert_eq!(decode("&quot;it&#39;s&quot;&nbsp;so"), "\"it's\"\u{a0}so");
    }

    #[test]
    fn what_is_encoded_decodes_to_itself() {
        let mut out = String::new();
        encode_into(&mut out, "<a href=\"&amp;\">");
        assert_eq!(out, "&lt;a href=&quot;&amp;amp;&quot;&gt;");
        assert_eq!(decode(&out), "<a href=\"&amp;\">");
    }
}
