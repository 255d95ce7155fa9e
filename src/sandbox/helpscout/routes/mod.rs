//! All routes.

mod account;
mod conversation_writes;
mod conversations;
mod customer_writes;
mod customers;
mod inboxes;
mod organization_writes;
mod staff;
mod thread_writes;
mod threads;
mod token;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, patch, post, put};

use super::forms::MOST;
use super::forms::customer::List;
use super::gate;
use super::records::ThreadKind;
use super::refusal::Refusal;
use super::server::Shared;

/// The table of routes. Only the token endpoint is open to everybody.
pub(crate) fn router(server: Shared) -> Router {
    let guarded = Router::new()
        .merge(desk())
        .merge(threads())
        .merge(customers())
        .merge(people())
        .merge(settings())
        .fallback(|| async { Refusal::not_found() })
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() })
        .layer(DefaultBodyLimit::max(MOST))
        .layer(from_fn_with_state(server.clone(), gate::pass));
    let open = Router::new()
        .route("/v2/oauth2/token", post(token::issue))
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() });
    guarded.merge(open).with_state(server)
}

fn desk() -> Router<Shared> {
    Router::new()
        .route(
            "/v2/conversations",
            get(conversations::list).post(conversation_writes::create),
        )
        .route(
            "/v2/conversations/{conversationId}",
            get(conversations::show)
                .patch(conversation_writes::patch)
                .delete(conversation_writes::delete),
        )
        .route(
            "/v2/conversations/{conversationId}/tags",
            put(conversation_writes::put_tags),
        )
        .route(
            "/v2/conversations/{conversationId}/fields",
            put(conversation_writes::put_fields),
        )
        .route(
            "/v2/conversations/{conversationId}/snooze",
            put(conversation_writes::put_snooze).delete(conversation_writes::delete_snooze),
        )
}

fn threads() -> Router<Shared> {
    Router::new()
        .route(
            "/v2/conversations/{conversationId}/threads",
            get(threads::list),
        )
        .route(
            "/v2/conversations/{conversationId}/reply",
            post(|state, ids, body| thread_writes::create(ThreadKind::Message, state, ids, body)),
        )
        .route(
            "/v2/conversations/{conversationId}/notes",
            post(|state, ids, body| thread_writes::create(ThreadKind::Note, state, ids, body)),
        )
        .route(
            "/v2/conversations/{conversationId}/chats",
            post(|state, ids, body| thread_writes::create(ThreadKind::Chat, state, ids, body)),
        )
        .route(
            "/v2/conversations/{conversationId}/customer",
            post(|state, ids, body| thread_writes::create(ThreadKind::Customer, state, ids, body)),
        )
        .route(
            "/v2/conversations/{conversationId}/phones",
            post(|state, ids, body| thread_writes::create(ThreadKind::Phone, state, ids, body)),
        )
        .route(
            "/v2/conversations/{conversationId}/threads/{threadId}",
            patch(thread_writes::patch).delete(thread_writes::delete),
        )
        .route(
            "/v2/conversations/{conversationId}/threads/{threadId}/original-source",
            get(threads::original_source),
        )
        .route(
            "/v2/conversations/{conversationId}/threads/{threadId}/schedule",
            put(thread_writes::put_schedule)
                .patch(thread_writes::patch_schedule)
                .delete(thread_writes::delete_schedule),
        )
        .route(
            "/v2/conversations/{conversationId}/threads/{threadId}/attachments",
            post(thread_writes::create_attachment),
        )
        .route(
            "/v2/conversations/{conversationId}/attachments/{attachmentId}",
            delete(thread_writes::delete_attachment),
        )
        .route(
            "/v2/conversations/{conversationId}/attachments/{attachmentId}/data",
            get(threads::attachment_data),
        )
}

fn customers() -> Router<Shared> {
    let mut router = Router::new()
        .route(
            "/v2/customers",
            get(customers::list).post(customer_writes::create),
        )
        .route(
            "/v2/customers/{customerId}",
            get(customers::show)
                .put(customer_writes::put)
                .patch(customer_writes::patch)
                .delete(customer_writes::delete),
        )
        .route(
            "/v2/customers/{customerId}/address",
            put(customer_writes::put_address)
                .post(customer_writes::create_address)
                .delete(customer_writes::delete_address),
        )
        .route(
            "/v2/customers/{customerId}/properties",
            patch(customer_writes::patch_properties),
        );
    for list in List::ALL {
        let path = format!("/v2/customers/{{customerId}}/{}", list.segment());
        let create = move |state, ids, body| customer_writes::create_entry(list, state, ids, body);
        let replace = move |state, ids, body| customer_writes::put_entry(list, state, ids, body);
        let remove = move |state, ids| customer_writes::delete_entry(list, state, ids);
        router = router
            .route(&path, post(create))
            .route(&format!("{path}/{{entryId}}"), put(replace).delete(remove));
    }
    router
}

fn people() -> Router<Shared> {
    Router::new()
        .route(
            "/v2/organizations",
            get(customers::organizations).post(organization_writes::create),
        )
        .route(
            "/v2/organizations/{organizationId}",
            get(customers::organization)
                .put(organization_writes::put)
                .delete(organization_writes::delete),
        )
        .route(
            "/v2/organizations/{organizationId}/customers",
            get(customers::members),
        )
        .route(
            "/v2/organizations/{organizationId}/conversations",
            get(customers::conversations),
        )
        .route("/v2/users", get(staff::list))
        .route("/v2/users/me", get(staff::me))
        .route("/v2/users/status", get(staff::all_presence))
        .route("/v2/users/{userId}", get(staff::show))
        .route("/v2/users/{userId}/status", get(staff::presence))
        .route("/v2/teams", get(staff::teams))
        .route("/v2/teams/{teamId}/members", get(staff::members))
}

fn settings() -> Router<Shared> {
    Router::new()
        .route("/v2/mailboxes", get(inboxes::list))
        .route("/v2/mailboxes/{mailboxId}", get(inboxes::show))
        .route("/v2/mailboxes/{mailboxId}/fields", get(inboxes::fields))
        .route("/v2/mailboxes/{mailboxId}/folders", get(inboxes::folders))
        .route(
            "/v2/mailboxes/{mailboxId}/saved-replies",
            get(inboxes::saved_replies),
        )
        .route(
            "/v2/mailboxes/{mailboxId}/saved-replies/{replyId}",
            get(inboxes::saved_reply),
        )
        .route("/v2/tags", get(account::tags))
        .route("/v2/tags/{tagId}", get(account::tag))
        .route("/v2/ratings/{ratingId}", get(account::rating))
        .route("/v2/workflows", get(account::workflows))
        .route("/v2/webhooks", get(account::webhooks))
        .route("/v2/webhooks/{webhookId}", get(account::webhook))
}
