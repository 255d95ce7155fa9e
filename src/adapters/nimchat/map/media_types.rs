//! Media types of files, of which the provider tells nothing but the name.

use crate::model::UNKNOWN_MIME_TYPE;

/// The media type that the end of a file's name stands for.
pub(super) fn media_type(filename: &str) -> &'static str {
    let end = filename.rsplit_once('.').map(|(_, end)| end);
    let row = MEDIA_TYPES
        .iter()
        .find(|(ending, _)| end.is_some_and(|end| end.eq_ignore_ascii_case(ending)));
    row.map_or(UNKNOWN_MIME_TYPE, |(_, media)| *media)
}

/// Media types by the end of a file's name.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("heic", "image/heic"),
    ("svg", "image/svg+xml"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("log", "text/plain"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("ics", "text/calendar"),
    ("vcf", "text/vcard"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
    ("rtf", "application/rtf"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"),
    ("opus", "audio/opus"),
    ("wav", "audio/wav"),
    ("aac", "audio/aac"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mov", "video/quicktime"),
    ("avi", "video/x-msvideo"),
    ("eml", "message/rfc822"),
];

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn the_end_of_the_name_tells_the_type() {
        let names = [
            ("kettle.jpg", "image/jpeg"),
            ("SCAN.PDF", "application/pdf"),
            ("a.tar.zip", "application/zip"),
            ("README", "application/octet-stream"),
            ("x.unheard-of", "application/octet-stream"),
            ("", "application/octet-stream"),
        ];
        for (name, media) in names {
            assert_eq!(media_type(name), media, "{name}");
        }
    }
}
