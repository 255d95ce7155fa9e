//! Files: a link that redirects to the store, and the store. Neither asks who comes.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::view::file::stored_at;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route(
            "/rails/active_storage/blobs/redirect/{signed_id}/{name}",
            get(blob),
        )
        .route(
            "/rails/active_storage/representations/redirect/{signed_id}/{variation}/{name}",
            get(representation),
        )
        .route("/rails/active_storage/disk/{key}/{name}", get(store))
}

async fn blob(
    State(server): State<Arc<Server>>,
    Path((signed_id, _)): Path<(String, String)>,
) -> Response {
    redirect(&server, &signed_id)
}

async fn representation(
    State(server): State<Arc<Server>>,
    Path((signed_id, _, _)): Path<(String, String, String)>,
) -> Response {
    redirect(&server, &signed_id)
}

fn redirect(server: &Server, signed_id: &str) -> Response {
    let state = server.state();
    let mut blobs = state.blobs.iter();
    let Some(blob) = blobs.find(|blob| secret::signed_id(blob.id) == signed_id) else {
        return Refusal::NoRoute.into_response();
    };
    let location = format!("{}{}", server.base_url, stored_at(blob));
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

async fn store(
    State(server): State<Arc<Server>>,
    Path((key, _)): Path<(String, String)>,
) -> Response {
    let state = server.state();
    let mut blobs = state.blobs.iter();
    let is_it = |path: &str| path.split('/').nth(4) == Some(key.as_str());
    let Some(blob) = blobs.find(|blob| is_it(&stored_at(blob))) else {
        return Refusal::NoRoute.into_response();
    };
    let content_type = [(header::CONTENT_TYPE, blob.mime_type.clone())];
    (content_type, blob.content.clone()).into_response()
}
