//! Values on their way to the server: what cannot stand there, and what it would take for something else.

use crate::adapters::nimchat::reads::number_of;
use crate::model::Id;

/// Columns of ids have four bytes; the database fails over larger numbers.
const LARGEST: u64 = i32::MAX as u64;

/// The numbers among ids; nothing has the others.
pub(super) fn numbers<T>(ids: &[Id<T>]) -> Vec<u64> {
    let numbers = ids.iter().filter_map(number_of);
    numbers.filter(|number| *number <= LARGEST).collect()
}

/// A number as people quote it, if it is written as the server writes it.
pub(super) fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number <= LARGEST && number.to_string() == text).then_some(number)
}

/// Whether a text can be stored: the database takes no NUL, and the server keeps no blank texts.
pub(super) fn is_storable(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\0')
}

/// Whether a label can have this title. The server cuts titles at commas and trims them.
pub(super) fn is_title(name: &str) -> bool {
    is_storable(name) && name.trim() == name && !name.contains(',')
}

/// Whether the server's list takes the title as it stands, and not for one with quotes around it.
pub(super) fn is_plain_title(name: &str) -> bool {
    !name.contains(['"', '\''])
}

/// How a title can be written: as asked, and in the lower case that the catalogue keeps.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut spellings = vec![name.to_owned()];
    if lower != name {
        spellings.push(lower);
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::{is_plain_title, is_storable, is_title, number, spellings};

    #[test]
    fn a_number_is_written_as_the_server_writes_it() {
        assert_eq!(number("88"), Some(88));
        for text in ["", "088", "+8", "-8", "8 ", "#8", "2147483648", "٨", "8a"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn some_texts_are_stored_nowhere() {
        assert!(is_storable("Zoë's \"(a)\", 100 %\\") && is_storable(" x "));
        assert!(!is_storable(" ") && !is_storable("a\0b"));
        assert!(is_title("care plan") && is_title("größe"));
        for name in ["", " ", " vip", "a,b", "a\0b"] {
            assert!(!is_title(name), "{name}");
        }
        assert!(is_plain_title("c++ (new)"));
        assert!(!is_plain_title("\"vip\"") && !is_plain_title("'vip'"));
    }

    #[test]
    fn a_title_is_asked_for_as_written_and_in_lower_case() {
        assert_eq!(spellings("vip"), ["vip"]);
        assert_eq!(spellings("VIP"), ["VIP", "vip"]);
    }
}
