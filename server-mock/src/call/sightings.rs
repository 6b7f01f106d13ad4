//! Sightings of faces, for staff: what was seen, the pictures, and what staff say to them.

use super::owner::Owner;
use crate::{
    app::AppState,
    auth::{Staff, StaffMember},
    extract::{Json, Path},
    faces,
    problem::{Answer, Refusal},
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kinline_protocol::{
    CallId, ErrorCode, Problem, SightingId,
    faces::{CallFaces, SightingAnswer},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(seen))
        .routes(routes!(picture))
        .routes(routes!(answer))
}

/// What the server sees of faces in a call: whether it watches, what it compares with, what it saw.
#[utoipa::path(
    get,
    path = "/v1/staff/calls/{call}/faces",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,)),
    responses(
        (status = 200, body = CallFaces),
        (status = 404, body = Problem, description = "not_found")
    )
)]
async fn seen(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path(call): Path<CallId>,
) -> Answer<Json<CallFaces>> {
    own(&app, &staff, call).await?;
    told(&app, call).await
}

/// The picture that a sighting is about, with a frame around the face. For staff alone.
#[utoipa::path(
    get,
    path = "/v1/staff/calls/{call}/faces/{sighting}/picture",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,), ("sighting" = SightingId, Path,)),
    responses(
        (status = 200, content_type = "image/jpeg", description = "the picture"),
        (status = 404, body = Problem, description = "not_found")
    )
)]
async fn picture(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path((call, sighting)): Path<(CallId, SightingId)>,
) -> Answer<Response> {
    own(&app, &staff, call).await?;
    app.calls.inner().tools.journal.flush().await;
    let find =
        move |c: &rusqlite::Connection| faces::picture(c, call, sighting).map_err(Refusal::from);
    let found = app.database.read(find).await?;
    let picture = found.filter(|picture| !picture.is_empty());
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    let picture = picture.ok_or(ErrorCode::NotFound)?;
    Ok((headers, picture).into_response())
}

/// What staff say, as the path spells it.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Said {
    /// The person may be in this call, on whatever phone.
    Allow,
    /// The same, and the machine was wrong: the sighting is marked, and the time that it took stays given back.
    FalseAlarm,
}

impl From<Said> for SightingAnswer {
    fn from(said: Said) -> Self {
        match said {
            Said::Allow => Self::Allowed,
            Said::FalseAlarm => Self::FalseAlarm,
        }
    }
}

/// Says what a person is: either way they may be in this call. If nobody else is in the way it goes on at once.
#[utoipa::path(
    post,
    path = "/v1/staff/calls/{call}/faces/{sighting}/{said}",
    tag = "call",
    security(("staff" = [])),
    params(("call" = CallId, Path,), ("sighting" = SightingId, Path,), ("said" = inline(Said), Path,)),
    responses(
        (status = 200, body = CallFaces),
        (status = 404, body = Problem, description = "not_found: also when the call is over for a while"),
        (status = 409, body = Problem, description = "call_over")
    )
)]
async fn answer(
    Staff(staff): Staff,
    State(app): State<AppState>,
    Path((call, sighting, said)): Path<(CallId, SightingId, Said)>,
) -> Answer<Json<CallFaces>> {
    own(&app, &staff, call).await?;
    let calls = app.calls.inner();
    calls.tools.journal.flush().await;
    let find =
        move |c: &rusqlite::Connection| faces::picture(c, call, sighting).map_err(Refusal::from);
    app.database.read(find).await?.ok_or(ErrorCode::NotFound)?;
    calls.with(call, |room, tools| {
        let staff = Owner::Staff(staff.id);
        room.answer_sighting(sighting, said.into(), staff, tools)
    })??;
    told(&app, call).await
}

/// Opens a call of one's own establishment.
async fn own(app: &AppState, staff: &StaffMember, call: CallId) -> Answer<()> {
    let calls = app.calls.inner();
    calls.open(call).await?;
    let own = calls.with(call, |room, _| {
        room.plan.establishment == staff.establishment
    })?;
    own.then_some(()).ok_or_else(|| ErrorCode::NotFound.into())
}

async fn told(app: &AppState, call: CallId) -> Answer<Json<CallFaces>> {
    let calls = app.calls.inner();
    // What was just seen or said is on its way into the store.
    calls.tools.journal.flush().await;
    let names = calls.with(call, |room, _| room.names())?;
    let read = move |c: &rusqlite::Connection| {
        faces::of_call(c, call, |id| names.get(&id).cloned()).map_err(Refusal::from)
    };
    let sightings = app.database.read(read).await?;
    let seen = calls.with(call, |room, tools| room.faces(sightings, tools))?;
    Ok(Json(seen))
}
