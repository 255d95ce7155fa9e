//! Who wrote a message. The service spreads it over six fields, each of which may be missing.

use std::collections::HashSet;

use crate::adapters::unthread::{tables, wire};

/// Native ids of users who are of the team.
pub(in crate::adapters::unthread) type Members = HashSet<String>;

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer<'a> {
    /// Somebody outside; the id is not always told.
    Outsider(Option<&'a str>),
    /// Somebody of the team.
    Member(&'a str),
    /// The app, for nobody in particular.
    App,
    /// Not told.
    Nobody,
}

/// What a message itself tells.
enum Told<'a> {
    Writer(Writer<'a>),
    /// A user whose side is not told.
    User(&'a str),
}

/// The user whose side has to be looked up before the message can be read; `None` if it tells enough.
pub(in crate::adapters::unthread) fn undecided(message: &wire::Message) -> Option<&str> {
    match told(message) {
        Told::User(id) => Some(id),
        Told::Writer(_) => None,
    }
}

/// Who wrote the message. Undecided users who are not among the members are outside.
pub(super) fn writer<'a>(message: &'a wire::Message, members: &Members) -> Writer<'a> {
    match told(message) {
        Told::Writer(writer) => writer,
        Told::User(id) if members.contains(id) => Writer::Member(id),
        Told::User(id) => Writer::Outsider(Some(id)),
    }
}

fn told(message: &wire::Message) -> Told<'_> {
    let event = message.event();
    let is_inbound = tables::INBOUND
        .iter()
        .any(|(inbound, _)| Some(*inbound) == event);
    let sender = message
        .sent_by_user_id
        .as_deref()
        .or_else(|| id_of(message.sent_by_user.as_ref()));
    let is_named = sender.is_some() || message.sent_by_user.is_some();
    // What the app posts, it posts as a user of its own. For whom it did, `sentBy…` tells.
    let is_app = message.bot_id.is_some() && !is_named && !is_inbound;
    let id = sender.or_else(|| id_of(message.user.as_ref()));
    Told::Writer(match (message.is_external, id) {
        (Some(true), id) => Writer::Outsider(id),
        _ if is_app => Writer::App,
        (Some(false), Some(id)) if !is_inbound => Writer::Member(id),
        (_, Some(id)) => return Told::User(id),
        (_, None) if is_inbound => Writer::Outsider(None),
        (_, None) => Writer::Nobody,
    })
}

fn id_of(user: Option<&wire::User>) -> Option<&str> {
    user?.id.as_deref()
}

/// The name beside the ids, if any.
pub(super) fn name(message: &wire::Message) -> Option<String> {
    let of = |user: &Option<wire::User>| {
        user.as_ref()
            .and_then(|user| super::said(user.name.clone()))
    };
    let bot = || {
        Some(
            message
                .bot_name
                .as_deref()?
                .trim_start_matches('@')
                .to_owned(),
        )
    };
    of(&message.sent_by_user)
        .or_else(|| of(&message.user))
        .or_else(bot)
        .filter(|name| !name.trim().is_empty())
}

/// The copies of this user inside the message.
pub(super) fn copies<'a>(
    message: &'a wire::Message,
    id: &'a str,
) -> impl Iterator<Item = wire::User> + 'a {
    let is_user = |user: &&wire::User| user.id.as_deref() == Some(id);
    // The sender often comes without an id. It is the writer's if the id beside it is, or if it is named alone.
    let sender_id = message.sent_by_user_id.as_deref();
    let is_sender = move |user: &&wire::User| {
        let own = user.id.as_deref().or(sender_id);
        own.is_none_or(|own| own == id)
    };
    let user = message.user.as_ref().filter(is_user);
    let sender = message.sent_by_user.as_ref().filter(is_sender);
    user.into_iter().chain(sender).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Members, Writer, copies, name, undecided, writer};
    use crate::adapters::unthread::wire;

    fn message(json: Value) -> wire::Message {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn the_flag_of_the_service_decides_first() {
        let members = Members::from(["u".to_owned()]);
        let outside = message(json!({"user": {"id": "u"}, "isExternal": true, "botId": "B"}));
        assert_eq!(writer(&outside, &members), Writer::Outsider(Some("u")));
        let inside =
            message(json!({"user": {"id": "x"}, "sentByUserId": "v", "isExternal": false}));
        assert_eq!(writer(&inside, &members), Writer::Member("v"));
        assert_eq!((undecided(&outside), undecided(&inside)), (None, None));
    }

    #[test]
    fn without_the_flag_the_list_of_members_decides() {
        let bare = message(json!({"user": {"id": "u"}}));
        assert_eq!(undecided(&bare), Some("u"));
        let members = Members::from(["u".to_owned()]);
        assert_eq!(writer(&bare, &members), Writer::Member("u"));
        assert_eq!(writer(&bare, &Members::new()), Writer::Outsider(Some("u")));
    }

    #[test]
    fn mail_of_a_member_is_not_mail_of_a_customer() {
        let mail = json!({"user": {"id": "u"}, "isExternal": false, "botId": "B",
            "metadata": {"event_type": "email_received"}});
        let mail = message(mail);
        assert_eq!(undecided(&mail), Some("u"));
        assert_eq!(
            writer(&mail, &Members::from(["u".to_owned()])),
            Writer::Member("u")
        );
    }

    #[test]
    fn what_the_app_posts_for_nobody_is_its_own() {
        let members = Members::new();
        let posted = message(json!({"botId": "B", "user": {"id": "bot"}, "isExternal": false}));
        assert_eq!(writer(&posted, &members), Writer::App);
        let for_ana = message(json!({"botId": "B", "user": {"id": "bot"}, "sentByUserId": "ana"}));
        assert_eq!(undecided(&for_ana), Some("ana"));
        let nameless = message(json!({"botId": "B", "metadata": {"eventType": "email_received"}}));
        assert_eq!(writer(&nameless, &members), Writer::Outsider(None));
        assert_eq!(writer(&message(json!({})), &members), Writer::Nobody);
        let named = message(json!({"botId": "B", "sentByUser": {"name": "Ana"}}));
        assert_eq!(writer(&named, &members), Writer::Nobody);
    }

    #[test]
    fn names_and_copies_are_those_of_the_writer() {
        let mail = message(
            json!({"botName": "@ola", "user": {"id": "u", "name": "", "email": ""},
            "sentByUser": {"name": "Ola Berg", "email": "ola@example.test"}}),
        );
        assert_eq!(name(&mail).as_deref(), Some("Ola Berg"));
        assert_eq!(copies(&mail, "u").count(), 2);
        let posted = message(json!({"botName": "@ana", "user": {"id": "bot", "name": ""},
            "sentByUserId": "ana", "sentByUser": {"name": " "}}));
        assert_eq!(name(&posted).as_deref(), Some("ana"));
        assert_eq!(copies(&posted, "ana").count(), 1);
        assert_eq!(copies(&posted, "bot").count(), 1);
    }
}
