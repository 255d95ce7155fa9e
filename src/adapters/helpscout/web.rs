//! Links into Help Scout's own application.

use url::Url;

use super::is_number;

/// The one host of all accounts.
const HOST: &str = "secure.helpscout.net";

/// Where a conversation opens for people, if an answer does not say.
pub(super) fn address(id: i64, number: Option<&str>) -> Option<String> {
    number.map(|number| format!("https://{HOST}/conversation/{id}/{number}"))
}

/// The id of the conversation that a link shows: `/conversation/{id}/{number}`, where the number may be missing.
pub(super) fn conversation(url: &Url) -> Option<String> {
    let is_plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    if url.scheme() != "https" || url.host_str() != Some(HOST) || !is_plain {
        return None;
    }
    let steps: Vec<&str> = url.path_segments()?.collect();
    let steps = match &steps[..] {
        [steps @ .., ""] => steps,
        steps => steps,
    };
    let id = match steps {
        ["conversation", id] => id,
        ["conversation", id, number] if is_number(number) => id,
        _ => return None,
    };
    is_number(id).then(|| (*id).to_owned())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{address, conversation};

    fn id(url: &str) -> Option<String> {
        conversation(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_link_of_ours_is_understood() {
        let link = address(2_591_003_377, Some("48211")).unwrap();
        for tail in ["", "/", "/?folderId=771&viewId=3", "#thread-7712000451"] {
            assert_eq!(id(&format!("{link}{tail}")).as_deref(), Some("2591003377"));
        }
        let short = "https://SECURE.helpscout.net/conversation/2591003377";
        assert_eq!(id(short).as_deref(), Some("2591003377"));
        assert_eq!(address(1, None), None);
    }

    #[test]
    fn any_other_link_shows_no_conversation() {
        for other in [
            "http://secure.helpscout.net/conversation/1/2",
            "https://secure.helpscout.net.evil.example/conversation/1/2",
            "https://evil.example/secure.helpscout.net/conversation/1/2",
            "https://secure.helpscout.net@evil.example/conversation/1/2",
            "https://user@secure.helpscout.net/conversation/1/2",
            "https://:pass@secure.helpscout.net/conversation/1/2",
            "https://secure.helpscout.net:8443/conversation/1/2",
            "https://secure.helpscout.net./conversation/1/2",
            "https://api.helpscout.net/v2/conversations/1",
            "https://secure.helpscout.net/conversation/",
            "https://secure.helpscout.net/conversation/1/2/3",
            "https://secure.helpscout.net/conversation/1//",
            "https://secure.helpscout.net/conversation/0/2",
            "https://secure.helpscout.net/conversation/-1/2",
            "https://secure.helpscout.net/conversation/%31/2",
            "https://secure.helpscout.net/conversation/1%2F..%2F5/2",
            "https://secure.helpscout.net/conversation/1/x",
            "https://secure.helpscout.net/conversation/../mailbox/1/2",
            "https://secure.helpscout.net/file/9001/4be1/console.png",
            "https://secure.helpscout.net/",
            "mailto:help@helpscout.net",
            "data:text/plain,conversation/1/2",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
    }
}
