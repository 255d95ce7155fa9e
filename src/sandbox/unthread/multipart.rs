//! Forms with files, as HTTP clients send them.

use axum::body::Bytes;

/// One part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name of the field.
    pub name: String,
    /// The name of the file, for files.
    pub file_name: Option<String>,
    /// The media type, if the part says it.
    pub media_type: Option<String>,
    /// The bytes.
    pub content: Bytes,
}

/// The text that stands between the parts; `None` for a body that is no form.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let (media_type, params) = content_type.split_once(';')?;
    let is_form = media_type
        .trim()
        .eq_ignore_ascii_case("multipart/form-data");
    is_form.then(|| param(params, "boundary")).flatten()
}

/// Takes a form apart; `None` if it is broken.
pub(super) fn parts(body: &Bytes, boundary: &str) -> Option<Vec<Part>> {
    let between = format!("\r\n--{boundary}");
    let first = format!("--{boundary}");
    let mut at = find(body, first.as_bytes(), 0)? + first.len();
    let mut parts = Vec::new();
    while !body[at..].starts_with(b"--") {
        // The line break before a delimiter belongs to it, so the one after it can end an empty head.
        let head_end = find(body, b"\r\n\r\n", at)?;
        let head = String::from_utf8_lossy(&body[at..head_end]).into_owned();
        let start = head_end + 4;
        let end = find(body, between.as_bytes(), start)?;
        parts.push(part(&head, body.slice(start..end))?);
        at = end + between.len();
    }
    Some(parts)
}

fn part(head: &str, content: Bytes) -> Option<Part> {
    let header = |wanted: &str| {
        let named = head.lines().filter_map(|line| line.split_once(':'));
        let mut values = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        values.next().map(|(_, value)| value.trim())
    };
    let (kind, params) = header("content-disposition")?.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    Some(Part {
        name: param(params, "name")?,
        file_name: param(params, "filename*")
            .and_then(|value| decoded(&value))
            .or_else(|| param(params, "filename")),
        media_type: header("content-type").map(str::to_owned),
        content,
    })
}

/// One of `; name=value; name="value"`.
fn param(params: &str, wanted: &str) -> Option<String> {
    let mut rest = params;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_start_matches([';', ' ', '\t']).trim_end();
        let (value, left) = value(after);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = left;
    }
    None
}

/// The value at the start of a text, and what comes after it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let (mut value, mut is_escaped) = (String::new(), false);
    for (at, letter) in quoted.char_indices() {
        match letter {
            '"' if !is_escaped => return (value, &quoted[at + 1..]),
            '\\' if !is_escaped => is_escaped = true,
            letter => {
                value.push(letter);
                is_escaped = false;
            }
        }
    }
    (value, "")
}

/// A name outside ASCII: `utf-8''na%C3%AFve.txt`.
fn decoded(value: &str) -> Option<String> {
    let (_, encoded) = value.split_once("''")?;
    let bytes = percent_encoding::percent_decode_str(encoded);
    Some(bytes.decode_utf8_lossy().into_owned())
}

fn find(body: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let (first, rest) = wanted.split_first()?;
    let mut at = from;
    loop {
        at += body.get(at..)?.iter().position(|byte| byte == first)?;
        if body[at + 1..].starts_with(rest) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::{Part, boundary, parts};

    #[test]
    fn a_form_is_known_by_its_boundary() {
        let form = |text| boundary(text);
        assert_eq!(
            form("multipart/form-data; boundary=x1").as_deref(),
            Some("x1")
        );
        let quoted = "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"";
        assert_eq!(form(quoted).as_deref(), Some("a b"));
        assert_eq!(form("multipart/form-data"), None);
        assert_eq!(form("application/json; boundary=x1"), None);
    }

    #[test]
    fn parts_keep_their_bytes_and_their_names() {
        let body = "preamble\r\n--x\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{}\r\n--x\r\n\
            content-disposition: form-data; name=\"attachments\"; filename=\"a \\\"b\\\";.txt\"\r\n\
            Content-Type: text/plain\r\n\r\n\r\n--y\r\n\r\n--x\r\n\
            Content-Disposition: form-data; name=attachments; filename*=utf-8''na%C3%AFve.txt\r\n\r\n\r\n--x--\r\n";
        let found = parts(&Bytes::from(body), "x").unwrap();
        let part =
            |name: &str, file: Option<&str>, media: Option<&str>, content: &'static str| Part {
                name: name.to_owned(),
                file_name: file.map(str::to_owned),
                media_type: media.map(str::to_owned),
                content: Bytes::from(content),
            };
        let expected = [
            part("json", None, None, "{}"),
            part(
                "attachments",
                Some("a \"b\";.txt"),
                Some("text/plain"),
                "\r\n--y\r\n",
            ),
            part("attachments", Some("naïve.txt"), None, ""),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_broken_form_is_none() {
        for body in [
            "",
            "--x",
            "--x\r\n",
            "--x\r\n\r\n\r\n--x--",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nendless",
            "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--",
            "--x\r\nContent-Disposition: form-data; file=\"a\"\r\n\r\n1\r\n--x--",
        ] {
            assert_eq!(parts(&Bytes::from(body), "x"), None, "{body}");
        }
        assert_eq!(parts(&Bytes::from("--x--"), "x"), Some(Vec::new()));
    }
}
