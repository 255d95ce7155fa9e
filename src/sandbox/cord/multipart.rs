//! `multipart/form-data`, as far as a form with one file needs it.

/// One part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub name: String,
    /// `None` for a plain field.
    pub file_name: Option<String>,
    pub mime_type: Option<String>,
    pub content: Vec<u8>,
}

/// What the parts are separated by, according to the header; `None` if the body is no form.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let value = rest
        .split(';')
        .find_map(|one| one.trim().strip_prefix("boundary="))?;
    let value = value.trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

/// The parts in their order; `None` if the form breaks off.
pub(super) fn parts(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let line = format!("--{boundary}");
    let between = format!("\r\n{line}");
    let mut rest = body.strip_prefix(line.as_bytes())?;
    let mut found = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(found);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, between.as_bytes())?;
        found.push(part(&rest[..end])?);
        rest = &rest[end + between.len()..];
    }
}

fn part(text: &[u8]) -> Option<Part> {
    let end = find(text, b"\r\n\r\n")?;
    let headers = str::from_utf8(&text[..end]).ok()?;
    let header = |name: &str| {
        headers.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    Some(Part {
        name: parameter(disposition, "name")?,
        file_name: parameter(disposition, "filename"),
        mime_type: header("content-type").map(str::to_owned),
        content: text[end + 4..].to_vec(),
    })
}

/// A quoted parameter of a header; quotes in it come as `%22`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let start = header.find(&format!("; {name}=\""))? + name.len() + 4;
    let (value, _) = header[start..].split_once('"')?;
    Some(value.replace("%22", "\""))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::{Part, boundary, parts};

    #[test]
    fn a_form_is_taken_apart() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"ownerID\"\r\n\r\nana\r\n\
            --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\
            Content-Type: text/plain\r\n\r\none\r\n--two\r\n--x--\r\n";
        let expected = [
            Part {
                name: "ownerID".to_owned(),
                file_name: None,
                mime_type: None,
                content: b"ana".to_vec(),
            },
            Part {
                name: "file".to_owned(),
                file_name: Some("a\"b.txt".to_owned()),
                mime_type: Some("text/plain".to_owned()),
                content: b"one\r\n--two".to_vec(),
            },
        ];
        assert_eq!(parts(body, "x").unwrap(), expected);
        assert_eq!(parts(b"--x--", "x").unwrap(), []);
    }

    #[test]
    fn a_form_that_breaks_off_is_none() {
        for body in [
            &b""[..],
            b"--x",
            b"--x\r\n",
            b"--x\r\n\r\n\r\n--x--",
            b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
            b"--y--",
        ] {
            assert_eq!(parts(body, "x"), None, "{body:?}");
        }
    }

    #[test]
    fn the_boundary_may_be_quoted() {
        let of = |text| boundary(text).unwrap_or_default();
        assert_eq!(of("multipart/form-data; boundary=x"), "x");
        assert_eq!(
            of("multipart/form-data; charset=utf-8; boundary=\"x y\""),
            "x y"
        );
        assert_eq!(of("application/json"), "");
    }
}
