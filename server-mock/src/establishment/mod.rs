//! Establishments: their list, and what each sets for itself.

mod settings;
mod store;

pub use settings::{DEFAULT_SETTINGS, problems};
pub use store::{Rules, add, change, get, rules};

use crate::{
    app::AppState,
    audit::Actor,
    auth::Staff,
    extract::Json,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use kinline_protocol::{
    ErrorCode, List, Problem,
    establishment::{Establishment, Settings},
};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(settings, change_settings))
}

/// List the establishments
///
/// By name. Needs no token.
#[utoipa::path(
    get, path = "/v1/establishments", tag = "establishment",
    responses((status = 200, body = List<Establishment>, description = "All of them.")),
)]
async fn list(State(app): State<AppState>) -> Answer<Json<List<Establishment>>> {
    let all: Vec<Establishment> = app
        .database
        .read(|c| store::list(c).map_err(Refusal::from))
        .await?;
    Ok(Json(all.into()))
}

/// Read one's own establishment's settings
#[utoipa::path(
    get, path = "/v1/staff/settings", tag = "establishment", security(("staff" = [])),
    responses((status = 200, body = Settings, description = "What is in force.")),
)]
async fn settings(State(app): State<AppState>, Staff(member): Staff) -> Answer<Json<Settings>> {
    app.database
        .read(move |c| {
            let rules = rules(c, &member.establishment)?.ok_or(ErrorCode::NotFound)?;
            Ok(Json(rules.settings))
        })
        .await
}

/// Change one's own establishment's settings
///
/// Calls that are held, asked for or booked keep their times.
#[utoipa::path(
    put, path = "/v1/staff/settings", tag = "establishment", security(("staff" = [])),
    request_body = Settings,
    responses(
        (status = 200, body = Settings, description = "What is in force now."),
        (status = 422, body = Problem, description = "invalid_input: `fields` names each setting"),
    ),
)]
async fn change_settings(
    State(app): State<AppState>,
    Staff(member): Staff,
    Json(new): Json<Settings>,
) -> Answer<Json<Settings>> {
    settings::check(&new)?;
    let audit = app.audit.clone();
    app.database
        .write(move |tx| {
            store::change_settings(tx, &member.establishment, &new)?;
            audit.record(
                tx,
                Actor::Staff(member.id),
                "establishment.settings_changed",
                format!("establishment:{}", member.establishment),
                json!(new),
            )?;
            Ok(Json(new))
        })
        .await
}
