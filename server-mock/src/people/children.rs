//! Children who come along, added by who is responsible for them.

use super::{coming, is_of_age, require_ready};
use crate::{
    app::AppState,
    audit::Actor,
    auth::Family,
    extract::{Json, Path},
    idempotency::{Once, Outcome},
    problem::{Answer, Refusal},
};
use axum::{extract::State, http::StatusCode, response::Response};
use kinline_protocol::{
    ChildId, ErrorCode, List, Problem,
    limits::CHILDREN,
    people::{Child, NewChild},
    value::plausible_birth,
};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, add))
        .routes(routes!(remove))
}

/// List one's children
#[utoipa::path(
    get, path = "/v1/children", tag = "people", security(("family" = [])),
    responses((status = 200, body = List<Child>, description = "In the order of adding.")),
)]
async fn list(State(app): State<AppState>, Family(account): Family) -> Answer<Json<List<Child>>> {
    app.database
        .read(move |c| Ok(Json(coming::children(c, account)?.into())))
        .await
}

/// Add a child
///
/// Under 18, by a parent or guardian who says that they are responsible.
#[utoipa::path(
    post, path = "/v1/children", tag = "people", security(("family" = [])),
    request_body = NewChild,
    responses(
        (status = 201, body = Child, description = "Can come along from now on."),
        (status = 403, body = Problem, description = "identity_not_approved, policy_not_agreed"),
        (status = 409, body = Problem, description = "companion_limit"),
        (status = 422, body = Problem, description = "invalid_input"),
    ),
)]
async fn add(
    State(app): State<AppState>,
    Family(account): Family,
    once: Once<NewChild>,
) -> Answer<Response> {
    let (audit, now) = (app.audit.clone(), app.clock.now());
    once.run_with(&app, account, move |tx, new| {
        let me = require_ready(tx, account, now)?;
        let today = now.date_naive();
        plausible_birth(new.date_of_birth, today)
            .map_err(|code| Refusal::field("date_of_birth", code))?;
        if is_of_age(new.date_of_birth, today) {
            return Err(Refusal::field("date_of_birth", ErrorCode::DateInvalid));
        }
        if !new.i_am_responsible || !is_of_age(me.date_of_birth, today) {
            return Err(Refusal::field("i_am_responsible", ErrorCode::InvalidInput));
        }
        if coming::children(tx, account)?.len() >= CHILDREN {
            return Err(ErrorCode::CompanionLimit.into());
        }
        let child = coming::add_child(tx, account, new, now)?;
        let (actor, subject) = (Actor::Family(account), format!("child:{}", child.id));
        let data = json!({ "relationship": child.details.relationship });
        audit.record(tx, actor, "people.child_added", subject, data)?;
        Outcome::json(StatusCode::CREATED, &child)
    })
    .await
}

/// Take a child off the list
///
/// Calls that they are booked for keep them.
#[utoipa::path(
    delete, path = "/v1/children/{id}", tag = "people", security(("family" = [])),
    params(("id" = ChildId, Path)),
    responses(
        (status = 204, description = "Off the list."),
        (status = 404, body = Problem, description = "not_found"),
    ),
)]
async fn remove(
    State(app): State<AppState>,
    Family(account): Family,
    Path(id): Path<ChildId>,
) -> Answer<StatusCode> {
    let audit = app.audit.clone();
    app.database
        .write(move |tx| {
            if !coming::remove_child(tx, account, id)? {
                return Err(ErrorCode::NotFound.into());
            }
            let (actor, subject) = (Actor::Family(account), format!("child:{id}"));
            audit.record(tx, actor, "people.child_removed", subject, json!({}))?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}
