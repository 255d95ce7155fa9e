//! Changing the catalogue of labels, which only administrators may.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{patch, post};

use crate::sandbox::nimchat::acts::label::{self, COLUMNS};
use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Label, State};

/// What a label is painted in unless told otherwise.
const COLOR: &str = "#1f93ff";

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new().route("/labels", post(create)).route(
        "/labels/{label_id}",
        patch(update).put(update).delete(destroy),
    )
}

async fn create(call: Call, mut body: Body) -> Answer {
    call.only_admins()?;
    let mut state = call.state();
    let blank = Label {
        id: 0,
        title: String::new(),
        description: None,
        color: COLOR.to_owned(),
        show_on_sidebar: None,
    };
    keep(&call, &mut state, blank, &mut body)
}

async fn update(call: Call, mut body: Body) -> Answer {
    call.only_admins()?;
    let mut state = call.state();
    let label = asked(&call, &state)?.clone();
    keep(&call, &mut state, label, &mut body)
}

fn keep(call: &Call, state: &mut State, mut label: Label, body: &mut Body) -> Answer {
    let body = body.root("label", COLUMNS)?;
    label::assign(&mut label, &body);
    label::check(state, &label)?;
    if label.id == 0 {
        label.id = state.sequences.label();
    }
    let answer = call.view(state).label(&label);
    call.act(state).keep_label(label);
    Ok(axum::Json(answer))
}

async fn destroy(call: Call) -> Result<StatusCode, Refusal> {
    call.only_admins()?;
    let mut state = call.state();
    let id = asked(&call, &state)?.id;
    call.act(&mut state).drop_label(id);
    Ok(StatusCode::OK)
}

fn asked<'a>(call: &Call, state: &'a State) -> Result<&'a Label, Refusal> {
    let id = call.id("label_id");
    let mut labels = state.labels.iter();
    labels.find(|label| label.id == id).ok_or(Refusal::Missing)
}
