//! Bodies with files: `multipart/form-data`, as data that can be sent more than once.

use bytes::Bytes;
use reqwest::multipart;

/// A form, in the order of its parts.
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<(String, Part)>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    File(File),
}

/// A file to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Name.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Content.
    pub content: Bytes,
}

impl Form {
    /// Adds a field.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.push((name.into(), Part::Text(value.into())));
        self
    }

    /// Adds a field if there is a value.
    #[must_use]
    pub fn optional(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.parts.push((name.into(), Part::File(file)));
        self
    }

    pub(super) fn to_multipart(&self) -> multipart::Form {
        let add = |form: multipart::Form, (name, part): &(String, Part)| {
            form.part(name.clone(), part.to_multipart())
        };
        self.parts.iter().fold(multipart::Form::new(), add)
    }
}

impl Part {
    fn to_multipart(&self) -> multipart::Part {
        match self {
            Self::Text(value) => multipart::Part::text(value.clone()),
            Self::File(file) => file.to_multipart(),
        }
    }
}

impl File {
    fn to_multipart(&self) -> multipart::Part {
        let size = self.content.len() as u64;
        let part = || {
            multipart::Part::stream_with_length(self.content.clone(), size)
                .file_name(self.filename.clone())
        };
        // A media type that cannot be written is left out: the provider then guesses, as it does for browsers.
        part().mime_str(&self.mime_type).unwrap_or_else(|_| part())
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({} bytes)", self.content.len())
    }
}
