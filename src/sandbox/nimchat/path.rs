//! Spellings of a path that mean the same.

use axum::extract::Request;
use axum::http::Uri;

/// Takes a slash or `.json` off the end of an API path, which the server accepts. Paths of files stay as they are.
pub(super) fn plain(mut request: Request) -> Request {
    if let Some(uri) = shorter(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

fn shorter(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if path.starts_with("/rails/") {
        return None;
    }
    let cut = path.trim_end_matches('/');
    let cut = cut.strip_suffix(".json").unwrap_or(cut);
    if cut.is_empty() || cut == path {
        return None;
    }
    let text = match uri.query() {
        Some(query) => format!("{cut}?{query}"),
        None => cut.to_owned(),
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::shorter;

    fn cut(path: &str) -> Option<String> {
        let uri = path.parse().expect("the tests write proper paths");
        shorter(&uri).map(|uri| uri.to_string())
    }

    #[test]
    fn a_slash_and_a_format_at_the_end_are_taken_off() {
        assert_eq!(cut("/api/v1/profile/").as_deref(), Some("/api/v1/profile"));
        assert_eq!(
            cut("/api/v1/profile.json?a=b/").as_deref(),
            Some("/api/v1/profile?a=b/")
        );
    }

    #[test]
    fn other_paths_stay() {
        assert_eq!(cut("/"), None);
        assert_eq!(cut("/api/v1/profile"), None);
        assert_eq!(cut("/rails/active_storage/disk/1/data.json"), None);
    }
}
