//! Lists asked for conditions, and searches: some question for each operation behind them.

use deskgraph::model::{
    Contact, ContactCondition, ContactOrder, ContactQuery, Conversation, ConversationCondition,
    ConversationOrder, ConversationParts, ConversationQuery, PageRequest,
};

use super::listed::all;
use super::setup::Desk;

/// Asks the lists for one condition at a time, as far as the provider evaluates it.
pub(super) async fn ask_each(desk: &Desk) {
    for condition in of_conversations(desk).await {
        let query = ConversationQuery {
            conditions: vec![condition],
            order: ConversationOrder::default(),
        };
        let plan = desk.provider.plan_conversations(&query);
        if !plan.can_match || plan.pushed.is_empty() {
            continue;
        }
        let query = ConversationQuery {
            conditions: plan.pushed,
            ..query
        };
        let (first, parts) = (PageRequest::first(5), ConversationParts::SUMMARY);
        let asked = desk
            .provider
            .conversations(&desk.context, &query, first, parts);
        asked.await.unwrap();
    }
    for condition in of_contacts(desk).await {
        let query = ContactQuery {
            conditions: vec![condition],
            order: ContactOrder::default(),
        };
        let plan = desk.provider.plan_contacts(&query);
        if !plan.can_match || plan.pushed.is_empty() {
            continue;
        }
        let query = ContactQuery {
            conditions: plan.pushed,
            ..query
        };
        let first = PageRequest::first(5);
        let asked = desk.provider.contacts(&desk.context, &query, first);
        asked.await.unwrap();
    }
    let first = PageRequest::first(5);
    let _ = desk
        .provider
        .search_messages(&desk.context, "a", first)
        .await;
}

async fn of_conversations(desk: &Desk) -> Vec<ConversationCondition> {
    use ConversationCondition as Is;
    let rows = all::<Conversation>(desk).await;
    let ids: Vec<_> = rows.iter().take(2).map(|row| row.id.clone()).collect();
    let numbers = rows.iter().filter_map(|row| row.number.clone()).take(1);
    let contacts = rows.iter().filter_map(|row| row.contact.clone()).take(1);
    vec![
        Is::Ids(ids),
        Is::Numbers(numbers.collect()),
        Is::Contacts(contacts.collect()),
        Is::Text("a".to_owned()),
        Is::IsAssigned(true),
    ]
}

async fn of_contacts(desk: &Desk) -> Vec<ContactCondition> {
    use ContactCondition as Is;
    let rows = all::<Contact>(desk).await;
    let emails = rows.iter().flat_map(|row| &row.emails).take(1);
    let emails = emails.map(|email| Is::Email(email.value.clone()));
    let phones = rows.iter().flat_map(|row| &row.phones).take(1);
    let phones = phones.map(|phone| Is::Phone(phone.value.clone()));
    let names = rows.iter().take(1).map(|row| row.display_name().to_owned());
    emails.chain(phones).chain(names.map(Is::Text)).collect()
}
