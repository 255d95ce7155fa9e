//! A filter that cannot be meant is refused with the path of the argument; one that nothing meets gives nothing. None is
//! ever ignored.

use deskgraph::model::{Contact, Conversation, Id, ProviderKind, SourceKey};
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, only_error};
use crate::support::{TestGateway, key};

async fn ask(gateway: &TestGateway, filter: Value) -> Value {
    let query = "query($filter: ConversationFilter) { conversations(first: 5, filter: $filter) {
        nodes { id } totalCount totalCountPrecision sources { status source { key } unsupportedFilters }
    } }";
    gateway.query_with(query, json!({ "filter": filter })).await
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_by_its_path() {
    let gateway = TestGateway::start().await;
    gateway.forget_requests();
    let many: Vec<_> = (0..101).map(|n| n.to_string()).collect();
    let contact = Id::<Contact>::new(&SourceKey::parse(key(ProviderKind::Cord)).unwrap(), "u");
    let elsewhere = Id::<Conversation>::new(&SourceKey::parse("elsewhere").unwrap(), "1");
    let cases = [
        (json!({ "statuses": [] }), "filter.statuses"),
        (json!({ "statuses": ["UNKNOWN"] }), "filter.statuses"),
        (
            json!({ "statusCategories": ["TODO", "UNKNOWN"] }),
            "filter.statusCategories",
        ),
        (json!({ "priorities": ["UNKNOWN"] }), "filter.priorities"),
        (json!({ "channels": [] }), "filter.channels"),
        (json!({ "nativeStatuses": [" "] }), "filter.nativeStatuses"),
        (json!({ "providers": [] }), "filter.providers"),
        (json!({ "tagsAny": many }), "filter.tagsAny"),
        (json!({ "tagsAll": [""] }), "filter.tagsAll"),
        (json!({ "ids": ["nonsense"] }), "filter.ids"),
        (json!({ "ids": [contact.to_global()] }), "filter.ids"),
        (json!({ "ids": [elsewhere.to_global()] }), "filter.ids"),
        (
            json!({ "assigneeIds": [contact.to_global()] }),
            "filter.assigneeIds",
        ),
        (json!({ "contactEmail": "nobody" }), "filter.contactEmail"),
        (json!({ "text": "" }), "filter.text"),
        (json!({ "createdAt": {} }), "filter.createdAt"),
        (
            json!({ "closedAt": { "from": "2026-11-02T00:00:00Z", "to": "2026-11-02T00:00:00Z" } }),
            "filter.closedAt",
        ),
        (
            json!({ "lastActivityAt": { "from": "2026-11-03T00:00:00Z", "to": "2026-11-02T00:00:00Z" } }),
            "filter.lastActivityAt",
        ),
        (json!({ "scanLimit": 0 }), "filter.scanLimit"),
        (json!({ "scanLimit": 1001 }), "filter.scanLimit"),
        (
            json!({ "customFields": [{ "key": " ", "values": ["x"] }] }),
            "filter.customFields.key",
        ),
        (
            json!({ "customFields": [{ "key": "seats", "values": [] }] }),
            "filter.customFields.values",
        ),
        (
            json!({ "customFields": [{ "key": "seats", "operator": "IS_PRESENT", "values": ["x"] }] }),
            "filter.customFields.values",
        ),
        (
            json!({ "customFields": [{ "key": "seats", "operator": "LESS_THAN", "values": ["1", "2"] }] }),
            "filter.customFields.values",
        ),
    ];
    for (filter, argument) in cases {
        let answer = ask(&gateway, filter.clone()).await;
        let error = only_error(&answer);
        assert_eq!(
            error["extensions"]["code"], "BAD_INPUT",
            "{filter}: {error}"
        );
        assert_eq!(
            error["extensions"]["argument"], argument,
            "{filter}: {error}"
        );
    }
    assert!(
        gateway
            .providers()
            .iter()
            .all(|one| one.requests().is_empty())
    );
}

#[tokio::test]
async fn what_nothing_can_meet_gives_nothing_and_asks_nobody() {
    let gateway = TestGateway::start().await;
    let agents = "{ agents(first: 1, sources: [\"chat\"]) { nodes { id } } }";
    let answer = gateway.query(agents).await;
    let agent = at(data(&answer), "/agents/nodes/0/id").clone();
    gateway.forget_requests();
    for filter in [
        json!({ "statuses": ["OPEN"], "statusCategories": ["DONE"] }),
        json!({ "assigneeIds": [agent], "isAssigned": false }),
        json!({ "assigneeIds": [agent], "providers": ["HELP_SCOUT"] }),
    ] {
        let answer = ask(&gateway, filter.clone()).await;
        let page = at(data(&answer), "/conversations");
        assert_eq!(list(page, "/nodes").len(), 0, "{filter}");
        assert_eq!(page["totalCount"], 0, "{filter}");
        assert_eq!(page["totalCountPrecision"], "EXACT", "{filter}");
    }
    assert!(
        gateway
            .providers()
            .iter()
            .all(|one| one.requests().is_empty())
    );
}

#[tokio::test]
async fn numbers_are_compared_within_one_source_only() {
    let gateway = TestGateway::start().await;
    let order = "orderBy: { field: NUMBER }";
    let answer = gateway
        .query(&format!(
            "{{ conversations({order}) {{ nodes {{ id }} }} }}"
        ))
        .await;
    let error = only_error(&answer);
    assert_eq!(error["extensions"]["argument"], "orderBy.field");
    let one = format!("{{ conversations({order}, sources: [\"chat\"]) {{ nodes {{ id }} }} }}");
    data(&gateway.query(&one).await);
}

#[tokio::test]
async fn a_cursor_of_another_filter_or_order_is_refused() {
    let gateway = TestGateway::start().await;
    let page = |arguments: &str| {
        let query = format!("{{ conversations({arguments}) {{ pageInfo {{ endCursor }} }} }}");
        let gateway = &gateway;
        async move { gateway.query(&query).await }
    };
    let first = page("first: 2, filter: { statusCategories: [TODO] }").await;
    let cursor = at(data(&first), "/conversations/pageInfo/endCursor")
        .as_str()
        .unwrap();
    let same = format!("first: 9, after: \"{cursor}\", filter: {{ statusCategories: [TODO] }}");
    data(&page(&same).await);
    for other in [
        format!("after: \"{cursor}\""),
        format!("after: \"{cursor}\", filter: {{ statusCategories: [DONE] }}"),
        format!(
            "after: \"{cursor}\", filter: {{ statusCategories: [TODO] }}, orderBy: {{ field: CREATED_AT }}"
        ),
        format!("after: \"{cursor}\", filter: {{ statusCategories: [TODO] }}, sources: [\"chat\"]"),
    ] {
        let answer = page(&other).await;
        assert_eq!(
            only_error(&answer)["extensions"]["code"],
            "CURSOR_INVALID",
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_strict_list_leaves_out_who_cannot_filter_alone() {
    let gateway = TestGateway::start().await;
    let filter = json!({ "policy": "STRICT", "text": "battery" });
    let answer = ask(&gateway, filter).await;
    let sources = list(at(data(&answer), "/conversations"), "/sources");
    let cord = sources
        .iter()
        .find(|one| one["source"]["key"] == key(ProviderKind::Cord));
    let cord = cord.unwrap();
    assert_eq!(cord["status"], "SKIPPED_UNSUPPORTED");
    assert_eq!(cord["unsupportedFilters"], json!(["text"]));
}
