//! Visitors who come along.

use super::{coming, require_ready, store};
use crate::{
    account,
    app::AppState,
    audit::Actor,
    auth::Family,
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    identity,
    problem::Answer,
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{
    AccountId, ErrorCode, List, Problem,
    limits::CALLERS,
    people::{Companion, NewCompanion},
};
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, add))
        .routes(routes!(remove))
}

/// List who can come along
#[utoipa::path(
    get, path = "/v1/companions", tag = "people", security(("family" = [])),
    responses((status = 200, body = List<Companion>, description = "In the order of adding.")),
)]
async fn list(
    State(app): State<AppState>,
    Family(account): Family,
) -> Answer<Json<List<Companion>>> {
    let now = app.clock.now();
    app.database
        .read(move |c| Ok(Json(store::companions(c, account, now)?.into())))
        .await
}

/// Bring an approved visitor along
///
/// By the visitor number from their own app and their date of birth. Whatever does not fit is
/// answered alike, so that nobody can find out who is registered.
#[utoipa::path(
    post, path = "/v1/companions", tag = "people", security(("family" = [])),
    request_body = NewCompanion,
    responses(
        (status = 201, body = Companion, description = "Can come along from now on."),
        (status = 403, body = Problem, description = "identity_not_approved, policy_not_agreed"),
        (status = 404, body = Problem, description = "companion_not_found"),
        (status = 409, body = Problem, description = "companion_limit"),
    ),
)]
async fn add(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewCompanion>,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        require_ready(tx, account, now)?;
        let found = find(tx, account, &new)?;
        let companion = store::companion(tx, found, now)?.ok_or(ErrorCode::CompanionNotFound)?;
        let known = store::companions(tx, account, now)?;
        if known.contains(&companion) {
            return Outcome::json(StatusCode::CREATED, &companion);
        }
        let open = coming::open_invitations(tx, account, now)?;
        if known.len() + open.len() >= CALLERS - 1 {
            return Err(ErrorCode::CompanionLimit.into());
        }
        store::add_companion(tx, account, found, now)?;
        let data = json!({ "companion": found });
        audit.record(
            tx,
            Actor::Family(account),
            "people.companion_added",
            format!("account:{account}"),
            data,
        )?;
        Outcome::json(StatusCode::CREATED, &companion)
    })
    .await
}

/// Take a visitor off the list
///
/// Calls that they are booked for keep them.
#[utoipa::path(
    delete, path = "/v1/companions/{account}", tag = "people", security(("family" = [])),
    params(("account" = AccountId, Path)),
    responses(
        (status = 204, description = "Off the list."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn remove(
    State(app): State<AppState>,
    Family(account): Family,
    Path(companion): Path<AccountId>,
) -> Answer<StatusCode> {
    let audit = app.audit.clone();
    app.database
        .write(move |tx| {
            if !store::remove_companion(tx, account, companion)? {
                return Err(ErrorCode::NotFound.into());
            }
            let data = json!({ "companion": companion });
            audit.record(
                tx,
                Actor::Family(account),
                "people.companion_removed",
                format!("account:{account}"),
                data,
            )?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

fn find(c: &Connection, asking: AccountId, new: &NewCompanion) -> Answer<AccountId> {
    let found =
        account::by_visitor_number(c, &new.visitor_number)?.filter(|found| *found != asking);
    let found = found.ok_or(ErrorCode::CompanionNotFound)?;
    match identity::approved(c, found)? {
        Some(known) if known.date_of_birth == new.date_of_birth => Ok(found),
        _ => Err(ErrorCode::CompanionNotFound.into()),
    }
}
