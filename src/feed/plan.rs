//! From a question to the lanes that answer it: which source is asked what, and what is checked here.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache;
use crate::feed::lane::{FilterPolicy, Lane, names};
use crate::feed::listing;
use crate::feed::reading::{Reading, Terms, Wanted};
use crate::model::{
    Condition as _, Contact, ContactCondition, ContactOrder, ContactQuery, ConversationCondition,
    ConversationOrder, ConversationOrderField, ConversationParts, ConversationQuery, Id,
    PageRequest,
};
use crate::provider::{Capability, OrderPlan, Source};

/// Contacts that are taken into account when conversations are looked for by an address.
const FEW: usize = 25;

/// What conversations are wanted, and how.
pub(super) struct Conversations<'q> {
    pub query: &'q ConversationQuery,
    pub policy: FilterPolicy,
    pub parts: ConversationParts,
    /// Whether every row has to be a numbered ticket.
    pub are_tickets: bool,
}

/// Asks each source for conversations.
pub(super) async fn conversations<'a>(
    terms: Terms<'a>,
    sources: &[Arc<Source>],
    wanted: &Conversations<'_>,
) -> Vec<Lane<'a, listing::Conversations>> {
    let is_merged = sources.len() > 1;
    join_all(
        sources
            .iter()
            .map(|source| conversations_of(terms, source, wanted, is_merged)),
    )
    .await
}

async fn conversations_of<'a>(
    terms: Terms<'a>,
    source: &Arc<Source>,
    wanted: &Conversations<'_>,
    is_merged: bool,
) -> Lane<'a, listing::Conversations> {
    let mut reading = Reading::begin(terms, source, "conversations");
    let query = if source.is_enabled {
        settled(&mut reading, wanted.query).await
    } else {
        None
    };
    let Some(query) = query else {
        return nothing(reading, wanted.query);
    };
    let has_tickets = source
        .provider
        .profile()
        .capabilities
        .can(Capability::TicketRead);
    let plan = source.provider.plan_conversations(&query);
    let order = query.order;
    let sorts_here = plan.order == OrderPlan::Window;
    let lane = Lane::planned(reading, plan, wanted.policy, |plan| {
        let mut parts = wanted.parts;
        for condition in &plan.residual {
            parts |= condition.needs();
        }
        // The rows of one source come in the right order without telling why.
        if is_merged || sorts_here {
            parts |= needs(order.field);
        }
        listing::Conversations {
            query: Arc::new(ConversationQuery {
                conditions: plan.pushed,
                order: if sorts_here {
                    ConversationOrder::default()
                } else {
                    order
                },
            }),
            order,
            residual: plan.residual,
            parts,
            now: terms.clock.now(),
        }
    });
    if wanted.are_tickets && !has_tickets {
        lane.refused()
    } else {
        lane
    }
}

/// What a row has to know to be merged by a field.
const fn needs(field: ConversationOrderField) -> ConversationParts {
    use ConversationOrderField as Field;
    match field {
        Field::LastActivityAt | Field::CreatedAt | Field::UpdatedAt | Field::WaitingSince => {
            ConversationParts::TIMES
        }
        Field::Priority => ConversationParts::SUMMARY.union(ConversationParts::TIMES),
        Field::SlaDueAt => ConversationParts::WORK,
        Field::SnoozedUntil | Field::Number => ConversationParts::SUMMARY,
    }
}

/// A source that has no row for a question, and is not asked.
fn nothing<'a>(
    reading: Reading<'a, cache::Conversations>,
    query: &ConversationQuery,
) -> Lane<'a, listing::Conversations> {
    let now = reading.terms.clock.now();
    let listing = listing::Conversations {
        query: Arc::default(),
        order: query.order,
        residual: Vec::new(),
        parts: ConversationParts::empty(),
        now,
    };
    let mut lane = Lane::plain(reading, listing, OrderPlan::Native);
    lane.split.pushed = names(&query.conditions);
    // Who failed to say whether there are rows is asked again for the next page.
    lane.can_match = lane.reading.error.is_some();
    lane
}

