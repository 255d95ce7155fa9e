use super::{Client, conversation};

#[tokio::test]
async fn single_filters_narrow_the_list() {
    let client = Client::new().await;
    let cases = async |filter: &str| client.cases(&format!("status=all&{filter}")).await;
    assert_eq!(cases("mailbox=14").await, [26, 22, 18, 12, 6, 3]);
    assert_eq!(cases("mailbox=14,15").await.len(), 6);
    assert_eq!(cases("mailbox=13,14&page=2").await, [3, 2, 1]);
    assert_eq!(cases("mailbox=15").await, [0_u64; 0]);
    assert_eq!(cases("tag=parts").await, [23, 21, 14]);
    assert_eq!(cases("tag=parts,app").await, [25, 23, 21, 14, 9]);
    assert_eq!(cases("tag=VIP").await, [27, 14, 5]);
    assert_eq!(cases("assigned_to=400").await, [24, 23, 21, 15, 14, 8, 2]);
    assert_eq!(cases("assigned_to=641").await, [28, 19, 10, 7, 1]);
    assert_eq!(cases("number=48245").await, [15]);
    assert_eq!(
        client.cases("number=48203").await,
        [0_u64; 0],
        "the default status applies as well"
    );
    assert_eq!(cases("folder=1406").await, [0_u64; 0]);
    assert_eq!(cases("folder=1306").await, [13, 4]);
    assert_eq!(
        cases("folder=1304").await,
        [27, 25, 24, 23, 21, 16, 15, 14, 8, 2]
    );
    assert_eq!(
        cases("modifiedSince=2026-11-18T20:50:00Z").await,
        [28, 27, 26, 25]
    );
}

#[tokio::test]
async fn custom_fields_are_matched_by_their_kind() {
    let client = Client::new().await;
    let cases = async |filter: &str| client.cases(&format!("status=all&{filter}")).await;
    assert_eq!(cases("mailbox=13&customFieldsByIds=8:8519").await, [16, 5]);
    assert_eq!(
        cases("mailbox=13&customFieldsByIds=8:8519,9:4841").await,
        [5]
    );
    assert_eq!(
        cases("mailbox=13&customFieldsByIds=8:8519&customFieldsByIds=10:2026-11-24").await,
        [16]
    );
    assert_eq!(
        cases("mailbox=13&customFieldsByIds=8:851").await,
        [0_u64; 0]
    );
    assert_eq!(cases("mailbox=14&customFieldsByIds=22:4").await, [0_u64; 0]);
}

#[tokio::test]
async fn lists_are_sorted_as_asked() {
    let client = Client::new().await;
    let first = async |sort: &str| client.cases(&format!("status=all&{sort}")).await[..3].to_vec();
    assert_eq!(first("").await, [28, 27, 26]);
    assert_eq!(first("sortOrder=asc").await, [1, 2, 3]);
    assert_eq!(first("sortField=number&sortOrder=desc").await, [28, 27, 26]);
    assert_eq!(first("sortField=modifiedAt").await, [28, 27, 26]);
    assert_eq!(first("sortField=modifiedAt&sortOrder=asc").await, [1, 2, 4]);
    assert_eq!(first("sortField=status&sortOrder=asc").await, [3, 7, 10]);
    assert_eq!(first("sortField=mailboxid").await, [26, 22, 18]);
    assert_eq!(
        first("sortField=customerEmail&sortOrder=asc").await,
        [3, 27, 21]
    );
    assert_eq!(
        first("sortField=customerName&sortOrder=asc").await,
        [21, 3, 27]
    );
    assert_eq!(first("sortField=subject&sortOrder=asc").await, [1, 2, 8]);
    assert_eq!(
        first("sortField=waitingSince&sortOrder=asc").await,
        [1, 2, 4]
    );
}

#[tokio::test]
async fn queries_find_by_every_documented_field() {
    let client = Client::new().await;
    let cases = async |query: &str| {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        client.cases(&format!("status=all&query={query}")).await
    };
    let (one, two) = (conversation(3), conversation(11));
    assert_eq!(cases(&format!("(id:({one} OR {two} OR 1))")).await, [11, 3]);
    assert_eq!(cases("(number:48245)").await, [15]);
    assert_eq!(cases("(number:[48275 TO *])").await, [28, 27, 26, 25]);
    assert_eq!(cases("(subject:\"bottom bracket\")").await, [23, 14]);
    assert_eq!(cases("(subject:invo*)").await, [22, 12, 6]);
    assert_eq!(cases("(body:\"battery shows\")").await, [24]);
    assert_eq!(cases("(tag:parts AND NOT tag:vip)").await, [23, 21]);
    assert_eq!(
        cases("(mailbox:\"Kestrel Billing\")").await,
        [26, 22, 18, 12, 6, 3]
    );
    assert_eq!(cases("(mailbox:Kestrel)").await, [0_u64; 0]);
    assert_eq!(
        cases("(mailboxid:14 tag:double-charge)").await,
        [22, 18, 12, 6]
    );
    assert_eq!(cases("(email:\"zoe.lambert@mail.example\")").await, [16, 1]);
    assert_eq!(
        cases("(email:ingrid.solheim@hotelhalden.example)").await,
        [19, 8]
    );
    assert_eq!(
        cases("(email:\"grace@adeyemi.example\")").await,
        cases("(email:\"grace.adeyemi@mail.example\")").await,
        "all addresses of a profile are known"
    );
    assert_eq!(cases("(customerIds:501362)").await, [16, 1]);
    assert_eq!(cases("(assigned:\"Unassigned\")").await, [26, 13, 4]);
    assert_eq!(cases("(assigned:\"Bo Lindqvist\")").await, [27, 25, 5]);
    let nobody = "(NOT assigned:\"Unassigned\" AND number:[48275 TO *])";
    assert_eq!(cases(nobody).await, [28, 27, 25]);
    assert_eq!(
        cases("(attachments:true AND mailboxid:13)").await,
        [19, 16, 15, 13]
    );
    assert_eq!(cases("(replyUserIds:(391 OR 1))").await, [27, 15, 5]);
    assert_eq!(
        cases("(createdAt:[2026-11-19 TO 2026-11-20])").await,
        [28, 27, 26]
    );
    assert_eq!(cases("(createdAt:2026-11-19)").await, [27, 26]);
    assert_eq!(cases("(createdAt:[* TO 2026-11-06])").await, [2, 1]);
    assert_eq!(cases("(modifiedAt:[NOW-1DAY TO NOW])").await, [28, 27]);
    assert_eq!(cases("(createdAt:2014)").await, [0_u64; 0]);
    assert_eq!(cases("(bracket)").await, [23, 14]);
}

#[tokio::test]
async fn a_query_is_one_filter_among_others() {
    let client = Client::new().await;
    assert_eq!(client.cases("query=(tag:parts)").await, [23, 14]);
    assert_eq!(
        client.cases("status=all&tag=vip&query=(tag:parts)").await,
        [14]
    );
}
