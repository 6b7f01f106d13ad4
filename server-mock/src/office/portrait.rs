//! The portrait of a person in prison: what the laptop's picture in calls is compared with.

use super::{own_rules, people};
use crate::{
    app::AppState,
    audit::Actor,
    auth::{Staff, StaffMember},
    extract::{Json, Path},
    faces,
    problem::Answer,
    upload,
};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    http::header,
    response::{IntoResponse, Response},
};
use kinline_protocol::{
    ErrorCode, PrisonerId, PrisonerNumber, Problem, faces::PortraitKept, limits::PHOTO_BYTES,
};
use kinline_vision::Picture;
use rusqlite::Connection;
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Kept no larger: a face in it is still several times as large as in a call.
const LONGEST: u32 = 1_600;
const QUALITY: u8 = 90;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let most = usize::try_from(PHOTO_BYTES).unwrap_or(usize::MAX);
    OpenApiRouter::default()
        .routes(routes!(read, change))
        .layer(DefaultBodyLimit::max(most))
}

/// See the portrait of a person in prison
#[utoipa::path(
    get, path = "/v1/staff/prisoners/{number}/portrait", tag = "office", security(("staff" = [])),
    params(("number" = PrisonerNumber, Path)),
    responses(
        (status = 200, content_type = "image/jpeg", description = "For staff alone."),
        (status = 404, body = Problem, description = "not_found: the person, or a portrait"),
    ),
)]
async fn read(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(number): Path<PrisonerNumber>,
) -> Answer<Response> {
    let photo = app
        .database
        .read(move |c| -> Answer<_> { Ok(faces::portrait(c, known(c, &member, &number)?)?) })
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, photo.ok_or(ErrorCode::NotFound)?).into_response())
}

/// Set the portrait of a person in prison
///
/// A JPEG or PNG, in place of the one before. What a camera wrote beside the picture is left out.
/// Calls that run are compared with it at once.
#[utoipa::path(
    put, path = "/v1/staff/prisoners/{number}/portrait", tag = "office", security(("staff" = [])),
    params(("number" = PrisonerNumber, Path)),
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses(
        (status = 200, body = PortraitKept, description = "Whether there is a face in it to compare with."),
        (status = 404, body = Problem, description = "not_found"),
        (status = 413, body = Problem, description = "photo_too_large"),
        (status = 422, body = Problem, description = "photo_unreadable, photo_heic, photo_too_small"),
    ),
)]
async fn change(
    State(app): State<AppState>,
    Staff(member): Staff,
    Path(number): Path<PrisonerNumber>,
    body: Result<Bytes, BytesRejection>,
) -> Answer<Json<PortraitKept>> {
    let staff = Actor::Staff(member.id);
    let prisoner = app
        .database
        .read(move |c| known(c, &member, &number))
        .await?;
    let body = body.map_err(|_| ErrorCode::PhotoTooLarge)?;
    let models = app.calls.models();
    let look = move || -> Answer<_> {
        let photo = made_small(&body)?;
        let usable = models.map(|models| faces::is_usable(&models, &photo));
        Ok((photo, usable))
    };
    let looked = tokio::task::spawn_blocking(look).await;
    let (photo, usable) = looked.map_err(|_| ErrorCode::PhotoUnreadable)??;
    let (audit, now) = (app.audit.clone(), app.clock.now());
    app.database
        .write(move |tx| -> Answer<_> {
            faces::set_portrait(tx, prisoner, &photo, now)?;
            let (subject, data) = (format!("prisoner:{prisoner}"), json!({ "usable": usable }));
            Ok(audit.record(tx, staff, "office.portrait_changed", subject, data)?)
        })
        .await?;
    app.calls.portraits_changed();
    Ok(Json(PortraitKept { usable }))
}

/// A person of one's own establishment.
fn known(c: &Connection, member: &StaffMember, number: &PrisonerNumber) -> Answer<PrisonerId> {
    own_rules(c, member)?;
    let known = people::by_number(c, &member.establishment, number)?;
    Ok(known.ok_or(ErrorCode::NotFound)?.prisoner.id)
}

fn made_small(photo: &[u8]) -> Answer<Vec<u8>> {
    let picture = Picture::decode(photo).map_err(|error| upload::refusal(&error))?;
    Ok(picture.scaled_to_fit(LONGEST).to_jpeg(QUALITY))
}
