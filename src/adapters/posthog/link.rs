//! Links into the provider's application.

use url::Url;

use crate::model::{Id, SourceKey};
use crate::provider::ConversationRef;

use super::native::{is_number, is_uuid};

/// The page of a ticket.
pub(super) fn of_ticket(base_url: &Url, project: &str, ticket: &str) -> Option<Url> {
    let mut url = base_url.clone();
    let mut path = url.path_segments_mut().ok()?;
    path.pop_if_empty()
        .extend(["project", project, "support", "tickets", ticket]);
    drop(path);
    Some(url)
}

/// The ticket whose page it is, by number or, as the application's own links have it too, by UUID.
pub(super) fn ticket(
    key: &SourceKey,
    base_url: &Url,
    project: &str,
    url: &Url,
) -> Option<ConversationRef> {
    let mut segments = url.path_segments()?.rev();
    let last = segments.next()?;
    let name = if last.is_empty() {
        segments.next()?
    } else {
        last
    };
    let page = of_ticket(base_url, project, name)?;
    let is_same_place = url.origin() == page.origin()
        && url.username().is_empty()
        && url.password().is_none()
        && url.path().strip_suffix('/').unwrap_or(url.path()) == page.path();
    if !is_same_place {
        return None;
    }
    if is_number(name) {
        return Some(ConversationRef::Number(name.to_owned()));
    }
    is_uuid(name).then(|| ConversationRef::Id(Id::new(key, name)))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{of_ticket, ticket};
    use crate::model::{Id, SourceKey};
    use crate::provider::ConversationRef;

    const UUID: &str = "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01";

    fn read(base_url: &str, url: &str) -> Option<ConversationRef> {
        let key = SourceKey::parse("desk").unwrap();
        let base_url = Url::parse(base_url).unwrap();
        ticket(&key, &base_url, "7001", &Url::parse(url).unwrap())
    }

    fn read_at_us(rest: &str) -> Option<ConversationRef> {
        read(
            "https://us.posthog.com/",
            &format!("https://us.posthog.com{rest}"),
        )
    }

    #[test]
    fn the_page_of_a_ticket_names_it() {
        let number = Some(ConversationRef::Number("42".to_owned()));
        for rest in ["", "/", "?tab=notes", "#last"] {
            assert_eq!(
                read_at_us(&format!("/project/7001/support/tickets/42{rest}")),
                number
            );
        }
        let key = SourceKey::parse("desk").unwrap();
        let by_id = read_at_us(&format!("/project/7001/support/tickets/{UUID}"));
        assert_eq!(by_id, Some(ConversationRef::Id(Id::new(&key, UUID))));
        let base_url = "https://desk.test:8443/posthog/";
        let own = of_ticket(&Url::parse(base_url).unwrap(), "7001", "42").unwrap();
        assert_eq!(
            own.as_str(),
            "https://desk.test:8443/posthog/project/7001/support/tickets/42"
        );
        assert_eq!(read(base_url, own.as_str()), number);
    }

    #[test]
    fn other_pages_and_other_accounts_name_nothing() {
        for rest in [
            "/project/7002/support/tickets/42",
            "/project/7001/support/tickets",
            "/project/7001/support/tickets/",
            "/project/7001/support/tickets//42",
            "/project/7001/support/tickets/42//",
            "/project/7001/support/tickets/042",
            "/project/7001/support/tickets/0",
            "/project/7001/support/tickets/-1",
            "/project/7001/support/tickets/4%32",
            "/project/7001/support/tickets/99999999999",
            "/project/7001/support/tickets/42/notes",
            "/project/7001/support/tickets/new",
            "/project/7001/insights/42",
            "/x/project/7001/support/tickets/42",
            "/",
        ] {
            assert_eq!(read_at_us(rest), None, "{rest}");
        }
    }

    #[test]
    fn other_hosts_name_nothing() {
        let path = "project/7001/support/tickets/42";
        for place in [
            "http://us.posthog.com/",
            "https://us.posthog.com:8443/",
            "https://eu.posthog.com/",
            "https://us.posthog.com.evil.test/",
            "https://us.posthog.com@evil.test/",
            "https://me@us.posthog.com/",
            "https://me:secret@us.posthog.com/",
            "file:///",
        ] {
            let url = format!("{place}{path}");
            assert_eq!(read("https://us.posthog.com/", &url), None, "{url}");
        }
        let opaque = read("https://us.posthog.com/", "mailto:us.posthog.com");
        assert_eq!(opaque, None);
    }
}
