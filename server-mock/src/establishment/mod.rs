//! Establishments: their list, and what each sets for itself.

mod settings;
mod store;

pub use settings::{DEFAULT_SETTINGS, LONGEST, problems};
pub use store::{Rules, add, change, get, rules};

use crate::{
    app::AppState,
    extract::Json,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use kinline_protocol::{List, establishment::Establishment};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The feature's endpoints.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list))
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
