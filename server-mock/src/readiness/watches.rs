//! Families who want to be told when an establishment is live.

use super::store;
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    problem::Answer,
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{ErrorCode, EstablishmentId, List, Problem, readiness::Watch};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(watch, forget))
}

/// List what one wants to be told of
#[utoipa::path(
    get, path = "/v1/watches", tag = "readiness", security(("family" = [])),
    responses((status = 200, body = List<Watch>, description = "Oldest first.")),
)]
async fn list(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Watch>>> {
    app.database
        .read(move |c| Ok(Json(store::watches(c, account)?.into())))
        .await
}

/// Ask to be told when an establishment is live
///
/// By mail, and in the app. Asking again changes nothing.
#[utoipa::path(
    post, path = "/v1/establishments/{id}/watch", tag = "readiness", security(("family" = [])),
    params(("id" = EstablishmentId, Path)),
    responses(
        (status = 201, body = Watch, description = "Noted."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 409, body = Problem, description = "establishment_live: it is already"),
    ),
)]
async fn watch(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<EstablishmentId>,
    once: Once,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run(&app, account, move |tx| {
        let (live, _) = store::live(tx, &id)?.ok_or(ErrorCode::NotFound)?;
        if live {
            return Err(ErrorCode::EstablishmentLive.into());
        }
        store::add_watch(tx, account, &id, now)?;
        let subject = format!("establishment:{id}");
        let actor = Actor::Family(account);
        audit.record(tx, actor, "readiness.watched", subject, json!({}))?;
        let all = store::watches(tx, account)?;
        let own = all.iter().find(|watch| watch.establishment == id);
        Outcome::json(StatusCode::CREATED, own.ok_or(ErrorCode::NotFound)?)
    })
    .await
}

/// Need not be told any more
#[utoipa::path(
    delete, path = "/v1/establishments/{id}/watch", tag = "readiness", security(("family" = [])),
    params(("id" = EstablishmentId, Path)),
    responses((status = 204, description = "Forgotten, if it was noted.")),
)]
async fn forget(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<EstablishmentId>,
) -> Answer<StatusCode> {
    app.database
        .write(move |tx| {
            store::remove_watch(tx, account, &id)?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}
