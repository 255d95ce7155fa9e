//! Tags of a conversation, by name.

use super::Desk;
use crate::model::command::{Command, ConversationChange as Change};
use crate::model::{ChannelKind, Conversation, PageRequest};
use crate::provider::{Provider as _, RefusalReason};
use crate::sandbox::Fault;

impl Desk {
    async fn tag_names(&self) -> Vec<String> {
        let page = self
            .unthread
            .tags(&self.context, PageRequest::first(100))
            .await;
        self.requests();
        page.unwrap()
            .items
            .into_iter()
            .map(|tag| tag.name)
            .collect()
    }

    /// The names of the tags that a conversation has, sorted.
    async fn tags_of(&self, one: &Conversation) -> Vec<String> {
        let ids = self.read(&one.id).await.tags.unwrap();
        let page = self
            .unthread
            .tags(&self.context, PageRequest::first(100))
            .await;
        self.requests();
        let all = page.unwrap().items.into_iter();
        let mut names: Vec<_> = all
            .filter(|tag| ids.contains(&tag.id))
            .map(|tag| tag.name)
            .collect();
        names.sort();
        names
    }
}

fn change(one: &Conversation, change: Change) -> Command {
    Command::ChangeConversation {
        conversation: one.id.clone(),
        changes: vec![change],
    }
}

fn add(names: &[&str], creates_missing: bool) -> Change {
    Change::AddTags {
        names: names.iter().map(|&name| name.to_owned()).collect(),
        creates_missing,
    }
}

/// A conversation with tags, its tags, and the names of tags that it does not have.
async fn tagged(desk: &Desk) -> (Conversation, Vec<String>, Vec<String>) {
    for one in desk.of_channel(ChannelKind::Slack).await {
        let own = desk.tags_of(&one).await;
        if own.len() >= 2 {
            let mut others = desk.tag_names().await;
            others.retain(|name| !own.contains(name));
            return (one, own, others);
        }
    }
    panic!("some have two tags")
}

#[tokio::test]
async fn tags_are_linked_one_by_one_beside_those_there_are() {
    let desk = Desk::open().await;
    let (one, own, others) = tagged(&desk).await;
    let names = [others[0].to_uppercase(), own[0].clone(), others[1].clone()];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    desk.done(change(&one, add(&names, false))).await;
    let calls = desk.calls();
    let lines: Vec<&str> = calls.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        lines[..2],
        [
            &format!("GET /conversations/{}", one.id.native()),
            "POST /tags/list"
        ]
    );
    for (line, body) in &calls[2..] {
        assert!(line.starts_with("POST /tags/") && line.ends_with("/conversations/create-links"));
        assert_eq!(*body, serde_json::json!([one.id.native()]));
    }
    assert_eq!(calls.len(), 4);
    let mut expected = [own.clone(), others[..2].to_vec()].concat();
    expected.sort();
    assert_eq!(desk.tags_of(&one).await, expected);
}

#[tokio::test]
async fn what_changes_nothing_is_not_written() {
    let desk = Desk::open().await;
    let (one, own, others) = tagged(&desk).await;
    let own_names: Vec<&str> = own.iter().map(String::as_str).collect();
    for wish in [
        add(&own_names, true),
        Change::RemoveTags(others[..1].to_vec()),
        Change::SetTags(own.clone()),
    ] {
        desk.done(change(&one, wish)).await;
        assert_eq!(
            desk.lines(),
            [format!("GET /conversations/{}", one.id.native())]
        );
    }
    assert_eq!(desk.tags_of(&one).await, own);
}

#[tokio::test]
async fn setting_tags_removes_and_adds() {
    let desk = Desk::open().await;
    let (one, own, others) = tagged(&desk).await;
    let wanted = vec![own[1].clone(), others[0].clone()];
    desk.done(change(&one, Change::SetTags(wanted.clone())))
        .await;
    let lines = desk.lines();
    let count = |end: &str| lines.iter().filter(|line| line.ends_with(end)).count();
    assert_eq!(
        (count("/delete-links"), count("/create-links")),
        (own.len() - 1, 1)
    );
    let mut expected = wanted;
    expected.sort();
    assert_eq!(desk.tags_of(&one).await, expected);
    desk.done(change(
        &one,
        Change::RemoveTags(vec![own[1].to_uppercase()]),
    ))
    .await;
    assert_eq!(desk.tags_of(&one).await, [others[0].clone()]);
    desk.done(change(&one, Change::SetTags(Vec::new()))).await;
    assert!(desk.tags_of(&one).await.is_empty());
}

#[tokio::test]
async fn unknown_tags_are_made_only_if_that_is_wished() {
    let desk = Desk::open().await;
    let (one, own, _) = tagged(&desk).await;
    let refusal = desk
        .refused(change(&one, add(&["brand new", &own[0]], false)))
        .await;
    assert_eq!(
        (refusal.reason, refusal.field),
        (RefusalReason::BadInput, vec!["input", "tags"])
    );
    assert_eq!(desk.lines().len(), 2);
    desk.done(change(&one, add(&["brand new"], true))).await;
    let lines = desk.lines();
    assert_eq!(lines[2], "POST /tags");
    assert!(desk.tags_of(&one).await.contains(&"brand new".to_owned()));
    desk.done(change(&one, add(&["Brand New"], true))).await;
    assert_eq!(desk.lines().len(), 1);
}

#[tokio::test]
async fn the_first_link_that_fails_fails_the_write_and_a_later_one_stops_it() {
    let desk = Desk::open().await;
    let (one, own, others) = tagged(&desk).await;
    desk.provider().fault(Fault::status(500).on("create-links"));
    let write = desk.write(change(&one, add(&[&others[0]], false))).await;
    assert!(write.is_err());
    let wanted = Change::SetTags(vec![others[0].clone()]);
    let written = desk.write(change(&one, wanted)).await.unwrap();
    assert!(written.stopped.is_some());
    assert!(desk.tags_of(&one).await.len() < own.len());
}
