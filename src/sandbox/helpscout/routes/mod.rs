//! All routes.

mod account;
mod conversations;
mod customers;
mod inboxes;
mod staff;
mod threads;
mod token;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::gate;
use super::refusal::Refusal;
use super::server::Shared;

/// The table of routes. Only the token endpoint is open to everybody.
pub(crate) fn router(server: Shared) -> Router {
    let guarded = Router::new()
        .merge(desk())
        .merge(people())
        .merge(settings())
        .fallback(|| async { Refusal::not_found() })
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() })
        .layer(from_fn_with_state(server.clone(), gate::pass));
    let open = Router::new()
        .route("/v2/oauth2/token", post(token::issue))
        .method_not_allowed_fallback(|| async { Refusal::wrong_method() });
    guarded.merge(open).with_state(server)
}

fn desk() -> Router<Shared> {
    Router::new()
        .route("/v2/conversations", get(conversations::list))
        .route(
            "/v2/conversations/{conversationId}",
            get(conversations::show),
        )
        .route(
            "/v2/conversations/{conversationId}/threads",
            get(threads::list),
        )
        .route(
            "/v2/conversations/{conversationId}/threads/{threadId}/original-source",
            get(threads::original_source),
        )
        .route(
            "/v2/conversations/{conversationId}/attachments/{attachmentId}/data",
            get(threads::attachment_data),
        )
}

fn people() -> Router<Shared> {
    Router::new()
        .route("/v2/customers", get(customers::list))
        .route("/v2/customers/{customerId}", get(customers::show))
        .route("/v2/organizations", get(customers::organizations))
        .route(
            "/v2/organizations/{organizationId}",
            get(customers::organization),
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
