//! The beginning of a message, for one row of a list.

/// Characters shown, as the schema promises; the ellipsis is one of them.
const MAX_CHARACTERS: usize = 200;

/// Returns the beginning of `text` on one line, at most 200 characters, with an ellipsis if there is more.
#[must_use]
pub fn preview(text: &str) -> String {
    let mut preview = String::new();
    let mut length = 0;
    // Stops early: the text may be long.
    for word in text.split_whitespace() {
        let gap = usize::from(length > 0);
        let word_length = word.chars().take(MAX_CHARACTERS + 1).count();
        if length + gap + word_length > MAX_CHARACTERS {
            return cut(preview, word, length);
        }
        preview.extend((gap > 0).then_some(' '));
        preview.push_str(word);
        length += gap + word_length;
    }
    preview
}

fn cut(mut preview: String, word: &str, length: usize) -> String {
    let room = MAX_CHARACTERS - 1 - length.min(MAX_CHARACTERS - 1);
    if length == 0 {
        preview.extend(word.chars().take(room));
    } else if room > 1 {
        preview.push(' ');
        preview.extend(word.chars().take(room - 1));
    } else if length == MAX_CHARACTERS {
        preview.pop();
    }
    preview.push('…');
    preview
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::preview;

    #[test]
    fn whitespace_is_collapsed() {
        assert_eq!(
            preview(" Hello,\n\n  my\tprinter\u{a0}burns. "),
            "Hello, my printer burns."
        );
        assert_eq!(preview(" \n "), "");
    }

    #[test]
    fn two_hundred_characters_are_kept_whole() {
        let text = "ä".repeat(200);
        assert_eq!(preview(&text), text);
    }

    #[test]
    fn a_longer_text_ends_in_an_ellipsis() {
        assert_eq!(preview(&"ä".repeat(201)), format!("{}…", "ä".repeat(199)));
        let words = format!("{} {}", "a".repeat(150), "b".repeat(100));
        assert_eq!(
            preview(&words),
            format!("{} {}…", "a".repeat(150), "b".repeat(48))
        );
        let full = format!("{} b", "a".repeat(200));
        assert_eq!(preview(&full), format!("{}…", "a".repeat(199)));
        let almost = format!("{} bb", "a".repeat(198));
        assert_eq!(preview(&almost), format!("{}…", "a".repeat(198)));
    }

    proptest! {
        #[test]
        fn a_preview_is_the_beginning_of_the_collapsed_text(text in any::<String>()) {
            let collapsed = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let preview = preview(&text);
            prop_assert!(preview.chars().count() <= 200);
            if collapsed.chars().count() <= 200 {
                prop_assert_eq!(preview, collapsed);
            } else {
                let kept = preview.strip_suffix('…').unwrap();
                prop_assert!(collapsed.starts_with(kept));
            }
        }
    }
}
