//! Addresses: where the gateway listens, and where a provider is reached.

use std::net::SocketAddr;

use toml::de::DeValue;
use url::Url;

use super::form::{Form, kind_of, shown, text_of};

/// An address to listen on.
pub(super) const LISTEN: Form<SocketAddr> = Form {
    expected: "an IP address and a port",
    example: "\"127.0.0.1:8080\"",
    read: |value| text_of(value)?.parse().map_err(|_| shown(value)),
};

/// The address of a provider or of the gateway itself, without a slash at the end unless it is nothing but a host.
pub(super) const BASE_URL: Form<Url> = Form {
    expected: "an http or https URL with a host, and without a user name, a password, a query or a fragment",
    example: "\"https://desk.example.com\"",
    read: base_url,
};

/// Never repeats the value: a URL is a usual place to leave a secret in.
fn base_url(value: &DeValue<'_>) -> Result<Url, String> {
    let text = value.as_str().ok_or(kind_of(value))?;
    let mut url = Url::parse(text).map_err(|_| "text that is not a URL")?;
    if let Some(fault) = fault_of(&url) {
        return Err(fault.to_owned());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

fn fault_of(url: &Url) -> Option<&'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        return Some("a URL that is neither http nor https");
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Some("a URL without a host");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("a URL with a user name or password in it");
    }
    if url.query().is_some() {
        return Some("a URL with a query");
    }
    url.fragment().map(|_| "a URL with a fragment")
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn read(text: &str) -> Result<String, String> {
        base_url(&DeValue::String(Cow::Borrowed(text))).map(String::from)
    }

    #[test]
    fn a_slash_at_the_end_is_dropped() {
        assert_eq!(
            read("https://a.test/api/").as_deref(),
            Ok("https://a.test/api")
        );
        assert_eq!(
            read("http://127.0.0.1:9/x//").as_deref(),
            Ok("http://127.0.0.1:9/x")
        );
        assert_eq!(read("https://a.test").as_deref(), Ok("https://a.test/"));
    }

    #[test]
    fn what_could_hold_a_secret_is_refused_without_repeating_it() {
        let found = |text| read(text).unwrap_err();
        assert_eq!(found("hunter2"), "text that is not a URL");
        assert_eq!(found("https://"), "text that is not a URL");
        assert_eq!(
            found("ftp://a.test"),
            "a URL that is neither http nor https"
        );
        assert_eq!(
            found("https://me:hunter2@a.test"),
            "a URL with a user name or password in it"
        );
        assert_eq!(
            found("https://hunter2@a.test"),
            "a URL with a user name or password in it"
        );
        assert_eq!(found("https://a.test?key=hunter2"), "a URL with a query");
        assert_eq!(found("https://a.test#hunter2"), "a URL with a fragment");
    }
}
