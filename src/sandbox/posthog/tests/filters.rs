//! The filters of the ticket list.

use super::peer;

/// Each query and the numbers it finds, by number.
const FOUND: &[(&str, &[u64])] = &[
    ("status=new", &[5, 17, 21]),
    ("status=new,pending", &[3, 5, 12, 17, 18, 21]),
    ("status=new,%20pending,closed", &[3, 5, 12, 17, 18, 21]),
    ("priority=low", &[1, 10]),
    ("priority=low,medium", &[1, 2, 10, 11, 13, 16, 22]),
    ("channel_source=slack", &[6, 11, 16]),
    ("channel_detail=slack_bot_mention", &[16]),
    ("assignee=unassigned", &[5, 17]),
    ("assignee=Unassigned", &[5, 17]),
    ("assignee=user:312", &[15, 16]),
    ("assignee=user:999", &[]),
    ("snoozed=true", &[10]),
    ("snoozed=TRUE", &[10]),
    ("sla=breached", &[3, 15, 18]),
    ("sla=at-risk", &[16, 22]),
    ("sla=on-track", &[2, 5, 8, 11, 14, 17, 20]),
    ("date_from=2026-11-19", &[19, 21, 22]),
    ("date_from=-1d", &[22]),
    ("date_from=2026-11-20T01:09:26Z", &[22]),
    ("date_from=2026-11-20T01:09:26.000001Z", &[]),
    ("date_to=2026-11-08T10:01:08Z", &[1, 3]),
    ("date_from=2026-11-17&date_to=2026-11-18", &[2, 18]),
    (
        "distinct_ids=usr_1574ad62,%20farah.idris@mail.example,",
        &[1, 4],
    ),
    ("search=6", &[6]),
    ("search=0", &[]),
    ("search=99999999999", &[]),
    ("search=HADDAD", &[1]),
    ("search=farah.idris@", &[4]),
    ("search=goes+off+by+itself", &[4]),
    ("search=renews+logins", &[1]),
    ("search=wrong+ticket%2C+sorry", &[]),
    ("tags=%5B%22login%22,%22billing%22%5D", &[1, 12, 15, 19, 21]),
    ("tags=%5B%22none%22%5D", &[]),
    ("tags=%5B1%5D", &[]),
    ("status=open&channel_source=email", &[20, 22]),
    ("status=open&status=new", &[5, 17, 21]),
];

/// Queries that the provider cannot read, so they find everything.
const IGNORED: &[&str] = &[
    "",
    "status=closed",
    "status=",
    "status=,",
    "priority=critical",
    "channel_source=fax",
    "channel_detail=widget",
    "assignee=me",
    "assignee=user:ana",
    "assignee=role:1",
    "date_from=all",
    "date_from=yesterday",
    "date_to=2026-13-45",
    "date_from=2026-11-19T00:00:00+01:00",
    "distinct_ids=,",
    "search=",
    "sla=late",
    "snoozed=1",
    "tags=login",
    "tags=%5B%5D",
    "tags=%7B%22a%22:1%7D",
    "ids=1",
    "%ff=%ff&&=&%",
];

#[tokio::test]
async fn each_filter_finds_what_it_says() {
    let peer = peer();
    for (query, expected) in FOUND {
        let query = format!("{query}&order_by=ticket_number");
        assert_eq!(peer.numbers(&query).await, *expected, "{query}");
    }
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_finds_everything() {
    let peer = peer();
    let all: Vec<u64> = (1..=22).collect();
    for query in IGNORED {
        let query = format!("{query}&order_by=ticket_number");
        assert_eq!(peer.numbers(&query).await, all, "{query}");
    }
}

#[tokio::test]
async fn a_search_that_is_too_long_is_ignored() {
    let peer = peer();
    let longest = format!("search={}", "x".repeat(200));
    assert_eq!(peer.numbers(&longest).await.len(), 0);
    assert_eq!(peer.numbers(&format!("{longest}x")).await.len(), 22);
}

#[tokio::test]
async fn a_role_is_found_by_its_uuid() {
    let peer = peer();
    let roles = peer.get("/api/organizations/@current/roles/").await;
    let id = roles["results"][1]["id"].as_str().unwrap();
    let query = format!("assignee=role:{id}&order_by=ticket_number");
    assert_eq!(peer.numbers(&query).await, [2, 10, 13]);
}

#[tokio::test]
async fn the_list_begins_with_what_changed_last_unless_told_otherwise() {
    let peer = peer();
    let newest_first = peer.numbers("").await;
    assert_eq!(newest_first[..4], [22, 19, 21, 20]);
    assert_eq!(peer.numbers("order_by=-updated_at").await, newest_first);
    assert_eq!(peer.numbers("order_by=priority").await, newest_first);
    let mut oldest_first = peer.numbers("order_by=updated_at").await;
    oldest_first.reverse();
    assert_eq!(oldest_first, newest_first);
    let by_creation: Vec<u64> = (1..=22).collect();
    assert_eq!(peer.numbers("order_by=created_at").await, by_creation);
}

#[tokio::test]
async fn what_has_no_deadline_is_last_and_backwards_first() {
    let peer = peer();
    let soonest = peer.numbers("order_by=sla_due_at").await;
    assert_eq!(soonest[..6], [3, 15, 18, 16, 22, 2]);
    let latest = peer.numbers("order_by=-sla_due_at").await;
    assert_eq!(latest[..3], [1, 4, 6]);
    assert_eq!(latest[19..], [3, 15, 18]);
    assert_eq!(peer.numbers("order_by=snoozed_until").await[0], 10);
}
