//! How a debug build of an app finds this server and knows it.

use crate::{
    app::AppState,
    auth::Developer,
    extract::Json,
    problem::{Answer, Refusal},
};
use axum::extract::State;
use kinline_protocol::{
    ErrorCode,
    console::{ServerCode, ServerLink},
};
use qrcode::{QrCode, render::svg};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Pixels, at least: a phone reads it from an arm's length.
const SIZE: u32 = 240;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(connect))
}

/// What connects a debug build of an app with this server
///
/// A link with address and fingerprint, and the same as a QR code. A phone reaches the address if the server was
/// started with one that is not this machine's own.
#[utoipa::path(
    get, path = "/v1/console/server", tag = "console", security(("developer" = [])),
    responses((status = 200, body = ServerCode, description = "The link."))
)]
async fn connect(_: Developer, State(app): State<AppState>) -> Answer<Json<ServerCode>> {
    let fingerprint = app.fingerprint.parse();
    let link = ServerLink {
        base: app.base_url.clone(),
        fingerprint: fingerprint.map_err(|_| Refusal::from(ErrorCode::Internal))?,
    }
    .to_string();
    let code = QrCode::new(&link).map_err(|_| Refusal::from(ErrorCode::Internal))?;
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(SIZE, SIZE)
        .build();
    Ok(Json(ServerCode { link, svg }))
}
