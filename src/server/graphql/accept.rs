use axum::http::{HeaderMap, HeaderValue, header};

/// The two forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status tells whether the request was understood.
    GraphqlResponse,
    /// `application/json`, for clients that take every other status than 200 for a broken server.
    Json,
}

/// How well one range of an `Accept` header fits.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    quality: f32,
    /// Named in full: 2, by `application/*`: 1, by `*/*`: 0.
    precision: u8,
}

impl MediaType {
    pub(super) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }

    fn subtype(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "graphql-response+json",
            Self::Json => "json",
        }
    }
}

/// Chooses the form that the client prefers: `None` if it takes neither. Without a preference it is plain JSON, which
/// every client understands.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut ranges = Vec::new();
    for value in headers.get_all(header::ACCEPT) {
        ranges.extend(value.to_str().ok()?.split(',').map(str::trim));
    }
    ranges.retain(|range| !range.is_empty());
    if ranges.is_empty() {
        return Some(MediaType::Json);
    }
    let json = best_fit(&ranges, MediaType::Json);
    let graphql = best_fit(&ranges, MediaType::GraphqlResponse);
    match (graphql, json) {
        (None, None) => None,
        (Some(_), None) => Some(MediaType::GraphqlResponse),
        (None, Some(_)) => Some(MediaType::Json),
        // Both named with equal weight: the one that says more.
        (Some(graphql), Some(json)) if graphql.precision == 2 && graphql >= json => {
            Some(MediaType::GraphqlResponse)
        }
        (Some(graphql), Some(json)) if graphql.quality > json.quality => {
            Some(MediaType::GraphqlResponse)
        }
        (Some(_), Some(_)) => Some(MediaType::Json),
    }
}

/// The most precise range decides, as RFC 9110 has it; one with quality 0 forbids.
fn best_fit(ranges: &[&str], media: MediaType) -> Option<Fit> {
    ranges
        .iter()
        .filter_map(|range| fit(range, media))
        .max_by_key(|fit| fit.precision)
        .filter(|fit| fit.quality > 0.0)
}

fn fit(range: &str, media: MediaType) -> Option<Fit> {
    let mut parts = range.split(';').map(str::trim);
    let (kind, subtype) = parts.next()?.split_once('/')?;
    let precision = match (kind, subtype) {
        ("*", "*") => 0,
        (kind, "*") if kind.eq_ignore_ascii_case("application") => 1,
        (kind, subtype)
            if kind.eq_ignore_ascii_case("application")
                && subtype.eq_ignore_ascii_case(media.subtype()) =>
        {
            2
        }
        _ => return None,
    };
    let mut quality = 1.0;
    for part in parts {
        let (name, value) = part.split_once('=')?;
        match name.trim().to_ascii_lowercase().as_str() {
            "q" => quality = value.trim().parse::<f32>().ok()?.clamp(0.0, 1.0),
            "charset" if !is_utf_8(value) => return None,
            _ => {}
        }
    }
    Some(Fit { quality, precision })
}

/// Whether a `charset` parameter names UTF-8, quoted or not.
pub(super) fn is_utf_8(charset: &str) -> bool {
    charset
        .trim()
        .trim_matches('"')
        .eq_ignore_ascii_case("utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiated(accept: &'static str) -> Option<MediaType> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        negotiate(&headers)
    }

    #[test]
    fn each_form_is_given_to_who_names_it() {
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
            "Application/GraphQL-Response+JSON",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "application/graphql-response+json, */*;q=0.1",
            "application/graphql-response+json, */*",
            "application/json;q=0.5, application/*",
        ] {
            assert_eq!(
                negotiated(accept),
                Some(MediaType::GraphqlResponse),
                "{accept}"
            );
        }
        for accept in [
            "application/json",
            "application/json; charset=\"UTF-8\"",
            "application/json, application/graphql-response+json;q=0.9",
            "application/json, */*",
            "text/html, application/json;q=0.1",
        ] {
            assert_eq!(negotiated(accept), Some(MediaType::Json), "{accept}");
        }
    }

    #[test]
    fn who_takes_anything_gets_plain_json() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(MediaType::Json));
        for accept in ["*/*", "application/*", "", "text/html, */*;q=0.8"] {
            assert_eq!(negotiated(accept), Some(MediaType::Json), "{accept}");
        }
    }

    #[test]
    fn who_takes_neither_gets_none() {
        for accept in [
            "text/html",
            "application/json;q=0",
            "application/json; charset=latin-1",
            "*/*;q=0",
            "json",
            "application/json;q=high",
        ] {
            assert_eq!(negotiated(accept), None, "{accept}");
        }
    }

    #[test]
    fn what_is_forbidden_by_name_is_not_allowed_by_a_wildcard() {
        assert_eq!(
            negotiated("application/json;q=0, */*"),
            Some(MediaType::GraphqlResponse)
        );
    }
}
