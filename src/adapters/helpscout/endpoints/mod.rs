//! Help Scout's operations. The root of the API has no version in it; the paths do.

mod account;
mod conversation_writes;
mod conversations;
mod customers;
mod people_writes;
mod thread_writes;

use crate::model::OrderDirection;
use crate::transport::{Endpoint as _, Listed, Next, Operation, PageStyle, Query};

use super::wire;

pub(super) use account::{
    GetMailbox, GetMe, GetTag, GetUser, ListMailboxFields, ListMailboxes, ListTags,
    ListTeamMembers, ListTeams, ListUserStatuses, ListUsers,
};
pub(super) use conversation_writes::{
    CreateConversation, DeleteConversation, DeleteSnooze, PatchConversation, PutFields, PutSnooze,
    PutTags,
};
pub(super) use conversations::{
    GetAttachmentData, GetConversation, ListConversations, ListThreads,
};
pub(super) use customers::{
    GetCustomer, GetOrganization, ListCustomers, ListOrganizationConversations,
    ListOrganizationCustomers, ListOrganizations,
};

pub(super) use people_writes::{
    CreateCustomer, CreateOrganization, DeleteCustomer, DeleteOrganization, PatchCustomer,
    PatchProperties, PutOrganization,
};
pub(super) use thread_writes::{
    CreateCustomerThread, CreateDraft, CreateNote, CreateReply, PatchThread, PutSchedule,
};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListConversations::OPERATION,
    GetConversation::OPERATION,
    ListThreads::OPERATION,
    GetAttachmentData::OPERATION,
    ListCustomers::OPERATION,
    GetCustomer::OPERATION,
    ListOrganizations::OPERATION,
    GetOrganization::OPERATION,
    ListOrganizationCustomers::OPERATION,
    ListOrganizationConversations::OPERATION,
    ListUsers::OPERATION,
    GetUser::OPERATION,
    GetMe::OPERATION,
    ListUserStatuses::OPERATION,
    ListTeams::OPERATION,
    ListTeamMembers::OPERATION,
    ListMailboxes::OPERATION,
    GetMailbox::OPERATION,
    ListMailboxFields::OPERATION,
    ListTags::OPERATION,
    GetTag::OPERATION,
    CreateConversation::OPERATION,
    PatchConversation::OPERATION,
    DeleteConversation::OPERATION,
    PutTags::OPERATION,
    PutFields::OPERATION,
    PutSnooze::OPERATION,
    DeleteSnooze::OPERATION,
    CreateReply::OPERATION,
    CreateDraft::OPERATION,
    CreateCustomerThread::OPERATION,
    CreateNote::OPERATION,
    PatchThread::OPERATION,
    PutSchedule::OPERATION,
    CreateCustomer::OPERATION,
    PatchCustomer::OPERATION,
    PatchProperties::OPERATION,
    DeleteCustomer::OPERATION,
    CreateOrganization::OPERATION,
    PutOrganization::OPERATION,
    DeleteOrganization::OPERATION,
];

/// Conversations and threads.
const SHORT: PageStyle = PageStyle::Number {
    page: "page",
    size: SHORT_PAGE,
};
/// How many conversations or threads come at once.
pub(super) const SHORT_PAGE: usize = 25;

/// Everything else.
const LONG: PageStyle = PageStyle::Number {
    page: "page",
    size: 50,
};

/// What a list is sorted by, and which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub field: &'static str,
    pub direction: OrderDirection,
}

impl Sort {
    /// What changed last comes first.
    pub(super) const LATEST: Self = Self {
        field: "modifiedAt",
        direction: OrderDirection::Desc,
    };

    fn apply(self, query: &mut Query) {
        let direction = match self.direction {
            OrderDirection::Asc => "asc",
            OrderDirection::Desc => "desc",
        };
        query
            .set("sortField", self.field)
            .set("sortOrder", direction);
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self::LATEST
    }
}

/// The query that wants all clauses, in the parentheses that it needs.
fn all_of(clauses: &[String]) -> Option<String> {
    (!clauses.is_empty()).then(|| format!("({})", clauses.join(" AND ")))
}

fn listed<P, T>(list: wire::List<P>, items: impl FnOnce(P) -> Vec<T>) -> Listed<T> {
    let wire::List { embedded, page } = list;
    let wire::PageInfo {
        total_elements,
        total_pages,
        number,
    } = page;
    Listed {
        items: embedded.map(items).unwrap_or_default(),
        next: Next::More(number < total_pages),
        total: Some(total_elements),
    }
}
