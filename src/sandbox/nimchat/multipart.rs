//! Bodies of `multipart/form-data` (RFC 7578).

use percent_encoding::percent_decode_str;

/// One field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub name: String,
    /// Only files have one.
    pub file_name: Option<String>,
    pub mime_type: String,
    pub content: &'a [u8],
}

/// Takes a body apart; `None` if it is not what its content type says.
pub(super) fn parse<'a>(content_type: &str, body: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let boundary = parameter(content_type, "boundary")?;
    let delimiter = format!("--{boundary}").into_bytes();
    let mut rest = &body[find(body, &delimiter)? + delimiter.len()..];
    let separator = [b"\r\n", delimiter.as_slice()].concat();
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, &separator)?;
        parts.push(part(&rest[..end])?);
        rest = &rest[end + separator.len()..];
    }
    Some(parts)
}

fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let end = find(bytes, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let header = |wanted: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let found = lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?;
    Some(Part {
        name: parameter(disposition, "name")?,
        file_name: encoded_name(disposition).or_else(|| parameter(disposition, "filename")),
        mime_type: header("content-type").unwrap_or("text/plain").to_owned(),
        content: &bytes[end + 4..],
    })
}

/// The form of a file's name that can hold every letter.
fn encoded_name(disposition: &str) -> Option<String> {
    let sent = parameter(disposition, "filename*")?;
    let (_, name) = sent.split_once("''")?;
    Some(percent_decode_str(name).decode_utf8_lossy().into_owned())
}

/// The value of `; name=value` or `; name="value"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while let Some(at) = rest.find(';') {
        rest = rest[at + 1..].trim_start();
        let (key, value) = rest.split_once('=')?;
        let (value, after) = read(value);
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// A value and what follows it.
fn read(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            _ => value.push(letter),
        }
    }
    (value, "")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::{Part, parse};

    const TYPE: &str = "multipart/form-data; boundary=\"b1\"";

    #[test]
    fn fields_and_files_are_told_apart() {
        let body = "--b1\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nHi\r\nyou\r\n--b1\r\n\
            content-disposition: form-data; name=\"attachments[]\"; filename=\"a \\\"b\\\"; c.txt\"\r\n\
            Content-Type: text/csv\r\n\r\n1;2\r\n--b1--\r\n";
        let content = Part {
            name: "content".to_owned(),
            file_name: None,
            mime_type: "text/plain".to_owned(),
            content: b"Hi\r\nyou",
        };
        let file = Part {
            name: "attachments[]".to_owned(),
            file_name: Some("a \"b\"; c.txt".to_owned()),
            mime_type: "text/csv".to_owned(),
            content: b"1;2",
        };
        assert_eq!(parse(TYPE, body.as_bytes()), Some(vec![content, file]));
    }

    #[test]
    fn a_name_with_foreign_letters_is_encoded() {
        let body = "--b1\r\nContent-Disposition: form-data; name=f; filename*=utf-8''r%C3%A4der.png\r\n\r\n\r\n--b1--";
        let parts = parse(TYPE, body.as_bytes()).unwrap();
        assert_eq!(parts[0].file_name.as_deref(), Some("räder.png"));
    }

    #[test]
    fn broken_bodies_are_refused() {
        for body in [
            "",
            "--b1",
            "--b1\r\n",
            "--b1\r\n\r\n--b1--",
            "--b2--",
            "--b1\r\nx: y\r\n\r\nz\r\n--b1--",
        ] {
            assert_eq!(parse(TYPE, body.as_bytes()), None, "{body:?}");
        }
        assert_eq!(parse("multipart/form-data", b"--b1--"), None);
        assert_eq!(parse(TYPE, b"--b1--"), Some(Vec::new()));
    }
}
