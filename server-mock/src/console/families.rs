//! Many families at once.

use crate::{
    app::AppState,
    audit::Actor,
    auth::Developer,
    extract::Json,
    problem::{Answer, Refusal},
    seed,
};
use axum::{extract::State, http::StatusCode};
use kinline_protocol::{
    ErrorCode, List, Problem,
    console::{NewFamilies, ReadyFamily},
};
use serde_json::json;
use std::ops::RangeInclusive;
use utoipa_axum::{router::OpenApiRouter, routes};

/// In one transaction, which others wait for.
const COUNT: RangeInclusive<u32> = 1..=2_000;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(add_families))
}

/// Add families who can book at once
///
/// Each has an approved identity and a person in prison of its own, and has agreed to the policy: for load.
#[utoipa::path(
    post, path = "/v1/console/families", tag = "console", security(("developer" = [])),
    request_body = NewFamilies,
    responses(
        (status = 201, body = List<ReadyFamily>, description = "All of them, with their tokens."),
        (status = 404, body = Problem, description = "not_found: no such establishment"),
        (status = 422, body = Problem, description = "invalid_input: `count`"),
    )
)]
async fn add_families(
    _: Developer,
    State(app): State<AppState>,
    Json(new): Json<NewFamilies>,
) -> Answer<(StatusCode, Json<List<ReadyFamily>>)> {
    if !COUNT.contains(&new.count) {
        return Err(Refusal::field("count", ErrorCode::Malformed));
    }
    let state = app.clone();
    let add = move |tx: &rusqlite::Transaction<'_>| {
        let families = seed::add_families(tx, &new, state.clock.now())?;
        let subject = format!("establishment:{}", new.establishment);
        let data = json!({ "count": new.count });
        state.audit.record(
            tx,
            Actor::Developer,
            "console.families_added",
            subject,
            data,
        )?;
        Ok((StatusCode::CREATED, Json(families.into())))
    };
    app.database.write(add).await
}
