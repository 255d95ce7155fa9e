//! Searches over sources: each source ranks its own matches, and the ranks are interleaved, because scores of different
//! providers cannot be compared.

use std::sync::Arc;

use crate::cache::{self, Searched};
use crate::feed::lane::Lane;
use crate::feed::listing;
use crate::feed::reading::{Reading, Terms};
use crate::model::{
    Condition, ContactCondition, ContactOrder, ContactQuery, ConversationCondition,
    ConversationOrder, ConversationParts, ConversationQuery, Hit, all_hold,
};
use crate::provider::{Capability, OrderPlan, Plan, Source};

/// What can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchKind {
    /// Conversations.
    Conversation,
    /// Messages.
    Message,
    /// Contacts.
    Contact,
    /// Tickets.
    Ticket,
    /// Companies.
    Organization,
}

/// What is wanted of a search.
#[derive(Clone, Copy, Debug)]
pub struct SearchAsk<'a> {
    /// The words.
    pub words: &'a str,
    /// What to search for.
    pub kinds: &'a [SearchKind],
    /// What is wanted of conversations.
    pub parts: ConversationParts,
}

/// A search for one kind in each source.
pub(super) fn lanes<'a>(
    terms: Terms<'a>,
    sources: &[Arc<Source>],
    ask: &SearchAsk<'_>,
) -> Vec<Lane<'a, listing::Hits>> {
    let lane = |source, kind: &SearchKind| {
        let reading = Reading::begin(terms, source, "search");
        let mut lane = match kind {
            SearchKind::Conversation => conversations(reading, ask),
            SearchKind::Ticket => tickets(reading, ask),
            SearchKind::Message => messages(reading, ask),
            SearchKind::Contact => contacts(reading, ask),
            SearchKind::Organization => organizations(reading, ask),
        };
        lane.name = name(*kind);
        lane
    };
    let of_source = |source| ask.kinds.iter().map(move |kind| lane(source, kind));
    sources.iter().flat_map(of_source).collect()
}

const fn name(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Conversation => "conversations",
        SearchKind::Message => "messages",
        SearchKind::Contact => "contacts",
        SearchKind::Ticket => "tickets",
        SearchKind::Organization => "organizations",
    }
}

type SearchReading<'a> = Reading<'a, cache::Hits>;
type SearchLane<'a> = Lane<'a, listing::Hits>;

fn conversations<'a>(reading: SearchReading<'a>, ask: &SearchAsk<'_>) -> SearchLane<'a> {
    let text = ConversationCondition::Text(ask.words.to_owned());
    cases(reading, ask, vec![text], |query, parts| {
        Searched::Conversations { query, parts }
    })
}

fn tickets<'a>(reading: SearchReading<'a>, ask: &SearchAsk<'_>) -> SearchLane<'a> {
    let has_tickets = has(&reading, Capability::TicketRead);
    let text = ConversationCondition::Text(ask.words.to_owned());
    let conditions = vec![text, ConversationCondition::IsTicket(true)];
    let lane = cases(reading, ask, conditions, |query, parts| Searched::Tickets {
        query,
        parts,
    });
    if has_tickets { lane } else { lane.refused() }
}

fn cases<'a>(
    reading: SearchReading<'a>,
    ask: &SearchAsk<'_>,
    conditions: Vec<ConversationCondition>,
    searched: impl FnOnce(Arc<ConversationQuery>, ConversationParts) -> Searched,
) -> SearchLane<'a> {
    let asked = ConversationQuery {
        conditions,
        order: ConversationOrder::default(),
    };
    let plan = reading.source.provider.plan_conversations(&asked);
    let now = reading.terms.clock.now();
    let needs = plan.residual.iter().map(Condition::needs);
    let parts = needs.fold(ask.parts, ConversationParts::union);
    planned(reading, plan, |pushed, residual| listing::Hits {
        searched: searched(
            Arc::new(ConversationQuery {
                conditions: pushed,
                ..asked
            }),
            parts,
        ),
        check: Box::new(move |hit, along| match hit {
            Hit::Conversation(one) | Hit::Ticket(one) => all_hold(&residual, one, along, now),
            Hit::Message(_) | Hit::Contact(_) | Hit::Organization(_) => false,
        }),
    })
}

fn contacts<'a>(reading: SearchReading<'a>, ask: &SearchAsk<'_>) -> SearchLane<'a> {
    let asked = ContactQuery {
        conditions: vec![ContactCondition::Text(ask.words.to_owned())],
        order: ContactOrder::default(),
    };
    let plan = reading.source.provider.plan_contacts(&asked);
    let now = reading.terms.clock.now();
    planned(reading, plan, |pushed, residual| listing::Hits {
        searched: Searched::Contacts(Arc::new(ContactQuery {
            conditions: pushed,
            ..asked
        })),
        check: Box::new(
            move |hit, along| matches!(hit, Hit::Contact(one) if all_hold(&residual, one, along, now)),
        ),
    })
}

fn messages<'a>(reading: SearchReading<'a>, ask: &SearchAsk<'_>) -> SearchLane<'a> {
    let listing = listing::Hits {
        searched: Searched::Messages(ask.words.into()),
        check: Box::new(|_, _| true),
    };
    Lane::plain(reading, listing, OrderPlan::Native)
}

fn organizations<'a>(reading: SearchReading<'a>, ask: &SearchAsk<'_>) -> SearchLane<'a> {
    let words = ask.words.to_lowercase();
    let is_meant = move |name: &str| name.to_lowercase().contains(&words);
    let listing = listing::Hits {
        searched: Searched::Organizations,
        check: Box::new(move |hit, _| matches!(hit, Hit::Organization(one) if is_meant(&one.name))),
    };
    let mut lane = Lane::plain(reading, listing, OrderPlan::Native);
    lane.split.residual = vec!["query"];
    lane
}

fn has(reading: &SearchReading<'_>, capability: Capability) -> bool {
    let profile = reading.source.provider.profile();
    profile.capabilities.can(capability)
}

/// A lane whose order is the rank that the provider gives, whatever that is.
fn planned<'a, C: Condition>(
    reading: SearchReading<'a>,
    plan: Plan<C>,
    listing: impl FnOnce(Vec<C>, Vec<C>) -> listing::Hits,
) -> SearchLane<'a> {
    let plan = Plan {
        order: OrderPlan::Native,
        ..plan
    };
    let policy = crate::feed::FilterPolicy::Residual;
    Lane::planned(reading, plan, policy, |plan| {
        listing(plan.pushed, plan.residual)
    })
}
