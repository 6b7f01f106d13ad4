//! The limits in force: those of `data/line-limits.json`, or what a developer set instead.

use super::judge::{self, Limit};
use crate::{app::AppState, audit::Actor, auth::Developer, extract::Json, problem::Answer, sql};
use axum::extract::State;
use kinline_protocol::{ErrorCode, List};
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

const SETTING: &str = "line_limits";

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(show, set))
}

/// What a line must keep to
#[utoipa::path(
    get, path = "/v1/console/line-limits", tag = "console", security(("developer" = [])),
    responses((status = 200, body = List<Limit>, description = "With where each comes from.")),
)]
async fn show(_: Developer, State(app): State<AppState>) -> Answer<Json<List<Limit>>> {
    app.database.read(|c| Ok(Json(limits(c)?.into()))).await
}

/// Set what a line must keep to
#[utoipa::path(
    put, path = "/v1/console/line-limits", tag = "console", security(("developer" = [])),
    request_body = List<Limit>,
    responses((status = 200, body = List<Limit>, description = "In force for the next result.")),
)]
async fn set(
    _: Developer,
    State(app): State<AppState>,
    Json(new): Json<List<Limit>>,
) -> Answer<Json<List<Limit>>> {
    let audit = app.audit.clone();
    app.database
        .write(move |tx| {
            tx.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [SETTING, &sql::json(&new.items)?],
            )?;
            let (action, data) = ("console.line_limits_set", json!(new.items));
            audit.record(tx, Actor::Developer, action, "line-limits", data)?;
            Ok(Json(new))
        })
        .await
}

/// Those in force.
pub(super) fn limits(c: &Connection) -> Answer<Vec<Limit>> {
    let query = "SELECT value FROM setting WHERE name = ?1";
    let set = c
        .query_row(query, [SETTING], |row| sql::from_json(row, 0))
        .optional()?;
    match set {
        Some(limits) => Ok(limits),
        None => judge::default_limits().map_err(|error| {
            tracing::error!(%error, "the limits cannot be read");
            ErrorCode::Internal.into()
        }),
    }
}