/// What is left of a question for one source; `None` if it has no such row, or failed to say.
pub(super) async fn settled(
    reading: &mut Reading<'_, cache::Conversations>,
    query: &ConversationQuery,
) -> Option<ConversationQuery> {
    if query.is_contradictory() {
        return None;
    }
    let query = query.within(&reading.source.key)?;
    let plan = reading.source.provider.plan_conversations(&query);
    let is_address =
        |one: &&ConversationCondition| matches!(one, ConversationCondition::ContactEmail(_));
    let Some(ConversationCondition::ContactEmail(address)) =
        plan.unsupported.iter().find(is_address)
    else {
        return Some(query);
    };
    let people = people(reading, address).await;
    let mut conditions = query.conditions;
    for condition in &mut conditions {
        if matches!(condition, ConversationCondition::ContactEmail(_)) {
            *condition = ConversationCondition::Contacts(people.clone()?);
        }
    }
    Some(ConversationQuery {
        conditions,
        ..query
    })
}

/// The contacts with an address; `None` if there are none, or the source failed to say.
async fn people(
    reading: &mut Reading<'_, cache::Conversations>,
    address: &str,
) -> Option<Vec<Id<Contact>>> {
    let condition = ContactCondition::Email(address.to_owned());
    let query = ContactQuery {
        conditions: vec![condition.clone()],
        order: ContactOrder::default(),
    };
    let plan = reading.source.provider.plan_contacts(&query);
    let mut list = cache::Contacts {
        query: Arc::new(ContactQuery {
            conditions: plan.pushed,
            ..query
        }),
        page: PageRequest::first(FEW),
    };
    let now = reading.terms.clock.now();
    let mut people = Vec::new();
    let mut read = 0;
    loop {
        let found = reading.look_up(&list, Wanted::Usual).await.ok()?;
        let having = found.object.items.iter();
        let having = having.filter(|one| condition.holds(one, &found.object.related, now));
        people.extend(having.map(|one| one.id.clone()));
        // Also an empty page counts, or a source of empty pages would be read for ever.
        read += found.object.items.len().max(1);
        list.page.position = found.object.next.clone();
        if list.page.position.is_none() || read >= reading.terms.limit {
            return (!people.is_empty()).then_some(people);
        }
    }
}

/// What contacts are wanted, and how.
pub(super) struct Contacts<'q> {
    pub conditions: &'q [ContactCondition],
    /// `None` takes the sources one after another, each in its own order.
    pub order: Option<ContactOrder>,
    pub policy: FilterPolicy,
}

/// Asks each source for contacts.
pub(super) fn contacts<'a>(
    terms: Terms<'a>,
    sources: &[Arc<Source>],
    wanted: &Contacts<'_>,
) -> Vec<Lane<'a, listing::Contacts>> {
    sources
        .iter()
        .map(|source| contacts_of(terms, source, wanted))
        .collect()
}

fn contacts_of<'a>(
    terms: Terms<'a>,
    source: &Arc<Source>,
    wanted: &Contacts<'_>,
) -> Lane<'a, listing::Contacts> {
    let reading = Reading::begin(terms, source, "contacts");
    let asked = ContactQuery {
        conditions: wanted.conditions.to_vec(),
        order: wanted.order.unwrap_or_default(),
    };
    let here = asked.within(&source.key);
    let can_match = here.is_some();
    let query = here.unwrap_or_default();
    let mut plan = source.provider.plan_contacts(&query);
    let order = if plan.order == OrderPlan::Window {
        ContactOrder::default()
    } else {
        query.order
    };
    if wanted.order.is_none() {
        plan.order = OrderPlan::Native;
    }
    let mut lane = Lane::planned(reading, plan, wanted.policy, |plan| listing::Contacts {
        query: Arc::new(ContactQuery {
            conditions: plan.pushed,
            order,
        }),
        order: wanted.order,
        residual: plan.residual,
        now: terms.clock.now(),
    });
    if !can_match {
        lane.split.pushed = names(wanted.conditions);
        lane.can_match = false;
    }
    lane
}
