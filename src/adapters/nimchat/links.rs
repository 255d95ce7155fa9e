//! Links into the application for people.

use url::Url;

use crate::model::{Conversation, Id, SourceKey};

use super::reads::number_of;

/// The conversation that a link shows, however the reader came to it: through an inbox, a label, a team, a saved view,
/// mentions and the like.
pub(super) fn conversation(
    url: &Url,
    base_url: &Url,
    account: &str,
    key: &SourceKey,
) -> Option<Id<Conversation>> {
    let is_here = url.origin() == base_url.origin() && url.origin().is_tuple();
    let has_user = !url.username().is_empty() || url.password().is_some();
    if !is_here || has_user {
        return None;
    }
    let base: Vec<_> = base_url
        .path_segments()?
        .filter(|one| !one.is_empty())
        .collect();
    let path: Vec<_> = url.path_segments()?.collect();
    let path = path.strip_suffix(&[""]).unwrap_or(&path);
    let path = path.strip_prefix(base.as_slice())?;
    let path = path.strip_prefix(&["app", "accounts", account])?;
    let number = match path {
        ["conversations", number]
        | [
            "inbox" | "label" | "team" | "custom_view",
            _,
            "conversations",
            number,
        ]
        | [
            "mentions" | "unattended" | "participating",
            "conversations",
            number,
        ] => number,
        _ => return None,
    };
    let id = Id::new(key, *number);
    number_of(&id).map(|_| id)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::conversation;
    use crate::model::SourceKey;

    fn shown(base: &str, link: &str) -> Option<String> {
        let key = SourceKey::parse("chat").unwrap();
        let link = Url::parse(link).unwrap();
        let id = conversation(&link, &Url::parse(base).unwrap(), "7", &key)?;
        assert_eq!(id.source(), &key);
        Some(id.native().to_owned())
    }

    #[test]
    fn a_conversation_is_shown_in_several_places() {
        for path in [
            "conversations/88",
            "conversations/88/",
            "conversations/88?messageId=9004#top",
            "inbox/12/conversations/88",
            "label/care%20plan/conversations/88",
            "team/5/conversations/88",
            "custom_view/8/conversations/88",
            "mentions/conversations/88",
            "unattended/conversations/88",
            "participating/conversations/88",
        ] {
            for base in [
                "https://chat.test",
                "https://chat.test:443/",
                "https://chat.test/desk/",
            ] {
                let root = Url::parse(base).unwrap();
                let root = root.as_str().trim_end_matches('/');
                let link = format!("{root}/app/accounts/7/{path}");
                assert_eq!(shown(base, &link).as_deref(), Some("88"), "{link}");
            }
        }
    }

    #[test]
    fn other_links_show_none() {
        for link in [
            "https://chat.test/app/accounts/8/conversations/88",
            "https://chat.test/app/accounts/07/conversations/88",
            "http://chat.test/app/accounts/7/conversations/88",
            "https://chat.test:8443/app/accounts/7/conversations/88",
            "https://chat.test.evil.test/app/accounts/7/conversations/88",
            "https://evil.test/app/accounts/7/conversations/88",
            "https://chat.test@evil.test/app/accounts/7/conversations/88",
            "https://user:pass@chat.test/app/accounts/7/conversations/88",
            "https://chat.test/app/accounts/7/conversations/",
            "https://chat.test/app/accounts/7/conversations/088",
            "https://chat.test/app/accounts/7/conversations/88abc",
            "https://chat.test/app/accounts/7/conversations/%38%38",
            "https://chat.test/app/accounts/7/conversations/88/messages",
            "https://chat.test/app/accounts/7/conversations/88//",
            "https://chat.test/app/accounts/7/conversations/../contacts/88",
            "https://chat.test/app/accounts/7/contacts/88",
            "https://chat.test/app/accounts/7/inbox/88",
            "https://chat.test/app//accounts/7/conversations/88",
            "https://chat.test/desk/app/accounts/7/conversations/88",
            "https://chat.test/api/v1/accounts/7/conversations/88",
            "https://chat.test/?next=/app/accounts/7/conversations/88",
            "https://chat.test/#/app/accounts/7/conversations/88",
            "data:text/plain,app/accounts/7/conversations/88",
        ] {
            assert_eq!(shown("https://chat.test", link), None, "{link}");
        }
    }
}
